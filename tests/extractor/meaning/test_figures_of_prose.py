"""Statistics and targets: number, bound, unit, whom."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.meaning.statistics import statistics
from extractor.meaning.targets import targets
from schemas.meaning import Operator
from tests.extractor.documents import case_of, report


@pytest.mark.parametrize(
    ("sentence", "value", "operator", "unit", "whom"),
    [
        ("Toàn huyện có 24.120 người cao tuổi.", 24120, "=", "người", "người cao tuổi"),
        ("Có trên 80% hộ nghèo được vay vốn.", 80, ">", "%", "hộ nghèo"),
        ("Tối thiểu 60% số cán bộ được tập huấn.", 60, "≥", "%", "cán bộ"),
        ("Kinh phí khoảng 2,5 tỷ đồng.", Decimal("2.5"), "≈", "tỷ đồng", None),
        ("Diện tích rừng là 1.250,5 ha.", Decimal("1250.5"), "=", "ha", None),
        ("Sản lượng đạt 2,4 triệu tấn.", Decimal("2.4"), "=", "triệu tấn", None),
        ("Đã tổ chức 05 lớp tập huấn cho cán bộ.", 5, "=", "lớp", "lớp tập huấn"),
        ("Không quá 10 hồ sơ quá hạn.", 10, "≤", "hồ sơ", "hồ sơ quá hạn"),
    ],
)
def test_figures(sentence, value, operator, unit, whom):
    """A figure keeps its bound, its unit and the words for those counted."""
    (one,) = statistics(case_of(report(sentence)).parts)[:1]

    assert (one.value.value, one.operator, one.unit.value, one.of_whom.value) == (value, operator, unit, whom)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện theo Điều 3 và khoản 2 của quy định.",
        "Văn bản số 125/UBND-VX ngày 24/5/2025 đã được triển khai.",
        "Giai đoạn 2021-2025 đạt nhiều kết quả.",
        "Điện thoại liên hệ: 0905.123.456.",
        "Căn cứ Quyết định về hỗ trợ 100 hộ nghèo;",
    ],
)
def test_numbers_that_are_no_figures(sentence):
    """Articles, document numbers, dates, periods, telephone numbers and legal bases give none."""
    parts = case_of(report(sentence)).parts
    own = [s for s in statistics(parts) if s.value.raw and s.value.raw in sentence]

    assert own == []


def test_fraction_place_and_period():
    """`36/36 xã` keeps its whole; place and period come from the same sentence."""
    (one, *_) = statistics(case_of(report("Trong năm 2025, 36/36 xã của huyện Phú Lộc đã có kế hoạch.")).parts)

    assert one.value.value == one.of_total.value == Decimal(36)
    assert one.unit.value == "xã"
    assert one.place.value == "huyện Phú Lộc"
    assert one.period.value == "Trong năm 2025"


PLAN = """I. MỤC TIÊU

1. Mục tiêu chung

Nâng cao chất lượng trợ giúp xã hội.

2. Mục tiêu cụ thể

- Phấn đấu đến năm 2027 ít nhất 90% người khuyết tật nặng được trợ giúp;

- Duy trì 02 mô hình câu lạc bộ.

II. KINH PHÍ

Tổng kinh phí 250 triệu đồng.
"""


def test_targets_of_a_plan():
    """Each item of a section of targets gives its figure with group and deadline; one without a figure is kept."""
    general, share, models = targets(case_of(report(PLAN)).parts)

    assert (general.text.value, general.value.status) == ("Nâng cao chất lượng trợ giúp xã hội.", "absent")
    assert (share.value.value, share.operator, share.unit.value) == (Decimal(90), Operator.AT_LEAST, "%")
    assert (share.group.value, share.deadline.value) == ("người khuyết tật nặng", "đến năm 2027")
    assert (models.value.value, models.unit.value, models.section) == (Decimal(2), "mô hình", "2")
