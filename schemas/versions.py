"""Forms of the record by version: what an older program wrote is read, and what an older reader takes can be written.

A change of the contract gets a new `SCHEMA_VERSION` and a `Step` here with its way back. A step works on the values of
the JSON object, never on models: the models of older versions are gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from schemas.record import SCHEMA_VERSION, Record

Values: TypeAlias = dict[str, Any]
"""A record as its JSON object."""
RELEASED = ("1.0",)
"""Every version that was ever released, oldest first; a test holds a stored record of each."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next. `down` undoes `up`: what the older form cannot say, it keeps under `later`."""

    older: str
    newer: str
    up: Callable[[Values], Values]
    down: Callable[[Values], Values]


STEPS: tuple[Step, ...] = ()
"""The steps between the versions of `RELEASED`, in their order."""


class SchemaVersionError(ValueError):
    """A record of a version that this program does not know."""


def load(line: str | bytes) -> Record:
    """A record of any released version as one of the newest.

    Raises:
        SchemaVersionError: a newer program wrote it.
        ValueError: it is no record (pydantic's `ValidationError` is a child of it).
    """
    try:
        values = json.loads(line)
    except RecursionError as error:
        raise SchemaVersionError("this is no record: it is nested too deeply") from error
    if not isinstance(values, dict):
        raise SchemaVersionError("this is no record")
    if values.get("schema_version") != SCHEMA_VERSION:
        line = json.dumps(migrate(values, SCHEMA_VERSION), ensure_ascii=False)
    return Record.model_validate_json(line)


def migrate(values: Values, target: str, steps: Sequence[Step] = STEPS) -> Values:
    """The values of a record in another version, step by step, up or down.

    Raises:
        SchemaVersionError: one of the versions is unknown.
    """
    versions = [step.older for step in steps] + [step.newer for step in steps[-1:]] or list(RELEASED)
    found = values.get("schema_version")
    for version in (found, target):
        if version not in versions:
            raise SchemaVersionError(f"records of version {version!r} are not known; known: {', '.join(versions)}")
    start, end = versions.index(str(found)), versions.index(target)
    for step in steps[start:end]:
        values = {**step.up(values), "schema_version": step.newer}
    for step in reversed(steps[end:start]):
        values = {**step.down(values), "schema_version": step.older}
    return values
