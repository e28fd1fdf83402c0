"""Tables against tables: columns by header, rows in order, cells under their leaf header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evaluation.align import (
    NO_GROUNDS,
    SIMILAR,
    Alignment,
    Grounds,
    Item,
    align,
    join,
    pair,
    similarity,
)
from evaluation.folding import fold, printed
from evaluation.gold import Gold, GoldTable
from schemas.record import Record
from schemas.tables import RowKind, Table


@dataclass(frozen=True, slots=True)
class Grid:
    """A table reduced to what is compared; `unlabelled` rows of the paper are left out of the label."""

    headers: tuple[Item, ...]
    leaves: tuple[Item, ...]
    rows: tuple[tuple[Item, ...], ...]
    unlabelled: int = 0

    @property
    def order(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """A place among other tables that depends on content alone."""
        cells = tuple(tuple(cell.shown for cell in row) for row in self.rows)
        return (tuple(header.shown for header in self.headers), cells)


@dataclass(frozen=True, slots=True)
class _GridMatch:
    """Two grids brought together: index pairs of columns and of rows, and how many cells agree."""

    columns: tuple[tuple[int, int], ...]
    rows: tuple[tuple[int, int], ...]
    agreeing: int


def compare_cells(gold: Gold, record: Record) -> Alignment:
    """Cells of all tables."""
    return join(align_cells(one, other) for one, other in match_grids(gold_grids(gold), predicted_grids(record)))


def compare_cells_by_path(gold: Gold, record: Record) -> Alignment:
    """Cells of all tables, each under its full header path: a right text under another path is wrong."""
    matched = match_grids(gold_grids(gold), predicted_grids(record))
    return join(align_cells(_by_path(one), _by_path(other)) for one, other in matched)


def compare_headers(gold: Gold, record: Record) -> Alignment:
    """Header paths of all tables."""
    return join(align_headers(one, other) for one, other in match_grids(gold_grids(gold), predicted_grids(record)))


def gold_grids(gold: Gold) -> tuple[Grid, ...]:
    """The labelled tables."""
    return tuple(_gold_grid(table) for table in gold.tables)


def predicted_grids(record: Record) -> tuple[Grid, ...]:
    """The tables of a record, without numbering rows `(1) (2) (3)`, which labels do not hold either."""
    return tuple(_predicted_grid(table) for table in record.tables)


def match_grids(gold: Sequence[Grid], predicted: Sequence[Grid]) -> list[tuple[Grid | None, Grid | None]]:
    """Which table stands for which: most agreeing cells first, ties by content; without any, alone."""
    scored = [
        (-_match(label, table).agreeing, index, table.order, other)
        for index, label in enumerate(gold)
        for other, table in enumerate(predicted)
    ]
    owner: dict[int, int] = {}
    for agreeing, index, _, other in sorted(scored):
        if agreeing < 0 and index not in owner and other not in owner.values():
            owner[index] = other
    matched: list[tuple[Grid | None, Grid | None]] = [
        (label, predicted[owner[index]] if index in owner else None) for index, label in enumerate(gold)
    ]
    return matched + [(None, table) for other, table in enumerate(predicted) if other not in owner.values()]


def align_cells(gold: Grid | None, predicted: Grid | None) -> Alignment:
    """Cells with text, each under its leaf header; a blank cell is nothing to find."""
    gold, predicted = gold or _NOTHING, predicted or _NOTHING
    found = _match(gold, predicted)
    gold_cells = _cells(gold, len(gold.rows))
    predicted_cells = _cells(predicted, _rows_judged(gold, predicted, found))
    opposite = {
        (row, column): (other_row, other_column)
        for row, other_row in found.rows
        for column, other_column in found.columns
        if (row, column) in gold_cells and (other_row, other_column) in predicted_cells
    }
    reached = set(opposite.values())
    return Alignment(
        pairs=tuple(pair(gold_cells[place], predicted_cells[other]) for place, other in opposite.items()),
        missed=tuple(cell for place, cell in gold_cells.items() if place not in opposite),
        spurious=tuple(cell for place, cell in predicted_cells.items() if place not in reached),
    )


def align_headers(gold: Grid | None, predicted: Grid | None) -> Alignment:
    """Full header paths, one a column."""
    return align((gold or _NOTHING).headers, (predicted or _NOTHING).headers)


_NOTHING = Grid((), (), ())


def _by_path(grid: Grid | None) -> Grid | None:
    """The grid with the path of its column in the keys of each cell."""
    if grid is None:
        return None
    rows = tuple(tuple(map(_under, row, grid.headers)) for row in grid.rows)
    return replace(grid, rows=rows)


def _under(cell: Item, header: Item) -> Item:
    return replace(cell, gate=header.folded, strict=(header.strict, cell.strict))


def _item(text: str, leaf: str = "", grounds: Grounds = NO_GROUNDS) -> Item:
    shown = f"{leaf}: {printed(text)}" if leaf else printed(text)
    return Item(shown, printed(text), fold(text) or printed(text), grounds=grounds)


def _gold_grid(table: GoldTable) -> Grid:
    rows = [tuple((cell, NO_GROUNDS) for cell in cells) for cells in table.rows]
    return _grid(table.columns, rows, table.rows_unlabelled)


def _predicted_grid(table: Table) -> Grid:
    kept = [row.cells for row in table.rows if row.kind is not RowKind.NUMBERING]
    rows = [tuple((cell.text, Grounds(cell.confidence, cell.evidence)) for cell in cells) for cells in kept]
    return _grid(tuple(column.path for column in table.columns), rows, 0)


def _grid(columns: Sequence[Sequence[str]], rows: Sequence[Sequence[tuple[str, Grounds]]], unlabelled: int) -> Grid:
    leaves = [printed(path[-1]) if path else "" for path in columns]
    return Grid(
        headers=tuple(_item(" > ".join(path)) for path in columns),
        leaves=tuple(_item(leaf) for leaf in leaves),
        # A cell beyond the last header stands under none and cannot be compared.
        rows=tuple(
            tuple(_item(text, leaf, grounds) for (text, grounds), leaf in zip(row, leaves, strict=False))
            for row in rows
        ),
        unlabelled=unlabelled,
    )


def _cells(grid: Grid, rows: int) -> dict[tuple[int, int], Item]:
    """Cells with text of the first `rows` rows, by row and column."""
    return {
        (row, column): cell
        for row, cells in enumerate(grid.rows[:rows])
        for column, cell in enumerate(cells)
        if cell.folded
    }


def _rows_judged(gold: Grid, predicted: Grid, found: _GridMatch) -> int:
    """Predicted rows that are judged: those after the last labelled one may be rows the label leaves out."""
    last = max((row for _, row in found.rows), default=-1)
    return max(last + 1, len(predicted.rows) - gold.unlabelled)


def _match(gold: Grid, predicted: Grid) -> _GridMatch:
    columns = _match_columns(gold, predicted)
    agreement = [[_agreeing(row, other, columns) for other in predicted.rows] for row in gold.rows]
    rows = _match_rows(agreement, len(predicted.rows))
    return _GridMatch(columns, rows, sum(agreement[row][other] for row, other in rows))


def _agreeing(row: Sequence[Item], other: Sequence[Item], columns: Sequence[tuple[int, int]]) -> int:
    """Cells with text that are equal when folded."""
    shared = [(row[left].folded, other[right].folded) for left, right in columns if right < len(other)]
    return sum(1 for left, right in shared if left and left == right)


def _match_columns(gold: Grid, predicted: Grid) -> tuple[tuple[int, int], ...]:
    """Columns by full path, then by leaf header, then by similar leaf header; equals from left to right."""
    owner: dict[int, int] = {}
    for same in (_same_path, _same_leaf, _similar_leaf):
        for index in range(len(gold.leaves)):
            free = (other for other in range(len(predicted.leaves)) if other not in owner.values())
            other = next((other for other in free if same(gold, index, predicted, other)), None)
            if index not in owner and other is not None:
                owner[index] = other
    return tuple(sorted(owner.items()))


def _same_path(gold: Grid, index: int, predicted: Grid, other: int) -> bool:
    return gold.headers[index].folded == predicted.headers[other].folded


def _same_leaf(gold: Grid, index: int, predicted: Grid, other: int) -> bool:
    return gold.leaves[index].folded == predicted.leaves[other].folded


def _similar_leaf(gold: Grid, index: int, predicted: Grid, other: int) -> bool:
    return similarity(gold.leaves[index], predicted.leaves[other]) >= SIMILAR


def _match_rows(agreement: Sequence[Sequence[int]], width: int) -> tuple[tuple[int, int], ...]:
    """Rows paired in reading order so that most cells agree; rows without an agreeing cell stay alone."""
    height = len(agreement)
    best = [[0] * (width + 1) for _ in range(height + 1)]
    for row in reversed(range(height)):
        for other in reversed(range(width)):
            together = agreement[row][other] + best[row + 1][other + 1]
            best[row][other] = max(together, best[row + 1][other], best[row][other + 1])
    return tuple(_walk(agreement, best))


def _walk(agreement: Sequence[Sequence[int]], best: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    row = other = 0
    while best[row][other] > 0:
        gain = agreement[row][other]
        if gain and best[row][other] == gain + best[row + 1][other + 1]:
            yield row, other
            row, other = row + 1, other + 1
        elif best[row][other] == best[row + 1][other]:
            row += 1
        else:
            other += 1
