"""Records taken out for an export: from a store, or from the lines that `vanthu extract -o` wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from extractor.errors import NoDocumentError, ReadError, UsageError
from extractor.fence import Fence, Intake
from extractor.fence.task import Name
from extractor.fence.tasks import member_of
from extractor.store.originals import Originals
from extractor.store.store import KnownFile, Store
from extractor.writing.tabular import Taken


class NoOriginalError(Exception):
    """The file that a record was made from cannot be had."""


def taken_from_store(store: Store, version: str, profile: str) -> Iterator[Taken]:
    """The records of one version, in the order of the store; none where it has made none."""
    for number, kept in enumerate(store.records(version, profile), start=1):
        yield Taken(number, kept.path, kept.position, kept.line, kept.superseded_by)


def taken_from_lines(path: Path) -> Iterator[Taken]:
    """The records of a file of JSON Lines; none is known to be superseded, for the lines do not say.

    Raises:
        UsageError: a line is no record.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                taken = Taken(number, "", number - 1, line.decode().removesuffix("\n"))
                source = taken.record.source
            except (UnicodeDecodeError, ValidationError) as error:
                raise UsageError(f"{path.name}: line {number} is no record of this version's schema") from error
            yield replace(taken, path=source.container.split("/")[0] if source.container else source.name)


def valid_only(documents: Iterable[Taken]) -> Iterator[Taken]:
    """Those that no later file supersedes, numbered anew."""
    left = (taken for taken in documents if taken.superseded_by is None)
    for number, taken in enumerate(left, start=1):
        yield replace(taken, number=number)


@dataclass(slots=True)
class Files:
    """The files that the records of a store were made from; a context manager, as it may own processes.

    Containers are opened behind a fence, which is started with the first of them.
    """

    originals: Originals
    known: Mapping[str, KnownFile]
    _fence: Fence | None = field(default=None, init=False)
    _last: Intake | None = field(default=None, init=False)

    @classmethod
    def of(cls, store: Store) -> Self:
        """Those of a store."""
        return cls(store.originals, store.files())

    def __enter__(self) -> Self:
        """Nothing more to do: no process is started yet."""
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        """End all processes."""
        if self._fence is not None:
            self._fence.close()
            self._fence = None

    def original_of(self, taken: Taken) -> bytes:
        """The bytes that a record was made from, taken out of the containers they lie in.

        Raises:
            NoOriginalError: they are not kept, were changed, or are not in their container.
            FenceError: no process can be started to open their container.
        """
        outer = self._outer(taken)
        wanted = taken.record.source.sha256
        if wanted == outer.sha256 and outer.data is not None:
            return outer.data
        if self._fence is None:
            self._fence = Fence(first=Name.MEMBER)
        try:
            return member_of(self._fence, outer, wanted)
        except NoDocumentError as error:
            raise NoOriginalError(f"{taken.record.source.name} is not in {taken.path}") from error
        except ReadError as error:
            raise NoOriginalError(f"{taken.record.source.name} cannot be taken out of {taken.path}") from error

    def _outer(self, taken: Taken) -> Intake:
        """The file that a record is of; documents of one container mostly come one after the other."""
        digest = self.known[taken.path].sha256 or ""
        if self._last is None or self._last.sha256 != digest:
            try:
                data = self.originals.get(digest)
            except (OSError, ValueError) as error:
                raise NoOriginalError(str(error)) from error
            self._last = Intake.of(data, taken.path.rpartition("/")[2])
        return self._last
