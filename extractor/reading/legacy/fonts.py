"""Which encoding a font's name says, and the text of a run set in such a font."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.reading.legacy.encodings import Encoding, encodings
from extractor.reading.legacy.syllables import is_syllable

_LONGEST_NAME = 80
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_TCVN3 = re.compile(r"^(?:\.vn|(?-i:Vn(?=[A-Z])))[a-z0-9 ]*?(h?)(?=$|[,-]| ?(?:Bold|Italic))", re.IGNORECASE)
"""`.VnTime`, `.VnArialH`, `.VnTime,Bold`; some files drop the dot. Only fonts of capitals end in H."""
_VNI = re.compile(r"^VNI[- ][A-Z]", re.IGNORECASE)
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
"""Letters that no text in an encoding before Unicode shows."""
_FEWEST_PLAIN = 2
"""Words in Unicode that a run must have: one letter by itself (`Ê`, which is `ấ`) says nothing."""
_HYPHEN_IN_WORD = re.compile(r"(?<![A-Z0-9/-])[^\W\d_]{0,7}-[^\W\d_A-Z]{0,7}(?![A-Z0-9/-])")
_WORDS = re.compile(r"[A-Za-z\u00a1-\u1ef9]+")


@dataclass(frozen=True, slots=True)
class FontCode:
    """What a font makes of characters; `capitals` prints all letters as capitals."""

    encoding: Encoding
    capitals: bool = False


@lru_cache(maxsize=512)
def code_of_font(name: str) -> FontCode | None:
    """The encoding that the name of a font says, None for fonts of Unicode and unknown ones.

    Names may carry the prefix of a subset and the style: `ABCDEF+.VnTimeH,Bold`, `VNI-Times`.
    """
    name = _SUBSET.sub("", name[:_LONGEST_NAME].strip().strip("'\""))
    if match := _TCVN3.match(name):
        return FontCode(encodings()["tcvn3"], capitals=bool(match[1]))
    return FontCode(encodings()["vni"]) if _VNI.match(name) else None


def is_unicode(text: str) -> bool:
    """Whether it holds a Vietnamese letter that only Unicode has."""
    return _UNICODE_ONLY.search(text) is not None


def decode_run(text: str, code: FontCode) -> list[str]:
    """What each character of a run prints, as long as the run.

    A run that holds letters of Unicode is not in the font's encoding: programs take them from another font.
    """
    if is_unicode(text) or _is_plain(text, code.encoding):
        return list(text)
    out = code.encoding.characters(text)
    if code.encoding.name == "tcvn3":
        out = with_lost_letter(text, out)
    return [_capital(letter) for letter in out] if code.capitals else out


def _capital(letter: str) -> str:
    big = letter.upper()
    return big if len(big) == len(letter) else letter


def _is_plain(text: str, encoding: Encoding) -> bool:
    """Whether the run reads as Vietnamese as it stands and does not when decoded: pasted from elsewhere."""
    words = readable(text)
    return words >= _FEWEST_PLAIN and words > readable(encoding.decoded(text))


def readable(text: str) -> int:
    """How many words with other than ASCII letters are Vietnamese syllables."""
    return sum(1 for word in _WORDS.findall(text) if not word.isascii() and is_syllable(word))


def with_lost_letter(text: str, out: Sequence[str]) -> list[str]:
    """`ch-¬ng` for `chương`: some programs write the soft hyphen, which is `ư`, as a hyphen.

    It is one where the word is a syllable with it; a hyphen between figures, capitals or words of their own stays, and
    that of a heading's number (`V- Kết quả`).
    """
    found = list(out)
    for match in _HYPHEN_IN_WORD.finditer(text):
        word = "".join(out[match.start() : match.end()])
        mended = word.replace("-", "ư")
        numeral = set(word[:-1]) <= set("IVX") and word.endswith("-")
        if len(word) > 1 and is_syllable(mended) and not _are_words(word) and not numeral:
            found[match.start() : match.end()] = [
                "ư" if text[at] == "-" else out[at] for at in range(match.start(), match.end())
            ]
    return found


def _are_words(word: str) -> bool:
    return all(is_syllable(part) for part in word.split("-") if part)
