"""What was read from a picture contradicts only where a misreading is unlikely."""

import hashlib
from dataclasses import replace

import pytest

from extractor.budget import UNLIMITED
from extractor.pipeline import each_document
from extractor.reading.kept import Readings
from extractor.reading.registry import sniff
from extractor.reading.source import Certainty
from tests.extractor.checks.documents import changed, codes, table

ROWS = ("STT | Thôn | Số hộ | Số người", "1 | Đông | 40 | 120", "2 | Tây | 35 | 94", "3 | Nam | 20 | {}")
TOTAL = " | Tổng cộng | 95 | {}"
PARTS = ("STT | Việc | Tổng số | Trong đó |", " | | | Tỉnh | Xã", "1 | Lớp | 50 | 30 | 20", "2 | Sổ | 45 | 25 | 20")
CITED = ("402/SYT-BTXH ngày 20/4/2026", "402/SYT-BTXH ngày 20/8/2026")


def contradictions(text: str) -> list[str]:
    """Codes of the contradictions in a text."""
    return [code for code in codes(text) if code.startswith(("conflict.", "chronology."))]


def doubtful(data: bytes, word: str, value: float) -> Readings:
    """The text of a file as if one word of it had been read from a picture, with that certainty."""
    source = sniff(data).read(data, UNLIMITED)
    start = source.text.index(word)
    told = replace(source, certainty=(Certainty(start, start + len(word), value),))
    return Readings(known={hashlib.sha256(data).hexdigest(): told})


@pytest.mark.parametrize(
    ("rows", "seen", "expected"),
    [
        pytest.param((*ROWS, TOTAL.format(285)), ["61"], ["conflict.table_total"], id="all cells read"),
        pytest.param((*ROWS, TOTAL.format(275)), [""], [], id="a cell that was not read"),
    ],
)
def test_a_total_in_a_picture(
    rows: tuple[str, ...], seen: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell has to have been read, and another column has to add up."""
    monkeypatch.setattr("extractor.checks.tables.is_picture", lambda _: True)

    assert contradictions(changed(behind=table(*(row.format(*seen) for row in rows)))) == expected


@pytest.mark.parametrize(
    ("row", "picture", "expected"),
    [
        pytest.param("3 | Loa | 30 | 10 | 15", True, ["conflict.row_sum"], id="read whole"),
        pytest.param("3 | Loa | 30 | 10 | ", True, [], id="a blank cell may be one that was not read"),
        pytest.param("3 | Loa | 30 | 10 | ", False, ["conflict.row_sum"], id="a blank cell of a text is none"),
        pytest.param("3 | Loa | 30 | 10 | 2O", False, [], id="a cell that is no number"),
    ],
)
def test_a_row_in_a_picture(row: str, picture: bool, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that was not read is no part of nought."""
    monkeypatch.setattr("extractor.checks.table_parts.is_picture", lambda _: picture)

    assert contradictions(changed(behind=table(*PARTS, row))) == expected


@pytest.mark.parametrize(("certainty", "expected"), [(0.95, ["chronology.cites_the_future"]), (0.4, [])])
def test_a_figure_that_was_hardly_read(certainty: float, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It contradicts nothing."""
    monkeypatch.setattr("extractor.checks.findings.is_picture", lambda _: True)
    data = changed(CITED).encode()

    (found,) = each_document(data, "example.txt", texts=doubtful(data, "20/8/2026", certainty))

    told = [finding.code for finding in found.record.findings]
    assert [code for code in told if code.startswith(("conflict.", "chronology."))] == expected
