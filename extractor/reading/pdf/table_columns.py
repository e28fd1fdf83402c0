"""Where the columns of a table stand that no rules part: by the room that its rows leave free, and by its headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.reading.pdf.unruled_parts import Column, Word, is_column_number

_SHARE_ACROSS = 0.2
"""Share of the rows in which words may run over the room between two columns: labels of groups, totals."""
_FEW = 3
Runs = Sequence[Word]
"""The texts of one row."""


def columns_of(rows: Sequence[Runs], heads: Runs) -> list[Column]:
    """Extents of the columns from the left: the words of the rows, and headers that stand over nothing."""
    if not rows:
        return []
    usual = sorted(map(len, rows))[len(rows) // 2]
    full = [row for row in rows if 2 * len(row) > usual]
    runs = sorted((run.x0, run.x1, number) for number, row in enumerate(full) for run in row)
    columns = _headed(list(_segments(runs, sorted({run[1] for run in runs}))), full, heads)
    held = [run for row in rows for run in row]
    return fitted(with_blank_end(fitted(columns, held), heads), heads) if columns else []


def _headed(columns: Sequence[Column], rows: Sequence[Runs], heads: Runs) -> list[Column]:
    """The columns, two of them one where one header alone stands over either or both and no row has words in each."""
    kept: list[Column] = []
    for column in columns:
        if kept and _share_header(kept[-1], column, heads) and not any(_in_each(row, kept[-1], column) for row in rows):
            kept[-1] = (kept[-1][0], column[1])
        else:
            kept.append(column)
    return kept


def _share_header(one: Column, other: Column, heads: Runs) -> bool:
    """Whether a header stands over one of two columns only, or the same one, without another, over both."""
    over = [[head for head in heads if _is_over(head, column)] for column in (one, other)]
    first, second = ([head for head in own if not is_column_number(head.text)] for own in over)
    return sum(map(bool, over)) == 1 or (first == second and len(first) == 1)


def _in_each(row: Runs, one: Column, other: Column) -> bool:
    """Whether a row has a text in each of two columns; one that runs over both is in neither."""
    places = [(_is_over(run, one), _is_over(run, other)) for run in row]
    return (True, False) in places and (False, True) in places


def _is_over(word: Word, column: Column) -> bool:
    return word.x0 < column[1] and word.x1 > column[0]


def _segments(runs: Sequence[tuple[float, float, int]], ends: Sequence[float]) -> Iterator[Column]:
    """Stretches of the width that words fill, parted where few rows have words across."""
    start = float("-inf")
    for end in [*ends, float("inf")]:
        held = [run for run in runs if start <= run[0] and run[1] <= end]
        across = {number for x0, x1, number in runs if x0 <= end < x1}
        support = len({number for _, _, number in held})
        few = 1 if _FEW <= support < _FEW / _SHARE_ACROSS else int(_SHARE_ACROSS * support)
        if held and len(across) <= few:
            yield min(x0 for x0, _, _ in held), max(x1 for _, x1, _ in held)
            start = end


def with_blank_end(columns: Sequence[Column], heads: Sequence[Word]) -> list[Column]:
    """The columns and one more where a header stands right of the last, whose own header stands beside it."""
    last = columns[-1]
    own = [head.x1 for head in heads if head.x0 < last[1] and head.x1 > last[0]]
    behind = [head for head in heads if own and head.x0 > max(last[1], min(own))]
    if not behind:
        return list(columns)
    return [*columns, (min(head.x0 for head in behind), max(head.x1 for head in behind))]


def fitted(columns: Sequence[Column], words: Sequence[Word]) -> list[Column]:
    """The columns widened by the words that touch one of them alone, as far as no other column begins."""
    wide = list(columns)
    for word in words:
        touched = [n for n, (left, right) in enumerate(wide) if word.x0 < right and word.x1 > left]
        if len(touched) == 1:
            left, right = wide[touched[0]]
            wide[touched[0]] = (min(left, word.x0), max(right, word.x1))
    return wide
