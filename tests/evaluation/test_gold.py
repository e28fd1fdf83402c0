from __future__ import annotations

import json

import pytest

from evaluation.errors import GoldError
from evaluation.gold import load_gold
from tests.evaluation.labels import NEWS, PLAN, REPORT

TABLE = REPORT["tables"][0]


@pytest.mark.parametrize("label", [REPORT, PLAN, NEWS])
def test_a_valid_label_loads(tmp_path, label):
    """The three kinds of label of these tests are valid."""
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps(label), encoding="utf-8")
    assert load_gold(path).type == label["type"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"type": "XX"}, "Annex III", id="type"),
        pytest.param({"number": 12}, "number: Input should be a valid string", id="number as a number"),
        pytest.param({"number": None}, "`number` and `number_status` present disagree", id="no value"),
        pytest.param({"number_status": "blank"}, "disagree", id="value of a blank"),
        pytest.param({"date_status": "partial"}, "disagree", id="partial with value"),
        pytest.param({"date_partial": "2026"}, "date_partial", id="partial of a whole date"),
        pytest.param({"date": "25/3/2026"}, "date", id="date not ISO"),
        pytest.param({"unsure": ["subjct"]}, "no key of a label", id="unsure of nothing"),
        pytest.param({"unsur": ["subject"]}, "is it 'unsure'?", id="misspelt key"),
        pytest.param({"missing": ["seal"]}, "missing.0", id="unknown part"),
        pytest.param({"tables": [TABLE | {"rows": [["1"]]}]}, "1 cells for 4 columns", id="ragged table"),
        pytest.param({"tables": [TABLE | {"rows_total": 1}]}, "2 rows of 1", id="more rows than total"),
        pytest.param({"appendices": [{"title": "", "refers_to": None, "tables": [1]}]}, "appendix", id="index"),
        pytest.param({"citations": [{"ref": "", "date": None}]}, "citations.0.ref", id="empty reference"),
    ],
)
def test_a_wrong_label_is_refused_loudly(tmp_path, changes, message):
    """The error names the file and says what is wrong."""
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps(REPORT | changes), encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert str(caught.value).startswith("a.gold.json: ")
    assert message in str(caught.value)


def test_a_key_that_is_absent_is_refused(tmp_path):
    """Null has to be written: a forgotten key would turn its field off."""
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps({key: value for key, value in REPORT.items() if key != "place"}))
    with pytest.raises(GoldError, match="place: Field required"):
        load_gold(path)


def test_what_nobody_labelled_is_left_out_and_named(tmp_path):
    """Then it is no forgotten key, and never scored."""
    path = tmp_path / "a.gold.json"
    left = {key: value for key, value in REPORT.items() if key not in {"place", "tables", "signature"}}
    path.write_text(json.dumps(left | {"appendices": [], "unlabelled": ["place", "tables", "signature"]}))

    gold = load_gold(path)

    assert (gold.place, gold.tables, gold.unlabelled) == (None, (), ("place", "tables", "signature"))


@pytest.mark.parametrize(
    ("unlabelled", "message"),
    [
        (["subject"], "'subject' is labelled and named"),
        (["is_administrative"], "no key that can be left out"),
        (["subjct"], "no key that can be left out"),
        ([5], "no key that can be left out"),
        ("subject", "unlabelled: "),
    ],
)
def test_a_key_is_labelled_or_not(tmp_path, unlabelled, message):
    """One that is both, or is none, is refused."""
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps(REPORT | {"unlabelled": unlabelled}))
    with pytest.raises(GoldError, match=message):
        load_gold(path)


def test_remarks_are_kept_out_of_the_way(tmp_path):
    """Keys beyond the list are remarks."""
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps(REPORT | {"responds_to_also": ["1/X"], "numbering_row": []}))
    assert load_gold(path).responds_to == REPORT["responds_to"]


def test_a_label_that_cannot_be_read_is_refused(tmp_path):
    """Neither rubbish nor an absent file is a label."""
    path = tmp_path / "a.gold.json"
    with pytest.raises(GoldError, match="cannot be read"):
        load_gold(path)
    path.write_bytes(b"\xff{")
    with pytest.raises(GoldError, match="Invalid JSON"):
        load_gold(path)
