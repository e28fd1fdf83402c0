"""Paragraphs from lines: a line goes on unless indent, marker, room or style say that it begins a new one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.reading.pdf.glyphs import Style
from extractor.reading.pdf.lines import Line
from extractor.reading.source import Align

_MARKER = re.compile(
    r"(?:[-–—+•*●▪◦·✓]|\(?[a-zđ]\)|\(?\d{1,2}[.)/](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)|\(?[ivxIVX]{1,5}[.)/](?!\w)|"
    r"[A-ZĐ][./](?=\s)|"
    r"(?:Điều|Khoản|Phần|Chương|Mục|Phụ lục)\s+[\dIVX]+[.:])"
)
"""List markers and headings that open a line."""
_NUMBERED = re.compile(
    r"(?:(?:\d{1,2}|[IVX]{1,5}|[A-HĐ])\s?(?:[:/)]|[–-](?=\s))|[a-zđ][./])\s?(?=\S)|"
    r"(?i:phần|chương|mục)\s(?:(?i:thứ)\s)?(?:[IVX]{1,5}|\d{1,2}|(?i:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))\b\W{0,3}"
)
"""Numbers of headings in rarer hands (`a/`, `II -`, `3:`, `Phần thứ hai`): a capital letter or nothing follows."""
_ABBREVIATION = re.compile(r"[A-ZĐ]{1,4}\.\s")
"""Signing formulas (`TM.`, `KT.`: on behalf of, in place of) open a line of their own."""
_LEVEL = 3.0
"""Left edges within so many points are the same margin."""
_SHORTER = 0.5
_INDENTED = 12.0
_ENDS = frozenset(".;:!?…")
_LEADING = 1.45
"""Leading of a text in type sizes where the page does not show it."""
_SINGLE = 1.15
"""Single spacing of Times New Roman, which NĐ 30/2020 asks for at least, in type sizes."""
_MORE_LEADING = 3.0
"""Points beyond the usual leading that part paragraphs; NĐ 30/2020 asks for at least 6 pt between them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Left and right edge of a column of text and the usual distance of its baselines."""

    left: float
    right: float
    leading: float


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines of one paragraph with how they are set."""

    lines: tuple[Line, ...]
    align: Align | None
    indent: float


def measure(lines: Sequence[Line], width: float) -> Measure:
    """The measure of a page's running text; `width` is what a page without full lines is measured by."""
    long = [line for line in lines if line.x1 - line.x0 > 0.5 * width]
    if not long:
        return Measure(0.14 * width, 0.93 * width, _leading(lines))
    right = _shared_edge([line.x1 for line in long], max)
    wrapped = [line.x0 for before, line in pairwise(lines) if before.x1 > right - _LEVEL]
    left = _shared_edge([line.x0 for line in long] + wrapped, min)
    return Measure(left, right, _leading(long) or _leading(lines))


