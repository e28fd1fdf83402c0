from __future__ import annotations

import pytest

from tests.extractor.documents import case_of, report


@pytest.mark.parametrize(
    ("line", "number", "status", "notation", "date"),
    [
        (
            "(Kèm theo Báo cáo số 77/BC-UBND ngày 16 tháng 4 năm 2026 của UBND phường)",
            "77",
            "present",
            "BC-UBND",
            "2026-04-16",
        ),
        ("(Kèm theo Báo cáo số: 77 /BC - UBND ngày 16/4/2026)", "77", "present", "BC-UBND", "2026-04-16"),
        ("(Ban hành kèm theo Quyết định số 5/2026/QĐ-UBND)", "5", "present", "2026/QĐ-UBND", None),
        ("(Kèm theo Báo cáo số     /BC-UBND ngày     tháng 4 năm 2026)", None, "blank", "BC-UBND", "2026-04"),
        ("(Kèm theo Báo cáo số …/BC-UBND ngày … tháng … năm 2026)", None, "blank", "BC-UBND", "2026"),
        ("(Kèm theo Báo cáo của UBND phường)", None, "absent", None, None),
        ("", None, "absent", None, None),
    ],
)
def test_the_document_an_appendix_belongs_to(
    line: str, number: str | None, status: str, notation: str | None, date: str | None
):
    """Number, notation and date of `Kèm theo`, each with its own status."""
    case = case_of(report("Đã mở 3 lớp.") + f"\nPHỤ LỤC\nTỔNG HỢP HỘ NGHÈO\n{line}\n")
    (appendix,) = case.value("appendices")
    refers = appendix.refers_to
    shown = refers.date.value.isoformat() if refers.date.value else refers.date.partial

    assert (refers.code_number.value, refers.code_number.status, refers.notation.value, shown) == (
        number,
        status,
        notation,
        date,
    )
    assert (appendix.label.value, appendix.title.value) == ("PHỤ LỤC", "TỔNG HỢP HỘ NGHÈO")


def test_tables_are_indexes_into_the_record():
    """An appendix names its tables by their place in the record."""
    grid = "STT\tTên xã\tSố hộ\n1\tLộc An\t12\n2\tLộc Bình\t20\n3\tLộc Trì\t31\n"
    case = case_of(report(f"I. KẾT QUẢ\n{grid}") + f"\nPHỤ LỤC 1\n{grid}\nPHỤ LỤC 2\nDANH SÁCH\n")

    assert [appendix.tables for appendix in case.value("appendices")] == [(1,), ()]
    assert len(case.built.tables) == 2
