"""Tables of the record from drawn tables: header, rows, parts of one table on following pages stitched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.source import Grid, SourceText
from extractor.tables.columns import column_name
from extractor.tables.cut_header import with_cut_header
from extractor.tables.groups import with_subtotals
from extractor.tables.header import Header, read_header
from extractor.tables.heading import repeated_rows
from extractor.tables.joints import Words, joined, merging_columns
from extractor.tables.matrix import Matrix, read_matrix
from extractor.tables.rows import BodyRow, column_types, read_row
from extractor.tables.stitch import Begun, fitted, follows
from extractor.text.marks import UNMARKED, Marks, marks_of
from extractor.text.passage import Quote
from schemas.tables import Column, Table


@dataclass(frozen=True, slots=True)
class BuiltTables:
    """The tables, and for each grid that was given the index of the table it went into."""

    tables: tuple[Table, ...]
    of_grid: tuple[int, ...]


@dataclass(slots=True, eq=False)
class _Draft:
    """A table under construction: the matrices of its parts, the first with the header."""

    header: Header
    caption: Quote | None
    parts: list[Matrix]
    grids: list[Grid]
    """What its parts were read from; two for a part with a header that a page break cut."""

    def begun(self) -> Begun:
        """The table as far as it has been read."""
        return Begun(self.header, self.parts, self.grids)

    def rows(self, words: Words) -> list[BodyRow]:
        """Rows below the header; header rows repeated on following pages left out, cut rows whole again."""
        first, *following = self.parts
        parts = [_body(first, self.header.rows)]
        parts += [_body(matrix, repeated_rows(first, self.header.rows, matrix)) for matrix in following]
        merging = merging_columns(parts) if following else frozenset()
        found = parts[0]
        for part in parts[1:]:
            found = joined(found, part, words, merging)
        return [row for row in found if any(cell is not None and cell.text for cell in row.line)]


def _body(matrix: Matrix, skip: int) -> list[BodyRow]:
    return [BodyRow(line, row) for row, line in enumerate(matrix.lines) if row >= skip]


def _pages(draft: _Draft) -> tuple[int, ...]:
    return tuple(sorted({grid.page for grid in draft.grids if grid.page is not None}))


def _caption(draft: _Draft) -> str | None:
    if draft.caption:
        return draft.caption.text
    return draft.header.title.text if draft.header.title is not None else None


def _finish(draft: _Draft, words: Words) -> Table:
    rows, columns = draft.rows(words), draft.parts[0].columns
    types = column_types(rows, columns)
    pages = _pages(draft)
    return Table(
        pages=pages,
        caption=_caption(draft),
        header_rows=draft.header.rows,
        columns=tuple(Column(path=path, name=column_name(path)) for path in draft.header.paths),
        rows=with_subtotals([read_row(row, types) for row in rows]),
        stitched_from=pages if len(draft.grids) > 1 else (),
    )


def build_tables(source: SourceText, grids: Sequence[Grid], captions: Sequence[Quote | None]) -> BuiltTables:
    """One table for each grid, or for the grids of one table on following pages; a caption for each grid."""
    marks = marks_of(source) if grids else UNMARKED
    drafts: list[_Draft] = []
    of_grid: list[int] = []
    for grid, caption in zip(grids, captions, strict=True):
        if not (drafts and _goes_on(source, drafts[-1], grid, marks)):
            matrix = read_matrix(source, grid, marks)
            drafts.append(_Draft(read_header(matrix), caption, [matrix], [grid]))
        of_grid.append(len(drafts) - 1)
    words = Words(source, marks)
    return BuiltTables(tuple(_finish(draft, words) for draft in drafts), tuple(of_grid))


def _goes_on(source: SourceText, draft: _Draft, grid: Grid, marks: Marks) -> bool:
    """Whether a grid goes on with a table from a page before, which then holds it too."""
    before = draft.grids[-1].page
    if before is None or grid.page is None or grid.page <= before:
        return False
    whole = with_cut_header(source, draft.begun(), grid)
    rest = _rest(source, draft, grid, marks) if whole is None else read_matrix(source, whole, marks)
    if rest is None:
        return False
    if whole is not None:
        draft.header, draft.parts = read_header(rest), []
    draft.parts.append(rest)
    draft.grids.append(grid)
    return True


def _rest(source: SourceText, draft: _Draft, grid: Grid, marks: Marks) -> Matrix | None:
    """The grid as the next part of a table, in the columns of the table; None where it begins another one."""
    in_columns = fitted(draft.parts[0].grid, grid)
    part = read_matrix(source, in_columns, marks) if in_columns is not None else None
    return part if part is not None and follows(source, draft.begun(), grid, part) else None
