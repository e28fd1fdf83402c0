"""Messages as Outlook stores them (`.msg`, [MS-OXMSG]): their attachments, and behind them their words.

A message is a compound file: a stream for each property, named by the property's number and type in hexadecimal, and a
storage for each attachment. An attached message is a storage of the same form.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import olefile

from extractor.containers.bounds import Room
from extractor.containers.letter import pictures_in
from extractor.containers.model import Entry
from extractor.containers.names import UNNAMED, decode_name, harmless, is_side_file
from extractor.errors import CorruptError, ReadError, TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.office.ole import OLE_DAMAGE

_Path = tuple[str, ...]
_ATTACHMENT: Final = "__attach_version1.0_#"
_LONG_NAME, _SHORT_NAME, _CONTENT_ID, _WORDS = "3707", "3704", "3712", "1000"
"""Properties that are strings: PidTagAttachLongFilename, -Filename, -ContentId, PidTagBody."""
_DATA, _MESSAGE, _PAGE = "37010102", "3701000D", "10130102"
"""Binary ones: PidTagAttachDataBinary, the storage of an attached message, PidTagHtml."""
_UNICODE, _EIGHT_BIT = "001F", "001E"


@dataclass(frozen=True, slots=True)
class _Store:
    """A compound file with the names of everything in it."""

    file: olefile.OleFileIO[Any]
    size: int
    streams: frozenset[_Path]
    storages: tuple[_Path, ...]

    def binary(self, path: _Path, name: str) -> bytes | None:
        """A property's bytes; None where it is not there.

        Raises:
            CorruptError: it is damaged, or says that it is larger than the file.
        """
        stream = (*path, f"__substg1.0_{name}")
        if stream not in self.streams:
            return None
        try:
            if self.file.get_size(list(stream)) > self.size:
                raise CorruptError("a part of the message says that it is larger than the file")
            data: bytes = self.file.openstream(list(stream)).read()
        except OLE_DAMAGE as error:
            raise CorruptError("a part of the message is damaged") from error
        return data

    def text(self, path: _Path, name: str) -> str:
        """A property's words; empty where it is not there."""
        wide = self.binary(path, name + _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decode_name(self.binary(path, name + _EIGHT_BIT) or b"").rstrip("\0")

    def attachments(self, message: _Path) -> Iterator[_Path]:
        """The storages of a message's attachments in their order."""
        for path in self.storages:
            if path[:-1] == message and path[-1].startswith(_ATTACHMENT):
                yield path


def entries(data: bytes, room: Room) -> Iterator[Entry]:
    """The attachments of a message, those of messages attached to it too, then its words.

    Raises:
        CorruptError: where its parts cannot be told apart.
        TooLargeError: where messages lie too deep in each other, or there are too many files.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = frozenset(map(tuple, file.listdir(streams=True, storages=False)))
            storages = tuple(sorted(map(tuple, file.listdir(streams=False, storages=True))))
            store = _Store(file, len(data), streams, storages)
            yield from _attached(store, (), room, 1)
            yield from _words(store)
    except OLE_DAMAGE as error:
        raise CorruptError("the parts of the message cannot be told apart") from error


def _attached(store: _Store, message: _Path, room: Room, depth: int) -> Iterator[Entry]:
    if depth > DOCUMENT.archive_depth:
        raise TooLargeError(f"messages lie in each other deeper than {DOCUMENT.archive_depth}")
    shown = pictures_in([store.binary(message, _PAGE) or b""])
    for path in store.attachments(message):
        inside = (*path, f"__substg1.0_{_MESSAGE}")
        if inside in store.storages:
            yield from _attached(store, inside, room, depth + 1)
            continue
        named = harmless(store.text(path, _LONG_NAME) or store.text(path, _SHORT_NAME) or UNNAMED)[-1:]
        if not is_side_file(named) and store.text(path, _CONTENT_ID).strip("<> ") not in shown:
            room.enter()
            yield _entry(store, path, named, room)


def _entry(store: _Store, path: _Path, named: _Path, room: Room) -> Entry:
    try:
        data = store.binary(path, _DATA)
        if data is None:
            raise CorruptError("the message names the file and does not hold it")
        room.take(data, len(data))
    except ReadError as error:
        return Entry(named, b"", error)
    return Entry(named, data)


def _words(store: _Store) -> Iterator[Entry]:
    """The message's own words: plain, else its page."""
    words = store.text((), _WORDS).strip()
    page = b"" if words else store.binary((), _PAGE) or b""
    if words:
        yield Entry(("body.txt",), words.encode("utf-8", "replace"), beside=True)
    elif page.strip():
        yield Entry(("body.html",), page, beside=True)
