"""Confidences made true: what rules give, by the curves that were fitted on labelled documents.

`vocabulary/confidence.toml` holds, for digital text and for text read from pictures, curves by path of the record:
confidence given → share right, both 0 to 1, straight lines between points. `vanthu evaluate calibrate` writes it.
Values of paths without a curve keep what their rule gave.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from pydantic import BaseModel

from extractor import vocabulary
from schemas.fields import FieldValue
from schemas.record import Record
from schemas.tables import Cell

_DECIMALS = 4
_APPLIED: ContextVar[bool] = ContextVar("_APPLIED", default=True)
_Model = TypeVar("_Model", bound=BaseModel)

Curve = Sequence[Sequence[float]]


@contextmanager
def as_rules_give_them() -> Iterator[None]:
    """Within it records keep the confidences of their rules: what a calibration is fitted on."""
    token = _APPLIED.set(False)
    try:
        yield
    finally:
        _APPLIED.reset(token)


def calibrated(record: Record) -> Record:
    """The record with the confidences of its values and cells on their curves."""
    if not _APPLIED.get():
        return record
    kind = "digital" if record.source.text_source == "digital" else "ocr"
    curves: Mapping[str, Curve] = vocabulary.load("confidence").get(kind, {})
    if not curves:
        return record
    found: Record = _model(record, "", curves)
    return found


def _model(model: _Model, path: str, curves: Mapping[str, Curve]) -> _Model:
    changed: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        new = _value(value, f"{path}.{name}" if path else name, curves)
        if new is not value:
            changed[name] = new
    return model.model_copy(update=changed) if changed else model


def _value(value: Any, path: str, curves: Mapping[str, Curve]) -> Any:
    if isinstance(value, FieldValue | Cell):
        curve = curves.get(path)
        told = value.text if isinstance(value, Cell) else value.evidence
        return _on(value, curve) if curve and told else value
    if isinstance(value, tuple):
        new = tuple(_value(each, path, curves) for each in value)
        return new if any(one is not other for one, other in zip(new, value, strict=True)) else value
    if isinstance(value, BaseModel) and any(key.startswith(path) for key in curves):
        return _model(value, path, curves)
    return value


def _on(value: _Model, curve: Curve) -> _Model:
    given: float = value.confidence  # type: ignore[attr-defined] # fields and cells have one, models in general not
    return value.model_copy(update={"confidence": on_curve(curve, given)})


def on_curve(curve: Curve, given: float) -> float:
    """The share right at a confidence given; flat beyond the ends of the curve."""
    place = bisect_left([point[0] for point in curve], given)
    if place == 0 or place == len(curve):
        return round(curve[min(place, len(curve) - 1)][1], _DECIMALS)
    (low, low_share), (high, high_share) = curve[place - 1], curve[place]
    return round(low_share + (high_share - low_share) * (given - low) / (high - low), _DECIMALS)
