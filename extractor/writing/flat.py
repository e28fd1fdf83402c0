"""The tables of an export as CSV files, and as a Frictionless data package that says what their columns mean."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from extractor.writing.inert import inert
from extractor.writing.sheets import SHEETS
from extractor.writing.streams import whole_folder
from extractor.writing.tabular import Column, Sheet, Taken, Value

_LARGEST: Final = 40
"""Powers of ten that are still written out."""
_CHUNK: Final = 1 << 20


def write_csv(documents: Iterable[Taken], target: Path) -> int:
    """A folder with one CSV file a table (UTF-8 with a mark, as spreadsheets expect it); gives the number of documents.

    Raises:
        OutputError: the folder is there and not empty.
        OSError: it cannot be written.
    """
    with whole_folder(target) as folder:
        return _write_tables(documents, folder, "utf-8-sig")


def write_package(documents: Iterable[Taken], target: Path) -> int:
    """A folder with the same CSV files without a mark and `datapackage.json`; gives the number of documents.

    Raises:
        OutputError: the folder is there and not empty.
        OSError: it cannot be written.
    """
    with whole_folder(target) as folder:
        count = _write_tables(documents, folder, "utf-8")
        text = json.dumps(_descriptor(folder), ensure_ascii=False, indent=1)
        (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8", newline="")
        return count


def csv_value(value: Value) -> str:
    """A value as it stands in CSV: words inert, numbers with a point, dates as ISO writes them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f") if abs(value.adjusted()) < _LARGEST else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else inert(value)


def _write_tables(documents: Iterable[Taken], folder: Path, encoding: str) -> int:
    count = 0
    with ExitStack() as files:
        writers = []
        for sheet in SHEETS:
            stream = files.enter_context((folder / f"{sheet.name}.csv").open("w", encoding=encoding, newline=""))
            writers.append((sheet, csv.writer(stream)))
            writers[-1][1].writerow(column.name for column in sheet.columns)
        for taken in documents:
            count += 1
            for sheet, writer in writers:
                writer.writerows(map(csv_value, row) for row in sheet.rows(taken))
    return count


def _descriptor(folder: Path) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "vanthu-export",
        "title": "Records of administrative documents",
        "resources": [_resource(sheet, folder / f"{sheet.name}.csv") for sheet in SHEETS],
    }


def _resource(sheet: Sheet[Any], path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in sheet.columns], "missingValues": [""]}
    if sheet is SHEETS[0]:
        schema["primaryKey"] = "document"
    else:
        schema["foreignKeys"] = [
            {"fields": "document", "reference": {"resource": SHEETS[0].name, "fields": "document"}}
        ]
    return {
        "profile": "tabular-data-resource",
        "name": sheet.name,
        "title": sheet.title,
        "description": sheet.about,
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "title": column.title, "type": column.kind.value}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {**described, "constraints": constraints} if constraints else described


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
