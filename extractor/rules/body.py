"""Rules of what the body says: requests, difficulties, citations, counts, figures, appendices."""

from __future__ import annotations

from extractor.meaning import appendices as appendix_parts
from extractor.meaning import requests
from extractor.meaning.citations import citations as find_citations
from extractor.meaning.citations import responds_to as find_responds_to
from extractor.rules.registry import Case, rule
from schemas.fields import DateField, Text
from schemas.meaning import Appendix, Citation, Difficulty, Recommendation


@rule("citations")
def citations(case: Case) -> tuple[Citation, ...]:
    """Each distinct document cited in body and footnotes."""
    issued: DateField = case.value("document.issued_date")
    return find_citations(case.parts, issued.value)


@rule("responds_to")
def responds_to(case: Case) -> Text | None:
    """The letter that this document carries out."""
    return find_responds_to(case.parts, case.value("citations"))


@rule("recommendations")
def recommendations(case: Case) -> tuple[Recommendation, ...]:
    """What the document asks of others."""
    return requests.recommendations(case.parts)


@rule("difficulties")
def difficulties(case: Case) -> tuple[Difficulty, ...]:
    """What stands in the way."""
    return requests.difficulties(case.parts)


@rule("appendices")
def appendices(case: Case) -> tuple[Appendix, ...]:
    """Appendices with the tables they hold."""
    tables = dict(enumerate(case.built.of_grid))
    return tuple(appendix_parts.appendix(part, tables) for part in case.parts.appendices)
