from __future__ import annotations

import argparse
import json

import pytest

from evaluation import commands
from evaluation.predictions import save_predictions
from tests.evaluation.labels import ABSENT, NEWS, PLAN, changed_head, gold, record_of

LABELS = {"a.txt": NEWS, "b.txt": PLAN}


@pytest.fixture
def folder(tmp_path):
    """Two documents whose bytes are their names, with labels."""
    path = tmp_path / "gold"
    path.mkdir()
    for name, label in LABELS.items():
        (path / name).write_text(name, encoding="utf-8")
        (path / name).with_suffix(".gold.json").write_text(json.dumps(label), encoding="utf-8")
    return path


def evaluate(*arguments):
    """The exit code of `evaluate` with these arguments."""
    parser = argparse.ArgumentParser()
    commands.configure(parser)
    return commands.run(parser.parse_args([*map(str, arguments)]))


def call(*arguments):
    """The exit code of `evaluate score` with these arguments."""
    return evaluate("score", *arguments)


def test_saved_predictions_are_scored(folder, tmp_path, capsys):
    """The report stands on standard output, the figures in the JSON file, exit code 0."""
    predictions, figures = tmp_path / "pred.jsonl", tmp_path / "figures.json"
    save_predictions(predictions, [record_of(name, gold(label)) for name, label in LABELS.items()])
    assert call(predictions, folder, "--errors", "--json", figures) == 0
    printed = capsys.readouterr().out
    assert "2 documents, 1 of them administrative" in printed
    assert printed.endswith("\nno errors\n")
    assert json.loads(figures.read_text())["subsets"][0]["whole_head"]["right"] == 1


