"""Bytes of a text file to text: Unicode by its form, older encodings by clear evidence, nothing by guessing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from typing import Final

from extractor.errors import UnsupportedError
from extractor.reading.legacy.encodings import encodings
from extractor.reading.legacy.evidence import decode_text, with_capitals
from extractor.reading.legacy.syllables import is_syllable

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
FEWEST_WORDS = 8
"""Words with other than ASCII letters that the right encoding must make syllables of."""
LEAST_READABLE = 0.9
"""Share of such words that are syllables in the right encoding."""
LEAST_LEAD = 0.2
"""By how much that share must pass the one of the next encoding."""
_READ = 200_000
"""Bytes from the start that decide."""
_LATIN_SHARE = 0.4
"""Share of the characters of a text whose upper byte is nil in UTF-16: blanks, figures, letters without marks."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WORD = re.compile(r"[^\s\x00-@\[-`{-\x7f\u2010-\u2027]+")


def decode_bytes(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 by its mark or form, else the older encoding that its words speak for.

    Raises:
        UnsupportedError: in any other encoding, or where the words do not tell.
    """
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), None) or unmarked_utf16(data) or "utf-8"
    try:
        return decode_text(data.decode(encoding))
    except UnicodeDecodeError as error:
        legacy = None if encoding != "utf-8" else by_evidence(data)
        if legacy is None:
            raise UnsupportedError(f"the text is not {encoding.upper()} (byte {error.start})") from error
        return legacy


def unmarked_utf16(data: bytes) -> str | None:
    """The order of bytes of a text in UTF-16 without its mark, as `utf-16-le` or `utf-16-be`; None for other content.

    Half of the characters of Vietnamese are below 256, so that one of two bytes is nil in many pairs, and none is a
    control character.
    """
    start = data[: _READ - _READ % 2]
    if not start or len(data) % 2:
        return None
    for upper, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nil = start[upper::2].count(0)
        if nil >= _LATIN_SHARE * len(start) / 2 and not _CONTROL.search(start.decode(encoding, "ignore")):
            return encoding
    return None


def by_evidence(data: bytes) -> str | None:
    """The text in windows-1258, TCVN3, VNI or VISCII, None where none of them is clearly right."""
    start = data[:_READ]
    counts = sorted(((_syllables(read(start)), name) for name, read in _READINGS.items()), reverse=True)
    (best, syllables), name = counts[0]
    (second, _), _ = counts[1]
    if syllables < FEWEST_WORDS or best < LEAST_READABLE or best - second < LEAST_LEAD:
        return None
    return _READINGS[name](data)


def _syllables(text: str) -> tuple[float, int]:
    """Share and number of Vietnamese syllables among the words with other than ASCII letters."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    found = sum(1 for word in words if is_syllable(word))
    return (found / len(words) if words else 0.0), found


def _western(data: bytes) -> str:
    return data.decode("latin-1").translate(_PUNCTUATION)


def _tcvn3(data: bytes) -> str:
    encoding = encodings()["tcvn3"]
    return "\n".join(
        "".join(with_capitals(line, encoding.characters(line))) for line in _western(data).split("\n")
    )


_READINGS: Final[Mapping[str, Callable[[bytes], str]]] = {
    "windows-1258": lambda data: data.decode("cp1258", "replace"),
    "tcvn3": _tcvn3,
    "vni": lambda data: encodings()["vni"].decoded(_western(data)),
    "viscii": lambda data: encodings()["viscii"].decoded(data.decode("latin-1")),
}
"""The bytes read in each encoding; where one has no meaning for a byte, a sign that fits no word."""


def _punctuation() -> dict[int, str]:
    """Bytes 80 to 9F as Windows-1252 reads them; the five it leaves open stay control characters."""
    pairs = ((byte, bytes([byte]).decode("cp1252", "ignore")) for byte in range(0x80, 0xA0))
    return {byte: character for byte, character in pairs if character}


_PUNCTUATION = _punctuation()
