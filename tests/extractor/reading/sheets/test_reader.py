"""Workbooks to text: head and signature block as lines, tables as grids."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from corpus.generator.legacy import to_tcvn3
from extractor.budget import Budget
from extractor.errors import CorruptError, TooLargeError
from extractor.pipeline import process_bytes
from extractor.reading.sheets import workbook
from extractor.reading.sheets.reader import read
from extractor.reading.source import Grid
from tests.extractor.reading.docx.packages import package
from tests.extractor.reading.sheets.books import BOX, outline, report, saved

TABLE = [
    (0, 0, 2, 1, "STT"),
    (0, 1, 2, 1, "Họ và tên"),
    (0, 2, 1, 2, "Năm sinh"),
    (0, 4, 2, 1, "Mức phụ cấp"),
    (0, 5, 2, 1, "Tỷ lệ"),
    (0, 6, 2, 1, "Ngày bắt đầu"),
    (1, 2, 1, 1, "Nam"),
    (1, 3, 1, 1, "Nữ"),
    (2, 0, 1, 1, "1"),
    (2, 1, 1, 1, "Nguyễn Thị Mẫu"),
    (2, 3, 1, 1, "1985"),
    (2, 4, 1, 1, "2.340.000"),
    (2, 5, 1, 1, "12,5%"),
    (2, 6, 1, 1, "01/05/2023"),
    (3, 0, 1, 1, "2"),
    (3, 1, 1, 1, "Trần Văn Mẫu"),
    (3, 2, 1, 1, "1979"),
    (3, 4, 1, 1, "1.170.000"),
    (3, 5, 1, 1, "100,0%"),
    (3, 6, 1, 1, "15/12/2022"),
]
PLAIN = [("STT", "Tên", "Số"), ("1", "A", "2"), ("2", "B", "3")]
LINES = [
    (0, "ỦY BAN NHÂN DÂN"),
    (0, "XÃ VÍ DỤ"),
    (0, "Số: 15/BC-UBND"),
    (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (1, "Độc lập - Tự do - Hạnh phúc"),
    (1, "Ví Dụ, ngày 12 tháng 6 năm 2024"),
    (None, "BÁO CÁO"),
    (None, "Kết quả rà soát đội ngũ cộng tác viên công tác xã hội năm 2024"),
    (None, "Kính gửi: Sở Y tế tỉnh Đồng Tháp"),
]
TAIL = [
    (0, "Nơi nhận:"),
    (0, "- Như trên;"),
    (0, "- Lưu: VT."),
    (1, "TM. ỦY BAN NHÂN DÂN"),
    (1, "CHỦ TỊCH"),
    (1, "Lê Văn Mẫu"),
]


def of_rows(*rows: tuple[str | int | bool, ...], boxed: bool = False) -> bytes:
    """A workbook with these rows from A1."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cell in (cell for row in sheet.iter_rows() for cell in row if boxed):
        cell.border = BOX
    return saved(book)


@pytest.mark.parametrize("merged", [True, False])
def test_a_report_in_a_sheet(merged: bool):
    """Columns of head and tail, title over the whole width, the table as drawn, whether cells are merged or not."""
    source = read(saved(report(merged)))

    assert outline(source) == [*LINES, TABLE, *TAIL]
    assert source.warnings == ("sheet 1: 1 hidden rows with text are left out", "sheet 2 is hidden and left out")


def test_places_are_those_of_the_sheet():
    """Row and column as the program shows them: hidden rows and the lines above are counted."""
    source = read(saved(report()))
    grid = next(item for item in source.flow if isinstance(item, Grid))
    place = source.text.index("1985")

    assert source.slice_at(place).path == "sheet[1]/r[11]/c[4]"
    assert grid.path == "sheet[1]/table[1]"


