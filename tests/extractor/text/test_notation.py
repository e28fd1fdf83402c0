"""Numbers and notations are taken apart by one grammar, whatever spaces and lost marks did to them."""

from __future__ import annotations

import pytest

from extractor.text.notation import find_notations, key_group, loose_at, parse_notation, split_symbol


@pytest.mark.parametrize(
    ("printed", "text", "number", "year", "kind", "body"),
    [
        ("918 /BC - UBND", "918/BC-UBND", "918", None, "BC", "UBND"),
        ("07/2013/TT-BLĐTBXH", "07/2013/TT-BLĐTBXH", "07", 2013, "TT", "BLĐTBXH"),
        ("07/2013/TT- BLĐTBXH", "07/2013/TT-BLĐTBXH", "07", 2013, "TT", "BLĐTBXH"),
        ("20 /2021 /NĐ -CP", "20/2021/NĐ-CP", "20", 2021, "NĐ", "CP"),
        ("1865/TTr -SCT", "1865/TTr-SCT", "1865", None, "TTr", "SCT"),
        ("1334/SYT-BTXH", "1334/SYT-BTXH", "1334", None, None, "SYT-BTXH"),
        ("12/UBND–VX", "12/UBND-VX", "12", None, None, "UBND-VX"),
        ("09/2013/TTLT-BLĐTBXH-BNV", "09/2013/TTLT-BLĐTBXH-BNV", "09", 2013, "TTLT", "BLĐTBXH-BNV"),
        ("117/2007/TTLT/BLĐTBXH-BTC", "117/2007/TTLT/BLĐTBXH-BTC", "117", 2007, "TTLT", "BLĐTBXH-BTC"),
        ("202/2025/QH 15", "202/2025/QH15", "202", 2025, None, "QH15"),
        ("76/2025/UBTVQH15", "76/2025/UBTVQH15", "76", 2025, None, "UBTVQH15"),
        ("1686/NQ-UBTVQH15", "1686/NQ-UBTVQH15", "1686", None, "NQ", "UBTVQH15"),
        ("11-CT/TU", "11-CT/TU", "11", None, "CT", "TU"),
        ("38-CT/TTg", "38-CT/TTg", "38", None, "CT", "TTg"),
        ("08-CTr/TU", "08-CTr/TU", "08", None, "CTr", "TU"),
        ("92 - KL/TW", "92-KL/TW", "92", None, "KL", "TW"),
        ("15-HD/BTGDVTU", "15-HD/BTGDVTU", "15", None, "HD", "BTGDVTU"),
        ("46/2019/QĐUBND", "46/2019/QĐUBND", "46", 2019, "QĐ", "UBND"),
        ("09/2019/NĐCP", "09/2019/NĐCP", "09", 2019, "NĐ", "CP"),
        ("22/TTrVPUB", "22/TTrVPUB", "22", None, "TTr", "VPUB"),
        ("06/2026/XD/CV-MH", "06/2026/XD/CV-MH", "06", 2026, None, "XD/CV-MH"),
        ("66.4/2025/NQ-CP", "66.4/2025/NQ-CP", "66.4", 2025, "NQ", "CP"),
        ("66.4.2025/NQ-CP", "66.4.2025/NQ-CP", "66.4", 2025, "NQ", "CP"),
        ("QCVN 01:2019/BCT", "QCVN01:2019/BCT", "01", 2019, "QCVN", "BCT"),
        ("TCVN 5687:2010", "TCVN5687:2010", "5687", 2010, "TCVN", ""),
        ("114/KH-BCĐ127QBn", "114/KH-BCĐ127QBn", "114", None, "KH", "BCĐ127QBn"),
        ("503/TTr-NV.II", "503/TTr-NV.II", "503", None, "TTr", "NV.II"),
        ("1234/QĐ-UBND.HC", "1234/QĐ-UBND.HC", "1234", None, "QĐ", "UBND.HC"),
        ("40/KH-MTTQ-BTT", "40/KH-MTTQ-BTT", "40", None, "KH", "MTTQ-BTT"),
        ("12/2020/Q4-UBND", "12/2020/Q4-UBND", "12", 2020, "QĐ", "UBND"),
        ("09/2019/ND-CP", "09/2019/ND-CP", "09", 2019, "NĐ", "CP"),
        ("512/PVHXH", "512/PVHXH", "512", None, None, "PVHXH"),
        ("12a/BC-VKS", "12a/BC-VKS", "12a", None, "BC", "VKS"),
    ],
)
def test_grammar(printed, text, number, year, kind, body):
    """Number, year, type and body come apart; the canonical spelling has no spaces."""
    notation = parse_notation(printed)

    assert notation is not None
    assert (notation.text, notation.number, notation.year) == (text, number, year)
    assert (notation.type, notation.body) == (kind, body)


