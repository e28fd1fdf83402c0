from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from schemas.evidence import BlockEvidence, Evidence, PageEvidence
from schemas.fields import DateField, Decimals, FieldValue, Flag, Integer, Source, Status, Text

PLACE = (BlockEvidence(path="line[1]", start=4, end=7),)
WITHOUT_VALUE = [Status.PARTIAL, Status.BLANK, Status.ILLEGIBLE, Status.ABSENT]


def text(**given: Any) -> Text:
    """A text field with a value, and what is changed in it."""
    return Text(
        **{"value": "918", "raw": "918", "status": Status.PRESENT, "confidence": 1.0, "evidence": PLACE, **given}
    )


@pytest.mark.parametrize("status", [Status.PRESENT, Status.STRUCK_OUT])
@pytest.mark.parametrize("missing", [{"evidence": ()}, {"raw": None}, {"evidence": (), "raw": None}])
def test_a_value_needs_evidence_and_raw(status: Status, missing: dict[str, Any]):
    """No field with a value is built without the place it was read from and the text there."""
    with pytest.raises(ValidationError, match="needs its evidence"):
        text(status=status, **missing)


@pytest.mark.parametrize("status", [Status.PRESENT, Status.STRUCK_OUT])
def test_status_of_a_value_needs_the_value(status: Status):
    """`present` and `struck_out` say that there is a value."""
    with pytest.raises(ValidationError, match="disagree"):
        text(value=None, status=status)


@pytest.mark.parametrize("status", WITHOUT_VALUE)
def test_status_without_value_forbids_a_value(status: Status):
    """Nothing that was not read moves into `value`."""
    with pytest.raises(ValidationError, match="disagree"):
        text(status=status)


@pytest.mark.parametrize("value", ["", "0", " "])
def test_a_falsy_looking_value_is_a_value(value: str):
    """An empty text counts as a value like any other: only null is none."""
    assert text(value=value).value == value


@pytest.mark.parametrize(("kind", "value"), [(Integer, 0), (Flag, False), (Decimals, Decimal(0))])
def test_zero_and_false_are_values(kind: type[FieldValue[Any]], value: object):
    """Nought is a figure; it needs its evidence as any other and is not taken for absent."""
    field = kind(value=value, raw="0", status=Status.PRESENT, confidence=1.0, evidence=PLACE)

    assert field.value == value
    with pytest.raises(ValidationError):
        kind(value=value, raw="0", status=Status.ABSENT, confidence=1.0)


def test_an_absent_field_has_no_place():
    """What is not on the paper stands nowhere."""
    with pytest.raises(ValidationError, match="no evidence"):
        Text(status=Status.ABSENT, confidence=0.9, evidence=PLACE)


@pytest.mark.parametrize("status", [Status.BLANK, Status.ILLEGIBLE])
def test_an_open_field_may_say_where_it_belongs(status: Status):
    """A blank or illegible field keeps the place where its value belongs."""
    assert Text(status=status, raw="Số:      /BC", confidence=0.9, evidence=PLACE).evidence == PLACE


@pytest.mark.parametrize("partial", ["2026", "2026-04"])
def test_a_partial_date_keeps_what_is_known(partial: str):
    """`ngày … tháng 4 năm 2026` has year and month and no value."""
    field = DateField(status=Status.PARTIAL, raw="ngày … tháng 4", confidence=1.0, evidence=PLACE, partial=partial)

    assert (field.value, field.partial) == (None, partial)


@pytest.mark.parametrize("partial", ["26", "2026-4", "2026-04-01", "04-2026", "2026-04\n", ""])
def test_a_partial_date_has_one_form(partial: str):
    """`partial` is YYYY or YYYY-MM and nothing else."""
    with pytest.raises(ValidationError):
        DateField(status=Status.PARTIAL, raw="x", confidence=1.0, evidence=PLACE, partial=partial)


