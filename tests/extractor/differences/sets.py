"""Sets of records for tests of differences: a sample, and the sample with something changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from extractor.differences.compare import compare
from extractor.differences.model import Difference
from extractor.differences.sets import Line, Lines
from schemas.record import Record
from tests.extractor.writing.exports import sample

REPORT = "bc-phuong.txt"
ABSENT: dict[str, Any] = {"value": None, "raw": None, "status": "absent", "confidence": 0.95, "evidence": []}


def edited(edit: Callable[[dict[str, Any]], object], name: str = REPORT) -> Record:
    """The record of a sample after its JSON was edited."""
    values = json.loads(sample(name).to_json_line())
    edit(values)
    return Record.model_validate_json(json.dumps(values))


def differences(edit: Callable[[dict[str, Any]], object], name: str = REPORT) -> list[Difference]:
    """What differs between a sample and its edited record."""
    return list(compare(name, sample(name), edited(edit, name)))


def lines(*records: Record, path: str = "") -> Lines:
    """A set of records."""
    kept = [Line(path, record.to_json_line().encode()) for record in records]
    return lambda: iter(kept)
