"""Enumerators of headings and items: `I.`, `1.`, `1.1`, `a)`, `Điều 1.` (NĐ 30/2020, Annex I, II.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Order of points by NĐ 30/2020 (no f, j, w, z)."""


class Level(IntEnum):
    """Kinds of enumerators from outermost to innermost; `DECIMAL` deeper ones are `DECIMAL + dots`."""

    PART = 0
    CHAPTER = 1
    NAMED = 2
    CAPITAL = 3
    ROMAN = 4
    ARTICLE = 5
    DECIMAL = 6
    LETTER = 20
    BRACKETED = 21


@dataclass(frozen=True, slots=True)
class Enumerator:
    """An enumerator at the start of a passage: `label` as printed without dot or bracket; the words begin at `end`."""

    label: str
    level: int
    ordinal: int
    end: int


_ORDINALS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_NAMED = re.compile(
    r"^\W{0,3}(?P<name>phan|chuong|muc|dieu)\s+(?:thu\s+)?"
    r"(?P<value>[ivx]{1,6}|\d{1,3}[a-z]?|[a-h]|nhat|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi)"
    r"(?=[\s.:)\-]|$)\s?[.:)\-]?\s*"
)
_NAMED_LEVELS = {"phan": Level.PART, "chuong": Level.CHAPTER, "muc": Level.NAMED, "dieu": Level.ARTICLE}
_ROMAN = re.compile(r"^(?!V\s?/\s?v\b)\(?(?P<value>[IVX]{1,6})\s?(?P<mark>[./]\s?-(?=\s)|[.)/:–-])\s*(?=\D)")
_CAPITAL = re.compile(r"^(?P<value>[A-H])\s?(?P<mark>[./]\s?-(?=\s)|[.):/–-])\s*(?=[^\W\d])")
_DECIMAL = re.compile(
    r"^(?P<value>\d{1,2}(?:\.\d{1,2}){0,4})\s?(?P<mark>[.)/:–-]|(?=\s))(?:\s?[–-])?\s*(?=[^\W\d]|[\"“(])"
)
_COMPOUND = re.compile(r"^(?P<value>(?:[IVX]{1,5}|[A-H])(?:\.\d{1,2}){1,3})\s?(?:[.)/:]\s*|\s)(?=[^\W\d]|[\"“(])")
_LETTER = re.compile(r"^(?P<value>[a-zđ])(?P<sub>\.?\d{1,2})?\s?(?P<mark>[./]\s?-(?=\s)|[.)/–-])\s*(?=[^\W\d]|[\"“(])")


def roman_value(numeral: str) -> int | None:
    """Value of a Roman numeral up to XXXIX, None where it is not well formed."""
    if re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", numeral.upper()) is None or not numeral:
        return None
    values = {"I": 1, "V": 5, "X": 10}
    digits = [values[c] for c in numeral.upper()]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _named_ordinal(value: str) -> int | None:
    """Which one `Phần thứ hai`, `Mục 2`, `Chương II` or `Phần B` is, from its folded value."""
    if value[0].isdigit():
        return int(re.sub(r"\D", "", value))
    return _ORDINALS.get(value) or roman_value(value) or (ord(value) - 96 if len(value) == 1 else None)


def _named(text: str, folded: str) -> Enumerator | None:
    match = _NAMED.match(folded)
    if match is None or not text.lstrip('*"“ ')[:1].isupper():
        return None
    value = match["value"]
    if match["name"] == "dieu" and (
        not value[0].isdigit() or folded[match.end("value") : match.end("value") + 1] not in ".:"
    ):
        return None
    if len(value) == 1 and value.isalpha() and not text[match.start("value")].isupper():
        return None
    ordinal = _named_ordinal(value)
    if ordinal is None:
        return None
    label = text[match.start("name") : match.end("value")]
    return Enumerator(label, _NAMED_LEVELS[match["name"]], ordinal, match.end())


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A match whose mark is a mark: the hyphen of `I- Kết quả` and `1-Về vốn`, not that of `X-quang` or `10-CT/TU`."""
    match = pattern.match(text)
    if match is None or match["mark"] not in {"-", "–"}:
        return match
    first, second = text[match.end() : match.end() + 1], text[match.end() + 1 : match.end() + 2]
    apart = text[match.end() - 1].isspace()
    words = second.islower() if match["value"][-1].isdigit() else second.isupper()
    return match if first.isupper() and (apart or words) else None


def _roman(text: str) -> Enumerator | None:
    match = _match(_ROMAN, text)
    ordinal = roman_value(match["value"]) if match else None
    return Enumerator(match["value"], Level.ROMAN, ordinal, match.end()) if match and ordinal else None


def _capital(text: str) -> Enumerator | None:
    match = _match(_CAPITAL, text)
    return Enumerator(match["value"], Level.CAPITAL, ord(match["value"]) - 64, match.end()) if match else None


def _decimal(text: str) -> Enumerator | None:
    match = _match(_DECIMAL, text)
    if match is None:
        return None
    value = match["value"]
    if not match["mark"] and ("." not in value or text[match.end()].islower()):
        return None
    level = Level.BRACKETED if match["mark"] == ")" and "." not in value else Level.DECIMAL + value.count(".")
    return Enumerator(value, level, int(value.rsplit(".", 1)[-1]), match.end())


def _compound(text: str) -> Enumerator | None:
    """`I.1.`, `II.2.1`: the number of the part above repeated; as deep as the figures alone would be."""
    match = _COMPOUND.match(text)
    if match is None:
        return None
    value = match["value"]
    return Enumerator(value, Level.DECIMAL + value.count(".") - 1, int(value.rsplit(".", 1)[-1]), match.end())


def _letter(text: str) -> Enumerator | None:
    match = _match(_LETTER, text)
    if match is None:
        return None
    ordinal = VIETNAMESE_LETTERS.find(match["value"]) + 1
    sub = match["sub"]
    if sub:
        return Enumerator(match["value"] + sub, Level.LETTER + 2, int(sub.lstrip(".")), match.end())
    return Enumerator(match["value"], Level.LETTER, ordinal, match.end())


def read_enumerator(text: str, folded: str) -> Enumerator | None:
    """The enumerator a passage begins with."""
    found = _named(text, folded) or _roman(text) or _capital(text) or _compound(text) or _decimal(text) or _letter(text)
    # `(khóa` / `XI); Ủy ban …`: what a line end parted from a bracket enumerates nothing.
    return None if found is not None and text[found.end : found.end + 1] in {";", ","} else found


_BULLET = re.compile(r"^(?:[-–—+•*·▪●○◦✓]\s*|\(?[ivx]{1,4}\)\.?\s*|\(\d{1,2}\)\.?\s*|\([a-zđ]\)\.?\s*)(?=\S)")

_SPOKEN = re.compile(
    r"^(?:(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) la|thu (?:nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi))"
    r"\s?[,:]\s*(?=\S)"
)
"""`Một là,`, `Thứ hai:` as the mark of an item, on a folded text."""


def item_mark(text: str, folded: str) -> int:
    """Length of the bullet or enumerator of an item; 0 where there is none."""
    bullet = _BULLET.match(text)
    mark = bullet or _SPOKEN.match(folded)
    if mark:
        return mark.end()
    enumerator = read_enumerator(text, folded)
    return enumerator.end if enumerator else 0
