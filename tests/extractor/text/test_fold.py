from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.fold import fold, fold_key, tone_key

ANY = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("Đắk Lắk, Ðồng Tháp, đường", "dak lak, ðong thap, duong"),
        ("2021–2030 — “kế hoạch”", '2021-2030 - "ke hoach"'),
        ("TT-BLĐTBXH", "tt-bldtbxh"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str):
    """Lower case, no marks, one kind of dash and quote."""
    assert fold(text) == folded


@pytest.mark.parametrize("letter", "ĂÂĐÊÔƠƯăâđêôơư" + "ẢẠẴẶẼỆỈỊỎỘỢỬỰỸỴ")
def test_fold_gives_a_plain_letter(letter: str):
    """Every Vietnamese letter has a plain one."""
    assert fold(letter).isascii()


@given(ANY)
def test_fold_keeps_the_length(text: str):
    """A match in the folded text is a place in the text, whatever the text is."""
    assert len(fold(text)) == len(text)


@given(ANY)
def test_fold_twice_is_fold_once(text: str):
    """Folding is a normal form of NFC text."""
    once = fold(unicodedata.normalize("NFC", text))

    assert fold(once) == once


@pytest.mark.parametrize(
    ("text", "key"), [("  Khó khăn, vướng mắc: ", "kho khan vuong mac"), ("V/v", "v v"), ("…", ""), ("1.2", "1 2")]
)
def test_fold_key(text: str, key: str):
    """Words alone, single spaces between."""
    assert fold_key(text) == key


@pytest.mark.parametrize(
    ("old", "new"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("Hoá", "hóa"), ("khoẻ", "khỏe"), ("UỶ BAN", "ủy ban")]
)
def test_old_and_new_tone_placement_meet(old: str, new: str):
    """The tone mark stands on either vowel; the syllable is the same."""
    assert tone_key(old) == tone_key(new)


@pytest.mark.parametrize(("one", "other"), [("hoa", "hòa"), ("bán", "bàn"), ("ma", "mạ"), ("an", "ăn"), ("đi", "di")])
def test_other_syllables_stay_apart(one: str, other: str):
    """Tone and letter tell words apart."""
    assert tone_key(one) != tone_key(other)
