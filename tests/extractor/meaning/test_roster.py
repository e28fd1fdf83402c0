"""The roster: one person a row, names hidden in notes, kinds told apart."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.meaning.collaborators import collaborators
from extractor.meaning.roster import find_name
from schemas.meaning import CollaboratorKind
from tests.extractor.documents import case_of, report

HEAD = (
    "STT\tXã/phường\tTổng số cộng tác viên\tCông việc được giao\tHình thức tuyển dụng\tTrình độ đào tạo\t"
    "\tMức phụ cấp\tGhi chú\n"
    "\t\t\t\t\tĐại học\tTrung cấp\t\t\n"
)
ROWS = (
    "1\tPhường An Biên\t2\tTheo dõi trẻ em\tHợp đồng\t\tx\t1.490.000\tVũ Thị Hạnh, sinh năm 1990\n"
    "\t\t\tPhụ trách chung\t\tx\t\t\tĐỗ Quang Huy Phó trưởng phòng Văn hóa - Xã hội\n"
)


def roster(table: str):
    """The roster of a report with this table."""
    case = case_of(report(f"Danh sách như sau:\n\n{table}"))
    return collaborators(case.parts, case.built.tables).roster


def test_one_person_a_row():
    """Names come from the notes, the unit from the row above where merged, marks become words of their header."""
    first, second = roster(HEAD + ROWS)

    assert [first.name.value, second.name.value] == ["Vũ Thị Hạnh", "Đỗ Quang Huy"]
    assert [first.unit.value, second.unit.value] == ["Phường An Biên"] * 2
    assert [first.qualification.value, second.qualification.value] == ["Trung cấp", "Đại học"]
    assert [first.kind, second.kind] == [CollaboratorKind.CONTRACT, CollaboratorKind.CONCURRENT]
    assert first.allowance.value == "1.490.000"
    assert second.allowance.status == "absent"
    assert first.name.raw == "Vũ Thị Hạnh"


def test_a_mark_stands_with_the_words_of_its_header():
    """The value of a ticked column stands in its header: both places are the evidence."""
    first = roster(HEAD + ROWS)[0]

    assert (first.qualification.value, first.qualification.raw) == ("Trung cấp", "Trung cấp\nx")
    assert len(first.qualification.evidence) == 2


def test_the_unit_is_no_person():
    """A place of the unit's name in the notes names nobody."""
    (entry,) = roster(HEAD + "1\tPhường Lê Lợi\t1\tTheo dõi trẻ em\tHợp đồng\t\tx\t\tLê Lợi\n")

    assert (entry.name.value, entry.unit.value) == (None, "Phường Lê Lợi")


def test_a_list_of_persons_whose_post_is_ours():
    """Neither header nor title names collaborators, every row does."""
    table = (
        "STT\tHọ và tên\tChức danh\tTrình độ chuyên môn\tCông việc được giao\tGhi chú\n"
        "1\tLê Thị Ba\tCộng tác viên công tác xã hội\tTrung cấp\tPhụ trách thôn 1\t\n"
    )

    assert [entry.name.value for entry in roster(table)] == ["Lê Thị Ba"]


def test_a_name_in_decomposed_text_keeps_its_place():
    """The value is composed, the raw text stands as the file has it."""
    first = roster(unicodedata.normalize("NFD", HEAD + ROWS))[0]

    assert first.name.value == "Vũ Thị Hạnh"
    assert first.name.raw == unicodedata.normalize("NFD", "Vũ Thị Hạnh")


@pytest.mark.parametrize(
    "table",
    [
        HEAD + "1\tPhường An Biên\t9\tTheo dõi\t\t6\t3\t\t\n2\tPhường An Lộc\t4\tTheo dõi\t\t2\t2\t\t\n",
        "TT\tNội dung\tĐơn vị\tGhi chú\n1\tTập huấn cộng tác viên\tSở Y tế\tquý II\n",
    ],
    ids=["sums by unit", "tasks"],
)
def test_tables_that_are_no_roster(table):
    """Sums by unit and tables of other things name no persons."""
    assert roster(table) == ()


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ("Vũ Thị Hạnh, Phó trưởng phòng", "Vũ Thị Hạnh"),
        ("Bà Lê Thu Hà - công chức Văn hóa - Xã hội", "Lê Thu Hà"),
        ("Trần Minh Đức Chuyên viên", "Trần Minh Đức"),
        ("Phòng Văn hóa - Xã hội", None),
        ("Đại học Sư phạm Huế", None),
        ("TRẦN MINH ĐỨC", None),
        ("H'Liên Niê", "H'Liên Niê"),
        ("K’Brêu Ja, 30 tuổi", "K’Brêu Ja"),
        ("Y Wôn Bkrông", "Y Wôn Bkrông"),
        ("Trần Thị Mai Thôn Đông", "Trần Thị Mai"),
        ("Lê Văn Hùng Hội Nông dân phường", "Lê Văn Hùng"),
        ("Lò Văn Bản", "Lò Văn Bản"),
        ("Trưởng thôn: Giàng A Páo", "Giàng A Páo"),
        ("Phường Hoàng Mai", None),
        ("Hoàng Mai", None),
        ("Bà Hoàng Mai", "Hoàng Mai"),
        ("Cử nhân trường Đại học Thái Nguyên", None),
        ("Đoàn TNCS Hồ Chí Minh", None),
        ("Cao Đẳng Y Tế", None),
    ],
)
def test_names_in_notes(note, name):
    """Only capitalised words that begin with a family name and bear no unit's name are a person."""
    found = find_name(note)

    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("form", "mark", "kind", "degree"),
    [
        ("Xét tuyển", "1", CollaboratorKind.CONTRACT, "Trung cấp"),
        ("Kiêm nhiệm", "x", CollaboratorKind.CONCURRENT, "Trung cấp"),
        ("", "1", None, "Trung cấp"),
    ],
)
def test_ticks_and_kinds_of_named_persons(form, mark, kind, degree):
    """Where each row names a person a `1` is a tick; who was recruited is under contract, silence tells nothing."""
    head = (
        "STT\tHọ và tên CTV\tCông việc được giao\tHình thức tuyển dụng\tTrình độ đào tạo\t\tMức phụ cấp\n"
        "\t\t\t\tĐại học\tTrung cấp\t\n"
    )
    first = f"1\tVũ Thị Hạnh\tTư vấn\t{form}\t\t{mark}\t1.490.000\n"
    second = f"2\tĐỗ Quang Huy\tTư vấn\t{form}\t{mark}\t\t1.490.000\n"

    person, _ = roster(head + first + second)

    assert (person.name.value, person.kind, person.qualification.value) == ("Vũ Thị Hạnh", kind, degree)


@pytest.mark.parametrize(
    ("subject", "names"),
    [("Danh sách cộng tác viên công tác xã hội", ["Bùi Văn An", "Lý Thị Bé"]), ("Danh sách hộ nghèo", [])],
)
def test_a_list_may_be_short(subject: str, names: list[str]):
    """Name and degree are enough where what the document is about is a list of collaborators; a sum is no person."""
    table = (
        "STT\tHọ và tên\tNăm sinh\tTrình độ\n1\tBùi Văn An\t1980\tTrung cấp\n2\tLý Thị Bé\t1981\tCao đẳng\n"
        "Tổng cộng: 02 người\t\t\t\n"
    )
    text = report(f"Kết quả như sau:\n\n{table}")
    case = case_of(text.replace("BÁO CÁO\n", f"BÁO CÁO\n{subject}\n", 1))

    assert [entry.name.value for entry in collaborators(case.parts, case.built.tables).roster] == names
