from __future__ import annotations

import pytest

from extractor.parts.roles import role_of
from schemas.sections import Role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("KẾT QUẢ THỰC HIỆN", Role.RESULTS),
        ("Khó khăn, vướng mắc", Role.DIFFICULTIES),
        ("Những khó khăn, hạn chế", Role.DIFFICULTIES),
        ("Tồn tại, hạn chế và nguyên nhân", Role.DIFFICULTIES),
        ("Đề xuất, kiến nghị", Role.PROPOSALS),
        ("KIẾN NGHỊ", Role.PROPOSALS),
        ("Một số đề xuất, kiến nghị", Role.PROPOSALS),
        ("Đề xuất xây dựng nghị quyết", Role.OTHER),
        ("Công tác chỉ đạo, điều hành", Role.STEERING),
        ("Phương hướng, nhiệm vụ quý II", Role.NEXT),
        ("Mục đích, yêu cầu", Role.PURPOSE),
        ("Mục tiêu", Role.TARGETS),
        ("Tổ chức thực hiện", Role.ORGANISATION),
        ("Kinh phí thực hiện", Role.BUDGET),
        ("Thời gian, địa điểm", Role.TIME),
        ("Nhiệm vụ, giải pháp", Role.CONTENT),
        ("Đánh giá chung", Role.ASSESSMENT),
        ("Kho khân, vưóng măc", Role.DIFFICULTIES),
        ("Kêt qủa đat đuợc", Role.RESULTS),
        ("Kết quảng cáo", Role.OTHER),
        ("Dân số", Role.OTHER),
        ("", Role.OTHER),
        ("…", Role.OTHER),
    ],
)
def test_roles(heading: str, role: Role):
    """The opening words of a heading give its role, with damaged letters too; other words give none."""
    assert role_of(heading) is role
