"""Roles of headings as other bodies word them, and headings that only look like a role's."""

from __future__ import annotations

import pytest

from extractor.parts.roles import only_looks_like, role_of
from schemas.sections import Role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Những vấn đề đề nghị cấp trên quan tâm", Role.PROPOSALS),
        ("Một số ý kiến đề xuất", Role.PROPOSALS),
        ("Các đề xuất, kiến nghị, sáng kiến", Role.PROPOSALS),
        ("Khuyến nghị", Role.PROPOSALS),
        ("ĐỀ XUÁT, KIÊN NGHI", Role.PROPOSALS),
        ("Nhược điểm", Role.DIFFICULTIES),
        ("Về khó khăn, vướng mắc", Role.DIFFICULTIES),
        ("Tình hình và kết quả thực hiện", Role.RESULTS),
        ("Những mặt đạt được", Role.RESULTS),
        ("NHIỆM VỤ THÁNG 4/2026", Role.NEXT),
        ("Đề xuất giải pháp", Role.CONTENT),
        ("Kiến nghị của cử tri và kết quả giải quyết", Role.OTHER),
        ("Tiếp nhận, xử lý phản ánh, kiến nghị", Role.OTHER),
        ("Giải quyết đơn thư, khiếu nại, kiến nghị", Role.OTHER),
        ("Đề xuất khen thưởng", Role.OTHER),
        ("Kết quả giải quyết kiến nghị cử tri", Role.RESULTS),
        ("Nguyên nhân đạt được", Role.OTHER),
        ("Những mặt còn hạn chế", Role.DIFFICULTIES),
        ("Công việc đã triển khai", Role.RESULTS),
        ("Các nhiệm vụ đã hoàn thành", Role.RESULTS),
        ("Vấn đề xin ý kiến chỉ đạo", Role.PROPOSALS),
        ("Công việc chưa triển khai", Role.OTHER),
        ("Hạn chế tai nạn giao thông", Role.OTHER),
    ],
)
def test_role(heading: str, role: Role):
    """A heading has the role of its words; petitions of others, own measures and rewards ask nothing."""
    assert role_of(heading) is role


def test_petitions_only_look_like_requests():
    """The words that tell them apart may stand anywhere in the heading."""
    assert only_looks_like("Kiến nghị về giao thông của cử tri", Role.PROPOSALS)
    assert not only_looks_like("Kiến nghị với Ủy ban nhân dân tỉnh", Role.PROPOSALS)
