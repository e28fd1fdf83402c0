"""Parts of a table too small to be told alone: one row drawn at the top or foot of a page, in the columns of a table.

A frame around a text is no table, so what has text in one row only is none by itself (`grids.scraps`). Where it stands
next to the page break and has the sides of the table beyond the break, it is the rest of that table, or its header.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.reading.pdf import aligned, half_ruled, unruled_rest
from extractor.reading.pdf.grids import MIDDLE, Table
from extractor.reading.pdf.lines import Line, Row, joined
from extractor.reading.pdf.page import GridLines, PageContent
from extractor.reading.pdf.unruled_parts import is_figure, is_serial_head
from extractor.reading.pdf.unruled_rest import first_column

_SIDE = 4.0
"""Sides of the parts of one table differ by less than this in points."""
_SHIFTED = 40.0
_LEVEL = 0.3
"""Baselines of one row of text differ by less than this in type sizes."""
_FURNITURE = 4
"""Rows of text that may stand between a table and the break: a page number, a heading said again."""


def carried(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages with the small parts of tables that stand on both sides of a page break."""
    whole = list(pages)
    for at in range(1, len(whole)):
        rest = _rest(whole[at - 1], whole[at])
        if rest is not None:
            whole[at] = _with_table(*rest)
        head = _head(whole[at - 1], whole[at])
        if head is not None:
            whole[at - 1] = _with_table(whole[at - 1], head)
    return whole


def _rest(above: PageContent, page: PageContent) -> tuple[PageContent, Table] | None:
    """What goes on at the top of a page with the lowest table above it, and the page without what else it was."""
    grid = max(above.grids, key=lambda grid: grid.table.box.bottom, default=None)
    if grid is None:
        return None
    scrap = min(page.scraps, key=lambda table: table.box.top, default=None)
    if scrap is not None and _fits(scrap, grid.table, _may_lie_apart(above, page)):
        return (page, scrap) if _is_first(scrap, page) else None
    if _has_inner_sides(grid.table, above):
        return None
    for bare in (page, *_without_first(page, grid.table.columns)):
        rest = half_ruled.rest_of(grid.table, bare.rows, bare.edges) or _unruled_rest(grid, bare, page)
        rest = rest or _aligned_rest(grid, above, bare)
        if rest is not None and _is_first(rest, bare):
            return (bare, rest)
    return None


def _unruled_rest(grid: GridLines, bare: PageContent, page: PageContent) -> Table | None:
    """The rest of a table without rules, where it is more than the table that the page was read with."""
    rest = unruled_rest.rest_of(grid, bare.rows)
    read = [other.table for other in page.grids if other not in bare.grids]
    return rest if rest is not None and all(rest.rows > other.rows for other in read) else None


def _aligned_rest(grid: GridLines, above: PageContent, bare: PageContent) -> Table | None:
    """The rest of a table without any rules and without serial numbers."""
    box = grid.table.box
    firsts = [line.text for line in first_column(grid)]
    numbered = any(map(is_serial_head, firsts[:1])) or any(map(is_figure, firsts[-1:]))
    if numbered or any(edge.top < box.bottom and edge.bottom > box.top for edge in above.edges):
        return None
    return aligned.rest_of(grid.table, bare.rows)


def _is_first(table: Table, page: PageContent) -> bool:
    """Whether a table stands at the top of a page."""
    over = any(other.table.box.top < table.box.bottom for other in page.grids)
    return not over and sum(row.pieces[0].base < table.box.top for row in page.rows) <= _FURNITURE


def _has_inner_sides(table: Table, page: PageContent) -> bool:
    """Whether standing rules part the columns of a table."""
    box = table.box
    inner = (e for e in page.edges if not e.horizontal and box.x0 + _SIDE < e.x0 < box.x1 - _SIDE)
    return any(edge.top < box.bottom and edge.bottom > box.top for edge in inner)


def _without_first(page: PageContent, most: int) -> Iterator[PageContent]:
    """The page with the first of its tables as text again, where no rules part its columns, `most` at most."""
    first = min(page.grids, key=lambda grid: grid.table.box.top, default=None)
    if first is None or first.table.columns > most or _has_inner_sides(first.table, page):
        return
    lines = sorted((line for cell in first.lines for line in cell), key=lambda line: (line.base, line.x0))
    levels: list[list[Line]] = []
    for line in lines:
        if levels and line.base - levels[-1][0].base <= _LEVEL * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    freed = (Row(-1, tuple(sorted(level, key=lambda line: line.x0))) for level in levels)
    rows = sorted((*page.rows, *freed), key=lambda row: row.pieces[0].base)
    yield replace(page, rows=tuple(rows), grids=tuple(grid for grid in page.grids if grid is not first))


