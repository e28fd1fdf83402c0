"""Bytes of a file to `SourceText`: one reader a format, chosen by sniffed content."""
