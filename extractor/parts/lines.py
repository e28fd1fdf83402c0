"""Lines of head and tail, and what kind of line each is: the anchors by which a document is taken apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz import fuzz

from extractor import vocabulary
from extractor.parts.stamps import is_mark, is_stamp
from extractor.parts.type_names import type_of
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold, fold_key, tone_key
from extractor.text.passage import Passage, Quote

NATIONAL_TITLE = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap tu do hanh phuc"
PARTY_TITLE = "dang cong san viet nam"
UNION_TITLE = "doan tncs ho chi minh"
"""In the Youth Union's documents it stands where others have the national title."""
_TITLE_HALVES = frozenset(
    {
        "cong hoa xa hoi",
        "chu nghia viet nam",
        "cong hoa xa hoi chu nghia",
        "xa hoi chu nghia viet nam",
        "cong hoa xa hoi chu",
        "nghia viet nam",
    }
)
"""The national title set on two lines in a narrow column."""
_SIMILAR = 86
_MAX_PLACE_DATE = 120
_MAX_OPENING = 80
"""Characters of a line in which a name's first words are looked for."""
_MAX_FIXED_LINE = 80
"""Longer lines are neither title nor motto nor mark, even with letters set apart."""

NUMBER = re.compile(
    r"^\W{0,3}(?:(?:nghi quyet|quyet dinh|chi thi|ke hoach|thong bao|to trinh)\s(?=so\s?:\s?\d+/\S+$))?"
    r"so\s?[:.;]?\s*(?=[\d\s.…_/~-])(?P<number>[\d\s]*\d(?:\.\d{3}(?!\d))?(?:[a-eđ](?=\s?[/-]))?|[.…_\s-]*)\s*"
    r"(?:/|-\s?(?=[a-z])|\.?(?=[a-z]{2,5}[/-][a-z]))\s*(?P<notation>\S.*)?$"
)
"""`Số: 918 /BC-UBND`, `Số:      /KH-UBND`, `Số 11-CT/TU`, `Số: 45a/KH-UBND`, `Số: 1.256/UBND-VX`, on a folded line."""
NUMBER_BESIDE = re.compile(r"^(?P<number>\d{1,5})\s?[/-]\s?(?P<notation>(?:\d{4}/)?[a-z]\S{1,30})$")
"""`12/BC-UBND` in a cell of its own beside the label `Số:`."""
NUMBER_LABEL = re.compile(r"^\W{0,3}so\s?[:.;]\s*[.…_\s]*$")
PLACE_DATE = re.compile(
    r"^(?P<place>\S[^;:/]{0,58}?)?(?:,?\s(?:hoi|luc)\s\d{1,2}\s?(?:gio|h|g)\s?(?:\d{1,2})?(?:\sphut)?)?\s?,?\s?(?P<date>(?:ngay\s?|(?<=,\s)(?=thang))(?P<day>[\d\s.…_/-]{0,24}?)\s?,?\s?(?:thang|[/.-])\s?"
    r"(?P<month>[\d\s.…_/-]{0,24}?)\s?,?\s?(?:nam|[/.-])\s?"
    r"(?P<year>[\d.…_\s]{0,16}\d|[.…_\s]{1,24}|(?<=, ngay thang nam)))\W{0,3}$"
)
"""`Kim Trà, ngày 25 tháng 03 năm 2026`, `ngày 25/3/2026` with any part left open, on a folded line."""
_DATE_WORD = re.compile(r"ngay|, thang")
_CITING = tuple(tone_key(words) + " " for words in ("căn cứ", "thực hiện", "theo", "tại", "xét", "trước", "sau", "từ"))
"""Words that cite a date; no place begins with them (their tones tell `Tài Văn` apart)."""
_RULE = re.compile(r"^[-_=*–—.…•∗|\s]{1,200}$")
_ADDRESSEES = re.compile(r"^kinh\s+(?:gui\b|trinh\s?:)")
_RECIPIENTS = re.compile(r"^\W{0,3}n\s?oi\s+(?:nhan\b(?!\s(?:ho so|ket qua|don|tra|thong tin|tien|hang)\b)|gui\s?:)")
_ABOUT = re.compile(r"^\(?(?:v\s?/\s?v|ve viec)\b[:.]?\s*")
_ABOUT_MARK = re.compile(r"^\(?v\s?/\s?v\b[:.]?\s*")
_AUTHORITY = re.compile(
    r"^(?:t\s?/?\s?m|tl|tuq|t\.m|thua lenh|thua uy quyen|thay mat|kt|k/t|q)\s?[./]\s?\S|"
    r"^(?:tm|t/m|kt|k/t|tl|tuq)\s[a-z]|"
    r"^quyen\s(?:chu tich|giam doc|tong|truong|cuc truong|chi cuc|hieu truong|vien truong|bi thu|chanh|bo truong)\b"
)
_SMALL_AUTHORITY = re.compile(r"(?:TM|T/M|KT|K/T|TL|TUQ)\s?\.\s?(?=[A-ZĐÀ-Ỹ])")
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
    MARK = auto()
    """A draft's or a copy's mark, lines of stamps and the printed ones of a signature: no component of the head."""
    WORDS = auto()


