from __future__ import annotations

import unicodedata

import pytest

from evaluation.folding import fold, fold_number, fold_reference, printed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("THỦY LỢI", "Thuỷ lợi"),
        ("Lao động-TBXH", "Lao động - TBXH"),
        ("V.v. (b/c);", "v v b c"),
        ("khuyến học", unicodedata.normalize("NFD", "Khuyến  học")),
        ("xã\u00adhội", "xãhội"),
    ],
)
def test_what_folding_ignores(one, other):
    """Case, place of the tone mark, punctuation, spaces, Unicode form and soft hyphens are ignored."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoá", "hoà"), ("quý", "quí"), ("Đông", "Dông"), ("thương", "thường"), ("tổ", "tô"), ("12", "13")],
)
def test_what_folding_keeps_apart(one, other):
    """Another tone, i and y, đ and d, another vowel and another digit are another text."""
    assert fold(one) != fold(other)


def test_a_number_is_compared_without_leading_zeros_and_spaces():
    """`0 918` and `918` are one number; `180` keeps its last zero."""
    assert fold_number("0 918") == "918"
    assert fold_number("180") == "180"


def test_a_reference_keeps_its_punctuation():
    """Spaces and case fold; the dot that tells 66.4 from 664 stays."""
    assert fold_reference("66.4 / 2025/nq-cp") == fold_reference("66.4/2025/NQ-CP")
    assert fold_reference("664/2025/NQ-CP") != fold_reference("66.4/2025/NQ-CP")


def test_printed_keeps_everything_but_spaces_and_unicode_form():
    """Strict equality is NFC with single spaces."""
    assert printed(unicodedata.normalize("NFD", " Số:\n 12 ")) == "Số: 12"
