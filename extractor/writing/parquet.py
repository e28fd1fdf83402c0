"""The tables of an export as Parquet files: words exactly as in the record, whole numbers of 64 bits, floats of 64."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from extractor.errors import UsageError
from extractor.writing.sheets import SHEETS
from extractor.writing.streams import whole_folder
from extractor.writing.tabular import Kind, Sheet, Taken, Value

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError as error:
    raise UsageError("Parquet needs pyarrow: install vanthu with its extra, vanthu[parquet]") from error

_ROWS: Final = 5_000
"""Rows of a group: no more lie in memory for each table."""
_WHOLE: Final = 2**63
_TYPES: Final = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.YES_NO: pa.bool_(),
}


def write_parquet(documents: Iterable[Taken], target: Path) -> int:
    """A folder with one Parquet file a table; gives the number of documents.

    Raises:
        OutputError: the folder is there and not empty.
        OSError: it cannot be written.
    """
    count = 0
    with whole_folder(target) as folder, ExitStack() as open_files:
        tables = [open_files.enter_context(_File(sheet, folder)) for sheet in SHEETS]
        for taken in documents:
            count += 1
            for table in tables:
                table.add(taken)
    return count


class _File:
    """One table being written, row group by row group; a context manager."""

    def __init__(self, sheet: Sheet[Any], folder: Path) -> None:
        self._sheet = sheet
        fields = [pa.field(each.name, _TYPES[each.kind], nullable=not each.required) for each in sheet.columns]
        self._schema = pa.schema(fields)
        self._writer = parquet.ParquetWriter(folder / f"{sheet.name}.parquet", self._schema)
        self._rows: list[tuple[object, ...]] = []

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *raised: object) -> None:
        if raised[0] is None:
            self._flush()
        self._writer.close()

    def add(self, taken: Taken) -> None:
        """Take the rows of a document."""
        for row in self._sheet.rows(taken):
            self._rows.append(tuple(map(_storable, row)))
            if len(self._rows) >= _ROWS:
                self._flush()

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._schema)
        arrays = [pa.array(values, type=kind.type) for values, kind in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()


def _storable(value: Value) -> object:
    """A number as the column can hold it; one past 64 bits is left out, its words stand beside."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int) and not -_WHOLE <= value < _WHOLE:
        return None
    return value
