"""Stretches of text as sheets, and the places on them."""

from __future__ import annotations

import pytest

from extractor.desk.rows import Row
from extractor.desk.sheets import Cuts, cuts_of, text_sheet
from schemas.evidence import BlockEvidence


def _row(path: str, *spans: tuple[int, int], kind: str = "text") -> Row:
    return Row(
        path=path, field=path, group="", item="", label="", words="", printed="", status="", why=None, family="plain",
        detail="", confidence="", source="", others=(), kind=kind, state=None, seen="",
        evidence=tuple(BlockEvidence(path="p", start=start, end=end) for start, end in spans),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sheets"),
    [("", 1), ("short", 1), ("line\n" * 2000, 2), ("x" * 30_000, 3), ("a\n" * 3000 + "b", 1)],
)
def test_sheets_cover_a_text_without_gap(text: str, sheets: int) -> None:
    """Every character stands on one sheet, in order; a sheet is never without end."""
    cuts = cuts_of(text, 0, len(text))

    parts = [text[slice(*cuts.range_of(number))] for number in range(1, len(cuts.at))]

    assert "".join(parts) == text
    assert len(parts) == sheets
    assert all(cuts.number_of(cuts.at[number - 1]) == number for number in range(1, len(parts) + 1)) or not text


def test_the_shortest_place_is_what_a_click_means() -> None:
    """Of places that lie over each other the shortest comes first, a finding behind every value."""
    rows = [_row("long", (0, 20)), _row("short", (5, 10)), _row("finding", (6, 8), kind="finding")]

    sheet = text_sheet(1, "abcdefghijklmnopqrstuvwxyz", Cuts((0, 26)), rows)

    found = {piece.words: [row.path for row, _ in piece.rows] for piece in sheet.pieces}
    assert found == {
        "abcde": ["long"], "f": ["short", "long"], "gh": ["short", "long", "finding"], "ij": ["short", "long"],
        "klmnopqrst": ["long"], "uvwxyz": [],
    }  # fmt: skip


def test_control_characters_are_shown_as_what_they_are() -> None:
    """No character of a document does anything to the page."""
    sheet = text_sheet(1, "a\x00b\x1b[2Jc", Cuts((0, 8)), [])

    assert sheet.pieces[0].words == "a\ufffdb\ufffd[2Jc"
