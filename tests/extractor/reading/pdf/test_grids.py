"""Ruled tables: cell for cell what pdfplumber finds in the same file."""

import io
import re
import unicodedata
from pathlib import Path

import pdfplumber
import pytest

from corpus.building.plain_pdf import Page, write
from extractor.reading.pdf.reader import read
from extractor.reading.source import Grid

SAMPLES = sorted((Path(__file__).parents[4] / "corpus" / "samples").glob("*.pdf"))


def plain(text: str) -> str:
    """Text without blanks and in one normal form: the engines join words and lines differently."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def expected(data: bytes) -> list[list[list[str | None]]]:
    """Tables of pdfplumber with text in two rows and two columns."""
    found = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                cells = [[None if cell is None else plain(cell) for cell in row] for row in table]
                filled = [sum(map(any, cells)), sum(map(any, zip(*cells, strict=True)))]
                if min(filled) > 1:
                    found.append(cells)
            page.close()
    return found


def found(data: bytes) -> list[list[list[str | None]]]:
    """Our tables in pdfplumber's form: None where a cell began elsewhere."""
    source = read(data)
    tables = []
    for grid in source.flow:
        if not isinstance(grid, Grid):
            continue
        rows: list[list[str | None]] = [[None] * grid.columns for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row][cell.column] = plain("".join(source.text[s.start : s.end] for s in cell.slices))
        tables.append(rows)
    return tables


def merged_header() -> bytes:
    """A table whose header spans columns and rows, over a second plain one."""
    page = Page()
    xs, ys = [85.0, 150.0, 250.0, 350.0, 450.0], [100.0, 130.0, 160.0, 190.0]
    for y in (ys[0], ys[2], ys[3]):
        page.line((xs[0], y), (xs[-1], y))
    page.line((xs[1], ys[1]), (xs[3], ys[1]))
    for x in (xs[0], xs[1], xs[3], xs[4]):
        page.line((x, ys[0]), (x, ys[-1]))
    page.line((xs[2], ys[1]), (xs[2], ys[-1]))
    for x, y, text in (
        (90, 135, "STT"),
        (200, 120, "Trình độ"),
        (160, 150, "Cử nhân"),
        (260, 150, "Trung cấp"),
        (360, 135, "Ghi chú"),
        (90, 180, "1"),
        (160, 180, "24.715"),
        (260, 180, "02"),
    ):
        page.text((x, y), text, 11)
    page.grid([85, 200, 300], [400, 420, 440])
    for x, y, text in ((90, 415, "Tên"), (205, 415, "Số"), (90, 435, "Thôn Hạ"), (205, 435, "7")):
        page.text((x, y), text, 11)
    return write([page, Page(rotation=90)])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_equal_pdfplumber(path) -> None:
    """Every ruled table of the samples has the same shape and the same text in each cell."""
    data = path.read_bytes()

    assert found(data) == expected(data)


def test_merged_cells_equal_pdfplumber() -> None:
    """Spans of the header are found from the rulings alone."""
    data = merged_header()

    tables = found(data)

    assert tables == expected(data)
    assert tables[0][0] == ["STT", "Trìnhđộ", None, "Ghichú"]


def test_spans_cover_each_position_once() -> None:
    """Row and column spans add up to the whole grid."""
    source = read(merged_header())
    grid = next(item for item in source.flow if isinstance(item, Grid))

    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]

    assert sorted(covered) == [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
