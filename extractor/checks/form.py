"""Parts of the form that are wholly absent (NĐ 30/2020, Điều 8 and Annex I); blank ones are told by their status.

Which parts are looked for is said by the profile; the codes carry the names that gold labels give the parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.registry import Check, Hit, Subject, check
from extractor.rules.signing import shows_seal
from schemas.fields import Status
from schemas.findings import Severity

_WITHOUT_APPEARANCE = (
    "text/",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
    "application/msword",
)
"""Formats that cannot show a seal or the mark of a digital signature."""
_PDF = "application/pdf"


def _national_title(subject: Subject) -> bool:
    return not subject.division.head.national


def _issuer(subject: Subject) -> bool:
    return subject.document.organ_name.status is Status.ABSENT


def _number(subject: Subject) -> bool:
    return subject.document.code_number.status is Status.ABSENT


def _place_date(subject: Subject) -> bool:
    return subject.division.head.place_date is None


def _type_subject(subject: Subject) -> bool:
    """A công văn has no type name; its `V/v …` stands for both."""
    return subject.division.head.type_line is None and subject.document.subject.status is Status.ABSENT


def _signature_block(subject: Subject) -> bool:
    return not subject.record.signers


def _signer_name(subject: Subject) -> bool:
    return all(signer.full_name.status is Status.ABSENT for signer in subject.record.signers)


def _recipients(subject: Subject) -> bool:
    return not subject.record.recipients


def _seal(subject: Subject) -> bool:
    source = subject.record.source
    return source.media_type.startswith(_WITHOUT_APPEARANCE) or (
        source.media_type == _PDF and shows_seal(subject.case) is False
    )


_PARTS = {
    "national_title": _national_title,
    "issuer": _issuer,
    "number": _number,
    "place_date": _place_date,
    "type_subject": _type_subject,
    "signature_block": _signature_block,
    "signer_name": _signer_name,
    "recipients": _recipients,
    "seal_or_digital_signature": _seal,
}


def _absence(part: str) -> Check:
    """The check for one part: a hit where the profile asks for it and the paper has it not."""
    is_absent = _PARTS[part]

    def absence(subject: Subject) -> Iterator[Hit]:
        if part in subject.profile.form and is_absent(subject):
            yield Hit()

    return absence


for _part in _PARTS:
    # A file without any seal is what drafts and text copies are: never more than information.
    check(f"missing.{_part}", Severity.INFO if _part.startswith("seal") else None)(_absence(_part))


@check("blank.code_number", Severity.WARNING)
def blank_code_number(subject: Subject) -> Iterator[Hit]:
    """`Số:      /BC-UBND`: left open for handwriting or for the system that numbers."""
    number = subject.document.code_number
    if number.status is Status.BLANK:
        yield Hit(number.evidence)


@check("struck.code_number", Severity.WARNING)
def struck_out_code_number(subject: Subject) -> Iterator[Hit]:
    """The number is crossed out, by hand or as the trace of a reading of handwriting."""
    number = subject.document.code_number
    if number.status is Status.STRUCK_OUT and number.value is not None:
        yield Hit(number.evidence, {"number": number.value})


@check("blank.issued_date", Severity.WARNING)
def blank_issued_date(subject: Subject) -> Iterator[Hit]:
    """`…, ngày … tháng … năm …` with nothing filled in."""
    issued = subject.document.issued_date
    if issued.status is Status.BLANK:
        yield Hit(issued.evidence)


@check("partial.issued_date", Severity.WARNING)
def partial_issued_date(subject: Subject) -> Iterator[Hit]:
    """Day or month left open: `ngày … tháng 4 năm 2026`."""
    issued = subject.document.issued_date
    if issued.partial is not None:
        yield Hit(issued.evidence, {"known": issued.partial})
