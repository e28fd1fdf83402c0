"""Whom a request addresses: the body's name behind `Đề nghị`, `Kiến nghị`, `Đối với`.

The name ends where a word begins that is neither capitalised nor one that names of bodies are made of; Vietnamese
writes its words as separate syllables, so the words are found by underthesea's segmenter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import vocabulary
from extractor.text.passage import Quote
from extractor.text.words import words_of

_OPENER = re.compile(
    r"^\W{0,3}(?:kinh\s)?(?:de nghi|kien nghi|de xuat|doi voi|voi|trinh)\b\s?:?\s?"
    r"(?:,\s?(?:de nghi|kien nghi|de xuat)\s)?(?:voi\s|doi voi\s)?"
)
_BARE = re.compile(r"^(?:uy ban|ubnd|so|bo|chinh phu|hdnd|hoi dong|tinh uy|thanh uy|cac so|cac bo|thu tuong)\b")
_REACH = 220
_MAX_HEADING_WORDS = 12
_VERBS_TOO = frozenset({"tổ chức"})
_LISTED = re.compile(r"(?:^|,|\bvà|\bcác|\bmọi)\s*$", re.IGNORECASE)
_JOINTS = frozenset({"và", ",", "-", "–", "&"})


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words of a text."""
    at = 0
    for word in words_of(text):
        start = text.find(word, at)
        if start < 0:
            return
        at = start + len(word)
        yield start, at


def _opens_name(text: str) -> bool:
    lower = text.lower()
    heads = vocabulary.load("addressees")["heads"]
    return any(lower.startswith(head) and not lower[len(head) : len(head) + 1].isalnum() for head in heads)


def _goes_on(word: str) -> bool:
    """Whether a word can stand inside a body's name: capitalised, or of syllables that such names are made of."""
    inside = vocabulary.load("addressees")["inside"]
    syllables = word.split()
    if len(syllables) > 1 and syllables[0] in _JOINTS:
        syllables = syllables[1:]
    return syllables[0][0].isupper() or syllables[0][0].isdigit() or all(s in inside for s in syllables)


def _is_noun(text: str, begin: int, word: str) -> bool:
    """Whether `tổ chức` is a body here (`các sở, tổ chức`) and not what one is to do: `Sở Y tế tổ chức lớp …`."""
    return word not in _VERBS_TOO or _LISTED.search(text[:begin]) is not None


def _name_end(text: str, start: int) -> int:
    """Where the body's name that begins at `start` ends; `start` where none does."""
    if not _opens_name(text[start:]):
        return start
    ends = [start]
    for begin, stop in _segments(text):
        word = text[begin:stop].strip()
        if stop <= start or not word:
            continue
        if word not in _JOINTS and begin >= start and not (_goes_on(word) and _is_noun(text, begin, word)):
            break
        if word not in _JOINTS:
            ends.append(stop)
    never_last = vocabulary.load("addressees")["never_last"]
    while len(ends) > 1 and text[ends[-2] : ends[-1]].strip(" ,") in never_last:
        ends.pop()
    return ends[-1]


def addressee_in(quote: Quote) -> Quote | None:
    """`Đề nghị Sở Y tế xem xét …`, `Kiến nghị Bộ …`, `Đối với UBND tỉnh`: the body that is asked."""
    opener = _OPENER.match(quote.folded)
    if opener is None:
        return None
    start = opener.end()
    end = _name_end(quote.text[: start + _REACH], start)
    return quote.part(start, end) if end > start else None


def addressee_led(quote: Quote, *, bare: bool) -> Quote | None:
    """`Sở Y tế: tổ chức lớp đào tạo …`: the body that a request is put before.

    `bare` without the colon, below `… kính đề nghị:`.
    """
    end = _name_end(quote.text[:_REACH], 0)
    return quote.part(0, end) if end and (bare or quote.text[end:].lstrip().startswith(":")) else None


def addressee_heading(title: Quote) -> Quote | None:
    """The body a heading of requests names: behind an opener, or by itself."""
    named = addressee_in(title)
    if named is not None:
        return named
    short = len(title.text.split()) <= _MAX_HEADING_WORDS
    return title if short and _BARE.match(title.folded) else None


def names_addressee(title: Quote) -> bool:
    """Whether a heading is a body's name and nothing else (`Phòng Kinh tế`, `Công an xã`)."""
    end = _name_end(title.text[:_REACH], 0)
    return end > 0 and not title.text[end:].strip(" .:;,")
