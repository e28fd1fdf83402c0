"""Lines of head and tail, and what kind of line each is: the anchors by which a document is taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz import fuzz

from extractor import vocabulary
from extractor.text.fold import fold, fold_key, tone_key
from extractor.text.passage import Passage, Quote

NATIONAL_TITLE = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap tu do hanh phuc"
PARTY_TITLE = "dang cong san viet nam"
_SIMILAR = 86
_MAX_TYPE_LINE = 300

NUMBER = re.compile(
    r"^\W{0,3}so\s?[:.;]?\s*(?=[\d\s.…_/~-])(?P<number>[\d\s]*\d|[.…_\s-]*)\s*"
    r"(?:/|-\s?(?=[a-z]))\s*(?P<notation>\S.*)?$"
)
"""`Số: 918 /BC-UBND`, `Số:      /KH-UBND`, `Số 11-CT/TU`, on a folded line."""
NUMBER_LABEL = re.compile(r"^\W{0,3}so\s?[:.;]\s*[.…_\s]*$")
PLACE_DATE = re.compile(
    r"^(?P<place>\S[^;:/]{0,58}?)?\s?,?\s?(?P<date>ngay\s?(?P<day>[\d\s.…_/-]{0,24}?)\s?,?\s?thang\s?"
    r"(?P<month>[\d\s.…_/-]{0,24}?)\s?,?\s?nam\s?(?P<year>[\d.…_\s]{0,16}\d|[.…_\s]{1,24}))\W{0,3}$"
)
"""`Kim Trà, ngày 25 tháng 03 năm 2026` with any part left open, on a folded line."""
_RULE = re.compile(r"^[-_=*–—.…•∗\s]{1,200}$")
_ADDRESSEES = re.compile(r"^kinh\s+gui\b")
_RECIPIENTS = re.compile(r"^\W{0,3}n\s?oi\s+nhan\b")
_ABOUT = re.compile(r"^(?:v\s?/\s?v|ve viec)\b[:.]?\s*")
_ABOUT_MARK = re.compile(r"^v\s?/\s?v\b[:.]?\s*")
_URGENCY = frozenset({"khan", "thuong khan", "hoa toc", "hoa toc hen gio"})
_SECRECY = frozenset({"mat", "toi mat", "tuyet mat"})
_AUTHORITY = re.compile(
    r"^(?:t\s?/?\s?m|tl|tuq|t\.m|thua lenh|thua uy quyen|thay mat|kt|k/t|q)\s?[./]\s?\S|"
    r"^(?:tm|t/m|kt|k/t|tl|tuq)\s[a-z]"
)
_APPENDIX = re.compile(
    r"^\W{0,3}(?:phu\s?luc|pl|bieu(?: mau)?|mau(?: so)?|bieu so)\b\s?(?:so\s?)?[:.]?\s?"
    r"(?P<label>[ivx]{1,5}|\d{1,2}[a-z]?)?\s?[:.]?\W{0,3}$"
)
_ATTACHED = re.compile(r"^\W{0,4}(?:(?:ban hanh\s)?kem theo|dinh kem|ban hanh theo)\b")


class Kind(Enum):
    """What a line of head or tail is."""

    NATIONAL = auto()
    MOTTO = auto()
    NUMBER = auto()
    PLACE_DATE = auto()
    TYPE = auto()
    ABOUT = auto()
    ADDRESSEES = auto()
    RECIPIENTS = auto()
    AUTHORITY = auto()
    APPENDIX = auto()
    ATTACHED = auto()
    URGENCY = auto()
    SECRECY = auto()
    RULE = auto()
    WORDS = auto()


def lines_of(passage: Passage) -> Iterator[Quote]:
    """A passage line by line, as it stands on the paper."""
    at = 0
    for piece in passage.slices:
        stop = at
        while stop < len(passage.text) and passage.starts[stop] < piece.end:
            stop += 1
        quote = passage.quote(at, stop)
        if quote:
            yield quote
        at = stop


def _is_like(key: str, model: str) -> bool:
    return abs(len(key) - len(model)) <= 8 and fuzz.ratio(key, model) >= _SIMILAR


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


@lru_cache(maxsize=1)
def _type_names() -> tuple[tuple[str, str], ...]:
    """Folded names of document types with their abbreviation, longest first."""
    data = vocabulary.load("types")
    names = [
        (fold(name), abbreviation)
        for group in ("administrative", "normative")
        for abbreviation, spellings in data[group].items()
        for name in spellings
    ]
    return tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, set[str]]:
    """Tone keys of each folded name of a type."""
    data = vocabulary.load("types")
    spellings: dict[str, set[str]] = {}
    for group in ("administrative", "normative"):
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


def _is_spelt(text: str, name: str) -> bool:
    """Whether words are a type's name with its own tones: `PHƯỜNG AN BIÊN` is not `PHƯƠNG ÁN BIÊN …`."""
    return tone_key(text) in _spellings()[name]


