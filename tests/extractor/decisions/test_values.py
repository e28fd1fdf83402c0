from __future__ import annotations

import pytest

from extractor.decisions.model import Act, Action, Drawn, Quoted
from extractor.decisions.values import flag_typed
from extractor.errors import DecisionError
from schemas.evidence import Box
from schemas.fields import Status
from tests.extractor.decisions.deciding import decided, edit
from tests.extractor.differences.sets import edited
from tests.extractor.writing.exports import sample

REPORT = sample("bc-phuong.txt")
TABLES = sample("bc-conflict.docx")


def after(act, record=REPORT):
    """What the log would hold as the person's word."""
    return decided(record, act)[0].after


@pytest.mark.parametrize(
    ("typed", "value", "partial"),
    [
        ("25/03/2026", "2026-03-25", None),
        ("5.3.2026", "2026-03-05", None),
        (" 2026-3-25 ", "2026-03-25", None),
        ("ngày 25 tháng 3 năm 2026", "2026-03-25", None),
        ("3/2026", None, "2026-03"),
        ("2026-03", None, "2026-03"),
        ("2026", None, "2026"),
    ],
)
def test_dates_are_typed_as_people_write_them(typed, value, partial):
    """A whole date is a value; one of which the day is open is known in part."""
    said = after(edit("document.issued_date", typed))

    assert (said["value"], said.get("partial")) == (value, partial)
    assert said["status"] == ("present" if value else "partial")


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("document.type", "bc", "BC"),
        ("document.code_number", "0207", "0207"),
        ("document.code_notation", "BC - UBND", "BC-UBND"),
        ("citations[0].ref", "12 / 2026 / NĐ-CP", "12/2026/NĐ-CP"),
        ("document.subject", "  Va\u0300i \n lời ", "Vài lời"),
        ("citations[0].year", "2.026", 2026),
        ("sections[0].role", "Results", "results"),
        ("sections[0].heading", "Kết  quả", "Kết quả"),
        ("responds_to", "12/UBND-VX", "12/UBND-VX"),
    ],
)
def test_values_are_those_of_their_fields(path, typed, value):
    """What is typed becomes a value of the type that the contract has for the path."""
    assert after(edit(path, typed))["value"] == value


def test_cells_and_lists_are_typed_too():
    """A cell is its words; a list of words is typed line by line."""
    assert after(edit("tables[0].rows[0].cells[0]", " 1 "), TABLES) == {"text": "1"}
    assert after(edit("recipients", "Như trên\n\nLưu: VT\n")) == {"items": ["Như trên", "Lưu: VT"]}
    assert after(edit("recipients", "")) == {"items": []}


@pytest.mark.parametrize(
    ("path", "typed", "expected"),
    [
        ("document.issued_date", "31/2/2026", "date"),
        ("document.issued_date", "hôm nay", "date"),
        ("document.type", "BÁO", "type"),
        ("document.code_number", "số 12", "digits"),
        ("document.place", "   ", "text"),
        ("document.place", "x" * 5000, "shorter"),
        ("document.place", "a\x1b[31mb", "visible"),
        ("document.place", "a\u202eb", "visible"),
        ("citations[0].year", "hai nghìn", "number"),
        ("citations[0].year", "20,5", "integer"),
        ("sections[0].role", "everything", "choice"),
        ("citations", "12/2026/NĐ-CP", "item"),
        ("citations[0]", "12/2026/NĐ-CP", "action"),
        ("document.nothing", "x", ""),
        ("citations[99].ref", "x", ""),
        ("../etc", "x", ""),
        ("document[0", "x", ""),
    ],
)
def test_what_is_no_value_is_refused_in_one_line(path, typed, expected):
    """The error names the path and what is expected there; nothing is written."""
    with pytest.raises(DecisionError) as caught:
        decided(REPORT, edit(path, typed))

    assert (caught.value.path, caught.value.expected) == (path, expected)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "typed", "said"),
    [
        (Status.BLANK, "", {"value": None, "status": "blank"}),
        (Status.ILLEGIBLE, "", {"value": None, "status": "illegible"}),
        (Status.STRUCK_OUT, "12", {"value": "12", "status": "struck_out", "typed": "12"}),
    ],
)
def test_a_person_can_say_how_a_value_stands(status, typed, said):
    """Left open, illegible, struck out: each is another fact than a value."""
    assert after(Act("document.code_number", Action.EDIT, typed, status)) == said


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (Quoted("x" * 5000), "shorter"),
        (Quoted("x", drawn=Drawn(0, Box(0, 0, 1, 1))), "box"),
        (Quoted("x", drawn=Drawn(1, Box(1, 0, 1, 1))), "box"),
        (Quoted("x", drawn=Drawn(1, Box(0, 0, float("nan"), 1))), "box"),
        (Quoted("x", drawn=Drawn(1, Box(0, 0, float("inf"), 1))), "box"),
    ],
)
def test_a_place_that_is_none_is_refused(quote, expected):
    """What is drawn is a box on a page."""
    with pytest.raises(DecisionError) as caught:
        decided(REPORT, Act("document.place", Action.EDIT, "Huế", quote=quote))

    assert caught.value.expected == expected


@pytest.mark.parametrize("status", [Status.ABSENT, Status.PARTIAL])
def test_statuses_that_are_said_otherwise_are_refused(status):
    """Absent is an action of its own; a part of a date is typed as one."""
    with pytest.raises(DecisionError):
        decided(REPORT, Act("document.code_number", Action.EDIT, "12", status))


def test_numbers_are_read_as_vietnam_writes_them():
    """A point parts thousands, a comma decimals."""
    record = sample("kh-tinh.docx")
    index = next(n for n, each in enumerate(record.targets) if each.value.value is not None)

    values = [after(edit(f"targets[{index}].value", typed), record)["value"] for typed in ("1.234,5", "90", "-2")]

    assert values == [1234.5, 90, -2]


def test_flags_are_yes_or_no():
    """In both languages."""
    path = "signers[0].digital_signature.intact"

    assert [flag_typed(path, typed) for typed in ("có", "Yes", "không", "sai")] == [True, True, False, False]
    with pytest.raises(DecisionError, match="neither yes"):
        flag_typed(path, "perhaps")


def test_a_record_without_a_document_has_nothing_to_edit():
    """Of a refused page one can say that refusing it was right."""
    news = sample("news.txt")

    assert decided(news, Act("", Action.ACCEPT))[0].words == "refused.not_administrative"
    with pytest.raises(DecisionError, match="no such place"):
        decided(news, edit("document.place", "Huế"))
    assert edited(lambda _: None).document is not None
