"""Tails as offices really set them: several signers, remarks in brackets, recipients in every place."""

from __future__ import annotations

import pytest

from tests.extractor.documents import case_of

HEAD = """SỞ NỘI VỤ

Số: 12/BC-SNV

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Đắk Lắk, ngày 04 tháng 3 năm 2026

BÁO CÁO
Công tác quý I

Đơn vị báo cáo kết quả như sau.

Trên đây là báo cáo của đơn vị./.
"""
LIST = "Nơi nhận:\n- Sở Y tế;\n- Lưu: VT.\n"
Signer = tuple[str | None, str | None, str | None, str | None]


def signers(tail: str) -> list[Signer]:
    """Authority, capacity, position and name of each signer."""
    found = case_of(f"{HEAD}\n{tail}").value("signers")
    return [(s.authority.value, s.capacity.value, s.position.value, s.full_name.value) for s in found]


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (f"{LIST}\nGIÁM ĐỐC\n\n(Đã ký)\n\nLê Thị Hà", [(None, None, "GIÁM ĐỐC", "Lê Thị Hà")]),
        (f"GIÁM ĐỐC\n\nLê Thị Hà\n\n{LIST}", [(None, None, "GIÁM ĐỐC", "Lê Thị Hà")]),
        (f"{LIST}\nGiám đốc\n\nLê Thị Hà", [(None, None, "Giám đốc", "Lê Thị Hà")]),
        (f"{LIST}\nGIÁM ĐỐC\n", [(None, None, "GIÁM ĐỐC", None)]),
        (f"{LIST}\nKT. CHỦ TỊCH\nTHỰC HIỆN ĐỀ ÁN “XÃ SẠCH” ĐẾN NĂM 2030\n", [(None, "KT. CHỦ TỊCH", None, None)]),
        (f"{LIST}\nQUYỀN GIÁM ĐỐC\n\nLê Thị Hà", [(None, "QUYỀN GIÁM ĐỐC", None, "Lê Thị Hà")]),
        (
            f"{LIST}\nPHỤ TRÁCH SỞ NỘI VỤ\nPHÓ GIÁM ĐỐC\n\nLê Thị Hà",
            [(None, "PHỤ TRÁCH SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", "Lê Thị Hà")],
        ),
        (
            f"{LIST}\nGIÁM ĐỐC\n\nNgười ký: Lê Thị Hà\nNgày ký: 4/3/2026\n\nLê Thị Hà",
            [(None, None, "GIÁM ĐỐC", "Lê Thị Hà")],
        ),
        (
            f"{LIST}\nTHƯ KÝ\n\nLê Thị Hà\n\nCHỦ TRÌ\n\nTrần Văn Ba",
            [(None, None, "THƯ KÝ", "Lê Thị Hà"), (None, None, "CHỦ TRÌ", "Trần Văn Ba")],
        ),
        (
            "                      TM. BAN THƯỜNG VỤ\nNơi nhận:                 BÍ THƯ\n- Sở Y tế;\n- Lưu: VT.\n"
            "                          Lê Thị Hà",
            [("TM. BAN THƯỜNG VỤ", None, "BÍ THƯ", "Lê Thị Hà")],
        ),
        (
            "THƯ KÝ                              CHỦ TRÌ\n\n\nLê Thị Hà                           Trần Văn Ba",
            [(None, None, "THƯ KÝ", "Lê Thị Hà"), (None, None, "CHỦ TRÌ", "Trần Văn Ba")],
        ),
    ],
)
def test_signers(tail: str, expected: list[Signer]):
    """Each signer is read with what stands above the name, whatever is printed between."""
    assert signers(tail) == expected


@pytest.mark.parametrize(
    "tail",
    [
        LIST,
        "Nơi gửi:\n- Sở Y tế;\n- Lưu: VT.\n",
        "Nơi nhận: - Sở Y tế; - Lưu: VT.\n",
        "Nơi nhận:\n– Sở Y tế;\n– Lưu: VT.\n",
        "Nơi nhận: GIÁM ĐỐC\n- Sở Y tế;\n- Lưu: VT. Lê Thị Hà\n",
        "Nơi nhận:                    GIÁM ĐỐC\n- Sở Y tế;\n- Lưu: VT.                   Lê Thị Hà\n",
    ],
)
def test_recipients(tail: str):
    """The list is the same on lines of its own, behind its label, or beside the signature."""
    recipients = case_of(f"{HEAD}\n{tail}").value("recipients")

    assert [recipient.value for recipient in recipients] == ["Sở Y tế", "Lưu: VT"]


def test_recipients_behind_the_last_words_of_the_body():
    """`Nơi nhận` that a copy glued to the closing is still the list's label."""
    recipients = case_of(f"{HEAD.rstrip()} {LIST}\nGIÁM ĐỐC\n\nLê Thị Hà").value("recipients")

    assert [recipient.value for recipient in recipients] == ["Sở Y tế", "Lưu: VT"]


@pytest.mark.parametrize(
    "addressees",
    [
        "Kính gửi:\n- Sở Y tế;\n- Sở Nội vụ.\n\n- Căn cứ Luật Trẻ em ngày 05/4/2016;\n- Căn cứ nhu cầu của đơn vị.",
        "Kính gửi: - Sở Y tế;\n- Sở Nội vụ.",
        "Kính gửi:\n\n- Sở Y tế;\n- Sở Nội vụ.",
        "Kính gửi: Sở Y tế\nKính gửi: Sở Nội vụ",
        "-----------\nKính gửi:\n- Sở Y tế;\n- Sở Nội vụ.",
    ],
)
def test_addressees(addressees: str):
    """One line, a list or several `Kính gửi`, also below the rule under the subject."""
    text = HEAD.replace("Đơn vị báo cáo", f"{addressees}\n\nĐơn vị báo cáo")

    assert [quote.value for quote in case_of(text).value("addressees")] == ["Sở Y tế", "Sở Nội vụ"]


def test_authority_above_the_legal_bases_signs_nothing():
    """A decision whose end is missing keeps its body: who decides stands above `Căn cứ`."""
    text = (
        "UBND XÃ AN PHÚ\nSố: 7/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc hỗ trợ\n\nTheo kế hoạch năm 2026 của xã.\n\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN PHÚ\n\nCăn cứ Nghị định số 20/2021/NĐ-CP ngày 15/3/2021;\n\nĐiều 1. Hỗ trợ.\n"
    )
    case = case_of(text)

    assert case.value("signers") == ()
    assert [cited.ref.value for cited in case.value("citations")] == ["20/2021/NĐ-CP"]


def test_note_below_the_signature():
    """What a note of a copy without pages cites is cited."""
    text = f"{HEAD}\n{LIST}\nGIÁM ĐỐC\n\nLê Thị Hà\n\n(1) Công văn số 65/SYT-NV ngày 16/10/2025 của Sở Y tế.\n"

    assert [cited.ref.value for cited in case_of(text).value("citations")] == ["65/SYT-NV"]
