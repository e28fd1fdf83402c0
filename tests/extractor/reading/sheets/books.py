"""Workbooks built in memory: a commune's report as it is typed into a sheet."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from extractor.reading.source import Grid, Paragraph, SourceText

_LINE = Side(style="thin")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRED = Alignment(horizontal="center")
HEAD = {
    "A1": "ỦY BAN NHÂN DÂN",
    "E1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "A2": "XÃ VÍ DỤ",
    "E2": "Độc lập - Tự do - Hạnh phúc",
    "A3": "Số: 15/BC-UBND",
    "E3": "Ví Dụ, ngày 12 tháng 6 năm 2024",
    "A5": "BÁO CÁO",
    "A6": "Kết quả rà soát đội ngũ cộng tác viên công tác xã hội năm 2024",
    "A7": "Kính gửi: Sở Y tế tỉnh Đồng Tháp",
}
TAIL = {
    "A15": "Nơi nhận:",
    "E15": "TM. ỦY BAN NHÂN DÂN",
    "A16": "- Như trên;",
    "E16": "CHỦ TỊCH",
    "A17": "- Lưu: VT.",
    "E20": "Lê Văn Mẫu",
}
_HEADERS = ("STT", "Họ và tên", "Năm sinh", None, "Mức phụ cấp", "Tỷ lệ", "Ngày bắt đầu")
_ROWS = (
    (1, "Nguyễn Thị Mẫu", None, 1985, 2340000, 0.125, date(2023, 5, 1)),
    (2, "Trần Văn Mẫu", 1979, None, 1170000, 1, date(2022, 12, 15)),
    (3, "Người bị ẩn", 1979, None, 1, 1, date(2022, 12, 15)),
)
_MERGED_HEADERS = ("A9:A10", "B9:B10", "C9:D9", "E9:E10", "F9:F10", "G9:G10")


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def report(merged: bool = True) -> Workbook:
    """A report: head, table with borders, signature block; a hidden row and a hidden sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for column, width in zip("ABCDEFG", (6, 24, 12, 12, 16, 14, 20), strict=True):
        sheet.column_dimensions[column].width = width
    for place, text in (HEAD | TAIL).items():
        sheet[place] = text
        sheet[place].font = Font(name="Times New Roman", size=13, bold=text.isupper())
        sheet[place].alignment = Alignment() if text.startswith(("-", "N")) else _CENTRED
    if merged:
        for row in (1, 2, 3, 15, 16, 20):
            sheet.merge_cells(f"E{row}:G{row}")
        for row in (5, 6, 7):
            sheet.merge_cells(f"A{row}:G{row}")
    _fill_table(sheet)
    sheet.row_dimensions[13].hidden = True
    book.create_sheet("ẩn").sheet_state = "hidden"
    return book


def _fill_table(sheet: Worksheet) -> None:
    for row, values in enumerate((_HEADERS, (None, None, "Nam", "Nữ", None, None, None), *_ROWS), 9):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value).border = BOX
        sheet.cell(row, 5).number_format = "#,##0"
        sheet.cell(row, 6).number_format = "0.0%"
        sheet.cell(row, 7).number_format = "dd/mm/yyyy"
    for place in _MERGED_HEADERS:
        sheet.merge_cells(place)


def outline(source: SourceText) -> list[object]:
    """Lines as (column, text), grids as rows of (row, column, spans, text)."""
    return [_item(source, item) for item in source.flow]


def _item(source: SourceText, item: Paragraph | Grid) -> object:
    if isinstance(item, Paragraph):
        return item.column, "\n".join(source.text[piece.start : piece.end] for piece in item.slices)
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, *(source.text[s.start : s.end] for s in cell.slices))
        for cell in item.cells
        if cell.slices
    ]
