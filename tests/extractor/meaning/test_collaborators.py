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
        ("Đội ngũ cộng tác viên của xã hiện có ba (03) người.", 3, "người", "current"),
        ("Tổng số cộng tác viên của 06 xã, phường là 30 người.", 30, "người", "current"),
        ("Hiện có 05/09 thôn có cộng tác viên, tổng số 05 người.", 5, "người", "current"),
        ("Có 05 cộng tác viên, trong đó 03 người có trình độ đại học.", 5, None, "current"),
        ("Mạng lưới hiện có 1.500 cộng tác viên dân số.", 1500, None, "current"),
        ("Số cộng tác viên được đào tạo là 12/15 người.", 12, "người", "trained"),
        ("Đến năm 2027, 100% xã có từ 1-2 cộng tác viên.", 1, None, "planned"),
        ("Có 45 người làm công tác xã hội, trong đó: 15 công chức.", 45, None, "current"),
        ("Mỗi thôn có từ 01 đến 02 cộng tác viên.", 1, None, "planned"),
        ("Bố trí 02 cộng tác viên/xã.", 2, None, "planned"),
        ("Có 36 cộng tác viên dân số/12 thôn.", 36, None, "current"),
        ("Định biên 1 cộng tác viên/150 hộ.", 1, None, "planned"),
        ("Mỗi thôn cử 01 người, tổng có 09 cộng tác viên.", 9, None, "current"),
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
        ("Hiện có 08 cộng tác viên do UBND phường ký hợp đồng.", 8, None, "current"),
        ("Trong năm, phường ký hợp đồng với 02 cộng tác viên.", 2, None, "recruited"),
        ("Giữ nguyên 31 CTV dân số, không tuyển mới.", 31, None, "current"),
        ("Năm 2027 dự kiến tuyển thêm 04 cộng tác viên.", 4, None, "planned"),
        ("Theo định mức, xã cần 05 cộng tác viên.", 5, None, "needed"),
        ("Cán bộ và 04 cộng tác viên đã đi cơ sở.", 4, None, "current"),
        ("Đề nghị UBND tỉnh bổ sung 02 cộng tác viên cho xã.", 2, None, "needed"),
        ("Đề nghị Sở hỗ trợ kinh phí cho 12 cộng tác viên.", 12, None, "current"),
        ("Số cộng tác viên giảm 14 người so với năm trước.", 14, "người", "reduced"),
        ("Đội ngũ làm công tác bảo vệ trẻ em cấp xã có 33 người.", 33, "người", "current"),
        ("Về đội ngũ cộng tác viên: hiện có 24 người.", 24, "người", "current"),
        ("Nhân viên công tác xã hội có 03 đồng chí.", 3, "đồng chí", "current"),
        ("Mời 50 đại biểu là cộng tác viên tham dự.", 50, "đại biểu", "current"),
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
        "Xã có 12 cộng tác viên khuyến nông.",
        "Tòa soạn có 40 cộng tác viên báo chí.",
        "Năm 2025 tăng 04 cộng tác viên so với năm trước.",
        "Không cộng tác viên nào nghỉ việc.",
        "Cộng tác viên thống kê toàn xã có 120 người.",
        "Theo cộng tác viên, xã có 45 người khuyết tật.",
        "Qua rà soát của cộng tác viên có 33 người đủ điều kiện.",
        "Lớp tập huấn cộng tác viên có 35 người tham dự.",
        "Hội thi cộng tác viên giỏi lần thứ 3 có 9 đội tham gia.",
        "Thôn Nà Phát 2 cộng tác viên là bà Lù Thị Pằn.",
        "Số điện thoại CTV: 0987 654 321.",
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


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Xã có 02 cộng tác viên theo hợp đồng do Chủ tịch UBND xã ký.", ["contract"]),
        ("Phường ký hợp đồng với 02 cộng tác viên.", ["contract"]),
        ("Có 02 cộng tác viên hợp đồng, 04 cộng tác viên kiêm nhiệm.", ["contract", "concurrent"]),
        ("Xã có 02 cộng tác viên.", [None]),
    ],
)
def test_kind_of_a_count(sentence, kinds):
    """The words of a count tell its kind; who signs the contract and the next figure's words do not."""
    assert [count.kind for count in counted(sentence)] == kinds


def test_what_is_said_of_the_next_figure_is_not_said_of_the_first():
    """Each of two counts of one clause has the cue beside it."""
    new, ended = counted("Trong quý, đã tuyển mới 03 cộng tác viên, thanh lý hợp đồng 01 cộng tác viên.")

    assert (new.value.value, new.meaning) == (3, CountMeaning.RECRUITED)
    assert (ended.value.value, ended.meaning) == (1, CountMeaning.REDUCED)