@pytest.mark.parametrize(
    "text",
    ["36/36 xã", "24/7", "01/01", "24/5/2013", "km/h", "2/3 số hộ", "110/35kV", "5/người", "0234.3822123", "HIV/AIDS"],
)
def test_what_is_no_notation(text):
    """Fractions, dates, voltages and telephone numbers have no notation."""
    assert find_notations(text) == ()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("số 12/KH-UBND - UBND tỉnh", "12/KH-UBND"),
        ("số 12/KH-UBND - Sở Y tế", "12/KH-UBND"),
        ("số 12/KH-UBND, ngày", "12/KH-UBND"),
        ("(số 2853/QĐ-BYT).", "2853/QĐ-BYT"),
        ("Luật số 42/2024/QH151 ngày", "42/2024/QH15"),
    ],
)
def test_where_a_notation_ends(text, printed):
    """A dash between spaces behind a whole symbol, or a footnote's figure, is no part of it."""
    (match,) = find_notations(text)

    assert text[match.start : match.end] == printed


@pytest.mark.parametrize(
    ("text", "strong"),
    [("12/QĐ-UBND", True), ("07/2013/TT-BYT", True), ("202/2025/QH15", True), ("3/HIV", False), ("35/GĐN", False)],
)
def test_strong_notations_stand_alone(text, strong):
    """Only a full symbol is a document number without a word before it."""
    notation = parse_notation(text)

    assert notation is not None
    assert notation.is_strong is strong


@pytest.mark.parametrize(
    ("symbol", "parts"),
    [("TT-BYT", ("TT", "BYT")), ("CT/TU", ("CT", "TU")), ("SYT-NVY", (None, "SYT-NVY")), ("GĐN", (None, "GĐN"))],
)
def test_symbols_split(symbol, parts):
    """A known type opens a symbol; without one it names body and unit."""
    assert split_symbol(symbol) == parts


def test_keys_repair_damage():
    """Keys meet across known damage, values never change."""
    assert key_group("Tg") == key_group("TTg") == "TTg"
    assert key_group("XD/CV-MH") == "XD-CV-MH"


@pytest.mark.parametrize(
    ("text", "printed", "number"),
    [
        ("HT-A015/26-KD ngày", "HT-A015/26-KD", "HT-A015"),
        ("03-GCN-TL ngày", "03-GCN-TL", "03"),
        ("02 ngày", "02", "02"),
    ],
)
def test_loose_numbering(text, printed, number):
    """Companies number their letters as they like."""
    match = loose_at(text, 0)

    assert match is not None
    assert (text[: match.end], match.notation.number) == (printed, number)


@pytest.mark.parametrize("text", ["tháng", "ABC", "-1", ""])
def test_loose_numbering_needs_a_figure(text):
    """Without a figure there is no number."""
    assert loose_at(text, 0) is None


@pytest.mark.parametrize("text", ["số 1/ " * 9_000, "A-" * 30_000, "1" * 60_000, "1/" + "A" * 60_000])
def test_hostile_text_has_no_notations(text):
    """Endless repetitions are read to the end and give nothing."""
    assert find_notations(text) == ()
