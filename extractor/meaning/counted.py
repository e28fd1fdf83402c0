"""Finds in one passage the numbers that count collaborators, with spaCy's matchers over syllables.

Numbers, the words for those counted, and the words between (`đồng chí`, `đội`) become entities; three patterns over
entities say which number counts whom.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from extractor import vocabulary
from extractor.meaning.clauses import CAPITAL
from extractor.text.nlp import pipeline
from extractor.text.numbers import NumberMatch, parse_words
from extractor.text.passage import Passage, Quote

if TYPE_CHECKING:
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc, Span

_DUTY = re.compile(
    r"\b(?:phu trach|kiem nhiem|lam cong tac|lam nhiem vu|thuc hien nhiem vu|theo doi|truc tiep|dam nhiem|"
    r"duoc giao|duoc phan cong|phan cong|tham muu|chi dao linh vuc)\b"
)
# `Lớp cộng tác viên có 35 người` counts another group, and what others say, do or get no more.
_OF_OTHERS = re.compile(
    r"\b(?:hoi thi|cuoc thi|lop|hoi nghi|tap huan|boi duong|dao tao|phu cap|thu lao|che do|kinh phi|ho tro|the|so tay|"
    r"tai lieu|giao luu|ho so|cho|cua|voi|boi|do|qua|theo|nho|cung|trinh do|cau lac bo)\b[^,;.]{0,12}$"
)
_DOING = re.compile(
    r",(?! tong so\b)|\b(?:thong ke|phat hien|ra soat|van dong|giup|tu van|tham|ho tro|lap|quan ly|phu trach|theo doi|"
    r"bao cao|cho biet|tiep nhan|huong dan|nhan|gioi|tuyen truyen|to chuc|chi tra|phong van|khao sat)\b"
)
# `cộng tác viên ở các thôn, bản gồm 23 người`: a comma between kinds of places leads to no deed.
_PLACES = re.compile(
    r"\b(?:thon|xa|ap|ban|xom|buon|khom|phuong|pho|khu), (?=(?:thon|ban|ap|to|khu|khom|buon|xom|phuong|dac khu)\b)"
)
# What may stand behind `gồm 05 người` where these are the collaborators; `05 người khuyết tật` are others.
_CLOSED = re.compile(
    r"\s?(?:$|[.,;:()]|-\s|(?:va|trong do|tai|o|hoat dong|duoc|da|dang|lam viec|kiem nhiem|chuyen trach|hop dong|co|"
    r"deu|la|gom|nam|nu|so voi|tham gia|nghi)\b)"
)
_AMOUNT = re.compile(r"so\b")
# `công chức 02 người, cộng tác viên 05 người`: those behind the comma have a number of their own.
_OWN_NUMBER = re.compile(r"\s?:?\s?\d")
# `Thôn Nà Phát 2`: a figure without a leading zero behind a place's name belongs to it.
_NAMED_PLACE = re.compile(
    r"\b(?:[Tt]hôn|[Bb]ản|[Ấấ]p|[Kk]hu|[Kk]hu phố|[Tt]ổ|[Xx]óm|[Kk]hóm|[Kk]hối|[Bb]uôn|[Ll]àng|[Pp]hường|[Qq]uận)\s"
    rf"(?:{CAPITAL}[^\W\d_]*\s){{1,3}}$"
)
_Token = dict[str, Any]
# `02 (hai) cộng tác viên`: the number once more in words.
_NUMBER_WORDS = ["mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin", "muoi", "tram", "linh"]
_SIGNS = (".", ";", ":", "(", ")", "!", "?")
_LONGEST_MATCH = 45
"""Syllables from a number to the words for those counted; further apart they belong to different things."""

_LONGEST_PASSAGE = 50_000
"""Characters of one paragraph; more is no prose."""

_LAST_COUNT = 1_000_000
"""No body has as many collaborators; a larger number is money or a code."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A count at `[start, end)` of a passage: number to the words for those counted; of a range the lower end."""

    start: int
    end: int
    value: int
    unit: Quote | None
    of_whom: Quote | None
    is_range: bool
    confidence: float