def test_deeds_of_a_section_of_plans_are_planned():
    """What is to be done next is planned, though the sentence has no word for it; what there is stays current."""
    body = "I. Phương hướng, nhiệm vụ\n\n- Tuyển dụng 04 cộng tác viên.\n\n- Hiện có 02 cộng tác viên."

    assert [(c.value.value, c.meaning.value) for c in counted(body)] == [(4, "planned"), (2, "current")]


def test_place_and_time_of_a_count():
    """The clause names the place, the sentence the day."""
    (count,) = counted("Tính đến ngày 31/3/2026, xã Đại Lộc có 06 cộng tác viên công tác xã hội.")

    assert count.organ_or_place.value == "xã Đại Lộc"
    assert count.as_of.value == "ngày 31/3/2026"
    assert count.value.raw == "06 cộng tác viên công tác xã hội"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("UBND xã Đại Lộc báo cáo như sau:\n\nToàn xã có 06 cộng tác viên.", "xã Đại Lộc"),
        ("UBND xã Đại Lộc báo cáo như sau:\n\na) Xã hiện có 06 cộng tác viên.", "xã Đại Lộc"),
        (
            "Xã Đại Lộc nhập với xã Đại Minh.\n\nUBND xã Đại Lộc và xã Đại Minh cũ.\n\nToàn xã có 06 cộng tác viên.",
            None,
        ),
        ("UBND xã Đại Lộc báo cáo như sau:\n\nCác thôn có 06 cộng tác viên.", None),
    ],
    ids=["whole unit", "the unit acts", "two units of the kind", "other places"],
)
def test_the_unit_that_a_body_calls_its_own(body, place):
    """`toàn xã` is the one xã that the text names, and nobody where it names two."""
    (count,) = counted(body)

    assert count.organ_or_place.value == place


def test_counts_in_a_table():
    """Each unit's own number counts, and the row of totals."""
    table = "TT\tĐịa phương\tSố lượng CTV\n1\tXã An Phú\t03\n2\tXã An Lộc\t4\n\tTổng cộng\t7"
    counts = counted(f"Kết quả cụ thể như sau:\n\n{table}\n")

    assert [(c.value.value, c.organ_or_place.value) for c in counts] == [(3, "Xã An Phú"), (4, "Xã An Lộc"), (7, None)]


def test_totals_of_groups_are_no_total():
    """`Cộng cụm 1` is in the total of all already: given without a place it would be counted twice."""
    table = "TT\tĐịa phương\tSố lượng CTV\n1\tXã An Phú\t3\n\tCộng cụm 1\t3\n1\tXã An Lộc\t4\n\tTổng cộng\t7"
    counts = counted(f"Kết quả cụ thể như sau:\n\n{table}\n")

    assert [(c.value.value, c.organ_or_place.value) for c in counts] == [(3, "Xã An Phú"), (4, "Xã An Lộc"), (7, None)]


def test_a_merged_unit_names_the_rows_it_covers():
    """Only totals have no place: a row under a merged unit has the unit's."""
    table = "TT\tĐịa phương\tSố lượng CTV\n1\tXã An Phú\t3\n\t\t1\n\tTổng cộng\t4"
    counts = counted(f"Kết quả cụ thể như sau:\n\n{table}\n")

    assert [(c.value.value, c.organ_or_place.value) for c in counts] == [(3, "Xã An Phú"), (1, "Xã An Phú"), (4, None)]


def test_rows_that_name_collaborators():
    """A table of contents and numbers counts in the rows that name collaborators, in persons only."""
    table = (
        "STT\tChỉ tiêu\tĐơn vị tính\tSố lượng\n1\tSố cộng tác viên dân số\tngười\t15\n"
        "2\tSố lớp tập huấn cộng tác viên\tlớp\t2\n3\tCộng tác viên\ttriệu đồng\t24"
    )
    (count,) = counted(f"Kết quả cụ thể như sau:\n\n{table}\n")

    assert (count.value.value, count.of_whom.value) == (15, "Số cộng tác viên dân số")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Năm 2024, toàn xã có 08 cộng tác viên.", []),
        ("Năm 2025, toàn xã có 08 cộng tác viên.", [(8, "Năm 2025")]),
        ("Cuối năm 2025 xã có 08 cộng tác viên; hiện tại xã có 09 cộng tác viên.", [(9, None)]),
        ("Cuối năm 2025 xã có 08 cộng tác viên. Đến nay xã có 09 cộng tác viên.", [(9, None)]),
        ("Theo định mức là 12, thực có 10 cộng tác viên.", [(10, None)]),
    ],
)
def test_what_was_counted_in_an_earlier_year_is_not_todays_number(body, expected):
    """A report of 2026 tells what there is now, or at the end of the year before where it says nothing later."""
    case = case_of(report(body))
    counts = collaborators(case.parts, case.built.tables, year=2026).counts

    assert [(count.value.value, count.as_of.value) for count in counts] == expected
    assert {count.meaning for count in counts} <= {CountMeaning.CURRENT}
