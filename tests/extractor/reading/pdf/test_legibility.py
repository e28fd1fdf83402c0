"""Which words cannot be print."""

import pytest

from extractor.reading.pdf.legibility import is_broken, is_legible


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("nghiệp", False),
        ("15/BC-UBND", False),
        ("07/2013/TT-BLĐTBXH", False),
        ("a@tinh.gov.vn", False),
        ("80%", False),
        ("Москва", False),
        ("7+ѬѪ1*", True),
        ("1*+Ƭ$", True),
        ("48<ӂ7", True),
        ("QăP\ue001", True),
        ("\ufffd\ufffd", True),
    ],
)
def test_broken_words(word, broken) -> None:
    """Two scripts, signs among letters and code points without meaning are signs of a broken map."""
    assert is_broken(word) is broken


def test_few_words_are_not_judged() -> None:
    """A page with a name and a number cannot be told to be broken."""
    assert is_legible(["7+ѬѪ1* 1*+Ƭ$"])
