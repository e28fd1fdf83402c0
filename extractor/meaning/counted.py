"""Finds in one passage the numbers that count collaborators, with spaCy's matchers over syllables.

Numbers, the words for those counted, and the words between (`đồng chí`, `đội`) become entities; three patterns over
entities say which number counts whom.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from extractor import vocabulary
from extractor.text.nlp import pipeline
from extractor.text.numbers import NumberMatch, find_numbers
from extractor.text.passage import Passage, Quote

if TYPE_CHECKING:
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc, Span

# `Công tác viên chức` is work on public employees; a collaborator of a newspaper is none of ours.
_NOT_BEHIND = re.compile(r"\s(?:chuc\b|bao chi\b|cua bao\b|cua dai\b|ban hang\b|viet bai\b)")
_DUTY = re.compile(
    r"\b(?:phu trach|kiem nhiem|lam cong tac|lam nhiem vu|thuc hien nhiem vu|theo doi|truc tiep|dam nhiem|"
    r"duoc giao|duoc phan cong|phan cong|tham muu|chi dao linh vuc)\b"
)
_Token = dict[str, object]
_SIGNS = (".", ";", ":", "(", ")", "!", "?")
_LONGEST_MATCH = 45
"""Syllables from a number to the words for those counted; further apart they belong to different things."""

_LONGEST_PASSAGE = 50_000
"""Characters of one paragraph; more is no prose."""

_LAST_COUNT = 1_000_000
"""No body has as many collaborators; a larger number is money or a code."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A count at `[start, end)` of a passage: number to the words for those counted."""

    start: int
    end: int
    value: int
    unit: Quote | None
    of_whom: Quote | None
    confidence: float


@lru_cache(maxsize=1)
def _trigger() -> re.Pattern[str]:
    data = vocabulary.load("counted")
    plain = sorted({*data["heads"], *data["fields"]}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, plain))})\b")


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
    states: _Token = {"NORM": {"IN": ["la", "co", "gom", ":", "dat", "hien"]}}
    about: _Token = {"NORM": {"IN": ["khoang", "tren", "hon", "co", "la", "gom", "duoc"]}, "OP": "*"}
    matcher = Matcher(pipeline().vocab)
    joins: _Token = {"NORM": {"IN": ["la", "lam", ",", "nam", "nu"]}, "OP": "?"}
    comma: _Token = {"NORM": {"IN": [",", "va"]}, "OP": "?"}
    several = [number, unit, comma, unit, comma, unit, comma, head]
    twice = [number, {"NORM": "("}, number, {"NORM": ")"}, unit, joins, head]
    matcher.add("DIRECT", [[number, unit, joins, head], several, twice], greedy="LONGEST")
    amount: list[_Token] = [{"NORM": "so"}, {"NORM": "luong", "OP": "?"}]
    certain: _Token = {"ENT_TYPE": "UNIT", "OP": "+"}
    matcher.add(
        "STATED",
        [
            [*amount, head, between, states, about, number, unit],
            [head, between, states, about, number, certain],
        ],
        greedy="LONGEST",
    )
    matcher.add("STAFF", [[number, certain, between, {"ENT_TYPE": "FIELD", "OP": "+"}]], greedy="LONGEST")
    return matcher


def _marked(passage: Passage, numbers: Sequence[NumberMatch]) -> Doc:
    """The passage with its entities; numbers win over words, longer words over shorter ones."""
    from spacy.util import filter_spans  # noqa: PLC0415 -- heavy

    doc = pipeline()(passage.text)
    spans = [doc.char_span(n.start, n.end, label="NUMBER", alignment_mode="expand") for n in numbers]
    named = [
        span
        for span in _phrases()(doc, as_spans=True)
        if span.label_ != "HEAD" or _NOT_BEHIND.match(passage.folded, span.end_char) is None
    ]
    doc.ents = tuple(filter_spans([*(span for span in spans if span is not None), *named]))
    return doc


def _candidates(passage: Passage, numbers: Sequence[NumberMatch]) -> Iterator[tuple[str, Span, NumberMatch]]:
    """Matches in the order of patterns, each with the one number in it (`02 (hai)` is one); a number counts once."""
    doc = _marked(passage, numbers)
    matches = sorted(_patterns()(doc, as_spans=True), key=lambda span: (_ORDER[span.label_], -len(span), span.start))
    starts = [number.start for number in numbers]
    used: set[int] = set()
    for span in matches:
        inside = numbers[bisect_left(starts, span.start_char) : bisect_left(starts, span.end_char)]
        one_value = len({number.value for number in inside}) == 1
        if one_value and inside[0].start not in used and len(span) <= _LONGEST_MATCH:
            used.add(inside[0].start)
            yield span.label_, span, inside[0]


_ORDER = {"DIRECT": 0, "STATED": 1, "STAFF": 2}


def _entity(passage: Passage, span: Span, label: str) -> Quote | None:
    """The first entity of a match with this label."""
    named = list(takewhile(lambda t: t.ent_type_ == label, dropwhile(lambda t: t.ent_type_ != label, span)))
    if not named:
        return None
    last = next((i for i, token in enumerate(named) if i and token.ent_iob_ == "B"), len(named)) - 1
    return passage.quote(named[0].idx, named[last].idx + len(named[last]))


def _counted(passage: Passage, label: str, span: Span, number: NumberMatch) -> Counted | None:
    if number.is_percent or number.value != number.value.to_integral_value() or number.value > _LAST_COUNT:
        return None
    if label == "STAFF" and not _DUTY.search(passage.folded, number.end, span.end_char):
        return None
    if _is_quoted(passage.text, span.start_char):
        return None
    unit = _entity(passage, span, "UNIT")
    whom = _entity(passage, span, "HEAD")
    if label == "STAFF" and unit is not None:
        whom = passage.quote(unit.start, span.end_char)
    start = number.start if label != "STATED" else span.start_char
    return Counted(start, span.end_char, int(number.value), unit, whom, 0.95 if label == "DIRECT" else 0.85)


def _is_quoted(text: str, at: int) -> bool:
    """Whether the words stand between quotation marks: the name of an act or of a project."""
    before = text[max(0, at - 400) : at]
    return before.count("“") > before.count("”")


def find_counted(passage: Passage) -> tuple[Counted, ...]:
    """Every count of collaborators in a passage, in order."""
    if len(passage.text) > _LONGEST_PASSAGE or not _trigger().search(passage.folded):
        return ()
    numbers = find_numbers(passage.text)
    if not numbers:
        return ()
    found = [_counted(passage, *candidate) for candidate in _candidates(passage, numbers)]
    return tuple(sorted((count for count in found if count is not None), key=lambda count: count.start))
