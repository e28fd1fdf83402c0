"""What was read from a picture contradicts only where a misreading is unlikely."""

import hashlib
from dataclasses import replace

import pytest

from extractor.budget import UNLIMITED
from extractor.pipeline import each_document
from extractor.reading.kept import Readings
from extractor.reading.registry import sniff
from extractor.reading.source import Certainty, Mark, Span
from tests.extractor.checks.documents import changed, codes, table

ROWS = ("STT | Thôn | Số hộ | Số người", "1 | Đông | 40 | 120", "2 | Tây | 35 | 94", "3 | Nam | 20 | {}")
TOTAL = " | Tổng cộng | 95 | {}"
PARTS = ("STT | Việc | Tổng số | Trong đó |", " | | | Tỉnh | Xã", "1 | Lớp | 50 | 30 | 20", "2 | Sổ | 45 | 25 | 20")
DONE = "Đã tư vấn cho 214 lượt người."
CITED = ("402/SYT-BTXH ngày 20/4/2026", "402/SYT-BTXH ngày 20/8/2026")


def contradictions(text: str) -> list[str]:
    """Codes of the contradictions in a text."""
    return [code for code in codes(text) if code.startswith(("conflict.", "chronology."))]


def doubtful(data: bytes, word: str, value: float) -> Readings:
    """The text of a file as if one word of it had been read from a picture, with that certainty."""
    source = sniff(data).read(data, UNLIMITED)
    start = source.text.index(word)
    end = start + len(word)
    spans = (*source.spans, Span(start, end, Mark.OCR))
    told = replace(source, certainty=(Certainty(start, end, value),), spans=spans)
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


@pytest.mark.parametrize(
    ("numbers", "picture", "expected"),
    [
        pytest.param("1 2 4 5", True, ["conflict.row_numbers"], id="a row left out"),
        pytest.param("1 2 2 3", True, ["conflict.row_numbers"], id="a row told twice"),
        pytest.param("1 2 8 4", True, [], id="one figure misread"),
        pytest.param("1 2 8 4", False, ["conflict.row_numbers"], id="a figure of a text is not misread"),
        pytest.param("1 2 3 8", True, [], id="the last figure misread"),
        pytest.param("1 2  4 5", True, [], id="a figure that was not read"),
    ],
)
def test_rows_in_a_picture(numbers: str, picture: bool, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A count that goes on as if one ordinal were another was misread."""
    monkeypatch.setattr("extractor.checks.counting.is_picture", lambda _: picture)
    rows = (f"{number} | Thôn {number}{at} | {at + 4}" for at, number in enumerate(numbers.split(" ")))

    assert contradictions(changed(behind=table("STT | Thôn | Số hộ", *rows))) == expected


@pytest.mark.parametrize(
    ("printed", "certainty", "expected"),
    [
        pytest.param("59,0", 0.95, ["conflict.percentage"], id="read surely"),
        pytest.param("59,0", 0.85, [], id="not read surely enough for three long figures"),
        pytest.param("526", 0.95, [], id="right without its comma"),
    ],
)
def test_a_share_in_a_picture(
    printed: str, certainty: float, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One figure misread of three is likelier than a share that was reckoned wrongly."""
    monkeypatch.setattr("extractor.checks.findings.is_picture", lambda _: True)
    said = f"Đã có 486/924 hộ, đạt {printed} % kế hoạch."
    data = changed((DONE, said)).encode()

    (found,) = each_document(data, "example.txt", texts=doubtful(data, said, certainty))

    told = [finding.code for finding in found.record.findings]
    assert [code for code in told if code.startswith(("conflict.", "chronology."))] == expected


@pytest.mark.parametrize(("certainty", "expected"), [(0.95, ["chronology.cites_the_future"]), (0.4, [])])
def test_a_figure_that_was_hardly_read(certainty: float, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It contradicts nothing."""
    monkeypatch.setattr("extractor.checks.findings.is_picture", lambda _: True)
    data = changed(CITED).encode()

    (found,) = each_document(data, "example.txt", texts=doubtful(data, "20/8/2026", certainty))

    told = [finding.code for finding in found.record.findings]
    assert [code for code in told if code.startswith(("conflict.", "chronology."))] == expected
