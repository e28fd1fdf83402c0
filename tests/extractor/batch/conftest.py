"""A small folder, an empty store, and a run from one to the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.readers import Task
from extractor.batch.run import Options, Summary, run_batch, version_of
from extractor.batch.workshop import Done
from extractor.pipeline import process_all_bytes
from extractor.store.store import Outcome, Store

SAMPLES = Path("corpus/samples")
FILES = (
    "bc-phuong.txt",
    "kh-phuong.txt",
    "news.txt",
    "bc-so.docx",
    "bc-nil.txt",
    "english.txt",
    "broken/truncated.docx",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a few documents, one in a folder below."""
    made = tmp_path / "in"
    for name in FILES:
        target = made / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / name, target)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder."""
    with Store.open(str(tmp_path / "store")) as opened:
        yield opened


class InProcess:
    """Reads without a fence, one at a time: for tests of what happens around the reading."""

    at_once = 1

    def read(self, task: Task) -> Outcome:
        """Records and texts of the file."""
        found = process_all_bytes(task.file.data or b"", task.file.name)
        texts = tuple(each.source.text if each.source else None for each in found)
        return Outcome(tuple(each.record for each in found), texts, 0.1, 1)

    def stop(self) -> None:
        """Nothing to break off."""

    def close(self) -> None:
        """Nothing to end."""


def ran(folder: Path, store: Store, options: Options | None = None) -> tuple[Summary, list[Done]]:
    """One run, with what it told."""
    told: list[Done] = []
    summary = run_batch(folder, store, options or Options(jobs=1), lambda done, _summary, _left: told.append(done))
    return summary, told


def lines(store: Store) -> list[tuple[str, int, str]]:
    """The result set in its order."""
    return [(kept.path, kept.position, kept.line) for kept in store.records(version_of())]
