"""The result of a scoring as JSON: counts, figures and fingerprint, without a word or a name of any document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from evaluation.align import Level
from evaluation.breakdown import break_down
from evaluation.digits import Outcome
from evaluation.grounding import GroundingScores, grounding_json
from evaluation.intervals import Interval
from evaluation.metrics import Alarms, Counts, Figure, Scores, Share, failures, score
from evaluation.order import Order
from evaluation.report import Evaluation


def json_report(evaluation: Evaluation, grounding: GroundingScores | None = None) -> dict[str, Any]:
    """Failures first; it holds neither words nor names of documents, so that it may be checked in."""
    failed = failures(evaluation.documents)
    groups = break_down(evaluation.documents)
    return {
        "failures": sum(len(names) for names in failed.values()),
        "failed": {reason: len(names) for reason, names in failed.items()},
        "fingerprint": evaluation.fingerprint,
        "documents": len(evaluation.documents),
        "statuses": evaluation.statuses,
        "unlabelled_predictions": evaluation.unlabelled,
        **({"evidence": grounding_json(grounding)} if grounding else {}),
        "subsets": [_scores(scores) for scores in score(evaluation.documents)],
        "breakdowns": {each.facet: [_scores(scores) for scores in each.groups] for each in groups},
    }


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "subset": scores.subset,
        "documents": scores.documents,
        "whole_head": _share(scores.whole_head),
        "covered_digits": {"right": scores.covered_right, "wrong": scores.covered_wrong},
        "digits": {"marked": scores.digits.marked, **{o.value: scores.digits.of(o) for o in Outcome}},
        "false_counts": _alarms(scores.false_counts),
        "orders": {order.field: _order(order) for order in scores.orders},
        "fields": _figures((scores.head, scores.signers, *scores.fields)),
        **(_planted(scores) if scores.planted else {}),
    }


def _planted(scores: Scores) -> dict[str, Any]:
    return {
        "planted": _figures(scores.planted),
        "false_contradictions": _alarms(scores.false_contradictions),
        "teds": {"tables": scores.teds.count, "mean": rounded(scores.teds.value)},
    }


def _share(share: Share) -> dict[str, Any]:
    return {"right": share.right, "of": share.of, "interval": _interval(share.interval)}


def _alarms(alarms: Alarms) -> dict[str, Any]:
    return {"alarms": alarms.alarms, "documents": alarms.documents, "per_hundred": rounded(alarms.per_hundred)}


def _order(order: Order) -> dict[str, int]:
    return {
        "in_place": order.kept,
        "matched": order.pairs,
        "documents_in_order": order.documents_in_order,
        "documents": order.documents,
    }


def _figures(figures: Iterable[Figure]) -> dict[str, Any]:
    return {
        figure.name: {
            "rule": figure.rule.value,
            "interval": _interval(figure.interval),
            **{level.value: _counts(figure.at(level)) for level in Level},
        }
        for figure in figures
    }


def _interval(bounds: Interval | None) -> list[float | None] | None:
    return None if bounds is None else [rounded(bounds.low), rounded(bounds.high)]


def _counts(counts: Counts) -> dict[str, Any]:
    values: Sequence[tuple[str, float | None]] = (
        ("precision", counts.precision),
        ("recall", counts.recall),
        ("f1", counts.f1),
    )
    ratios = {name: rounded(value) for name, value in values}
    return {"n": counts.support, "tp": counts.tp, "fp": counts.fp, "fn": counts.fn, **ratios}


def rounded(value: float | None) -> float | None:
    """Four decimals, so that a last bit of a machine changes no file."""
    return None if value is None else round(value, 4)