def _capitals_opening(line: Quote) -> tuple[str, int] | None:
    """`BÁO CÁO Kết quả …`: a type's name in capitals with the subject on the same line."""
    for name, abbreviation in _type_names():
        end = len(name)
        opens = line.folded.startswith(name + " ") and line.text[:end].isupper()
        if opens and len(line.text.split()[len(name.split())]) > 1 and line.text[end + 1].isupper():
            return abbreviation, end
    return None


_PATTERNS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_RULE, Kind.RULE),
    (_ADDRESSEES, Kind.ADDRESSEES),
    (_RECIPIENTS, Kind.RECIPIENTS),
    (NUMBER, Kind.NUMBER),
    (NUMBER_LABEL, Kind.NUMBER),
    (PLACE_DATE, Kind.PLACE_DATE),
    (_ABOUT, Kind.ABOUT),
    (_APPENDIX, Kind.APPENDIX),
    (_ATTACHED, Kind.ATTACHED),
)


def kind_of(line: Quote) -> Kind:
    """The kind of a line by its words alone."""
    folded = line.folded[:400]
    key = fold_key(folded)
    if _is_like(key, NATIONAL_TITLE) or _is_like(key, PARTY_TITLE):
        return Kind.NATIONAL
    if _is_like(key, MOTTO):
        return Kind.MOTTO
    for pattern, kind in _PATTERNS:
        if pattern.match(folded):
            return kind
    if _AUTHORITY.match(folded) and is_capitals(line.text.replace("T/M", "TM")):
        return Kind.AUTHORITY
    if is_capitals(line.text) and key in _URGENCY | _SECRECY:
        return Kind.URGENCY if key in _URGENCY else Kind.SECRECY
    return Kind.TYPE if type_of(line) is not None else Kind.WORDS


def about_prefix(line: Quote) -> int:
    """Length of the mark `V/v` at the start of a line; `Về việc` in full is part of the subject."""
    match = _ABOUT_MARK.match(line.folded)
    return match.end() if match else 0


def _starts_with_any(key: str, names: Sequence[str]) -> bool:
    return any(key == name or key.startswith(name + " ") for name in names)


def names_body(line: Quote) -> bool:
    """Whether a line begins with the first words of a body's name."""
    return _starts_with_any(fold_key(line.text), vocabulary.load("organs")["heads"])


def names_unit(line: Quote) -> bool:
    """Whether a line begins with the kind of an administrative unit and so continues a body's name."""
    return _starts_with_any(fold_key(line.text), vocabulary.load("organs")["units"])


def names_post(text: str) -> bool:
    """Whether words begin with a post (chức vụ)."""
    return _starts_with_any(fold_key(text), vocabulary.load("posts")["posts"])


_TITLE = re.compile(
    r"^(?:(?:ts|ths|pgs|gs|bs|ks|cn|cki{1,2}|bscki{1,2}|bs ?cki{1,2}|cvc|luat su|bac si|ky su|dr|"
    r"(?:dai|thuong|trung|thieu)\s(?:tuong|ta|uy)|ong|ba|dong chi|d/c)[.:]?\s?)+(?=\S)"
)
"""Degrees, ranks and forms of address before a name: printed there, no part of it."""
_NOT_A_NAME = re.compile(
    r"^(?:noi nhan|nhu tren|kinh gui|da ky|ky ten|phu luc|ky boi|uy ban|so |bo |ban |phong |hoi dong|cong hoa|doc lap|"
    r"truong )"
)
_MAX_NAME_WORDS = 6
_MAX_NAME_SYLLABLE = 9


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(name.lower() for name in vocabulary.load("counted")["people"]["surnames"])


def _is_name_word(word: str) -> bool:
    letters = word.replace("'", "").replace("’", "").replace("-", "")
    return letters.isalpha() and word[0].isupper() and len(word) <= _MAX_NAME_SYLLABLE


def name_in(line: Quote) -> Quote | None:
    """The person's name a line holds: two to six capitalised syllables; all in capitals, with a known surname."""
    title = _TITLE.match(line.folded)
    start = title.end() if title else 0
    names = line.text[start:].split()
    if not 2 <= len(names) <= _MAX_NAME_WORDS or not all(_is_name_word(word) for word in names):
        return None
    if _NOT_A_NAME.match(line.folded[start:]) or names_post(line.text):
        return None
    capitals = all(word.isupper() and len(word) > 1 for word in names)
    if capitals and (names[0].lower() not in _surnames() or names_body(line)):
        return None
    if not capitals and not all(word[1:] == word[1:].lower() or "'" in word or "-" in word for word in names):
        return None
    return line.part(start)
