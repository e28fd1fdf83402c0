from __future__ import annotations

import pytest

from extractor.meaning.addressee import addressee_in
from tests.extractor.documents import case_of, passage_of, report

Row = tuple[str, str | None, str | None]


def recommendations_of(body: str) -> list[Row]:
    """Words, addressee and section of each request."""
    return [
        (item.text.value, item.addressee.value if item.addressee else None, item.section)
        for item in case_of(report(body)).value("recommendations")
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "III. KIẾN NGHỊ\n- Sớm ban hành hướng dẫn.\n- Mở thêm lớp tập huấn.",
            [("Sớm ban hành hướng dẫn.", None, "III"), ("Mở thêm lớp tập huấn.", None, "III")],
            id="bullets",
        ),
        pytest.param(
            "III. KIẾN NGHỊ\n1. Sớm ban hành hướng dẫn về chế độ.\n2. Mở thêm lớp tập huấn.",
            [("Sớm ban hành hướng dẫn về chế độ.", None, "III"), ("Mở thêm lớp tập huấn.", None, "III")],
            id="numbers",
        ),
        pytest.param(
            "III. KIẾN NGHỊ\na) Sớm ban hành hướng dẫn;\nb) Mở thêm lớp tập huấn.",
            [("Sớm ban hành hướng dẫn;", None, "III"), ("Mở thêm lớp tập huấn.", None, "III")],
            id="letters",
        ),
        pytest.param(
            "III. KIẾN NGHỊ\nĐề nghị Sở Y tế sớm ban hành hướng dẫn.",
            [("Đề nghị Sở Y tế sớm ban hành hướng dẫn.", "Sở Y tế", "III")],
            id="prose",
        ),
        pytest.param(
            "III. KIẾN NGHỊ\nĐề nghị Sở Y tế:\n- Sớm ban hành hướng dẫn.\n- Mở thêm lớp.",
            [("Sớm ban hành hướng dẫn.", "Sở Y tế", "III"), ("Mở thêm lớp.", "Sở Y tế", "III")],
            id="lead names whom it asks",
        ),
        pytest.param(
            (
                "III. KIẾN NGHỊ\nĐể thực hiện tốt nhiệm vụ, phường có một số kiến nghị sau:\n"
                "- Đề nghị Sở Y tế mở lớp.\n- Kiến nghị Ủy ban nhân dân tỉnh bố trí kinh phí."
            ),
            [
                ("Đề nghị Sở Y tế mở lớp.", "Sở Y tế", "III"),
                ("Kiến nghị Ủy ban nhân dân tỉnh bố trí kinh phí.", "Ủy ban nhân dân tỉnh", "III"),
            ],
            id="each item names its own",
        ),
        pytest.param(
            "III. KIẾN NGHỊ\n1. Đối với Ủy ban nhân dân tỉnh\n- Bố trí kinh phí.\n2. Đối với Sở Y tế\n- Mở lớp.",
            [("Bố trí kinh phí.", "Ủy ban nhân dân tỉnh", "1"), ("Mở lớp.", "Sở Y tế", "2")],
            id="headings name whom they ask",
        ),
        pytest.param(
            "III. KIẾN NGHỊ\n1. Sở Y tế\n- Mở lớp.\n2. Sở Nội vụ\n- Bố trí biên chế.",
            [("Mở lớp.", "Sở Y tế", "1"), ("Bố trí biên chế.", "Sở Nội vụ", "2")],
            id="headings that are a body's name",
        ),
        pytest.param("III. KIẾN NGHỊ\nKhông có.", [], id="nil"),
        pytest.param("III. KIẾN NGHỊ\nKhông.", [], id="nil in one word"),
        pytest.param("III. KIẾN NGHỊ\n- Không có kiến nghị, đề xuất gì.", [], id="nil as an item"),
        pytest.param("III. KIẾN NGHỊ", [], id="empty"),
        pytest.param("I. KẾT QUẢ\nĐề nghị của dân được giải quyết.", [], id="no part that asks"),
        pytest.param("III. GIẢI PHÁP, KIẾN NGHỊ\n- Tăng cường tuyên truyền.", [], id="own measures"),
        pytest.param("III. KIẾN NGHỊ\n(Chi tiết tại phụ lục kèm theo)", [], id="said elsewhere"),
        pytest.param(
            "**III. Kiến nghị:** Đề nghị Sở Y tế mở lớp.",
            [("Đề nghị Sở Y tế mở lớp.", "Sở Y tế", "III")],
            id="behind the heading",
        ),
        pytest.param(
            "I. KHÓ KHĂN, ĐỀ XUẤT\n1. Khó khăn\n- Thiếu người.\n2. Đề xuất\n- Bổ sung biên chế.",
            [("Bổ sung biên chế.", None, "2")],
            id="below a part on difficulties",
        ),
    ],
)
def test_recommendations(body: str, expected: list[Row]):
    """What is asked, item by item, without its mark, with whom it asks and the part it stands in."""
    assert recommendations_of(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "II. KHÓ KHĂN\n- Thiếu người.\n- Thiếu kinh phí.", ["Thiếu người.", "Thiếu kinh phí."], id="bullets"
        ),
        pytest.param(
            "II. KHÓ KHĂN, VƯỚNG MẮC\nĐịa bàn rộng, dân cư ở rải rác.",
            ["Địa bàn rộng, dân cư ở rải rác."],
            id="prose",
        ),
        pytest.param(
            "II. KHÓ KHĂN\nBên cạnh kết quả còn một số khó khăn sau:\n- Thiếu người.", ["Thiếu người."], id="lead"
        ),
        pytest.param("II. KHÓ KHĂN\nKhông có.", [], id="nil"),
        pytest.param(
            "II. KHÓ KHĂN\nKhông có kinh phí để mở lớp tập huấn cho cộng tác viên.",
            ["Không có kinh phí để mở lớp tập huấn cho cộng tác viên."],
            id="no nil",
        ),
        pytest.param(
            "II. KHÓ KHĂN\n- Không đủ người làm.", ["Không đủ người làm."], id="an item that begins with không"
        ),
        pytest.param(
            "II. TỒN TẠI, HẠN CHẾ\n1. Về đội ngũ\n- Thiếu người.\n2. Về vốn\n- Thiếu kinh phí.",
            ["Thiếu người.", "Thiếu kinh phí."],
            id="parts",
        ),
        pytest.param("II. KẾT QUẢ\n- Khó khăn đã qua.", [], id="no part on difficulties"),
    ],
)
def test_difficulties(body: str, expected: list[str]):
    """What stands in the way, item by item."""
    assert [item.text.value for item in case_of(report(body)).value("difficulties")] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đề nghị Sở Y tế: mở lớp", "Sở Y tế"),
        ("Đề nghị Sở Y tế sớm ban hành", "Sở Y tế"),
        ("Kiến nghị với Bộ Nội vụ xem xét", "Bộ Nội vụ"),
        ("Đối với UBND tỉnh", "UBND tỉnh"),
        ("Đề nghị cấp có thẩm quyền xem xét", "cấp có thẩm quyền"),
        ("Đề nghị các sở, ngành phối hợp", "các sở, ngành"),
        ("Kính đề nghị Ủy ban nhân dân thành phố bố trí", "Ủy ban nhân dân thành phố"),
        ("Đề nghị mở lớp tập huấn", None),
        ("Đề nghị bổ sung kinh phí", None),
        ("Sở Y tế đề nghị các xã báo cáo", None),
    ],
)
def test_addressee(text: str, name: str | None):
    """The body that is asked, up to what it is asked for; a request may name none."""
    found = addressee_in(passage_of(text).quote())

    assert (found.text if found else None) == name
