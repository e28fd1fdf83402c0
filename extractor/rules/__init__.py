"""Rules: one function for each path of the record, registered under its path when this package is imported."""

from extractor.rules import body, figures, head, people, sections

__all__ = ["body", "figures", "head", "people", "sections"]
