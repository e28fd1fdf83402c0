"""Figures in running text with what they measure: number, bound, unit, and who or what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor import vocabulary
from extractor.text.numbers import NumberMatch, find_numbers
from extractor.text.passage import Passage, Quote

_PERCENT = re.compile(r"\s?(?:%|phần trăm\b)", re.IGNORECASE)
# Where the words for those counted end: a sign, or a word that opens what is said of them.
_STOP = re.compile(
    r"[,;:.()\[\]“”\"!?/]|\s[-–]\s|\b(?:đã|được|có|là|trong|tại|với|theo|và|đạt|tham gia|để|cho|của|ở|đến|từ|"
    r"bằng|so với|tăng|giảm|chiếm|do|vào|trên|còn|nhằm|về|thuộc|khi|như|phải|sẽ|bị|nên|thì|hoặc|cùng|không|chưa|"
    r"trở lên|mỗi|gồm|hoàn thành|ngày|tháng|năm|qua|đang|phục vụ|bao gồm|tương ứng|cần|nhưng|mà|này|đó|dưới|"
    r"thực hiện|đảm bảo|bảo đảm)\b",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(r"\s(?:trong )?(?:tổng số|số|trên tổng số)\s", re.IGNORECASE)
_MAX_WORDS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A figure of one passage; `quote` runs from the words that bound it to its unit."""

    number: NumberMatch
    quote: Quote
    unit: Quote | None
    of_whom: Quote | None


@lru_cache(maxsize=1)
def _measures() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Units that measure (money, size), and words for those counted (people, bodies, things)."""
    table: dict[str, list[str]] = vocabulary.load("counted")["measures"]
    counted = [*table["people"], *table["bodies"], *table["things"]]
    return _alternatives([*table["money"], *table["size"]]), _alternatives(counted)


def _alternatives(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    scale = r"(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s)?"
    return re.compile(rf"\s?(?P<unit>{scale}(?:{'|'.join(map(re.escape, ordered))}))(?![\w²³])", re.IGNORECASE)


def _whom(passage: Passage, start: int) -> Quote | None:
    """The noun phrase from `start` to the first sign or stop word, of at most nine syllables."""
    text = passage.text
    stop = _STOP.search(text, start + 1, start + 120)
    end = stop.start() if stop else min(len(text), start + 120)
    words = [match.end() for match in re.finditer(r"\S+", text[start:end])]
    if not words:
        return None
    quote = passage.quote(start, start + words[min(len(words), _MAX_WORDS) - 1])
    return quote if quote and quote.text[0].islower() else None


def _percentage(passage: Passage, number: NumberMatch) -> Figure | None:
    sign = _PERCENT.match(passage.text, number.end)
    if sign is None:
        return None
    behind = _TOTAL_OF.match(passage.text, sign.end())
    start = behind.end() if behind else sign.end() + 1
    whom = _whom(passage, start) if start < len(passage.text) else None
    quote = passage.quote(number.operator_start, sign.end())
    return Figure(number, quote, passage.quote(number.end, sign.end()), whom)


def _figure(passage: Passage, number: NumberMatch) -> Figure | None:
    """A number with its unit; None for one that nothing behind it explains."""
    if number.is_percent:
        return _percentage(passage, number)
    measured, counted = _measures()
    match = measured.match(passage.text, number.end)
    people = counted.match(passage.text, number.end)
    longest = max((m for m in (match, people) if m), key=lambda m: m.end(), default=None)
    if longest is None:
        return None
    quote = passage.quote(number.operator_start, longest.end())
    whom = _whom(passage, longest.start("unit")) if longest is people else None
    return Figure(number, quote, passage.quote(longest.start("unit"), longest.end()), whom)


def find_figures(passage: Passage) -> Iterator[Figure]:
    """Every figure with a unit, in order."""
    if any(character.isdigit() for character in passage.text):
        for number in find_numbers(passage.text):
            figure = _figure(passage, number)
            if figure is not None:
                yield figure
