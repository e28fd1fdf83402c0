"""The subject (trích yếu) below the type's name, up to the deciding authority or the body (NĐ 30, Annex I, II.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import vocabulary
from extractor.parts.head_lines import MAX_HEAD_LINES, OPENS_BOTH, HeadLine, is_body_line
from extractor.parts.lines import Kind, about_prefix, is_capitals, type_of
from extractor.reading.source import Align, Mark
from extractor.text.passage import Passage, Quote

_BELOW_SUBJECT = frozenset({Kind.ATTACHED, Kind.ADDRESSEES, Kind.RECIPIENTS, Kind.APPENDIX, Kind.AUTHORITY, Kind.MARK})
_TITLE = re.compile(r"(?:thuc hien|theo)\b[^.:;]{0,200}[^.:;,]")
"""Words of a subject that a body could begin with; a paragraph of the body has an end."""
_AUTHORITY_LINE = re.compile(
    r"^(?:uy ban nhan dan|hoi dong nhan dan|chu tich|giam doc|bo truong|thu tuong|truong |cuc truong|chi cuc truong|"
    r"ban |tong giam doc|hieu truong|chanh )"
)
_HANGING = re.compile(r"(?:\b(?:cua|va|cac|thuoc|thanh vien|giua|voi|cho|theo)|[,(–-])$")
"""How a line ends whose words go on below."""
_PERIOD = re.compile(
    r"\(?(?:\d{1,2} thang|quy [ivx\d]+|thang \d{1,2}|nam (?:hoc )?\d{4}|giai doan \d{4}|nhiem ky \d{4})\b"
    r"[^.:;]{0,80}[^.:;,]"
)
"""The period of a report on a line of its own: `6 tháng đầu năm 2026`."""


def is_styled(flow: Sequence[Passage]) -> bool:
    """Whether the source tells bold type or the setting of lines."""
    return any(p.align is not None or any(Mark.BOLD in m for m in p.marks) for p in flow[:MAX_HEAD_LINES])


def _looks_like_subject(line: HeadLine) -> bool:
    """Subjects are bold and centred; a justified or plain paragraph is body."""
    passage = line.quote.passage
    if passage.column is not None or line.kind in {Kind.ATTACHED, Kind.NUMBER, Kind.PLACE_DATE, Kind.NATIONAL}:
        return False
    bold = passage.share(Mark.BOLD, line.quote.start, line.quote.end) > 0.6
    return bold or (
        passage.align is Align.CENTRE and passage.share(Mark.ITALIC, line.quote.start, line.quote.end) < 0.9
    )


def subject_lines(lines: Sequence[HeadLine], start: int, styled: bool) -> list[HeadLine]:
    """The lines of the subject below the type's name."""
    taken: list[HeadLine] = []
    for at, line in enumerate(lines[start:], start):
        if line.kind is Kind.RULE or line.column is not None:
            continue
        if taken and line.index != taken[-1].index and not _continues_subject(line, taken, styled):
            break
        if line.kind in _BELOW_SUBJECT or _is_whole_type(line) or _leads_in(line, styled):
            break
        if is_authority_line(lines, at, taken):
            break
        if is_body_line(line) and not _first_may_be_subject(line, taken, styled):
            break
        if not taken and styled and not _looks_like_subject(line) and len(line.quote.passage.text) > 400:
            break
        taken.append(line)
    return taken


def _continues_subject(line: HeadLine, taken: Sequence[HeadLine], styled: bool) -> bool:
    """Whether a paragraph goes on a subject: set apart like it, or in plain text capitals below capitals."""
    if styled:
        return _looks_like_subject(line)
    if _PERIOD.fullmatch(line.quote.passage.folded):
        return True
    return is_capitals(line.quote.text) and is_capitals(taken[-1].quote.text)


def _is_whole_type(line: HeadLine) -> bool:
    """`QUYẾT ĐỊNH:` again below the legal bases; `QUY ĐỊNH CHẾ ĐỘ …` below `QUYẾT ĐỊNH` is a subject.

    So is `KẾT LUẬN` alone below `THÔNG BÁO`.
    """
    named = type_of(line.quote) if line.kind is Kind.TYPE else None
    if named is None or named[0] in vocabulary.load("types")["customary"]:
        return False
    return not line.quote.text[named[1] :].strip(" :.")


def _leads_in(line: HeadLine, styled: bool) -> bool:
    """Whether a line ends as only the body's first paragraphs do: `… báo cáo như sau:`, `… ngày …;`."""
    bold = styled and line.quote.passage.share(Mark.BOLD, line.quote.start, line.quote.end) > 0.6
    return not bold and line.quote.passage.text.endswith((":", ";", "./."))


def _first_may_be_subject(line: HeadLine, taken: Sequence[HeadLine], styled: bool) -> bool:
    """`Thực hiện Kế hoạch số …` opens bodies and subjects alike: bold, centred or without an end it is a subject."""
    if taken and taken[-1].index == line.index:
        return True
    if not line.quote.folded.startswith(OPENS_BOTH):
        return False
    return _looks_like_subject(line) if styled else not taken and _TITLE.fullmatch(line.quote.folded) is not None


def reads_as_title(line: Quote) -> bool:
    """Whether plain words below a subject that began on the type's line go on with it: a sentence has an end."""
    return is_capitals(line.text) or (len(line.text) <= 200 and line.text[-1:] not in set(".:;,"))


def is_authority_line(lines: Sequence[HeadLine], at: int, taken: Sequence[HeadLine]) -> bool:
    """`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …` between the subject of a decision and its legal bases.

    Below a subject in capitals only the last line above the legal bases is one.
    """
    line = lines[at]
    if not taken or not is_capitals(line.quote.text) or not _AUTHORITY_LINE.match(line.quote.folded):
        return False
    if not is_capitals(taken[0].quote.text):
        return True
    below = next((after for after in lines[at + 1 :] if after.kind is not Kind.RULE), None)
    stands_last = below is not None and below.quote.folded.startswith("can cu")
    return stands_last and not _HANGING.search(taken[-1].quote.folded)


def without_about(quotes: Sequence[Quote]) -> list[Quote]:
    """The subject's lines without the mark `V/v`."""
    held = [quote for quote in quotes if quote]
    if not held or not (prefix := about_prefix(held[0])):
        return held
    bracketed = held[0].text[0] == "(" and held[-1].text[-1] == ")"
    held[0] = held[0].part(prefix)
    if bracketed and held[0]:
        held[-1] = held[-1].part(0, len(held[-1].text) - 1)
    return [quote for quote in held if quote]
