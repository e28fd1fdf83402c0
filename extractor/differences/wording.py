"""The words of a part of a record: what it is aligned by, and how it is shown when the other record has none.

Also the words of a comparison itself in Vietnamese, from `words.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any, Final

from pydantic import BaseModel

from extractor.review.fields import EVIDENCE, value_of
from schemas.fields import FieldValue
from schemas.tables import Cell

LONGEST: Final = 400
"""Characters of the words of an item: enough to know it again, and a bound on what comparing costs."""


def words_of(item: object) -> str:
    """Values of an item in their order, joined by ` · `, at most `LONGEST` characters of them."""
    parts: list[str] = []
    length = 0
    for part in _parts(item):
        parts.append(part)
        length += len(part) + 3
        if length >= LONGEST:
            break
    return " · ".join(parts)[:LONGEST]


def _parts(item: object) -> Iterator[str]:
    if isinstance(item, FieldValue | Cell):
        yield from _parts(value_of(item))
    elif isinstance(item, tuple):
        for part in item:
            yield from _parts(part)
    elif isinstance(item, BaseModel):
        if not isinstance(item, EVIDENCE):
            yield from (words for _, part in item for words in _parts(part))
    elif item is not None and item != "":
        yield _plain(item)


def _plain(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def word(group: str, code: str, language: str) -> str:
    """A code in the words of a language; English shows codes as they are."""
    return _table()[group].get(code, code) if language == "vi" else code


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("extractor.differences").joinpath("words.toml").read_text("utf-8"))
