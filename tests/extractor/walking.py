"""Walks a whole record: every field, mention, heading and cell with its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from schemas.evidence import Evidence
from schemas.fields import FieldValue
from schemas.meaning import Mention


def models(value: Any, path: str = "record") -> Iterator[tuple[str, BaseModel]]:
    """Every model inside a record, outermost first."""
    if isinstance(value, BaseModel):
        yield path, value
        for name in type(value).model_fields:
            yield from models(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from models(item, f"{path}[{number}]")


def fields(record: BaseModel) -> Iterator[tuple[str, FieldValue[Any]]]:
    """Every field of a record."""
    return ((path, model) for path, model in models(record) if isinstance(model, FieldValue))


def quotations(record: BaseModel) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """Every stretch of text that a record claims to quote: path, words, where they stand."""
    for path, model in models(record):
        if isinstance(model, FieldValue | Mention) and model.raw is not None:
            yield path, model.raw, model.evidence


def values(record: BaseModel) -> Iterator[tuple[str, str]]:
    """Every value of a record without places: paths with status, value and the plain keys beside them."""
    for path, model in models(record):
        if isinstance(model, FieldValue):
            yield path, f"{model.status} {model.value} {getattr(model, 'partial', None)}"
            continue
        for name in type(model).model_fields:
            value = getattr(model, name)
            if isinstance(value, str | int | bool | float) and name not in _PLACES:
                yield f"{path}.{name}", str(value)


_PLACES = frozenset({"start", "end", "kind", "path", "page", "sha256", "bytes", "raw", "name", "confidence", "message"})
