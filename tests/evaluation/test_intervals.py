from __future__ import annotations

import pytest

from evaluation.intervals import bootstrap_f1, wilson


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        # Published examples of the score interval: 81 of 263, 15 of 148, 0 of 20 (Newcombe 1998, Table I, method 3).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_against_published_values(right, of, low, high):
    """The bounds agree to four decimals."""
    interval = wilson(right, of)
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_no_interval_of_nothing():
    """No documents, or none with anything to count."""
    assert wilson(0, 0) is None
    assert bootstrap_f1([]) is None
    assert bootstrap_f1([(0, 0, 0)] * 5) is None
    assert bootstrap_f1([(1, 9, 0)]) is None


def test_the_interval_holds_the_figure_and_narrows_with_documents():
    """Ten times the documents: a narrower interval around the same F1 of 0.8."""
    few = bootstrap_f1([(4, 1, 1), (5, 0, 0), (3, 2, 2)])
    many = bootstrap_f1([(4, 1, 1), (5, 0, 0), (3, 2, 2)] * 10)
    assert few is not None
    assert many is not None
    assert few.low < many.low < 0.8 < many.high < few.high


def test_all_right_is_not_certain():
    """Where every draw gives 1.0 the bound is Wilson's for that many documents."""
    assert bootstrap_f1([(7, 0, 0)] * 20) == wilson(20, 20)
    assert bootstrap_f1([(0, 1, 1)] * 20) == wilson(0, 20)


def test_documents_are_drawn_and_not_items():
    """Errors that cluster in one document widen the interval."""
    spread = bootstrap_f1([(8, 2, 2), (10, 0, 0)] * 5)
    clustered = bootstrap_f1([(10, 0, 0)] * 9 + [(0, 10, 10)])
    assert spread is not None
    assert clustered is not None
    assert clustered.high - clustered.low > spread.high - spread.low


def test_the_order_of_documents_changes_nothing():
    """The same documents, the same interval."""
    documents = [(4, 1, 1), (5, 0, 0), (3, 2, 2)]
    assert bootstrap_f1(documents) == bootstrap_f1(documents[::-1])
