"""Which digital signature the record gives to whom, and what it makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from extractor.pipeline import process_bytes
from schemas.document import DigitalSignature
from schemas.evidence import PageEvidence
from schemas.fields import Source, Status
from schemas.record import Record
from tests.extractor import signing
from tests.extractor.signing import AT, CHAIR, NUMBER_BOX, ORGAN, SEAL_BOX, VIETNAM, Letter, Signature, letter, sign

PERSON = Signature()
SEAL = Signature(common=ORGAN, box=SEAL_BOX, at=AT + timedelta(minutes=5))
PORTAL = Signature(common="CỔNG THÔNG TIN ĐIỆN TỬ TỈNH", organ="VĂN PHÒNG", box=(390, 800, 560, 835))
OTHER = replace(PERSON, common="Nguyễn Thị Hạnh")
OPEN_DAY = "Suối Nghệ, ngày      tháng 5 năm 2026"
OPEN = "Suối Nghệ, ngày ..... tháng ..... năm ....."


def record(pdf: bytes) -> Record:
    """The record of a file."""
    return process_bytes(pdf, "letter.pdf").record


def digital(pdf: bytes) -> DigitalSignature | None:
    """The digital signature of the first signer."""
    return record(pdf).signers[0].digital_signature


def codes(pdf: bytes) -> set[str]:
    """Codes of the findings that this file's tests are about."""
    families = ("signature.", "quality.", "conflict.", "chronology.", "missing.seal")
    return {found.code for found in record(pdf).findings if found.code.startswith(families)}


@pytest.mark.parametrize(
    ("signatures", "signer"),
    [
        ((PERSON,), CHAIR),
        ((replace(PERSON, common="DINH VAN KHOAT"),), "DINH VAN KHOAT"),
        ((replace(PERSON, common="ThS. Đinh Văn Khoát"),), "ThS. Đinh Văn Khoát"),
        ((replace(PERSON, box=None),), CHAIR),
        ((replace(PERSON, box=NUMBER_BOX),), CHAIR),
        ((PERSON, replace(SEAL, box=NUMBER_BOX), SEAL), CHAIR),
        ((OTHER, replace(PERSON, box=None)), CHAIR),
        ((OTHER,), "Nguyễn Thị Hạnh"),
        ((replace(OTHER, box=NUMBER_BOX),), None),
        ((replace(OTHER, box=None),), None),
        ((SEAL,), None),
        ((replace(SEAL, common="UBND xã Suối Nghệ"),), None),
        ((replace(SEAL, common="Văn phòng HĐND và UBND"),), None),
        ((PORTAL,), None),
    ],
    ids=[
        "on his block",
        "without marks",
        "with a degree",
        "to be seen nowhere",
        "somewhere else",
        "before number and seal of the organ",
        "though another stands on the block",
        "another person on the block",
        "another person elsewhere",
        "another person nowhere",
        "seal of the organ",
        "organ in other words",
        "office",
        "portal",
    ],
)
def test_a_block_has_the_signature_of_its_person(signatures: tuple[Signature, ...], signer: str | None) -> None:
    """By the name in the certificate, or else by the place of a person's appearance; a body's is nobody's."""
    found = digital(sign(letter(), *signatures))

    assert (found.signer.value if found else None) == signer


def test_every_word_of_a_signature_has_its_place() -> None:
    """Signer, body, time and state are fields with evidence on the appearance, and their source is the signature."""
    found = digital(sign(letter(), PERSON))

    assert found is not None
    place = found.signer.evidence[0]
    assert isinstance(place, PageEvidence)
    assert place.boxes == ((370.0, 581.9, 480.0, 651.9),)
    assert (found.signed_at.value, found.signed_at.raw) == ("2026-05-14T16:20:05+07:00", "D:20260514162005+07'00'")
    assert {each.source for each in (found.signer, found.organ, found.signed_at, found.intact)} == {Source.SIGNATURE}
    assert found.intact.value is True


@pytest.mark.parametrize(
    ("pdf", "intact"),
    [
        (sign(letter(), PERSON, SEAL), True),
        (signing.tampered(sign(letter(), PERSON)), False),
        (signing.with_new_page(sign(letter(), PERSON)), False),
        (signing.with_broken_contents(sign(letter(), PERSON)), None),
    ],
    ids=["sealed afterwards", "changed", "page added", "unreadable"],
)
def test_intact_means_the_document_is_as_it_was_signed(pdf: bytes, intact: bool | None) -> None:
    """Later signatures are no change; what cannot be read is not said to be whole."""
    found = digital(pdf)

    assert found is not None
    assert found.intact.value is intact
    assert found.intact.status is (Status.ABSENT if intact is None else Status.PRESENT)


