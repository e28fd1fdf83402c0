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


_ORDINALS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6}
_NAMED = re.compile(
    r"^\W{0,3}(?P<name>phan|chuong|muc|dieu)\s+(?:thu\s+)?(?P<value>[ivx]{1,6}|\d{1,3}[a-z]?|nhat|mot|hai|ba|tu|nam|sau)"
    r"(?=[\s.:)\-]|$)\s?[.:)\-]?\s*"
)
_NAMED_LEVELS = {"phan": Level.PART, "chuong": Level.CHAPTER, "muc": Level.NAMED, "dieu": Level.ARTICLE}
_ROMAN = re.compile(r"^(?!V\s?/\s?v\b)(?P<value>[IVX]{1,6})\s?(?:[.)/:]\s*|[-–]\s+)(?=\D)")
_CAPITAL = re.compile(r"^(?P<value>[A-H])\s?[.)/]\s*(?=[^\W\d])")
_DECIMAL = re.compile(r"^(?P<value>\d{1,2}(?:\.\d{1,2}){0,4})\s?(?P<mark>[.)/:]|(?=\s))\s*(?=[^\W\d]|[\"“(])")
_LETTER = re.compile(r"^(?P<value>[a-zđ])(?P<sub>\.?\d{1,2})?\s?[.)/]\s*(?=[^\W\d]|[\"“(])")


def roman_value(numeral: str) -> int | None:
    """Value of a Roman numeral up to XXXIX, None where it is not well formed."""
    if re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", numeral.upper()) is None or not numeral:
        return None
    values = {"I": 1, "V": 5, "X": 10}
    digits = [values[c] for c in numeral.upper()]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _named(text: str, folded: str) -> Enumerator | None:
    match = _NAMED.match(folded)
    if match is None or not text.lstrip('*"“ ')[:1].isupper():
        return None
    value = match["value"]
    if match["name"] == "dieu" and (
        not value[0].isdigit() or folded[match.end("value") : match.end("value") + 1] not in ".:"
    ):
        return None
    ordinal = _ORDINALS.get(value) or (int(re.sub(r"\D", "", value)) if value[0].isdigit() else roman_value(value))
    if ordinal is None:
        return None
    label = text[match.start("name") : match.end("value")]
    return Enumerator(label, _NAMED_LEVELS[match["name"]], ordinal, match.end())


def _roman(text: str) -> Enumerator | None:
    match = _ROMAN.match(text)
    ordinal = roman_value(match["value"]) if match else None
    return Enumerator(match["value"], Level.ROMAN, ordinal, match.end()) if match and ordinal else None


def _capital(text: str) -> Enumerator | None:
    match = _CAPITAL.match(text)
    return Enumerator(match["value"], Level.CAPITAL, ord(match["value"]) - 64, match.end()) if match else None


def _decimal(text: str) -> Enumerator | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    value = match["value"]
    if not match["mark"] and ("." not in value or text[match.end()].islower()):
        return None
    level = Level.BRACKETED if match["mark"] == ")" and "." not in value else Level.DECIMAL + value.count(".")
    return Enumerator(value, level, int(value.rsplit(".", 1)[-1]), match.end())


def _letter(text: str) -> Enumerator | None:
    match = _LETTER.match(text)
    if match is None:
        return None
    ordinal = VIETNAMESE_LETTERS.find(match["value"]) + 1
    sub = match["sub"]
    if sub:
        return Enumerator(match["value"] + sub, Level.LETTER + 2, int(sub.lstrip(".")), match.end())
    return Enumerator(match["value"], Level.LETTER, ordinal, match.end())


def read_enumerator(text: str, folded: str) -> Enumerator | None:
    """The enumerator a passage begins with."""
    return _named(text, folded) or _roman(text) or _capital(text) or _decimal(text) or _letter(text)


_BULLET = re.compile(r"^(?:[-–—+•*·▪●○◦✓]\s*|\(?[ivx]{1,4}\)\.?\s*|\(\d{1,2}\)\.?\s*|\([a-zđ]\)\.?\s*)(?=\S)")


def item_mark(text: str, folded: str) -> int:
    """Length of the bullet or enumerator of an item; 0 where there is none."""
    bullet = _BULLET.match(text)
    if bullet:
        return bullet.end()
    enumerator = read_enumerator(text, folded)
    return enumerator.end if enumerator else 0
