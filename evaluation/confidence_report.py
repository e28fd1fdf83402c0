"""Reliability as text and JSON: fields and table cells by themselves, and after a calibration if there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.calibration import Calibration
from evaluation.confidence import CELLS, EDGES, PRECISION, RATE_OF, SURE, Judged, Reliability, reliability
from evaluation.figures import rounded
from evaluation.wording import decimal, interval


def groups(values: Sequence[Judged], calibration: Calibration | None = None) -> tuple[tuple[str, Reliability], ...]:
    """Fields, then cells; then both after the calibration."""
    found = list(_two(values, ""))
    if calibration is not None:
        found += _two([calibration.apply(value) for value in values], " after calibration")
    return tuple((name, each) for name, each in found if each.count)


def confidence_text(named: Sequence[tuple[str, Reliability]]) -> str:
    """A table a group; ends with a line feed."""
    lines = [line for name, each in named for line in _lines(name, each)] or ["no confidences"]
    return "\n".join(lines) + "\n"


def confidence_json(named: Sequence[tuple[str, Reliability]]) -> dict[str, Any]:
    """Counts and figures."""
    return {name: _as_json(each) for name, each in named}


def _two(values: Sequence[Judged], suffix: str) -> Iterator[tuple[str, Reliability]]:
    yield f"fields{suffix}", reliability(value for value in values if value.field != CELLS)
    yield f"cells{suffix}", reliability(value for value in values if value.field == CELLS)


def _lines(name: str, each: Reliability) -> Iterator[str]:
    yield f"confidence of {name}: {each.count} values, expected calibration error {decimal(each.error)}"
    yield f"{'given':<11} {'n':>6} {'mean':>6} {'right':>6}   95 %"
    for part in each.bins:
        bounds = interval(part.interval)
        high = upper_edge(part.low)
        given = f"{part.low:.2f}–{high:.2f}"
        yield f"{given:<11} {part.count:>6} {decimal(part.confidence):>6} {decimal(part.share):>6}   {bounds}"
    passed = each.accepted
    yield (
        f"without a look at {PRECISION:.1%} precision: {passed.count} of {passed.of} ({decimal(passed.share)}),"
        f" {passed.wrong} wrong, from {decimal(passed.threshold)} on; shown for a precision of {decimal(passed.proven)}"
    )
    yield sure_wrong_line(each)


def sure_wrong_line(each: Reliability) -> str:
    """How many wrong values look right."""
    return f"wrong values of {SURE} or more: {each.sure_wrong} ({decimal(each.sure_wrong_rate)} in {RATE_OF} values)"


def upper_edge(low: float) -> float:
    """The end of the bin that begins at `low`."""
    place = EDGES.index(low) + 1
    return EDGES[place] if place < len(EDGES) else 1.0


def _as_json(each: Reliability) -> dict[str, Any]:
    return {
        "values": each.count,
        "expected_calibration_error": rounded(each.error),
        "sure_and_wrong": {"from": SURE, "n": each.sure_wrong, "in_500": rounded(each.sure_wrong_rate)},
        "bins": [
            {"from": part.low, "n": part.count, "right": part.right, "mean": rounded(part.confidence)}
            for part in each.bins
        ],
        "accepted": {
            "threshold": rounded(each.accepted.threshold),
            "n": each.accepted.count,
            "wrong": each.accepted.wrong,
            "share": rounded(each.accepted.share),
            "lower_bound": rounded(each.accepted.proven),
        },
    }
