from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import pipeline
from extractor.errors import InputNotFoundError, ProfileError
from extractor.fence import Fence, FenceWarning, extract, extract_all, intake, process
from extractor.fence.connection import Connection
from extractor.fence.task import Name
from extractor.limits import PROCESS, DocumentLimits, published
from scripts.limits_page import limits_page
from tests.extractor.fence.conftest import ROOT
from tests.golden.documents import SAMPLES

TEXT = SAMPLES / "bc-nil.txt"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.suffix != ".json")
LIGHT = """
import sys
from extractor import extract
status = extract(sys.argv[1]).status
print(status, *({"extractor.pipeline", "spacy", "pypdfium2", "lxml", "underthesea"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    """One fence for the tests of this file."""
    with Fence() as fence:
        yield fence


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_records_are_those_of_the_pipeline(fence: Fence, path: Path):
    """Behind the fence the same file gives the same bytes and texts."""
    result = fence.run(path)
    expected = pipeline.process_all(path)

    assert [record.to_json_line() for record in result.records] == [item.record.to_json_line() for item in expected]
    assert list(result.texts) == [item.source.text if item.source else None for item in expected]
    assert result.peak_memory > 0


def test_bytes_are_read_under_the_name_they_are_given(fence: Fence):
    """A file in memory needs no path."""
    record = fence.run(TEXT.read_bytes(), "a.txt", profile="default").records[0]

    assert (record.source.name, record.provenance.profile) == ("a.txt", "default")


def test_the_public_functions_share_a_fence():
    """`extract`, `extract_all` and `process` give the same records."""
    assert (extract(TEXT),) == extract_all(TEXT) == process(TEXT).records


def test_a_profile_beside_the_caller_is_found(fence: Fence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The path of a profile is the caller's, wherever the child works."""
    (tmp_path / "own.toml").write_bytes((ROOT / "extractor/checks/profiles/default.toml").read_bytes())
    monkeypatch.chdir(tmp_path)

    assert fence.run(TEXT, profile="own.toml").records[0].status == "extracted"


@pytest.mark.parametrize("name", ["missing.pdf", "folder", "pipe", "/dev/zero"])
def test_what_is_no_file_is_an_error_of_the_caller(fence: Fence, tmp_path: Path, name: str):
    """Folders, pipes and devices are not waited for."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(InputNotFoundError):
        fence.run(tmp_path / name)


def test_an_unknown_profile_is_an_error_of_the_caller(fence: Fence):
    """It is found before the file is read."""
    with pytest.raises(ProfileError):
        fence.run(TEXT, profile="unknown")


def test_a_file_that_is_too_large_is_not_handed_over(fence: Fence, monkeypatch: pytest.MonkeyPatch):
    """Its record has size and SHA-256 all the same."""
    monkeypatch.setattr(intake, "DOCUMENT", DocumentLimits(file_bytes=100))
    (record,) = fence.run(TEXT).records

    assert record.reason is not None
    assert record.reason.code == "failed.too_large"
    assert (record.source.bytes, record.source.sha256) == (TEXT.stat().st_size, extract(TEXT).source.sha256)


def test_a_server_that_is_gone_is_started_again(fence: Fence):
    """Whoever kills it does not stop the run."""
    fence.run(TEXT)
    assert fence._connection is not None
    fence._connection._process.kill()

    assert fence.run(TEXT).records[0].status == "extracted"


def test_nothing_is_left_when_it_is_closed():
    """The scratch folder and the processes are gone; a later file starts them again."""
    fence = Fence()
    fence.run(TEXT)
    connection = fence._connection
    assert connection is not None
    fence.close()

    assert not connection.folder.exists()
    assert connection._process.poll() is not None
    assert fence.run(TEXT).records[0].status == "extracted"
    fence.close()


def test_threads_may_share_a_fence(fence: Fence):
    """Their files wait for each other."""
    seen = []
    workers = [threading.Thread(target=lambda: seen.append(fence.run(TEXT).records[0].status)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert seen == ["extracted"] * 4


def test_the_parent_stays_light():
    """Who calls the library loads nothing that reads documents."""
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, str(TEXT)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert (done.stdout.split(), done.stderr) == (["extracted"], "")


@pytest.mark.parametrize(("part", "words"), [("network", "reach the network"), ("writes", "write outside")])
def test_what_the_kernel_refuses_is_said(part: str, words: str, monkeypatch: pytest.MonkeyPatch):
    """Once, when the server has told."""
    monkeypatch.setattr(Connection, "_receive", lambda *_: ({"missing": [part], "rule_set": ""}, []))
    connection = Connection(PROCESS, Name.RECORDS)

    with pytest.warns(FenceWarning, match=words):
        connection.hello()
    connection.hello()
    connection.destroy()


def test_limits_are_published():
    """Each limit is on the page, with its value; the deadline sets the processor time."""
    page = limits_page()

    assert all(f"| `{name}` | " in page for name, *_ in published(PROCESS))
    assert PROCESS.within(2.5).cpu_seconds == 3