def lines_of(passage: Passage) -> tuple[Quote, ...]:
    """A passage line by line, as it stands on the paper."""
    return passage.once(_lines_of)


def _lines_of(passage: Passage) -> tuple[Quote, ...]:
    return tuple(_each_line(passage))


def _each_line(passage: Passage) -> Iterator[Quote]:
    at = 0
    for piece in passage.slices:
        stop = bisect_left(passage.starts, piece.end, at)
        quote = passage.quote(at, stop)
        if quote:
            yield quote
        at = stop


def _is_like(key: str, model: str) -> bool:
    return abs(len(key) - len(model)) <= 8 and fuzz.ratio(key, model) >= _SIMILAR


_WARNINGS = {
    **dict.fromkeys(("khan", "thuong khan", "hoa toc", "hoa toc hen gio"), Kind.URGENCY),
    **dict.fromkeys(("mat", "toi mat", "tuyet mat"), Kind.SECRECY),
}
_PATTERNS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_RULE, Kind.RULE),
    (_ADDRESSEES, Kind.ADDRESSEES),
    (_RECIPIENTS, Kind.RECIPIENTS),
    (NUMBER, Kind.NUMBER),
    (NUMBER_LABEL, Kind.NUMBER),
    (_ABOUT, Kind.ABOUT),
    (_APPENDIX, Kind.APPENDIX),
    (_ATTACHED, Kind.ATTACHED),
)


def kind_of(line: Quote) -> Kind:
    """The kind of a line by its words alone."""
    known = line.passage.once(_kinds_told)
    if line.start not in known or known[line.start][0] != line.end:
        known[line.start] = line.end, _kind_of(line)
    return known[line.start][1]


def _kinds_told(_: Passage) -> dict[int, tuple[int, Kind]]:
    """The kinds of lines of a passage that were asked for, by where they begin: each step down the page asks again."""
    return {}


def _kind_of(line: Quote) -> Kind:
    folded = line.folded[:400]
    key = fold_key(folded) if len(folded) <= _MAX_FIXED_LINE else ""
    return _fixed(line, key) or _opened(line, folded) or _told(line, folded, key)


def _fixed(line: Quote, key: str) -> Kind | None:
    """National title, motto and stamps: the same words on every paper."""
    if _is_like(key, NATIONAL_TITLE) or _is_like(key, PARTY_TITLE) or key in _TITLE_HALVES:
        return Kind.NATIONAL
    if _is_like(key, MOTTO):
        return Kind.MOTTO
    return Kind.MARK if is_stamp(line) else None


def _opened(line: Quote, folded: str) -> Kind | None:
    """A component that its first words open."""
    return next((kind for pattern, kind in _PATTERNS if pattern.match(folded) and not _is_other(line, kind)), None)


def _told(line: Quote, folded: str, key: str) -> Kind:
    """What the words of a whole line make it."""
    if _is_place_date(line):
        return Kind.PLACE_DATE
    if is_mark(line):
        return Kind.MARK
    if _is_authority(line, folded):
        return Kind.AUTHORITY
    if key in _WARNINGS and (is_capitals(line.text) or (" " in key and line.text[0].isupper())):
        return _WARNINGS[key]
    return Kind.TYPE if type_of(line) is not None else Kind.WORDS


def _is_other(line: Quote, kind: Kind) -> bool:
    """Whether a line only looks like a component.

    `số 07/2013/…` in small letters is a citation that the line end cut off its type; `MAU` alone ends `CÀ MAU`.
    """
    if kind is Kind.NUMBER:
        return line.text[:1].islower()
    return kind is Kind.APPENDIX and tone_key(line.text.strip(" .:")) == "mau"


def _is_authority(line: Quote, folded: str) -> bool:
    """`TM. ỦY BAN NHÂN DÂN`; in small letters only the mark before a post or a body: `KT. Chủ tịch`."""
    if not _AUTHORITY.match(folded):
        return False
    if is_capitals(line.text.replace("T/M", "TM")):
        return True
    mark = _SMALL_AUTHORITY.match(line.text)
    return (
        mark is not None
        and len(line.text) <= _MAX_OPENING
        and (names_post(line.text[mark.end() :]) or names_body(line.part(mark.end())))
        and line.text[-1].isalpha()
    )


