"""The gate: floors pinned for one corpus; a figure below its floor fails, a floor goes down only with a reason."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluation.errors import EvaluationError
from evaluation.metrics import failures, score
from evaluation.report import Evaluation, figures_of

DECIMALS: Final = 4
_STEP: Final = 10**DECIMALS


class GateError(EvaluationError):
    """Floors that cannot be read, or may not be written as asked."""


class Lowering(BaseModel):
    """A floor that went down, or a ceiling that went up, and why."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    figure: str
    before: float
    after: float | None
    reason: str


class Floors(BaseModel):
    """What is pinned: least F1 or share by figure, most alarms and failures by name, for one fingerprint."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    fingerprint: str
    documents: int
    floors: dict[str, float]
    ceilings: dict[str, float]
    lowered: tuple[Lowering, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """What was measured now: figures that should be high and numbers that should be low."""

    fingerprint: str
    documents: int
    high: Mapping[str, float]
    low: Mapping[str, float]


def measure(evaluation: Evaluation) -> Today:
    """The gated figures of all documents, rounded down (floors) and up (ceilings) to `DECIMALS` decimals."""
    scores = score(evaluation.documents)[0]
    figures = {name: figure.counts.f1 for name, figure in figures_of(scores).items()}
    high = figures | {"whole_head": scores.whole_head.ratio}
    alarms = {
        "false_counts_per_100": scores.false_counts.per_hundred,
        "false_contradictions_per_100": scores.false_contradictions.per_hundred,
        "failures": float(sum(map(len, failures(evaluation.documents).values()))),
        "covered_digits_wrong": float(scores.covered_wrong),
    }
    return Today(
        evaluation.fingerprint,
        len(evaluation.documents),
        high={name: math.floor(value * _STEP) / _STEP for name, value in high.items() if value is not None},
        low={name: math.ceil(value * _STEP) / _STEP for name, value in alarms.items() if value is not None},
    )


def breaches(floors: Floors, today: Today) -> tuple[str, ...]:
    """One line for each figure that does not hold; a changed corpus is the only line, as nothing can be compared."""
    if floors.fingerprint != today.fingerprint:
        return (
            f"the corpus changed: pinned {floors.fingerprint[:12]} ({floors.documents} documents), today"
            f" {today.fingerprint[:12]} ({today.documents}); pin it again with --pin",
        )
    below = [
        f"{name}: {_number(today.high.get(name))} is below the floor {floor:.4f}"
        for name, floor in floors.floors.items()
        if today.high.get(name, -1.0) < floor
    ]
    above = [
        f"{name}: {_number(today.low.get(name))} is above the ceiling {ceiling:.4f}"
        for name, ceiling in floors.ceilings.items()
        if today.low.get(name, math.inf) > ceiling
    ]
    return (*below, *above)


def pin(floors: Floors | None, today: Today, reason: str | None) -> Floors:
    """Floors at today's values; `reason` is why some may go down, None where none may.

    Raises:
        GateError: when a floor would go down, a ceiling up or a figure away without a reason.
    """
    worse = _worse(floors, today) if floors else ()
    if worse and not (reason and reason.strip()):
        names = ", ".join(f"{name} {before:.4f} → {_number(after)}" for name, before, after in worse)
        raise GateError(f"this lowers {names}; say why with --lower --reason TEXT")
    lowerings = tuple(
        Lowering(figure=name, before=before, after=after, reason=(reason or "").strip())
        for name, before, after in worse
    )
    return Floors(
        fingerprint=today.fingerprint,
        documents=today.documents,
        floors=dict(today.high),
        ceilings=dict(today.low),
        lowered=(*(floors.lowered if floors else ()), *lowerings),
    )


def _worse(floors: Floors, today: Today) -> Sequence[tuple[str, float, float | None]]:
    below = [(n, floor, today.high.get(n)) for n, floor in floors.floors.items() if today.high.get(n, -1.0) < floor]
    above = [(n, top, today.low.get(n)) for n, top in floors.ceilings.items() if today.low.get(n, math.inf) > top]
    return (*below, *above)


def load_floors(path: Path) -> Floors:
    """The floors in a file.

    Raises:
        GateError: when it cannot be read or is not valid.
    """
    try:
        return Floors.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GateError(f"{path}: cannot be read: {error.strerror}; pin floors with --pin") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise GateError(f"{path}: is no file of floors: {where}: {first['msg']}") from error


def save_floors(path: Path, floors: Floors) -> None:
    """Write floors as JSON.

    Raises:
        GateError: when the file cannot be written.
    """
    data: dict[str, Any] = floors.model_dump(mode="json")
    try:
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise GateError(f"{path}: cannot be written: {error.strerror}") from error


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.4f}"
