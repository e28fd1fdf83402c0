"""Sums of groups and of tables with groups: what is told, and where the table gives no ground to."""

import pytest

from tests.extractor.checks.documents import changed, codes, table

HEAD = ("STT | Thôn | Tổng số | Trong đó | ", " | | | Nam | Nữ")
EAST = ("I | Cụm Đông | 50 | 20 | 30", "1 | Thôn Một | 30 | 12 | 18", "2 | Thôn Hai | 20 | 8 | 12")
WEST = ("II | Cụm Tây | 24 | 14 | 10", "1 | Thôn Ba | 14 | 9 | 5", "2 | Thôn Bốn | 10 | 5 | 5")
BELOW = (
    "I | Cụm Đông | | | ",
    *EAST[1:],
    " | Cộng cụm Đông | 50 | 20 | 30",
    "II | Cụm Tây | | | ",
    *WEST[1:],
    " | Cộng cụm Tây | 24 | 14 | 10",
)
TOTAL = " | Tổng cộng | 74 | 34 | 40"


def found(*rows: str) -> list[str]:
    """Codes of contradictions in a report with that table."""
    told = codes(changed(behind=table(*HEAD, *rows)))
    return [code for code in told if code.startswith("conflict.")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((*EAST, *WEST, TOTAL), [], id="rows that head groups are counted once"),
        pytest.param((*BELOW, TOTAL), [], id="rows that add groups up are not counted again"),
        pytest.param(
            (*EAST, WEST[0].replace("24", "25"), *WEST[1:], TOTAL.replace("74", "75")),
            ["conflict.group_sum", "conflict.row_sum"],
            id="a group of two, learnt from the other columns",
        ),
        pytest.param((*EAST, *WEST, TOTAL.replace("74", "84")), ["conflict.table_total"], id="total of headed groups"),
        pytest.param((*BELOW, TOTAL.replace("74", "84")), ["conflict.table_total"], id="total of groups added below"),
        pytest.param((*BELOW, " | Tổng cộng | 24 | 14 | 10"), [], id="a total of the last group alone"),
        pytest.param(
            ("I | Cụm Đông | 70 | 31 | 39", *EAST[1:], "II | Cụm Tây | 34 | 21 | 13", *WEST[1:]),
            [],
            id="figures of clusters that are no sums",
        ),
    ],
)
def test_sums_of_groups(rows: tuple[str, ...], expected: list[str]) -> None:
    """That rows are sums is learnt from the other groups and columns; one that is not is told."""
    assert sorted(found(*rows)) == expected