@lru_cache(maxsize=1)
def _triggers() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Words one of which stands wherever collaborators are told of, and the pattern by which they are whole words."""
    data = vocabulary.load("counted")
    plain = sorted({*data["heads"], *data["fields"]}, key=len, reverse=True)
    shortest = tuple(word for word in plain if not any(other in word for other in plain if other != word))
    return shortest, re.compile(rf"\b(?:{'|'.join(map(re.escape, plain))})\b")


def _is_told_of(folded: str) -> bool:
    words, whole = _triggers()
    # Few paragraphs hold one: to look for each word is faster there than to look for all at once.
    return any(word in folded for word in words) and whole.search(folded) is not None


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    """Words behind `cộng tác viên` that make them collaborators of another kind: of newspapers, of farming."""
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, vocabulary.load('counted')['others']))})\b")


@lru_cache(maxsize=1)
def _phrases() -> PhraseMatcher:
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415 -- heavy

    language = pipeline()
    matcher = PhraseMatcher(language.vocab, attr="NORM")
    data = vocabulary.load("counted")
    for label, key in (("HEAD", "heads"), ("UNIT", "units"), ("FIELD", "fields")):
        matcher.add(label, [language.make_doc(phrase) for phrase in data[key]])
    return matcher


@lru_cache(maxsize=1)
def _patterns() -> Matcher:
    """`02 đồng chí cộng tác viên` · `số cộng tác viên … là 02 người` · `01 công chức phụ trách công tác xã hội`."""
    from spacy.matcher import Matcher  # noqa: PLC0415 -- heavy

    number: _Token = {"ENT_TYPE": "NUMBER", "OP": "+"}
    unit: _Token = {"ENT_TYPE": "UNIT", "OP": "*"}
    head: _Token = {"ENT_TYPE": "HEAD", "OP": "+"}
    # `*` and never `{0,n}`: spaCy expands the latter into n optional tokens, which match in exponentially many ways.
    between: _Token = {"ENT_TYPE": {"NOT_IN": ["NUMBER", "HEAD"]}, "NORM": {"NOT_IN": list(_SIGNS)}, "OP": "*"}
    states: _Token = {"NORM": {"IN": ["la", "co", "gom", ":", "dat", "hien", "giam", "thieu"]}}
    about: _Token = {"NORM": {"IN": ["khoang", "tren", "hon", "hien", "co", "la", "gom", "duoc"]}, "OP": "*"}
    matcher = Matcher(pipeline().vocab)
    joins: _Token = {"NORM": {"IN": ["la", "lam", ",", "nam", "nu"]}, "OP": "?"}
    comma: _Token = {"NORM": {"IN": [",", "va"]}, "OP": "?"}
    several = [number, unit, comma, unit, comma, unit, comma, head]
    opened: _Token = {"NORM": "("}
    worded: _Token = {"NORM": {"IN": _NUMBER_WORDS}, "OP": "+"}
    closed: _Token = {"NORM": ")"}
    twice = [number, opened, worded, closed, unit, joins, head]
    matcher.add("DIRECT", [[number, unit, joins, head], several, twice], greedy="LONGEST")
    amount: list[_Token] = [{"NORM": "so"}, {"NORM": "luong", "OP": "?"}]
    certain: _Token = {"ENT_TYPE": "UNIT", "OP": "+"}
    matcher.add(
        "STATED",
        [
            [*amount, head, between, states, about, number, unit],
            [head, between, states, about, number, certain],
            [head, between, {"NORM": {"IN": ["voi", ","]}}, {"NORM": "tong"}, {"NORM": "so"}, number, certain],
            [*amount, head, between, {"NORM": "cua"}, number, between, states, about, number, unit],
            [{"NORM": {"IN": ["ngu", "luoi"]}}, head, between, {"NORM": "voi"}, number, certain],
            [head, number, certain],
        ],
        greedy="LONGEST",
    )
    matcher.add("STAFF", [[number, certain, between, {"ENT_TYPE": "FIELD", "OP": "+"}]], greedy="LONGEST")
    return matcher


def _marked(passage: Passage, numbers: Sequence[NumberMatch]) -> Doc:
    """The passage with its entities; numbers win over words, longer words over shorter ones."""
    from spacy.util import filter_spans  # noqa: PLC0415 -- heavy

    doc = pipeline().make_doc(passage.text)
    spans = [doc.char_span(n.start, n.end, label="NUMBER", alignment_mode="expand") for n in numbers]
    named = [
        span
        for span in _phrases()(doc, as_spans=True)
        if span.label_ != "HEAD" or _others().match(passage.folded, span.end_char) is None
    ]
    doc.ents = tuple(filter_spans([*(span for span in spans if span is not None), *named]))
    return doc


def _candidates(passage: Passage, numbers: Sequence[NumberMatch]) -> Iterator[tuple[str, Span, NumberMatch]]:
    """Matches in the order of patterns, each with the one number in it; a number counts once."""
    doc = _marked(passage, numbers)
    matches = sorted(_patterns()(doc, as_spans=True), key=lambda span: (_ORDER[span.label_], -len(span), span.start))
    starts = [number.start for number in numbers]
    used: set[int] = set()
    for span in matches:
        inside = numbers[bisect_left(starts, span.start_char) : bisect_left(starts, span.end_char)]
        if len(inside) == 2 and _OF_SO_MANY.search(passage.folded, span.start_char, inside[0].start):
            inside = inside[1:]
        if len(inside) == 1 and inside[0].start not in used and len(span) <= _LONGEST_MATCH:
            used.add(inside[0].start)
            yield span.label_, span, inside[0]


_OF_SO_MANY = re.compile(r"\bcua $")
"""Before the number of those to whom they belong: `Tổng số cộng tác viên của 06 xã, phường là 30 người`."""
_BEFORE_BRACKET = re.compile(r"(?:[^\W\d_]+ ){1,6}\($")
_ORDER = {"DIRECT": 0, "STATED": 1, "STAFF": 2}


def _entity(passage: Passage, span: Span, label: str) -> Quote | None:
    """The first entity of a match with this label."""
    named = list(takewhile(lambda t: t.ent_type_ == label, dropwhile(lambda t: t.ent_type_ != label, span)))
    if not named:
        return None
    last = next((i for i, token in enumerate(named) if i and token.ent_iob_ == "B"), len(named)) - 1
    return passage.quote(named[0].idx, named[last].idx + len(named[last]))


def _counted(passage: Passage, label: str, span: Span, number: NumberMatch) -> Counted | None:
    # `không cộng tác viên nào` denies and counts nothing.
    if number.is_word and number.value == 0:
        return None
    if number.is_percent or number.value != number.value.to_integral_value() or number.value > _LAST_COUNT:
        return None
    if label == "STAFF" and not _DUTY.search(passage.folded, number.end, span.end_char):
        return None
    if label == "DIRECT" and _is_listed(passage.text, number.end, span.end_char):
        return None
    is_share = label == "STATED" and "trong do" in passage.folded[span.start_char : number.start]
    before = passage.text[max(0, number.start - 40) : number.start]
    if label == "DIRECT" and passage.text[number.start] in "123456789" and _NAMED_PLACE.search(before):
        return None
    if is_share or _is_quoted(passage.text, span.start_char) or (label == "STATED" and _is_of_others(passage, span)):
        return None
    unit = _entity(passage, span, "UNIT")
    whom = _entity(passage, span, "HEAD")
    if label == "STAFF" and unit is not None:
        whom = passage.quote(unit.start, span.end_char)
    start = number.start if label != "STATED" else span.start_char
    confidence = 0.95 if label == "DIRECT" else 0.85
    return Counted(start, span.end_char, int(number.value), unit, whom, number.upper is not None, confidence)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether the words for those counted stand behind a comma and have a number of their own."""
    return "," in text[start:end] and _OWN_NUMBER.match(text, end) is not None


