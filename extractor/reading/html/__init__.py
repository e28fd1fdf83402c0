"""Saved web pages and exported reports in HTML."""
