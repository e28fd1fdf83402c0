from __future__ import annotations

import pytest

from tests.extractor.documents import case_of, case_of_source, placed

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ LẠC DƯƠNG\nSố: 63/BC-UBND\n\nBÁO CÁO\nCông tác quý I\n\n"
    "Trong quý I, xã đã mở 3 lớp tập huấn.\n\nTrên đây là báo cáo của xã./.\n\n"
)
BLOCK = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nCil Ha Thương"
SIGNED = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Cil Ha Thương")


def recipients_of(text: str) -> list[str]:
    """Recipients of a document with this tail."""
    return [field.value for field in case_of(HEAD + text).value("recipients")]


def signers_of(text: str) -> list[tuple[str | None, ...]]:
    """Authority, capacity, position and name of each signer."""
    return [
        (signer.authority.value, signer.capacity.value, signer.position.value, signer.full_name.value)
        for signer in case_of(HEAD + text).value("signers")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nơi nhận:\n- Như trên;\n- Lưu: VT, QS.", ["Như trên", "Lưu: VT, QS"], id="dashes"),
        pytest.param("Nơi nhận:\n- Như trên;\n- Lưu: VT, QS./.", ["Như trên", "Lưu: VT, QS"], id="end mark"),
        pytest.param(
            "**Nơi nhận:**\n\n– Như trên;\n\n– Lưu: VT.", ["Như trên", "Lưu: VT"], id="long dashes, blank lines"
        ),
        pytest.param("Nơi nhận: - Như trên; - Sở Y tế; - Lưu: VT.", ["Như trên", "Sở Y tế", "Lưu: VT"], id="inline"),
        pytest.param(
            "Nơi nhận:\n- Chủ tịch, các Phó Chủ tịch\nỦy ban nhân dân xã;\n- Lưu: VT.",
            ["Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân xã", "Lưu: VT"],
            id="continuation",
        ),
        pytest.param("Nơi nhận:\nSở Y tế;\nSở Nội vụ;\nLưu: VT.", ["Sở Y tế", "Sở Nội vụ", "Lưu: VT"], id="no dashes"),
        pytest.param(
            "Nơi nhận:\n- Đ/c Bí thư Đảng ủy xã;\n- Lưu: VT.", ["Đ/c Bí thư Đảng ủy xã", "Lưu: VT"], id="abbreviation"
        ),
        pytest.param("", [], id="none"),
    ],
)
def test_recipients(text: str, expected: list[str]):
    """Each line under `Nơi nhận` without dash and closing mark; a line without dash goes on the entry above."""
    assert recipients_of(f"{text}\n\n{BLOCK}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(BLOCK, [SIGNED], id="no recipients"),
        pytest.param(f"Nơi nhận:\n- Lưu: VT.\n\n{BLOCK}", [SIGNED], id="below the recipients"),
        pytest.param(f"{BLOCK}\n\nNơi nhận:\n- Lưu: VT.", [SIGNED], id="above the recipients"),
        pytest.param(f"Nơi nhận:\n- Lưu: VT.\n\n**{BLOCK}**", [SIGNED], id="bold over lines"),
        pytest.param("CHỦ TỊCH\n\nPhùng Đức Khải", [(None, None, "CHỦ TỊCH", "Phùng Đức Khải")], id="post alone"),
        pytest.param(
            "GIÁM ĐỐC\n(Đã ký)\nPhùng Đức Khải", [(None, None, "GIÁM ĐỐC", "Phùng Đức Khải")], id="signed mark"
        ),
        pytest.param(
            "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nPhùng Đức Khải",
            [("TL. CHỦ TỊCH", None, "CHÁNH VĂN PHÒNG", "Phùng Đức Khải")],
            id="by order",
        ),
        pytest.param(
            "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\nPhùng Đức Khải",
            [("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Phùng Đức Khải")],
            id="by order and for",
        ),
        pytest.param(
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nBS.CKII Phùng Đức Khải",
            [(None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phùng Đức Khải")],
            id="title before the name",
        ),
        pytest.param(
            "TM. ỦY BAN NHÂN DÂN XÃ\nCHỦ TỊCH\n\nNguyễn Thị Kim Anh",
            [("TM. ỦY BAN NHÂN DÂN XÃ", None, "CHỦ TỊCH", "Nguyễn Thị Kim Anh")],
            id="five syllables",
        ),
        pytest.param("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", [("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", None)], id="unsigned"),
        pytest.param("", [], id="no signature"),
    ],
)
def test_signers(text: str, expected: list[tuple[str | None, ...]]):
    """Authority, capacity, post and name of the block, wherever the recipients stand."""
    assert signers_of(text + "\n") == expected


def test_two_signers_side_by_side():
    """Two blocks in two columns are two signers, left one first."""
    source = placed(
        ("**BÁO CÁO\n**Công tác phối hợp", None, None),
        ("Hai bên đã mở 3 lớp tập huấn chung trong năm.", None, None),
        ("Trên đây là báo cáo phối hợp./.", None, None),
        ("GIÁM ĐỐC SỞ Y TẾ\nPhùng Đức Khải", 0, 5),
        ("GIÁM ĐỐC SỞ NỘI VỤ\nTrần Thị Hoài", 1, 5),
    )
    signers = case_of_source(source).value("signers")

    assert [(s.position.value, s.full_name.value) for s in signers] == [
        ("GIÁM ĐỐC SỞ Y TẾ", "Phùng Đức Khải"),
        ("GIÁM ĐỐC SỞ NỘI VỤ", "Trần Thị Hoài"),
    ]


def test_recipients_left_of_the_signature():
    """The usual tail: recipients in the left column, the block in the right one."""
    source = placed(
        ("**BÁO CÁO\n**Công tác quý I", None, None),
        ("Xã đã mở 3 lớp tập huấn.", None, None),
        ("Nơi nhận:\n- Như trên;\n- Các phòng, ban,\nngành xã;\n- Lưu: VT.", 0, 5),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nCil Ha Thương", 1, 5),
    )
    case = case_of_source(source)

    assert [field.value for field in case.value("recipients")] == ["Như trên", "Các phòng, ban, ngành xã", "Lưu: VT"]
    assert [signer.full_name.value for signer in case.value("signers")] == ["Cil Ha Thương"]
    assert [passage.text for passage in case.parts.body] == ["Xã đã mở 3 lớp tập huấn."]


def test_the_signature_is_no_part_of_the_body():
    """Nothing of the tail stands in the body, nothing of the body in the tail."""
    body = [passage.text for passage in case_of(HEAD + BLOCK).parts.body]

    assert body == ["Trong quý I, xã đã mở 3 lớp tập huấn.", "Trên đây là báo cáo của xã./."]


@pytest.mark.parametrize(
    "line",
    ["Phùng Đức Khải", "Ban Chỉ đạo", "Nơi Nhận", "Phụ Lục", "ĐÃ KÝ", "Kính gửi", "Lê", "Xã Lạc Dương báo cáo"],
)
def test_names(line: str):
    """Only a person's name ends a block."""
    signers = signers_of(f"CHỦ TỊCH\n{line}\n")

    assert signers[0][3] == (line if line == "Phùng Đức Khải" else None)
