"""Lines of head and tail, and what kind of line each is: the anchors by which a document is taken apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz import fuzz

from extractor import vocabulary
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
TYPE_GROUPS = ("administrative", "customary", "normative")
"""Groups of `types.toml` with names that stand above a document."""
_SIMILAR = 86
_MAX_TYPE_LINE = 300
_MAX_PLACE_DATE = 120
_MAX_OPENING = 80
"""Characters of a line in which a name's first words are looked for."""
_MAX_FIXED_LINE = 80
"""Longer lines are neither title nor motto nor mark, even with letters set apart."""

NUMBER = re.compile(
    r"^\W{0,3}so\s?[:.;]?\s*(?=[\d\s.…_/~-])(?P<number>[\d\s]*\d(?:\.\d{3}(?!\d))?(?:[a-eđ](?=\s?[/-]))?|[.…_\s-]*)\s*"
    r"(?:/|-\s?(?=[a-z])|\.?(?=[a-z]{2,5}[/-][a-z]))\s*(?P<notation>\S.*)?$"
)
"""`Số: 918 /BC-UBND`, `Số:      /KH-UBND`, `Số 11-CT/TU`, `Số: 45a/KH-UBND`, `Số: 1.256/UBND-VX`, on a folded line."""
NUMBER_BESIDE = re.compile(r"^(?P<number>\d{1,5})\s?[/-]\s?(?P<notation>(?:\d{4}/)?[a-z]\S{1,30})$")
"""`12/BC-UBND` in a cell of its own beside the label `Số:`."""
NUMBER_LABEL = re.compile(r"^\W{0,3}so\s?[:.;]\s*[.…_\s]*$")
PLACE_DATE = re.compile(
    r"^(?P<place>\S[^;:/]{0,58}?)?(?:,?\s(?:hoi|luc)\s\d{1,2}\s?(?:gio|h|g)\s?(?:\d{1,2})?(?:\sphut)?)?\s?,?\s?(?P<date>(?:ngay\s?|(?<=,\s)(?=thang))(?P<day>[\d\s.…_/-]{0,24}?)\s?,?\s?(?:thang|[/.-])\s?"
    r"(?P<month>[\d\s.…_/-]{0,24}?)\s?,?\s?(?:nam|[/.-])\s?(?P<year>[\d.…_\s]{0,16}\d|[.…_\s]{1,24}))\W{0,3}$"
)
"""`Kim Trà, ngày 25 tháng 03 năm 2026`, `ngày 25/3/2026` with any part left open, on a folded line."""
_DATE_WORD = re.compile(r"ngay|, thang")
_CITING = tuple(tone_key(words) + " " for words in ("căn cứ", "thực hiện", "theo", "tại", "xét", "trước", "sau", "từ"))
"""Words that cite a date; no place begins with them (their tones tell `Tài Văn` apart)."""
_RULE = re.compile(r"^[-_=*–—.…•∗|\s]{1,200}$")
_ADDRESSEES = re.compile(r"^kinh\s+(?:gui\b|trinh\s?:)")
_RECIPIENTS = re.compile(r"^\W{0,3}n\s?oi\s+(?:nhan\b|gui\s?:)")
_ABOUT = re.compile(r"^\(?(?:v\s?/\s?v|ve viec)\b[:.]?\s*")
_ABOUT_MARK = re.compile(r"^\(?v\s?/\s?v\b[:.]?\s*")
_URGENCY = frozenset({"khan", "thuong khan", "hoa toc", "hoa toc hen gio"})
_SECRECY = frozenset({"mat", "toi mat", "tuyet mat"})
_AUTHORITY = re.compile(
    r"^(?:t\s?/?\s?m|tl|tuq|t\.m|thua lenh|thua uy quyen|thay mat|kt|k/t|q)\s?[./]\s?\S|"
    r"^(?:tm|t/m|kt|k/t|tl|tuq)\s[a-z]|"
    r"^quyen\s(?:chu tich|giam doc|tong|truong|cuc truong|chi cuc|hieu truong|vien truong|bi thu|chanh|bo truong)\b"
)
_APPENDIX = re.compile(
    r"^\W{0,3}(?:phu\s?luc|pl|bieu(?: mau)?|mau(?: so)?|bieu so)\b\s?(?:so\s?)?[:.]?\s?"
    r"(?P<label>[ivx]{1,5}|\d{1,2}[a-z]?)?\s?[:.]?\W{0,3}$"
)
_MARK = re.compile(
    r"^\W{0,3}(?:(?:ban )?du thao(?: lan [\divx]{1,4})?\W{0,3}$|sao (?:y|luc)\b.{0,60}$|trich sao\b.{0,60}$|"
    r"ban sao\W{0,3}$|luu hanh noi bo\W{0,3}$|xem xong tra lai\W{0,3}$|(?:ky boi|nguoi ky|duoc ky boi|ngay ky|"
    r"thoi gian ky|email|co quan|to chuc)\s?:|signature |signed by|digitally signed)"
)
_STAMP = re.compile(
    r"^\W{0,3}(?:(?:(?:cong van|van ban|cv|vb) )?"
    r"den(?:\s?[:.]?$|\s+(?:so|gio|luc)\b.{0,60}$|\s+ngay\s?[:.]?\s?[\d/. -]{6,14}$)|"
    r"(?:so|ngay|gio)\s+(?:den|nhan)\b.{0,60}$|(?:luu )?ho so so\s?:.{0,40}$|"
    r"so\s?[:.]?\s*\d{1,6}\s?/\s?(?:den|cvd|vbd)\b.{0,40}$)"
)
"""Lines of the stamp `ĐẾN` with which an office registers what comes in: its number and day are not the document's."""
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


