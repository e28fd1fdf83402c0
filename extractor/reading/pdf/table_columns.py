"""Where the columns of a table stand that no rules part: by the room that its rows leave free, and by its headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.reading.pdf.unruled_parts import Column, Word

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
    """The columns, two of them one where a header stands over one only and no row has words in both."""
    kept: list[Column] = []
    for column in columns:
        pair = [kept[-1], column] if kept else []
        apart = sum(any(_is_over(head, one) for head in heads) for one in pair) != 1
        if not pair or apart or any(all(any(_is_over(run, one) for run in row) for one in pair) for row in rows):
            kept.append(column)
        else:
            kept[-1] = (kept[-1][0], column[1])
    return kept


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
