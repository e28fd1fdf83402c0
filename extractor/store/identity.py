"""When two records are the same document sent again, and when two lines say the same of it."""

from __future__ import annotations

import hashlib

from extractor.text.fold import fold_key
from schemas.fields import Status
from schemas.record import Record

_KNOWN = frozenset({Status.PRESENT, Status.STRUCK_OUT})


def identity_of(record: Record) -> str | None:
    """`issuer|number|notation|year`, folded; None where one of them is not known.

    A number that is blank, illegible or absent identifies nothing: two reports without a number are two reports.
    """
    document = record.document
    if document is None:
        return None
    number, notation, issuer, date = (
        document.code_number,
        document.code_notation,
        document.organ_name,
        document.issued_date,
    )
    year = str(date.value.year) if date.value is not None else (date.partial or "")[:4]
    if number.status not in _KNOWN or number.value is None or not year:
        return None
    if notation.value is None or issuer.value is None:
        return None
    return "|".join((fold_key(issuer.value), number.value.lstrip("0") or "0", fold_key(notation.value), year))


def body_of(line: bytes) -> bytes:
    """All of a record's line but what made it: the last key, whose name no string of JSON can hold unescaped."""
    end = line.rfind(b',"provenance":{')
    return line.strip() if end < 0 else line[:end]


def body_digest(line: bytes) -> str:
    """SHA-256 of `body_of`: records with the same say the same, whichever version of the program made them."""
    return hashlib.sha256(body_of(line)).hexdigest()
