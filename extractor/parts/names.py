"""Persons' names under signatures: what is the name on a line that also holds degree, rank, post or telephone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor import vocabulary
from extractor.parts.lines import names_body, names_post
from extractor.text.fold import fold, tone_key
from extractor.text.passage import Quote

_TITLE = re.compile(
    r"^(?:\W{0,2}da ky\W{1,3}|(?:(?:ts|ths|pgs|gs|bs|ks|kts|cn|cv|dd|ds|ck[i12]{1,2}|bs ?ck[i12]{1,2}|ts ?ck[i12]{1,2}|"
    r"cvc|luat su|bac si|ky su|thac si|tien si|dr|ngut|ngnd|ttut|(?:dai|thuong|trung|thieu)\s(?:tuong|ta|uy)|ong|ba|"
    r"dong chi|d/c)(?:[.:,;]\s?|-\s?|\s)))+(?=\S)"
)
"""Degrees, ranks and forms of address before a name: printed there, no part of it."""
_BEHIND_NAME = re.compile(r"\s?(?P<sign>[(,;:/\d]|-\s|-(?=\d)|\s(?:dt|sdt|tel)\b)\s?")
_TELEPHONE = re.compile(r"[-\s,;:(]{0,3}(?:(?:dt|sdt|so dt|dien thoai|tel|di dong)\b|\d)")
_NOT_A_NAME = re.compile(
    r"^(?:signature|chu ky|noi nhan|nhu tren|kinh gui|da ky|ky ten|phu luc|ky boi|uy ban|so |bo |ban |phong |hoi dong|"
    r"cong hoa|doc lap|truong )"
)
_SURNAMES_LIKE_WORDS = frozenset({tone_key("trương"), tone_key("tô")})
"""Without their tones they open names of schools and posts: `Trường …`, `Trưởng …`, `Tổ trưởng`."""
_JOINTS = frozenset("'’-")
_MAX_NAME_WORDS = 6
_MAX_KNOWN_NAME_WORDS = 8
"""Syllables of a name that begins with a known surname: `Công Tằng Tôn Nữ Thị Hoài Hương`."""
_MAX_NAME_SYLLABLE = 9


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    names = [*vocabulary.load("counted")["people"]["surnames"], *vocabulary.load("posts")["surnames"]]
    return frozenset(name.lower() for name in names)


def _is_name_word(word: str) -> bool:
    letters = "".join(c for c in word if c not in _JOINTS)
    capital = word[0].isupper() or word in {"thị", "văn"}
    return letters.isalpha() and capital and len(word) <= _MAX_NAME_SYLLABLE


def name_in(line: Quote) -> Quote | None:
    """The person's name a line holds: two to six capitalised syllables; all in capitals, with a known surname."""
    start = _title_end(line)
    end = _name_end(line, start)
    names = line.text[start:end].split()
    if not (_has_length(names) or _is_long_name(names)) or not all(_is_name_word(word) for word in names):
        return None
    if tone_key(names[0]) not in _SURNAMES_LIKE_WORDS and (
        _NOT_A_NAME.match(line.folded[start:]) or names_post(line.text)
    ):
        return None
    if all(word.isupper() for word in names):
        known = names[0].lower() in _surnames() and any(len(word) > 1 for word in names)
        return line.part(start, end) if known and not names_body(line) else None
    lower = all(word[1:].islower() or len(word) == 1 or set(word) & _JOINTS for word in names)
    return line.part(start, end) if lower else None


def _has_length(names: Sequence[str]) -> bool:
    """Two to six syllables, or one of the peoples' names that an apostrophe joins: `K'Brếp`."""
    return 2 <= len(names) <= _MAX_NAME_WORDS or (len(names) == 1 and names[0][1:2] in _JOINTS and len(names[0]) > 3)


def _is_long_name(names: Sequence[str]) -> bool:
    return _MAX_NAME_WORDS < len(names) <= _MAX_KNOWN_NAME_WORDS and names[0].lower() in _surnames()


def _name_end(line: Quote, start: int) -> int:
    """Where a post, a telephone number or a remark in brackets begins behind the name."""
    behind = _BEHIND_NAME.search(line.folded, start)
    if behind is None:
        return len(line.text)
    rest = line.text[behind.end() :]
    remark = behind["sign"] == "(" or names_post(rest) or _TELEPHONE.match(line.folded, behind.start()) is not None
    return behind.start() if remark else len(line.text)


def _title_end(line: Quote) -> int:
    """Where the name begins behind degree, rank or form of address; `Ba`, `Bá` and the surname `Ông` are none."""
    title = _TITLE.match(line.folded)
    words = line.text.split()
    if title is None:
        return 0
    address = fold(words[0])
    other = address in _ADDRESS and tone_key(words[0]) != _ADDRESS[address]
    surname = address == "ong" and fold(words[1]) in {"van", "thi"}
    return 0 if other or surname else title.end()


_ADDRESS = {"ba": tone_key("bà"), "ong": tone_key("ông"), "dai": tone_key("đại")}