def lines_of(passage: Passage) -> Iterator[Quote]:
    """A passage line by line, as it stands on the paper."""
    at = 0
    for piece in passage.slices:
        stop = bisect_left(passage.starts, piece.end, at)
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


def _capitals_opening(line: Quote) -> tuple[str, int] | None:
    """`BÁO CÁO Kết quả …`: a type's name in capitals with the subject on the same line."""
    if not line.text[:2].isupper():
        return None
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
    (_ABOUT, Kind.ABOUT),
    (_APPENDIX, Kind.APPENDIX),
    (_ATTACHED, Kind.ATTACHED),
)


def kind_of(line: Quote) -> Kind:
    """The kind of a line by its words alone."""
    folded = line.folded[:400]
    key = fold_key(folded) if len(folded) <= _MAX_FIXED_LINE else ""
    if _is_like(key, NATIONAL_TITLE) or _is_like(key, PARTY_TITLE) or key in _TITLE_HALVES:
        return Kind.NATIONAL
    if _is_like(key, MOTTO):
        return Kind.MOTTO
    if is_stamp(line):
        return Kind.MARK
    for pattern, kind in _PATTERNS:
        # `số 07/2013/…` in small letters is a citation that the line end cut off its type.
        if pattern.match(folded) and not (kind is Kind.NUMBER and line.text[:1].islower()):
            return kind
    if _is_place_date(line):
        return Kind.PLACE_DATE
    if _MARK.match(folded):
        return Kind.MARK
    if _AUTHORITY.match(folded) and is_capitals(line.text.replace("T/M", "TM")):
        return Kind.AUTHORITY
    if key in _URGENCY | _SECRECY and (is_capitals(line.text) or (" " in key and line.text[0].isupper())):
        return Kind.URGENCY if key in _URGENCY else Kind.SECRECY
    return Kind.TYPE if type_of(line) is not None else Kind.WORDS


def is_stamp(line: Quote) -> bool:
    """Whether a line is of the stamp of incoming documents (dấu đến)."""
    return _STAMP.match(line.folded[:400]) is not None


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


def is_unfinished(line: Quote) -> bool:
    """Whether a line of a body's name is none without the next one: `… PHƯỜNG` / `TRƯỜNG VINH`."""
    key, data = fold_key(line.text), vocabulary.load("organs")
    return key in data["unfinished"] or _UNNAMED_UNIT.match(key) is not None


_POST = re.compile(r"(?:trưởng|phó|chánh|quyền|nguyên)\s(?=\w)")
"""First words that only posts have; with their tones, as `trường` is a school."""


def names_post(text: str) -> bool:
    """Whether words begin with a post (chức vụ)."""
    opening = text[:_MAX_OPENING]
    if _POST.match(opening.lower()):
        return True
    return _starts_with_any(fold_key(opening), vocabulary.load("posts")["posts"])
