"""Findings on a small report: what is told, with which values and places, and where nothing is said."""

import pytest

from extractor.checks.profiles import choose_profile
from extractor.pipeline import process_bytes
from tests.extractor.checks.documents import REPORT, changed, codes, findings, table

FORM = "STT | Xã | Tổng số CTV | Họ và tên | Công việc được giao | Trình độ | Chuyên ngành | Hình thức tuyển dụng"
FIRST = "1 | Xã Suối Nghệ | 2 | Lê Thị Mận | Quản lý ca | Trung cấp | Công tác xã hội | Hợp đồng"
SECOND = "2 | | | Vũ Đình Tám | Truyền thông | Cao đẳng | Tâm lý học | Hợp đồng"
ROSTER = "DANH SÁCH CỘNG TÁC VIÊN CÔNG TÁC XÃ HỘI"
ATTACHED = "(Kèm theo Báo cáo số {} của Ủy ban nhân dân xã)"
DONE = "Đã tư vấn cho 214 lượt người."


def roster(*rows: str) -> str:
    """The appendix that lists collaborators."""
    return table(FORM, *rows, title=ROSTER)


def test_a_report_in_order_has_no_findings() -> None:
    """Nothing is said of a document that has every part and no contradiction."""
    assert findings(REPORT) == ()


