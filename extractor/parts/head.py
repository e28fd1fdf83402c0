"""The head: which line holds which component (NĐ 30/2020, Annex I, II; ô 1–5, 9a, 10).

Reads by anchors (national title, `Số:`, `…, ngày … tháng … năm …`, the type's name) and only then by position, so that
heads that lost a column or their upper half are read as far as they go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile

from extractor.parts.head_lines import HeadLine, head_lines, is_body_line, is_right_below
from extractor.parts.lines import (
    NUMBER_BESIDE,
    NUMBER_LABEL,
    PLACE_DATE,
    UNION_TITLE,
    Kind,
    goes_on_about,
    has_comma,
    names_body,
    names_unit,
)
from extractor.parts.stamps import is_stamp
from extractor.parts.subject import is_authority_line, is_styled, reads_as_title, subject_lines, without_about
from extractor.parts.type_names import type_of, whole_type
from extractor.parts.wrapped import place_above, with_whole_title, wrapped_date
from extractor.reading.source import Mark
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold_key
from extractor.text.passage import Passage, Quote

_TYPE_COLUMNS = frozenset({None, 0, 1})
_MAX_LEFT_HEAD = 14
"""Lines between a body's name that begins like a type and the type itself, where no column tells them apart."""
_MAX_ABOUT_LINE = 60
_NUMBER_LIKE = re.compile(r"(?:so|no)\s?[:.]")
_UNPLACED = frozenset({Kind.WORDS, Kind.AUTHORITY})
"""Kinds that stand below a head without a type as well as in it."""
_PORTAL = re.compile(r"^(?:(?:cong|trang) thong tin dien tu|(?:trung tam )?cong bao)\b.{0,80}$")
"""Who publishes writes a name and a day above what it publishes."""
_LISTED = re.compile(r"[-•] ?\d{0,2}\s?\S")
_STAMP_FIELD = re.compile(r"^(?:so|ngay|gio|chuyen)\s?[:.]?\s?[^/]{0,40}$")


@dataclass(slots=True)
class Head:
    """The head's lines by component; what was not found is empty or None."""

    organs: list[Quote] = field(default_factory=list)
    national: list[Quote] = field(default_factory=list)
    number: Quote | None = None
    place_date: Quote | None = None
    place_above: Quote | None = None
    """The first words of the place where a narrow column set them on the line above: `TP. Hồ Chí` / `Minh, ngày …`."""
    date_rest: Quote | None = None
    """The rest of the date where it runs over to a line of its own: the year, or more."""
    type_line: Quote | None = None
    type_end: int = 0
    type_code: str | None = None
    subject: list[Quote] = field(default_factory=list)
    urgency: Quote | None = None
    secrecy: Quote | None = None
    end: int = 0
    """How many passages of the flow belong to the head."""


def _first(lines: Sequence[HeadLine], kind: Kind) -> int | None:
    return next((i for i, line in enumerate(lines) if line.kind is kind), None)


def _type_index(lines: Sequence[HeadLine]) -> int | None:
    """The line with the type's name: the first one above any line of the body, not in the left head."""
    for i, line in enumerate(lines):
        if line.kind is Kind.TYPE and line.column in _TYPE_COLUMNS and not _is_organ_place(lines, i):
            return i
        if is_body_line(line) and line.kind is not Kind.ADDRESSEES:
            break
    return _plain_type_index(lines)


def _plain_type_index(lines: Sequence[HeadLine]) -> int | None:
    """A type's name not set in capitals, alone on its line: only below number or date, and above the body."""
    placed = False
    for i, line in enumerate(lines):
        placed = placed or line.kind in {Kind.NUMBER, Kind.PLACE_DATE}
        if is_body_line(line):
            return None
        if placed and line.column is None and line.kind is Kind.WORDS and whole_type(line.quote) is not None:
            return i
    return None


def _is_organ_place(lines: Sequence[HeadLine], i: int) -> bool:
    """A capitals line above the number in the left column names a body, even where it begins like a type."""
    if lines[i].column is None:
        below = [
            line.kind for line in takewhile(lambda line: not is_body_line(line), lines[i + 1 : i + _MAX_LEFT_HEAD])
        ]
        number = below.index(Kind.NUMBER) if Kind.NUMBER in below else len(below)
        return Kind.TYPE in below[number:] and Kind.TYPE not in below[:number]
    same = [line for line in lines[i + 1 :] if line.column == lines[i].column]
    return any(line.kind is Kind.NUMBER for line in same[:4])


