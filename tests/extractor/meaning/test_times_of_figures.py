"""Which time of several is a figure's own, and which figures are none; words are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.meaning.statistics import statistics
from extractor.meaning.targets import targets
from tests.extractor.documents import case_of, report


def aims(body: str) -> list[tuple[Decimal | None, str | None, str | None]]:
    """Value, unit and deadline of each target of a plan with this body."""
    return [(each.value.value, each.unit.value, each.deadline.value) for each in targets(case_of(report(body)).parts)]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Giảm 10% hộ nghèo năm 2027 và 20% vào năm 2030.", [(10, "%", "năm 2027"), (20, "%", "năm 2030")]),
        ("75% hộ có nước sạch vào năm 2027 và đạt 85% vào năm 2030;", [(75, "%", "năm 2027"), (85, "%", "năm 2030")]),
        ("Đến năm 2027 đạt 60%, đến năm 2030 đạt 80%.", [(60, "%", "năm 2027"), (80, "%", "năm 2030")]),
        ("Lập hồ sơ đạt 95% năm 2027;", [(95, "%", "năm 2027")]),
        (
            "Giảm tỷ suất năm 2027 xuống còn 550/100.000 trẻ em và 500/100.000 trẻ em vào năm 2030.",
            [(550, "/100.000 trẻ em", "năm 2027"), (500, "/100.000 trẻ em", "năm 2030")],
        ),
    ],
)
def test_each_figure_of_a_target_has_its_own_deadline(
    item: str, expected: list[tuple[int | None, str | None, str | None]]
):
    """The time in a figure's part of the clause, right behind it first; a rate is told per its base."""
    found = [
        (value and int(value), unit, deadline and deadline.lower().removeprefix("đến "))
        for value, unit, deadline in aims(f"I. CHỈ TIÊU\n\n- {item}\n")
    ]
    assert found == expected


@pytest.mark.parametrize("heading", ["a) Đến năm 2027", "a) Giai đoạn 2026 - 2027"])
def test_a_heading_of_targets_gives_its_period(heading: str):
    """`a) Đến năm 2027` holds for the items under it that name no time of their own."""
    body = (
        f"I. MỤC TIÊU\n\n{heading}\n\n- Đạt 60% cơ sở.\n\n- Đạt 80% cơ sở vào năm 2030.\n\nb) Sau đó\n\n- Giữ vững.\n"
    )
    assert [deadline for _, _, deadline in aims(body)][:2] == [heading.removeprefix("a) "), "năm 2030"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Số hộ nghèo giảm từ 5% năm 2024 xuống còn 3% năm 2026.", ["năm 2024", "năm 2026"]),
        ("Mở 150 lớp vào năm 2024 và 20 lớp vào năm 2026.", ["năm 2024", "năm 2026"]),
        ("Năm 2026, mở 3 lớp, 5 hội nghị.", ["Năm 2026", "Năm 2026"]),
        ("Giai đoạn 2021 - 2025 có 8 lớp, góp phần tăng tỷ lệ từ 58% năm 2021.", ["Giai đoạn 2021 - 2025", "năm 2021"]),
    ],
)
def test_each_figure_of_a_sentence_has_its_own_period(sentence: str, expected: list[str]):
    """Of several times the one in the figure's part of the clause, else the nearest before it."""
    found = statistics(case_of(report(f"I. KẾT QUẢ\n\n{sentence}\n")).parts)
    assert [each.period.value for each in found] == expected


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Tổ chức kỷ niệm 15 năm thành lập xã.", []),
        ("Thực hiện nhiệm vụ phát triển kinh tế 5 năm giai đoạn 2026-2030.", []),
        ("Công tác đã kéo dài hơn 5 năm.", [5]),
        ("Hỗ trợ 185.000.000 đồng (Một trăm tám mươi lăm triệu đồng).", [185_000_000]),
        ("Có 92 ca tử vong.", [92]),
        ("Không có dịch trong 02 năm đầu thực hiện.", []),
    ],
)
def test_what_counts_nothing_is_no_figure(sentence: str, values: list[int]):
    """A span of years that names something, and an amount told once more in words."""
    found = statistics(case_of(report(f"I. KẾT QUẢ\n\n{sentence}\n")).parts)
    assert [each.value.value for each in found] == values


@pytest.mark.parametrize(
    ("where", "place"),
    [("tại huyện Hòa An", "huyện Hòa An"), ("thuộc huyện Hòa An, huyện Bình Tân và huyện Kim Trà", None)],
)
def test_a_figure_of_several_places_is_of_none_of_them(where: str, place: str | None):
    """Of a list of places none is taken: which one has how many is not said."""
    found = statistics(case_of(report(f"I. KẾT QUẢ\n\nBệnh xảy ra ở 36 hộ {where}.\n")).parts)
    assert [each.place.value for each in found] == [place]
