"""`vanthu export`: the records of a store as files that other systems take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import printable
from extractor.commands.kept_records import ARGUMENT, AS_READ, Chosen, file_of, is_store, opened, version_in
from extractor.errors import ExitCode, OutputError
from extractor.writing.formats import FORMATS

if TYPE_CHECKING:
    from extractor.store.store import Store
    from extractor.writing.tabular import Taken
    from extractor.writing.taking import Files

HELP = "write the records of a store as JSON Lines, CSV, XLSX, Parquet, a data package, edXML, registers …"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu export`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "formats:\n" + "\n".join(f"  {name:18} {about}" for name, about in FORMATS.items())
    parser.add_argument("store", metavar="STORE", help=ARGUMENT)
    parser.add_argument("--format", metavar="FORMAT", choices=tuple(FORMATS), required=True, help="see below")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="the file to write, or a new folder")
    parser.add_argument("--originals", metavar="ADDRESS", help="where originals are kept (default: inside STORE)")
    parser.add_argument("--version", metavar="VERSION", help="records of another version of program and rules")
    parser.add_argument("--profile", metavar="NAME", default="", help="records made with this profile")
    parser.add_argument("--as-read", action="store_true", help=AS_READ)
    parser.add_argument(
        "--without-superseded",
        action="store_true",
        help="leave out documents of which a later file holds the same document (default: they are kept and marked)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Export what was asked for."""
    from extractor.writing.formats import write_documents

    target = Path(arguments.output)
    with _opened(arguments) as (documents, files):
        try:
            count, problems = write_documents(arguments.format, documents, target, files)
        except OSError as error:
            raise OutputError(f"{printable(str(target))}: {error.strerror or error}") from error
    for problem in problems:
        print(f"vanthu: {printable(problem)}", file=sys.stderr)
    print(f"{printable(str(target))}: {count} documents", file=sys.stderr)
    return ExitCode.SOME_FAILED if problems else ExitCode.DONE


@contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[tuple[Iterator[Taken], Files | None]]:
    """The documents to be exported, and their files where the store keeps them."""
    from extractor.writing.taking import Files, taken_from_lines

    chosen = Chosen(arguments.version, arguments.profile, arguments.as_read)
    if not is_store(arguments.store):
        yield _chosen(arguments, taken_from_lines(file_of(arguments.store, chosen))), None
        return
    with opened(arguments.store, arguments.originals) as store, ExitStack() as stack:
        files = stack.enter_context(Files.of(store)) if arguments.format == "edxml" else None
        yield _chosen(arguments, _documents(store, chosen)), files


def _documents(store: Store, chosen: Chosen) -> Iterator[Taken]:
    """The documents of a store, as decided unless they are asked for as read."""
    from extractor.decisions.lines import decided_documents
    from extractor.decisions.log import DecisionLog
    from extractor.writing.taking import taken_from_store

    documents = taken_from_store(store, version_in(store, chosen.version, chosen.profile), chosen.profile)
    return documents if chosen.as_read else decided_documents(DecisionLog(store), documents)


def _chosen(arguments: argparse.Namespace, documents: Iterator[Taken]) -> Iterator[Taken]:
    from extractor.writing.taking import valid_only

    return valid_only(documents) if arguments.without_superseded else documents
