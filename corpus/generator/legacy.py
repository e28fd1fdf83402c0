"""Legacy encodings of documents up to about 2012: TCVN3 (ABC) and VNI-Windows, as text and as runs of a Word file.

Their texts look like Latin letters; only the font tells what a reader sees.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

# The cedilla is the byte of á.
TCVN3 = {
    "à": "µ", "á": "\u00b8", "ả": "¶", "ã": "·", "ạ": "¹", "ă": "¨", "ằ": "»", "ắ": "¾", "ẳ": "¼", "ẵ": "½", "ặ": "Æ",
    "â": "©", "ầ": "Ç", "ấ": "Ê", "ẩ": "È", "ẫ": "É", "ậ": "Ë", "đ": "®", "è": "Ì", "é": "Ð", "ẻ": "Î", "ẽ": "Ï",
    "ẹ": "Ñ", "ê": "ª", "ề": "Ò", "ế": "Õ", "ể": "Ó", "ễ": "Ô", "ệ": "Ö", "ì": "×", "í": "Ý", "ỉ": "Ø", "ĩ": "Ü",
    "ị": "Þ", "ò": "ß", "ó": "ã", "ỏ": "á", "õ": "â", "ọ": "ä", "ô": "«", "ồ": "å", "ố": "è", "ổ": "æ", "ỗ": "ç",
    "ộ": "é", "ơ": "¬", "ờ": "ê", "ớ": "í", "ở": "ë", "ỡ": "ì", "ợ": "î", "ù": "ï", "ú": "ó", "ủ": "ñ", "ũ": "ò",
    "ụ": "ô", "ư": "\u00ad", "ừ": "õ", "ứ": "ø", "ử": "ö", "ữ": "÷", "ự": "ù", "ỳ": "ú", "ý": "ý", "ỷ": "û",
    "ỹ": "ü", "ỵ": "þ", "Ă": "¡", "Â": "¢", "Đ": "§", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦",
}  # fmt: skip

HAT, BREVE, HORN = "\u0302", "\u0306", "\u031b"
VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HATS = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVES = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_SHAPES = {HAT: VNI_HATS | {"": "â"}, BREVE: VNI_BREVES | {"": "ê"}}
VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}
# Signs that the eight bits of these fonts have no place for, as they were typed then.
TYPED = str.maketrans({"–": "-", "•": "-", "…": "...", "“": '"', "”": '"', "\u00a0": " "})


def to_tcvn3(text: str) -> str:
    """The text in TCVN3 (ABC), as it looks when its bytes are read as Latin-1; capitals with tones lose their case.

    Such capitals exist only through another font (.VnTimeH), so they are written with the bytes of small letters.
    """
    composed = unicodedata.normalize("NFC", text).translate(TYPED)
    return "".join(TCVN3.get(sign) or TCVN3.get(sign.lower(), sign) for sign in composed)


def to_vni(text: str) -> str:
    """The text in VNI-Windows, as it looks when its bytes are read as Windows-1252."""
    return "".join(_vni(sign) for sign in unicodedata.normalize("NFC", text).translate(TYPED))


def in_fonts(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Font name and encoded text of each run; of a Unicode text one run without a name."""
    if font == "vni":
        yield "VNI-Times", to_vni(text)
    elif font == "tcvn3":
        composed = unicodedata.normalize("NFC", text)
        capitals = composed.isupper()
        for needs_capitals, signs in groupby(composed, lambda sign: capitals or _needs_capitals(sign)):
            yield ".VnTimeH" if needs_capitals else ".VnTime", to_tcvn3("".join(signs))
    else:
        yield "", text


def _needs_capitals(sign: str) -> bool:
    return sign.isupper() and sign.lower() in TCVN3 and sign not in TCVN3


def _vni(sign: str) -> str:
    if sign in "đĐ":
        return _cased("ñ", sign)
    base, *marks = list(unicodedata.normalize("NFD", sign))
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    shape = next((VNI_SHAPES[mark] for mark in marks if mark in VNI_SHAPES), None)
    if not marks:
        return sign
    if HORN in marks:
        letter = ("ô" if base in "oO" else "ö") + VNI_TONES.get(tone, "")
    elif shape is not None:
        return base + _cased(shape[tone], base)
    elif base in "iI":
        letter = VNI_I[tone]
    elif base in "yY" and tone == "\u0323":
        letter = "î"
    else:
        return base + _cased(VNI_TONES[tone], base)
    return _cased(letter, base)


def _cased(letters: str, base: str) -> str:
    return letters.upper() if base.isupper() else letters
