"""The tables of the encodings, over the whole alphabet in both cases and over sentences."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from corpus.generator.legacy import to_tcvn3, to_vni
from extractor.reading.legacy.encodings import encodings
from extractor.reading.legacy.fonts import FontCode, code_of_font, decode_run

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in itertools.product("aăâeêioôơuưy", TONES)] + ["đ"]
CAPITAL = [letter.upper() for letter in SMALL]
SENTENCES = (
    "Thực hiện chương trình của nhà nước, đường phố, tư, thư, người",
    "Xin chào các bạn: ỷ, ỵ, ỹ, ĩ, ị; Ủy ban nhân dân xã Ỷ La",
    "Tổng kinh phí 2.340.000 đồng, đạt 12,5% (Nghị quyết số 05/NQ-HĐND).",
)


@pytest.mark.parametrize("letter", SMALL + CAPITAL)
def test_vni_letters(letter: str):
    """VNI has every letter in both cases, as an encoder written apart from the tables makes them."""
    assert encodings()["vni"].decoded(to_vni(letter)) == letter


@pytest.mark.parametrize("letter", SMALL + list("ĂÂĐÊÔƠƯ"))
def test_tcvn3_letters(letter: str):
    """TCVN3 has every small letter, and the seven capitals without a tone."""
    assert encodings()["tcvn3"].decoded(to_tcvn3(letter)) == letter


@pytest.mark.parametrize("letter", SMALL + CAPITAL)
def test_a_font_of_capitals_prints_capitals(letter: str):
    """`.VnTimeH` draws the capitals with tones that TCVN3 has no bytes for."""
    code = FontCode(encodings()["tcvn3"], capitals=True)

    assert decode_run(to_tcvn3(letter), code) == [letter.upper()]


@pytest.mark.parametrize("letter", [letter for letter in SMALL + CAPITAL if not letter.isascii()])
def test_viscii_letters(letter: str):
    """VISCII has one byte for each letter."""
    meanings = list(encodings()["viscii"].letters.values())

    assert meanings.count(letter) == 1


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences(sentence: str):
    """Sentences in either encoding print what they said; TCVN3 without capitals of its own."""
    assert "".join(decode_run(to_vni(sentence), FontCode(encodings()["vni"]))) == sentence
    assert "".join(decode_run(to_tcvn3(sentence), FontCode(encodings()["tcvn3"]))).lower() == sentence.lower()


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("ch\u00ad¬ng tr×nh", "chương trình"),
        ("ch−¬ng tr×nh", "chương trình"),
        ("ch-¬ng tr×nh, n-íc, ®-êng, th-", "chương trình, nước, đường, thư"),
        ("\u03bc vµ µ", "à và à"),
        ("Q§-UBND", "QĐ-UBND"),
        ("GD§T-VP", "GDĐT-VP"),
        ("12-6, a - b", "12-6, a - b"),
        ("V- KÕt qu¶, X- KÕt qu¶", "V- Kết quả, X- Kết quả"),
    ],
)
def test_the_letter_that_vanishes(shown: str, printed: str):
    """The byte of `ư` is the soft hyphen of Latin-1, and programs make a hyphen or a minus of it."""
    code = code_of_font(".VnTime")

    assert code is not None
    assert "".join(decode_run(shown, code)) == printed


@pytest.mark.parametrize(
    ("name", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        ("ABCDEF+.VnTimeH,Bold", "tcvn3", True),
        (".VnTime-Bold", "tcvn3", False),
        (".vntime", "tcvn3", False),
        ("VnTime", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("ABCDEF+VNI-Helve,Italic", "vni", False),
        ("vni-times", "vni", False),
    ],
)
def test_fonts_of_older_encodings(name: str, encoding: str, capitals: bool):
    """The name says the encoding, with the prefix of a subset, a style or neither."""
    code = code_of_font(name)

    assert code is not None
    assert (code.encoding.name, code.capitals) == (encoding, capitals)


@pytest.mark.parametrize("name", ["", "Times New Roman", "Arial", "vnfont", "VNTT", "TimesNewRomanPSMT", "Vni"])
def test_other_fonts(name: str):
    """Fonts of Unicode say nothing."""
    assert code_of_font(name) is None


@pytest.mark.parametrize("text", ["Kính gửi: Ủy ban nhân dân", "một", "và", "là các xã", "English", "12/BC-UBND", ""])
@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_unicode_in_an_old_font_stays(text: str, font: str):
    """Text that only Unicode can say, or that is Vietnamese as it stands, came from elsewhere."""
    code = code_of_font(font)

    assert code is not None
    assert "".join(decode_run(text, code)) == text
