"""`vanthu export`: the records of a store as files that other systems take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import printable
from extractor.errors import ExitCode, InputNotFoundError, OutputError, UsageError

if TYPE_CHECKING:
    from extractor.writing.tabular import Taken
    from extractor.writing.taking import Files

HELP = "write the records of a store as JSON Lines, CSV, XLSX, Parquet, a data package, edXML, registers …"
_FORMATS = {
    "jsonl": "a file: the records as they are, one a line",
    "csv": "a folder: documents, counts, roster, findings … a CSV file each",
    "xlsx": "a file: the same as sheets, and every table as on paper",
    "parquet": "a folder: the same as Parquet files (needs vanthu[parquet])",
    "datapackage": "a folder: the CSV files with datapackage.json (Frictionless)",
    "edxml": "a folder: one exchange package a document with its file (QCVN 102:2016)",
    "edxml-header": "a folder: the same without the files",
    "archive": "a folder: archive metadata of each document (TT 05/2025/TT-BNV)",
    "register-sent": "a CSV file: rows of the register of documents sent (NĐ 30/2020, Annex IV)",
    "register-received": "a CSV file: rows of the register of documents received",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu export`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "formats:\n" + "\n".join(f"  {name:18} {about}" for name, about in _FORMATS.items())
    parser.add_argument(
        "store",
        metavar="STORE",
        help="a store of vanthu batch (folder or database address), an output folder of vanthu extract, or a .jsonl "
        "file of records",
    )
    parser.add_argument("--format", metavar="FORMAT", choices=tuple(_FORMATS), required=True, help="see below")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="the file to write, or a new folder")
    parser.add_argument("--originals", metavar="ADDRESS", help="where originals are kept (default: inside STORE)")
    parser.add_argument("--version", metavar="VERSION", help="records of another version of program and rules")
    parser.add_argument("--profile", metavar="NAME", default="", help="records made with this profile")
    parser.add_argument(
        "--without-superseded",
        action="store_true",
        help="leave out documents of which a later file holds the same document (default: they are kept and marked)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Export what was asked for."""
    target = Path(arguments.output)
    with _opened(arguments) as (documents, files):
        try:
            count, problems = _write(arguments.format, documents, target, files)
        except OSError as error:
            raise OutputError(f"{printable(str(target))}: {error.strerror or error}") from error
    for problem in problems:
        print(f"vanthu: {printable(problem)}", file=sys.stderr)
    print(f"{printable(str(target))}: {count} documents", file=sys.stderr)
    return ExitCode.SOME_FAILED if problems else ExitCode.DONE


@contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[tuple[Iterator[Taken], Files | None]]:
    """The documents to be exported, and their files where the store keeps them."""
    from extractor.store.database import is_address
    from extractor.writing.taking import taken_from_lines

    path = Path(arguments.store)
    if is_address(arguments.store) or (path / "store.db").is_file():
        with _opened_store(arguments) as both:
            yield both
        return
    lines = path / "records.jsonl" if path.is_dir() else path
    if not lines.is_file():
        raise InputNotFoundError(f"{printable(arguments.store)}: no store and no file of records")
    yield _chosen(arguments, taken_from_lines(lines)), None


@contextmanager
def _opened_store(arguments: argparse.Namespace) -> Iterator[tuple[Iterator[Taken], Files | None]]:
    from extractor.batch.run import version_of
    from extractor.store.store import Store
    from extractor.writing.taking import Files, taken_from_store

    with Store.open(arguments.store, arguments.originals) as store:
        documents = taken_from_store(store, arguments.version or version_of(), arguments.profile)
        yield _chosen(arguments, documents), Files.of(store) if arguments.format == "edxml" else None


def _chosen(arguments: argparse.Namespace, documents: Iterator[Taken]) -> Iterator[Taken]:
    from extractor.writing.taking import valid_only

    return valid_only(documents) if arguments.without_superseded else documents


def _write(
    form: str, documents: Iterator[Taken], target: Path, files: Files | None
) -> tuple[int, tuple[str, ...]]:
    """Write one format; what writes it is loaded only now."""
    if form == "edxml" and files is None:
        raise UsageError("files of records do not keep the originals: export edxml from a store, or edxml-header")
    if form.startswith("edxml"):
        from extractor.writing.edxml import write_packages

        return write_packages(documents, target, files)
    return _write_table(form, documents, target), ()


def _write_table(form: str, documents: Iterator[Taken], target: Path) -> int:
    if form.startswith("register-"):
        from extractor.writing.register import Register, write_register

        return write_register(documents, target, Register(form.removeprefix("register-")))
    module, name = _WRITERS[form]
    written: int = getattr(import_module(f"extractor.writing.{module}"), name)(documents, target)
    return written


_WRITERS = {
    "jsonl": ("plain_lines", "write_lines"),
    "csv": ("flat", "write_csv"),
    "datapackage": ("flat", "write_package"),
    "xlsx": ("province", "write_workbook"),
    "parquet": ("parquet", "write_parquet"),
    "archive": ("archive", "write_archive"),
}
"""Module and function of each format that takes documents and a target."""
