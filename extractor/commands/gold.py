"""`vanthu gold`: what reviewers settled, as labels that extraction is measured against."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.commands.documents import printable
from extractor.commands.kept_records import version_in
from extractor.errors import ExitCode, InputNotFoundError, OutputError

HELP = "write what reviewers settled as gold labels, which vanthu evaluate measures against"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(title="commands", dest="gold_command", required=True, metavar="COMMAND")
    text = "write the documents of a store that reviewers decided about, each with its label beside it"
    export = commands.add_parser("export", help=text, description=text)
    export.add_argument("store", metavar="STORE", help="a store of vanthu batch (folder or database address)")
    export.add_argument("-o", "--output", metavar="FOLDER", required=True, help="a new folder")
    export.add_argument("--originals", metavar="ADDRESS", help="where originals are kept (default: inside STORE)")
    export.add_argument("--version", metavar="VERSION", help="records of another version of program and rules")
    export.add_argument("--profile", metavar="NAME", default="", help="records made with this profile")


def run(arguments: argparse.Namespace) -> int:
    """Write the folder whole or not at all."""
    from extractor.commands.kept_records import is_store
    from extractor.decisions.gold_folder import write_gold
    from extractor.store.store import Store

    if not is_store(arguments.store):
        raise InputNotFoundError(f"{printable(arguments.store)}: no store of vanthu batch")
    target = Path(arguments.output)
    with Store.open(arguments.store, arguments.originals) as store:
        try:
            version = version_in(store, arguments.version, arguments.profile)
            summary = write_gold(store, version, arguments.profile, target)
        except OSError as error:
            raise OutputError(f"{printable(str(target))}: {error.strerror or error}") from error
    for line in summary.left_out:
        print(f"vanthu: {printable(line)}", file=sys.stderr)
    print(f"{printable(str(target))}: {summary.documents} documents, {summary.settled} settled keys", file=sys.stderr)
    return ExitCode.SOME_FAILED if summary.left_out else ExitCode.DONE
