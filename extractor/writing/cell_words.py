"""Words of a workbook in the place of codes, from `cell_words.toml`; reasons as the report words them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

from extractor.writing.report_words import Words
from extractor.writing.tabular import PLACE, Column, Value

_STATUS: Final = "_status"
_PLACE: Final = re.compile(r"(?:^|(?<=; ))(?:page (?=\d)|decision (?=\d)|file name$)")
_PLACES: Final = {"page ": "trang ", "decision ": "quyết định ", "file name": "tên tệp"}


def shown_row(columns: Sequence[Column], row: Sequence[Value]) -> tuple[Value, ...]:
    """A row of a table with Vietnamese words for its codes, reasons and places; values of documents stay."""
    return tuple(_shown(column, value) for column, value in zip(columns, row, strict=True))


def _shown(column: Column, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    if column.choices:
        group = column.name if column.name in _table() else _STATUS if column.name.endswith(_STATUS) else ""
        return _table().get(group, {}).get(value, value)
    if column.name == "reason":
        return Words("vi").of("reasons", value)
    return _PLACE.sub(lambda match: _PLACES[match[0]], value) if column == PLACE else value


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("extractor.writing").joinpath("cell_words.toml").read_text("utf-8"))
