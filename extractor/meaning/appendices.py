"""Appendices as the record has them: label, title, the document they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.parts.model import AppendixPart
from extractor.text.dates import find_dates
from extractor.text.passage import Quote, absent, blank, dated, found, words
from schemas.fields import DateField, Status, Text
from schemas.meaning import Appendix, Reference

_REFERENCE = re.compile(
    r"\bso\s?[:.]?\s*(?P<number>\d[\d\s]{0,8}(?<=\d)|[.…_\s]*)\s*(?:/|-(?=[a-z]))\s*(?P<notation>[a-z0-9.]+(?:\s?[-/]\s?[a-z0-9.]+)*)"
)
_CONFIDENCE = 0.93


def _reference(line: Quote | None) -> Reference:
    nowhere = DateField(status=Status.ABSENT, confidence=_CONFIDENCE)
    if line is None:
        return Reference(code_number=absent(_CONFIDENCE), notation=absent(_CONFIDENCE), date=nowhere)
    match = _REFERENCE.search(line.folded)
    number: Text = absent(_CONFIDENCE)
    notation: Text = absent(_CONFIDENCE)
    if match is not None:
        digits = re.sub(r"\D", "", match["number"])
        place = line.part(match.start("number"), match.end("number"))
        number = found(digits, place, confidence=_CONFIDENCE) if digits else blank(line, confidence=_CONFIDENCE)
        code = line.part(match.start("notation"), match.end("notation"))
        notation = found(re.sub(r"\s", "", code.text), code, confidence=_CONFIDENCE)
    return Reference(code_number=number, notation=notation, date=_date(line))


def _date(line: Quote) -> DateField:
    for match in find_dates(line.text):
        return dated(line.part(match.start, match.end), match.value, match.partial, _CONFIDENCE)
    return DateField(status=Status.ABSENT, confidence=_CONFIDENCE)


def appendix(part: AppendixPart, tables: Mapping[int, int]) -> Appendix:
    """One appendix; `tables` maps a grid's index to its table's."""
    title = [line for line in part.title if line]
    return Appendix(
        label=words(part.label, confidence=_CONFIDENCE) if part.label else absent(_CONFIDENCE),
        title=words(*title, confidence=_CONFIDENCE) if title else absent(_CONFIDENCE),
        refers_to=_reference(part.reference),
        tables=tuple(sorted({tables[index] for index in part.grids if index in tables})),
    )
