"""The head: which line holds which component (NĐ 30/2020, Annex I, II; ô 1–5, 9a, 10).

Reads by anchors (national title, `Số:`, `…, ngày … tháng … năm …`, the type's name) and only then by position, so that
heads that lost a column or their upper half are read as far as they go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from extractor.parts.lines import Kind, about_prefix, is_capitals, kind_of, lines_of, names_body, names_unit, type_of
from extractor.reading.source import Align, Mark
from extractor.text.passage import Passage, Quote

MAX_HEAD_LINES = 60
_BODY_START = re.compile(
    r"^(?:can cu|kinh gui|thuc hien (?:cong van|chi thi|quyet dinh|ke hoach|nghi quyet|thong bao|van ban|nghi dinh|"
    r"thong tu|y kien|su chi dao|chuc nang|nhiem vu) |phan (?:[ivx]+|thu|mot)\b|[ivx]{1,4}[.)]\s|1[.)]\s|dieu 1\b|"
    r"chuong i\b|a\.\s|ngay \d|[-+•]\s|theo\b.{0,60}\b(?:so|de nghi)\b)"
)
_OPENS_BOTH = ("thuc hien", "theo", "ngay")
_TITLE = re.compile(r"(?:thuc hien|theo)\b[^.:;]{0,200}[^.:;,]")
"""Words of a subject that a body could begin with; a paragraph of the body has an end."""
_AUTHORITY_LINE = re.compile(
    r"^(?:uy ban nhan dan|hoi dong nhan dan|chu tich|giam doc|bo truong|thu tuong|truong |cuc truong|chi cuc truong|"
    r"ban |tong giam doc|hieu truong|chanh )"
)


@dataclass(slots=True)
class Head:
    """The head's lines by component; what was not found is empty or None."""

    organs: list[Quote] = field(default_factory=list)
    national: list[Quote] = field(default_factory=list)
    number: Quote | None = None
    place_date: Quote | None = None
    type_line: Quote | None = None
    type_end: int = 0
    type_code: str | None = None
    subject: list[Quote] = field(default_factory=list)
    urgency: Quote | None = None
    secrecy: Quote | None = None
    end: int = 0
    """How many passages of the flow belong to the head."""


@dataclass(frozen=True, slots=True)
class _Line:
    quote: Quote
    kind: Kind
    index: int
    """Index of the passage in the flow."""

    @property
    def column(self) -> int | None:
        return self.quote.passage.column


def _lines(flow: Sequence[Passage]) -> list[_Line]:
    lines: list[_Line] = []
    for index, passage in enumerate(flow):
        for quote in lines_of(passage):
            lines.append(_Line(quote, kind_of(quote), index))
            if len(lines) >= MAX_HEAD_LINES:
                return lines
    return lines


def _first(lines: Sequence[_Line], kind: Kind) -> int | None:
    return next((i for i, line in enumerate(lines) if line.kind is kind), None)


def _body_line(line: _Line) -> bool:
    """Whether a line can only stand in the body."""
    passage = line.quote.passage
    if line.kind in {Kind.ADDRESSEES, Kind.RECIPIENTS, Kind.APPENDIX}:
        return True
    return passage.column is None and line.kind is Kind.WORDS and _BODY_START.match(line.quote.folded) is not None


def _type_index(lines: Sequence[_Line]) -> int | None:
    """The line with the type's name: the first one above any line of the body, not in the left head."""
    for i, line in enumerate(lines):
        if line.kind is Kind.TYPE and line.column in {None, 0, 1} and not _is_organ_place(lines, i):
            return i
        if _body_line(line) and line.kind is not Kind.ADDRESSEES:
            return None
    return None


def _is_organ_place(lines: Sequence[_Line], i: int) -> bool:
    """A capitals line above the number in the left column names a body, even where it begins like a type."""
    if lines[i].column is None:
        return False
    same = [line for line in lines[i + 1 :] if line.column == lines[i].column]
    return any(line.kind is Kind.NUMBER for line in same[:4])


def _is_styled(flow: Sequence[Passage]) -> bool:
    """Whether the source tells bold type or the setting of lines."""
    return any(p.align is not None or any(Mark.BOLD in m for m in p.marks) for p in flow[:MAX_HEAD_LINES])


def _looks_like_subject(line: _Line) -> bool:
    """Subjects are bold and centred; a justified or plain paragraph is body."""
    passage = line.quote.passage
    if passage.column is not None or line.kind in {Kind.ATTACHED, Kind.NUMBER, Kind.PLACE_DATE, Kind.NATIONAL}:
        return False
    bold = passage.share(Mark.BOLD, line.quote.start, line.quote.end) > 0.6
    return bold or (
        passage.align is Align.CENTRE and passage.share(Mark.ITALIC, line.quote.start, line.quote.end) < 0.9
    )


def _subject(lines: Sequence[_Line], start: int, styled: bool) -> list[_Line]:
    """The lines of the subject below the type's name."""
    taken: list[_Line] = []
    for line in lines[start:]:
        if line.kind is Kind.RULE:
            continue
        if line.column is not None:
            continue
        if taken and line.index != taken[-1].index and not (styled and _looks_like_subject(line)):
            break
        if line.kind in {Kind.ATTACHED, Kind.ADDRESSEES, Kind.RECIPIENTS, Kind.APPENDIX, Kind.AUTHORITY, Kind.TYPE}:
            break
        if _is_authority_line(line, taken) or (_body_line(line) and not _first_may_be_subject(line, taken, styled)):
            break
        if not taken and styled and not _looks_like_subject(line) and len(line.quote.passage.text) > 400:
            break
        taken.append(line)
    return taken