def test_a_folder_is_extracted_and_scored(folder, tmp_path, capsys):
    """--run keeps one record a document with -o, and scoring them again gives the same report."""
    predictions = tmp_path / "pred.jsonl"
    assert call("--run", folder, "-o", predictions) == 0
    first = capsys.readouterr().out
    assert len(predictions.read_text(encoding="utf-8").splitlines()) == 2
    assert call(predictions, folder) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "name the saved records", id="nothing"),
        pytest.param(["PRED"], "name the saved records", id="no folder"),
        pytest.param(["PRED", "GOLD", "--profile", "x"], "go with --run", id="profile without run"),
        pytest.param(["PRED", "GOLD", "--run", "GOLD"], "not both", id="both"),
        pytest.param(["PRED", "nowhere"], "not a folder", id="no such folder"),
        pytest.param(["PRED", "GOLD"], "no prediction for b.txt", id="a document without prediction"),
    ],
)
def test_what_cannot_be_scored_is_one_line_and_exit_code_2(folder, tmp_path, capsys, arguments, message):
    """Standard output stays empty."""
    predictions = tmp_path / "pred.jsonl"
    save_predictions(predictions, [record_of("a.txt", gold(NEWS))])
    paths = {"PRED": predictions, "GOLD": folder, "nowhere": tmp_path / "nowhere"}
    assert call(*(paths.get(argument, argument) for argument in arguments)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert message in captured.err


def test_a_json_file_that_cannot_be_written(folder, tmp_path, capsys):
    """The path is named, nothing is printed as if all were well."""
    predictions = tmp_path / "pred.jsonl"
    save_predictions(predictions, [record_of(name, gold(label)) for name, label in LABELS.items()])
    assert call(predictions, folder, "--json", tmp_path / "no" / "f.json") == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.fixture
def runs(tmp_path):
    """Saved records: right ones, and ones that lost a value."""
    records = [record_of(name, gold(label)) for name, label in LABELS.items()]
    worse = [records[0], changed_head(records[1], place=ABSENT)]
    paths = tmp_path / "right.jsonl", tmp_path / "worse.jsonl"
    for path, saved in zip(paths, (records, worse), strict=True):
        save_predictions(path, saved)
    return paths


def test_a_loss_is_exit_code_1(folder, runs, capsys):
    """A gain, an allowed loss and no change are 0."""
    right, worse = runs
    assert evaluate("compare", right, worse, folder) == 1
    assert capsys.readouterr().out.startswith("lost 1, gained 0\n")
    assert evaluate("compare", right, worse, folder, "--allow-loss") == 0
    assert evaluate("compare", worse, right, folder, "--markdown") == 0
    assert capsys.readouterr().out.count("**Lost 0, gained 1**") == 1


def test_the_gate_fails_below_a_floor_and_is_lowered_with_a_reason_only(folder, runs, tmp_path, capsys):
    """Pinned, held, breached (1), refused without a reason (2), lowered with one."""
    right, worse = runs
    floors = ("--floors", tmp_path / "floors.json")
    assert evaluate("gate", right, folder, *floors) == 2
    assert evaluate("gate", right, folder, *floors, "--pin") == 0
    assert evaluate("gate", right, folder, *floors) == 0
    assert evaluate("gate", worse, folder, *floors) == 1
    assert "place: 0.0000 is below the floor 1.0000" in capsys.readouterr().out
    assert evaluate("gate", worse, folder, *floors, "--pin") == 2
    assert evaluate("gate", worse, folder, *floors, "--pin", "--lower") == 2
    assert evaluate("gate", worse, folder, *floors, "--pin", "--reason", "why") == 2
    assert evaluate("gate", worse, folder, *floors, "--pin", "--lower", "--reason", "the label was wrong") == 0
    assert evaluate("gate", worse, folder, *floors) == 0
    assert "the label was wrong" in (tmp_path / "floors.json").read_text(encoding="utf-8")


def test_a_report_is_written_and_each_run_of_a_set_is_logged(folder, runs, tmp_path, capsys):
    """Pages with words in one folder; a result without any in the other, which keeps the log of runs."""
    right, worse = runs
    to = ("--to", tmp_path / "pages", "--results", tmp_path / "results", "--name", "some-set")
    assert evaluate("report", right, folder, *to) == 0
    assert evaluate("report", worse, folder, *to) == 0
    result = (tmp_path / "results" / "some-set.json").read_text(encoding="utf-8")
    assert [run["head"] for run in json.loads(result)["runs"]] == [1.0, 0.9091]
    assert "Run 2 of this set." in (tmp_path / "results" / "some-set.md").read_text(encoding="utf-8")
    assert not any(word in result for word in ("b.txt", "Bình"))
    assert "b.txt" in (tmp_path / "pages" / "report.html").read_text(encoding="utf-8")
    assert str(tmp_path / "pages" / "report.html") in capsys.readouterr().out


def test_a_sixth_run_of_a_test_set_is_not_logged(folder, runs, tmp_path, capsys):
    """Five runs of one epoch are logged; then the set needs another seed and other bodies."""
    to = ("--to", tmp_path / "pages", "--results", tmp_path / "results", "--name", "some-set")
    for path in [path for path in folder.iterdir() if path.name.endswith(".gold.json")]:
        plan = path.with_name(path.name.replace(".gold.json", ".plan.json"))
        plan.write_text('{"split": "test", "epoch": 2}', encoding="utf-8")
    assert [evaluate("report", runs[0], folder, *to) for _ in range(6)] == [0] * 5 + [2]
    told = capsys.readouterr().err
    assert "epoch 2 of the test set has been logged 5 times" in told
    assert "epoch.toml" in told
    result = json.loads((tmp_path / "results" / "some-set.json").read_text(encoding="utf-8"))
    assert [run["epoch"] for run in result["runs"]] == [2] * 5


@pytest.mark.parametrize("name", ["../x", "A b", "", "x.json"])
def test_a_name_that_is_no_file_name_of_ours(folder, runs, tmp_path, name):
    """Nothing is written outside the folder of results; an empty name asks for none."""
    code = evaluate("report", runs[0], folder, "--to", tmp_path / "p", "--results", tmp_path / "r", "--name", name)
    assert code == (2 if name else 0)
    assert not (tmp_path / "r").exists()


def test_a_result_that_is_none_is_not_overwritten(folder, runs, tmp_path, capsys):
    """A log of runs is not lost by a wrong name."""
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    assert evaluate("report", runs[0], folder, "--to", tmp_path / "p", "--results", tmp_path, "--name", "x") == 2
    assert "is no result" in capsys.readouterr().err


def test_evidence_and_confidence_are_shown_on_demand(folder, runs, tmp_path, capsys):
    """A calibration fitted on the same records is shown beside."""
    curves = tmp_path / "curves.toml"
    assert evaluate("calibrate", runs[0], folder, "--calibration", curves) == 0
    capsys.readouterr()
    assert evaluate("score", runs[0], folder, "--evidence", "--confidence", "--calibration", curves, "--errors") == 0
    printed = capsys.readouterr().out
    assert "evidence: raw text at the span" in printed
    assert "confidence of fields after calibration" in printed