def _shared_edge(values: Sequence[float], outermost: Callable[[Iterable[float]], float]) -> float:
    """The outermost edge that a twelfth of the lines share: first lines are indented, last lines are short."""
    counted = Counter(round(value) for value in values)
    fewest = max(2, len(values) // 12)
    shared = [edge for edge in counted if sum(counted[edge + step] for step in (-1, 0, 1)) >= fewest]
    if not shared:
        return outermost(values)
    edge = outermost(shared)
    near = sorted(value for value in values if abs(value - edge) <= 2)
    return near[len(near) // 2]


def _leading(lines: Sequence[Line]) -> float:
    """Most usual distance of baselines, the closer one where two are nearly as usual."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    usual = max(sizes.items(), key=lambda item: (item[1], item[0]), default=(0.0, 0))[0]
    distances = Counter(
        round(2 * (b.base - a.base)) / 2
        for a, b in pairwise(lines)
        if 0 < b.base - a.base < 2.2 * a.size and abs(a.size - usual) < 1 and abs(b.size - usual) < 1
    )
    if not distances:
        return 0.0
    most = max(distances.values())
    return min(distance for distance, count in distances.items() if count >= max(1, most // 2))


def drafts(lines: Sequence[Line], page: Measure, column: bool = False) -> list[Draft]:
    """Paragraphs of one column of lines; `column` says that it stands in a side-by-side region."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, page, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    indents = Counter(round(group[0].x0) for group in groups)
    made = []
    for group in groups:
        align = _align(group, page, column)
        if align is Align.CENTRE and len(group) == 1 and not column and indents[round(group[0].x0)] > 2:
            align = Align.LEFT
        made.append(Draft(tuple(group), align, round(group[0].x0 - page.left, 1)))
    return made


def column_measure(lines: Sequence[Line], leading: float) -> Measure:
    """The measure of one column of a side-by-side region."""
    return Measure(min(line.x0 for line in lines), max(line.x1 for line in lines), leading)


def _goes_on(group: list[Line], line: Line, page: Measure, column: bool) -> bool:
    last = group[-1]
    if _is_parted(group, line, page) or abs(line.size - last.size) > max(0.6, 0.05 * last.size):
        return False
    if _closes_bracket(group, line):
        return True
    both_centred = _is_centred(last, page) and _is_centred(line, page)
    clear = column or min(last.x0, line.x0) > page.left + 12
    if both_centred or (clear and _is_flush_none(last, line)):
        return _goes_on_centred(group, line)
    if _opens(line.text) and not _is_plain_wrap(group, line):
        return False
    if not column and _begins_sentence(last, line, page):
        return False
    return _is_full(last, line, page.right) and _is_at_margin(group, line, page)


def _closes_bracket(group: list[Line], line: Line) -> bool:
    """Whether a line closes the bracket that the one above opens: `(Kèm theo … của phường` and `Lê Chân)`."""
    above = group[-1].text
    opened = len(group) == 1 and above.startswith("(") and ")" not in above
    return opened and line.text.rstrip(" ./;").endswith(")") and "(" not in line.text


def _opens(text: str) -> bool:
    """Whether a line begins with a list marker or the number of a heading."""
    if _MARKER.match(text):
        return True
    number = _NUMBERED.match(text)
    return number is not None and (number.end() >= len(text.rstrip()) or text[number.end()].isupper())


def _begins_sentence(last: Line, line: Line, page: Measure) -> bool:
    """Whether an indented line begins a paragraph under another of one line: the sentence above has ended."""
    same_indent = line.x0 - page.left > _INDENTED and abs(line.x0 - last.x0) < _LEVEL
    return same_indent and last.text.rstrip()[-1:] in _ENDS and line.text[:1].isupper()


def _is_flush_none(last: Line, line: Line) -> bool:
    """Centred on each other: neither edge is shared, the middle is."""
    return abs(last.centre - line.centre) < 2 * _LEVEL and abs(last.x0 - line.x0) > 1


def _is_parted(group: list[Line], line: Line, page: Measure) -> bool:
    last = group[-1]
    distance = line.base - last.base
    if distance <= 0:
        return True
    usual = page.leading or _LEADING * last.size
    if len(group) > 1:
        usual = group[1].base - group[0].base
    elif not 0.8 * last.size < usual < 1.9 * last.size:
        usual = _LEADING * last.size
    usual = max(usual, _SINGLE * last.size)
    return distance > usual + _MORE_LEADING


def _is_centred(line: Line, page: Measure) -> bool:
    left, right = line.x0 - page.left, page.right - line.x1
    return left > 12 and abs(left - right) < 2 * _LEVEL


def _goes_on_centred(group: list[Line], line: Line) -> bool:
    last = group[-1]
    bold, italic = last.has_all(Style.BOLD), last.has_all(Style.ITALIC)
    if (
        _opens(line.text)
        or _ABBREVIATION.match(line.text)
        or bold != line.has_all(Style.BOLD)
        or italic != line.has_all(Style.ITALIC)
        or last.text.isupper() != line.text.isupper()
    ):
        return False
    broadest = max(other.x1 - other.x0 for other in [*group, line])
    return last.x1 - last.x0 + 0.25 * last.size + line.first_word_width() > broadest


def _is_full(last: Line, line: Line, right: float) -> bool:
    """Whether the first word of the next line had no room in this one."""
    return last.x1 + 0.2 * last.size + line.first_word_width() > right - _SHORTER


def _is_at_margin(group: list[Line], line: Line, page: Measure) -> bool:
    """Whether a line begins where lines of its paragraph begin again."""
    first = group[0]
    if len(group) > 1:
        return abs(line.x0 - group[-1].x0) < _LEVEL
    if abs(line.x0 - page.left) < _LEVEL or abs(line.x0 - first.x0) < _LEVEL:
        return line.x0 < first.x0 + _LEVEL or bool(_MARKER.match(first.text))
    return line.x0 < first.x0 or (bool(_MARKER.match(first.text)) and line.x0 - first.x0 < 4 * first.size)


def _is_plain_wrap(group: list[Line], line: Line) -> bool:
    """Whether a line that opens like a list item only looks so: its paragraph began further right than it."""
    first = group[0]
    return line.x0 < first.x0 - _LEVEL


def _align(group: list[Line], page: Measure, column: bool) -> Align | None:
    first = group[0]
    if len(group) == 1:
        return Align.LEFT if column and abs(first.x0 - page.left) < _LEVEL else _one_line_align(first, page)
    if _is_flush_none(first, group[1]) and (column or _is_centred(group[1], page)):
        return Align.CENTRE
    rights = [line.x1 for line in group[:-1]]
    if max(rights) - min(rights) < _LEVEL and abs(rights[0] - page.right) < _LEVEL:
        return Align.JUSTIFIED
    return Align.LEFT


def _one_line_align(line: Line, page: Measure) -> Align:
    middle = (page.left + page.right) / 2
    if abs(line.centre - middle) < 2 * _LEVEL and line.x0 - page.left > 12:
        return Align.CENTRE
    if abs(line.x1 - page.right) < _LEVEL and line.x0 > middle:
        return Align.RIGHT
    return Align.LEFT
