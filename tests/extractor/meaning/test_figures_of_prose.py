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
        ("Có 23 trẻ em dưới 16 tuổi bị xâm hại.", 23, "=", "trẻ em", "trẻ em dưới 16 tuổi"),
        ("Giảm từ 12,4% xuống còn 9,8%.", Decimal("12.4"), "=", "%", None),
        ("Toàn xã có 1.260 nhân khẩu.", 1260, "=", "nhân khẩu", None),
        ("Nhập 03 xã lân cận.", 3, "=", "xã", "xã lân cận"),
        ("Trao 64 phần quà trị giá 32 triệu đồng.", 64, "=", "phần quà", None),
        ("Xảy ra 09 vụ đuối nước làm 11 trẻ em tử vong.", 9, "=", "vụ", "vụ đuối nước"),
        ("Hài lòng đạt 92% vào cuối năm.", 92, "=", "%", None),
        ("Cắm biển tại 100% hồ, đập do đơn vị quản lý.", 100, "=", "%", "hồ, đập"),
        ("Có 41,3% là đồng bào dân tộc Thái.", Decimal("41.3"), "=", "%", "đồng bào dân tộc Thái"),
        ("Mở 12 cuộc, có nhiều người dự.", 12, "=", "cuộc", None),
        ("Có 30 hộ, trong đó nhiều hộ mới.", 30, "=", "hộ", None),
        ("Đã có 01 cuộc kiểm tra đối với doanh nghiệp.", 1, "=", "cuộc", "cuộc kiểm tra"),
        ("Đã tổ chức 07 (bảy) đợt kiểm tra tại cơ sở.", 7, "=", "đợt", "đợt kiểm tra"),
        ("Số hóa 100% hồ sơ tiếp nhận tại xã.", 100, "=", "%", "hồ sơ tiếp nhận"),
        ("Cấp 15 bộ thiết bị dạy học.", 15, "=", "bộ", "bộ thiết bị dạy học"),
        ("Thăm hỏi 40 người có công với cách mạng.", 40, "=", "người", "người có công"),
        ("Có 35 lao động tự do được hỗ trợ.", 35, "=", "lao động", "lao động tự do"),
        ("Khám cho 100% học sinh khối 5 tại trường.", 100, "=", "%", "học sinh khối 5"),
        ("Dạy nghề cho 25 lao động nông thôn + 10 thanh niên.", 25, "=", "lao động", "lao động nông thôn"),
        ("Khen thưởng 12 tập thể và 30 cá nhân.", 12, "=", "tập thể", None),
        ("Tổng kinh phí 1.250.000.000 VNĐ.", 1250000000, "=", "VNĐ", None),
        ("Trang bị 12 (mười hai) máy tính.", 12, "=", "máy", "máy tính"),
        ("Kiểm tra và ban hành 04 kết luận thanh tra.", 4, "=", "kết luận", "kết luận thanh tra"),
        ("Thực hiện công văn của tỉnh về 5 đợt tập huấn. Đã mở 03 lớp.", 3, "=", "lớp", None),
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
        "Phường không tổ chức lễ phát động.",
        "Áp dụng với người từ 18 đến 60 tuổi.",
        "Trường Tiểu học Kim Trà 1 thông báo tuyển sinh.",
        "Trạm Y tế Quận 12 báo cáo.",
        "Họp lúc 14 giờ 00 ngày hôm sau.",
        "Cấp kinh phí đợt 2 năm 2025 cho đơn vị.",
    ],
)
def test_numbers_that_are_no_figures(sentence):
    """Articles, document numbers, dates, periods, telephone numbers and legal bases give none."""
    parts = case_of(report(sentence)).parts
    own = [s for s in statistics(parts) if s.value.raw and s.value.raw in sentence]

    assert own == []


@pytest.mark.parametrize("apart", range(60, 90))
def test_a_place_near_a_figure_has_its_whole_name(apart):
    """How far a name may stand from a figure says where it begins; its end is never cut off."""
    between = ("được các tổ chức, cá nhân trong và ngoài địa bàn cùng nhau chung tay ủng hộ và giúp đỡ " * 2)[:apart]
    (one,) = statistics(case_of(report(f"Có 36 hộ {between.strip()} tại xã Phú Vĩnh Lộc.")).parts)

    assert one.place.value in {None, "xã Phú Vĩnh Lộc"}


def test_fraction_place_and_period():
    """`36/36 xã` keeps its whole; place and period come from the same sentence."""
    (one, *_) = statistics(case_of(report("Trong năm 2025, 36/36 xã của huyện Phú Lộc đã có kế hoạch.")).parts)

    assert one.value.value == one.of_total.value == Decimal(36)
    assert one.unit.value == "xã"
    assert one.place.value == "huyện Phú Lộc"
    assert one.period.value == "Trong năm 2025"


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Thực hiện Luật Người cao tuổi ngày 23 tháng 11 năm 2009, xã đã thành lập 04 tổ.", None),
        ("Thực hiện Quyết định ngày 05/3/2026, xã đã thành lập 04 tổ.", None),
        ("Đến ngày 15 tháng 6 năm 2026, xã đã thành lập 04 tổ.", "ngày 15 tháng 6 năm 2026"),
        ("Thực hiện Kế hoạch đến ngày 15/6/2026, xã đã thành lập 04 tổ.", "ngày 15/6/2026"),
        ("Trong tháng 6 năm 2026, xã đã thành lập 04 tổ.", "tháng 6 năm 2026"),
    ],
)
def test_the_day_of_an_act_is_no_period(sentence, period):
    """When a law or decision was made says nothing of when figures were counted."""
    stated = [s.period.value for s in statistics(case_of(report(sentence)).parts) if s.unit.value == "tổ"]

    assert stated == [period]


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


def test_an_age_is_no_second_target():
    """The age tells whom the share is of."""
    (target,) = targets(case_of(report("I. MỤC TIÊU\n\n- Ít nhất 60% người dân từ 18 đến 60 tuổi có tài khoản.")).parts)

    assert (target.value.value, target.unit.value, target.group.value) == (Decimal(60), "%", "người dân")


@pytest.mark.parametrize(
    "body",
    [
        "I. MỤC TIÊU VÀ NGUYÊN TẮC\n\n1. Nguyên tắc thực hiện\n\n- Đầu tư có trọng tâm, ưu tiên vùng khó khăn.",
        "I. MỤC TIÊU\n\nTT\n\nNội dung chỉ tiêu\n\nĐơn vị tính\n\n%\n\n80",
        "Điều 1. Nội dung\n\nKiểm tra ít nhất 02 lần mỗi tháng đối với dự án giải ngân dưới 30%.",
    ],
    ids=["principles below targets", "cells of a table on lines of their own", "an article"],
)
def test_what_sets_no_target(body):
    """Principles and cells of tables under a heading of targets, and orders of an article, are none."""
    assert targets(case_of(report(body)).parts) == ()