def _is_place_date(line: Quote) -> bool:
    """Whether a line is place and date, not a sentence that ends with a date: places are written with capitals."""
    if len(line.text) > _MAX_PLACE_DATE or not _DATE_WORD.search(line.folded) or line.text.endswith(";"):
        return False
    match = PLACE_DATE.match(line.folded)
    if match is None or not match["place"]:
        return match is not None
    place = line.text[: match.end("place")]
    words = [word.strip(",.()*_") for word in place.replace("-", " ").split()]
    capitals = [w for w in words if not w[:1].islower() or fold(w) in vocabulary.load("organs")["units"]]
    return 2 * len(capitals) > len(words) and not tone_key(place + " .").startswith(_CITING)


def goes_on_about(line: Quote) -> bool:
    """Whether a line can go on a subject: no component, nor place and date with a comma between (`VP ngày 10/11`)."""
    kind = kind_of(line)
    return kind is Kind.WORDS or (kind is Kind.PLACE_DATE and not has_comma(line))


def has_comma(line: Quote) -> bool:
    """Whether a comma parts place and date, as the decree writes them."""
    return ", ngay" in line.folded or ", thang" in line.folded


def about_prefix(line: Quote) -> int:
    """Length of the mark `V/v` at the start of a line; `Về việc` in full is part of the subject."""
    match = _ABOUT_MARK.match(line.folded)
    return match.end() if match else 0


def _starts_with_any(key: str, names: Iterable[str]) -> bool:
    return any(key == name or key.startswith(name + " ") for name in names)


@lru_cache(maxsize=1)
def _spelt_heads() -> frozenset[str]:
    return frozenset(tone_key(name) for name in vocabulary.load("organs")["spelt"])


def names_body(line: Quote) -> bool:
    """Whether a line begins with the first words of a body's name: `SỞ Y TẾ`, but not `SỐ 5` or `ĐẠI LỘC`."""
    key, data = fold_key(line.text[:_MAX_OPENING]), vocabulary.load("organs")
    if _starts_with_any(key, data["no_heads"]):
        return False
    heads = [head for head in data["heads"] if key == head or key.startswith(head + " ")]
    single = heads and all(" " not in head for head in heads)
    first = tone_key(line.text[:_MAX_OPENING]).split()[0].strip(",.:-") if single else ""
    return bool(heads) and (not single or first in _spelt_heads())


def names_unit(line: Quote) -> bool:
    """Whether a line begins with the kind of an administrative unit and so continues a body's name."""
    return _starts_with_any(fold_key(line.text[:_MAX_OPENING]), vocabulary.load("organs")["units"])


def goes_on(line: Quote) -> bool:
    """Whether a line can only continue the name above it: a unit, `VÀ …`, `- …`, `THEO QUYẾT ĐỊNH …`."""
    key, data = fold_key(line.text[:_MAX_OPENING]), vocabulary.load("organs")
    names = [*data["units"], *data["continuations"], *data["no_heads"]]
    return line.text[:1] in "-–&(" or (not names_body(line) and _starts_with_any(key, names))


_UNNAMED_UNIT = re.compile(
    r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\b.*"
    r"\b(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu)$"
)
"""A people's committee or council of a unit whose name is still to come."""


def is_unfinished(line: Quote, below: Quote) -> bool:
    """Whether a line of a body's name is none without the one below it.

    `… PHƯỜNG` / `TRƯỜNG VINH`; but `UBND TỈNH` / `SỞ Y TẾ` are two bodies, the upper one without its unit's name.
    """
    key = fold_key(line.text)
    if key in vocabulary.load("organs")["unfinished"]:
        return True
    return _UNNAMED_UNIT.match(key) is not None and not _names_office(below)


def _names_office(line: Quote) -> bool:
    """Whether a line can only begin a body's name, not go on with that of a unit."""
    key, offices = fold_key(line.text[:_MAX_OPENING]), vocabulary.load("organs")["offices"]
    # Two syllables alone may be a unit's name: there is a commune `Trung Tâm`.
    return names_body(line) and any(key.startswith(f"{o} ") or (key == o and o.count(" ") > 1) for o in offices)


_POST = re.compile(r"(?:trưởng|phó|chánh|quyền|nguyên)\s(?=\w)")
"""First words that only posts have; with their tones, as `trường` is a school."""


def names_post(text: str) -> bool:
    """Whether words begin with a post (chức vụ)."""
    opening = text[:_MAX_OPENING]
    if _POST.match(opening.lower()):
        return True
    return _starts_with_any(fold_key(opening), vocabulary.load("posts")["posts"])
