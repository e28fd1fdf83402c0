"""The forms in which records are taken out, by name; what writes each is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.writing.tabular import Taken
    from extractor.writing.taking import Files

FORMATS: Final = {
    "jsonl": "a file: the records as they are, one a line",
    "csv": "a folder: documents, counts, roster, findings … a CSV file each",
    "xlsx": "a file: the same as sheets, and every table as on paper",
    "stacked": "a file: tables of one kind out of all documents below each other, a sheet a kind",
    "stacked-csv": "a folder: the same as CSV files",
    "parquet": "a folder: the same as Parquet files (needs vanthu[parquet])",
    "datapackage": "a folder: the CSV files with datapackage.json (Frictionless)",
    "edxml": "a folder: one exchange package a document with its file (QCVN 102:2016)",
    "edxml-header": "a folder: the same without the files",
    "archive": "a folder: archive metadata of each document (TT 05/2025/TT-BNV)",
    "register-sent": "a CSV file: rows of the register of documents sent (NĐ 30/2020, Annex IV)",
    "register-received": "a CSV file: rows of the register of documents received",
}
"""Each with what it gives."""
_WRITERS: Final = {
    "jsonl": ("plain_lines", "write_lines"),
    "csv": ("flat", "write_csv"),
    "datapackage": ("flat", "write_package"),
    "xlsx": ("province", "write_workbook"),
    "stacked": ("stacked", "write_stacked"),
    "stacked-csv": ("stacked", "write_stacked_csv"),
    "parquet": ("parquet", "write_parquet"),
    "archive": ("archive", "write_archive"),
}
"""Module and function of each format that takes documents and a target."""


def write_documents(
    form: str, documents: Iterator[Taken], target: Path, files: Files | None
) -> tuple[int, tuple[str, ...]]:
    """Write documents in one form; gives how many, and what could not be written.

    Raises:
        UsageError: the form needs the files of the documents, and there are none.
        OutputError: something is there already under a folder's name.
        OSError: the target cannot be written.
    """
    if form == "edxml" and files is None:
        raise UsageError("files of records do not keep the originals: export edxml from a store, or edxml-header")
    if form.startswith("edxml"):
        from extractor.writing.edxml import write_packages  # noqa: PLC0415 -- lxml is loaded only for packages

        return write_packages(documents, target, files)
    return _write_table(form, documents, target), ()


def _write_table(form: str, documents: Iterator[Taken], target: Path) -> int:
    if form.startswith("register-"):
        from extractor.writing.register import Register, write_register  # noqa: PLC0415 -- as above

        return write_register(documents, target, Register(form.removeprefix("register-")))
    module, name = _WRITERS[form]
    written: int = getattr(import_module(f"extractor.writing.{module}"), name)(documents, target)
    return written
