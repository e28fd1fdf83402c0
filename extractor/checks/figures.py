"""Figures of one sentence against each other: shares, parts, sums, and numbers told twice.

Sure cases only: what may be rounded, overlap or exceed a plan says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.sentences import sentences
from extractor.checks.table_parts import parts_above_whole, wrong_shares
from extractor.checks.wording import shown_number
from extractor.reading.source import Mark
from extractor.text.fold import fold
from extractor.text.numbers import NumberMatch, parse_number, parse_words
from extractor.text.passage import Quote
from schemas.findings import Severity
from schemas.meaning import Operator

_NEAR = 60
"""Characters between a fraction and the share that it makes."""
_STATES_SHARE = re.compile(
    r"^[^;:.]{0,40}?\b(?:dat|chiem|ty le|ti le|bang|tuong duong|tuong ung)\b[^;:.]{0,15}$|^[\s(,]{1,4}$"
)
_MAY_EXCEED = re.compile(r"\b(?:vuot|chi tieu|ke hoach|giao|so voi|cung ky|tang|luy ke|dinh muc|du toan|nghi quyet)\b")
_OF_WHOLE = re.compile(r"\btrong (?:tong so |so )?$")
_EXHAUSTIVE = re.compile(r"^[^.;:]{0,60}?\b(?:gom|bao gom|chia ra)\b\s?(?:co)?\s?:?\s")
_AMONG = re.compile(r"^[^.;:]{0,60}?\btrong do\b\s?(?:co)?\s?:?\s")
_TOTAL = re.compile(r"\b(?:tong|tiep nhan|co|duoc|la|gom|thu|chi|voi)\b")
_NOT_APART = re.compile(r"\b(?:rieng|nu|so con lai|con lai|them|dat|chiem|tang|giam|binh quan|moi)\b")
_CLOSE = Decimal("0.1")
"""Parts told with `trong đó` need not be all; that they nearly add up and do not is a slip."""
_ALL = 100
_FEWEST_PARTS = 2
_FEWEST_AMONG = 3
_TWICE = re.compile(r"(?<![\w./,-])(?P<figure>\d{1,3}(?:\.\d{3}){1,4}|\d{1,6})\s?\((?P<words>[^\W\d_][^\d()]{0,80})\)")


def _numbers(quote: Quote) -> list[NumberMatch]:
    """The numbers of a sentence; offsets are those of its passage."""
    return [n for n in quote.passage.numbers if quote.start <= n.start and n.end <= quote.end]


@check("conflict.percentage", Severity.WARNING)
def percentage(subject: Subject) -> Iterator[Hit]:
    """`20/25 xã, đạt 80 %`: the share is that of its two numbers, in words and in columns of shares."""
    for quote in sentences(subject):
        found = _numbers(quote)
        for fraction, share in pairwise(found):
            hit = _wrong_share(quote, fraction, share)
            if hit is not None:
                yield hit
    yield from wrong_shares(subject)


def _wrong_share(quote: Quote, fraction: NumberMatch, share: NumberMatch) -> Hit | None:
    passage, whole = quote.passage, fraction.of_total
    if whole is None or fraction.is_percent or not share.is_percent or share.of_total is not None:
        return None
    between = passage.folded[fraction.end : share.start]
    told = share.operator is Operator.EQUAL and share.upper is None
    if not told or len(between) > _NEAR or not _STATES_SHARE.match(between):
        return None
    exact = 100 * fraction.value / whole
    if abs(exact - share.value) < _step(share.value) or _lost_its_comma(quote, exact, share.value):
        return None
    parts = passage.quote(fraction.start, fraction.end), passage.quote(share.start, share.end)
    values = {"parts": parts[0].text, "printed": f"{parts[1].text} %", "share": f"{shown_number(round(exact, 2))} %"}
    return Hit((*parts[0].evidence(), *parts[1].evidence()), values)


def _lost_its_comma(quote: Quote, exact: Decimal, told: Decimal) -> bool:
    """Whether the share was read from a picture, and is right but for a comma that is missing: `829 %` for `82,9 %`."""
    if told <= _ALL or not quote.has(Mark.OCR):
        return False
    return any(abs(exact - told.scaleb(-places)) < Decimal(1).scaleb(-places) for places in (1, 2))


def _step(value: Decimal) -> Decimal:
    """One in the last decimal printed: rounded or cut off, a share is nearer than that."""
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))


@check("conflict.part_of_whole", Severity.WARNING)
def part_of_whole(subject: Subject) -> Iterator[Hit]:
    """A part is not greater than its whole: `25/20 xã`, `trong 20 hồ sơ … 25 hồ sơ`; a plan may be exceeded."""
    for quote in sentences(subject):
        if _MAY_EXCEED.search(quote.folded):
            continue
        found = _numbers(quote)
        for number in found:
            if number.of_total is not None and number.value > number.of_total and _counts(quote, number):
                yield _greater(quote, number, None)
        for whole, part in pairwise(found):
            if _is_part(quote, whole, part) and part.value > whole.value:
                yield _greater(quote, part, whole)
    yield from parts_above_whole(subject)


def _counts(quote: Quote, number: NumberMatch) -> bool:
    """Whether a word follows that says what is counted: `25/20` alone may be a house or a mark."""
    behind = quote.passage.text[number.end : number.end + 3]
    return behind[:1] == " " and behind[1:2].islower()


def _greater(quote: Quote, part: NumberMatch, whole: NumberMatch | None) -> Hit:
    spans = [(each.start, each.end) for each in (part, whole) if each is not None]
    evidence = tuple(place for span in spans for place in quote.passage.quote(*span).evidence())
    of = whole.value if whole is not None else part.of_total or Decimal(0)
    return Hit(evidence, {"part": shown_number(part.value), "whole": shown_number(of)})


def _noun(quote: Quote, number: NumberMatch) -> str:
    """The first two syllables behind a number."""
    return " ".join(quote.passage.folded[number.end : number.end + 30].split()[:2]).rstrip(".,;:")


def _is_part(quote: Quote, whole: NumberMatch, part: NumberMatch) -> bool:
    """`Trong 20 hồ sơ …, 18 hồ sơ`, `20 hồ sơ, trong đó 18 hồ sơ`: the same things, the second among the first."""
    folded = quote.passage.folded
    plain = not any(n.is_percent or n.of_total is not None or n.upper is not None for n in (whole, part))
    noun = _noun(quote, whole)
    if not plain or not noun[:1].isalpha() or noun != _noun(quote, part):
        return False
    between = folded[whole.end : part.start]
    led = _OF_WHOLE.search(folded[max(quote.start, whole.start - 20) : whole.start]) is not None
    return (led or "trong do" in between) and ";" not in between and ":" not in between


@check("conflict.prose_sum", Severity.WARNING)
def prose_sum(subject: Subject) -> Iterator[Hit]:
    """`12 đơn, gồm: 5 đơn kiến nghị, 4 đơn phản ánh, 3 đơn tố cáo`: the parts make the whole."""
    for quote in sentences(subject):
        found = _numbers(quote)
        if len(found) > _FEWEST_PARTS and not any(_is_inexact(number) for number in found):
            hit = _wrong_sum(quote, found)
            if hit is not None:
                yield hit


def _is_inexact(number: NumberMatch) -> bool:
    return number.is_percent or number.of_total is not None or number.upper is not None or _bounded(number)


def _bounded(number: NumberMatch) -> bool:
    return number.operator is not Operator.EQUAL


def _wrong_sum(quote: Quote, found: Sequence[NumberMatch]) -> Hit | None:
    """The first number against the sum of all behind it, where a list of its parts is all that follows."""
    folded = quote.passage.folded
    total = found[0]
    parts = _listed(folded, total, found[1:])
    behind = folded[total.end : parts[0].start]
    among = _AMONG.match(behind + " ")
    if (among is None and _EXHAUSTIVE.match(behind + " ") is None) or not _is_list(quote, total, parts):
        return None
    if len(parts) < _FEWEST_PARTS:
        return None
    added = sum((part.value for part in parts), Decimal(0))
    if added == total.value:
        return None
    if among is not None and (len(parts) < _FEWEST_AMONG or abs(added - total.value) > _CLOSE * total.value):
        return None
    whole = quote.passage.quote(total.start, total.end)
    listed = quote.passage.quote(parts[0].start, parts[-1].end)
    values = {"printed": shown_number(total.value), "sum": shown_number(added)}
    return Hit((*whole.evidence(), *listed.evidence()), values)


def _listed(folded: str, total: NumberMatch, behind: Sequence[NumberMatch]) -> Sequence[NumberMatch]:
    """The numbers of the list: up to the bracket that closes where one opens it."""
    if "(" not in folded[total.end : behind[0].start]:
        return behind
    closing = folded.find(")", behind[0].end)
    return [number for number in behind if closing < 0 or number.end <= closing]


def _is_list(quote: Quote, total: NumberMatch, parts: Sequence[NumberMatch]) -> bool:
    """Whether the numbers are separate items of what the total counts: one unit, commas or `và` between them."""
    folded = quote.passage.folded
    units = {_unit(folded, number) for number in (total, *parts)}
    gaps = [folded[one.end : other.start] for one, other in pairwise(parts)]
    apart = all(re.search(r"[,;]|\bva\b", gap) for gap in gaps)
    rest = folded[parts[0].start : quote.end]
    return len(units) == 1 and "" not in units and apart and _NOT_APART.search(rest) is None


def _unit(folded: str, number: NumberMatch) -> str:
    """The syllable behind a number, with its scale: `triệu đồng`."""
    words = re.findall(r"[a-z]+", folded[number.end : number.end + 20])[:2]
    scaled = words[:1] and words[0] in {"nghin", "ngan", "trieu", "ty", "ti", "luot"}
    return " ".join(words if scaled else words[:1])


@check("conflict.number_words", Severity.WARNING)
def number_words(subject: Subject) -> Iterator[Hit]:
    """`02 (hai) đợt`: figure and words tell one number."""
    for passage in subject.division.parts.body:
        for match in _TWICE.finditer(passage.text):
            words = re.sub(r"^bằng chữ\s?:?\s|\s(?:đồng|người|chẵn)\b\.?", "", match["words"].strip().lower()).strip()
            told, figure = parse_words(words), parse_number(match["figure"])
            if told is not None and figure is not None and told != figure and fold(words) != "mot so":
                place = passage.quote(match.start(), match.end())
                yield Hit(place.evidence(), {"figure": match["figure"], "words": words})
