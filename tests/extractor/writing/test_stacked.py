from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings

from extractor.errors import UsageError
from extractor.writing import stacked, workbook
from extractor.writing.stacked import write_stacked, write_stacked_csv
from extractor.writing.stacking import FRONT, stacks_of
from extractor.writing.tabular import Taken
from schemas.tables import Cell, Column, Origin, Row, RowKind, Table
from tests.extractor.writing.exports import HOSTILE_TEXT, poisoned, sample, samples, taken
from tests.extractor.writing.test_tables import cell, record_of, table

HEAD = [("STT",), ("Xã",), ("Số CTV", "Nam"), ("Số CTV", "Nữ")]
BLANK = cell("")


def row(number: int, place: str, men: int, women: int) -> list[Cell]:
    """A row below `HEAD`."""
    numbers = [cell(str(each), Decimal(each)) for each in (number, men, women)]
    return [numbers[0], cell(place), *numbers[1:]]


def documents(*tables: Table) -> list[Taken]:
    """A document for each table."""
    return taken(*map(record_of, tables))


def kinds(*tables: Table) -> list[tuple[int, list[str]]]:
    """The kinds: of how many documents, and their columns."""
    _, stacks = stacks_of(documents(*tables))
    return [(stack.documents, [" > ".join(path) for path in stack.paths]) for stack in stacks]


HUE, VINH, LIEN = (table(HEAD, row(1, name, men, 3)) for name, men in (("Huế", 2), ("Vinh", 4), ("Liên", 6)))


def test_one_kind_is_one_sheet(tmp_path: Path) -> None:
    """Another program finds all rows below one header, merged as on paper, each with its document."""
    assert write_stacked(documents(HUE, VINH, table([("Khác",)], [cell("x")])), tmp_path / "out.xlsx") == 3

    book = openpyxl.load_workbook(tmp_path / "out.xlsx")

    assert book.sheetnames == ["Danh sách biểu", "Biểu 1", "Biểu 2"]
    sheet, first = book["Biểu 1"], len(FRONT)
    assert [value[first:] for value in sheet.iter_rows(values_only=True)] == [
        ("STT", "Xã", "Số CTV", None),
        (None, None, "Nam", "Nữ"),
        (1, "Huế", 2, 3),
        (1, "Vinh", 4, 3),
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"O1:P1", "M1:M2", "A1:A2"}
    assert [value[:2] for value in sheet.iter_rows(min_row=3, values_only=True)] == [(1, "a.docx"), (2, "a.docx")]
    assert sheet["J3"].value == "dữ liệu"
    assert [value[:4] for value in book["Danh sách biểu"].iter_rows(min_row=2, values_only=True)] == [
        ("Biểu 1", 2, 2, 2),
        ("Biểu 2", 1, 1, 1),
    ]


def test_one_kind_is_one_file_that_can_be_added_up(tmp_path: Path) -> None:
    """DuckDB adds up a column over all documents, totals left out by their kind."""
    total = [cell("Cộng"), BLANK, cell("4", Decimal(4)), cell("3", Decimal(3))]
    summed = table(HEAD, row(1, "Vinh", 4, 3), total, kinds=(RowKind.DATA, RowKind.TOTAL))

    write_stacked_csv(documents(HUE, summed), tmp_path / "out")

    path = tmp_path / "out" / "table_001.csv"
    found = duckdb.execute(f"""SELECT sum("Số CTV > Nam"), count(*) FROM '{path}' WHERE row_kind = 'data'""").fetchall()
    listed = duckdb.execute(f"SELECT csv, documents, tables, rows FROM '{tmp_path / 'out' / 'tables.csv'}'").fetchall()
    assert found == [(6, 2)]
    assert listed == [("table_001.csv", 2, 2, 3)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ([("stt",), ("XÃ:",), ("Số  CTV", "nam"), ("Số CTV", "Nữ")], [(2, 4)]),
        ([("Xã",), ("STT",), ("Số CTV", "Nữ"), ("Số CTV", "Nam")], [(2, 4)]),
        ([*HEAD, ("Ghi chú",)], [(2, 5)]),
        ([("STT",), ("Xã",), ("Số CTV", "Nam")], [(2, 4)]),
        ([("STT",), ("Xã",), ("Số CTV", "Nam"), ("Số CTV", "Khác")], [(2, 5)]),
        ([("STT",), ("Xá",), ("Số CTV", "Nam"), ("Số CTV", "Khác")], [(1, 4), (1, 4)]),
        ([("STT",), ("Xã",)], [(1, 4), (1, 2)]),
        ([(), (), (), ()], [(1, 4), (1, 4)]),
    ],
)
def test_what_is_of_one_kind(other: list[tuple[str, ...]], expected: list[tuple[int, int]]) -> None:
    """Three columns in four are the same by their letters, in any order; others get columns of their own."""
    found = kinds(HUE, table(other, [cell("9") for _ in other]))

    assert [(count, len(columns)) for count, columns in found] == expected


