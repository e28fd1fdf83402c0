"""Words that a person typed to a value of the type that the contract has for a field, or one line that says why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from extractor import vocabulary
from extractor.differences.align import normal
from extractor.errors import DecisionError
from extractor.text.dates import find_dates
from extractor.text.fold import fold
from extractor.text.numbers import parse_number
from schemas.fields import Status

LONGEST: Final = 4000
"""Characters of a value that can be typed."""
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH: Final = re.compile(r"(?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d{1,2})")
_YEAR: Final = re.compile(r"[12]\d{3}")
_NUMBER: Final = re.compile(r"\d[^\s/]{0,19}")
_TIGHT: Final = re.compile(r"\s*([/\-–])\s*")
_YES: Final = frozenset({"co", "yes", "true", "dung", "x"})
_NO: Final = frozenset({"khong", "no", "false", "sai"})
_UNSEEN: Final = frozenset({"Cc", "Cs", "Cf", "Co", "Cn"})
"""Categories of characters that nobody reads on paper."""


def words_typed(path: str, typed: str) -> str:
    """Typed words composed, with single spaces.

    Raises:
        DecisionError: there are none, too many, or characters that are not seen on paper.
    """
    words = normal(typed)
    if not words:
        raise DecisionError.at(path, "a value is needed", "text")
    if len(words) > LONGEST:
        raise DecisionError.at(path, f"a value has at most {LONGEST} characters, this has {len(words)}", "shorter")
    if any(unicodedata.category(character) in _UNSEEN for character in words):
        raise DecisionError.at(path, "the value has control characters", "visible")
    return words


def date_typed(path: str, typed: str) -> tuple[date | None, str | None]:
    """A date, or what is known of it (`YYYY-MM`, `YYYY`): `25/03/2026`, `2026-03-25`, `03/2026`, `tháng 3 năm 2026`.

    Raises:
        DecisionError: it is no date.
    """
    words = words_typed(path, typed)
    parts = _whole_date(words)
    try:
        if parts is not None:
            return date(*parts), None
    except ValueError as error:
        raise DecisionError.at(path, f"{words!r}: there is no such day", "date") from error
    known = _part_of_date(words)
    if known is not None:
        return None, known
    found = [match for match in find_dates(words) if (match.start, match.end) == (0, len(words))]
    if not found:
        raise DecisionError.at(
            path, f"{words!r} is no date; write 25/03/2026, or 03/2026 where the day is open", "date"
        )
    return found[0].value, found[0].partial


def _whole_date(words: str) -> tuple[int, int, int] | None:
    iso, day_first = _ISO.fullmatch(words), _DAY_FIRST.fullmatch(words)
    if iso is not None:
        return int(iso[1]), int(iso[2]), int(iso[3])
    return (int(day_first[3]), int(day_first[2]), int(day_first[1])) if day_first is not None else None


def _part_of_date(words: str) -> str | None:
    month = _MONTH.fullmatch(words)
    if month is not None and 1 <= int(month["m"] or month["m2"]) <= 12:
        return f"{month['y'] or month['y2']}-{int(month['m'] or month['m2']):02}"
    return words if _YEAR.fullmatch(words) else None


def number_typed(path: str, typed: str) -> Decimal:
    """A number as Vietnam writes it: `1.234,5`.

    Raises:
        DecisionError: it is none.
    """
    words = words_typed(path, typed)
    sign, bare = (-1, words[1:]) if words[0] in "-−" else (1, words)
    value = parse_number(bare)
    if value is None:
        raise DecisionError.at(path, f"{words!r} is no number; write 1234 or 1.234,5", "number")
    return sign * value


def integer_typed(path: str, typed: str) -> int:
    """A whole number.

    Raises:
        DecisionError: it is none.
    """
    value = number_typed(path, typed)
    if value != value.to_integral_value():
        raise DecisionError.at(path, f"{normal(typed)!r} is no whole number", "integer")
    return int(value)


def flag_typed(path: str, typed: str) -> bool:
    """Yes or no, in Vietnamese or English.

    Raises:
        DecisionError: it is neither.
    """
    word = fold(words_typed(path, typed))
    if word not in _YES | _NO:
        raise DecisionError.at(path, f"{normal(typed)!r} is neither yes (có) nor no (không)", "flag")
    return word in _YES


def choice_typed(path: str, typed: str, kind: type[Enum]) -> str:
    """A word of a closed list.

    Raises:
        DecisionError: the list does not have it.
    """
    word = words_typed(path, typed).lower()
    found = next((each.value for each in kind if str(each.value).lower() == word), None)
    if found is None:
        there = ", ".join(str(each.value) for each in kind)
        raise DecisionError.at(path, f"{word!r} is not in the list: {there}", "choice")
    return str(found)


def text_typed(path: str, field: str, typed: str) -> str:
    """A text as the field keeps it: types of documents by their abbreviation, notations without spaces.

    Raises:
        DecisionError: it cannot be a value of this field.
    """
    words = words_typed(path, typed)
    return _TEXTS.get(field.rpartition(".")[2], _as_it_is)(path, field, words)


def _as_it_is(_: str, __: str, words: str) -> str:
    return words


def _type(path: str, _: str, words: str) -> str:
    data = vocabulary.load("types")
    known = {*data["administrative"], *data["copies"], *data["customary"], *data["normative"], "CV"}
    found: str | None = next((each for each in sorted(known) if each.lower() == words.lower()), None)
    if found is None:
        raise DecisionError.at(path, f"{words!r} is no abbreviation of a type, such as BC, KH, CV", "type")
    return found


def _number(path: str, _: str, words: str) -> str:
    if _NUMBER.fullmatch(words) is None:
        raise DecisionError.at(path, f"{words!r} is no number: digits as printed, without the notation", "digits")
    return words


def _notation(_: str, __: str, words: str) -> str:
    return _TIGHT.sub(r"\1", words)


_TEXTS: Final[dict[str, Callable[[str, str, str], str]]] = {
    "type": _type,
    "code_number": _number,
    "code_notation": _notation,
    "notation": _notation,
    "ref": _notation,
}
"""What the last part of a field's path asks of its words (RECORD: digits as printed, no spaces round / and -)."""


def json_typed(path: str, field: str, kind: Any, typed: str) -> tuple[Any, str | None]:
    """A typed value as JSON, and of a date what is known of it.

    Raises:
        DecisionError: it is no value of the type.
    """
    if kind is date:
        value, partial = date_typed(path, typed)
        return (value.isoformat() if value else None), partial
    if kind is bool:
        return flag_typed(path, typed), None
    if kind is int:
        return integer_typed(path, typed), None
    if kind is str:
        return text_typed(path, field, typed), None
    number = number_typed(path, typed)
    return (int(number) if number == number.to_integral_value() else float(number)), None


VALUELESS: Final = frozenset({Status.BLANK, Status.ILLEGIBLE})
"""What a person can say of a place instead of a value."""
