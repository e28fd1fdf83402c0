"""What was read from a picture: a misread digit is likelier than a contradiction, so that it has to be read surely."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.checks.registry import Subject
from schemas.evidence import BlockEvidence, Evidence, PageEvidence

_LEAST_SURE = 0.6
"""Certainty of the engine's least sure word that may contradict another."""
_SURER = {"conflict.percentage": 0.9}
"""The same for checks that one figure misread among several long ones sets off."""


def is_picture(subject: Subject) -> bool:
    """Whether text of the document was read from pictures: a blank cell may then be one that was not read."""
    return subject.record.source.text_source != "digital"


def may_be_misread(subject: Subject, code: str, places: Iterable[Evidence]) -> bool:
    """Whether a figure at one of the places, which a finding of this code sets against others, was not read surely."""
    source, least = subject.division.parts.source, _SURER.get(code, _LEAST_SURE)
    spans = [(place.start, place.end) for place in places if isinstance(place, PageEvidence | BlockEvidence)]
    return any(
        source.certainty_of(start, end) < least
        for start, end in spans
        if any(character.isdigit() for character in source.text[start:end])
    )
