"""The subject (trích yếu) below the type's name, up to the deciding authority or the body (NĐ 30, Annex I, II.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import vocabulary
from extractor.parts.head_lines import MAX_HEAD_LINES, OPENS_BOTH, HeadLine, is_body_line, is_right_below
from extractor.parts.lines import Kind, about_prefix
from extractor.parts.type_names import type_of
from extractor.reading.source import Align, Mark
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold, tone_key
from extractor.text.passage import Passage, Quote

_BELOW_SUBJECT = frozenset({Kind.ATTACHED, Kind.ADDRESSEES, Kind.RECIPIENTS, Kind.APPENDIX, Kind.AUTHORITY, Kind.MARK})
_TITLE = re.compile(r"(?:thuc hien|theo)\b[^.:;]{0,200}[^.:;,]")
"""Words of a subject that a body could begin with; a paragraph of the body has an end."""
_AUTHORITY_LINE = re.compile(
    r"^(?:uy ban nhan dan|(?:uy ban thuong vu )?quoc hoi$|chinh phu$|hoi dong nhan dan|chu tich|giam doc|bo truong|"
    r"thu tuong|truong |cuc truong|chi cuc truong|ban |tong giam doc|hieu truong|chanh )"
)
_SPELT_AUTHORITIES = {fold(word): tone_key(word) for word in ("ban", "trưởng")}
"""First words that their tones tell from a subject's: `TRÊN ĐỊA` / `BÀN TỈNH …`, `… CỦA` / `TRƯỜNG …`."""
_YEARS = re.compile(r"(?:[-–]\s?)?(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?\.?")
"""What of a period goes over to a line of its own: `… MÙA KHÔ NĂM 2019 -` / `2020`, `GIAI ĐOẠN` / `2021-2025`."""
_SESSION = re.compile(r"khoa [ivx\d]{1,6}\b.{0,30}\bky hop\b")
"""`KHÓA XVII - KỲ HỌP THỨ BA` below the name of a council."""
_BASIS = re.compile(r"\W{0,3}can cu\b")
_PART = re.compile(
    r"(?:tinh hinh|ket qua|danh gia|so ket|tong ket|cong tac|phuong huong|nhiem vu|ke hoach|chuong trinh|mot so)\b"
)
_MAX_PART = 160
_QUOTES = frozenset('“"«')
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
    if line.kind in {Kind.ATTACHED, Kind.NUMBER, Kind.PLACE_DATE, Kind.NATIONAL}:
        return False
    bold = passage.share(Mark.BOLD, line.quote.start, line.quote.end) > 0.6
    return bold or (
        passage.align is Align.CENTRE and passage.share(Mark.ITALIC, line.quote.start, line.quote.end) < 0.9
    )


def subject_lines(lines: Sequence[HeadLine], start: int, styled: bool) -> list[HeadLine]:
    """The lines of the subject below the type's name."""
    taken: list[HeadLine] = []
    named = lines[start - 1 : start]
    for at, line in enumerate(lines[start:], start):
        if line.kind is Kind.RULE or _stands_beside(line, named):
            continue
        if taken and line.index != taken[-1].index and not _continues_subject(lines, at, taken, styled):
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


def _stands_beside(line: HeadLine, named: Sequence[HeadLine]) -> bool:
    """Whether a line stands in a column other than the type's: a stamp beside both makes columns of them."""
    own = [(each.column, each.quote.passage.group) for each in named]
    return line.column is not None and (line.column, line.quote.passage.group) not in own


def _continues_subject(lines: Sequence[HeadLine], at: int, taken: Sequence[HeadLine], styled: bool) -> bool:
    """Whether a paragraph goes on a subject: set apart like it, or in plain text capitals below capitals."""
    line = lines[at]
    if styled:
        return _looks_like_subject(line)
    above = taken[-1].quote
    if _PERIOD.fullmatch(line.quote.passage.folded) or _YEARS.fullmatch(line.quote.text):
        return True
    if line.kind is Kind.ABOUT:
        # `QUYẾT ĐỊNH` / `CỦA ỦY BAN NHÂN DÂN TỈNH` / `Về việc …`
        return above.folded.startswith("cua ") and is_capitals(above.text)
    if above.text[-1] == ";":
        return _is_part(line) and reads_as_title(line.quote)
    return (is_capitals(line.quote.text) and is_capitals(above.text)) or _goes_on_below(lines, at, taken)


def _goes_on_below(lines: Sequence[HeadLine], at: int, taken: Sequence[HeadLine]) -> bool:
    """Whether words right below a plain subject end it: in quotation marks, or set apart from what stands below them.

    `Về kết quả bầu Chủ tịch` / `Ủy ban nhân dân xã …`, then an empty line or the deciding authority in capitals.
    """
    line, below = lines[at].quote, lines[at + 1] if at + 1 < len(lines) else None
    whole = lines[at].kind is Kind.WORDS and line.text == line.passage.text and reads_as_title(line)
    if not whole or not is_right_below(line, taken[-1].quote) or is_body_line(lines[at]):
        return False
    if line.text[0] in _QUOTES:
        return True
    return below is not None and (not is_right_below(below.quote, line) or is_authority_line(lines, at + 1, taken))


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
    ends = line.quote.passage.text.endswith((":", "./.") if _is_part(line) else (":", ";", "./."))
    return not bold and ends


def _is_part(line: HeadLine) -> bool:
    """`Kết quả công tác 6 tháng đầu năm;` above `Phương hướng, nhiệm vụ 6 tháng cuối năm`: one of a subject's parts."""
    return len(line.quote.passage.text) <= _MAX_PART and _PART.match(line.quote.folded) is not None


def _first_may_be_subject(line: HeadLine, taken: Sequence[HeadLine], styled: bool) -> bool:
    """`Thực hiện Kế hoạch số …` opens bodies and subjects alike: bold, centred or without an end it is a subject."""
    if taken and (taken[-1].index == line.index or _YEARS.fullmatch(line.quote.text)):
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
    if not taken or not is_capitals(line.quote.text) or not _names_authority(line.quote):
        return False
    if not is_capitals(taken[0].quote.text):
        return True
    following = (after for after in lines[at + 1 :] if after.kind is not Kind.RULE)
    below = next((after for after in following if not _SESSION.match(after.quote.folded)), None)
    stands_last = below is not None and _BASIS.match(below.quote.folded) is not None
    return stands_last and not _HANGING.search(taken[-1].quote.folded)


def _names_authority(line: Quote) -> bool:
    """Whether a line begins like an authority's name; `ban` and `trưởng` with their own tones, unless recognised."""
    if _AUTHORITY_LINE.match(line.folded) is None:
        return False
    first = line.text.split(maxsplit=1)[0].lower()
    return line.has(Mark.OCR) or tone_key(first) == _SPELT_AUTHORITIES.get(fold(first), tone_key(first))


def without_about(quotes: Sequence[Quote]) -> list[Quote]:
    """The subject's lines without the mark `V/v`."""
    held = [quote for quote in quotes if quote]
    if not held or not (prefix := about_prefix(held[0])):
        return held
    if prefix == len(held[0].text) and len(held) > 1:
        # `V/v` alone on its line, the colon below it.
        below = held[1]
        return [below.part(len(below.text) - len(below.text.lstrip(" :."))), *held[2:]]
    bracketed = held[0].text[0] == "(" and held[-1].text[-1] == ")"
    held[0] = held[0].part(prefix)
    if bracketed and held[0]:
        held[-1] = held[-1].part(0, len(held[-1].text) - 1)
    return [quote for quote in held if quote]
