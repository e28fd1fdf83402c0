"""Heads and tails set with tabs or spaces: a line that holds two lines of the paper side by side is taken apart.

Offices without tables push the right column with tabs. A wide gap parts a line only where an anchor of head or tail
stands on one of its sides, and the lines that follow only as long as they go on in the same two columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractor.parts.lines import UNION_TITLE, Kind, goes_on_about, kind_of, lines_of, names_post
from extractor.parts.names import name_in
from extractor.parts.run_on import apart, cut
from extractor.reading.source import Align, Grid
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold_key
from extractor.text.passage import Passage, Quote

_WIDE_SPACES = 4
_PUSHED_SPACES = 8
MAX_COLUMN_LINE = 90
_ANCHORS = frozenset({Kind.NATIONAL, Kind.MOTTO, Kind.NUMBER, Kind.PLACE_DATE, Kind.AUTHORITY, Kind.RECIPIENTS})
_LEFT_OPEN = re.compile(r"/|thang(?=\W{0,3}(?:\d|nam\b|$))|nam(?=\W{0,3}(?:\d|$))")
"""What follows a place left open for handwriting: `Số:      /BC-UBND`, `ngày      tháng      năm 2026`."""
_BULLET = re.compile(r"[-–+*•]\s?\S")
_GLUED = re.compile(r"\.\s?/\s?\.?\s(?=noi nhan\s?:)")
_RIGHT_HEAD = frozenset({Kind.NATIONAL, Kind.MOTTO, Kind.PLACE_DATE})
_LEFT_KINDS = frozenset({Kind.ABOUT, Kind.NUMBER, Kind.URGENCY, Kind.SECRECY, Kind.RULE})
"""What may stand last in the left column, under the number."""
_MAX_LEFT_ONLY = 4
_MAX_POST = 20
"""A post not set in capitals beside another one: `Người lập` / `TRƯỞNG TRẠM`."""
_WORD = re.compile(r"\S+")
_MAX_PLACE_WORDS = 3  # more words in capitals before the date may be partly the subject's
_LOWEST_GROUP = 1_000_000
"""Group numbers of readers stay below it."""


def _gap(passage: Passage) -> tuple[int, int] | None:
    """Offsets of the first wide gap: a tab, or four spaces and more; places left open in a component are none."""
    text, source = passage.text, passage.source.text
    for i, character in enumerate(text):
        if character != " " or _LEFT_OPEN.match(passage.folded, i + 1):
            continue
        raw = source[passage.starts[i] : passage.starts[i + 1]]
        if "\n" not in raw and ("\t" in raw or len(raw) >= _WIDE_SPACES):
            return i, i + 1
    return None


def _sides(passage: Passage) -> tuple[Quote, Quote] | None:
    if passage.column is not None or len(passage.text) > 2 * MAX_COLUMN_LINE:
        return None
    gap = _gap(passage) or _anchor_gap(passage)
    if gap is None:
        return None
    left, right = passage.quote(0, gap[0]), passage.quote(gap[1])
    # Of several lines only a date whose end runs over to the next one.
    return (left, right) if len(passage.slices) == 1 or kind_of(right) is Kind.PLACE_DATE else None


def _anchor_gap(passage: Passage) -> tuple[int, int] | None:
    """Where a copy that lost its wide gaps runs one column into the other: before an anchor of the right column."""
    for pattern, is_pair in _RUN_TOGETHER:
        match = pattern.match(passage.folded)
        if match is not None and is_pair(passage.quote(0, match.end("left")), passage.quote(match.start("right"))):
            return match.end("left"), match.start("right")
    if kind_of(passage.quote()) is Kind.ABOUT:
        return _about_gap(passage)
    if not _LIST_LINE.match(passage.folded):
        return None
    ends = (match.start() for match in _ENTRY_END.finditer(passage.folded))
    return next(((at, at + 1) for at in ends if _is_tail_pair(passage.quote(0, at), passage.quote(at))), None)


def _about_gap(passage: Passage) -> tuple[int, int] | None:
    """Between the first line of a subject (`V/v …`) and place and date: the place is the few words in capitals."""
    start = stop = max(passage.folded.rfind(", ngay "), 0)
    for word in reversed(list(_WORD.finditer(passage.text, 0, stop))):
        if not word[0][0].isupper():
            break
        start = word.start()
    few = 0 < len(passage.text[start:stop].split()) <= _MAX_PLACE_WORDS
    is_pair = few and start > 0 and kind_of(passage.quote(start)) is Kind.PLACE_DATE
    return (start - 1, start) if is_pair else None


def _is_head_pair(left: Quote, right: Quote) -> bool:
    titled = kind_of(right) in {Kind.NATIONAL, Kind.MOTTO} or fold_key(right.text) == UNION_TITLE
    return is_capitals(left.text) and titled and kind_of(left) is Kind.WORDS


def _is_number_pair(left: Quote, right: Quote) -> bool:
    return kind_of(left) is Kind.NUMBER and kind_of(right) is Kind.PLACE_DATE


def _is_tail_pair(left: Quote, right: Quote) -> bool:
    office = is_capitals(right.text) and names_post(right.text)
    # `- TT. Lê Thị Hà (để b/c);` is one recipient; `- Lưu: VT. Lê Thị Hà` is the last one and the signer.
    ended = left.text[-1] == ";" or (left.text[-1] == "." and "luu" in left.folded)
    named = ended and right.text[-1].isalpha() and name_in(right) is not None
    signed = _SIGNED.match(right.folded) is not None or named
    return kind_of(right) is Kind.AUTHORITY or office or signed


_RUN_TOGETHER = (
    (
        re.compile(
            r"(?P<left>\S.{1,70}?) (?P<right>(?:cong hoa xa hoi chu nghia|doc lap ?- ?tu do|dang cong san viet nam)"
            r".{0,30}|doan tncs ho chi minh)$"
        ),
        _is_head_pair,
    ),
    (
        re.compile(
            r"(?P<left>so ?[:.]? ?[\d.…_ ]{0,12}[a-e]? ?[/-] ?\S{1,30}(?:(?: ?-|(?<=-)) \S{1,20})?) (?P<right>\S.*)$"
        ),
        _is_number_pair,
    ),
)
"""Left and right column of a head in one line, with the test whether they are."""
_LIST_LINE = re.compile(r"noi nhan ?:|[-+] ?\S")
_ENTRY_END = re.compile(r"(?<=[:;.,]) ")
_SIGNED = re.compile(r"\(?(?:da ky|ky ten)\b")


def _line_before(passage: Passage, at: int) -> str:
    """What stands on the source's line before character `at` of a passage."""
    source, start = passage.source.text, passage.starts[at]
    return source[source.rfind("\n", 0, start) + 1 : start]


