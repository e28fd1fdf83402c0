"""Assignments in their five forms."""

from __future__ import annotations

from extractor.meaning.assignments import assignments
from tests.extractor.documents import case_of, report


def read(body: str):
    """Lead, coordinating organs, task and deadline of each assignment of a plan with this body."""
    case = case_of(report(body))
    return [
        (one.lead_organ.value, [organ.value for organ in one.coordinating_organs], one.task.value, one.deadline.value)
        for one in assignments(case.parts, case.built.tables)
    ]


def test_labelled_lines():
    """`Cơ quan chủ trì: …` under a task; the task is the text before it."""
    body = """I. NỘI DUNG THỰC HIỆN

1. Tập huấn nghiệp vụ

- Mở lớp tập huấn cho cộng tác viên.

- Cơ quan chủ trì: Sở Y tế.

- Cơ quan phối hợp: Sở Nội vụ, UBND các xã, phường.

- Thời gian thực hiện: Quý II năm 2026.
"""
    assert read(body) == [
        ("Sở Y tế", ["Sở Nội vụ", "UBND các xã, phường"], "Mở lớp tập huấn cho cộng tác viên.", "Quý II năm 2026")
    ]


def test_headings_of_units():
    """A section of organisation with a heading for each unit; `tổ chức thực hiện` itself is no unit."""
    body = """V. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội

- Chủ trì, phối hợp với Trạm Y tế và các đơn vị liên quan triển khai Kế hoạch.

- Báo cáo kết quả trước ngày 15/11/2026.

2. Trạm Y tế

Bố trí cán bộ tham gia.
"""
    assert read(body) == [
        (
            "Phòng Văn hóa - Xã hội",
            ["Trạm Y tế", "các đơn vị liên quan"],
            "Chủ trì, phối hợp với Trạm Y tế và các đơn vị liên quan triển khai Kế hoạch.",
            None,
        ),
        ("Phòng Văn hóa - Xã hội", [], "Báo cáo kết quả trước ngày 15/11/2026.", "ngày 15/11/2026"),
        ("Trạm Y tế", [], "Bố trí cán bộ tham gia.", None),
    ]


def test_a_remark_sets_no_task():
    """`(Có phụ lục kèm theo)` below a unit is none of its tasks."""
    body = """V. TỔ CHỨC THỰC HIỆN

1. Trạm Y tế

- Bố trí cán bộ tham gia.

- (Chi tiết có Phụ lục kèm theo)
"""
    assert [task for _, _, task, _ in read(body)] == ["Bố trí cán bộ tham gia."]


def test_sentences():
    """`Giao … chủ trì, phối hợp với …`: the body before the verb leads; `Sở Xây dựng` is not cut at its verb."""
    body = """V. TỔ CHỨC THỰC HIỆN

Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng, Sở Y tế tham mưu kinh phí.

Ban hành văn bản hướng dẫn có trách nhiệm.
"""
    assert [(lead, helpers) for lead, helpers, _, _ in read(body)] == [("Sở Tài chính", ["Sở Xây dựng", "Sở Y tế"])]


def test_task_table():
    """A table with the columns of a task list; group rows assign nothing."""
    table = (
        "TT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\n"
        "I\tTuyên truyền\t\t\t\n"
        "1\tIn tờ rơi\tSở Y tế\tSở Nội vụ\tTháng 6/2026\n"
    )
    assert read(f"Phân công như sau:\n\n{table}") == [("Sở Y tế", ["Sở Nội vụ"], "In tờ rơi", "Tháng 6/2026")]


def test_a_line_that_names_who_leads_and_who_helps():
    """`Đơn vị thực hiện: A chủ trì, phối hợp với B` names two organs, not one."""
    body = """I. NỘI DUNG THỰC HIỆN

1. Tập huấn nghiệp vụ

- Mở lớp tập huấn.

- Đơn vị thực hiện: Đoàn Thanh niên chủ trì, phối hợp với Hội Phụ nữ xã
"""
    assert read(body) == [("Đoàn Thanh niên", ["Hội Phụ nữ xã"], "Mở lớp tập huấn.", None)]


def test_the_next_item_of_an_enumeration_is_no_task_of_the_unit_above():
    """A request to others below the heading of a unit is not that unit's; a yearly day is a deadline."""
    body = """III. TỔ CHỨC THỰC HIỆN

1. Sở Y tế:

- Định kỳ trước ngày 15/12 hàng năm báo cáo kết quả.

2. Đề nghị Mặt trận Tổ quốc tỉnh, Tỉnh đoàn phối hợp tuyên truyền.
"""
    assert read(body) == [("Sở Y tế", [], "Định kỳ trước ngày 15/12 hàng năm báo cáo kết quả.", "ngày 15/12 hàng năm")]


def test_bodies_before_a_colon():
    """Items `body: task` of an article that gives tasks; what a school's head is given by `có trách nhiệm`."""
    body = """Điều 1. Giao chỉ tiêu cho các đơn vị như sau:

1. Sở Y tế: Chủ trì mở lớp tập huấn trước ngày 20/10/2026.

2. UBND các xã: Đạt tỷ lệ 100% hồ sơ được số hóa.

3. Giao Hiệu trưởng trường Mầm non Hoa Sen có trách nhiệm tổ chức thực hiện.
"""
    assert [(lead, deadline) for lead, _, _, deadline in read(body)] == [
        ("Sở Y tế", "ngày 20/10/2026"),
        ("UBND các xã", None),
        ("Hiệu trưởng trường Mầm non Hoa Sen", None),
    ]


def test_a_body_asked_among_those_given_tasks():
    """`Đề nghị …` among the units of a plan: its tasks are read like theirs, its name without the verb."""
    body = """V. TỔ CHỨC THỰC HIỆN

1. Trạm Y tế

- Bố trí cán bộ tham gia.

2. Đề nghị Uỷ ban Mặt trận Tổ quốc xã

- Tuyên truyền đến hội viên.
"""
    assert [(lead, task) for lead, _, task, _ in read(body)] == [
        ("Trạm Y tế", "Bố trí cán bộ tham gia."),
        ("Uỷ ban Mặt trận Tổ quốc xã", "Tuyên truyền đến hội viên."),
    ]


def test_who_leads_a_plan_is_given_no_sum_as_a_task():
    """`Đơn vị chủ trì: …` below the budget leads the plan."""
    body = """III. KINH PHÍ

- Tổng kinh phí: 50.000.000 đồng.

- Đơn vị chủ trì: Phòng Kinh tế.
"""
    assert read(body) == []


def test_helpers_end_before_what_they_are_to_watch():
    """`… với các đơn vị có liên quan giám sát việc …`: the verb is no part of the name."""
    body = """V. TỔ CHỨC THỰC HIỆN

Giao Phòng Kinh tế chủ trì, phối hợp với các đơn vị có liên quan giám sát việc thực hiện.
"""
    assert [helpers for _, helpers, _, _ in read(body)] == [["các đơn vị có liên quan"]]
