"""Opens containers within containers, down to the files that readers take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.containers.bounds import Room
from extractor.containers.formats import format_of
from extractor.containers.model import Entry, Member
from extractor.errors import NoDocumentError, ReadError, TooLargeError
from extractor.limits import DOCUMENT


def unpack(data: bytes, name: str) -> Iterator[Member]:
    """The files to be read for one input, in their order; what is no container is its own only member.

    A container without a readable file gives one member, itself, with the failure that says so.
    """
    try:
        yield from _members(Entry((name,), data), None, 1, Room())
    except Exception as error:  # noqa: BLE001 -- the edge: what was found before a defect was met stays
        yield Member(name, data, failure=error)


def _members(entry: Entry, container: str | None, depth: int, room: Room) -> Iterator[Member]:
    name = entry.path[-1]
    known = None if entry.failure else format_of(entry.data)
    if known is None:
        yield Member(name, entry.data, container, entry.failure, entry.header, entry.beside)
        return
    if depth > DOCUMENT.archive_depth:
        why = TooLargeError(f"it lies in more than {DOCUMENT.archive_depth} containers, one within the other")
        yield Member(name, entry.data, container, why)
        return
    here = name if container is None else f"{container}/{name}"
    empty = True
    try:
        for inner in known.entries(entry.data, room):
            empty = False
            told = inner if inner.header else replace(inner, header=entry.header)
            yield from _members(told, "/".join((here, *inner.path[:-1])), depth + 1, room)
    except ReadError as error:
        yield Member(name, entry.data, container, error)
        return
    if empty:
        yield Member(name, entry.data, container, NoDocumentError("the container holds no documents"))
