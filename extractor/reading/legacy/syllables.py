"""Whether a word is spelt as a Vietnamese syllable can be."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Any

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ON_CONSONANT = re.compile("[bcdđghklmnpqrstvx][\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_TONES_OF_STOPPED = ("\u0301", "\u0323")
_BACK, _FRONT = frozenset("aăâoôơuư"), frozenset("eêiy")
_LONGEST = 7
"""Letters of `nghiêng`."""


@lru_cache(maxsize=1)
def _toneless() -> frozenset[str]:
    text = (resources.files("extractor.reading.legacy") / "syllables.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    rhymes = " ".join(data["rhymes"]).split()
    spelt = (
        (data["initials_any"], rhymes),
        (data["initials_back"], [rhyme for rhyme in rhymes if rhyme[0] in _BACK]),
        (data["initials_front"], [rhyme for rhyme in rhymes if rhyme[0] in _FRONT]),
        (["qu"], data["rhymes_qu"].split()),
        (["g"], data["rhymes_gi"].split()),
    )
    return frozenset(initial + rhyme for initials, own in spelt for initial in initials for rhyme in own)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word of any case and form of normalisation is a syllable, the place of its tone mark left open."""
    if not 0 < len(word) <= 3 * _LONGEST:
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    plain = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if len(tones) > 1 or plain not in _toneless() or _ON_CONSONANT.search(parts):
        return False
    return not (tones and _STOPPED.search(plain) and tones[0] not in _TONES_OF_STOPPED)
