from __future__ import annotations

import pytest

from evaluation.align import align
from evaluation.items import some, words
from evaluation.order import Order, longest_rising, order_of


@pytest.mark.parametrize(
    ("places", "length"),
    [((), 0), ((3,), 1), ((0, 1, 2), 3), ((2, 1, 0), 1), ((0, 3, 1, 2), 3), ((1, 2, 0), 2)],
)
def test_longest_rising(places, length):
    """How many items may stay when the order is restored."""
    assert longest_rising(places) == length


def test_the_order_of_a_list_over_documents():
    """One document in order, one with an item moved, one without a pair."""
    one, two, three, four = (some([words(text)])[0] for text in ("một", "hai hai", "ba ba ba", "bốn bốn bốn"))
    kept = align([one, two, three], [one, four, two, three])
    moved = align([one, two, three], [three, one, two])
    assert order_of("recipients", [kept, moved, align([one], [])]) == Order("recipients", 5, 6, 1, 2)
