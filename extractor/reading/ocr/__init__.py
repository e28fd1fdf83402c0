"""Reads pictures of pages: the same glyphs and rulings that the pages of a digital file give."""
