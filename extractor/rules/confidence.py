"""Confidences made true: what rules give, by the curves that were fitted on labelled documents.

`vocabulary/confidence.toml` holds, for digital text and for text read from pictures, curves by path of the record:
confidence given → share right, both 0 to 1, straight lines between points. `vanthu evaluate calibrate` writes it.
Values of paths without a curve keep what their rule gave. A curve is fitted on many values and knows nothing of the one
that was misread: what was read from a picture stays below `MOST_SURE_OF_PICTURES`, unless a closed list bears it out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from extractor import vocabulary
from extractor.text.passage import MOST_SURE_OF_PICTURES
from schemas.fields import FieldValue, Source
from schemas.record import Record
from schemas.tables import Cell

_DECIMALS = 4
_APPLIED: ContextVar[bool] = ContextVar("_APPLIED", default=True)
_Model = TypeVar("_Model", bound=BaseModel)

Curve = Sequence[Sequence[float]]

_LISTED = frozenset({"document.type"})
"""Paths whose values are taken from a closed list, which no misread word meets by chance."""


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
    found: Record = _model(record, "", _Scale(curves, kind == "ocr"))
    return found


@dataclass(frozen=True, slots=True)
class _Scale:
    """The curves of a kind of text, and whether its table cells were read from pictures."""

    curves: Mapping[str, Curve]
    from_pictures: bool
    _reached: dict[str, bool] = field(default_factory=dict)

    def confidence(self, path: str, value: FieldValue[Any] | Cell) -> float:
        """The confidence of a value on the curve of its path."""
        curve = self.curves.get(path)
        told = value.text if isinstance(value, Cell) else value.evidence
        if not curve or not told:
            return value.confidence
        found = on_curve(curve, value.confidence)
        read = self.from_pictures if isinstance(value, Cell) else value.source is Source.OCR
        return min(found, MOST_SURE_OF_PICTURES) if read and path not in _LISTED else found

    def reaches(self, path: str) -> bool:
        """Whether a curve belongs to anything below a path."""
        if path not in self._reached:
            self._reached[path] = any(key.startswith(path) for key in self.curves)
        return self._reached[path]


def _model(model: _Model, path: str, scale: _Scale) -> _Model:
    changed: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        new = _value(value, f"{path}.{name}" if path else name, scale)
        if new is not value:
            changed[name] = new
    return model.model_copy(update=changed) if changed else model


def _value(value: Any, path: str, scale: _Scale) -> Any:
    if isinstance(value, FieldValue | Cell):
        new = scale.confidence(path, value)
        return value if new == value.confidence else value.model_copy(update={"confidence": new})
    if isinstance(value, tuple):
        changed = tuple(_value(each, path, scale) for each in value)
        return changed if any(one is not other for one, other in zip(changed, value, strict=True)) else value
    if isinstance(value, BaseModel) and scale.reaches(path):
        return _model(value, path, scale)
    return value


def on_curve(curve: Curve, given: float) -> float:
    """The share right at a confidence given; flat beyond the ends of the curve."""
    place = bisect_left([point[0] for point in curve], given)
    if place == 0 or place == len(curve):
        return round(curve[min(place, len(curve) - 1)][1], _DECIMALS)
    (low, low_share), (high, high_share) = curve[place - 1], curve[place]
    return round(low_share + (high_share - low_share) * (given - low) / (high - low), _DECIMALS)
