"""Targets of a plan: what is to be reached, by how much, for whom and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.meaning.clauses import clause, own_time, stands_behind
from extractor.meaning.figures import Figure, find_figures
from extractor.meaning.statistics import text_or_absent
from extractor.parts.model import Node, Parts
from extractor.text.dates import find_dates, find_periods
from extractor.text.fold import fold
from extractor.text.notes import introduces
from extractor.text.passage import Passage, Quote, absent, found, words
from schemas.meaning import Operator, Target
from schemas.sections import Role

# Headings below one of targets whose items set none.
_NO_TARGETS = re.compile(
    r"\b(?:nguyen tac|quan diem|pham vi|doi tuong|dinh huong|yeu cau|phuong cham|can cu|su can thiet|giai phap|"
    r"nhiem vu|muc dich)\b"
)
_TOLD = frozenset({Role.RESULTS, Role.STEERING, Role.DIFFICULTIES, Role.ASSESSMENT})
_SETS = re.compile(r"\b(?:muc tieu|chi tieu)\b")
_MARKER = re.compile(r"(?:[-–+•*]|\d{1,2}[.)]|[a-zđ]\)|\([a-z\d]{1,2}\))\s*")
_DEADLINE = re.compile(
    r"\b(?:đến|trước|trong|chậm nhất|xong|hoàn thành|hết|vào)\s(?:hết\s|trước\s|cuối\s|là\s)?$", re.IGNORECASE
)
_YEARLY = re.compile(
    r"\b(?:trước|chậm nhất|chậm nhất là|xong trước|đến)\s(?P<day>(?:ngày\s)?\d{1,2}(?:/\d{1,2}|\stháng\s\d{1,2})?\s"
    r"(?:hằng|hàng|mỗi)\s(?:tuần|tháng|quý|năm))",
    re.IGNORECASE,
)
"""A day that comes round again: `trước ngày 15/12 hàng năm`."""
_GENERIC = re.compile(r"(?:cac )?(?:muc tieu|chi tieu)(?: (?:chung|rieng|cu the|tong quat|chu yeu|chinh)){0,2}\W{0,2}")
"""A heading of targets that says no more than that it is one sets none itself."""
_AIMS = re.compile(r"\b(?:phan dau|muc tieu|chi tieu|toi thieu|it nhat|dat|dam bao|bao dam|tren|100%|100 %)\b")
_FEWEST_WORDS = 6
"""Words of an aim that no mark opens or closes."""


@dataclass(frozen=True, slots=True, eq=False)
class _Item:
    """An item of a section; `of_targets` tells one of targets from one of content, `until` is its heading's period."""

    quote: Quote
    label: str | None
    of_targets: bool
    until: Quote | None = None


def without_marker(quote: Quote) -> Quote:
    """An item without its dash, number or letter."""
    match = _MARKER.match(quote.text)
    return quote.part(match.end()) if match else quote


def deadline_in(quote: Quote) -> Quote | None:
    """A day or period in the words of a task or target: `đến năm 2027`, `trước ngày 15/10/2026`, `Quý II/2026`."""
    text = quote.text
    places = _times(quote)
    led = [place for place in places if _DEADLINE.search(text[max(0, place[0] - 30) : place[0]])]
    led = led or [place for place in places if text[place[0] : place[1]].lower().startswith(("đến", "trước"))]
    yearly = None if led else _YEARLY.search(text)
    led = [yearly.span("day")] if yearly else led
    return quote.part(*led[0]) if led else None


def _items(nodes: Sequence[Node], role: Role, above: Quote | None = None) -> Iterator[_Item]:
    """Items of sections of targets and content; a section without a role or period of its own has its parent's."""
    for node in nodes:
        own = _role(node, role)
        until = _period_of(node.title) or above
        if own in {Role.TARGETS, Role.CONTENT}:
            for quote in node.own:
                yield _Item(quote, node.label, own is Role.TARGETS, until if own is Role.TARGETS else None)
            bare = own is Role.TARGETS and not node.own and not node.children
            if bare and node.title and not _GENERIC.fullmatch(node.title.folded):
                yield _Item(node.title, node.label, of_targets=True)
        yield from _items(node.children, own, until)


