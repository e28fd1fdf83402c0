"""From the arguments of a command to a finished scoring: reads labels, runs the extractor or reads saved records."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evaluation.calibration import calibration_toml, fit, load_calibration
from evaluation.confidence import judged_values
from evaluation.confidence_report import confidence_json, confidence_text, groups
from evaluation.corpus import Corpus, load_corpus
from evaluation.errors import ArgumentError
from evaluation.figures import json_report
from evaluation.grounding import GroundingScores, check_grounding, grounding_errors, grounding_text
from evaluation.match import match
from evaluation.predictions import Predictions, assign_predictions, load_predictions, save_predictions
from evaluation.report import Evaluation, error_report, text_report
from schemas.record import Record


def score_command(arguments: argparse.Namespace) -> None:
    """Do what the arguments of `vanthu evaluate score` ask; the report goes to standard output.

    Raises:
        EvaluationError: when arguments, corpus, labels or predictions allow no figure.
    """
    corpus, predictions = predictions_asked_for(arguments)
    evaluation = evaluate(corpus, predictions)
    grounded = grounding_of(corpus, predictions) if arguments.evidence else None
    calibration = load_calibration(arguments.calibration) if arguments.calibration else None
    reliable = groups(list(judged_values(evaluation.documents)), calibration)
    if arguments.json:
        figures = json_report(evaluation, grounded) | {"confidence": confidence_json(reliable)}
        write_text(arguments.json, as_json(figures))
    sys.stdout.write(text_report(evaluation))
    if grounded:
        sys.stdout.write("\n" + grounding_text(grounded))
    if arguments.confidence or calibration:
        sys.stdout.write("\n" + confidence_text(reliable))
    if arguments.errors:
        sys.stdout.write("\n" + error_report(evaluation) + (grounding_errors(grounded) if grounded else ""))


def calibrate_command(arguments: argparse.Namespace) -> None:
    """Fit a calibration on saved records or a run, and write it.

    Raises:
        EvaluationError: when nothing can be scored or no value has a confidence.
    """
    evaluation = evaluate(*predictions_asked_for(arguments))
    calibration = fit(judged_values(evaluation.documents), evaluation.fingerprint)
    write_text(arguments.calibration, calibration_toml(calibration))
    sys.stdout.write(f"fitted {len(calibration.curves)} curves on {calibration.values} values\n")


def grounding_of(corpus: Corpus, predictions: Predictions) -> GroundingScores:
    """The check of evidence: documents are read again for their text."""
    return check_grounding(predictions, texts_of(corpus))


def texts_of(corpus: Corpus) -> Iterator[str | None]:
    """The text of each document as read, None of those not read."""
    # Late: scoring saved predictions needs no extractor, whose import is heavy.
    from evaluation.run import texts  # noqa: PLC0415

    return texts(corpus)


def evaluate(corpus: Corpus, predictions: Predictions) -> Evaluation:
    """The scoring of predictions against their corpus."""
    return Evaluation(corpus.fingerprint, match(predictions), predictions.unlabelled)


def predictions_asked_for(arguments: argparse.Namespace) -> tuple[Corpus, Predictions]:
    """The corpus and one record a document: extracted now with `--run FOLDER`, else read from `PRED FOLDER`.

    Raises:
        EvaluationError: when arguments, corpus, labels or predictions allow no figure.
    """
    return _run_now(arguments) if arguments.run else _read_saved(arguments)


def as_json(data: Mapping[str, Any]) -> str:
    """JSON as it is checked in."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def write_text(path: Path, text: str) -> None:
    """Write a file.

    Raises:
        ArgumentError: when it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ArgumentError(f"{path}: cannot be written: {error.strerror}") from error


def _run_now(arguments: argparse.Namespace) -> tuple[Corpus, Predictions]:
    if arguments.predictions:
        raise ArgumentError("give either --run FOLDER or PRED FOLDER, not both")
    corpus = load_corpus(arguments.run)
    records = _extract(corpus, arguments.profile, uncalibrated=arguments.uncalibrated)
    if arguments.output:
        save_predictions(arguments.output, records)
    return corpus, assign_predictions(corpus, records)


def _extract(corpus: Corpus, profile: str | None, *, uncalibrated: bool) -> tuple[Record, ...]:
    # Late: scoring saved predictions needs no extractor, whose import is heavy.
    from evaluation.run import predict, predict_uncalibrated  # noqa: PLC0415

    run = predict_uncalibrated if uncalibrated else predict
    return run(corpus, profile=profile, progress=show_progress)


def _read_saved(arguments: argparse.Namespace) -> tuple[Corpus, Predictions]:
    if not arguments.predictions or not arguments.folder:
        raise ArgumentError("name the saved records and the folder of labels, or use --run FOLDER")
    if arguments.output or arguments.profile or arguments.uncalibrated:
        raise ArgumentError("-o, --profile and --uncalibrated go with --run")
    corpus = load_corpus(arguments.folder)
    return corpus, assign_predictions(corpus, load_predictions(arguments.predictions))


def show_progress(done: int, total: int) -> None:
    """A counter on standard error, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\rextracting {done}/{total}{end}")
        sys.stderr.flush()
