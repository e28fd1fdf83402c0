from __future__ import annotations

import json

import pytest

from evaluation.corpus import load_corpus
from evaluation.gate import load_floors
from scripts.check_shape import ROOT

RESULTS = ROOT / "evaluation" / "results"
SETS = sorted(path for path in RESULTS.glob("*.json") if path.name != "floors.json")


def test_the_floors_are_pinned_for_the_samples_as_they_are():
    """Whoever changes a sample or its label pins the floors again."""
    floors, samples = load_floors(RESULTS / "floors.json"), load_corpus(ROOT / "corpus" / "samples")
    assert (floors.fingerprint, floors.documents) == (samples.fingerprint, len(samples.documents))


def test_every_lowered_floor_has_a_reason():
    """A floor that went down silently is no floor."""
    assert all(lowering.reason.strip() for lowering in load_floors(RESULTS / "floors.json").lowered)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_result_opens_with_its_failures_and_names_no_document(path):
    """Failures, fingerprint, N, version and runs are there; nothing in it looks like the name of a file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    assert list(data)[:4] == ["failures", "fingerprint", "documents", "version"]
    assert len(data["runs"]) > 0
    page = path.with_suffix(".md").read_text(encoding="utf-8")
    assert not any(suffix in text for text in (page, json.dumps(data)) for suffix in (".pdf", ".docx", ".txt"))
