"""What a cell shows for a stored number: its number format applied, with the signs of Vietnamese print.

Format codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31. Whatever the program that wrote the file used, thousands
stand in groups by `.` and decimals behind `,`, as a Vietnamese screen shows them (`2.340.000`, `12,5%`), and a date
without a format of its own is day, month, year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

BUILT_IN: Final[Mapping[int, str]] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: "#,##0;-#,##0;-",
    42: "#,##0;-#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "#,##0.00;-#,##0.00;-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "##0.0E+0",
    49: "@",
}
GENERAL: Final = "General"
_LONGEST_CODE: Final = 255
_GENERAL_DIGITS: Final = 11
"""Characters of a number without a format."""
_PRECISION: Final = 15
"""Significant digits that a cell keeps; what a file stores behind them is noise of binary fractions."""
_LAST_DAY: Final = 2_958_465
"""Serial number of 31/12/9999."""
_TOKEN: Final = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*.|\[\$([^\]-]*)[^\]]*\]|\[(h+|m+|s+)\]|\[[^\]]*\]'
    r"|(AM/PM|A/P|yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s)|([0#?.,]+)|(E[+-])|(.)",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Tokens (kind, text) of each section of a code."""
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code[:_LONGEST_CODE]):
        quoted, escaped, space, currency, elapsed, part, digits, exponent, other = match.groups()
        if other == ";":
            sections.append([])
        elif quoted is not None or escaped is not None or currency is not None:
            sections[-1].append(("text", quoted or escaped or currency or ""))
        elif space is not None:
            sections[-1].append(("text", " "))
        elif elapsed is not None:
            sections[-1].append(("elapsed", elapsed.lower()))
        elif part is not None:
            sections[-1].append(("date", part))
        elif digits is not None or exponent is not None:
            sections[-1].append(("digits" if digits else "exponent", digits or exponent))
        elif other is not None:
            sections[-1].append(("text", other))
    return tuple(map(tuple, sections))


def shown(stored: str, code: str, since_1904: bool = False) -> str:
    """What a cell with this stored number and format code shows; the number as stored where it is none.

    Args:
        stored: the number as the file writes it (`0.125`, `45292`).
        code: the format code; empty or `General` for none.
        since_1904: whether days count from 1904, as workbooks of old Macs say.
    """
    try:
        number = Decimal(repr(float(stored)))
    except (ValueError, InvalidOperation):
        return stored
    if not number.is_finite():
        return stored
    if not code or code.lower() == GENERAL.lower():
        return _general(number)
    sections = _sections(code)
    section = _chosen(sections, number)
    kinds = {kind for kind, _ in section}
    if kinds & {"date", "elapsed"}:
        return _date(section, number, since_1904)
    if "digits" in kinds:
        return _number(section, number, is_signed=number < 0 and len(sections) == 1)
    texts = [text for _, text in section]
    return _general(number) if "@" in texts else "".join(texts).strip()


def _chosen(sections: tuple[tuple[tuple[str, str], ...], ...], number: Decimal) -> tuple[tuple[str, str], ...]:
    """The section for the sign of the number; `@` says nothing of numbers."""
    if number < 0 and len(sections) > 1:
        return sections[1]
    if number == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _general(number: Decimal) -> str:
    digits = max(len(str(abs(int(number)))), 1)
    places = max(_GENERAL_DIGITS - 1 - digits, 0)
    text = f"{_rounded(number, places):f}"
    shortest = (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    return "0" if shortest == "-0" else shortest


def _rounded(number: Decimal, places: int) -> Decimal:
    kept = min(places, max(_PRECISION - number.adjusted() - 1, 0))
    try:
        exact = number.quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP)
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return number


def _number(section: tuple[tuple[str, str], ...], number: Decimal, is_signed: bool) -> str:
    ends = next((at for at, (kind, _) in enumerate(section) if kind == "exponent"), len(section))
    mask = "".join(text for kind, text in section[:ends] if kind == "digits")
    percent = sum(text.count("%") for kind, text in section if kind == "text")
    whole, _, fraction = mask.partition(".")
    scale = len(whole) - len(whole.rstrip(",")) if not fraction else len(fraction) - len(fraction.rstrip(","))
    value = abs(number) * Decimal(100) ** percent / Decimal(1000) ** scale
    if ends < len(section):
        return f"{'-' * (number < 0)}{value:.{fraction.count('0')}E}".replace(".", ",")
    digits = _digits(value, whole.rstrip(","), fraction)
    at = next(place for place, (kind, _) in enumerate(section) if kind == "digits")
    before = "".join(text for _, text in section[:at])
    after = "".join(text for kind, text in section[at:] if kind != "digits")
    return f"{'-' * is_signed}{before}{digits}{after}".strip()


def _digits(value: Decimal, whole: str, fraction: str) -> str:
    """Digits by the mask on both sides of the decimal sign."""
    most, fewest = sum(fraction.count(sign) for sign in "0#?"), fraction.count("0")
    text = f"{_rounded(value, most):f}"
    left, _, right = text.partition(".")
    while len(right) > fewest and right.endswith("0"):
        right = right[:-1]
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        head = len(left) % 3
        groups = [left[:head]] * bool(head) + [left[at : at + 3] for at in range(head, len(left), 3)]
        left = ".".join(groups)
    return f"{left},{right}" if right else left


def _date(section: tuple[tuple[str, str], ...], number: Decimal, since_1904: bool) -> str:
    if not 0 <= number <= _LAST_DAY:
        return _general(number)
    # The calendar of 1900 counts a 29 February that was none; days before it are of no document.
    day_zero = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 -- cells have no zone
    seconds = int((number * 86400).to_integral_value(ROUND_HALF_UP))
    moment = day_zero + timedelta(seconds=seconds)
    has_noon = any(kind == "date" and text.upper() in ("AM/PM", "A/P") for kind, text in section)
    out, last = [], ""
    for at, (kind, text) in enumerate(section):
        if kind == "elapsed":
            last = text[0]
            out.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[last]).rjust(len(text), "0"))
        elif kind == "date":
            part = text.lower()
            is_minute = part in ("m", "mm") and (last == "h" or _before_seconds(section[at + 1 :]))
            out.append(_part(part, moment, is_minute, has_noon))
            last = part[0]
        else:
            out.append(text)
    return "".join(out).strip()


def _before_seconds(rest: tuple[tuple[str, str], ...]) -> bool:
    following = next((text.lower() for kind, text in rest if kind in ("date", "elapsed")), "")
    return following.startswith("s")


def _part(part: str, moment: datetime, is_minute: bool, has_noon: bool) -> str:
    """One part of a date as Vietnamese screens show it."""
    hour = (moment.hour % 12 or 12) if has_noon else moment.hour
    values = {
        "yyyy": f"{moment.year:04d}",
        "yy": f"{moment.year % 100:02d}",
        "mmmm": f"Tháng {moment.month}",
        "mmm": f"Thg{moment.month}",
        "mm": f"{moment.minute if is_minute else moment.month:02d}",
        "m": str(moment.minute if is_minute else moment.month),
        "dddd": _WEEKDAYS[moment.weekday()],
        "ddd": _WEEKDAYS[moment.weekday()],
        "dd": f"{moment.day:02d}",
        "d": str(moment.day),
        "hh": f"{hour:02d}",
        "h": str(hour),
        "ss": f"{moment.second:02d}",
        "s": str(moment.second),
    }
    return values.get(part, "SA" if moment.hour < 12 else "CH")


_WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