SILENT = {
    "a month from March on without zero": changed(
        ("tháng 5 năm 2026", "tháng 3 năm 2026"), ("20/4/2026", "20/02/2026")
    ),
    "a month with more zeros than asked for": changed(("tháng 5 năm 2026", "tháng 05 năm 2026")),
    "a document cited on its own day": changed(("20/4/2026", "14/5/2026")),
    "an appendix whose reference is left open": changed(
        behind=table(
            "Thôn | Số hộ", "Đông | 4", reference=ATTACHED.format("      /BC-UBND ngày     tháng     năm 2026")
        )
    ),
    "an appendix with its reference": changed(
        behind=table("Thôn | Số hộ", "Đông | 4", reference=ATTACHED.format("088/BC-UBND ngày 14/5/2026"))
    ),
    "an appendix of another document": changed(
        behind=table("Thôn | Số hộ", "Đông | 4", reference=ATTACHED.format("31/KH-UBND ngày 02/01/2026"))
    ),
    "counts that add up to the total": changed(
        (DONE, "Có 01 cộng tác viên công tác xã hội ở thôn Đông và 01 cộng tác viên công tác xã hội ở thôn Tây."),
        behind=roster(FIRST, SECOND),
    ),
    "one row that names the persons of its unit": changed(
        (DONE, "Xã có 02 cộng tác viên công tác xã hội."),
        behind=roster(FIRST.replace("Lê Thị Mận", "Lê Thị Mận, Vũ Đình Tám")),
    ),
    "a need beside the count": changed(
        (DONE, "Xã có 02 cộng tác viên công tác xã hội, còn thiếu 05 cộng tác viên công tác xã hội."),
        behind=roster(FIRST, SECOND),
    ),
    "a count of years ago": changed(
        (DONE, "Năm 2019 xã có 05 cộng tác viên công tác xã hội."), behind=roster(FIRST, SECOND)
    ),
    "local numbers with two dates": changed(
        (DONE, "Kế hoạch số 31/KH-UBND ngày 02/01/2026 của tỉnh; Kế hoạch số 31/KH-UBND ngày 05/02/2026 của xã.")
    ),
    "a table that adds up": changed(
        behind=table("STT | Thôn | Số hộ | Số người", "1 | Đông | 4 | 9", "2 | Tây | 6 | 11", " | Tổng cộng | 10 | 20")
    ),
    "a share in a total row": changed(
        behind=table("STT | Thôn | Số hộ | Tỷ lệ", "1 | Đông | 4 | 50%", "2 | Tây | 6 | 70%", " | Cộng | 10 | 60%")
    ),
    "rows of parts": changed(
        behind=table("STT | Thôn | Số hộ", "1 | Đông | 4", " | Trong đó: hộ nghèo | 3", "2 | Tây | 6", " | Cộng | 10")
    ),
    "sub-numbered rows": changed(
        behind=table("STT | Thôn | Số hộ", "1 | Đông | 4", "1.1 | Xóm Trên | 3", "2 | Tây | 6", " | Cộng | 10")
    ),
    "a letter of the chair without TM.": changed(
        ("Số: 88/BC-UBND", "Số: 88/UBND-VX"),
        ("BÁO CÁO\nKết quả", "V/v kết quả"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
    ),
    "a deputy": changed(("NHÂN DÂN\nCHỦ TỊCH", "NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")),
    "two sections under one heading": changed(
        ("III. KHÓ KHĂN", "III. KHÓ KHĂN VÀ ĐỀ XUẤT"), ("IV. KIẾN NGHỊ\n\nĐề nghị Sở Y tế mở lớp tập huấn.\n\n", "")
    ),
    "a regulation under the number of its decision": changed(
        ("Số: 88/BC-UBND", "Số: 88/QĐ-UBND"), ("BÁO CÁO\nKết quả", "QUY CHẾ\nKết quả")
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_silence(text) -> None:
    """A false alarm is worse than silence: what may be right is not told."""
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code", "values", "places"),
    [
        (
            changed(("ngày 14 tháng 5", "ngày 4 tháng 5")),
            "format.leading_zero",
            ("4", "04"),
            ["4"],
        ),
        (
            changed(("tháng 5 năm", "tháng 2 năm"), ("20/4/2026", "20/01/2026")),
            "format.leading_zero",
            ("2", "02"),
            ["2"],
        ),
        (changed(("Số: 88/", "Số: 8/")), "format.leading_zero", ("8", "08"), ["8"]),
        (
            changed(("20/4/2026", "15/5/2026")),
            "chronology.cites_the_future",
            ("402/SYT-BTXH", "15/05/2026", "14/05/2026"),
            ["402/SYT-BTXH", "ngày 15/5/2026", "ngày 14 tháng 5 năm 2026"],
        ),
        (
            changed(("ngày 14 tháng 5 năm 2026\n", "ngày     tháng 3 năm 2026\n")),
            "chronology.cites_the_future",
            ("402/SYT-BTXH", "20/04/2026", "2026-03"),
            ["402/SYT-BTXH", "ngày 20/4/2026", "ngày     tháng 3 năm 2026"],
        ),
        (
            changed(behind=table("Thôn | Số hộ", "Đông | 4", reference=ATTACHED.format("89/BC-UBND ngày 14/5/2026"))),
            "conflict.appendix_reference",
            ("88", "89"),
            ["88", "89"],
        ),
        (
            changed(behind=table("Thôn | Số hộ", "Đông | 4", reference=ATTACHED.format("88/BC-UBND ngày 15/5/2026"))),
            "conflict.appendix_reference",
            ("14/05/2026", "15/05/2026"),
            ["ngày 14 tháng 5 năm 2026", "ngày 15/5/2026"],
        ),
        (
            changed((DONE, "Xã có 04 cộng tác viên công tác xã hội."), behind=roster(FIRST, SECOND)),
            "conflict.collaborator_count",
            ("4", "2"),
            ["04 cộng tác viên công tác xã hội", "2"],
        ),
        (
            changed(behind=roster(FIRST.replace("| 2 |", "| 3 |"), SECOND)),
            "conflict.collaborator_count",
            ("3", "2"),
            ["3", "Lê Thị Mận", "Vũ Đình Tám"],
        ),
        (
            changed(("Số: 88/BC-UBND", "Số: 88/TB-UBND")),
            "conflict.type_notation",
            ("BC", "TB-UBND"),
            ["BÁO CÁO", "TB-UBND"],
        ),
        (
            changed(("NHÂN DÂN\nCHỦ TỊCH", "NHÂN DÂN\nKT. CHỦ TỊCH\nCHỦ TỊCH")),
            "conflict.signing_authority",
            ("KT. CHỦ TỊCH", "CHỦ TỊCH"),
            ["KT. CHỦ TỊCH", "CHỦ TỊCH"],
        ),
        (
            changed((DONE, "Nghị định số 20/2021/NĐ-CP ngày 15/3/2022 được phổ biến.")),
            "conflict.number_year",
            ("20/2021/NĐ-CP", "2021", "2022"),
            ["20/2021/NĐ-CP", "ngày 15/3/2022"],
        ),
        (
            changed(behind=table("STT | Thôn | Số hộ", "1 | Đông | 1.400", "2 | Tây | 600", " | Tổng cộng | 2.100")),
            "conflict.table_total",
            ("2.100", "2.000", "Số hộ"),
            ["2.100"],
        ),
    ],
)
def test_a_contradiction_is_told_with_both_values_and_all_places(text, code, values, places) -> None:
    """The message holds the values, the evidence every place concerned."""
    source = process_bytes(text.encode(), "example.txt").source
    assert source is not None

    (found,) = [finding for finding in findings(text) if finding.code != "partial.issued_date"]

    assert found.code == code
    assert [value for value in values if value not in found.message_vi or value not in found.message_en] == []
    assert [source.text[place.start : place.end] for place in found.evidence if place.kind == "block"] == places


def test_a_day_left_open_may_be_any_day_of_the_month() -> None:
    """A document of the same month is no document of the future."""
    text = changed(("ngày 14 tháng 5 năm 2026\n", "ngày     tháng 4 năm 2026\n"))

    assert codes(text) == ["partial.issued_date"]


def test_a_wrong_column_is_told_where_another_adds_up() -> None:
    """Of two columns the one that does not add up is told; where none does, the row is another total."""
    rows = ("STT | Thôn | Số hộ | Số người", "1 | Đông | 4 | 9", "2 | Tây | 6 | 11")

    assert codes(changed(behind=table(*rows, " | Cộng | 10 | 30"))) == ["conflict.table_total"]
    assert codes(changed(behind=table(*rows, " | Cộng | 50 | 30"))) == []


@pytest.mark.parametrize(
    ("state", "change", "code"),
    [
        ("missing", ("IV. KIẾN NGHỊ\n\nĐề nghị Sở Y tế mở lớp tập huấn.\n\n", ""), "missing.section.proposals"),
        ("empty", ("Đề nghị Sở Y tế mở lớp tập huấn.\n\n", ""), "empty.section.proposals"),
        ("nil", ("Đề nghị Sở Y tế mở lớp tập huấn.", "Không có."), "nil.section.proposals"),
    ],
)
@pytest.mark.parametrize("profile", [None, "tt-07-2013"])
def test_states_of_a_section_and_their_weight(state, change, code, profile) -> None:
    """Gaps are information by default and errors in a campaign; a nil answer is an answer."""
    (found,) = [finding for finding in findings(changed(change), profile) if ".section." in finding.code]

    assert found.code == code
    assert found.severity == ("error" if profile and state != "nil" else "info")
    assert bool(found.evidence) == (state != "missing")


def test_an_empty_section_that_nobody_requires_is_information() -> None:
    """Its message names the heading."""
    (found,) = findings(changed(("III. KHÓ KHĂN", "III. TUYÊN TRUYỀN\n\nIV. KHÓ KHĂN"), ("IV. KIẾN", "V. KIẾN")))

    assert (found.code, found.severity) == ("empty.section.other", "info")
    assert "TUYÊN TRUYỀN" in found.message_en


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2 | | | Vũ Đình Tám | Truyền thông | Sơ cấp | Tâm lý học | Hợp đồng", 5, "standard.below_intermediate"),
        ("2 | | | Vũ Đình Tám | Truyền thông | | Tâm lý học | Hợp đồng", 5, "standard.one_level"),
        ("2 | | | Vũ Đình Tám | Truyền thông | Cao đẳng | | Hợp đồng", 6, "standard.missing_field"),
        ("2 | | | Vũ Đình Tám | Truyền thông | Cao đẳng | Tâm lý học | ", 7, "standard.missing_form"),
    ],
)
def test_the_roster_is_checked_where_the_profile_says_so(row, column, code) -> None:
    """One finding for all persons concerned; nothing under other profiles or without the column."""
    text = changed(behind=roster(FIRST, row))
    narrow = "\n".join(
        "\t".join(cell for at, cell in enumerate(line.split("\t")) if at != column) for line in text.split("\n")
    )

    assert [found for found in codes(text, "tt-07-2013") if found.startswith("standard.")] == [code]
    assert codes(text) == []
    assert [found for found in codes(narrow, "tt-07-2013") if found.startswith("standard.")] == []


