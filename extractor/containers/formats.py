"""Forms of containers, recognised by content; what opens each is loaded when it is first met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractor.containers.archive import entries as archive_entries
from extractor.containers.archive import is_archive
from extractor.containers.bounds import Room
from extractor.containers.model import Entry, Format

_HEAD: Final = 65_536
"""Bytes in which the header of a letter is looked for."""
_BLANK: Final = b"\xef\xbb\xbf\r\n"
_FIELD = re.compile(rb"(?:From [^\r\n]*|([A-Za-z][A-Za-z0-9-]{0,60}):[^\r\n]*|[ \t][^\r\n]*)(?:\r?\n|\r)")
_TELLING = frozenset({b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to"})
"""Fields that only letters have; one that a person could type above a text (`Date:`) says nothing."""
_ALSO = frozenset({b"from", b"to", b"subject", b"date", b"content-type", b"reply-to"})
_MAX_JUNK: Final = 64
"""Bytes that writers of packages leave before the XML."""
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?edxml(?:envelope|header)?[\s>/]", re.IGNORECASE)


def is_letter(data: bytes) -> bool:
    """Whether the bytes begin with the header of a letter: a field that only letters have, and one more."""
    names, at, head = set(), 0, data[:_HEAD].lstrip(_BLANK)
    while match := _FIELD.match(head, at):
        names.add((match[1] or b"").lower())
        at = match.end()
    return bool(names & _TELLING) and len(names & (_TELLING | _ALSO)) > 1


def is_exchange(data: bytes) -> bool:
    """Whether an edXML element stands at the start of the bytes, behind no more than a little junk."""
    head = data[:4096].replace(b"\0", b"")
    return 0 <= head.find(b"<") <= _MAX_JUNK and _ROOT.search(head) is not None


def _letter_entries(data: bytes, room: Room) -> Iterator[Entry]:
    from extractor.containers.letter import entries  # noqa: PLC0415 -- loaded only for letters

    return entries(data, room)


def _exchange_entries(data: bytes, room: Room) -> Iterator[Entry]:
    from extractor.containers.exchange import entries  # noqa: PLC0415 -- lxml is loaded only for packages

    return entries(data, room)


FORMATS = (
    Format("application/zip", is_archive, archive_entries),
    Format("application/edxml+xml", is_exchange, _exchange_entries),
    Format("message/rfc822", is_letter, _letter_entries),
)
"""In the order in which they are tried."""


def format_of(data: bytes) -> Format | None:
    """The form of a container; None for a file that is read itself."""
    return next((known for known in FORMATS if known.recognises(data)), None)
