from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from extractor import __version__
from extractor.writing.layout import place_body, place_header
from extractor.writing.workbook import MAX_TEXT, csv_of, workbook_of
from schemas.record import Provenance, Reason, Record, RecordStatus, SourceInfo
from schemas.tables import Cell, Column, Origin, Row, RowKind, Table


def cell(text: str, value: Decimal | bool | None = None, *, rows: int = 1, origin: Origin | None = None) -> Cell:
    """A cell as the record holds it."""
    found = origin or (Origin.OWN if text else Origin.BLANK)
    return Cell(text=text, value=value, row_span=rows, origin=found, confidence=0.98)


def table(paths: list[tuple[str, ...]], *rows: list[Cell], kinds: tuple[RowKind, ...] = ()) -> Table:
    """A table with these header paths and rows."""
    named = kinds or (RowKind.DATA,) * len(rows)
    return Table(
        pages=(),
        header_rows=max(map(len, paths), default=0),
        columns=tuple(Column(path=path) for path in paths),
        rows=tuple(Row(kind=kind, cells=tuple(row)) for kind, row in zip(named, rows, strict=True)),
    )


def record_of(*tables: Table) -> Record:
    """A record that holds tables and nothing else."""
    return Record(
        source=SourceInfo(name="a.docx", sha256="0" * 64, media_type="text/plain", bytes=1),
        status=RecordStatus.PARTIAL,
        reason=Reason(code="partial.timeout", message="cut"),
        tables=tables,
        provenance=Provenance(extractor_version=__version__, rule_set="0", profile="default", profile_version="1"),
    )


def opened(*tables: Table) -> openpyxl.Workbook:
    """The workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(workbook_of([record_of(*tables)])))


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([("STT",), ("Xã",)], [(0, 0, 1, 1, "STT"), (0, 1, 1, 1, "Xã")]),
        (
            [("STT",), ("Trình độ", "Đại học"), ("Trình độ", "Khác")],
            [(0, 0, 2, 1, "STT"), (0, 1, 1, 2, "Trình độ"), (1, 1, 1, 1, "Đại học"), (1, 2, 1, 1, "Khác")],
        ),
        ([("Năm",), ("Năm",)], [(0, 0, 1, 1, "Năm"), (0, 1, 1, 1, "Năm")]),
        ([(), ("Xã",)], [(0, 1, 1, 1, "Xã")]),
        (
            [("A", "B", "c"), ("A", "B", "d"), ("A", "e")],
            [
                (0, 0, 1, 3, "A"),
                (1, 0, 1, 2, "B"),
                (1, 2, 2, 1, "e"),
                (2, 0, 1, 1, "c"),
                (2, 1, 1, 1, "d"),
            ],
        ),
    ],
)
def test_header_paths_are_merged_as_on_paper(
    paths: list[tuple[str, ...]], expected: list[tuple[int, int, int, int, str]]
) -> None:
    """A text stands over all columns of its path, a short path runs down to the last header row."""
    placed = [(p.row, p.column, p.rows, p.columns, p.text) for p in place_header(table(paths))]

    assert placed == expected


def test_a_merged_body_cell_is_merged_again() -> None:
    """A cell that runs over two rows of the paper runs over two rows of the sheet, and is written once."""
    merged = table(
        [("Xã",), ("Số",)],
        [cell("Kim Trà", rows=2), cell("1", Decimal(1))],
        [cell("Kim Trà", origin=Origin.REPEATED), cell("2", Decimal(2))],
    )

    sheet = opened(merged)["Bảng 1"]

    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:A3"]
    assert sheet["A2"].value == "Kim Trà"


def test_a_merge_ends_where_its_rows_end() -> None:
    """Spans of the file count rows that the record left out: the sheet merges no row of another cell."""
    cut = table([("Xã",), ("Số",)], [cell("A", rows=3), cell("1")], [cell("B"), cell("2")])

    assert [(p.row, p.rows) for p in place_body(cut) if p.column == 0] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("text", "value", "shown", "form"),
    [
        ("2.340.000", Decimal(2340000), 2340000, "#,##0"),
        ("02", Decimal(2), 2, "00"),
        ("12,5%", Decimal("12.5"), 12.5, '0.0"%"'),
        ("-3", Decimal(-3), -3, "0"),
        ("12345678901234567890", Decimal("12345678901234567890"), "12345678901234567890", "General"),
        ("3 người", Decimal(3), "3 người", "General"),
        ("x", True, "x", "General"),
        ("01/10/2025", None, "01/10/2025", "General"),
    ],
)
def test_a_number_is_a_number_and_shown_as_printed(
    text: str, value: Decimal | bool | None, shown: object, form: str
) -> None:
    """Only a cell that shows nothing but its number becomes one, and only if a sheet keeps all its digits."""
    found = opened(table([("Số",)], [cell(text, value)]))["Bảng 1"]["A2"]

    assert (found.value, found.number_format) == (shown, form)


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-1+1", '=HYPERLINK("x")', "http://example.org", "{=1}"])
def test_text_of_documents_never_becomes_a_formula_or_a_link(text: str) -> None:
    """What a spreadsheet would compute or follow stays the text that stands on the paper."""
    hostile = table([(text,)], [cell(text)])

    sheet = opened(hostile)["Bảng 1"]

    assert (sheet["A1"].data_type, sheet["A2"].data_type, sheet["A2"].value) == ("s", "s", text)
    assert sheet["A2"].hyperlink is None
    assert all(line.startswith(("'", "{", "http")) or '"' in line for line in csv_of(hostile).splitlines())


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ufffeb"])
def test_characters_that_a_sheet_cannot_hold_are_replaced(text: str) -> None:
    """A control character of a document does not make a workbook that cannot be opened."""
    assert opened(table([("A",)], [cell(text)]))["Bảng 1"]["A2"].value == "a\ufffdb"


def test_a_long_text_is_cut_at_the_limit_of_a_cell() -> None:
    """A cell of a spreadsheet holds 32,767 characters."""
    assert len(opened(table([("A",)], [cell("a" * 40_000)]))["Bảng 1"]["A2"].value) == MAX_TEXT


def test_the_same_tables_give_the_same_bytes() -> None:
    """No clock reaches the workbook."""
    record = record_of(table([("A",)], [cell("1", Decimal(1))]))

    assert workbook_of([record]) == workbook_of([record])


def test_the_first_sheet_lists_the_tables() -> None:
    """Which sheet holds which table of which file."""
    listing = opened(table([("A",)], [cell("1")]), table([("B",)], [cell("2")]))["Danh sách"]

    assert [list(row[:4]) for row in listing.values] == [
        ["sheet", "file", "sha256", "table"],
        ["Bảng 1", "a.docx", "0" * 64, 1],
        ["Bảng 2", "a.docx", "0" * 64, 2],
    ]
