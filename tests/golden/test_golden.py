from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.golden.documents import GOLDEN, documents, golden_of, text_of

AGAIN = "look at the difference; if it is right, run python -m tests.golden.write"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_record_is_the_golden_one(document: Path):
    """Each sample gives the record that a person looked at; a difference is shown line by line."""
    path = golden_of(document)
    assert path.exists(), f"no golden record for {document.name}: {AGAIN}"
    golden, now = (text.splitlines() for text in (path.read_text("utf-8"), text_of(document)))

    difference = "\n".join(difflib.unified_diff(golden, now, path.name, "now", lineterm="", n=2))

    assert not difference, f"{AGAIN}\n{difference}"


def test_every_golden_record_has_its_document():
    """A golden record of a document that is gone proves nothing."""
    assert sorted(GOLDEN.glob("*.json")) == sorted(golden_of(document) for document in documents())
