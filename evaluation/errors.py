"""What can go wrong before a figure exists: labels, corpus or predictions that cannot be trusted."""

from __future__ import annotations


class EvaluationError(Exception):
    """Base of every expected error of the evaluation: what, where and what to do next, on one line."""


class GoldError(EvaluationError):
    """A gold label is not valid."""


class CorpusError(EvaluationError):
    """A folder is no corpus: a document without label, a label without document, or neither."""


class PredictionError(EvaluationError):
    """Saved predictions cannot be scored: unreadable, doubled, or not of these documents."""


class ArgumentError(EvaluationError):
    """The command was called wrongly."""
