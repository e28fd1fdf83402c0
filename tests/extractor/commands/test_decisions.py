from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.corpus import load_corpus
from extractor.batch.run import version_of
from extractor.commands.left_behind import tell_left_behind
from extractor.decisions.log import DecisionLog
from extractor.store.store import Outcome, SeenFile, Store, Work
from extractor.store.tables import RECORDS
from schemas.versions import load
from tests.extractor.commands.running import run
from tests.extractor.decisions.deciding import accept, edit, reject
from tests.extractor.differences.sets import edited
from tests.extractor.writing.exports import SAMPLES, sample

A = sample("bc-phuong.txt")
NEWS = sample("news.txt")
OTHER = edited(lambda record: record["document"]["place"].update(value="Khác", raw="Khác"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two files, one of them read otherwise by another version; a place decided by a person."""
    with Store.open(str(tmp_path / "store")) as opened:
        for record, path in ((A, "a/bc-phuong.txt"), (NEWS, "news.txt")):
            sha256 = opened.originals.put((SAMPLES / path.rpartition("/")[2]).read_bytes())
            opened.note([(SeenFile(path, 1, 1), sha256, None)])
            for version, read in ((version_of(), record), ("0.0+old", OTHER if record is A else record)):
                work = Work(sha256, path.rpartition("/")[2], version)
                opened.save(work, Outcome((read,), (None,), 0.0, 0))
        kept = next(iter(opened.records(version_of())))
        acts = [edit("document.place", "Huế"), accept("recipients"), reject("citations[0]")]
        DecisionLog(opened).append("An", kept.key, kept.record(), acts)
    return tmp_path / "store"


def exported(capsys, store, *options):
    """The first record of an export as JSON Lines."""
    target = store.parent / "x.jsonl"
    assert run(capsys, "export", store, "--format", "jsonl", "-o", target, *options).code == 0
    return load(target.read_text().split("\n")[0])


def test_an_export_has_what_was_decided(capsys, store):
    """Unless the records are asked for as they were read."""
    decided, read = exported(capsys, store), exported(capsys, store, "--as-read")

    assert [decided.document.place.value, read.document.place.value] == ["Huế", "Mỹ Tho"]
    assert len(decided.citations) == len(read.citations) - 1
    assert read == A


@pytest.mark.parametrize(("options", "has_it"), [((), True), (("--as-read",), False)])
def test_a_report_has_what_was_decided(capsys, store, options, has_it):
    """The page for people without the program too."""
    target = store.parent / "report.html"

    assert run(capsys, "report", store, "-o", target, *options).code == 0
    assert ("Huế" in target.read_text()) is has_it


def test_gold_is_what_a_person_settled(capsys, store, tmp_path):
    """A folder that the evaluation reads, whole or not at all; documents nobody settled are not in it."""
    target = tmp_path / "gold"

    ended = run(capsys, "gold", "export", store, "-o", target)

    (document,) = load_corpus(target).documents
    assert (ended.code, ended.err) == (0, f"{target}: 1 documents, 2 settled keys\n")
    assert (document.name, document.gold.place, document.gold.unlabelled[0]) == ("bc-phuong.txt", "Huế", "type")
    assert len(document.gold.recipients) == len(A.recipients)
    assert run(capsys, "gold", "export", store, "-o", target).code == 2
    assert run(capsys, "gold", "export", tmp_path / "none", "-o", tmp_path / "g").code == 2


def test_a_run_is_compared_with_what_was_decided(capsys, store):
    """Of everybody, or of one person."""
    ended = run(capsys, "diff", store, "--against", "decisions", "--format", "json")

    fields = {each["field"] for document in json.loads(ended.out)["documents"] for each in document["differences"]}
    assert (ended.code, fields) == (5, {"document.place", "citations"})
    assert run(capsys, "diff", store, "--against", "decisions", "--by", "Bình").code == 0


def test_a_run_is_compared_with_labels(capsys, store, tmp_path):
    """A folder of gold is a set too, and what it says can go into the log."""
    gold = tmp_path / "labels"
    gold.mkdir()
    (gold / "bc-phuong.gold.json").write_text(json.dumps({"place": "Vinh", "subject": "Khác"}))
    asked = ("diff", store, gold, "--as-read", "--field", "document.*")

    assert run(capsys, *asked).out.count("gold label") == 2
    ended = run(capsys, *asked, "--accept", "*.place", "--reviewer", "An", "--reason", "label")

    assert (ended.code, ended.out) == (5, "1 decisions written; 1 differences not named, 0 that no decision says\n")
    assert exported(capsys, store).document.place.value == "Vinh"


@pytest.mark.parametrize(("side", "value"), [("--accept", "Mỹ Tho"), ("--reject", "Khác")])
def test_differences_of_two_versions_are_decided(capsys, store, side, value):
    """Accepted, the second version is right; rejected, the first; the log says who and why."""
    versions = ("--version-a", "0.0+old", "--version-b", version_of())

    ended = run(capsys, "diff", store, *versions, side, "document.place", "--reviewer", "Bình", "--reason", "seen")

    assert (ended.code, ended.out[:19]) == (0, "1 decisions written")
    with Store.open(str(store)) as opened:
        last = list(DecisionLog(opened).entries())[-1]
    assert (last.reviewer, last.reason) == ("Bình", "seen")
    assert exported(capsys, store).document.place.value == value


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--against", "decisions", "--accept", "*", "--reviewer", "An"), "decided already"),
        (("--version-a", "0.0+old", "--accept", "*"), "need --reviewer"),
        (("--version-a", "0.0+old", "--accept", "*", "--reject", "*", "--reviewer", "An"), "name each once"),
        (("--version-a", "0.0+old", "--by", "An"), "goes with --against"),
        (("--version-a", "0.0+old", "--cause", "x"), "there is document, absent"),
        ((), "two sets"),
    ],
)
def test_what_cannot_be_decided_is_said_in_one_line(capsys, store, arguments, says):
    """Nothing is written."""
    ended = run(capsys, "diff", store, *arguments)

    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert says in ended.err


def test_files_of_records_have_no_log(capsys, tmp_path):
    """Decisions are kept in stores."""
    for name, record in (("a", A), ("b", OTHER)):
        (tmp_path / f"{name}.jsonl").write_text(record.to_json_line() + "\n")

    ended = run(capsys, "diff", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--accept", "*", "--reviewer", "An")

    assert (ended.code, "neither A nor B" in ended.err) == (2, True)


@pytest.fixture
def handed_in_again(tmp_path: Path) -> Path:
    """The folder of the store, where the file that was decided about has other bytes by now."""
    folder = tmp_path / "in" / "a"
    folder.mkdir(parents=True)
    (folder / "bc-phuong.txt").write_bytes((SAMPLES / "bc-phuong.txt").read_bytes() + b"\n")
    return folder.parent


def test_a_batch_says_that_decisions_are_about_other_bytes(capsys, store, handed_in_again):
    """One line with how many, why and what to do; for programs a number, and nothing for who wants quiet."""
    told = run(capsys, "batch", handed_in_again, "-o", store, "--jobs", "1")
    counted = run(capsys, "batch", handed_in_again, "-o", store, "--jobs", "1", "--json")
    quiet = run(capsys, "batch", handed_in_again, "-o", store, "--jobs", "1", "--quiet")

    assert [line for line in told.err.splitlines() if "decision" in line] == [
        "vanthu: 3 decisions lie on other bytes under a file name (bc-phuong.txt): what was decided about a file does "
        f"not go over to another one of its name; decide anew in vanthu review {store}"
    ]
    assert json.loads(counted.out.splitlines()[-1])["decisions_left_behind"] == 3
    assert quiet.err == ""


def test_review_says_that_decisions_are_about_other_bytes(capsys, store, handed_in_again, monkeypatch):
    """Before the desk opens; nothing where all hold."""
    monkeypatch.setattr("extractor.serving.server.serve", lambda *_, **__: None)

    before = run(capsys, "review", store)
    run(capsys, "batch", handed_in_again, "-o", store, "--jobs", "1", "--quiet")
    after = run(capsys, "review", store)

    assert (before.code, before.err) == (0, "")
    assert after.err.startswith("vanthu: 3 decisions lie on other bytes under a file name (bc-phuong.txt): ")


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ({}, ""),
        ({"a.txt": 1}, "vanthu: 1 decision lies on other bytes under a file name (a.txt): "),
        ({"a\x1b.txt": 1, "b": 2, "c": 3, "d": 4}, "vanthu: 10 decisions lie on other bytes under 4 file names (a"),
    ],
)
def test_the_line_about_decisions_left_behind(capsys, counts, line):
    """Some names, and none of their control characters."""
    tell_left_behind(counts, "look")

    said = capsys.readouterr().err
    assert said.startswith(line)
    assert "\x1b" not in said


@pytest.mark.parametrize(
    "arguments",
    [("export", "--format", "csv", "-o", "out"), ("report", "-o", "out.html"), ("gold", "export", "-o", "g")],
)
def test_a_damaged_record_is_one_line(capsys, store, tmp_path, monkeypatch, arguments):
    """Whoever asks for it hears what is wrong and what to do, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    with Store.open(str(store)) as opened, opened.transaction() as connection:
        connection.execute(RECORDS.update().values(record=b"\x00\xff"))
    words = 2 if arguments[0] == "gold" else 1

    ended = run(capsys, *arguments[:words], store, *arguments[words:])

    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "a record of the store is damaged" in ended.err
    assert "take the store back from a copy" in ended.err
    assert not (tmp_path / arguments[-1]).exists()
