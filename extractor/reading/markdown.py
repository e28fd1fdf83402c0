"""Plain text and Markdown: paragraphs by line, `**bold**`, `~~struck~~`, tables by tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from extractor.errors import TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.layout_tables import is_layout_table
from extractor.reading.source import Grid, GridCell, Mark, Paragraph, Slice, SourceText, Span

MAX_CHARACTERS = DOCUMENT.characters
"""A text beyond this is no administrative document; about 8,000 pages."""

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_EMPHASIS = re.compile(r"\*{1,3}|~~|(?<!_)__(?=[^\W_])|(?<=[^\W_])__(?!_)")
_QUOTE_OR_HEADING = re.compile(r"\s*(?:#{1,6}\s+|>\s+)")
_PIPE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
_LAST_PIPE = re.compile(r"(?<=\S)\s{1,4}\|\s*$")
_LONGEST_EMPHASIS = 3
_SMALL_TABLE = 2
_MIN_TABS = 2
"""Tabs of a row of three cells."""
_CELL_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_SIGNER = re.compile(
    r"(?:tm|kt|tl|tuq|q)\. |\(?(?:đã ký|ký tên|ký,? ?(?:ghi rõ )?họ)|"
    r"(?:người (?:lập|ký|duyệt|kiểm tra)|kế toán|thủ (?:trưởng|quỹ)|(?:phó )?(?:chủ tịch|giám đốc|hiệu trưởng|"
    r"trưởng (?:phòng|ban|thôn|trạm|đoàn))|thư ký|chủ (?:trì|tọa|toạ)|tổ trưởng|bí thư|(?:phê )?duyệt|đại diện)"
    r"(?! và tên)",
    re.IGNORECASE,
)
"""How the parts of a signature block begin: the capacity, the post, the instruction to sign."""
_KIND = {"*": Mark.ITALIC, "**": Mark.BOLD, "***": Mark.BOLD, "__": Mark.BOLD, "~~": Mark.STRUCK}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file, without its line feed; `number` counts from 1."""

    number: int
    start: int
    end: int
    text: str


_Row: TypeAlias = tuple[_Line, list[tuple[int, int]]]
"""A line of a table, and where the text of each of its cells starts and ends."""


def _lines(text: str) -> Iterator[_Line]:
    start, number = 0, 1
    for match in _BREAK.finditer(text):
        yield _Line(number, start, match.start(), text[start : match.start()])
        start, number = match.end(), number + 1
    yield _Line(number, start, len(text), text[start:])


def _emphasis(text: str) -> tuple[list[Span], list[int]]:
    """Marks of the whole text, and where a mark stands for a lost line break.

    Pairs are matched by kind and may run over lines within one paragraph; what stays open marks nothing.
    """
    spans: list[Span] = []
    open_at: dict[str, int] = {}
    breaks: list[int] = []
    rules = _Rules(text)
    for match in _EMPHASIS.finditer(text):
        token = match.group()
        if _is_bullet(text, match):
            continue
        spans.append(Span(match.start(), match.end(), Mark.MARKUP))
        if rules.has(match):
            continue
        for part in ("**", "*") if token == "***" else (token,):
            if part in open_at and "\n\n" not in text[open_at[part] : match.start()]:
                spans.append(Span(open_at.pop(part), match.start(), _KIND[part]))
            else:
                open_at[part] = match.end()
        if _is_lost_break(text, match):
            breaks.append(match.start())
    return [s for s in spans if s.end > s.start], breaks


