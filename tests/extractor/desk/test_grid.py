"""Cells of a table on a page, from the places of its words."""

from __future__ import annotations

from extractor.desk.grid import grid_on
from schemas.evidence import Box, PageEvidence
from schemas.tables import Cell, Column, Origin, Row, RowKind, Table


def _cell(box: tuple[float, float, float, float] | None, *, page: int = 1, col_span: int = 1) -> Cell:
    if box is None:
        return Cell(text="", origin=Origin.BLANK, confidence=1.0)
    place = PageEvidence(page=page, start=0, end=1, boxes=(Box(*box),))
    return Cell(text="x", origin=Origin.OWN, confidence=1.0, evidence=(place,), col_span=col_span)


def _table(*rows: tuple[Cell, ...], columns: int) -> Table:
    return Table(
        pages=(1,),
        header_rows=0,
        columns=tuple(Column(path=()) for _ in range(columns)),
        rows=tuple(Row(kind=RowKind.DATA, cells=cells) for cells in rows),
    )


def test_cells_touch_and_cover_their_words() -> None:
    """Neighbours share a line, and words lie within their cell."""
    table = _table(
        (_cell((10, 10, 40, 20)), _cell((60, 10, 90, 20))),
        (_cell((10, 30, 30, 40)), _cell((60, 30, 80, 40))),
        columns=2,
    )

    boxes = {each.path: each.box for each in grid_on(table, 0, 1)}

    first, right = boxes["tables[0].rows[0].cells[0]"], boxes["tables[0].rows[0].cells[1]"]
    below = boxes["tables[0].rows[1].cells[0]"]
    assert first.x1 == right.x0
    assert first.bottom == below.top
    assert first.x0 <= 10
    assert first.top <= 10
    assert 40 <= first.x1 <= 60


def test_a_cell_without_words_has_its_place_too() -> None:
    """What was left blank can be clicked: it lies in its row and its column."""
    table = _table(
        (_cell((10, 10, 40, 20)), _cell(None), _cell((120, 10, 150, 20))),
        (_cell((10, 30, 40, 40)), _cell(None), _cell((120, 30, 150, 40))),
        columns=3,
    )

    boxes = {each.path: each.box for each in grid_on(table, 2, 1)}

    blank = boxes["tables[2].rows[1].cells[1]"]
    assert 40 <= blank.x0 < blank.x1 <= 120
    assert blank.top <= 30
    assert blank.bottom >= 40


def test_a_merged_cell_reaches_over_what_it_covers() -> None:
    """A cell over two columns is as wide as both."""
    repeated = Cell(text="x", origin=Origin.REPEATED, confidence=1.0)
    table = _table(
        (_cell((10, 10, 90, 20), col_span=2), repeated),
        (_cell((10, 30, 40, 40)), _cell((60, 30, 90, 40))),
        columns=2,
    )

    boxes = {each.path: each.box for each in grid_on(table, 0, 1)}

    assert boxes["tables[0].rows[0].cells[0]"].x1 == boxes["tables[0].rows[1].cells[1]"].x1
    assert "tables[0].rows[0].cells[1]" not in boxes


def test_only_rows_of_the_page_are_drawn() -> None:
    """A table that goes on over pages is drawn on each with the rows that stand there."""
    table = _table((_cell((10, 700, 40, 710)),), (_cell((10, 50, 40, 60), page=2),), columns=1)

    assert [each.path for each in grid_on(table, 0, 2)] == ["tables[0].rows[1].cells[0]"]
    assert grid_on(table, 0, 3) == ()
