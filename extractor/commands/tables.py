"""`vanthu tables`: every table of documents as a workbook, or as CSV files; pictures of the pages with the cells."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import Progress, find_documents, printable
from extractor.containers.names import shown_path
from extractor.errors import ExitCode, OutputError, UsageError
from extractor.writing.whole import write_whole

if TYPE_CHECKING:
    from schemas.record import Record

_LISTING = "tables.csv"
"""Which file holds which table of which document."""
HELP = "write every table with its header paths to a workbook (.xlsx) or a folder of CSV files, of refused files too"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu tables`."""
    parser.add_argument("paths", nargs="+", metavar="FILE|FOLDER", help="documents, or folders of them")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT.xlsx|DIR",
        required=True,
        help="a workbook, or a folder for one CSV file a table and tables.csv, which lists them",
    )
    parser.add_argument(
        "--debug-picture",
        metavar="DIR",
        help="folder for a picture of each page that holds a table, with its cells drawn over (PDF and pictures)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the tables of every file that can be read, of refused documents too."""
    from extractor.fence import extract_tables

    outputs = [name for name in (arguments.output, arguments.debug_picture) if name is not None]
    documents = find_documents(arguments.paths, outputs)
    read = [(path, record) for path in Progress(len(documents)).over(documents) for record in extract_tables(path)]
    records = [record for _, record in read]
    target = Path(arguments.output)
    try:
        _write(target, records)
        if arguments.debug_picture is not None:
            _draw(Path(arguments.debug_picture), read)
    except OSError as error:
        raise OutputError(f"{target}: {error.strerror or error}") from error
    _report(target, read)
    return ExitCode.SOME_FAILED if any(record.status == "failed" for record in records) else ExitCode.DONE


def _report(target: Path, read: list[tuple[Path, Record]]) -> None:
    """Say what was not read and why, and what was written."""
    for path, record in read:
        if record.reason is not None:
            print(printable(f"{shown_path(str(path))}: {record.reason.code}: {record.reason.message}"), file=sys.stderr)
    count = sum(len(record.tables) for _, record in read)
    print(f"{printable(str(target))}: {count} tables of {len(read)} documents", file=sys.stderr)


def _write(target: Path, records: list[Record]) -> None:
    from extractor.writing.workbook import csv_of, list_of, workbook_of

    if target.suffix.lower() == ".xlsx":
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, workbook_of(records))
        return
    if target.suffix:
        raise UsageError(f"{target.name}: tables go to a .xlsx file or to a folder")
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for number, record in enumerate(records, start=1):
        for index, table in enumerate(record.tables, start=1):
            name = f"{number:04d}-{record.source.sha256[:12]}-table-{index}.csv"
            write_whole(target / name, csv_of(table).encode("utf-8-sig"))
            written.append((name, record, index))
    if written:
        write_whole(target / _LISTING, list_of(written).encode("utf-8-sig"))


def _draw(folder: Path, read: list[tuple[Path, Record]]) -> None:
    from extractor.writing.table_picture import pictures_of

    folder.mkdir(parents=True, exist_ok=True)
    for number, (path, record) in enumerate(read, start=1):
        if record.source.container is not None:
            continue  # its pages are not those of the file on disk
        for page, picture in pictures_of(path.read_bytes(), record):
            write_whole(folder / f"{number:04d}-{record.source.sha256[:12]}-page-{page}.png", picture)
