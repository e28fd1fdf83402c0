"""A comparison to go through: a heat map over documents and fields, and a list that can be filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.differences.model import Comparison, Difference, Pair
from extractor.differences.sets import Asked


@dataclass(frozen=True, slots=True)
class Listed:
    """A difference with its number in the whole comparison, from 0, and the two records it stands between."""

    number: int
    difference: Difference
    pair: Pair


@dataclass(frozen=True, slots=True)
class HeatMap:
    """How many differences each document (a row) has in each field (a column).

    Documents stand in the order of the comparison, fields by their number of differences, most first; `counts` has
    only what is not 0, by the indexes of row and column.
    """

    documents: tuple[str, ...]
    fields: tuple[str, ...]
    counts: Mapping[tuple[int, int], int]

    @property
    def most(self) -> int:
        """The largest count; 0 where nothing differs."""
        return max(self.counts.values(), default=0)


def listed(comparison: Comparison, asked: Asked | None = None) -> Iterator[Listed]:
    """The differences that are asked for, in the order of the comparison."""
    wanted, number = asked or Asked(), -1
    for compared in comparison.compared:
        for difference in compared.differences:
            number += 1
            if wanted.wants(difference):
                yield Listed(number, difference, compared.pair)


def heat_map(comparison: Comparison, asked: Asked | None = None) -> HeatMap:
    """Where the differences are that are asked for."""
    found = [(each.difference.document, each.difference.field) for each in listed(comparison, asked)]
    by_field = Counter(field for _, field in found)
    documents = tuple(dict.fromkeys(document for document, _ in found))
    fields = tuple(sorted(by_field, key=lambda field: (-by_field[field], field)))
    row, column = ({name: index for index, name in enumerate(names)} for names in (documents, fields))
    counts = Counter((row[document], column[field]) for document, field in found)
    return HeatMap(documents, fields, dict(sorted(counts.items())))
