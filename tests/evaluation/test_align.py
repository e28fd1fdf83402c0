from __future__ import annotations

from itertools import permutations

import pytest

from evaluation.align import Item, Level, align, align_one
from evaluation.folding import fold, printed

LINE = "bổ sung kinh phí tập huấn cho cộng tác viên"


def item(text, gate=""):
    """A line of text."""
    return Item(text, printed(text), fold(text), gate=gate)


def counts(alignment, level=Level.SOFT):
    """Right, missed and spurious items."""
    right = sum(pair.right_at(level) for pair in alignment.pairs)
    return right, len(alignment.missed), len(alignment.spurious)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        pytest.param([], [], (0, 0, 0), id="nothing"),
        pytest.param(["a"], [], (0, 1, 0), id="missed"),
        pytest.param([], ["a"], (0, 0, 1), id="spurious"),
        pytest.param(["a"], ["a", "a"], (1, 0, 1), id="doubled"),
        pytest.param(["a", "a"], ["a"], (1, 1, 0), id="doubled in gold"),
        pytest.param([LINE], [LINE + "."], (1, 0, 0), id="punctuation"),
        pytest.param([LINE], [LINE + " ấp"], (1, 0, 0), id="similar"),
        pytest.param([LINE], [LINE[:25]], (0, 1, 1), id="cut in half"),
    ],
)
def test_lists_are_matched_one_to_one(gold, predicted, expected):
    """Each item is used once; pairs count from 0.9 similarity on."""
    assert counts(align([item(text) for text in gold], [item(text) for text in predicted])) == expected


def test_a_greedy_choice_does_not_cost_a_match():
    """The first line is nearest to a prediction that is the only one the second line can have."""
    gold = [item("aaaaaaaaaaaaaaaaaaab"), item("aaaaaaaaaaaaaaaaaacc")]
    predicted = [item("aaaaaaaaaaaaaaaaaaac"), item("aaaaaaaaaaaaaaaaabbb")]
    assert counts(align(gold, predicted)) == (2, 0, 0)


def test_equal_items_are_matched_before_similar_ones():
    """An exact line is never given away to a line that is merely like it."""
    alignment = align([item(LINE + " xã"), item(LINE)], [item(LINE)])
    assert [(pair.gold.shown, pair.strict) for pair in alignment.pairs] == [(LINE, True)]


def test_the_order_of_predictions_changes_nothing():
    """Every order of the same predictions gives the same counts at every level."""
    gold = [item(text) for text in (LINE, LINE.upper(), LINE + " ấp", "khác hẳn")]
    predicted = [item(text) for text in (LINE + " xã", LINE, LINE + ".", "khác")]
    seen = {
        tuple(counts(align(some, list(order)), level) for level in Level)
        for some in (gold, gold[::-1])
        for order in permutations(predicted)
    }
    assert len(seen) == 1


def test_a_gate_has_to_be_equal():
    """The same heading under another label is another heading."""
    assert counts(align([item("Kết quả", gate="1")], [item("Kết quả", gate="2")])) == (0, 1, 1)


def test_a_wrong_single_value_is_a_pair_that_is_not_right():
    """One value against one value always stands for it."""
    (pair,) = align_one(item("a"), item("b")).pairs
    assert not any(pair.right_at(level) for level in Level)
