"""Every rule has an example: a short document and what the rule says of it.

The document is a `text`, or a `body` inside a whole report.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from extractor.rules.registry import RULES
from schemas.fields import FieldValue
from tests.extractor.documents import case_of, report

EXAMPLES = Path(__file__).parent / "examples"


def load() -> list[tuple[str, dict[str, Any]]]:
    """Path and example, file by file."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(EXAMPLES.glob("*.toml"))]
    return [(path, example) for data in files for path, examples in data.items() for example in examples]


def said(value: Any) -> Any:
    """A rule's value in the plain terms of an example: what has no value is its status in brackets."""
    if isinstance(value, FieldValue):
        known = value.value if value.value is not None else getattr(value, "partial", None)
        return f"({value.status})" if known is None else said(known)
    if isinstance(value, BaseModel):
        return {name: said(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [said(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | str | None) else str(value)


def narrowed(value: Any, expected: Any) -> Any:
    """The part of a value that an example speaks of: the keys it names, in lists of whatever length the value has."""
    if isinstance(expected, dict) and isinstance(value, dict):
        return {key: narrowed(value.get(key), part) for key, part in expected.items()}
    if isinstance(expected, list) and isinstance(value, list):
        padded = expected + [expected[-1] if expected else None] * len(value)
        return [narrowed(item, part) for item, part in zip(value, padded, strict=False)]
    return "none" if value is None else value


@pytest.mark.parametrize(
    ("path", "example"), load(), ids=lambda value: value if isinstance(value, str) else value["holds"]
)
def test_a_rule_says_what_its_example_expects(path: str, example: dict[str, Any]):
    """The rule for a path, on the example's document, gives the example's value."""
    text = example["text"] if "text" in example else report(example["body"])

    assert narrowed(said(case_of(text).value(path)), example["expected"]) == example["expected"]


@pytest.mark.parametrize("path", sorted(RULES))
def test_every_rule_has_an_example(path: str):
    """A rule without an example is named here: add one to tests/extractor/rules/examples."""
    examples = [example for other, example in load() if other == path]

    assert examples, f"the rule for {path!r} ({RULES[path].__module__}.{RULES[path].__name__}) has no example"


def test_every_example_has_its_rule():
    """An example of a path that the record does not have proves nothing."""
    assert sorted({path for path, _ in load()} - set(RULES)) == []