@pytest.mark.parametrize(
    ("status", "partial"), [(Status.PARTIAL, None), (Status.BLANK, "2026"), (Status.ABSENT, "2026")]
)
def test_partial_goes_with_its_status_only(status: Status, partial: str | None):
    """A date says `partial` where and only where it has a part."""
    with pytest.raises(ValidationError):
        DateField(status=status, confidence=1.0, partial=partial)


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan"), float("inf")])
def test_confidence_is_a_share(confidence: float):
    """Confidence lies between 0 and 1."""
    with pytest.raises(ValidationError):
        text(confidence=confidence)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text, 918),
        (Integer, "918"),
        (Integer, 1.0),
        (Integer, True),
        (Decimals, "1"),
        (Flag, 1),
        (DateField, "2026-03-25"),
    ],
)
def test_values_are_strict(kind: type[FieldValue[Any]], value: object):
    """Nothing is converted silently: a digit in quotes is no number, a number no text."""
    with pytest.raises(ValidationError):
        kind(value=value, raw="x", status=Status.PRESENT, confidence=1.0, evidence=PLACE)


def test_fields_are_frozen_and_closed():
    """A field is never changed after it was built, and has the keys of the contract only."""
    field = text()

    with pytest.raises(ValidationError, match="frozen"):
        field.value = "919"
    with pytest.raises(ValidationError, match="extra"):
        text(note="x")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 3), (0, 0)])
def test_evidence_is_never_empty(start: int, end: int):
    """A place holds one character at least and begins inside the text."""
    with pytest.raises(ValidationError):
        BlockEvidence(path="line[1]", start=start, end=end)


@pytest.mark.parametrize("page", [0, -1])
def test_pages_count_from_one(page: int):
    """The first page is page 1."""
    with pytest.raises(ValidationError):
        PageEvidence(page=page, start=0, end=1, boxes=())


@pytest.mark.parametrize(
    "field",
    [
        text(),
        text(status=Status.STRUCK_OUT, source=Source.OCR),
        DateField(value=date(2026, 3, 25), raw="25/3", status=Status.PRESENT, confidence=0.5, evidence=PLACE),
        DateField(status=Status.PARTIAL, partial="2026-04", raw="x", confidence=0.5, evidence=PLACE),
        Decimals(value=Decimal("86.5"), raw="86,5", status=Status.PRESENT, confidence=1.0, evidence=PLACE),
        Integer(value=24715, raw="24.715", status=Status.PRESENT, confidence=1.0, evidence=PLACE),
    ],
    ids=repr,
)
def test_json_brings_back_the_same_field(field: FieldValue[Any]):
    """What was written as JSON is read as the same field."""
    assert type(field).model_validate_json(field.model_dump_json()) == field


@pytest.mark.parametrize(
    ("value", "printed"), [("24715", "24715"), ("86.5", "86.5"), ("0.1", "0.1"), ("30000000000", "30000000000")]
)
def test_numbers_in_json_are_numbers(value: str, printed: str):
    """A whole number has no decimal point in JSON, another keeps its digits."""
    field = Decimals(value=Decimal(value), raw="x", status=Status.PRESENT, confidence=1.0, evidence=PLACE)

    assert f'"value":{printed},' in field.model_dump_json()


def test_the_kind_of_evidence_decides_its_keys():
    """Evidence is a tagged union: the keys of one kind are errors under another."""
    place: dict[str, Any] = {"kind": "page", "path": "line[1]", "start": 0, "end": 1}
    with pytest.raises(ValidationError):
        Text.model_validate({"value": "x", "raw": "x", "status": "present", "confidence": 1.0, "evidence": [place]})
    with pytest.raises(ValidationError):
        Text.model_validate_json('{"status": "blank", "confidence": 1, "evidence": [{"kind": "guess"}]}')


def test_evidence_types_are_the_five_of_the_contract():
    """page, block, file_name, edxml, review."""
    kinds = {model.model_fields["kind"].default for model in get_args(get_args(Evidence)[0])}

    assert kinds == {"page", "block", "file_name", "edxml", "review"}