def _is_bullet(text: str, match: re.Match[str]) -> bool:
    """A lone `*` that opens a line before a space lists something; between spaces it is a sign."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return match.group() == "*" and (not before or before.isspace()) and (not after or after.isspace())


class _Rules:
    """`********` under the head of an office draws a rule: marks alone on their line enclose nothing.

    Each line is looked at once, however many marks it has.
    """

    def __init__(self, text: str) -> None:
        self._text, self._end, self._is_rule = text, -1, False

    def has(self, match: re.Match[str]) -> bool:
        """Whether a mark is part of a rule; marks are asked for in their order."""
        if match.start() > self._end:
            start, end = self._text.rfind("\n", 0, match.start()) + 1, self._text.find("\n", match.end())
            self._end = end if end >= 0 else len(self._text)
            line = self._text[start : self._end].strip()
            self._is_rule = len(line) > _LONGEST_EMPHASIS and not line.strip("*")
        return self._is_rule


def _is_lost_break(text: str, match: re.Match[str]) -> bool:
    """`PHỤ LỤC**TỔNG HỢP …***(Kèm theo`: emphasis between two words without a space was a line break."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return "*" in match.group() and before.isalnum() and (after.isupper() or after == "(")


def _cells(line: _Line, above: _Line | None, loose: Collection[int]) -> list[tuple[int, int]] | None:
    """Offsets of the cells of a table line, None where it is none: three cells by tabs, or a pipe at least at its end.

    Copies of pages write `A | B |`, and below such a row ` | B |` where the first cell is empty; `loose` are the lines
    of a table whose rows have pipes between cells only.
    """
    if line.number in loose:
        return list(_split(line, "|", line.start, line.end))
    if line.text.count("\t") >= _MIN_TABS:
        return list(_split(line, "\t", line.start, line.end))
    stripped = line.text.strip()
    unopened = above is not None and _is_piped(above) and not above.text.lstrip().startswith("|")
    opened = stripped.startswith("|") and not unopened
    if stripped.endswith("|") and stripped.count("|") >= (3 if opened else 2):
        start = line.start + (line.text.index("|") + 1 if opened else 0)
        return list(_split(line, "|", start, line.start + line.text.rindex("|")))
    return None


def _loose_rows(lines: Sequence[_Line]) -> frozenset[int]:
    """Numbers of the lines `A | B` that stand right above or below another such line or a table's rule."""
    rows = [line for line in lines if " | " in line.text and not line.text.strip(" ").startswith("|")]
    if not rows:
        return frozenset()
    inner = {line.number for line in rows if not _is_piped(line)}
    marked = {line.number for line in lines if "|" in line.text}
    near = {number for number in inner if {number - 1, number + 1} & marked}
    below = {line.number for line in lines if line.number - 1 in near and "|" in line.text}
    return frozenset(near | (below - {line.number for line in lines if _PIPE_RULE.match(line.text)}))


def _is_piped(line: _Line) -> bool:
    return line.text.rstrip().endswith("|")


def _split(line: _Line, separator: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for piece in line.text[start - line.start : end - line.start].split(separator):
        left = at + len(piece) - len(piece.lstrip())
        yield left, max(left, at + len(piece.rstrip()))
        at += len(piece) + 1


def _lines_of(line: _Line, place: tuple[int, int]) -> list[tuple[int, int]]:
    """Offsets of the lines of a cell: `<br>` breaks them, as a row between pipes cannot; empty ones are left out."""
    start, end = place
    text = line.text[start - line.start : end - line.start]
    breaks = [match.span() for match in _CELL_BREAK.finditer(text)] if _is_piped(line) else []
    edges = zip([0, *(stop for _, stop in breaks)], [*(at for at, _ in breaks), len(text)], strict=True)
    pieces = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in edges)
    return [(start + a, start + b) for a, b in pieces if a < b]


def _grid(rows: list[_Row], number: int) -> Grid:
    path = f"table[{number}]"
    cells = []
    for row, (line, places) in enumerate(rows):
        for column, place in enumerate(places):
            name = f"{path}/r[{row + 1}]/c[{column + 1}]"
            slices = tuple(Slice(start, end, path=name) for start, end in _lines_of(line, place))
            cells.append(GridCell(row, column, slices=slices))
    return Grid(tuple(cells), len(rows), max(len(places) for _, places in rows), path=path)


def _table(rows: list[_Row], number: int, breaks: list[int]) -> list[Paragraph | Grid]:
    """Rows of data as a grid; lines set side by side with tabs (head, signatures) stay lines."""
    texts = [[_cell_text(line, place) for place in places] for line, places in rows]
    piped = _is_piped(rows[0][0]) or rows[0][0].text.count("\t") < _MIN_TABS
    # Two rows of tabbed text are a small table unless they say the words of a head; one row is never a table.
    # Rows without a word leave room for signatures.
    texts = [row for row in texts if any(row)] or texts
    small = len(texts) == _SMALL_TABLE and not (_is_signed(texts) or (not piped and _is_pushed(texts)))
    if not is_layout_table(texts, has_borders=small):
        return [_grid(rows, number)]
    if piped:
        return list(_columns(rows))
    return [paragraph for line, _ in rows for paragraph in _paragraphs(line, breaks)]


def _cell_text(line: _Line, place: tuple[int, int]) -> str:
    words = "\n".join(line.text[start - line.start : end - line.start] for start, end in _lines_of(line, place))
    return _EMPHASIS.sub("", words)


def _is_pushed(texts: list[list[str]]) -> bool:
    """Whether tabs in a row only push the right column, so that no line has words between them."""
    widest = max(map(len, texts))
    return any(not any(row[column] for row in texts if column < len(row)) for column in range(widest))


def _is_signed(texts: list[list[str]]) -> bool:
    """Whether lines are the posts and names of a signature block: posts only in the first, no figures below it."""
    first, second = texts
    posts = [text for text in first if text]
    names = [text for text in second if text]
    return all(_SIGNER.match(text) for text in posts) and not any(c.isdigit() for text in names for c in text)


def _columns(rows: list[_Row]) -> Iterator[Paragraph]:
    """Cells set side by side between pipes, column by column; the first line's number names their region."""
    for column in range(max(len(places) for _, places in rows)):
        for line, places in rows:
            path = f"line[{line.number}.{column + 1}]"
            for start, end in _lines_of(line, places[column]) if column < len(places) else ():
                yield Paragraph((Slice(start, end, path=path),), column=column, group=rows[0][0].number)


def _paragraphs(line: _Line, breaks: list[int]) -> Iterator[Paragraph]:
    prefix = _QUOTE_OR_HEADING.match(line.text)
    start = line.start + (prefix.end() if prefix else 0)
    # A cell that a copy wrote on a line of its own keeps the pipe behind it.
    stop = line.start + len(_LAST_PIPE.sub("", line.text))
    ends = [at for at in breaks if start < at < stop]
    for part, end in enumerate([*ends, stop]):
        text = line.text[start - line.start : end - line.start]
        if text.strip():
            suffix = f".{part + 1}" if ends else ""
            left = start + len(text) - len(text.lstrip())
            yield Paragraph((Slice(left, end, path=f"line[{line.number}{suffix}]"),))
        start = end


def _blocks(lines: Sequence[_Line]) -> Iterator[_Line | list[_Row]]:
    """The lines in their order, those of a table together as its rows.

    Raises:
        TooLargeError: a table has too many columns.
    """
    loose = _loose_rows(lines)
    rows: list[_Row] = []
    for line in lines:
        if rows and _PIPE_RULE.match(line.text):
            continue
        cells = _cells(line, rows[0][0] if rows else None, loose)
        if cells is None:
            if rows:
                yield rows
                rows = []
            yield line
        elif len(cells) > DOCUMENT.table_columns:
            raise TooLargeError(f"a table has more than {DOCUMENT.table_columns} columns")
        else:
            rows.append((line, cells))
    if rows:
        yield rows


def read(text: str) -> SourceText:
    """Read decoded text.

    Raises:
        TooLargeError: beyond MAX_CHARACTERS, or a table of too many columns.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLargeError(f"the text has {len(text)} characters, the limit is {MAX_CHARACTERS}")
    spans, breaks = _emphasis(text)
    flow: list[Paragraph | Grid] = []
    tables = 0
    for block in _blocks(list(_lines(text))):
        if isinstance(block, _Line):
            flow.extend(_paragraphs(block, breaks))
            continue
        found = _table(block, tables + 1, breaks)
        tables += sum(isinstance(item, Grid) for item in found)
        flow += found
    return SourceText("text/plain", text, tuple(flow), tuple(spans))
