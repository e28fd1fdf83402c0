"""The header of an edXML package against the page it came with (QCVN 102:2016/BTTTT).

The header is compared only with the document it is about. What the page leaves open is no contradiction: the header's
value is its candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from extractor.checks.registry import Hit, Subject, check
from extractor.rules.exchange import number_key
from extractor.text.fold import fold_key
from extractor.units.units import Unit
from extractor.units.units import load as load_units
from schemas.evidence import Evidence
from schemas.fields import Candidate, DateField, FieldValue, Source, Text
from schemas.findings import Severity

T = TypeVar("T")
_FORM_OF_ADDRESS = re.compile(r"^(?:ong|ba|dong chi|d c)\s")


def _told(field: FieldValue[T]) -> Candidate[T] | None:
    return next((candidate for candidate in field.candidates if candidate.source is Source.EDXML), None)


def _places(field: FieldValue[T], told: Candidate[T]) -> tuple[Evidence, ...]:
    return (*field.evidence, *told.evidence)


@check("conflict.edxml_number", Severity.ERROR)
def edxml_number(subject: Subject) -> Iterator[Hit]:
    """Number and notation of the page are those of the header."""
    for what, field in (("number", subject.document.code_number), ("notation", subject.document.code_notation)):
        told = _told(field)
        if told is not None and field.value is not None and number_key(field.value) != number_key(told.value):
            yield Hit(_places(field, told), {"page": field.value, "header": told.value}, {"what": what})


@check("conflict.edxml_date", Severity.ERROR)
def edxml_date(subject: Subject) -> Iterator[Hit]:
    """The date of the page is the header's; of a date left open in part, what there is."""
    issued: DateField = subject.document.issued_date
    told, known = _told(issued), issued.value.isoformat() if issued.value else issued.partial
    if told is not None and known is not None and not told.value.isoformat().startswith(known):
        yield Hit(_places(issued, told), {"page": _shown(known), "header": _shown(told.value.isoformat())})


def _shown(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


@check("conflict.edxml_organ", Severity.WARNING)
def edxml_organ(subject: Subject) -> Iterator[Hit]:
    """The issuing body of the page belongs to the administrative unit of the sender, one above it or below.

    Names are written in too many ways to compare their words.
    """
    document = subject.document
    organ, told = document.organ_name, _told(document.organ_name)
    if told is None or organ.value is None:
        return
    day = document.issued_date.value
    own = load_units().organ_unit(organ.value, document.parent_organ_name.value, day)
    sender = load_units().organ_unit(told.value, None, day)
    if own is not None and sender is not None and not _related(own, sender, day):
        yield Hit(_places(organ, told), {"page": organ.value, "header": told.value})


def _related(one: Unit, other: Unit, day: date | None) -> bool:
    lower, upper = (one, other) if len(one.code) >= len(other.code) else (other, one)
    if lower.code == upper.code:
        return True
    return any(unit.code == lower.code for unit in load_units().find(lower.name, lower.level, day, upper.code))


@check("conflict.edxml_type", Severity.WARNING)
def edxml_type(subject: Subject) -> Iterator[Hit]:
    """The type of the page is the one that the header names; its number for the type is not looked at."""
    yield from _differing(subject.document.type, str)


@check("conflict.edxml_signer", Severity.WARNING)
def edxml_signer(subject: Subject) -> Iterator[Hit]:
    """The one signer of the page is the header's; many systems write names without their marks."""
    for signer in subject.record.signers:
        yield from _differing(signer.full_name, _name_key)


def _name_key(name: str) -> str:
    return _FORM_OF_ADDRESS.sub("", fold_key(name))


def _differing(field: Text, key: Callable[[str], str]) -> Iterator[Hit]:
    told = _told(field)
    if told is not None and field.value is not None and key(field.value) != key(told.value):
        yield Hit(_places(field, told), {"page": field.value, "header": told.value})
