from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.fence import Fence, Result
from schemas.record import Record
from tests.extractor.fence.conftest import HASTY

GOOD = (Path(__file__).resolve().parents[3] / "corpus" / "samples" / "bc-nil.txt").read_bytes()
STAGES = ("read", "structure", "sending")
ENDINGS = {
    "segfault": "failed.crash",
    "sigkill": "failed.crash",
    "abort": "failed.crash",
    "exit": "failed.crash",
    "panic": "failed.crash",
    "hang_up": "failed.crash",
    "answer_garbage": "failed.crash",
    "announce_too_much": "failed.too_large",
    "answer_without_end": "failed.too_large",
    "print_without_end": "failed.timeout",
    "hold_memory": "failed.memory",
    "fill_memory_in_c": "failed.memory",
    "raise_memory_error": "failed.memory",
    "write_a_large_file": "failed.too_large",
    "write_many_files": "failed.too_large",
    "sleep": "failed.timeout",
    "spin": "failed.timeout",
    "call_itself": "failed.crash",
    "fork_a_crowd": "failed.crash",
    "leave_a_grandchild": "failed.crash",
}
ONCE = {
    "answer_for_another": "failed.crash",
    "answer_what_is_no_record": "failed.crash",
    "write_outside": "failed.corrupt",
    "kill_the_parent": "failed.corrupt",
    "connect": "failed.corrupt",
}
"""What does the same at every stage."""
SENDING = {
    "hang_up": "failed.crash",
    "answer_garbage": "failed.timeout",
    "announce_too_much": "failed.timeout",
    "write_a_large_file": "failed.crash",
    "answer_without_end": "failed.crash",
}
"""Bytes in the middle of a record are taken for a part of it; an error after the pipeline has no reader's reason."""
CASES = [
    (act, stage, SENDING.get(act, code) if stage == "sending" else code)
    for act, code in ENDINGS.items()
    for stage in STAGES
] + [(act, "read", code) for act, code in ONCE.items()]


def processes_named(word: str) -> list[int]:
    """Living processes with that word on their command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if word.encode() in (process / "cmdline").read_bytes().split(b"\0"):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def check(result: Result, code: str) -> None:
    """One record of the bad file, with that reason, that keeps the contract."""
    (record,) = result.records
    assert record.reason is not None
    assert record.reason.code == code
    assert Record.model_validate_json(record.to_json_line()) == record
    assert (record.source.name, record.source.media_type) == ("bad.bin", "application/x-bad")


@pytest.mark.parametrize(("act", "stage", "code"), [case for case in CASES if case[2] != "failed.timeout"])
def test_whatever_a_reader_does_a_record_says_so(bad_fence: Fence, act: str, stage: str, code: str):
    """At each stage each bad end has its reason; the next file is read as ever."""
    check(bad_fence.run(f"BAD {stage} {act}".encode(), "bad.bin"), code)

    assert bad_fence.run(GOOD, "good.txt").records[0].status == "extracted"


@pytest.mark.parametrize(("act", "stage", "code"), [case for case in CASES if case[2] == "failed.timeout"])
def test_a_reader_that_never_ends_is_ended(hasty_fence: Fence, act: str, stage: str, code: str):
    """Whoever gives no sign of life is stopped, before the deadline and two seconds."""
    result = hasty_fence.run(f"BAD {stage} {act}".encode(), "bad.bin")

    check(result, code)
    assert result.seconds < HASTY.deadline + 2


def test_nothing_was_left_behind(bad_fence: Fence, outside: Path):
    """No process of a bad reader lives on, and nothing was written outside of the scratch folder."""
    bad_fence.run(b"BAD read leave_a_grandchild", "bad.bin")
    bad_fence.run(GOOD, "good.txt")

    assert processes_named("bad-grandchild") == []
    assert "writes" in bad_fence.missing() or not outside.exists()
    assert not os.path.lexists(outside.parent / "link")


@pytest.mark.parametrize(
    ("act", "code"),
    [("segfault", "partial.crash"), ("hold_memory", "partial.memory")],
)
def test_pages_before_the_one_that_kills_are_kept(bad_fence: Fence, act: str, code: str):
    """A file that fails at page 3 is a record cut short there, with the reason for which it failed."""
    result = bad_fence.run(f"BAD page {act}".encode(), "bad.bin")

    (record,) = result.records
    assert record.reason is not None
    assert (record.status, record.reason.code, record.source.pages) == ("partial", code, 2)
    assert record.document is not None
    assert record.document.code_number.value == "1"
    assert "at page 3" in record.reason.message


def test_a_file_that_fails_for_another_one_is_read_again(bad_fence: Fence):
    """What a used child cannot do is tried in a new one: the reader's damage of `structure` stays with its child."""
    bad_fence.run(b"BAD structure exit", "bad.bin")

    assert bad_fence.run(GOOD, "good.txt").records[0].status == "extracted"
