"""Words that a narrow cell broke over lines."""

from __future__ import annotations

import pytest

from extractor.reading.boxes import Boxes
from extractor.reading.source import Grid, GridCell, Slice, SourceText
from extractor.tables.build import build_tables
from schemas.evidence import Box

_LETTER = 6.0
_PADDING = 5.0


def built(first: list[str], width: float) -> str:
    """The text of a header cell of this width, its lines of letters six points wide."""
    text, cells, boxes = "", [], []
    for column, lines in enumerate([first, ["Tên xã"]]):
        left, right = (0.0, width) if not column else (width, width + 100)
        slices = []
        for line in lines:
            ends = [left + _PADDING + n * _LETTER for n in range(len(line) + 1)]
            box = Box(left + _PADDING, 10.0, ends[-1], 20.0)
            slices.append(Slice(len(text), len(text) + len(line), page=1, box=box))
            boxes += [(ends[n], 10.0, ends[n + 1], 20.0) for n in range(len(line))] + [None]
            text += line + "\n"
        cells.append(GridCell(0, column, slices=tuple(slices), box=Box(left, 5.0, right, 60.0)))
    grid = Grid(tuple(cells), 1, 2, page=1, header_rows=1)
    source = SourceText("application/pdf", text, (grid,), boxes=Boxes.of(boxes))
    (table,) = build_tables(source, [grid], [None]).tables
    return table.columns[0].path[0]


@pytest.mark.parametrize(
    ("lines", "room", "whole"),
    [
        (["ST", "T"], 2, "STT"),
        (["S", "T", "T"], 1, "STT"),
        (["Tổn", "g", "số"], 3, "Tổng số"),
        (["CT", "V"], 2, "CTV"),
        (["Chuyên", "ngành"], 6, "Chuyên ngành"),
        (["nhâ", "n"], 3, "nhân"),
        (["ph\u01a3", "ơng"], 3, "phương"),
        (["20/10/2", "018"], 7, "20/10/2018"),
        (["93.500.", "000"], 7, "93.500.000"),
        (["2020", "2021"], 4, "2020 2021"),
        (["THCS", "THPT"], 4, "THCS THPT"),
        (["Cao", "đẳng"], 3, "Cao đẳng"),
        (["Ghi", "chú"], 9, "Ghi chú"),
        (["ST", "T"], 9, "ST T"),
        (["địa", "phươ", "ng"], 9, "địa phương"),
        (["địa", "phu\u031bo\u031b", "ng"], 9, "địa phương"),
        (["Diện tích", "m"], 9, "Diện tích m"),
    ],
)
def test_a_broken_word_is_whole_again(lines: list[str], room: int, whole: str):
    """Halves join where not one more letter fits (`room` letters do) and they make one word; words stay apart."""
    assert built(lines, room * _LETTER + 2 * _PADDING) == whole
