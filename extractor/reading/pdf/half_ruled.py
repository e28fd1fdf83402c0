"""Tables with rules between their rows and none between their columns: rows by the rules, columns by the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from extractor.reading.pdf.grids import Cell, Table
from extractor.reading.pdf.lines import Row
from extractor.reading.pdf.rulings import Edge
from extractor.reading.pdf.stacks import (
    ENDS,
    FEWEST_RULES,
    HIGHEST_BAND,
    LEVEL,
    Rule,
    Stack,
    lie_between,
    part_of_stack,
    rules_of,
    stack_of,
    stacks,
    undivided,
)
from extractor.reading.pdf.table_columns import columns_of
from extractor.reading.pdf.unruled_parts import (
    Column,
    Word,
    is_column_number,
    is_figure,
    is_serial_head,
    label_of,
    part_of,
    runs_of,
)
from schemas.evidence import Box

_LOWEST_BAND = 8.0
_MOST_RULES = 400
_CENTRED = 12.0
_MOST_COLUMNS = 40
_FEWEST_RULES = 3
"""Rules of a table with one row, which is told by its serial number."""
_FEWEST_CELLS = 2
_FEWEST_ROWS = 2
_FIRST_NUMBER = re.compile(r"0?1\.?")
_SHARE_ACROSS = 0.2
"""Share of the rows in which words may run over the sides of columns: labels of groups, totals."""


@dataclass(frozen=True, slots=True)
class _Band:
    """The words between two levels, run by run."""

    top: float
    bottom: float
    runs: tuple[Word, ...]


def find_half_ruled(rows: Sequence[Row], edges: Sequence[Edge]) -> list[Table]:
    """Tables among the rows of a page that stand in no ruled table, from the top."""
    rules = rules_of(edges)
    if len(rules) > _MOST_RULES:
        return []
    found = (part for stack in stacks(rules, _FEWEST_RULES) for part in undivided(stack, edges, _FEWEST_RULES))
    tables = (_table(rows, own) for part in found for own in _headed(rows, part))
    return [table for table in tables if table is not None]


def _headed(rows: Sequence[Row], stack: Stack) -> Iterator[Stack]:
    """The rules of each table: a header of serial numbers begins another one, words over it are none of its rows."""
    levels = [rule.y for rule in stack.full]
    heads = (row.pieces[0] for row in rows if is_serial_head(row.pieces[0].text))
    begins = sorted({bisect_right(levels, (head.top + head.bottom) / 2) - 1 for head in heads})
    start = 0
    for begin in [n for n in begins if start < n < len(levels) - 1]:
        above = _band(rows, stack, levels[begin - 1], levels[begin])
        end = begin - 1 if len(above.runs) < _FEWEST_CELLS else begin
        if end - start >= _FEWEST_RULES - 1:
            yield part_of_stack(stack, stack.full[start : end + 1])
        start = begin
    yield part_of_stack(stack, stack.full[start:])


def bands(edges: Sequence[Edge]) -> list[Box]:
    """What lies between the rules of tables without rules between columns, in points.

    Where a rule over some columns parts a heading from those below it, each side of it is a band of its own.
    """
    return [band for stack in _stacks(edges) for band in _bands(stack)]


def header_bands(edges: Sequence[Edge]) -> list[Box]:
    """Those of the bands that lie above the second rule over the whole width: the header's."""
    return [band for stack in _stacks(edges) for band in _bands(stack) if band.bottom <= stack.full[1].y]


def _stacks(edges: Sequence[Edge]) -> Iterator[Stack]:
    """The rules of each table without rules between columns."""
    rules = rules_of(edges)
    for stack in stacks(rules, _FEWEST_RULES) if len(rules) <= _MOST_RULES else ():
        yield from undivided(stack, edges, _FEWEST_RULES)


def _bands(stack: Stack) -> list[Box]:
    first = stack.full[0]
    ends = {x for rule in stack.partial for x in (rule.x0, rule.x1) if first.x0 + ENDS < x < first.x1 - ENDS}
    found: list[Box] = []
    for left, right in pairwise([first.x0, *sorted(ends), first.x1]):
        over = [rule.y for rule in stack.partial if rule.x0 <= (left + right) / 2 <= rule.x1]
        for top, bottom in pairwise(sorted((*(rule.y for rule in stack.full), *over))):
            beside = next((n for n, b in enumerate(found) if (b.x1, b.top, b.bottom) == (left, top, bottom)), None)
            if beside is None:
                found.append(Box(left, top, right, bottom))
            else:
                found[beside] = Box(found[beside].x0, top, right, bottom)
    return found


