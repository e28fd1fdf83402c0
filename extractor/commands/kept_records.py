"""Sets of records on the command line: a store, the folder of `extract -o`, or a file of JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import printable
from extractor.errors import InputNotFoundError, StoreError, UsageError

if TYPE_CHECKING:
    from extractor.differences.sets import Line
    from extractor.store.store import Store

ARGUMENT = "a store of vanthu batch (folder or database address), an output folder of vanthu extract, or a .jsonl file"
_UNUSED = "memory://"
"""Where a store behind an address would keep originals: here none is read."""


@contextmanager
def kept_lines(location: str, version: str | None = None, profile: str = "") -> Iterator[Callable[[], Iterable[Line]]]:
    """What gives the records of a set anew each time it is called; `version` and `profile` choose in a store.

    Raises:
        InputNotFoundError: there is no such set.
        StoreError: the store has no records of that version, or of several and none is named.
        UsageError: a version is named for what is no store.
    """
    from extractor.store.database import is_address

    path = Path(location)
    if is_address(location) or (path / "store.db").is_file():
        with _store(location) as store:
            chosen = _version(store, version)
            yield lambda: _of_store(store, chosen, profile)
        return
    lines = path / "records.jsonl" if path.is_dir() else path
    if not lines.is_file():
        raise InputNotFoundError(f"{printable(location)}: no store and no file of records")
    if version is not None:
        raise UsageError(f"{printable(location)} is no store: its records have the version that they have")
    yield lambda: _of_file(lines)


def _store(location: str) -> Store:
    from extractor.store.database import is_address
    from extractor.store.store import Store

    return Store.open(location, _UNUSED if is_address(location) else None)


def _version(store: Store, asked: str | None) -> str:
    from extractor.batch.run import version_of

    found = store.versions()
    version = asked or version_of()
    if version in found:
        return version
    if asked is None and len(found) == 1:
        return next(iter(found))
    there = ", ".join(found) or "none"
    raise StoreError(f"there are no records of version {version} (there are: {there}); name one of these")


def _of_store(store: Store, version: str, profile: str) -> Iterator[Line]:
    from extractor.differences.sets import Line

    for kept in store.records(version, profile):
        yield Line(kept.path, kept.line.encode())


def _of_file(path: Path) -> Iterator[Line]:
    from extractor.differences.sets import Line

    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.startswith(b'{"'):
                raise UsageError(f"{printable(path.name)}: line {number} is no record")
            yield Line("", line)