def _period_of(title: Quote | None) -> Quote | None:
    """The one period that a heading of targets names: `a) Đến năm 2025`, `2.1. Giai đoạn 2021 - 2025`."""
    places = _times(title) if title is not None else []
    return title.part(*places[0]) if title is not None and len(places) == 1 else None


def _times(quote: Quote) -> list[tuple[int, int]]:
    """Where days and periods stand, in order."""
    dates = [(date.start, date.end) for date in find_dates(quote.text)]
    return sorted([*dates, *((period.start, period.end) for period in find_periods(quote.text))])


def _role(node: Node, above: Role) -> Role:
    """A section's own role, else its parent's; one of principles under `Mục tiêu và nguyên tắc` has none.

    An article (`Điều 2`) of a decision gives orders, its content is no plan; what is told of targets below results
    (`Về mục tiêu giảm nghèo`) was reached or not.
    """
    if node.role is Role.CONTENT and fold(node.label or "").startswith("dieu "):
        return Role.OTHER
    if above in _TOLD and node.role in {Role.TARGETS, Role.CONTENT}:
        return above
    if node.role is not Role.OTHER:
        return node.role
    heading = node.title.folded if node.title is not None else ""
    sets_none = above is Role.TARGETS and _NO_TARGETS.search(heading) and not _SETS.search(heading)
    return Role.OTHER if sets_none else above


def _figures(item: _Item) -> list[Figure]:
    """The figures of an item; in a section of content only those that a word sets as an aim."""
    inside = [
        figure
        for figure in find_figures(item.quote.passage)
        if item.quote.start <= figure.number.start and figure.number.end <= item.quote.end
    ]
    if item.of_targets:
        return inside
    return [figure for figure in inside if _is_aim(item.quote.passage, figure)]


def _is_aim(passage: Passage, figure: Figure) -> bool:
    around = clause(passage.text, figure.number.start, figure.number.end)
    bounded = figure.number.operator is not Operator.EQUAL or figure.number.is_percent
    return bounded and _AIMS.search(passage.folded, around.start, around.end) is not None


def _target(item: _Item, figure: Figure) -> Target:
    number, passage = figure.number, item.quote.passage
    around = clause(passage.text, number.start, number.end)
    text = without_marker(passage.quote(max(around.start, item.quote.start), min(around.end, item.quote.end)))
    return Target(
        text=words(text, confidence=0.9),
        value=found(number.value, passage.quote(number.start, number.end), confidence=0.93),
        operator=number.operator,
        unit=text_or_absent(figure.unit),
        group=text_or_absent(figure.of_whom),
        deadline=text_or_absent(_deadline(item, text, figure)),
        section=item.label,
    )


def _deadline(item: _Item, text: Quote, figure: Figure) -> Quote | None:
    """The time by which a figure is to be reached: its own of several, else that of its clause, item or heading."""
    places = _times(text)
    start, end = (max(0, at - text.start) for at in (figure.number.start, figure.number.end))
    if len(places) > 1 or any(stands_behind(text.text, place, end) for place in places):
        before = [place for place in reversed(places) if place[1] <= start]
        return text.part(*(own_time(text.text, places, start, end) or next(iter([*before, *places]))))
    return deadline_in(text) or deadline_in(item.quote) or item.until


def _is_statement(quote: Quote) -> bool:
    """Whether an item is marked, closed or long; a cell of a table that a copy set on a line of its own is not."""
    aim = without_marker(quote)
    closed = quote.text[-1] in ".;" or len(aim.text.split()) >= _FEWEST_WORDS
    return bool(aim) and (closed or aim.start > quote.start)


def _without_figure(item: _Item) -> Target:
    return Target(
        text=words(without_marker(item.quote), confidence=0.8),
        value=absent(),
        operator=Operator.EQUAL,
        unit=absent(),
        group=absent(),
        deadline=text_or_absent(deadline_in(item.quote) or item.until),
        section=item.label,
    )


def targets(parts: Parts) -> tuple[Target, ...]:
    """Every target: one for each figure, and one for an item of a section of targets that has none."""
    result: list[Target] = []
    for item in _items(parts.sections, Role.OTHER):
        figures = _figures(item)
        result += [_target(item, figure) for figure in figures]
        states = item.of_targets and not introduces(item.quote.text) and _is_statement(item.quote)
        if states and not figures:
            result.append(_without_figure(item))
    return tuple(result)
