"""Of what type the contract declares each field to be, whatever stands there in a record."""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from schemas.record import Record

LED: Final = {"recommendations": "text", "difficulties": "text"}
"""Lists of objects that can be typed line by line: the field that a line is, all else of a new item stays open."""


@cache
def declared(field: str) -> Any:
    """The type of a path without indexes, of a list that of its items: `citations.date` gives `DateField`."""
    kind: Any = Record
    for name in field.split("."):
        kind = _item(kind.model_fields[name].annotation)
    return kind


def is_model(field: str) -> bool:
    """Whether a path is that of an object and not of a plain word."""
    kind = declared(field)
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _item(annotation: Any) -> Any:
    """The type behind `X | None` and `tuple[X, ...]`."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    kinds = [each for each in get_args(annotation) if each is not NoneType]
    is_generic = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return kinds[0] if len(kinds) == 1 and not is_generic else annotation


def value_type(kind: Any) -> Any:
    """The type of the value of a field: `date` for `DateField`."""
    return _item(kind.model_fields["value"].annotation)