def _about(lines: Sequence[HeadLine], start: int) -> list[HeadLine]:
    """The lines of `V/v …` under the number of a công văn: on in the same column until another component."""
    first = lines[start]
    taken = [first]
    for line in lines[start + 1 :]:
        if line.column != first.column or line.quote.passage.group != first.quote.passage.group:
            if line.quote.passage.group == first.quote.passage.group and line.column is not None:
                continue
            break
        short = len(line.quote.text) <= _MAX_ABOUT_LINE
        # In a plain text, no empty line between: `V/v chính sách` / `thuế`.
        apart = line.index != taken[-1].index and not (short and is_right_below(line.quote, taken[-1].quote))
        if not goes_on_about(line.quote) or (line.column is None and apart):
            break
        taken.append(line)
    return taken


def _organs(lines: Sequence[HeadLine], stop: int) -> list[Quote]:
    """Lines of the issuing bodies: capitals above the number, not the national title."""
    taken: list[Quote] = []
    for i, line in enumerate(lines[:stop]):
        if line.kind is Kind.RULE or not line.quote.text.strip("*✶ ") or _is_union_title(lines, i):
            continue
        # `THEO QUYẾT ĐỊNH` / `SỐ 12/QĐ-UBND` above the number itself goes on with a name.
        goes_on = line.kind is Kind.NUMBER and bool(taken) and _is_in_capitals(line)
        if (goes_on or line.kind in {Kind.WORDS, Kind.TYPE, Kind.AUTHORITY}) and _is_organ_text(line):
            taken.append(line.quote)
    return taken


def _is_union_title(lines: Sequence[HeadLine], i: int) -> bool:
    """`ĐOÀN TNCS HỒ CHÍ MINH` alone; before a unit's name it is the governing body."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    return fold_key(lines[i].quote.text) == UNION_TITLE and not (below is not None and names_unit(below.quote))


def _is_organ_text(line: HeadLine) -> bool:
    if (line.column is not None and line.column > 0) or _NUMBER_LIKE.match(line.quote.folded):
        return False
    if is_capitals(line.quote.text):
        return True
    return line.column == 0 and (names_body(line.quote) or names_unit(line.quote))


def _take(lines: Sequence[HeadLine], kind: Kind) -> Quote | None:
    index = _first(lines, kind)
    return None if index is None else lines[index].quote


def _number_index(lines: Sequence[HeadLine]) -> int | None:
    """The line of the number; a label alone only where no line has a notation: stamps above the head have labels."""
    numbers = [i for i, line in enumerate(lines) if line.kind is Kind.NUMBER]
    # In capitals it ends a body's name (`ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 12/QĐ-UBND`), where a label stands below.
    found = sorted(numbers, key=lambda i: _is_in_capitals(lines[i]))
    whole = (i for i in found if _beside(lines, i) or not NUMBER_LABEL.match(lines[i].quote.folded))
    return next(whole, found[0] if found else _covered_index(lines))


def _is_in_capitals(number: HeadLine) -> bool:
    """`SỐ 12/QĐ-UBND`, `SÓ` where a picture was misread: the label of no document's own number as a rule."""
    return number.quote.text[:2].isupper()


def _covered_index(lines: Sequence[HeadLine]) -> int | None:
    """The place of the number where a seal hides it: ink that nobody read, alone on its line or behind the label."""
    unread = [i for i, line in enumerate(lines) if line.column in {None, 0} and line.quote.has(Mark.HANDWRITTEN)]
    labelled = (i for i in unread if _NUMBER_LIKE.match(lines[i].quote.folded))
    return next(labelled, next((i for i in unread if lines[i].kind is Kind.RULE), None))


def _beside(lines: Sequence[HeadLine], at: int) -> Quote | None:
    """The number in the cell beside, or on the line below, a label that stands alone."""
    label, beside = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if beside is None or not NUMBER_LABEL.match(label.quote.folded):
        return None
    return beside.quote if NUMBER_BESIDE.match(beside.quote.folded) else None


