from __future__ import annotations

import json

import pytest

from evaluation.corpus import load_corpus
from evaluation.errors import CorpusError
from tests.evaluation.labels import PLAN, REPORT


@pytest.fixture
def folder(tmp_path):
    """Two labelled documents."""
    for name, label in (("b.txt", REPORT), ("a.docx", PLAN)):
        (tmp_path / name).write_text(name, encoding="utf-8")
        (tmp_path / name).with_suffix(".gold.json").write_text(json.dumps(label), encoding="utf-8")
    return tmp_path


def test_documents_and_labels_are_paired_by_name(folder):
    """Documents come in the order of their names; a README and a table of sources are no documents."""
    (folder / "README.md").write_text("about")
    (folder / "SOURCES.tsv").write_text("name\tsource\n")
    assert [(each.name, each.gold.type) for each in load_corpus(folder).documents] == [
        ("a.docx", "KH"),
        ("b.txt", "BC"),
    ]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(lambda folder: (folder / "c.pdf").write_text("x"), "without a label: c.pdf", id="document"),
        pytest.param(lambda folder: (folder / "b.txt").unlink(), "without a document: b.gold.json", id="label"),
    ],
)
def test_a_gap_in_the_corpus_is_an_error(folder, spoil, message):
    """A document without label and a label without document are refused."""
    spoil(folder)
    with pytest.raises(CorpusError, match=message):
        load_corpus(folder)


def test_no_folder_and_no_documents_are_errors(tmp_path):
    """An empty corpus has no figures."""
    with pytest.raises(CorpusError, match="no labelled document"):
        load_corpus(tmp_path)
    with pytest.raises(CorpusError, match="not a folder"):
        load_corpus(tmp_path / "nowhere")


def test_the_fingerprint_follows_inputs_and_labels(folder):
    """It stays when nothing changes; a byte of a document or of a label changes it."""
    first = load_corpus(folder).fingerprint
    assert load_corpus(folder).fingerprint == first
    (folder / "b.gold.json").write_text(json.dumps(REPORT | {"note": "again"}))
    second = load_corpus(folder).fingerprint
    (folder / "a.docx").write_text("other")
    assert len({first, second, load_corpus(folder).fingerprint}) == 3


def test_folders_below_are_not_entered(folder):
    """Damaged files kept for other tests may stand in a folder below."""
    (folder / "broken").mkdir()
    (folder / "broken/c.pdf").write_text("x")
    assert len(load_corpus(folder).documents) == 2
