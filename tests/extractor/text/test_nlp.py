"""The syllable tokenizer and the pipeline's norms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.nlp import pipeline


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("02 công tác viên", ["02", "công", "tác", "viên"]),
        ("số 918/BC-UBND,", ["số", "918/BC-UBND", ","]),
        ("110/2024/NĐ-CP", ["110/2024/NĐ-CP"]),
        ("ngày 24/5/2013.", ["ngày", "24/5/2013", "."]),
        ("đạt 28,8%", ["đạt", "28,8", "%"]),
        ("24.715 người", ["24.715", "người"]),
        ("36/36 xã", ["36/36", "xã"]),
    ],
)
def test_tokens(text, tokens):
    """Document numbers, dates and fractions stay whole, signs stand alone."""
    assert [token.text for token in pipeline()(text)] == tokens


def test_norms_are_folded():
    """Matchers on NORM meet every spelling of the same letters."""
    assert [token.norm_ for token in pipeline()("Cộng tác Viên Đội")] == ["cong", "tac", "vien", "doi"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_tokens_are_exact_stretches(text):
    """Whatever the text, its tokens put together are the text: offsets hold."""
    assert pipeline()(text).text == text
