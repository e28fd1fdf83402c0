"""Bytes of text files to text."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.generator.legacy import to_tcvn3, to_vni
from extractor.errors import UnsupportedError
from extractor.reading.legacy.encodings import encodings
from extractor.reading.legacy.files import decode_bytes

REPORT = """Ủy ban nhân dân xã báo cáo kết quả thực hiện như sau:
Toàn xã hiện có hai cộng tác viên công tác xã hội, hưởng phụ cấp hằng tháng."""
VISCII = {letter: byte for byte, letter in encodings()["viscii"].letters.items()}


def windows_1258(text: str) -> bytes:
    """Base letters with their own marks, tones as combining characters, as Windows writes them."""
    pieces = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        pieces.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone)
    return "".join(pieces).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(REPORT.encode(), id="utf-8"),
        pytest.param(REPORT.encode("utf-8-sig"), id="utf-8-mark"),
        pytest.param(REPORT.encode("utf-16"), id="utf-16"),
        pytest.param(b"\xfe\xff" + REPORT.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(windows_1258(REPORT), id="windows-1258"),
        pytest.param(to_vni(REPORT).encode("cp1252"), id="vni"),
        pytest.param(to_tcvn3(REPORT).encode("cp1252"), id="tcvn3"),
        pytest.param("".join(VISCII.get(c, c) for c in REPORT).encode("latin-1"), id="viscii"),
        pytest.param(to_tcvn3(REPORT).encode(), id="tcvn3-in-utf-8"),
    ],
)
def test_encodings(data: bytes):
    """The same report in each encoding; TCVN3 has no capital of its own for its first letter."""
    assert unicodedata.normalize("NFC", decode_bytes(data)).lower() == REPORT.lower()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Đề nghị".encode("cp1258", "replace") + b"\xec", id="too-few-words"),
        pytest.param(b"\xff\xfeb", id="half-a-unit"),
        pytest.param(b"caf\xe9", id="latin-1"),
        pytest.param("Les élèves étaient là où il fallait, à côté, été, forêt, déjà".encode("latin-1"), id="fr"),
        pytest.param(bytes(range(0xA0, 0x100)) * 20, id="rubbish"),
    ],
)
def test_other_encodings_are_told(data: bytes):
    """The byte that does not fit is named; nothing is guessed."""
    with pytest.raises(UnsupportedError, match=r"not UTF-.* \(byte \d+\)"):
        decode_bytes(data)