def test_the_record_of_a_report():
    """The head of a sheet is read as the head of any document."""
    record = process_bytes(saved(report()), "a.xlsx").record

    assert record.document is not None
    assert record.document.code_number.value == "15"
    assert str(record.document.issued_date.value) == "2024-06-12"
    assert record.document.organ_name.value == "ỦY BAN NHÂN DÂN XÃ VÍ DỤ"
    assert len(record.tables) == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            of_rows(("STT", "Tên", "Số"), (1, "A", 2), (2, "B", 3)),
            [[(row, column, 1, 1, text) for row, texts in enumerate(PLAIN) for column, text in enumerate(texts)]],
            id="without-borders",
        ),
        pytest.param(of_rows(("Ghi chú",)), [(None, "Ghi chú")], id="one-line"),
        pytest.param(of_rows(), [], id="empty"),
        pytest.param(
            of_rows((True, False), (0, "x\ny"), boxed=True),
            [[(0, 0, 1, 1, "TRUE"), (0, 1, 1, 1, "FALSE"), (1, 0, 1, 1, "0"), (1, 1, 1, 1, "x", "y")]],
            id="kinds",
        ),
        pytest.param(
            of_rows(("=1+1", "a"), ("b", "c"), boxed=True),
            [[(0, 1, 1, 1, "a"), (1, 0, 1, 1, "b"), (1, 1, 1, 1, "c")]],
            id="formula-without-result",
        ),
    ],
)
def test_small_sheets(data: bytes, expected: list[object]):
    """Tables without borders, single lines, nothing, values of each kind."""
    assert outline(read(data)) == expected


def test_hidden_columns_and_old_fonts():
    """A hidden column is left out of the table and said; text in .VnTime is decoded."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("STT", "ẩn", to_tcvn3("Họ và tên")), (1, "ẩn", to_tcvn3("Trần Văn Hường"))):
        sheet.append(row)
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        cell.border, cell.font = BOX, Font(name=".VnTime")
    sheet["B1"].font = sheet["B2"].font = Font(name="Arial")
    sheet.column_dimensions["B"].hidden = True

    source = read(saved(book))

    assert outline(source) == [
        [(0, 0, 1, 1, "STT"), (0, 1, 1, 1, "Họ và tên"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "Trần Văn Hường")]
    ]
    assert source.warnings == ("sheet 1: 1 hidden columns with text are left out",)


def with_part(data: bytes, name: str, change: tuple[str, str]) -> bytes:
    """The package with one part changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {entry: archive.read(entry).decode() for entry in archive.namelist()}
    parts[name] = parts[name].replace(*change)
    return package(parts)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(("<worksheet", "<worksheet><a"), CorruptError, id="not-well-formed"),
        pytest.param(("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), CorruptError, id="entities"),
        pytest.param(
            ("</sheetData>", "</sheetData><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 20_001 + "</mergeCells>"),
            TooLargeError,
            id="merged-ranges",
        ),
    ],
)
def test_hostile_sheets(change: tuple[str, str], error: type[Exception]):
    """Damage, entities and floods of ranges end in an error that says why."""
    data = with_part(saved(report(merged=False)), SHEET, change)

    with pytest.raises(error):
        read(data)


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch):
    """A flood of cells is stopped while they are counted."""
    monkeypatch.setattr(workbook, "MAX_CELLS", 10)

    with pytest.raises(TooLargeError, match="10 cells"):
        read(saved(report()))


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "ZZZ1:A1", "A1", "", "rubbish", "A1:B2:C3"])
def test_merged_ranges_of_any_size(reference: str):
    """A range over the whole sheet covers what is used; rubbish is none."""
    data = of_rows(("a", "b"), ("c", "d"), boxed=True)
    merged = f'</sheetData><mergeCells><mergeCell ref="{reference}"/></mergeCells>'

    source = read(with_part(data, SHEET, ("</sheetData>", merged)))

    assert source.text.startswith("a")


def test_a_spent_budget_cuts_between_sheets():
    """Sheets that were not reached are said; the status becomes partial."""
    source = read(saved(report()), Budget(deadline=0.0))

    assert source.cut is not None
    assert source.cut.failure == "timeout"
    assert source.flow == ()