def rest_of(table: Table, rows: Sequence[Row], edges: Sequence[Edge]) -> Table | None:
    """The rest of such a table at the top of the next page: rows by the rules of its width, in its columns.

    Two rules are enough, as nothing has to be told of the columns; words may run over them in labels and totals alone.
    """
    ends = (table.box.x0, table.box.x1)
    rules = rules_of(edges)
    full: list[Rule] = []
    for rule in rules if len(rules) <= _MOST_RULES else ():
        same = abs(rule.x0 - ends[0]) <= ENDS and abs(rule.x1 - ends[1]) <= ENDS
        if same and (not full or rule.y - full[-1].y <= HIGHEST_BAND):
            full.append(rule)
    standing = [e for e in edges if not e.horizontal and ends[0] + ENDS < e.x0 < ends[1] - ENDS]
    if len(full) < 2 or lie_between(standing, full):
        return None
    stack = stack_of(full, rules)
    sides = [*table.lefts, table.box.x1]
    bands = _bands_of(rows, stack)
    across = sum(_crosses(band, sides) for band in bands)
    if across > max(1, _SHARE_ACROSS * len(bands)) or not any(band.runs for band in bands):
        return None
    return _drawn(stack, bands, sides)


def _crosses(band: _Band, sides: Sequence[float]) -> bool:
    return any(run.x0 < side - LEVEL and run.x1 > side + LEVEL for run in band.runs for side in sides[1:-1])


def _table(rows: Sequence[Row], stack: Stack) -> Table | None:
    bands = _bands_of(rows, stack)
    begin = _header_rows(stack)
    body = [band for band in bands[begin:] if not _numbers_columns(band)]
    heads = [run for band in bands if band not in body for run in band.runs]
    columns = columns_of([band.runs for band in body], heads)
    if not _FEWEST_CELLS <= len(columns) <= _MOST_COLUMNS or not _are_rows(bands):
        return None
    if len(stack.full) < FEWEST_RULES and not _is_counted(bands[:begin], body):
        return None
    first = stack.full[0]
    lefts = [first.x0, *((a[1] + b[0]) / 2 for a, b in pairwise(columns))]
    return _drawn(stack, bands, [*lefts, first.x1], [(left + right) / 2 for left, right in columns])


def _are_rows(bands: Sequence[_Band]) -> bool:
    """Whether bands are high enough for words and two of them have several cells."""
    several = sum(len(band.runs) >= _FEWEST_CELLS for band in bands)
    return several >= _FEWEST_ROWS and all(band.bottom - band.top >= _LOWEST_BAND for band in bands)


def _is_counted(heads: Sequence[_Band], body: Sequence[_Band]) -> bool:
    """Whether a row of serial number 1 stands below their header, which rules may part."""
    firsts = [min(runs, key=lambda run: run.x0).text for runs in (_runs(heads), _runs(body[:1])) if runs]
    return len(firsts) > 1 and is_serial_head(firsts[0]) and _FIRST_NUMBER.fullmatch(firsts[1]) is not None


def _runs(bands: Sequence[_Band]) -> list[Word]:
    return [run for band in bands for run in band.runs]


def _numbers_columns(band: _Band) -> bool:
    """Whether a row numbers the columns, `(1)`, `(2)` …: in the middle of each, where no other words may stand."""
    return len(band.runs) > 1 and all(is_column_number(run.text) for run in band.runs)


def _levels(stack: Stack) -> list[float]:
    return sorted({rule.y for rule in (*stack.full, *stack.partial)})


def _bands_of(rows: Sequence[Row], stack: Stack) -> list[_Band]:
    return [_band(rows, stack, top, bottom) for top, bottom in pairwise(_levels(stack))]


def _header_rows(stack: Stack) -> int:
    """Rows down to the second rule over the whole width."""
    return next((n for n, level in enumerate(_levels(stack)) if n and level in {r.y for r in stack.full}), 0)


def _drawn(
    stack: Stack, bands: Sequence[_Band], sides: Sequence[float], middles: Sequence[float] | None = None
) -> Table:
    """The table between the sides from the left; `middles` are those of the words of each column."""
    levels = _levels(stack)
    middles = middles or [(left + right) / 2 for left, right in pairwise(sides)]
    regions = [region for column, x in enumerate(middles) for region in _down(stack, levels, column, x)]
    cells = _cells(regions, _header_rows(stack), (levels, sides), bands)
    outer = Box(sides[0], levels[0], sides[-1], levels[-1])
    return Table(outer, tuple(sorted(cells, key=lambda c: (c.row, c.column))), tuple(levels[:-1]), tuple(sides[:-1]))


