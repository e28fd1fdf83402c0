"""The subcommand `vanthu evaluate`: its arguments, and its errors as one line; the work is done elsewhere."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from evaluation.errors import EvaluationError

HELP: Final = "measure extraction against gold labels"

DONE: Final = 0
USAGE: Final = 2
"""Exit codes of the command: 2 is wrong arguments or input that cannot be scored; 1 is a loss or a breached floor."""

RESULTS: Final = Path("evaluation/results")
FLOORS: Final = RESULTS / "floors.json"
CALIBRATION: Final = Path("extractor/vocabulary/confidence.toml")
PAGES: Final = Path("build/evaluation")
"""Pages hold words of documents: they go where git does not look."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(title="commands", dest="evaluate_command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text)

    _configure_score(command("score", "precision, recall and F1 of every field, failures first"))
    _configure_compare(command("compare", "gains and losses between two runs; exit code 1 when something is lost"))
    _configure_calibrate(command("calibrate", "fit confidences to labels; show them on other documents with score"))
    _configure_report(command("report", "a page with tables, plots and every error, and a result without any words"))
    _configure_gate(command("gate", "pinned floors; exit code 1 when a figure is below its floor"))


def run(arguments: argparse.Namespace) -> int:
    """Do the work; an expected error is one line on standard error and exit code 2."""
    try:
        return _dispatch(arguments)
    except EvaluationError as error:
        sys.stderr.write(f"vanthu evaluate: {error}\n")
        return USAGE


def _dispatch(arguments: argparse.Namespace) -> int:
    # Late: the help of every command loads this module, and models and matching are heavy.
    from evaluation.deciding import compare_command, gate_command  # noqa: PLC0415
    from evaluation.reporting import report_command  # noqa: PLC0415
    from evaluation.scoring import calibrate_command, score_command  # noqa: PLC0415

    deciding = {"compare": compare_command, "gate": gate_command}
    showing = {"score": score_command, "calibrate": calibrate_command, "report": report_command}
    name = arguments.evaluate_command
    if name in deciding:
        return deciding[name](arguments)
    showing[name](arguments)
    return DONE


def _configure_input(parser: argparse.ArgumentParser) -> None:
    """Saved records with their labels, or a folder to extract now."""
    add = parser.add_argument
    add("predictions", nargs="?", type=Path, metavar="PRED", help="saved records, JSON Lines")
    add("folder", nargs="?", type=Path, metavar="FOLDER", help="documents with NAME.gold.json labels beside them")
    add("--run", type=Path, metavar="FOLDER", help="extract the documents of FOLDER now and score them")
    add("-o", "--output", type=Path, metavar="PRED", help="with --run: keep the records, JSON Lines")
    add("--profile", metavar="NAME", help="with --run: the profile of required sections")
    help_uncalibrated = "with --run: confidences as rules give them, before the calibration of the extractor"
    add("--uncalibrated", action="store_true", help=help_uncalibrated)


def _configure_score(parser: argparse.ArgumentParser) -> None:
    _configure_input(parser)
    parser.add_argument("--errors", action="store_true", help="list every error with gold and predicted value")
    parser.add_argument("--evidence", action="store_true", help="check spans of all fields and boxes of a sample")
    parser.add_argument("--confidence", action="store_true", help="show whether confidences mean what they say")
    help_calibration = "show confidences after this calibration too"
    parser.add_argument("--calibration", type=Path, metavar="FILE", help=help_calibration)
    help_json = "write counts and figures as JSON, without any words"
    parser.add_argument("--json", type=Path, metavar="FILE", help=help_json)


def _configure_compare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("before", type=Path, metavar="BEFORE", help="saved records of the older run, JSON Lines")
    add("after", type=Path, metavar="AFTER", help="saved records of the newer run, JSON Lines")
    add("folder", type=Path, metavar="FOLDER", help="documents with NAME.gold.json labels beside them")
    add("--markdown", action="store_true", help="print Markdown, for the description of a change")
    add("--allow-loss", action="store_true", help="exit code 0 even when something is lost")


def _configure_calibrate(parser: argparse.ArgumentParser) -> None:
    _configure_input(parser)
    help_to = f"where to write the curves ({CALIBRATION})"
    parser.add_argument("--calibration", type=Path, default=CALIBRATION, metavar="FILE", help=help_to)


def _configure_report(parser: argparse.ArgumentParser) -> None:
    _configure_input(parser)
    add = parser.add_argument
    add("--to", type=Path, default=PAGES, metavar="FOLDER", help=f"where report.html and report.md go ({PAGES})")
    add("--name", metavar="NAME", help="also write NAME.json and NAME.md, without words or names of documents")
    add("--results", type=Path, default=RESULTS, metavar="FOLDER", help=f"where NAME.json and NAME.md go ({RESULTS})")
    add("--calibration", type=Path, metavar="FILE", help="show confidences after this calibration too")


def _configure_gate(parser: argparse.ArgumentParser) -> None:
    _configure_input(parser)
    add = parser.add_argument
    add("--floors", type=Path, default=FLOORS, metavar="FILE", help=f"pinned floors ({FLOORS})")
    add("--pin", action="store_true", help="pin today's figures and this corpus; refused where a floor would go down")
    add("--lower", action="store_true", help="with --pin: floors may go down, --reason says why")
    add("--reason", metavar="TEXT", help="with --lower: kept in the file beside each lowered floor")
