"""Counts of collaborators in prose and tables, and what must never be counted."""

from __future__ import annotations

import pytest

from extractor.meaning.collaborators import collaborators
from schemas.meaning import CollaboratorKind, CountMeaning
from tests.extractor.documents import case_of, report


def counted(body: str):
    """The counts of a report with this body."""
    case = case_of(report(body))
    return collaborators(case.parts, case.built.tables).counts


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "meaning"),
    [
        ("Phường hiện có 02 cộng tác viên công tác xã hội.", 2, None, "current"),
        ("Phường bố trí 02 (hai) cộng tác viên công tác xã hội.", 2, None, "current"),
        ("Đội ngũ cộng tác viên gồm 05 người.", 5, "người", "current"),
        ("Có 05 cộng tác viên, trong đó 03 người có trình độ đại học.", 5, None, "current"),
        ("Mạng lưới hiện có 1.500 cộng tác viên dân số.", 1500, None, "current"),
        ("Mỗi thôn có từ 01 đến 02 cộng tác viên.", 1, None, "planned"),
        ("Bố trí 02 cộng tác viên/xã.", 2, None, "planned"),
        ("Phường hiện có 02 công tác viên công tác xã hội.", 2, None, "current"),
        ("Toàn xã có 15 CTV ở các thôn.", 15, None, "current"),
        ("Địa phương có hai cộng tác viên công tác xã hội.", 2, None, "current"),
        ("Xã có 03 đồng chí cộng tác viên.", 3, "đồng chí", "current"),
        ("Toàn huyện thành lập được 12 đội cộng tác viên công tác xã hội.", 12, "đội", "current"),
        ("Tổng số cộng tác viên công tác xã hội trên địa bàn xã là 07 người.", 7, "người", "current"),
        ("Số lượng CTV: 36 người.", 36, "người", "current"),
        ("Trong năm đã tập huấn cho 40 cộng tác viên công tác xã hội.", 40, None, "trained"),
        ("Phấn đấu có 10 cộng tác viên công tác xã hội.", 10, None, "planned"),
        ("Mỗi xã bố trí 01 cộng tác viên công tác xã hội.", 1, None, "planned"),
        ("Xã còn thiếu 03 cộng tác viên công tác xã hội.", 3, None, "needed"),
        ("UBND phường đã tuyển dụng 04 cộng tác viên công tác xã hội.", 4, None, "recruited"),
        ("So với năm trước giảm 05 cộng tác viên công tác xã hội.", 5, None, "reduced"),
        ("Trên địa bàn có 08 nhân viên công tác xã hội.", 8, None, "current"),
        ("Có 36/40 cộng tác viên được tập huấn nghiệp vụ.", 36, None, "trained"),
    ],
)
def test_counts_in_prose(sentence, value, unit, meaning):
    """A number directly before or behind the words counts collaborators, whatever their spelling."""
    (count,) = counted(sentence)

    assert (count.value.value, count.unit_of_count.value, count.meaning) == (value, unit, CountMeaning(meaning))


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 36/36 xã bố trí cộng tác viên công tác xã hội.",
        "Đến nay 85% cộng tác viên đã qua đào tạo.",
        "Thực hiện Thông tư số 07/2013/TT-BLĐTBXH về tiêu chuẩn nghiệp vụ cộng tác viên công tác xã hội.",
        "Năm 2015 cộng tác viên công tác xã hội được hưởng phụ cấp.",
        "Mức phụ cấp là 500.000 đồng/cộng tác viên/tháng.",
        "Trong 05 năm, công tác viên chức được quan tâm.",
        "Đề án “Phát triển 1000 cộng tác viên công tác xã hội” đang được lấy ý kiến.",
        "Đã tổ chức 03 lớp tập huấn cho cộng tác viên.",
        "Hỗ trợ 25 người khuyết tật thông qua dịch vụ công tác xã hội.",
        "Theo Điều 3 cộng tác viên có bảy nhiệm vụ.",
    ],
)
def test_numbers_that_count_others(sentence):
    """Communes, shares, years, money, classes, clients and names of acts are no counts of collaborators."""
    assert counted(sentence) == ()


def test_officials_who_do_the_work_besides():
    """`01 công chức phụ trách công tác xã hội` counts, as concurrent."""
    first, second = counted("Xã phân công 01 công chức phụ trách công tác xã hội; 02 CTV theo hợp đồng lao động.")

    assert (first.value.value, first.kind) == (1, CollaboratorKind.CONCURRENT)
    assert (second.value.value, second.kind) == (2, CollaboratorKind.CONTRACT)


def test_place_and_time_of_a_count():
    """The clause names the place, the sentence the day."""
    (count,) = counted("Tính đến ngày 31/3/2026, xã Đại Lộc có 06 cộng tác viên công tác xã hội.")

    assert count.organ_or_place.value == "xã Đại Lộc"
    assert count.as_of.value == "ngày 31/3/2026"
    assert count.value.raw == "06 cộng tác viên công tác xã hội"


def test_counts_in_a_table():
    """Each unit's own number counts, and the row of totals."""
    table = "TT\tĐịa phương\tSố lượng CTV\n1\tXã An Phú\t03\n2\tXã An Lộc\t4\n\tTổng cộng\t7"
    counts = counted(f"Kết quả cụ thể như sau:\n\n{table}\n")

    assert [(c.value.value, c.organ_or_place.value) for c in counts] == [(3, "Xã An Phú"), (4, "Xã An Lộc"), (7, None)]