def _band(rows: Sequence[Row], stack: Stack, top: float, bottom: float) -> _Band:
    first = stack.full[0]
    inside = [row for row in rows if top < (row.pieces[0].top + row.pieces[0].bottom) / 2 < bottom]
    runs = [run for row in inside for run in runs_of(row) if first.x0 <= (run.x0 + run.x1) / 2 <= first.x1]
    return _Band(top, bottom, tuple(runs))


@dataclass(frozen=True, slots=True)
class _Region:
    """Grid positions of one column between two rules, `last` the last row."""

    column: int
    row: int
    last: int


def _cells(
    regions: Sequence[_Region], header: int, lines: tuple[Sequence[float], Sequence[float]], bands: Sequence[_Band]
) -> Iterator[Cell]:
    """The cells between the rules, those that words run over or stand in the middle of made one.

    `header` is the first row of the body, `lines` the levels from the top and the sides from the left.
    """
    levels, sides = lines
    extents: dict[tuple[int, int], list[int]] = {}
    for region in regions:
        extents.setdefault((region.row, region.last), []).append(region.column)
    for (row, last), columns in extents.items():
        runs = [run for band in bands[row : last + 1] for run in band.runs]
        label = _label(runs, sides) if row >= header else ()
        for group in _neighbours(columns):
            parted = last + 1 < header
            spans = label or _spans(group, runs, sides, parted)
            for first, end in spans:
                box = Box(sides[first], levels[row], sides[end + 1], levels[last + 1])
                yield Cell(box, row, first, last - row + 1, end - first + 1)


def _label(runs: Sequence[Word], sides: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """The cells of a row that is the label of a group, alone in the middle or beside its ordinal."""
    columns = list(pairwise(sides))
    parts = [part_of(run, columns) for run in sorted(runs, key=lambda run: run.x0)]
    if len(runs) == 1 and not is_figure(runs[0].text):
        middle = abs(runs[0].x0 + runs[0].x1 - sides[0] - sides[-1]) / 2
        return ((0, len(columns) - 1),) if parts[0].column and middle <= _CENTRED else ()
    label = label_of(parts, len(columns))
    return ((0, 0), label) if label else ()


def _down(stack: Stack, levels: Sequence[float], column: int, middle: float) -> Iterator[_Region]:
    """What the rules over the words of one column part, from the top."""
    rules = {rule.y for rule in (*stack.full, *stack.partial) if rule.x0 <= middle <= rule.x1}
    lines = [n for n, level in enumerate(levels) if n in {0, len(levels) - 1} or level in rules]
    yield from (_Region(column, row, end - 1) for row, end in pairwise(lines))


def _neighbours(columns: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for column in sorted(columns):
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _spans(
    group: Sequence[int], runs: Sequence[Word], sides: Sequence[float], parted: bool
) -> Iterator[tuple[int, int]]:
    """The columns of neighbouring cells of one height, shared out to the words in them.

    Where rules part the columns below (`parted`), fewer texts than columns stand each over several of them.
    """
    inside = [run for run in runs if sides[group[0]] < (run.x0 + run.x1) / 2 < sides[group[-1] + 1]]
    texts = _stacked(inside)
    if parted and texts and len(texts) < len(group):
        yield from _centred(group, texts, sides)
        return
    start = group[0]
    for column in group:
        side = sides[column + 1]
        if column == group[-1] or not any(run.x0 < side - LEVEL and run.x1 > side + LEVEL for run in inside):
            yield start, column
            start = column + 1


def _stacked(runs: Sequence[Word]) -> list[Column]:
    """Extents of the texts that stand side by side; lines of one text lie over one another."""
    texts: list[Column] = []
    for run in sorted(runs, key=lambda run: (run.x0, run.x1)):
        if texts and run.x0 <= texts[-1][1]:
            texts[-1] = (texts[-1][0], max(texts[-1][1], run.x1))
        else:
            texts.append((run.x0, run.x1))
    return texts


def _centred(group: Sequence[int], texts: Sequence[Column], sides: Sequence[float]) -> list[tuple[int, int]]:
    """The columns shared out so that the texts stand nearest to the middles of theirs."""
    best: tuple[float, list[tuple[int, int]]] = (float("inf"), [(column, column) for column in group])
    for cuts in combinations(group[1:], len(texts) - 1):
        starts = [group[0], *cuts]
        spans = [(start, stop - 1) for start, stop in zip(starts, [*cuts, group[-1] + 1], strict=True)]
        off = sum(
            abs(text[0] + text[1] - sides[first] - sides[end + 1])
            for text, (first, end) in zip(texts, spans, strict=True)
        )
        best = min(best, (off, spans))
    return best[1]