@pytest.mark.parametrize(
    ("day", "signatures", "candidates"),
    [
        (OPEN_DAY, (PERSON,), [date(2026, 5, 14)]),
        (OPEN, (PERSON, SEAL), [date(2026, 5, 14)]),
        (OPEN, (replace(PERSON, at=AT - timedelta(days=1)), SEAL), [date(2026, 5, 13), date(2026, 5, 14)]),
        (OPEN, (PORTAL,), []),
        (OPEN, (replace(SEAL, box=NUMBER_BOX),), []),
        (OPEN, (replace(PERSON, at=datetime(2026, 5, 14, 20, 6, tzinfo=UTC)),), []),
        (OPEN, (replace(PERSON, at=datetime(2026, 5, 14, 9, 6, tzinfo=UTC)),), [date(2026, 5, 14)]),
        (OPEN, (replace(PERSON, at=datetime(2026, 5, 14, 23, 59, tzinfo=VIETNAM)),), [date(2026, 5, 14)]),
        ("Suối Nghệ, ngày 12 tháng 5 năm 2026", (PERSON,), []),
    ],
    ids=["day", "all", "seal later", "portal", "number", "another day by its offset", "UTC", "midnight", "date there"],
)
def test_signing_days_are_candidates_of_an_open_date(
    day: str, signatures: tuple[Signature, ...], candidates: list[date]
) -> None:
    """Days of signer and seal stand beside a date that the paper leaves open, never in its place."""
    pdf = sign(letter(Letter(day=day)), *signatures)
    document = record(pdf).document
    assert document is not None
    issued = document.issued_date

    assert [each.value for each in issued.candidates] == candidates
    assert all(each.source is Source.SIGNATURE and each.evidence for each in issued.candidates)
    assert (issued.value is None) == (day in {OPEN, OPEN_DAY})
    assert ("chronology.signing_time" in codes(pdf)) == bool(candidates)


UNCHECKED = {"signature.trust_not_checked"}


@pytest.mark.parametrize(
    ("pdf", "expected"),
    [
        (letter(), {"missing.seal_or_digital_signature"}),
        (letter(Letter(drawn=signing.PICTURE)), set()),
        (letter(Letter(drawn=signing.STROKES)), set()),
        (letter(Letter(drawn=signing.RULE)), {"missing.seal_or_digital_signature"}),
        (letter(Letter(drawn=signing.PICTURE.replace("380 200", "380 780"))), {"missing.seal_or_digital_signature"}),
        (sign(letter(), PERSON), UNCHECKED),
        (sign(letter(), SEAL), UNCHECKED),
        (sign(letter(), OTHER), {"conflict.signer_certificate"} | UNCHECKED),
        (sign(letter(), OTHER, PERSON), UNCHECKED),
        (sign(letter(Letter(name="Lê Văn Hà")), replace(PERSON, common="Lê Văn Hạ")), UNCHECKED),
        (
            sign(letter(Letter(name="Lê Văn Hà")), replace(PERSON, common="Lê Văn Hải")),
            {"conflict.signer_certificate"} | UNCHECKED,
        ),
        (sign(letter(), replace(OTHER, box=NUMBER_BOX)), UNCHECKED),
        (signing.tampered(sign(letter(), PERSON)), {"quality.changed_since_signing"}),
        (signing.with_new_page(sign(letter(), PERSON)), {"quality.changed_since_signing"} | UNCHECKED),
        (signing.with_broken_contents(sign(letter(), PERSON)), {"quality.signature_unreadable"}),
    ],
    ids=[
        "nothing to be seen",
        "picture of a signature",
        "strokes of a pen",
        "a rule",
        "a picture in the head",
        "person",
        "seal",
        "another person on the block",
        "both",
        "other marks",
        "another name",
        "another person elsewhere",
        "changed",
        "page added",
        "unreadable",
    ],
)
def test_findings_on_signatures(pdf: bytes, expected: set[str]) -> None:
    """Each finding where its case is, and none beside it."""
    assert codes(pdf) == expected
