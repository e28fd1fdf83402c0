"""Captions above tables."""

from __future__ import annotations

import pytest

from extractor.reading.source import Grid
from extractor.tables.captions import captions_of
from tests.extractor.documents import flow_of


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Bảng 1. Số hộ theo thôn", "Bảng 1. Số hộ theo thôn"),
        ("Biểu số 02: Kết quả", "Biểu số 02: Kết quả"),
        ("Bảng lương được trả đúng hạn.", None),
        ("Kết quả như sau:", None),
    ],
)
def test_captions(line, caption):
    """Only a numbered caption right above the table counts; a sentence is none."""
    flow = flow_of(f"{line}\n\nTT\tThôn\tSố hộ\n1\tThượng\t12\n")
    (found,) = captions_of(flow, [item for item in flow if isinstance(item, Grid)])

    assert (found.text if found else None) == caption
