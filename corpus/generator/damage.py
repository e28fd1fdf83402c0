"""Damage of text with known answers, and the legacy encodings of documents up to about 2012.

A label keeps what a clerk reads off the page: a font artefact (NFD, `Ƣ`, `Ð`) changes no value. Confusions that
change letters are planted in words that nobody is asked for.
"""

import unicodedata
from collections.abc import Callable

from corpus.generator.chance import Chance

WEIGHTS = {
    "nfd": 3.0,
    "horn": 2,
    "eth": 1,
    "nbsp": 1,
    "spaces": 1,
    "hard_hyphen": 1,
    "dashes": 1,
    "crlf": 1,
    "ocr": 2,
}

OCR = (
    ("cộng tác viên", "công tác viên"), ("Phấn đấu", "Phân đầu"), ("chỉ đạo", "chi đạo"), ("dữ liệu", "đữ liệu"),
    ("tổ chức", "tô chức"), ("kết nối", "kêt nội"), ("chuyển đổi", "chuyên đôi"),
)  # fmt: skip

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

VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HATS = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVES = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}
HAT, BREVE, HORN = "\u0302", "\u0306", "\u031b"


def to_tcvn3(text: str) -> str:
    """The text in TCVN3 (ABC), as it looks when its bytes are read as Latin-1; capitals with tones lose their case.

    Such capitals exist only through another font (.VnTimeH), so they are written with the bytes of small letters.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(TCVN3.get(sign) or TCVN3.get(sign.lower(), sign) for sign in composed)


def to_vni(text: str) -> str:
    """The text in VNI-Windows, as it looks when its bytes are read as Windows-1252."""
    return "".join(_vni(sign) for sign in unicodedata.normalize("NFC", text))


def _vni(sign: str) -> str:
    if sign in "đĐ":
        return "ñ" if sign == "đ" else "Ñ"
    base, *marks = list(unicodedata.normalize("NFD", sign))
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    if not marks:
        return sign
    if HORN in marks:
        letter = ("ô" if base in "oO" else "ö") + VNI_TONES.get(tone, "")
    elif HAT in marks:
        return base + _cased(VNI_HATS.get(tone, "â"), base)
    elif BREVE in marks:
        return base + _cased(VNI_BREVES.get(tone, "ê"), base)
    elif base in "iI":
        letter = VNI_I[tone]
    elif base in "yY" and tone == "\u0323":
        letter = "î"
    else:
        return base + _cased(VNI_TONES[tone], base)
    return _cased(letter, base)


def _cased(letters: str, base: str) -> str:
    return letters.upper() if base.isupper() else letters


def _misread(text: str) -> str:
    for right, wrong in OCR:
        text = text.replace(right, wrong)
    return text


def _replacing(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return change


DAMAGES: dict[str, Callable[[str], str]] = {
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "horn": _replacing(("Ư", "\u01a2"), ("ư", "\u01a3")),
    "eth": _replacing(("Đ", "\u00d0"), ("đ", "\u00f0")),
    "nbsp": _replacing((" năm ", "\u00a0năm\u00a0"), ("số ", "số\u00a0")),
    "spaces": _replacing((" của ", "  của "), (" và ", "   và ")),
    "hard_hyphen": _replacing(("-UBND", "\u2011UBND"), ("-TTg", "\u2011TTg"), ("-CP", "\u2011CP")),
    "dashes": _replacing((" - ", " – ")),
    "crlf": _replacing(("\n", "\r\n")),
    "ocr": _misread,
    "tcvn3": to_tcvn3,
    "vni": to_vni,
}


def draw_damage(chance: Chance, share: float) -> str:
    """The name of a damage, or nothing."""
    return chance.weighted(WEIGHTS) if chance.odds(share) else ""
