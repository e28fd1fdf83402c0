"""Checks: profiles of required parts, and findings on what is missing or contradictory."""
