"""`vanthu extract`: records as JSON Lines, or a folder with records, findings and counts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import Progress, find_documents, load_extract, positive_seconds
from extractor.errors import ExitCode
from extractor.limits import PROCESS

if TYPE_CHECKING:
    from schemas.record import Record

HELP = "read documents into records (JSON Lines on standard output, or a folder with -o)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu extract`."""
    parser.add_argument("paths", nargs="+", metavar="FILE|FOLDER", help="documents, or folders of them")
    parser.add_argument("-o", "--output", metavar="OUT", help="folder for records.jsonl, findings.csv and batch.json")
    parser.add_argument("--profile", metavar="NAME", help="profile of required parts (a name, or a .toml file)")
    parser.add_argument(
        "--deadline",
        metavar="SECONDS",
        type=positive_seconds,
        help=f"most time for one file; it is given up with a record that says so (default: {PROCESS.deadline:g})",
    )


def _records(
    documents: list[Path], profile: str | None, deadline: float | None
) -> Iterator[tuple[Path, Record]]:
    extract_all = load_extract(deadline)
    for path in Progress(len(documents)).over(documents):
        for record in extract_all(path, profile=profile):
            yield path, record


def run(arguments: argparse.Namespace) -> int:
    """Extract every document; one that cannot be read never stops the others."""
    documents = find_documents(arguments.paths, [arguments.output] if arguments.output else [])
    if arguments.output is not None:
        from extractor.commands.folder import write_folder

        return write_folder(Path(arguments.output), _records(documents, arguments.profile, arguments.deadline))
    failed = False
    for _, record in _records(documents, arguments.profile, arguments.deadline):
        sys.stdout.write(record.to_json_line() + "\n")
        failed = failed or record.status == "failed"
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE
