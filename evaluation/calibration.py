"""Confidences made true: monotone curves fitted on one set of documents and shown on another."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluation.confidence import CELLS, Judged
from evaluation.errors import EvaluationError

ENOUGH: Final = 300
"""Values of a field from which it has a curve of its own; fewer share the curve of all fields."""
LEAST: Final = 30
"""Values that make a point of a curve; rarer confidences are taken together with their neighbours."""

SHARED: Final = "*"
PICTURES: Final = "ocr/"
"""What stands before the field of a curve for text read from pictures."""

PATHS: Final = {
    "number": "document.code_number",
    "notation": "document.code_notation",
    "type": "document.type",
    "date": "document.issued_date",
    "place": "document.place",
    "parent_issuer": "document.parent_organ_name",
    "issuer": "document.organ_name",
    "subject": "document.subject",
    "urgency": "document.urgency",
    "confidentiality": "document.secrecy",
    "signers.authority": "signers.authority",
    "signers.capacity": "signers.capacity",
    "signers.position": "signers.position",
    "signers.name": "signers.full_name",
    "recipients": "recipients",
    "recommendations": "recommendations.text",
    "citations": "citations.ref",
    "responds_to": "responds_to",
    "collaborators": "collaborators.counts.value",
    "count.unit": "collaborators.counts.organ_or_place",
    CELLS: "tables.rows.cells",
}
"""Field of the evaluation → path of the record whose confidence it judges."""

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
        kind = PICTURES if value.from_pictures else ""
        curve = self.curves.get(kind + value.field) or self.curves.get(kind + SHARED, ())
        return replace(value, confidence=on_curve(curve, value.confidence)) if curve else value


def fit(values: Iterable[Judged], fingerprint: str) -> Calibration:
    """Curves for the fields with `ENOUGH` values, and one for all others together; cells have their own or none.

    Raises:
        CalibrationError: when there is no value at all.
    """
    known = list(values)
    if not known:
        raise CalibrationError("no predicted value has a confidence; there is nothing to fit")
    curves: dict[str, Curve] = {}
    for kind in ("", PICTURES):
        of_kind = [value for value in known if value.from_pictures == bool(kind)]
        curves |= {kind + field: curve_of(judged) for field, judged in _groups(of_kind).items()}
    return Calibration(fingerprint=fingerprint, values=len(known), curves=curves)


def _groups(values: Sequence[Judged]) -> dict[str, list[Judged]]:
    by_field: defaultdict[str, list[Judged]] = defaultdict(list)
    for value in values:
        by_field[value.field].append(value)
    own = {field: judged for field, judged in sorted(by_field.items()) if len(judged) >= ENOUGH or field == CELLS}
    rest = [value for field, judged in sorted(by_field.items()) if field not in own for value in judged]
    return own | ({SHARED: rest} if rest else {})


def curve_of(values: Sequence[Judged]) -> Curve:
    """Isotonic regression (pool adjacent violators) of rightness on confidence.

    Each point counts one right and one wrong value more (Laplace), so that three right ones of three do not become
    certainty.
    """
    blocks: list[tuple[list[float], float, float]] = []
    for confidence, right, count in _points(values):
        block = ([confidence], right + 1.0, count + 2.0)
        while blocks and blocks[-1][1] / blocks[-1][2] >= block[1] / block[2]:
            below = blocks.pop()
            block = (below[0] + block[0], below[1] + block[1], below[2] + block[2])
        blocks.append(block)
    return tuple((round(given, 4), round(right / count, 4)) for block, right, count in blocks for given in block)


def _points(values: Sequence[Judged]) -> list[tuple[float, int, int]]:
    """Mean confidence, right values and all values of each confidence, rare ones joined up to `LEAST` values."""
    counted: defaultdict[float, list[int]] = defaultdict(lambda: [0, 0])
    for value in values:
        counted[value.confidence][0] += value.right
        counted[value.confidence][1] += 1
    points: list[tuple[float, int, int]] = []
    for confidence in sorted(counted):
        right, count = counted[confidence]
        if points and min(points[-1][2], count) < LEAST:
            given, before, all_ = points.pop()
            mean = (given * all_ + confidence * count) / (all_ + count)
            points.append((mean, before + right, all_ + count))
        else:
            points.append((confidence, right, count))
    return points


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
        return _calibration(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError, KeyError) as error:
        raise CalibrationError(f"{path}: is no calibration; fit one with vanthu evaluate calibrate") from error


def _calibration(data: Mapping[str, Any]) -> Calibration:
    fields = {path: field for field, path in PATHS.items()}
    sections = (("", data.get("digital", {})), (PICTURES, data.get("ocr", {})))
    curves = {kind + fields[path]: curve for kind, section in sections for path, curve in section.items()}
    return Calibration(fingerprint=data["fingerprint"], values=data["values"], curves=curves)


def calibration_toml(calibration: Calibration) -> str:
    """The calibration as the extractor reads it: a curve for every path of the record that is judged."""
    lines = [
        "# Confidence that rules give → share right on labelled documents, a curve a path of the record; written by",
        "# `vanthu evaluate calibrate`, read by extractor/rules/confidence.py. `fingerprint` is that of the documents.",
        f'fingerprint = "{calibration.fingerprint}"',
        f"values = {calibration.values}",
    ]
    for name, kind in (("digital", ""), ("ocr", PICTURES)):
        lines += ["", f"[{name}]"]
        for field, path in PATHS.items():
            shared = () if field == CELLS else calibration.curves.get(kind + SHARED, ())
            curve = calibration.curves.get(kind + field, shared)
            if curve:
                points = ", ".join(f"[{given}, {share}]" for given, share in _anchored(curve))
                lines.append(f'"{path}" = [{points}]')
    return "\n".join(lines) + "\n"


def _anchored(curve: Curve) -> Curve:
    """The curve from 0 on: what is less sure than anything seen becomes no surer by it."""
    return curve if curve[0][0] == 0 else ((0.0, 0.0), *curve)
