"""The subcommand `vanthu evaluate`: its arguments, and its errors as one line; the work is in `evaluation.scoring`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from evaluation.errors import EvaluationError

HELP: Final = "measure extraction against gold labels"

DONE: Final = 0
USAGE: Final = 2
"""Exit codes of the command: 2 is wrong arguments or input that cannot be scored."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(title="commands", dest="evaluate_command", required=True, metavar="COMMAND")
    help_text = "precision, recall and F1 of every field, failures first"
    _configure_score(commands.add_parser("score", help=help_text, description=help_text))


def run(arguments: argparse.Namespace) -> int:
    """Score and print; an expected error is one line on standard error and exit code 2."""
    # Late: the help of every command loads this module, and models and matching are heavy.
    from evaluation.scoring import score_command  # noqa: PLC0415

    try:
        score_command(arguments)
    except EvaluationError as error:
        sys.stderr.write(f"vanthu evaluate: {error}\n")
        return USAGE
    return DONE


def _configure_score(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("predictions", nargs="?", type=Path, metavar="PRED", help="saved records, JSON Lines")
    add(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="documents with NAME.gold.json labels beside them",
    )
    add("--run", type=Path, metavar="FOLDER", help="extract the documents of FOLDER now and score them")
    add("-o", "--output", type=Path, metavar="PRED", help="with --run: keep the records, JSON Lines")
    add("--profile", metavar="NAME", help="with --run: the profile of required sections")
    add("--errors", action="store_true", help="list every error with gold and predicted value")
    add("--json", type=Path, metavar="FILE", help="write counts and figures as JSON, without any words")
