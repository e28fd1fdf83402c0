"""Laws, codes, ordinances and the constitution cited by name: where a name begins and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.text.fold import fold, tone_key
from extractor.vocabulary import load

_LAWS = load("acts")["laws"]
_NAMES: dict[str, str] = {fold(name).replace(",", ""): name for name in _LAWS["names"]}
_SQUEEZED: dict[str, str] = {key.replace(" ", "").replace("-", ""): name for key, name in _NAMES.items()}
_SHORT: dict[str, str] = {fold(short): name for short, name in _LAWS["short"].items()}


def _alternatives(names: list[str]) -> str:
    """Folded names as one alternation, longest first; commas and the dash are often left out or set apart."""
    spelled = (re.escape(name).replace(r"\ ", r"\s?[,-]?\s?") for name in sorted(names, key=len, reverse=True))
    return "|".join(spelled)


_KNOWN = re.compile(rf"(?:{_alternatives([*_NAMES, *_SHORT])})(?![\w&])")
# `Căn cứLuật …`: a space lost at the end of a justified line.
# Where it begins is looked at behind it: a pattern that begins with a letter is searched for much faster.
_WORD = re.compile(
    "(?P<kind>"
    + "|".join(rf"{kind}(?:(?<!\w{'.' * len(kind)})|(?<=can cu{kind}))" for kind in ("bo luat", "luat", "phap lenh"))
    + r")\s"
)
_CONSTITUTION = re.compile(r"(?<!\w)hien phap(?:\snuoc[^.;,]{0,60}?viet nam)?\s(?:nam\s)?(?P<y>(?:19|20)\d\d)(?!\d)")
_AMENDING = re.compile(
    r"sua doi(?:,?\sbo sung)?(?:\smot so dieu)?(?:\scua)?(?:\scac)?\s(?=(?:bo\s)?luat\s|phap lenh\s)"
)
_MANY = re.compile(
    r"sua doi(?:,?\sbo sung)?(?:\smot so dieu)?(?:\scua)?\s(?:cac|\d{1,2}|mot so)\s(?:bo\s)?luat"
    r"(?:\s(?!ngay\s|so\s|nam\s\d|thi\s|da\s|duoc\s)[^\W_]{1,8},?){0,16}"
)
"""One law that amends many without their names: `sửa đổi, bổ sung một số điều của 10 luật có liên quan đến …`."""
_NEXT = re.compile(r"(?:,|;|\sva)\s(?=(?:bo\s)?luat\s)")
_YEAR = re.compile(r"(?:\s\(?sua doi\)?,?)?\s\(?(?:nam\s)?(?P<y>(?:19|20)\d\d)(?![\d/-])")
_NOT_BEFORE = re.compile(r"(?<!\w)(?:phap|ky|quy|dinh|du thao|du an|dao|va cac|cac)\s$")
# Words of a title: the law behind them is the subject of the document cited before, not cited for itself.
_IN_TITLE = re.compile(r"(?:mot so dieu|chi tiet|thi hanh|bien phap)(?:\s[^.;]{0,30})?\s$")

# A name that is not in the vocabulary ends before the first of these words, with their own tones, or at a sign.
_STOP = frozenset(map(tone_key, _LAWS["stop"]))
_SYLLABLE = re.compile(r"\s?(?P<w>[^\W_]+(?:&[^\W_]+)?)")
_MAX_SYLLABLES = 10
_KIND = {"bo luat": "L", "luat": "L", "phap lenh": "PL"}


@dataclass(frozen=True, slots=True)
class LawMatch:
    """A law named at `text[start:end]`, the year of its name included.

    `name` is the name as the vocabulary spells it, or as printed; `word_end` is where the type word ends.
    """

    start: int
    end: int
    word_end: int
    type: str
    name: str
    year: int | None
    known: bool


@dataclass(frozen=True, slots=True)
class _Name:
    end: int
    name: str
    known: bool


def _tones(name: str) -> str:
    """What tells `Luật Giá` from `luật gia`."""
    return tone_key(re.sub("[,-]", " ", name))


def _known_name(text: str, folded: str, start: int) -> _Name | None:
    match = _KNOWN.match(folded, start)
    if match is None:
        return None
    key = " ".join(re.sub("[,-]", " ", match[0]).split())
    name = _NAMES.get(key) or _SHORT.get(key) or _SQUEEZED.get(key.replace(" ", ""))
    if name is None:
        return None
    same = _tones(text[start : match.end()]) == _tones(name) or key in _SHORT or key.count(" ") > 1
    return _Name(match.end(), name, known=True) if same else None


def _free_name(text: str, folded: str, start: int) -> _Name | None:
    """An unknown name: a capital, then syllables up to a word or sign that cannot belong to a name."""
    end = start
    if not text[start : start + 1].isupper():
        return None
    for _ in range(_MAX_SYLLABLES):
        match = _SYLLABLE.match(folded, end)
        word = tone_key(text[match.start("w") : match.end("w")]) if match is not None else ""
        is_name_word = match is not None and not word.isdigit() and word not in _STOP
        opens_name = end == start and not text[start : start + 2].isupper()
        if match is None or not (is_name_word or opens_name):
            break
        end = match.end()
    return _Name(end, text[start:end], known=False) if end > start else None


def _name_at(text: str, folded: str, start: int) -> _Name | None:
    return _known_name(text, folded, start) or _free_name(text, folded, start)


def _amended(text: str, folded: str, start: int) -> _Name | None:
    """The names behind `sửa đổi, bổ sung một số điều của`, joined by `và` where there are several."""
    names, end, at = list[str](), start, start
    while (word := _WORD.match(folded, at)) is not None and len(names) < _MAX_SYLLABLES:
        name = _name_at(text, folded, word.end())
        if name is None:
            break
        names.append(name.name)
        end = name.end
        following = _NEXT.match(folded, end)
        if following is None:
            break
        at = following.end()
    return _Name(end, "sửa đổi " + " và ".join(names), known=True) if names else None


def _law(text: str, folded: str, word: re.Match[str]) -> LawMatch | None:
    start, at = word.start(), word.end()
    kind = word["kind"]
    capital = text[start].isupper() or (kind == "bo luat" and text[start + 3].isupper())
    if not (capital or text[at : at + 1].isupper()) or _NOT_BEFORE.search(folded, max(0, start - 12), start):
        return None
    amending = _AMENDING.match(folded, at)
    many = _MANY.match(folded, at)
    if many is not None:
        end = len(text[: many.end()].rstrip(" ,"))
        name: _Name | None = _Name(end, text[at:end], known=False)
    else:
        name = _amended(text, folded, amending.end()) if amending else _name_at(text, folded, at)
    if name is None:
        return None
    year = _YEAR.match(folded, name.end)
    end = year.end() if year else name.end
    return LawMatch(start, end, at - 1, _KIND[kind], name.name, int(year["y"]) if year else None, name.known)


def is_in_title(folded: str, start: int) -> bool:
    """Whether the words before `start` make what follows a part of another document's title."""
    return _IN_TITLE.search(folded, max(0, start - 60), start) is not None


def find_laws(text: str, folded: str) -> tuple[LawMatch, ...]:
    """Every law, code, ordinance or constitution cited by name, in order and without overlaps."""
    found: list[LawMatch] = []
    for match in _CONSTITUTION.finditer(folded):
        if text[match.start()].isupper():
            word_end = match.start() + len("hiến pháp")
            found.append(LawMatch(match.start(), match.end(), word_end, "HP", "Hiến pháp", int(match["y"]), known=True))
    end = 0
    for word in _WORD.finditer(folded):
        law = _law(text, folded, word) if word.start() >= end else None
        if law is not None:
            found.append(law)
            end = law.end
    return tuple(sorted(found, key=lambda law: law.start))