def _is_of_others(passage: Passage, span: Span) -> bool:
    """Whether `cộng tác viên … có 05 người` counts people that collaborators meet, teach or are mentioned with."""
    folded = passage.folded
    if _AMOUNT.match(folded, span.start_char):
        return False
    led = _OF_OTHERS.search(folded, max(0, span.start_char - 30), span.start_char)
    whom = _entity(passage, span, "HEAD")
    does = _DOING.search(_PLACES.sub(" ", folded[whom.end if whom else span.start_char : span.end_char]))
    return bool(led or does) or _CLOSED.match(folded, span.end_char) is None


def _is_quoted(text: str, at: int) -> bool:
    """Whether the words stand between quotation marks: the name of an act or of a project."""
    before = text[max(0, at - 400) : at]
    return before.count("“") > before.count("”")


def find_counted(passage: Passage) -> tuple[Counted, ...]:
    """Every count of collaborators in a passage, in order."""
    return passage.once(_find)


def _said_once(text: str, number: NumberMatch) -> NumberMatch:
    """A number in brackets together with the words that it repeats: `ba (03)`."""
    start = _worded_start(text, number)
    return number if start == number.start else replace(number, start=start, end=number.end + 1)


def _worded_start(text: str, number: NumberMatch) -> int:
    """Where the same number begins in words right before the bracket; else where the number begins."""
    before = _BEFORE_BRACKET.search(text[max(0, number.start - 60) : number.start])
    if before is None or not text.startswith(")", number.end):
        return number.start
    words = before[0].rstrip(" (").split(" ")
    said = (" ".join(words[at:]) for at in range(len(words)))
    longest = next((each for each in said if parse_words(each.lower()) == number.value), None)
    return number.start if longest is None else number.start - len(before[0]) + before[0].rfind(longest)


def _find(passage: Passage) -> tuple[Counted, ...]:
    if len(passage.text) > _LONGEST_PASSAGE or not _is_told_of(passage.folded):
        return ()
    numbers = [_said_once(passage.text, number) for number in passage.numbers]
    if not numbers:
        return ()
    found = [_counted(passage, *candidate) for candidate in _candidates(passage, numbers)]
    return tuple(sorted((count for count in found if count is not None), key=lambda count: count.start))
