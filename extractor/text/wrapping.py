"""Texts whose lines were broken at a fixed width: where a line goes on that begins with a capital.

Copies of pages and files made by other programs break every paragraph into lines. A line that begins with a small
letter goes on anyway; of the others only those do for which the line above had no room left, or whose line above ends
with a word that needs a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.text.fold import fold
from extractor.vocabulary import load

LONGEST_NAME = 30
"""Characters of a line's end and of the next one's start in which a name with a dash is looked for."""
_FEWEST = 4
"""Broken lines of a text that has a width."""
_SHARE = 0.2
"""Of the long lines, those below which a line begins with a small letter."""
_MOSTLY = 0.7
_GAP = re.compile(r"\t|\s{4}")
"""Columns set side by side on one line."""
_OPENS = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo|Xét|Kính gửi|Kính trình|Nơi nhận|Hôm nay|Ngày|Trên đây|Trong thời gian|Trân trọng|Phần|"
    r"Chương|Mục|Điều|Phụ lục|TM\.|KT\.|TL\.|TUQ\.|T/M|K/T|V/v|Số\s?:|PHỤ LỤC|QUYẾT ĐỊNH|\(?[Kk]èm theo)"
)
"""First words of paragraphs and components: a line above that is full by chance does not go on in them."""
_NEEDS_NAME = frozenset(
    (
        *("quý", "tỉnh", "huyện", "xã", "phường", "quận", "phố", "khu", "bộ", "sở"),
        *("ông", "bà", "thứ", "khóa", "khoá", "luật", "điều"),
    )
)
"""Words behind which a name or a number goes on."""
_CUT_NUMBERS = (
    (re.compile(r"\d/[^\W\d_]{1,6}\s?[-–]$"), re.compile(r"[A-ZĐ&.]{2,}(?![^\W\d_])")),
    (re.compile(r"\d{1,2}/\d{1,2}/$"), re.compile(r"(?:19|20)\d\d\b")),
)
"""Ends of lines and what goes on with them: `Tờ trình số 12/TTr -` / `SNN ngày …`, `ngày 26/11/` / `2003`."""
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Za-zĐđ])\s?[.)/](?P<words>[^;:.()]*)$")
"""A numbered line without a sign in it may be a heading."""


def wrap_width(pairs: Sequence[tuple[str, str]]) -> int | None:
    """The width at which a text was broken; None where its lines are paragraphs.

    `pairs` are the lines that stand right below each other, none of which opens an item.
    """
    width = max((len(above) for above, below in pairs if below[:1].islower()), default=0)
    long = [below[:1].islower() for above, below in pairs if len(above) >= _MOSTLY * width]
    return width if sum(long) >= max(_FEWEST, _SHARE * len(long)) else None


def goes_on(above: str, below: str, width: int) -> bool:
    """Whether a line that begins with a capital or a figure goes on the line above."""
    if _GAP.search(above.strip()) or _GAP.search(below.strip()) or _OPENS.match(below) or _is_capitals(below):
        return False
    heading = _NUMBERED.match(above)
    if heading is not None and "," not in heading["words"]:
        return False
    if len(above) + 1 + len(below.split(maxsplit=1)[0]) > width:
        return True
    needs = above.rsplit(maxsplit=1)[-1].lower() in _NEEDS_NAME and not below[:1].isdigit()
    return needs and heading is None and len(above) >= _MOSTLY * width


def parts_dashed_name(end: str, start: str) -> bool:
    """Whether a line end parts a name with a dash (`Phòng Văn hóa` / `- Xã hội`), so that it looks like a bullet."""
    before, after = fold(end), fold(start).replace("–", "-")
    halves = (name.partition(" - ") for name in load("organs")["dashed"])
    return any(before.endswith(f" {left}") and after.startswith(f"- {right}") for left, _, right in halves)


def cuts_number(end: str, start: str) -> bool:
    """Whether a line ends within a number or a date with which the next one goes on."""
    return end[-1] in "/-–" and any(ends.search(end) and goes.match(start) for ends, goes in _CUT_NUMBERS)


def _is_capitals(text: str) -> bool:
    return text.isupper() and len(text.split()) > 1
