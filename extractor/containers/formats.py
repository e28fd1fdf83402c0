"""Forms of containers, recognised by content; what opens each is loaded when it is first met."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.containers.archive import is_archive
from extractor.containers.bounds import Room
from extractor.containers.bundles import entries as archive_entries
from extractor.containers.model import Entry, Format
from extractor.containers.recognise import is_exchange, is_letter, is_outlook


def _letter_entries(data: bytes, room: Room) -> Iterator[Entry]:
    from extractor.containers.letter import entries  # noqa: PLC0415 -- loaded only for letters

    return entries(data, room)


def _exchange_entries(data: bytes, room: Room) -> Iterator[Entry]:
    from extractor.containers.exchange import entries  # noqa: PLC0415 -- lxml is loaded only for packages

    return entries(data, room)


def _outlook_entries(data: bytes, room: Room) -> Iterator[Entry]:
    from extractor.containers.outlook import entries  # noqa: PLC0415 -- loaded only for messages

    return entries(data, room)


FORMATS = (
    Format("application/zip", is_archive, archive_entries),
    Format("application/edxml+xml", is_exchange, _exchange_entries),
    Format("message/rfc822", is_letter, _letter_entries),
    Format("application/vnd.ms-outlook", is_outlook, _outlook_entries),
)
"""In the order in which they are tried."""


def format_of(data: bytes) -> Format | None:
    """The form of a container; None for a file that is read itself."""
    return next((known for known in FORMATS if known.recognises(data)), None)
