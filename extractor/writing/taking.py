"""Records taken out for an export: from a store, or from the lines that `vanthu extract -o` wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from extractor.containers.unpack import unpack
from extractor.errors import UsageError
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
    with path.open(encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream, start=1):
            taken = Taken(number, "", number - 1, line.removesuffix("\n"))
            try:
                source = taken.record.source
            except ValidationError as error:
                raise UsageError(f"{path.name}: line {number} is no record of this version's schema") from error
            yield replace(taken, path=source.container.split("/")[0] if source.container else source.name)


def valid_only(documents: Iterable[Taken]) -> Iterator[Taken]:
    """Those that no later file supersedes, numbered anew."""
    left = (taken for taken in documents if taken.superseded_by is None)
    for number, taken in enumerate(left, start=1):
        yield replace(taken, number=number)


@dataclass(frozen=True, slots=True)
class Files:
    """The files that the records of a store were made from."""

    originals: Originals
    known: Mapping[str, KnownFile]

    @classmethod
    def of(cls, store: Store) -> Files:
        """Those of a store."""
        return cls(store.originals, store.files())

    def original_of(self, taken: Taken) -> bytes:
        """The bytes that a record was made from, taken out of the containers they lie in.

        Raises:
            NoOriginalError: they are not kept, were changed, or are not in their container.
        """
        outer = self.known[taken.path].sha256 or ""
        try:
            data = self.originals.get(outer)
        except (OSError, ValueError) as error:
            raise NoOriginalError(str(error)) from error
        wanted = taken.record.source.sha256
        if wanted == outer:
            return data
        for member in unpack(data, taken.path.rpartition("/")[2]):
            if hashlib.sha256(member.data).hexdigest() == wanted:
                return member.data
        raise NoOriginalError(f"{taken.record.source.name} is not in {taken.path}")
