"""Names of document types at the beginning of a line: `BÁO CÁO`, `KẾ HOẠCH HÀNH ĐỘNG`."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor import vocabulary
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold, tone_key
from extractor.text.passage import Quote

TYPE_GROUPS = ("administrative", "customary", "normative")
"""Groups of `types.toml` with names that stand above a document."""
_MAX_TYPE_LINE = 300


@lru_cache(maxsize=1)
def _type_names() -> tuple[tuple[str, str], ...]:
    """Folded names of document types with their abbreviation, longest first."""
    data = vocabulary.load("types")
    names = [
        (fold(name), abbreviation)
        for group in TYPE_GROUPS
        for abbreviation, spellings in data[group].items()
        for name in spellings
    ]
    return tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, set[str]]:
    """Tone keys of each folded name of a type."""
    data = vocabulary.load("types")
    spellings: dict[str, set[str]] = {}
    for group in TYPE_GROUPS:
        for name in (name for names in data[group].values() for name in names):
            spellings.setdefault(fold(name), set()).add(tone_key(name))
    return spellings


@lru_cache(maxsize=1)
def _qualifiers() -> tuple[str, ...]:
    return tuple(
        sorted((fold(name) for name in vocabulary.load("types")["qualifiers"]["names"]), key=len, reverse=True)
    )


def type_of(line: Quote) -> tuple[str, int] | None:
    """Abbreviation of the type a capitals line names, and how far its name reaches into the line.

    `BÁO CÁO` and `BÁO CÁO THAM LUẬN` are whole names; in `BÁO CÁO KẾT QUẢ …` the name ends after `BÁO CÁO`.
    """
    if len(line.text) > _MAX_TYPE_LINE:
        return None
    folded = line.folded
    if not is_capitals(line.text):
        return _capitals_opening(line)
    squeezed = re.sub(r"(?<=\b\w) (?=\w\b)", "", folded)
    for name, abbreviation in _type_names():
        if squeezed.rstrip(" :.") == name.replace(" ", "") and squeezed != folded:
            return abbreviation, len(folded)
        if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalnum():
            rest = folded[len(name) :].strip(" :.")
            if rest and not _is_spelt(line.text[: len(name)], name):
                continue
            if not rest or any(
                rest == q or re.fullmatch(re.escape(q) + r"[\s\d/ivxq-]{0,12}", rest) for q in _qualifiers()
            ):
                return abbreviation, len(folded)
            return abbreviation, len(name)
    return None


def whole_type(line: Quote) -> str | None:
    """Abbreviation of the type that a line not set in capitals names, alone: `Báo cáo`."""
    key = line.folded.strip(" :.")
    if not line.text[:1].isupper():
        return None
    return next((code for name, code in _type_names() if name == key and _is_spelt(line.text.strip(" :."), name)), None)


def _is_spelt(text: str, name: str) -> bool:
    """Whether words are a type's name with its own tones: `PHƯỜNG AN BIÊN` is not `PHƯƠNG ÁN BIÊN …`."""
    return tone_key(text) in _spellings()[name]


_REFERS = re.compile(r"(?:so|nay|tren|neu|lien tich|kem|da)\b")
"""Words with which a sentence goes on that mentions a document."""


def _capitals_opening(line: Quote) -> tuple[str, int] | None:
    """`BÁO CÁO Kết quả …`, `KẾT LUẬN của Ban Thường vụ …`: a type's name in capitals, the subject on the same line."""
    if not line.text[:2].isupper():
        return None
    for name, abbreviation in _type_names():
        end = len(name)
        opens = line.folded.startswith(name + " ") and line.text[:end].isupper()
        if opens and len(line.text.split()[len(name.split())]) > 1 and not _REFERS.match(line.folded, end + 1):
            return abbreviation, end
    return None
