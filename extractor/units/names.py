"""Keys under which names of administrative units are compared, and the kind words that stand before a name.

Two keys of one name. `loose_key` drops tones and is made by string operations that run over a whole list at
once; it only groups rows. `name_key` keeps tones and decides equality: tone placement (`hoà`/`hòa`), i/y
(`Quí`/`Quý`), case, spaces, hyphens, apostrophes, NFC/NFD and the look-alikes of Đ make no difference; any
other mark does.
"""

import re
import unicodedata
from typing import Final, Literal, NamedTuple

Kind = Literal["tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "đặc khu"]

KINDS: Final[tuple[Kind, ...]] = (
    "thành phố", "thị trấn", "đặc khu", "thị xã", "phường", "huyện", "quận", "tỉnh", "xã",
)  # fmt: skip
"""Longest first, so that `thị xã` is never read as `xã`."""

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS: Final = frozenset("aeiou")
# Ư printed as Ƣ is an artefact of font conversion; the four Đ-like letters come from other code pages.
_LETTERS: Final = str.maketrans({"ð": "đ", "ɖ": "đ", "ƣ": "ư"})
_SEPARATORS: Final = " \u00a0-–—'’`´.,_"
_LOOSE: Final = str.maketrans({"ð": "đ", "ɖ": "đ", "ƣ": "u", "y": "i", "\u031b": None}
                              | dict.fromkeys(_TONES + _SEPARATORS))  # fmt: skip

_SHORT_KINDS: Final[dict[str, Kind]] = {
    "tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "đk": "đặc khu",
    "p": "phường", "x": "xã", "h": "huyện", "q": "quận", "t": "tỉnh",
}  # fmt: skip
_FULL_NAMES: Final = {"hcm": "hồ chí minh"}
_KIND_PREFIX: Final = re.compile(
    r"(?:(?P<word>" + "|".join(KINDS) + r")(?=[\s.:\d]|$)"
    r"|(?P<pair>tp|tx|tt|đk)(?=[\s.]|hcm)|(?P<letter>[pxhqt])(?=\.|\s?\d))[\s.:]*"
)


class KindedName(NamedTuple):
    """A printed name split into the kind it begins with, if any, and the rest in lower case."""

    kind: Kind | None
    name: str


def plain(text: str) -> str:
    """Return `text` as NFC in lower case with single spaces and the usual Đ and Ư."""
    return " ".join(unicodedata.normalize("NFC", text).lower().translate(_LETTERS).split())


def loose_key(text: str) -> str:
    """Return the grouping key of one name, or of many joined by line feeds, which are kept."""
    return unicodedata.normalize("NFD", text.lower()).translate(_LOOSE)


def name_key(name: str) -> str:
    """Return the key by which two spellings of one name are equal; a tone goes to the start of its vowels."""
    out: list[str] = []
    vowels_at = -1
    for char in unicodedata.normalize("NFD", name.lower().translate(_LETTERS)).replace("y", "i"):
        if char in _TONES:
            out.insert(vowels_at if vowels_at >= 0 else len(out), char)
        elif unicodedata.combining(char):
            out.append(char)
        elif char in _VOWELS:
            vowels_at = len(out) if vowels_at < 0 else vowels_at
            out.append(char)
        else:
            vowels_at = -1
            if char not in _SEPARATORS and not char.isspace():
                out.append(char)
    return "".join(out)


def split_kind(text: str) -> KindedName:
    """Split `phường Kim Trà`, `TX. Hương Trà`, `P. 5`, `Q1` into kind and name; None where no kind stands."""
    words = plain(text)
    match = _KIND_PREFIX.match(words)
    if match is None:
        return KindedName(None, bare_name(words))
    return KindedName(read_kind(match), bare_name(words[match.end() :]))


def read_kind(match: re.Match[str]) -> Kind:
    """Return the kind that a match of groups `word`, `pair` and `letter` stands for."""
    word = match["word"]
    for kind in KINDS:
        if kind == word:
            return kind
    return _SHORT_KINDS[match["pair"] or match["letter"]]


def bare_name(name: str) -> str:
    """Return `name` without edge punctuation, `05` as `5`, and `HCM` written out."""
    trimmed = name.strip(" .,;:-–*")
    if trimmed.isdigit():
        return trimmed.lstrip("0") or trimmed
    return _FULL_NAMES.get(trimmed, trimmed)
