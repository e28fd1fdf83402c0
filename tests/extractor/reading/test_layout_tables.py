"""Which tables only set text side by side."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.reading.layout_tables import is_layout_table

HEAD = [
    ["UBND TỈNH A\nSỞ B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 1/BC-SB", "A, ngày 1 tháng 2 năm 2024"],
]
DATA = [["STT", "Tên"], ["1", "An"], ["2", "Bình"], ["3", "Chi"]]


@pytest.mark.parametrize(
    ("rows", "has_borders", "expected"),
    [
        pytest.param(HEAD, False, True, id="head"),
        pytest.param(HEAD, True, True, id="framed-head"),
        pytest.param([["ĐẢNG BỘ A", "ĐẢNG CỘNG SẢN VIỆT NAM"]], True, True, id="head-of-the-party"),
        pytest.param([["UBND", "Độc lập – Tự do – Hạnh phúc"]] * 3, False, True, id="long-dashes"),
        pytest.param([["Nơi nhận:\n- Lưu", "TM. UBND\nCHỦ TỊCH"]], False, True, id="signature"),
        pytest.param([["Nơi nhận:", "TM. UBND"]] + [["- Như trên", ""]] * 9, False, True, id="a-row-a-recipient"),
        pytest.param([["Kính gửi:", "- Sở A;"], ["", "- Sở B;"], ["", "- Sở C."]], False, True, id="addressees"),
        pytest.param([["NGƯỜI LẬP", "KẾ TOÁN", "GIÁM ĐỐC"], ["An", "Bình", "Chi"]], False, True, id="signers"),
        pytest.param([["", "KT. CHỦ TỊCH"], ["", "(Đã ký)"], ["x", "y"]], False, True, id="signed"),
        pytest.param([["Trích yếu"]], True, True, id="frame"),
        pytest.param([["Họ tên", ""]] * 6, True, False, id="drawn-form"),
        pytest.param([["", ""]] * 6, True, True, id="nothing-in-it"),
        pytest.param([], False, True, id="no-rows"),
        pytest.param(DATA, True, False, id="data"),
        pytest.param(DATA, False, False, id="data-without-borders"),
        pytest.param([["TT", "Nơi nhận"], ["1", "Kính gửi:"]], False, False, id="serial-numbers"),
        pytest.param([["Tên", "Nơi nhận"], ["An", "Xã A"]], True, False, id="column-of-places"),
        pytest.param([["a", "b", "c", "Kính gửi"]], False, False, id="four-columns"),
        pytest.param([["Kính gửi", "x"]] * 30, False, False, id="long"),
        pytest.param([["Quý I", "12"], ["Quý II", "15"], ["Quý III", "9"]], False, False, id="q-is-no-authority"),
    ],
)
def test_layout_tables(rows: list[list[str]], has_borders: bool, expected: bool) -> None:
    """Words, size and borders decide; accents and their composition do not."""
    decomposed = [[unicodedata.normalize("NFD", text) for text in row] for row in rows]
    assert is_layout_table(rows, has_borders) == expected
    assert is_layout_table(decomposed, has_borders) == expected
