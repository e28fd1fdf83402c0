"""Figures stated in prose, each with its bound, unit, whom it counts, place and period."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.meaning.clauses import period_near, place_near, sentence
from extractor.meaning.figures import Figure, find_figures
from extractor.parts.model import Parts
from extractor.text.passage import Passage, Quote, absent, found, words
from schemas.fields import FieldValue
from schemas.meaning import Statistic

# Legal bases and the order carried out: their figures are those of other documents.
_CITING = ("can cu ", "thuc hien cong van", "thuc hien van ban", "theo de nghi")


def text_or_absent(quote: Quote | None) -> FieldValue[str]:
    """The words as printed; absent where there are none."""
    return words(quote) if quote else absent()


def _statistic(passage: Passage, figure: Figure) -> Statistic:
    number = figure.number
    place = passage.quote(number.start, number.end)
    return Statistic(
        value=found(number.value, place, confidence=0.93),
        operator=number.operator,
        unit=text_or_absent(figure.unit),
        of_whom=text_or_absent(figure.of_whom),
        of_total=found(number.of_total, place) if number.of_total is not None else absent(),
        place=text_or_absent(place_near(passage, number.start, number.end)),
        period=text_or_absent(period_near(passage, number.start, number.end)),
    )


def _of_passage(passage: Passage) -> Iterator[Statistic]:
    cited = sentence(passage.text, 0, 0).end if passage.folded.startswith(_CITING) else 0
    for figure in find_figures(passage):
        if figure.number.start >= cited:
            yield _statistic(passage, figure)


def statistics(parts: Parts) -> tuple[Statistic, ...]:
    """Every figure of the body's prose, in reading order."""
    return tuple(statistic for passage in parts.body for statistic in _of_passage(passage))
