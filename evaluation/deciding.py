"""The commands that pass or fail: `compare` two runs, `gate` against pinned floors; each returns its exit code."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from evaluation.comparison import compare
from evaluation.comparison_report import comparison_markdown, comparison_text
from evaluation.corpus import load_corpus
from evaluation.errors import ArgumentError
from evaluation.gate import Floors, Today, breaches, load_floors, measure, pin, save_floors
from evaluation.match import match
from evaluation.predictions import assign_predictions, load_predictions
from evaluation.scoring import evaluate, predictions_asked_for

PASSED: Final = 0
FAILED: Final = 1


def compare_command(arguments: argparse.Namespace) -> int:
    """Print gains and losses from `before` to `after`; `FAILED` when something was lost and that is not allowed.

    Raises:
        EvaluationError: when one of the runs cannot be scored.
    """
    corpus = load_corpus(arguments.folder)
    before, after = (
        match(assign_predictions(corpus, load_predictions(path))) for path in (arguments.before, arguments.after)
    )
    changes = compare(before=before, after=after)
    sys.stdout.write(comparison_markdown(changes) if arguments.markdown else comparison_text(changes))
    lost = any(not change.gained for change in changes)
    return FAILED if lost and not arguments.allow_loss else PASSED


def gate_command(arguments: argparse.Namespace) -> int:
    """Check today's figures against the floors, or pin them.

    Raises:
        EvaluationError: when nothing can be scored, or floors cannot be read or may not be written.
    """
    if arguments.reason and not arguments.lower:
        raise ArgumentError("--reason goes with --lower")
    if arguments.lower and not (arguments.pin and arguments.reason):
        raise ArgumentError("--lower goes with --pin and --reason TEXT")
    today = measure(evaluate(*predictions_asked_for(arguments)))
    if arguments.pin:
        floors = pin(_floors_before(arguments), today, arguments.reason)
        save_floors(arguments.floors, floors)
        sys.stdout.write(f"pinned {len(floors.floors)} floors and {len(floors.ceilings)} ceilings\n")
        return PASSED
    return _checked(load_floors(arguments.floors), today)


def _floors_before(arguments: argparse.Namespace) -> Floors | None:
    return load_floors(arguments.floors) if arguments.floors.exists() else None


def _checked(floors: Floors, today: Today) -> int:
    found = breaches(floors, today)
    for line in found:
        sys.stdout.write(f"{line}\n")
    if found:
        return FAILED
    held = len(floors.floors) + len(floors.ceilings)
    higher = sum(today.high[name] > floor for name, floor in floors.floors.items())
    more = f"; {higher} may be raised with --pin" if higher else ""
    sys.stdout.write(f"{held} floors and ceilings hold for {today.documents} documents{more}\n")
    return PASSED