def _first_may_be_subject(line: _Line, taken: Sequence[_Line], styled: bool) -> bool:
    """`Thực hiện Kế hoạch số …` opens bodies and subjects alike: bold, centred or without an end it is a subject."""
    if taken and taken[-1].index == line.index:
        return True
    if not line.quote.folded.startswith(_OPENS_BOTH):
        return False
    return _looks_like_subject(line) if styled else not taken and _TITLE.fullmatch(line.quote.folded) is not None


def _is_authority_line(line: _Line, taken: Sequence[_Line]) -> bool:
    """`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …` between the subject of a decision and its legal bases."""
    if not taken or not is_capitals(line.quote.text) or is_capitals(taken[0].quote.text):
        return False
    return _AUTHORITY_LINE.match(line.quote.folded) is not None


def _about(lines: Sequence[_Line], start: int) -> list[_Line]:
    """The lines of `V/v …` under the number of a công văn: on in the same column until another component."""
    first = lines[start]
    taken = [first]
    for line in lines[start + 1 :]:
        if line.column != first.column or line.quote.passage.group != first.quote.passage.group:
            if line.quote.passage.group == first.quote.passage.group and line.column is not None:
                continue
            break
        new_passage = line.index != taken[-1].index
        if line.kind is not Kind.WORDS or (line.column is None and new_passage):
            break
        taken.append(line)
    return taken


def _organs(lines: Sequence[_Line], stop: int) -> list[Quote]:
    """Lines of the issuing bodies: capitals above the number, not the national title."""
    taken: list[Quote] = []
    for line in lines[:stop]:
        folded_star = line.quote.text.strip("*✶ ")
        if line.kind is Kind.RULE or not folded_star:
            continue
        if line.kind in {Kind.WORDS, Kind.TYPE, Kind.AUTHORITY} and _is_organ_text(line):
            taken.append(line.quote)
    return taken


def _is_organ_text(line: _Line) -> bool:
    if line.column is not None and line.column > 0:
        return False
    if is_capitals(line.quote.text):
        return True
    return line.column == 0 and (names_body(line.quote) or names_unit(line.quote))


def _take(lines: Sequence[_Line], kind: Kind) -> Quote | None:
    index = _first(lines, kind)
    return None if index is None else lines[index].quote


def _organ_stop(lines: Sequence[_Line]) -> int:
    number = _first(lines, Kind.NUMBER)
    return number if number is not None else 0


def read_head(flow: Sequence[Passage]) -> Head:
    """Take the head apart; `flow` is the body zone's passages in reading order."""
    head = Head()
    lines = _lines(flow)
    stop = next((i for i, line in enumerate(lines) if _body_line(line)), len(lines))
    type_at = _type_index(lines)
    upper = lines[: type_at if type_at is not None else stop]
    head.number = _take(upper, Kind.NUMBER)
    head.place_date = _take(upper, Kind.PLACE_DATE)
    head.urgency = _take(upper, Kind.URGENCY)
    head.secrecy = _take(upper, Kind.SECRECY)
    head.national = [line.quote for line in upper if line.kind in {Kind.NATIONAL, Kind.MOTTO}]
    head.organs = _organs(upper, _organ_stop(upper) if head.number else len(upper))
    last = max((line.index for line in upper if line.kind is not Kind.WORDS or line.column is not None), default=-1)
    if type_at is not None:
        last = _read_type(head, lines, type_at, _is_styled(flow))
    else:
        last = max(last, _read_about(head, upper))
    head.end = last + 1
    return head


def _read_type(head: Head, lines: Sequence[_Line], type_at: int, styled: bool) -> int:
    line = lines[type_at]
    named = type_of(line.quote)
    if named is None:
        return line.index
    head.type_line, (head.type_code, head.type_end) = line.quote, named
    subject = _subject(lines, type_at + 1, styled)
    rest = line.quote.part(head.type_end)
    if rest and not styled:
        subject = list(takewhile(lambda taken: is_capitals(taken.quote.text), subject))
    head.subject = [rest] if rest else []
    head.subject += [taken.quote for taken in subject]
    in_head = [taken.index for taken in subject] + [line.index]
    below = next((after for after in lines if after.index > max(in_head)), None)
    if below is not None and _is_authority_line(below, subject):
        in_head.append(below.index)
    attached = [
        after.index for after in lines[type_at + 1 :] if after.kind is Kind.ATTACHED and after.index <= max(in_head) + 2
    ]
    return max(in_head + attached)


def _read_about(head: Head, upper: Sequence[_Line]) -> int:
    about = _first(upper, Kind.ABOUT)
    if about is None:
        return -1
    taken = _about(upper, about)
    first = taken[0].quote.part(about_prefix(taken[0].quote))
    head.subject = [q for q in [first, *(line.quote for line in taken[1:])] if q]
    return max(line.index for line in taken)
