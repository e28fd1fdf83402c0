"""Where requests stand in documents of other bodies, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.extractor.documents import case_of, report


def asked(body: str) -> list[str]:
    """The requests of a report with a body."""
    return [item.text.value for item in case_of(report("Phường báo cáo:\n" + body)).value("recommendations")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "I. HẠN CHẾ\nCòn chậm.\nĐể khắc phục, phường kiến nghị:\n- Cấp kinh phí.\n- Mở lớp.",
            ["Cấp kinh phí.", "Mở lớp."],
            id="announced in a part without a heading of its own",
        ),
        pytest.param(
            "Phường kính đề nghị Sở Y tế xem xét một số nội dung sau:\n1. Cấp kinh phí.\n2. Mở lớp.",
            ["Cấp kinh phí.", "Mở lớp."],
            id="announced in a letter without headings",
        ),
        pytest.param(
            "I. KHÓ KHĂN\nPhường kiến nghị:\n1. Đề nghị Sở Tài chính:\n- Cấp kinh phí.\n2. Đề nghị Sở Y tế:\n- Mở lớp.",
            ["Cấp kinh phí.", "Mở lớp."],
            id="announced, by addressee",
        ),
        pytest.param(
            "Sau khi nghe ý kiến và đề xuất của các đại biểu, Chủ tịch kết luận như sau:\n1. Giao Phòng Y tế chủ trì.",
            [],
            id="a conclusion after proposals of others",
        ),
        pytest.param(
            "I. KẾT QUẢ\nĐến nay có 2 cụm đã có nhà đầu tư đề xuất và hoàn thiện hồ sơ, gồm:\n- Cụm Đông.\n- Cụm Tây.",
            [],
            id="a list behind the word",
        ),
        pytest.param(
            "I. KHÓ KHĂN, KIẾN NGHỊ\n- Thiếu người.\n- Đề nghị Sở Nội vụ bổ sung biên chế.",
            ["Đề nghị Sở Nội vụ bổ sung biên chế."],
            id="difficulties and requests in one list",
        ),
        pytest.param(
            "I. KHÓ KHĂN, KIẾN NGHỊ\n* Khó khăn:\n- Ít người.\n* Kiến nghị:\n- Bổ sung biên chế.\n* Giải pháp:\n- Họp.",
            ["Bổ sung biên chế."],
            id="the word alone above its items",
        ),
        pytest.param(
            "I. GIẢI PHÁP, KIẾN NGHỊ\n- Tăng cường tuyên truyền.\n- Đề nghị Sở Y tế hỗ trợ.",
            ["Đề nghị Sở Y tế hỗ trợ."],
            id="own measures and requests in one list",
        ),
        pytest.param(
            "I. KẾT LUẬN VÀ KIẾN NGHỊ\nPhường đã xong.\nỦy ban nhân dân phường kiến nghị Ủy ban nhân dân tỉnh cấp vốn.",
            ["Ủy ban nhân dân phường kiến nghị Ủy ban nhân dân tỉnh cấp vốn."],
            id="prose behind a conclusion",
        ),
        pytest.param(
            "I. KIẾN NGHỊ\n**Đối với Sở Y tế**\n- Mở lớp.\n**Đối với Sở Tài chính**\n- Cấp kinh phí.",
            ["Mở lớp.", "Cấp kinh phí."],
            id="addressees without numbers",
        ),
        pytest.param("I. KIẾN NGHỊ\nMột là, cấp kinh phí.\nHai là, mở lớp.", ["cấp kinh phí.", "mở lớp."], id="spoken"),
        pytest.param(
            "I. ĐỀ XUẤT\nPhường đề nghị:\n- Mở lớp.\nNếu có thay đổi, phường sẽ báo cáo bổ sung.",
            ["Mở lớp."],
            id="a remark behind the items",
        ),
        pytest.param("I. KIẾN NGHỊ\n……………………………", [], id="a dotted line left open"),
        pytest.param(
            "I. KIẾN NGHỊ CỦA CỬ TRI VÀ KẾT QUẢ GIẢI QUYẾT\n1. Kiến nghị về điện\nĐã chuyển.\n2. Về nước\nĐã sửa.",
            [],
            id="petitions of voters",
        ),
        pytest.param(
            "I. GIẢI QUYẾT KHIẾU NẠI, KIẾN NGHỊ\n1. Kết quả\nĐã xong.\n2. Kiến nghị, đề xuất\n- Mở lớp.",
            ["Mở lớp."],
            id="requests in a report on petitions",
        ),
        pytest.param(
            "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\nBố trí kinh phí.\n2. Đề nghị Ủy ban Mặt trận phường\nGiám sát.",
            [],
            id="a task given politely",
        ),
        pytest.param(
            "1. Công an phường\nKiểm tra.\n2. Phòng Kinh tế\nBố trí.\n3. Đề nghị Ủy ban Mặt trận phường\nGiám sát.",
            [],
            id="a task among tasks",
        ),
    ],
)
def test_requests_of_other_bodies(body: str, expected: list[str]):
    """Requests are found where a heading, a lead or their own words ask, and nowhere else."""
    assert asked(body) == expected


def test_difficulties_leave_requests_out():
    """A part on both gives each its own items."""
    case = case_of(report("Phường báo cáo:\nI. KHÓ KHĂN, KIẾN NGHỊ\n- Thiếu người.\n- Đề nghị Sở Nội vụ bổ sung."))

    assert [item.text.value for item in case.value("difficulties")] == ["Thiếu người."]
