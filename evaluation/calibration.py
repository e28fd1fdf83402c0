"""Confidences made true: monotone curves fitted on one set of documents and shown on another."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluation.confidence import CELLS, Judged
from evaluation.errors import EvaluationError

ENOUGH: Final = 300
"""Values of a field from which it has a curve of its own; fewer share the curve of all fields."""

SHARED: Final = "*"

Curve = tuple[tuple[float, float], ...]
"""Confidence given → share right, both 0 to 1 and rising; straight lines between, flat beyond the ends."""


class CalibrationError(EvaluationError):
    """A calibration that cannot be read or fitted."""


class Calibration(BaseModel):
    """Curves by field (`*` for the others) and what they were fitted on: the file an extractor can read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    values: int
    curves: dict[str, Curve]

    def apply(self, value: Judged) -> Judged:
        """The value with its calibrated confidence."""
        curve = self.curves.get(value.field) or self.curves.get(SHARED, ())
        return replace(value, confidence=on_curve(curve, value.confidence)) if curve else value


def fit(values: Iterable[Judged], fingerprint: str) -> Calibration:
    """Curves for the fields with `ENOUGH` values, and one for all others together; cells have their own or none.

    Raises:
        CalibrationError: when there is no value at all.
    """
    by_field: defaultdict[str, list[Judged]] = defaultdict(list)
    for value in values:
        by_field[value.field].append(value)
    if not by_field:
        raise CalibrationError("no predicted value has a confidence; there is nothing to fit")
    own = {field: judged for field, judged in sorted(by_field.items()) if len(judged) >= ENOUGH or field == CELLS}
    rest = [value for field, judged in sorted(by_field.items()) if field not in own for value in judged]
    groups = own | ({SHARED: rest} if rest else {})
    curves = {field: curve_of(judged) for field, judged in groups.items()}
    return Calibration(fingerprint=fingerprint, values=sum(map(len, by_field.values())), curves=curves)


def curve_of(values: Sequence[Judged]) -> Curve:
    """Isotonic regression (pool adjacent violators) of rightness on confidence.

    Each confidence that occurs counts one right and one wrong value more (Laplace), so that three right ones of three
    do not become certainty.
    """
    counted: defaultdict[float, list[int]] = defaultdict(lambda: [0, 0])
    for value in values:
        counted[value.confidence][0] += value.right
        counted[value.confidence][1] += 1
    blocks: list[tuple[list[float], float, float]] = []
    for confidence in sorted(counted):
        right, count = counted[confidence]
        block = ([confidence], right + 1.0, count + 2.0)
        while blocks and blocks[-1][1] / blocks[-1][2] >= block[1] / block[2]:
            below = blocks.pop()
            block = (below[0] + block[0], below[1] + block[1], below[2] + block[2])
        blocks.append(block)
    return tuple((round(given, 4), round(right / count, 4)) for block, right, count in blocks for given in block)


def on_curve(curve: Curve, confidence: float) -> float:
    """The calibrated confidence, 0 to 1."""
    given = [point[0] for point in curve]
    place = bisect_left(given, confidence)
    if place == 0 or place == len(curve):
        return curve[min(place, len(curve) - 1)][1]
    (low, low_share), (high, high_share) = curve[place - 1], curve[place]
    return low_share + (high_share - low_share) * (confidence - low) / (high - low)


def load_calibration(path: Path) -> Calibration:
    """The calibration in a file.

    Raises:
        CalibrationError: when it cannot be read or is not valid.
    """
    try:
        return Calibration.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise CalibrationError(f"{path}: is no calibration; fit one with vanthu evaluate calibrate") from error


def calibration_json(calibration: Calibration) -> Mapping[str, object]:
    """The calibration as it is written."""
    data: dict[str, object] = json.loads(calibration.model_dump_json())
    return data
