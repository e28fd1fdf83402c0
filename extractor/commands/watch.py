"""`vanthu watch`: a folder that fills, into a store, until it is told to stop."""

from __future__ import annotations

import argparse
from pathlib import Path

from extractor.commands import batch
from extractor.commands.documents import positive_seconds
from extractor.errors import ExitCode

HELP = "read what comes into a folder, each file once it is whole, until SIGTERM or Ctrl-C"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu watch`: those of `vanthu batch`, and how patiently it looks."""
    batch.configure(parser)
    parser.add_argument(
        "--settle",
        metavar="SECONDS",
        type=positive_seconds,
        default=5.0,
        help="how long size and time of a file have to hold still (default: 5; more on a slow network share)",
    )
    parser.add_argument(
        "--look", metavar="SECONDS", type=positive_seconds, default=2.0, help="time between two looks (default: 2)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Watch until told to stop; the files in work are finished then."""
    from extractor.batch.watch import Pace, watch
    from extractor.decisions.log import DecisionLog
    from extractor.fence.collector import keep_from_collector

    keep_from_collector()
    with batch.stopped_by_signals() as stop, batch.opened(arguments) as store:
        ways = batch.options_of(arguments), Pace(arguments.settle, arguments.look)
        summary = watch(Path(arguments.folder), store, ways, batch.teller(arguments), stop.event)
        left_behind = DecisionLog(store).all_left_behind()
    batch.tell_end(summary, left_behind, arguments)
    return ExitCode.DONE
