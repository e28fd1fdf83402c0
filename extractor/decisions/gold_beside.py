"""Keys of a gold label that say something of the whole document: its signature, missing parts, the count of staff."""

from __future__ import annotations

from typing import Any, Final

from extractor.checks.profiles.model import FORM_PARTS
from extractor.differences.align import normal
from extractor.text.fold import fold
from schemas.fields import FieldValue, Status
from schemas.meaning import CollaboratorCount, CountMeaning
from schemas.record import Record

_GROUPS: Final = frozenset({"doi", "to", "nhom", "luot", "luot nguoi", "mang luoi"})
"""What is counted where teams or visits are: no persons, and never the total."""
Label = dict[str, Any]


def signature_of(record: Record) -> str | None:
    """How the document is signed, where the file itself proves it; ink and stamps are on no record."""
    is_digital = any(signer.digital_signature is not None for signer in record.signers)
    return "digital" if is_digital else None


def missing_of(record: Record) -> list[str]:
    """Parts of the form that findings say are wholly absent, in the order of the form."""
    codes = {finding.code for finding in record.findings}
    return [part for part in FORM_PARTS if f"missing.{part}" in codes]


def collaborators_of(record: Record) -> Label | None:
    """The number of persons today, else the first of another meaning; None where none is counted."""
    counts = [count for count in record.collaborators.counts if count.value.status is Status.PRESENT]
    persons = [count for count in counts if fold(_words(count.unit_of_count) or "") not in _GROUPS]
    current = [count for count in persons if count.meaning is CountMeaning.CURRENT]
    total = next(iter(current or persons), None)
    if total is None:
        return None
    others = [_count(count) for count in counts if _said(count) != _said(total)]
    said = {key: part for key, part in _count(total).items() if key != "value"}
    return {"total": total.value.value, **said, "unit": said["unit"] or "", "others": others}


def _said(count: CollaboratorCount) -> tuple[object, ...]:
    """What a count says: the same in prose and in a table is one count."""
    return count.value.value, count.meaning, fold(_words(count.unit_of_count) or "") in _GROUPS


def _count(count: CollaboratorCount) -> Label:
    return {
        "value": count.value.value,
        "unit": _words(count.organ_or_place),
        "raw": normal(count.value.raw or ""),
        "meaning": count.meaning.value,
        "of_whom": _words(count.of_whom),
        "unit_of_count": _words(count.unit_of_count),
    }


def _words(field: FieldValue[str]) -> str | None:
    return None if field.value is None else normal(field.value)