def test_ticked_columns_count_as_levels() -> None:
    """Two ticks are as wrong as none, one is right."""
    head = "STT | Xã | Tổng số CTV | Họ và tên | Công việc được giao | Trình độ đào tạo | | Hình thức tuyển dụng"
    leaves = " | | | | | Cao đẳng | Trung cấp | "
    rows = (
        "1 | Xã A | 1 | Lê Thị Mận | Quản lý ca | x | | Hợp đồng",
        "2 | Xã B | 1 | Vũ Đình Tám | Ca | x | x | Hợp đồng",
    )
    text = changed(behind=table(head, leaves, *rows, title=ROSTER))

    found = [finding for finding in findings(text, "tt-07-2013") if finding.code == "standard.one_level"]

    assert [finding.message_en[:6] for finding in found] == ["1 of 2"]


def test_values_from_the_document_cannot_break_a_message() -> None:
    """Braces and length come from hostile text and stay plain words."""
    text = changed(("Số: 88/BC-UBND", "Số: 88/TB-{text}" + "X" * 400))

    assert all(len(finding.message_en) < 600 for finding in findings(text))


def test_the_same_document_gives_the_same_findings_errors_first() -> None:
    """Order and wording depend on nothing but document and profile."""
    text = changed(
        ("ngày 14 tháng 5", "ngày 4 tháng 5"), ("20/4/2026", "20/6/2026"), ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", "")
    )

    found = findings(text)

    assert [finding.severity.value for finding in found] == ["error", "warning", "info"]
    assert found == findings(text)


def test_a_record_without_a_document_has_no_findings() -> None:
    """What was refused is not checked."""
    record = process_bytes(b"The commune has nothing to say.", "note.txt").record

    assert record.document is None
    assert record.findings == ()
    assert choose_profile(None, None).name == record.provenance.profile
