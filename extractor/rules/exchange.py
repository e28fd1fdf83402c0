"""The header of an edXML package as candidates of the fields it names; the page's own values stay as they are."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from extractor import vocabulary
from extractor.containers.model import ExchangeHeader, HeaderValue
from extractor.text.fold import fold
from schemas.document import Document, Signer
from schemas.evidence import EdxmlEvidence
from schemas.fields import Candidate, DateField, Source, Text
from schemas.record import Record

_NUMBER = re.compile(r"\D{0,4}(\d{1,9})(?!\d)")
_NUMBERED = re.compile(r"\d{1,9}\s*/\s*(?=\D)")
"""A number that writers put before the notation, where the standard has the notation alone."""


def with_header(record: Record, header: ExchangeHeader) -> Record:
    """The record of a package's own document with what the header says of it."""
    if record.document is None:
        return record
    update = {"document": _document(record.document, header), "signers": _signers(record.signers, header)}
    return record.model_copy(update=update)


def agreement(record: Record, header: ExchangeHeader) -> int:
    """How much speaks for a record being of the document that a header is about; 0 for one without a document."""
    document = record.document
    if document is None:
        return 0
    return (
        1
        + 8 * _same(document.code_number.value, number_in(header))
        + 4 * _same(document.code_notation.value, notation_in(header))
        + 2 * (header.issued is not None and document.issued_date.value == header.issued)
        + (header.type_name is not None and document.type.value == type_in(header))
    )


def _same(printed: str | None, told: str | None) -> bool:
    return printed is not None and told is not None and number_key(printed) == number_key(told)


def number_key(text: str) -> str:
    """What two writings of one number or notation have in common: no marks, spaces and leading zeros."""
    return re.sub(r"[\s._]", "", fold(text)).replace("–", "-").lstrip("0")


def number_in(header: ExchangeHeader) -> str | None:
    """The digits of `CodeNumber`; some write number and notation into it."""
    match = _NUMBER.match(header.number.text) if header.number else None
    return match[1] if match else None


def notation_in(header: ExchangeHeader) -> str | None:
    """`CodeNotation` without spaces, and without the number that some put before it."""
    if header.notation is None:
        return None
    return _NUMBERED.sub("", "".join(header.notation.text.split()).lstrip("/"), count=1) or None


def type_in(header: ExchangeHeader) -> str | None:
    """Abbreviation of the type that `TypeName` means; the code beside it is not used alike by all systems."""
    return _abbreviations().get(fold(header.type_name.text).strip()) if header.type_name else None


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    types = vocabulary.load("types")
    named = {
        fold(name): code
        for group in ("administrative", "normative")
        for code, names in types[group].items()
        for name in names
    }
    return named | {"cong van": "CV"}


def _document(document: Document, header: ExchangeHeader) -> Document:
    update = {
        "type": _beside(document.type, type_in(header), header.type_name),
        "code_number": _beside(document.code_number, number_in(header), header.number),
        "code_notation": _beside(document.code_notation, notation_in(header), header.notation),
        "place": _beside(document.place, _words(header.place), header.place),
        "issued_date": _dated(document.issued_date, header.issued, header.promulgation),
        "organ_name": _beside(document.organ_name, _words(header.organ), header.organ),
        "subject": _beside(document.subject, _words(header.subject), header.subject),
    }
    return document.model_copy(update=update)


def _signers(signers: tuple[Signer, ...], header: ExchangeHeader) -> tuple[Signer, ...]:
    """The header knows one signer: where the page has several, nothing tells which."""
    if len(signers) != 1:
        return signers
    name = _beside(signers[0].full_name, _words(header.signer), header.signer)
    return (signers[0].model_copy(update={"full_name": name}),)


def _words(value: HeaderValue | None) -> str | None:
    return value.text if value else None


def _beside(field: Text, value: str | None, told: HeaderValue | None) -> Text:
    """The field with one more candidate."""
    if value is None or told is None:
        return field
    candidate = Candidate[str](value=value, source=Source.EDXML, evidence=(EdxmlEvidence(path=told.path),))
    return field.model_copy(update={"candidates": (*field.candidates, candidate)})


def _dated(field: DateField, value: date | None, told: HeaderValue | None) -> DateField:
    if value is None or told is None:
        return field
    candidate = Candidate[date](value=value, source=Source.EDXML, evidence=(EdxmlEvidence(path=told.path),))
    return field.model_copy(update={"candidates": (*field.candidates, candidate)})
