"""The sentences of a document's own running text, as checks look at them one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extractor.checks.registry import Subject
from extractor.meaning.clauses import sentence_ends
from extractor.text.passage import Quote

_LONGEST = 1_500
"""Characters of a sentence that is looked at; more is a list or damaged text."""


@lru_cache(maxsize=1)
def sentences(subject: Subject) -> tuple[Quote, ...]:
    """Every sentence of the body that has a figure in it, in reading order; found once for all checks of a document."""
    return tuple(_sentences(subject))


def _sentences(subject: Subject) -> Iterator[Quote]:
    for passage in subject.division.parts.body:
        if not any(character.isdigit() for character in passage.text):
            continue
        start = 0
        for end in (*sentence_ends(passage.text), len(passage.text)):
            quote = passage.quote(start, end)
            if quote and end - start <= _LONGEST and any(character.isdigit() for character in quote.text):
                yield quote
            start = end
