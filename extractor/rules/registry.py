"""The registry: binds each path of the record to the one rule that fills it.

Adding a field touches two places: its declaration in `schemas`, and a function here below with `@rule("path")`. A path
that the record does not have fails at import with the list of those it has; a field without a rule fails a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from extractor.parts.divide import Division
from extractor.parts.head import Head
from extractor.parts.model import Parts
from extractor.tables.build import BuiltTables
from schemas.document import Document
from schemas.record import Record

_GIVEN = frozenset(
    {"schema_version", "source", "status", "reason", "document", "tables", "enclosed", "findings", "provenance"}
)
"""Keys of a record that the pipeline fills, not a rule."""
PATHS = tuple(f"document.{name}" for name in Document.model_fields) + tuple(
    name for name in Record.model_fields if name not in _GIVEN
)
"""Every path that needs a rule."""

RULES: dict[str, Callable[[Case], Any]] = {}
_Rule = TypeVar("_Rule", bound="Callable[[Case], Any]")


@dataclass(slots=True, eq=False)
class Case:
    """One document as the rules see it; values of other rules are made once, when first asked for."""

    division: Division
    built: BuiltTables
    _values: dict[str, Any]

    @classmethod
    def of(cls, division: Division, built: BuiltTables) -> Case:
        """A case with no value made yet."""
        return cls(division, built, {})

    @property
    def head(self) -> Head:
        """The head's lines."""
        return self.division.head

    @property
    def parts(self) -> Parts:
        """The document's parts."""
        return self.division.parts

    def value(self, path: str) -> Any:
        """What the rule for `path` says of this document."""
        if path not in self._values:
            self._values[path] = RULES[path](self)
        return self._values[path]


def rule(path: str) -> Callable[[_Rule], _Rule]:
    """Register the rule for a path.

    Raises:
        ValueError: for a path that the record does not have or that has a rule already.
    """
    if path not in PATHS:
        raise ValueError(f"no field {path!r}; the record has {', '.join(PATHS)}")
    if path in RULES:
        raise ValueError(f"{path!r} has a rule already: {RULES[path].__name__}")

    def register(function: _Rule) -> _Rule:
        RULES[path] = function
        return function

    return register