def _distance(passage: Passage, at: int, *, tabs: bool) -> int:
    """How far right a character stands: tabs before it, or characters where the columns are set with spaces."""
    before = _line_before(passage, at)
    return before.count("\t") if tabs else len(before)


def _is_pushed(passage: Passage) -> bool:
    """Whether a line begins so far right that it belongs to the right column."""
    before = _line_before(passage, 0)
    return before.strip() == "" and ("\t" in before or len(before) >= _PUSHED_SPACES)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the two columns of a head or tail begin, in tabs or in characters."""

    left: int
    right: int
    tabs: bool

    @classmethod
    def of(cls, passage: Passage, sides: tuple[Quote, Quote]) -> _Columns:
        """The columns of a line that stands in both."""
        tabs = "\t" in _line_before(passage, sides[1].start)
        left, right = (_distance(passage, side.start, tabs=tabs) for side in sides)
        return cls(left, right, tabs)

    def of_line(self, passage: Passage) -> int:
        """The column that a line standing in one only belongs to."""
        if self.tabs and "\t" not in _line_before(passage, 0):
            return 1 if _is_pushed(passage) else 0
        return 1 if 2 * _distance(passage, 0, tabs=self.tabs) > self.left + self.right else 0


def _opens(passage: Passage) -> bool:
    sides = _sides(passage)
    if sides is None:
        return False
    if is_capitals(sides[0].text) and fold_key(sides[1].text) == UNION_TITLE:
        return True
    return any(kind_of(side) in _ANCHORS for side in sides) or all(
        names_post(side.text) and (is_capitals(side.text) or len(side.text) < _MAX_POST) for side in sides
    )


def _first_kind(passage: Passage) -> Kind:
    return kind_of(lines_of(passage)[0])


def _is_single(passage: Passage) -> bool:
    return passage.column is None and len(passage.text) <= MAX_COLUMN_LINE


def _goes_on(flow: Sequence[Passage | Grid], at: int, columns: _Columns) -> bool:
    """Whether a line below an opened pair of columns still stands in one of them."""
    passage = flow[at]
    if not isinstance(passage, Passage) or _first_kind(passage) in {Kind.TYPE, Kind.ADDRESSEES, Kind.APPENDIX}:
        return False
    if _sides(passage) is not None:
        return True
    if not _is_single(passage):
        return False
    if columns.of_line(passage) == 1 or _BULLET.match(passage.text):
        return True
    return _is_below(passage, flow[at - 1]) and (_returns(flow, at) or kind_of(passage.quote()) in _LEFT_KINDS)


def _is_below(passage: Passage, above: Passage | Grid) -> bool:
    """Whether no empty line parts a line from the one above it."""
    if isinstance(above, Grid):
        return False
    between = passage.source.text[above.slices[-1].end : passage.slices[0].start]
    return between.count("\n") <= 1


def _returns(flow: Sequence[Passage | Grid], at: int) -> bool:
    """Whether the pair of columns goes on below a few lines that stand in the left one only."""
    for item in flow[at + 1 : at + 1 + _MAX_LEFT_ONLY]:
        if not isinstance(item, Passage) or _first_kind(item) is Kind.TYPE:
            return False
        if _sides(item) is not None:
            return True
        if not _is_single(item):
            return False
    return False


def _run(flow: Sequence[Passage | Grid], start: int, columns: _Columns) -> int:
    end = start + 1
    about = False
    while end < len(flow) and (_goes_on(flow, end, columns) or (about and _continues_about(flow, end))):
        item = flow[end]
        about = about or (isinstance(item, Passage) and _left_kind(item) is Kind.ABOUT)
        end += 1
    return end


def _left_kind(passage: Passage) -> Kind:
    sides = _sides(passage)
    return kind_of(sides[0] if sides is not None else passage.quote())


def _continues_about(flow: Sequence[Passage | Grid], at: int) -> bool:
    """Whether a line goes on with the subject of a công văn under its number."""
    passage = flow[at]
    if not isinstance(passage, Passage) or not _is_single(passage) or not _is_below(passage, flow[at - 1]):
        return False
    return goes_on_about(passage.quote())


def _in_columns(run: Sequence[Passage], group: int, columns: _Columns) -> list[Passage]:
    taken: tuple[list[Passage], list[Passage]] = ([], [])
    for passage in run:
        sides = _sides(passage)
        if sides is not None:
            for column, side in enumerate(sides):
                taken[column].append(cut(side, column, group))
        else:
            column = columns.of_line(passage)
            taken[column].append(cut(passage.quote(), column, group))
    return [*taken[0], *taken[1]]


def _authority_above(result: Sequence[Passage | Grid]) -> list[Passage]:
    """`TM. BAN THƯỜNG VỤ` pushed right on the line above `Nơi nhận`: the first of the right column."""
    last = result[-1] if result else None
    if not isinstance(last, Passage) or not _is_single(last) or not _is_pushed(last):
        return []
    return [last] if kind_of(last.quote()) is Kind.AUTHORITY else []


def _unglued(item: Passage | Grid) -> list[Passage | Grid]:
    """A paragraph as two, where another part of the document goes on behind its first words.

    `Nơi nhận:` on its line, `Kính gửi` on its next one, or place and date beside the first line of a subject.
    """
    if not isinstance(item, Passage):
        return [item]
    match = _GLUED.search(item.folded)
    glued = match.end() if match is not None and item.quote(0, match.start()) else None
    at = glued or _addressees_at(item) or _head_line_end(item)
    return (
        [item] if at is None else [cut(side, item.column, item.group) for side in (item.quote(0, at), item.quote(at))]
    )


def _addressees_at(passage: Passage) -> int | None:
    """Where a later line of a passage begins that says `Kính gửi`."""
    if len(passage.slices) < 2 or "kinh gui" not in passage.folded:
        return None
    later = [line for line in lines_of(passage) if line.start and kind_of(line) is Kind.ADDRESSEES]
    return later[0].start if later else None


def _head_line_end(passage: Passage) -> int | None:
    """Where the second line of a subject begins, whose first line has place and date beside it."""
    if len(passage.slices) < 2 or passage.column is not None:
        return None
    first, second = islice(lines_of(passage), 2)
    sides = _sides(cut(first, None, None))
    is_pair = sides is not None and kind_of(sides[0]) is Kind.ABOUT and kind_of(sides[1]) is Kind.PLACE_DATE
    return second.start if is_pair else None


def _below_head(flow: Sequence[Passage | Grid]) -> list[Passage | Grid]:
    """The flow with `Kính gửi` that stands close under the head's left column taken out of it."""
    heads = {p.group for p in flow if isinstance(p, Passage) and p.column and _first_kind(p) in _RIGHT_HEAD}
    result: list[Passage | Grid] = []
    held: list[Passage] = []
    for item in flow:
        in_head = isinstance(item, Passage) and item.group is not None and item.group in heads
        left = isinstance(item, Passage) and in_head and item.column == 0
        if isinstance(item, Passage) and left and (held or _first_kind(item) is Kind.ADDRESSEES):
            held.append(replace(item, column=None, group=None))
            continue
        if held and not in_head:
            result += held
            held = []
        result.append(item)
    return [*result, *held]


def split_columns(flow: Sequence[Passage | Grid]) -> list[Passage | Grid]:
    """The flow with tabbed heads and tails as columns, left one first."""
    flow = _below_head([part for item in apart(flow) for part in _unglued(item)])
    result: list[Passage | Grid] = []
    at = 0
    while at < len(flow):
        item = flow[at]
        sides = _sides(item) if isinstance(item, Passage) and item.align is not Align.JUSTIFIED else None
        if isinstance(item, Passage) and sides is not None and _opens(item):
            columns = _Columns.of(item, sides)
            end = _run(flow, at, columns)
            above = _authority_above(result) if kind_of(sides[0]) is Kind.RECIPIENTS else []
            del result[len(result) - len(above) :]
            run = [*above, *(passage for passage in flow[at:end] if isinstance(passage, Passage))]
            result += _in_columns(run, _LOWEST_GROUP + at, columns)
            at = end
        else:
            result.append(item)
            at += 1
    return result
