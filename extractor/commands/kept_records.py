"""Sets of records on the command line: a store, the folder of `extract -o`, or a file of JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import printable
from extractor.errors import InputNotFoundError, StoreError, UsageError

if TYPE_CHECKING:
    from extractor.differences.sets import Line
    from extractor.store.store import Store

ARGUMENT = "a store of vanthu batch (folder or database address), an output folder of vanthu extract, or a .jsonl file"
AS_READ = "records as they were read, without what reviewers decided (default: with it)"
_BUFFER = 1 << 20
"""Bytes read at a time: lines are long, and finding their ends in small pieces takes three times as long."""
_UNUSED = "memory://"
"""Where a store behind an address would keep originals: here none is read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which records of a store: version of program and rules, profile, and whether as they were read."""

    version: str | None = None
    profile: str = ""
    as_read: bool = False


@contextmanager
def kept_lines(location: str, chosen: Chosen) -> Iterator[Callable[[], Iterable[Line]]]:
    """What gives the records of a set anew each time it is called; `chosen` says which of a store.

    Raises:
        InputNotFoundError: there is no such set.
        StoreError: the store has no records of that version, or of several and none is named.
        UsageError: a version is named for what is no store.
    """
    if is_store(location):
        with opened(location) as store:
            yield lines_of(store, chosen)
        return
    lines = file_of(location, chosen)
    yield lambda: _of_file(lines)


def file_of(location: str, chosen: Chosen) -> Path:
    """The file of JSON Lines where there is no store.

    Raises:
        InputNotFoundError: there is none.
        UsageError: a version is named, which only stores tell apart.
    """
    path = Path(location)
    lines = path / "records.jsonl" if path.is_dir() else path
    if not lines.is_file():
        raise InputNotFoundError(f"{printable(location)}: no store and no file of records")
    if chosen.version is not None:
        raise UsageError(f"{printable(location)} is no store: its records have the version that they have")
    return lines


def is_store(location: str) -> bool:
    """Whether a store is there, and not a file or folder of records."""
    from extractor.store.database import is_address

    return is_address(location) or (Path(location) / "store.db").is_file()


def opened(location: str, originals: str | None = None) -> Store:
    """A store that is there; behind an address without one for its originals, none of these can be had.

    Raises:
        InputNotFoundError: there is none.
    """
    from extractor.store.database import is_address
    from extractor.store.store import Store

    if not is_store(location):
        raise InputNotFoundError(f"{printable(location)}: no store of vanthu batch")
    return Store.open(location, originals or (_UNUSED if is_address(location) else None))


def lines_of(store: Store, chosen: Chosen) -> Callable[[], Iterable[Line]]:
    """The records of a store as lines, with what was decided unless they are asked for as read.

    Raises:
        StoreError: the store has no records of that version, or of several and none is named.
    """
    from extractor.decisions.lines import decided_lines
    from extractor.decisions.log import DecisionLog

    version = version_in(store, chosen.version, chosen.profile)

    def lines() -> Iterator[Line]:
        return _of_store(store, version, chosen.profile)

    return lines if chosen.as_read else decided_lines(DecisionLog(store), lines)


def version_in(store: Store, asked: str | None, profile: str = "") -> str:
    """The version of records that is meant in a store: without a name the present one, of a profile as it is now.

    Raises:
        StoreError: there is none such, or several and none is named.
    """
    from extractor.batch.run import version_of

    found = store.versions()
    version = asked or version_of(profile)
    if version in found:
        return version
    if asked is None and len(found) == 1:
        return next(iter(found))
    if not found:
        raise StoreError("the store holds no records yet; vanthu batch FOLDER -o STORE reads a folder into it")
    there = ", ".join(found)
    raise StoreError(
        f"there are no records of version {version} (there are: {there}); name one of these, or run vanthu batch again"
    )


def _of_store(store: Store, version: str, profile: str) -> Iterator[Line]:
    from extractor.differences.sets import Line
    from extractor.store.packed import packed_records

    for kept in packed_records(store, version, profile):
        yield Line(kept.path, kept.record, is_packed=True, digest=kept.body, key=kept.key)


def _of_file(path: Path) -> Iterator[Line]:
    from extractor.differences.sets import Line

    with path.open("rb", buffering=_BUFFER) as stream:
        for number, line in enumerate(stream, start=1):
            if not line.startswith(b'{"'):
                raise UsageError(f"{printable(path.name)}: line {number} is no record")
            yield Line("", line)