def test_columns_go_by_the_name_that_the_profile_gives_them() -> None:
    """`Tên xã` and `Đơn vị` are one column where both mean the unit; two of one name stay two, in their order."""
    named = [
        Table(
            pages=(),
            header_rows=1,
            columns=(Column(path=(words,), name="unit"), Column(path=("Năm",)), Column(path=("Năm",))),
            rows=(Row(kind=RowKind.DATA, cells=(cell("Huế"), cell("1"), cell("2"))),),
        )
        for words in ("Tên xã", "Đơn vị")
    ]

    _, (stack,) = stacks_of(documents(*named))

    assert stack.paths == [("Tên xã",), ("Năm",), ("Năm",)]
    assert [[each.text for each in found.entries.values()] for found in stack.rows] == [["Huế", "1", "2"]] * 2


def test_nothing_stands_under_another_header() -> None:
    """Every cell of every sample stands under a header with its own letters or the same name."""
    everything = samples()
    _, stacks = stacks_of(everything)

    tables = {(each.number, n): table for each in everything for n, table in enumerate(each.record.tables, start=1)}
    for stack in stacks:
        for found in stack.rows:
            document, number, index = (cast("int", found.front[at]) for at in (0, 7, 8))
            texts = {cell.text for cell in tables[document, number].rows[index - 1].cells}
            assert {entry.text for entry in found.entries.values()} <= texts
    assert sum(stack.tables for stack in stacks) == len(tables) > 0


def test_a_merged_number_is_added_up_once() -> None:
    """Under a merge over rows words stand in each row and a number or mark in the first; of columns in the first."""
    again = Origin.REPEATED
    merged = table(
        HEAD,
        [cell("1", Decimal(1), rows=2), cell("Huế", rows=2), cell("5", Decimal(5), rows=2), cell("x", True)],
        [
            cell("1", Decimal(1), origin=again), cell("Huế", origin=again),
            cell("5", Decimal(5), origin=again), cell("x", True),
        ],
        [
            Cell(text="Cộng", origin=Origin.OWN, col_span=2, confidence=0.98), cell("Cộng", origin=again),
            cell("5", Decimal(5)), BLANK,
        ],
        [cell("(1)"), cell("(2)"), cell("(3)"), cell("(4)")],
        kinds=(RowKind.DATA, RowKind.DATA, RowKind.TOTAL, RowKind.NUMBERING),
    )  # fmt: skip

    _, (stack,) = stacks_of(documents(merged))

    assert [{column: each.text for column, each in found.entries.items()} for found in stack.rows] == [
        {0: "1", 1: "Huế", 2: "5", 3: "x"},
        {1: "Huế", 3: "x"},
        {0: "Cộng", 2: "5"},
    ]


def test_kinds_do_not_grow_without_end() -> None:
    """Columns of others make a kind at most twice as wide as it began; what comes then begins another."""
    many = [table([*HEAD, (f"Cột {n}",)], [cell("1") for _ in range(5)]) for n in range(20)]

    _, stacks = stacks_of(documents(HUE, *many))

    assert max(len(stack.paths) for stack in stacks) <= 10
    assert sum(stack.tables for stack in stacks) == 21


@settings(max_examples=15)
@given(words=HOSTILE_TEXT)
def test_words_are_never_formulas(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    """Whatever stands in every field and header, other programs read texts, under columns that each have a name."""
    out, all_bad = tmp_path_factory.mktemp("out"), taken(poisoned(sample("bc-xa.pdf"), words))
    write_stacked(all_bad, out / "out.xlsx")
    write_stacked_csv(all_bad, out / "csv")

    cells = [each for sheet in openpyxl.load_workbook(out / "out.xlsx") for line in sheet.iter_rows() for each in line]
    as_written = "DESCRIBE FROM read_csv(?, all_varchar=true, header=true, delim=',', quote='\"', escape='\"')"
    names = [each[0] for each in duckdb.execute(as_written, [str(out / "csv" / "table_001.csv")]).fetchall()]
    assert [each.coordinate for each in cells if each.data_type == "f" or each.hyperlink] == []
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("shown", "kept"), [("70%", "70%"), ("1.234", "1234"), ("0,5", "0.5"), ("hệ số 1", "hệ số 1")])
def test_a_csv_has_numbers_that_show_nothing_else(tmp_path: Path, shown: str, kept: str) -> None:
    """A share keeps its sign, for a number below it is none; a figure in words stays words."""
    value = {"70%": Decimal(70), "1.234": Decimal(1234), "0,5": Decimal("0.5"), "hệ số 1": Decimal(1)}[shown]

    write_stacked_csv(documents(table([("Tỷ lệ",)], [cell(shown, value)])), tmp_path / "out")

    line = (tmp_path / "out" / "table_001.csv").read_text("utf-8-sig").splitlines()[1]
    assert line.rpartition(",")[2] == kept


def test_limits_of_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list names kinds past the last sheet; more rows than a sheet holds are refused with what to do."""
    monkeypatch.setattr(stacked, "MOST_SHEETS", 1)
    write_stacked(documents(HUE, VINH, table([("Khác",)], [cell("x")])), tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["Danh sách biểu", "Biểu 1"]

    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    with pytest.raises(UsageError, match="export CSV"):
        write_stacked(documents(HUE, VINH, LIEN), tmp_path / "out.xlsx")
