"""What a cell says beyond its words: a mark, a number, nothing at all.

Numbers as Vietnam writes them: `.` parts thousands, `,` decimals (Luật Kế toán 2003, Điều 12); `02` is 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from extractor.text import numbers
from extractor.text.fold import fold

_SPACED = re.compile(r"[\d.,%/\s-]{2,40}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?: \d{3}){2,4}")
"""Thousands parted by blanks; a single blank may part two figures."""
_FOREIGN = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,6})?")
_SURELY_FOREIGN = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,5}(?:\.\d{1,6})?|,\d{3}\.\d{1,6})")
_MOST = 0.9
_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}\s?\d{2}")
_DATE_PARTS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})")
_MONEY = re.compile(
    r"(?P<figure>\d[\d.]{0,24}(?:,\d{1,6})?)\s?(?:(?P<scale>nghìn|ngàn|triệu|tr|tỷ|tỉ)(?:\s?(?:đồng|đ|VNĐ|VND))?"
    r"|(?:đồng|đ|VNĐ|VND))(?:\s?/\s?(?:tháng|người|người/tháng))?",
    re.IGNORECASE,
)
"""A sum of money with its unit; what it is paid for (`/tháng`) does not change it."""
_LEAST_SUM = 1000
_SCALES = {"": 1, "nghin": 10**3, "ngan": 10**3, "tr": 10**6, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_MARKS = frozenset({"x", "X", "×", "✓", "✔", "√", "☑", "☒", "✗", "+", "\u0445", "\u0425", "\uf0fe", "\uf0fc", "\uf052"})
"""Ticks, among them the Cyrillic letter and the codes of the fonts Wingdings."""
_NIL = frozenset({"-", "--", "–", "—", "0", "00", "khong", "khong co", "chua co", "k", "nil"})


class ColumnType(StrEnum):
    """What the cells of a column hold."""

    MARK = "mark"
    NUMBER = "number"
    FOREIGN = "foreign"
    """Numbers with commas between thousands, as a program set to English writes them."""
    DATE = "date"
    TEXT = "text"


_NUMBERS = frozenset({ColumnType.NUMBER, ColumnType.FOREIGN})


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Decimal | None:
    """The number that a cell is, without a closing percent sign; money in đồng; None where it is anything else.

    `2,34 triệu đồng` is 2340000. `1.5` is None: heading number, date part or foreign decimal, the cell alone does not
    say. So are a range (`01-02`), a coefficient (`hệ số 1,0`, `1,0 x LCS`) and a count of something (`12 hộ`), which
    are not the number in them; their text stands for itself.
    """
    money = _MONEY.fullmatch(text)
    if money is not None:
        figure = numbers.parse_number(money["figure"])
        # `8,5đ` are points.
        is_sum = figure is not None and (money["scale"] is not None or figure >= _LEAST_SUM)
        return figure * _SCALES[fold(money["scale"] or "")] if figure is not None and is_sum else None
    bare = text.removesuffix("%").strip()
    if len(bare) > 1 and bare[0] in "-−–" and bare[1].isdigit():
        below = numbers.parse_number(bare[1:])
        return None if below is None else -below
    return numbers.parse_number(bare)


def is_mark(text: str) -> bool:
    """Whether a cell is ticked."""
    return text.strip("() ") in _MARKS


def is_nil(text: str) -> bool:
    """Whether a cell says that there is nothing; a blank says nothing at all."""
    return fold(text).strip(" .") in _NIL


def rejoin(text: str, column: ColumnType) -> str:
    """A value that a narrow cell broke over lines, whole again; other text as it is."""
    if column is ColumnType.TEXT or " " not in text:
        return text
    tight = text.replace(" ", "")
    if column is ColumnType.DATE:
        return tight if _DATE.fullmatch(text) else text
    if column is ColumnType.NUMBER and _SPACED.fullmatch(text) and parse_number(tight) is not None:
        return tight if _is_broken(text.split()) else text
    return text


def _is_broken(pieces: Sequence[str]) -> bool:
    """Whether one of the pieces of a figure is none by itself: `5 7` are two figures, `2.922.00 0` is one."""
    *figures, last = pieces
    if last == "%" and len(figures) == 1:
        return True
    return not all(map(str.isdigit, pieces)) and any(parse_number(piece) is None for piece in pieces)


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(text) for text in texts) / len(texts)


def _is_number(text: str) -> bool:
    return parse_number(text) is not None or (
        _SPACED.fullmatch(text) is not None and parse_number(text.replace(" ", "")) is not None
    )


def _is_foreign(text: str) -> bool:
    return _FOREIGN.fullmatch(text) is not None


def column_type(texts: Sequence[str]) -> ColumnType:
    """The type that a column's filled cells agree on; nil words agree with every type."""
    said = [text for text in texts if text and (not is_nil(text) or text.isdigit())]
    if not said:
        return ColumnType.TEXT
    if any(is_mark(text) for text in said) and _share(said, lambda t: is_mark(t) or t in {"0", "1"}) > 0.7:
        return ColumnType.MARK
    if any(map(_SURELY_FOREIGN.fullmatch, said)) and _share(said, _is_foreign) > _MOST:
        return ColumnType.FOREIGN
    if _share(said, _is_number) >= 0.6:
        return ColumnType.NUMBER
    if _share(said, lambda t: _DATE.fullmatch(t) is not None) >= 0.6:
        return ColumnType.DATE
    return ColumnType.TEXT


def typed(text: str, column: ColumnType) -> bool | Decimal | str | None:
    """The typed reading of a cell, a date as ISO 8601; None for words and for blanks."""
    if not text:
        return None
    if column is ColumnType.DATE:
        return _iso(text)
    if is_mark(text):
        return True
    if column is ColumnType.MARK:
        return _ticked(text)
    if column in _NUMBERS and is_nil(text):
        return Decimal(0)
    if column is ColumnType.FOREIGN:
        return Decimal(text.replace(",", "")) if _FOREIGN.fullmatch(text) else None
    if column is ColumnType.NUMBER and _GROUPED.fullmatch(text):
        return Decimal(text.replace(" ", ""))
    return parse_number(text)


def _ticked(text: str) -> bool | None:
    if is_nil(text):
        return False
    return True if text == "1" else None


def _iso(text: str) -> str | None:
    """A whole date of the calendar, day first; None for anything else."""
    parts = _DATE_PARTS.fullmatch(text.replace(" ", ""))
    if parts is None:
        return None
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1])).isoformat()
    except ValueError:
        return None
