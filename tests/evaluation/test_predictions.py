from __future__ import annotations

import pytest

from evaluation.errors import PredictionError
from evaluation.predictions import assign_predictions, load_predictions, save_predictions
from tests.evaluation.labels import PLAN, REPORT, corpus, gold, record_of, source

LABELS = {"a.txt": gold(REPORT), "b.txt": gold(PLAN)}
RECORDS = [record_of(name, label) for name, label in LABELS.items()]


def renamed(record, **changes):
    """A record of another source."""
    return record.model_copy(update={"source": record.source.model_copy(update=changes)})


def test_saved_records_come_back_the_same(tmp_path):
    """Writing and reading loses nothing."""
    path = tmp_path / "pred.jsonl"
    save_predictions(path, RECORDS)
    assert load_predictions(path) == tuple(RECORDS)


@pytest.mark.parametrize("records", [RECORDS, RECORDS[::-1], [renamed(RECORDS[0], name="z.txt"), RECORDS[1]]])
def test_records_find_their_documents(records):
    """By name in any order, else by the hash of the bytes."""
    pairs = assign_predictions(corpus(LABELS), records).pairs
    assert [(each.name, record.source.sha256) for each, record in pairs] == [
        (name, source(name).sha256) for name in LABELS
    ]


def test_of_several_documents_in_a_file_the_first_is_scored():
    """A label is of the principal document; those enclosed in the file have records of their own."""
    enclosed = renamed(RECORDS[0], text_range=(10, 20))
    pairs = assign_predictions(corpus(LABELS), [RECORDS[0], enclosed, RECORDS[1]]).pairs
    assert [record.source.text_range for _, record in pairs] == [None, None]


@pytest.mark.parametrize(
    ("records", "message"),
    [
        pytest.param(RECORDS[:1], "no prediction for b.txt", id="absent"),
        pytest.param([*RECORDS, RECORDS[0]], "two predictions for a.txt", id="doubled"),
        pytest.param([renamed(RECORDS[0], sha256="0" * 64), RECORDS[1]], "other bytes than a.txt", id="bytes"),
    ],
)
def test_silence_and_confusion_are_refused(records, message):
    """A document without its one record cannot be scored."""
    with pytest.raises(PredictionError, match=message):
        assign_predictions(corpus(LABELS), records)


def test_records_of_other_documents_are_counted():
    """They are not scored, and not hidden."""
    records = [*RECORDS, record_of("c.txt", gold(PLAN))]
    assert assign_predictions(corpus(LABELS), records).unlabelled == 1


def test_a_file_that_holds_no_records_is_refused(tmp_path):
    """The message names the line."""
    path = tmp_path / "pred.jsonl"
    with pytest.raises(PredictionError, match="cannot be read"):
        load_predictions(path)
    path.write_text(RECORDS[0].to_json_line() + '\n{"source": 1}\n', encoding="utf-8")
    with pytest.raises(PredictionError, match="line 2 is no record"):
        load_predictions(path)
    with pytest.raises(PredictionError, match="cannot be written"):
        save_predictions(tmp_path / "no" / "pred.jsonl", RECORDS)
