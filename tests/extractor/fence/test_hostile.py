from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.hostile.bombs import BOMBS
from corpus.hostile.cases import BOMB_EVERY, case
from extractor.fence import Fence
from extractor.limits import PROCESS
from schemas.record import Record
from scripts import hostile
from tests.extractor.fence.conftest import ROOT

CRASHERS = sorted(path for path in (ROOT / "corpus/hostile/crashers").iterdir() if path.suffix != ".md")
QUICK = replace(PROCESS.within(30.0), silence=30.0)
CHEAP = {"recursive_form", "huge_page", "page_tree_loop", "huge_tiff", "ways_out", "nested_tables", "entities"} | {
    "foreign_entity",
    "far_cell",
    "wide_html",
    "mails_in_mails",
    "deep_pdf_array",
}
"""Bombs that a reader sees through at once."""


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    """A fence for the tests of this file; the deadline lets a busy machine begin."""
    with Fence(QUICK) as fence:
        yield fence


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: path.name)
def test_crashers_stay_fixed(fence: Fence, path: Path):
    """No file that once crashed the reading does so again."""
    codes = [record.reason.code for record in fence.run(path).records if record.reason]

    assert not [code for code in codes if code.endswith((".crash", ".timeout", ".memory"))]


def test_every_crasher_is_told():
    """Each has a line that says what it did."""
    page = (ROOT / "corpus/hostile/crashers/README.md").read_text(encoding="utf-8")

    assert CRASHERS
    assert all(f"| `{path.name}` |" in page for path in CRASHERS)


@pytest.mark.parametrize("bomb", [bomb for bomb in BOMBS if bomb.__name__ in CHEAP], ids=lambda bomb: bomb.__name__)
def test_bombs_that_are_seen_through_take_no_time(fence: Fence, bomb):
    """They end in a status of their own, not by being killed."""
    result = fence.run(bomb(), bomb.__name__)

    assert result.records
    assert not [r for r in result.records if r.reason and r.reason.code.endswith((".timeout", ".crash", ".memory"))]


@pytest.mark.parametrize("number", [1, 2, 3, 7, 2 * BOMB_EVERY, 60, 61, 62])
def test_a_number_is_a_file(number: int):
    """The same number and seed give the same bytes; another seed gives others, but for the bombs."""
    one, again, other = case(number), case(number), case(number, seed=1)

    assert one == again
    assert (one.data == other.data) == (number % BOMB_EVERY == 0)


def test_the_stream_is_the_files():
    """What the generator writes to its output is what it makes."""
    done = subprocess.run(
        [sys.executable, "-m", "corpus.hostile", "--first", "5", "--count", "2"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    head, _, rest = done.stdout.partition(b"\n")
    size = json.loads(head)["bytes"]

    assert json.loads(head)["name"] == case(5).name
    assert hashlib.sha256(rest[:size]).digest() == hashlib.sha256(case(5).data).digest()
    assert json.loads(rest[size:].partition(b"\n")[0])["number"] == 6


def test_a_run_that_is_stopped_goes_on(tmp_path: Path):
    """Files up to the twelfth in two runs count as twelve, and all that has to be 0 is."""
    path = tmp_path / "hostile.json"
    hostile.run(5, hostile.Tally(1, 4.0, files=1), path)
    hostile.run(12, hostile.Tally.load(path, 1, 4.0), path)
    kept = json.loads(path.read_text(encoding="utf-8"))

    assert kept["files"] == 12
    assert sum(kept["statuses"].values()) == kept["records"] >= 11
    assert [kept[name] for name in ("batch_crashes", "without_status", "past_deadline", "schema_breaks")] == [0] * 4
    assert hostile.Tally.load(path, 2, 4.0).files == 0


def test_hostile_records_keep_the_contract(fence: Fence):
    """Whatever comes out of damaged files can be read back, and is the same the second time."""
    for number in (11, 12, 13, 14, 15):
        made = case(number)
        lines = [[r.to_json_line() for r in fence.run(made.data, made.name).records] for _ in range(2)]
        assert lines[0] == lines[1]
        assert [Record.model_validate_json(line).to_json_line() for line in lines[0]] == lines[0]
