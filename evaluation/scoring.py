"""One scoring from files to report: the effects of `vanthu evaluate score`; no figure is made here."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluation.corpus import Corpus, load_corpus
from evaluation.errors import ArgumentError
from evaluation.match import match
from evaluation.predictions import Predictions, assign_predictions, load_predictions, save_predictions
from evaluation.report import Evaluation, error_report, json_report, text_report
from schemas.record import Record


def score_command(arguments: argparse.Namespace) -> None:
    """Do what the arguments of `vanthu evaluate score` ask; the report goes to standard output.

    Raises:
        EvaluationError: when arguments, corpus, labels or predictions allow no figure.
    """
    corpus, predictions = _run_now(arguments) if arguments.run else _read_saved(arguments)
    evaluation = Evaluation(corpus.fingerprint, match(predictions), predictions.unlabelled)
    if arguments.json:
        _write_json(arguments.json, evaluation)
    sys.stdout.write(text_report(evaluation))
    if arguments.errors:
        sys.stdout.write("\n" + error_report(evaluation))


def _run_now(arguments: argparse.Namespace) -> tuple[Corpus, Predictions]:
    if arguments.predictions:
        raise ArgumentError("give either --run FOLDER or PRED FOLDER, not both")
    corpus = load_corpus(arguments.run)
    records = _extract(corpus, arguments.profile)
    if arguments.output:
        save_predictions(arguments.output, records)
    return corpus, assign_predictions(corpus, records)


def _extract(corpus: Corpus, profile: str | None) -> tuple[Record, ...]:
    # Late: scoring saved predictions needs no extractor, whose import is heavy.
    from evaluation.run import predict  # noqa: PLC0415

    return predict(corpus, profile=profile, progress=_show_progress)


def _read_saved(arguments: argparse.Namespace) -> tuple[Corpus, Predictions]:
    if not arguments.predictions or not arguments.folder:
        raise ArgumentError("name the saved records and the folder of labels, or use --run FOLDER")
    if arguments.output or arguments.profile:
        raise ArgumentError("-o and --profile go with --run")
    corpus = load_corpus(arguments.folder)
    return corpus, assign_predictions(corpus, load_predictions(arguments.predictions))


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\rextracting {done}/{total}{end}")
        sys.stderr.flush()


def _write_json(path: Path, evaluation: Evaluation) -> None:
    text = json.dumps(json_report(evaluation), ensure_ascii=False, indent=1) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ArgumentError(f"{path}: cannot be written: {error.strerror}") from error
