"""Which lines are decoded where no font name says it, and which never are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.generator.legacy import to_tcvn3, to_vni
from extractor.reading.legacy.evidence import decode_text
from extractor.reading.legacy.syllables import is_syllable
from tests.golden.documents import SAMPLES

REPORT = """Ủy ban nhân dân xã báo cáo kết quả thực hiện như sau:
Số: 12/BC-UBND
- Lưu: VT, LĐTBXH.
Toàn xã hiện có hai cộng tác viên công tác xã hội."""
TEXTS = sorted(SAMPLES.glob("*.txt"))


@pytest.mark.parametrize("encode", [to_tcvn3, to_vni])
def test_lines_speak_for_themselves(encode):
    """Long lines decide, short ones follow the lines around them, a number's line is read with them."""
    assert decode_text(encode(REPORT)).lower() == REPORT.lower()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_samples_stay_as_they_are(path, form):
    """No line of a text in Unicode is taken for anything else."""
    text = unicodedata.normalize(form, path.read_text("utf-8"))

    assert decode_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Les élèves français étaient là où il fallait, à côté de la forêt",
        "El año pasado la señora Muñoz llegó mañana por la mañana",
        "Über die Größe der Bäume für schöne Äpfel",
        "São Paulo não é irmão, coração, ação",
        "10 µm ± 5 °C × 3 ² © ® 2020 «abc» §1 ¶2",
        "là, và, các, xã, có, không, công tác xã",
        "Résumé – naïve café, Señor",
    ],
)
def test_other_languages_and_signs_stay(text: str):
    """Latin-1 letters of other languages, signs of print, and Vietnamese that needs no others stay."""
    assert decode_text(text) == text


@pytest.mark.parametrize(
    ("mixed", "expected"),
    [
        ("Kính gửi: ñy ban nh©n d©n tØnh", "Kính gửi: ủy ban nhân dân tỉnh"),
        ("Céng hßa x· héi chñ nghÜa và các xã được gửi", "Cộng hòa xã hội chủ nghĩa và các xã được gửi"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Xin chaøo caùc baïn", "Xin chào các bạn"),
        ("Sè", "Sè"),
    ],
)
def test_mixed_lines(mixed: str, expected: str):
    """Stretches are decoded where they decide by themselves; lines of capitals come out in capitals."""
    assert decode_text(mixed) == expected


def test_a_short_line_between_lines_of_unicode_stays():
    """`Sè` could be two words; the lines around it decide."""
    text = "Số liệu của Ủy ban nhân dân\nSè\nBáo cáo kết quả thực hiện"

    assert decode_text(text) == text


@given(st.text(st.sampled_from("aăâđêôơưáàảãạ .,-\nXN"), max_size=200))
def test_unicode_letters_are_never_changed(text: str):
    """Whatever stands around them, letters that only Unicode has come out as they went in."""
    only = [letter for letter in text if letter in "ăđơưảạ"]

    assert [letter for letter in decode_text(text) if letter in "ăđơưảạ"] == only


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "giếng", "gì", "khuya", "hoà", "hòa", "thuỷ", "Ủy", "XÃ", "ị"])
def test_syllables(word: str):
    """Syllables of any case, the tone mark on either vowel."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["céng", "hßa", "ñy", "héi", "nghÜa", "bách-", "cáć", "xyz", "baïn", "tàp", "", "a" * 99]
)
def test_no_syllables(word: str):
    """Initials that do not fit the vowel, marks on consonants, stopped syllables with an open tone."""
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Taï Theá Loäc", "Tạ Thế Lộc"),
        ("Soá: 61 /QÑ-UBND", "Số: 61 /QĐ-UBND"),
        ("Soá: 87/TTr-LÑTBXH", "Số: 87/TTr-LĐTBXH"),
        ("- Sôû DT&TG;", "- Sở DT&TG;"),
    ],
)
def test_line_that_the_lines_around_decide(line: str, expected: str):
    """A name that two encodings make syllables of, and abbreviations, follow the lines around; VNI has its capitals."""
    around = "Thöïc hieän coâng vaên cuûa Sôû Lao ñoäng veà coâng taùc treû em"

    assert decode_text(f"{around}\n{line}\n{around}").split("\n")[1] == expected
