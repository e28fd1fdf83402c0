"""Numbers and notations of documents (số, ký hiệu): their grammar, their parts and their canonical spelling.

Grammar: `number "/" [year "/"] symbol`, symbol = groups joined by `-` (NĐ 30/2020, Annex I, II.3); the Party writes
`number "-" type "/" body`; standards are `QCVN number ":" year "/" body`. Spaces around `/` and `-` come from line ends
and typists and are no part of it. A lost hyphen (`QĐUBND`) is put back for the parts only, never into the spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.vocabulary import load

_ACTS, _NAMED = load("acts"), load("types")
TYPES: frozenset[str] = frozenset({*_NAMED["administrative"], *_NAMED["normative"], *_ACTS["symbols"]["types"]})
_BODIES: tuple[str, ...] = tuple(sorted(_ACTS["symbols"]["bodies"], key=len, reverse=True))
_REPAIRS: dict[str, str] = _ACTS["repairs"]
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
"""With their tones: `TỦĐB` is a Tỉnh ủy."""
# A group: a capital, then capitals and digits, with at most two short runs of small letters (`TTr`, `BCĐ127QBn`).
_GROUP = rf"[{_UPPER}][{_UPPER}0-9]{{0,14}}(?:[a-zđ]{{1,3}}[{_UPPER}0-9]{{0,8}}){{0,2}}(?:\.[{_UPPER}]{{1,5}})?"
_GROUP += rf"(?:&[{_UPPER}][{_UPPER}0-9]{{0,8}}){{0,2}}(?!\w)"
"""`SNN&MT`: two names of one body."""
_DASH = r"(?:\s?[-–]\s?)"
_YEAR = r"(?:19|20)\d\d"
# The first digit, with nothing before it that it belongs to: a pattern that begins with a digit is searched for faster.
_START = r"\d(?<![\w/.,:-]\d)"
_NUMBER = rf"{_START}\d{{0,5}}(?:\.\d{{1,2}})?[a-zA-Z]?"
_STATE = re.compile(
    rf"(?P<n>{_NUMBER})\s?[/]\s?(?:(?P<y>{_YEAR})\s?/?\s?)?"
    rf"(?P<s>(?:QH|UBTVQH)\s?\d{{1,2}}(?=\d?(?!\w))|{_GROUP}(?:(?:{_DASH}|\s?/\s?){_GROUP}){{0,4}})"
)
_DOTTED_YEAR = re.compile(
    rf"(?P<n>{_START}\d{{0,3}}(?:\.\d{{1,2}})?)\.(?P<y>{_YEAR})\s?/\s?(?P<s>{_GROUP}(?:{_DASH}{_GROUP}){{0,3}})"
)
_PARTY = re.compile(rf"(?P<n>{_START}\d{{0,4}})\s?[-–]\s?(?P<t>{_GROUP})\s?/\s?(?P<b>{_GROUP}(?:{_DASH}{_GROUP})?)")
_STANDARD = re.compile(
    rf"(?<!\w)(?P<t>QCVN|TCVN|QCĐP)\s?(?P<n>\d{{1,5}}(?:-\d{{1,2}})?)\s?:\s?(?P<y>{_YEAR})(?:\s?/\s?(?P<b>{_GROUP}))?(?![\w/])"
)
# Letters of companies and associations keep to no grammar; read only behind a type word and `số`.
_LOOSE = re.compile(r"[0-9A-ZĐ][\wĐđ.&]{0,24}(?:\s?[/-]\s?[0-9A-ZĐ][\wĐđ.&]{0,24}){0,6}|\d{1,6}")
_SPACED = re.compile(r"\s?([/–-])\s?")
_STANDARDS = frozenset({"QCVN", "TCVN", "QCĐP"})
_LEGAL = frozenset({"TT", "NĐ", "TTLT", "NQLT", "QĐ", "NQ"})


@dataclass(frozen=True, slots=True)
class Notation:
    """A number with its notation, taken apart.

    `number` as printed; `symbol` everything behind number and year, canonical spelling (`TT-BLĐTBXH`, `CT/TU`); `type`
    the abbreviation of the type in it (None for a công văn, whose symbol names body and unit); `body` the rest.
    `text` is the whole in canonical spelling.
    """

    text: str
    number: str
    year: int | None
    symbol: str
    type: str | None
    body: str

    @property
    def is_strong(self) -> bool:
        """Whether it can be nothing but a document number, without any word before it."""
        groups = [group for group in re.split("[-/]", self.symbol) if group]
        if self.type in _STANDARDS or self.symbol.startswith(("QH", "UBTVQH")):
            return True
        capitals = sum(c.isupper() for c in self.symbol)
        return capitals >= 3 and (len(groups) > 1 or self.year is not None or self.type in _LEGAL)


@dataclass(frozen=True, slots=True)
class NotationMatch:
    """A notation at `text[start:end]`."""

    start: int
    end: int
    notation: Notation


def canonical(text: str) -> str:
    """The spelling without spaces and with one kind of dash: `1865/TTr -SCT` is `1865/TTr-SCT`."""
    return "".join(_SPACED.sub(lambda m: "-" if m[1] == "–" else m[1], text).split())


def key_group(body: str) -> str:
    """A body as keys spell it: known damage repaired (`Tg` is `TTg`), one kind of mark between groups."""
    return "-".join(_REPAIRS.get(group, group) for group in re.split("[-/]", body))


def _split_lost_hyphen(group: str) -> tuple[str | None, str]:
    """`QĐUBND` as `QĐ` and `UBND`; a group that is no known type before a known body stays whole."""
    for body in _BODIES:
        kind = group[: -len(body)]
        if group.endswith(body) and kind in TYPES:
            return kind, body
    return None, group


def split_symbol(symbol: str) -> tuple[str | None, str]:
    """Type abbreviation and body of a symbol: `TT-BLĐTBXH` → `TT`, `BLĐTBXH`; `SYT-BTXH` → None, `SYT-BTXH`."""
    first, mark, rest = re.sub(r"^([^-/]+)/", r"\1-", symbol).partition("-")
    kind = _REPAIRS.get(first, first)
    if mark and kind in TYPES:
        return kind, rest.replace("/", "-")
    if mark:
        return None, symbol
    return _split_lost_hyphen(first)


def _state(match: re.Match[str]) -> Notation:
    symbol = canonical(match["s"])
    year = int(match["y"]) if match["y"] else None
    kind, body = split_symbol(symbol)
    return Notation(canonical(match[0]), match["n"], year, symbol, kind, body)


def _party(match: re.Match[str]) -> Notation | None:
    kind = _REPAIRS.get(match["t"], match["t"])
    if kind not in TYPES:
        return None
    return Notation(
        canonical(match[0]), match["n"], None, canonical(f"{match['t']}/{match['b']}"), kind, canonical(match["b"])
    )


def _standard(match: re.Match[str]) -> Notation:
    body = match["b"] or ""
    return Notation(canonical(match[0]), match["n"], int(match["y"]), match["t"], match["t"], body)


def _end(match: re.Match[str]) -> int:
    """Where the notation ends: a dash set off by spaces on both sides after a complete symbol begins other words."""
    whole, start = match[0], match.start("s") - match.start()
    for dash in re.finditer(r"\s[-–]\s", whole[start:]):
        if "-" in whole[start : start + dash.start()]:
            return match.start() + start + dash.start()
    return match.end()


_READERS = ((_STANDARD, _standard), (_PARTY, _party), (_DOTTED_YEAR, _state), (_STATE, _state))


@lru_cache(maxsize=256)
def find_notations(text: str) -> tuple[NotationMatch, ...]:
    """Every number with a notation in a text, weak ones (`02/TTYT`) included, in order and without overlaps."""
    found: list[NotationMatch] = []
    taken = bytearray(len(text))
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            end = _end(match) if pattern is _STATE else match.end()
            shorter = pattern.fullmatch(text, match.start(), end) if end < match.end() else match
            notation = read(shorter) if shorter is not None else None
            if notation is not None and not any(taken[match.start() : end]):
                taken[match.start() : end] = b"\x01" * (end - match.start())
                found.append(NotationMatch(match.start(), end, notation))
    return tuple(sorted(found, key=lambda n: n.start))


def parse_notation(text: str) -> Notation | None:
    """The notation that a text consists of, in any of its spellings; None where it is none."""
    matches = find_notations(text.strip())
    whole = len(matches) == 1 and (matches[0].start, matches[0].end) == (0, len(text.strip()))
    return matches[0].notation if whole else None


def loose_at(text: str, start: int) -> NotationMatch | None:
    """A number in a spelling of its own (`HT-A015/26-KD`, `02`) right at `start`; its only parts are the digits."""
    match = _LOOSE.match(text, start)
    if match is None:
        return None
    spelled = match[0].rstrip(".-/ ")
    if not any(c.isdigit() for c in spelled):
        return None
    whole = canonical(spelled)
    digits = re.match(r"\d+(?:\.\d+)?", whole)
    number = digits[0] if digits else whole.partition("/")[0]
    symbol = whole[len(number) :].lstrip("/-.")
    notation = Notation(whole, number, None, symbol, None, symbol)
    return NotationMatch(start, start + len(spelled), notation)
