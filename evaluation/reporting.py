"""The command `vanthu evaluate report`: pages for a reader on this machine, and a result that may be checked in."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from evaluation.align import Item
from evaluation.calibration import load_calibration
from evaluation.confidence import judged_values
from evaluation.confidence_report import confidence_json, groups
from evaluation.corpus import Corpus, epoch_of_test, load_corpus
from evaluation.errors import ArgumentError
from evaluation.figures import json_report
from evaluation.page import Report, html_report
from evaluation.page_markdown import log_line, markdown_report, markdown_result
from evaluation.pictures import Excerpt, crop, excerpt
from evaluation.predictions import Predictions
from evaluation.scoring import as_json, evaluate, grounding_of, predictions_asked_for, texts_of, write_text

MOST_RUNS: Final = 5
"""Logged runs of one epoch of a test set."""

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A result's name is a file name of ours: letters, digits and single hyphens."""


def report_command(arguments: argparse.Namespace) -> None:
    """Write `report.html` and `report.md` to a folder, and with a name the result files beside the others.

    Raises:
        EvaluationError: when nothing can be scored or a file cannot be written.
    """
    if arguments.name and not _NAME.fullmatch(arguments.name):
        raise ArgumentError(f"{arguments.name!r} is no name of a result: small letters, digits, hyphens")
    if arguments.name:
        _require_fresh(arguments)
    corpus, predictions = predictions_asked_for(arguments)
    report = _report(arguments, corpus, predictions)
    folder: Path = arguments.to
    _make(folder)
    write_text(folder / "report.html", html_report(report, _sight(corpus)))
    write_text(folder / "report.md", markdown_report(report))
    sys.stdout.write(f"{folder / 'report.html'}\n{folder / 'report.md'}\n")
    if arguments.name:
        _write_result(arguments.results, arguments.name, report)


def _report(arguments: argparse.Namespace, corpus: Corpus, predictions: Predictions) -> Report:
    evaluation = evaluate(corpus, predictions)
    calibration = load_calibration(arguments.calibration) if arguments.calibration else None
    made_by = {record.provenance for _, record in predictions.pairs}
    version = ", ".join(sorted({f"{each.extractor_version} (rules {each.rule_set})" for each in made_by}))
    reliable = groups(list(judged_values(evaluation.documents)), calibration)
    title = f"Evaluation: {arguments.name}" if arguments.name else "Evaluation"
    epoch = epoch_of_test(corpus)
    return Report(title, evaluation, version, grounding_of(corpus, predictions), reliable, epoch)


def _sight(corpus: Corpus) -> Callable[[str, Item], Excerpt | str | None]:
    """How errors are shown: a crop of the page, else the words in the text as read."""
    paths = {document.name: document.path for document in corpus.documents}
    read = dict(zip(paths, texts_of(corpus), strict=True))

    def sight(name: str, item: Item) -> Excerpt | str | None:
        words = excerpt(read[name] or "", item.grounds.evidence)
        return words or crop(paths[name], item.grounds.evidence)

    return sight


def _write_result(folder: Path, name: str, report: Report) -> None:
    """NAME.json and NAME.md: counts, figures, fingerprint, N, version and the log of runs; no words, no names."""
    path = folder / f"{name}.json"
    runs = [*_runs_before(path), log_line(report) | ({} if report.epoch is None else {"epoch": report.epoch})]
    figures = json_report(report.evaluation, report.grounding)
    opening = {key: figures[key] for key in ("failures", "fingerprint", "documents")}
    named = {**opening, "version": report.version, "name": name}
    data = named | figures | {"confidence": confidence_json(report.reliable), "runs": runs}
    _make(folder)
    write_text(path, as_json(data))
    write_text(folder / f"{name}.md", markdown_result(report, len(runs)))
    sys.stdout.write(f"{path}\n{folder / f'{name}.md'}\n")


def _require_fresh(arguments: argparse.Namespace) -> None:
    """A test set is looked at `MOST_RUNS` times: who knows its figures too well begins to fit them.

    Raises:
        ArgumentError: when this epoch of a test set has been logged as often.
    """
    folder = arguments.run or arguments.folder
    epoch = epoch_of_test(load_corpus(folder)) if folder else None
    if epoch is None:
        return
    logged = [run for run in _runs_before(arguments.results / f"{arguments.name}.json") if run.get("epoch") == epoch]
    if len(logged) >= MOST_RUNS:
        raise ArgumentError(
            f"{arguments.name}: epoch {epoch} of the test set has been logged {len(logged)} times; raise the number in"
            " corpus/generator/data/epoch.toml, generate the set anew (new seed, new bodies) and report that"
        )


def _runs_before(path: Path) -> list[dict[str, Any]]:
    """The log of runs so far.

    Raises:
        ArgumentError: when the file there is no result.
    """
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_bytes())
        return list(data["runs"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArgumentError(f"{path}: is no result of an evaluation; move it away") from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(f"{folder}: cannot be made: {error.strerror}") from error
