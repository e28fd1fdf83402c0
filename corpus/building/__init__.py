"""Builders of the sample documents; a development tool that no other package imports."""