def _date(lines: Sequence[HeadLine]) -> Quote | None:
    """Place and date; one without a place or above the national title, as on stamps, only where there is no other."""
    title = _first(lines, Kind.NATIONAL) or 0
    found = [(i, line.quote) for i, line in enumerate(lines) if line.kind is Kind.PLACE_DATE]
    ranked = ((not _has_place(line), not has_comma(line), i < title, i, line) for i, line in found)
    return min(ranked, key=lambda each: each[:4], default=(None,))[-1]


def _has_place(line: Quote) -> bool:
    match = PLACE_DATE.match(line.folded)
    return match is not None and match["place"] is not None


def _below_stamp(lines: list[HeadLine]) -> list[HeadLine]:
    """The lines without stamps and who received, above a head; what stands above a stamp on the head itself stays."""
    marked = [i for i, line in enumerate(lines) if is_stamp(line.quote) or _PORTAL.match(line.quote.folded)]
    if not marked:
        return lines
    last = marked[-1]
    below = list(dropwhile(_goes_on_stamp, lines[last + 1 :]))
    number = _number_index(below)
    return below if number is not None and _organs(below, number) else lines[: last + 1] + below


def _below_list(lines: list[HeadLine]) -> list[HeadLine]:
    """The lines without the list of related documents that a portal puts above a copy."""
    start = next((i for i, line in enumerate(lines) if not _LISTED.match(line.quote.text)), 0)
    return lines[start:] if start and any(line.kind is Kind.NATIONAL for line in lines[start:]) else lines


def _goes_on_stamp(line: HeadLine) -> bool:
    """`Số: 345`, `Ngày 16/5/2026`, `Chuyển: …` below the first words of a stamp."""
    if line.kind is Kind.PLACE_DATE:
        return not _has_place(line.quote)
    return line.kind is Kind.WORDS and _STAMP_FIELD.match(line.quote.folded) is not None


def read_head(flow: Sequence[Passage]) -> Head:
    """Take the head apart; `flow` is the body zone's passages in reading order."""
    head = Head()
    lines = _below_list(_below_stamp(with_whole_title(head_lines(flow))))
    stop = next((i for i, line in enumerate(lines) if is_body_line(line)), len(lines))
    type_at = _type_index(lines)
    upper = lines[: type_at if type_at is not None else stop]
    number = _number_index(upper)
    head.number = None if number is None else _beside(upper, number) or upper[number].quote
    head.place_date = _date(upper)
    if head.place_date is None:
        head.place_date, head.date_rest = wrapped_date(upper) or (None, None)
    head.place_above = place_above(upper, head.place_date)
    head.urgency = _take(upper, Kind.URGENCY)
    head.secrecy = _take(upper, Kind.SECRECY)
    head.national = [
        line.quote
        for i, line in enumerate(upper)
        if line.kind in {Kind.NATIONAL, Kind.MOTTO} or _is_union_title(upper, i)
    ]
    head.organs = _organs(upper, len(upper) if number is None else number)
    last = max((line.index for line in upper if line.kind not in _UNPLACED or line.column is not None), default=-1)
    if type_at is not None:
        last = _read_type(head, lines, type_at, is_styled(flow))
    else:
        last = max(last, _read_about(head, upper))
    head.end = last + 1
    return head


def _read_type(head: Head, lines: Sequence[HeadLine], type_at: int, styled: bool) -> int:
    line = lines[type_at]
    named = type_of(line.quote)
    head.type_line = line.quote
    head.type_code, head.type_end = named or (whole_type(line.quote), len(line.quote.text))
    subject = subject_lines(lines, type_at + 1, styled)
    rest = line.quote.part(head.type_end)
    if rest and not styled:
        subject = list(takewhile(lambda taken: reads_as_title(taken.quote), subject))
    head.subject = without_about([rest, *(taken.quote for taken in subject)])
    in_head = [taken.index for taken in subject] + [line.index]
    below = next((at for at, after in enumerate(lines) if after.index > max(in_head)), None)
    if below is not None and is_authority_line(lines, below, subject):
        in_head.append(lines[below].index)
    attached = [
        after.index for after in lines[type_at + 1 :] if after.kind is Kind.ATTACHED and after.index <= max(in_head) + 2
    ]
    return max(in_head + attached)


def _read_about(head: Head, upper: Sequence[HeadLine]) -> int:
    about = _first(upper, Kind.ABOUT)
    if about is None:
        return -1
    taken = _about(upper, about)
    head.subject = without_about([line.quote for line in taken])
    return max(line.index for line in taken)
