"""Number and date where they were written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractor.reading.source import Mark, Span
from schemas.fields import Source, Status
from tests.extractor.documents import case_of_source, placed

HEAD = "UBND XÃ LẠC DƯƠNG\nSố: {number}/BC-UBND"
DATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLạc Dương, ngày {day} tháng {month} năm 2025"
BODY = "Trong quý I, xã đã mở 3 lớp."


def _case(number: str, day: str, month: str, *marked: str, unchecked: str = ""):
    """A head with a number and a date, of which the marked words are handwriting that nobody read for certain.

    The others were looked at again and are sure, but for the `unchecked` one.
    """
    head, line = HEAD.format(number=number), DATE.format(day=day, month=month)
    titles = (("**BÁO CÁO", None, None), ("**Công tác quý I", None, None))
    source = placed((head, 0, 1), (line, 1, 1), *titles, (BODY, None, None))
    starts = {"number": source.text.index("Số: ") + 4, "day": source.text.index("ngày ") + 5}
    starts["month"] = source.text.index("tháng ") + 6
    written = {"number": number, "day": day, "month": month}
    spans = [Span(0, len(source.text), Mark.OCR)]
    marks = {name: Mark.HANDWRITTEN if name in marked else Mark.CHECKED for name in written if name != unchecked}
    spans += [Span(starts[name], starts[name] + len(written[name]), mark) for name, mark in marks.items()]
    return case_of_source(replace(source, spans=(*source.spans, *spans)))


@pytest.mark.parametrize(
    ("number", "marked", "status", "value", "candidates"),
    [
        ("1983 ", (), Status.PRESENT, "1983", []),
        ("4292 ", ("number",), Status.ILLEGIBLE, None, ["4292"]),
        ("… ", ("number",), Status.ILLEGIBLE, None, []),
        ("…… ", (), Status.BLANK, None, []),
    ],
    ids=["read", "guessed", "not read", "dots without ink"],
)
def test_a_number_by_hand_is_no_value_unless_read_for_certain(
    number: str, marked: tuple[str, ...], status: Status, value: str | None, candidates: list[str]
):
    """What is marked is illegible with its place; the digits it looks like are only a candidate, source ocr."""
    field = _case(number, "20", "01", *marked).value("document.code_number")

    assert (field.status, field.value) == (status, value)
    assert [each.value for each in field.candidates] == candidates
    assert {each.source for each in field.candidates} <= {Source.OCR}
    assert field.raw == number.strip() if status is not Status.BLANK else field.evidence


@pytest.mark.parametrize(
    ("day", "month", "marked", "status", "known", "candidates"),
    [
        ("20", "01", (), Status.PRESENT, date(2025, 1, 20), []),
        ("20", "01", ("day",), Status.ILLEGIBLE, None, [date(2025, 1, 20)]),
        ("…", "01", ("day",), Status.ILLEGIBLE, None, []),
        ("20", "…", ("month",), Status.ILLEGIBLE, None, []),
        ("…", "01", (), Status.PARTIAL, "2025-01", []),
    ],
    ids=["read", "day guessed", "day not read", "month not read", "day left open"],
)
def test_a_date_with_a_part_by_hand_is_no_value_unless_read_for_certain(
    day: str, month: str, marked: tuple[str, ...], status: Status, known: object, candidates: list[date]
):
    """A day or month that nobody read makes the date illegible, one that is left open makes it partial."""
    field = _case("918", day, month, *marked).value("document.issued_date")

    assert (field.status, field.value or field.partial) == (status, known)
    assert [each.value for each in field.candidates] == candidates
    assert field.raw == f"ngày {day} tháng {month} năm 2025"


@pytest.mark.parametrize(
    ("unchecked", "number", "issued"),
    [
        ("number", Status.ILLEGIBLE, Status.PRESENT),
        ("day", Status.PRESENT, Status.ILLEGIBLE),
        ("month", Status.PRESENT, Status.ILLEGIBLE),
    ],
)
def test_digits_of_a_picture_that_nobody_looked_at_again_are_no_value(unchecked: str, number: Status, issued: Status):
    """However sure the print recogniser was: where no place for digits was found, ink over it hid the form."""
    case = _case("918", "20", "01", unchecked=unchecked)

    fields = case.value("document.code_number"), case.value("document.issued_date")

    assert [field.status for field in fields] == [number, issued]
    assert [len(field.candidates) for field in fields] == [number is Status.ILLEGIBLE, issued is Status.ILLEGIBLE]


def test_the_notation_beside_a_number_by_hand_is_read():
    """What is printed behind the slash does not suffer from the ink before it."""
    assert _case("…", "20", "01", "number").value("document.code_notation").value == "BC-UBND"


@pytest.mark.parametrize(("marks", "status"), [((Mark.HANDWRITTEN,), Status.ILLEGIBLE), ((), Status.BLANK)])
def test_a_label_whose_notation_is_hidden_too(marks: tuple[Mark, ...], status: Status):
    """`Số:` with ink behind it that hides all is illegible; with dots only it was left open."""
    source = placed(("UBND XÃ LẠC DƯƠNG\nSố: …", 0, 1), ("**BÁO CÁO", None, None), (BODY, None, None))
    at = source.text.index("…")
    spans = tuple(Span(at, at + 1, mark) for mark in marks)

    field = case_of_source(replace(source, spans=(*source.spans, *spans))).value("document.code_number")

    assert field.status is status
    assert field.evidence