def _head(above: PageContent, page: PageContent) -> Table | None:
    """What begins at the foot of a page the first table of the next: one row, some of whose columns it may not part."""
    scrap = max(above.scraps, key=lambda table: table.box.bottom, default=None)
    grid = min(page.grids, key=lambda grid: grid.table.box.top, default=None)
    if grid is None:
        return None
    if scrap is None:
        return None if _has_inner_sides(grid.table, page) else unruled_rest.begun_before(grid, above.rows)
    most = _may_lie_apart(above, page)
    if not _fits(grid.table, scrap, most) and not (_fits(scrap, grid.table, most) and _begins_blank(grid)):
        return None
    last = all(other.table.box.top < scrap.box.top for other in above.grids)
    near = sum(row.pieces[0].base > scrap.box.bottom for row in above.rows) <= _FURNITURE
    return scrap if last and near else None


def _begins_blank(grid: GridLines) -> bool:
    """Whether nothing stands in the first cell, though words do beside it: a header that goes on below merged cells."""
    first = [bool(lines) for cell, lines in zip(grid.table.cells, grid.lines, strict=True) if not cell.row]
    return not first[0] and any(first)


def _may_lie_apart(above: PageContent, page: PageContent) -> float:
    """How far in points two pages may be shifted against each other: those that were laid on a scanner one by one."""
    return _SHIFTED if above.scan is not None and page.scan is not None else _SIDE


def _fits(part: Table, table: Table, most: float) -> bool:
    """Whether a part has the sides of a table, not all of which it needs, shifted by `most` points at most."""
    shift = part.box.x0 - table.box.x0
    if abs(part.box.x1 - table.box.x1 - shift) > _SIDE or abs(shift) > most:
        return False
    return all(any(abs(left - shift - side) <= _SIDE for side in table.lefts) for left in part.lefts)


def _with_table(page: PageContent, table: Table) -> PageContent:
    """The page with a table in the place of the rows of text that stand in it."""
    inside = [row for row in page.rows if all(_stands_in(piece, table) for piece in row.pieces)]
    if not inside:
        return page
    taken = {id(row) for row in inside}
    rows = tuple(row for row in page.rows if id(row) not in taken)
    grids = sorted((*page.grids, _filled(table, inside)), key=lambda grid: (grid.table.box.top, grid.table.box.x0))
    return replace(page, rows=rows, grids=tuple(grids))


def _stands_in(piece: Line, table: Table) -> bool:
    height = piece.base - MIDDLE * piece.size
    return table.box.top <= height < table.box.bottom and table.box.x0 <= piece.centre < table.box.x1


def _filled(table: Table, rows: Sequence[Row]) -> GridLines:
    """A table with the lines of its cells; a line that runs over sides is cut at them."""
    places = {
        (row, column): number
        for number, cell in enumerate(table.cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    lines: list[list[Line]] = [[] for _ in table.cells]
    for row in rows:
        own: dict[int, list[Line]] = {}
        for piece in row.pieces:
            level = bisect_right(table.tops, piece.base - MIDDLE * piece.size) - 1
            owners = [places.get((level, bisect_right(table.lefts, x) - 1), -1) for x in _middles(piece)]
            for number, part in _cut(piece, owners):
                own.setdefault(number, []).append(part)
        for number, parts in own.items():
            lines[number].append(joined(parts))
    return GridLines(table, tuple(map(tuple, lines)))


def _middles(piece: Line) -> Iterator[float]:
    """Where the middle of each character stands; a blank stands with the one before it."""
    middle = piece.x0
    for box in piece.boxes:
        middle = (box[0] + box[2]) / 2 if box is not None else middle
        yield middle


def _cut(piece: Line, owners: Sequence[int]) -> Iterator[tuple[int, Line]]:
    """The stretches of a line with the number of the cell each stands in, those in none left out."""
    start = 0
    for number, run in groupby(owners):
        stop = start + sum(1 for _ in run)
        while start < stop and piece.boxes[start] is None:
            start += 1
        end = stop
        while end > start and piece.boxes[end - 1] is None:
            end -= 1
        if number >= 0 and start < end:
            yield number, _stretch(piece, start, end)
        start = stop


def _stretch(piece: Line, start: int, end: int) -> Line:
    boxes = piece.boxes[start:end]
    known = [box for box in boxes if box is not None]
    return replace(
        piece,
        text=piece.text[start:end],
        boxes=boxes,
        styles=piece.styles[start:end],
        x0=min(box[0] for box in known),
        x1=max(box[2] for box in known),
    )
