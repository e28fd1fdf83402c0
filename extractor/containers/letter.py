"""Letters (RFC 5322, `.eml`): their attachments, and behind them their words, which may be a document themselves."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value
from typing import TypeAlias

from extractor.containers.bounds import Room
from extractor.containers.model import Entry
from extractor.containers.names import UNNAMED, decode_name, harmless, is_side_file
from extractor.errors import CorruptError, ReadError, TooLargeError
from extractor.limits import DOCUMENT

_BODY_TYPES = {"text/plain": "body.txt", "text/html": "body.html"}
_CID = re.compile(r"cid:([^\s\"'<>)]{1,200})", re.IGNORECASE)

Part: TypeAlias = "Message[str, str]"


class _AsWritten(Compat32):
    """Fields as they stand: bytes beyond ASCII, which no standard allows there, are kept for `decode_name`.

    Longer ones are cut: the library takes time by the square of their length.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 -- the signature is the library's
        """The value of a field, whatever its name."""
        return value[:DOCUMENT.letter_field]


def entries(data: bytes, room: Room) -> Iterator[Entry]:
    """The attachments of a letter in their order, those of letters inside it too, then its words.

    Raises:
        CorruptError: where its parts cannot be told apart.
        TooLargeError: where there are too many.
    """
    if data.count(b"\n--") > DOCUMENT.letter_marks:
        raise TooLargeError(f"the letter has more than {DOCUMENT.members} parts")
    try:
        parts = _leaves(message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=_AsWritten()))
    except (MessageError, RecursionError, ValueError, LookupError, IndexError) as error:
        raise CorruptError("the parts of the letter cannot be told apart") from error
    pictures = _shown(parts)
    words: dict[str, Entry] = {}
    for part in parts:
        path = _path(part)
        if path is None:
            words.setdefault(part.get_content_type(), _entry(part, (_BODY_TYPES[part.get_content_type()],), room, True))
        elif not is_side_file(path) and _content_id(part) not in pictures:
            room.enter()
            yield _entry(part, path, room)
    written = next((words[kind] for kind in _BODY_TYPES if kind in words and words[kind].data.strip()), None)
    if written is not None:
        yield written


def _leaves(letter: Part) -> list[Part]:
    """Parts that hold no others; `walk` is of the depth of the letter."""
    leaves: list[Part] = []
    for part in letter.walk():
        if not part.is_multipart():
            leaves.append(part)
        if len(leaves) > DOCUMENT.members:
            raise TooLargeError(f"the letter has more than {DOCUMENT.members} parts")
    return leaves


def _path(part: Part) -> tuple[str, ...] | None:
    """Name of an attachment; None for a part that is words of the letter itself."""
    name = _file_name(part)
    if name is None:
        attached = str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")
        if part.get_content_type() in _BODY_TYPES and not attached:
            return None
        name = UNNAMED
    return harmless(name)[-1:]


def _file_name(part: Part) -> str | None:
    """The name in the fields of an attachment, in whichever of the ways in which writers encode it."""
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(parameter, None, field)
            if value is not None:
                return _decoded(collapse_rfc2231_value(value).strip())
        except (HeaderParseError, MessageError, ValueError, LookupError, TypeError):
            continue
    return None


def _decoded(name: str) -> str:
    """RFC 2047 words decoded, and bytes that stand in a field as they are."""
    raw = name.encode("utf-8", "surrogateescape")
    if not raw.isascii():
        return decode_name(raw)
    return str(make_header(decode_header(name))) if "=?" in name else name


def _content_id(part: Part) -> str:
    return str(part.get("Content-ID", "")).strip("<> \t\r\n")


def _shown(parts: list[Part]) -> frozenset[str]:
    """Content ids of pictures that the letter's own page shows: logos and the like."""
    return pictures_in(_content(part) for part in parts if part.get_content_type() == "text/html")


def pictures_in(pages: Iterable[bytes]) -> frozenset[str]:
    """Content ids of what HTML pages show from their own letter."""
    begun = (page[: DOCUMENT.letter_page].decode("utf-8", "replace") for page in pages)
    return frozenset(match[1] for page in begun for match in _CID.finditer(page))


def _content(part: Part) -> bytes:
    """Decoded bytes of a part; empty where it cannot be decoded."""
    try:
        payload = part.get_payload(decode=True)
    except (binascii.Error, ValueError, LookupError, MessageError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _entry(part: Part, path: tuple[str, ...], room: Room, beside: bool = False) -> Entry:
    data = _content(part)
    if beside:
        charset = part.get_content_charset("utf-8")
        return Entry(path, _as_utf8(data, charset), beside=True)
    try:
        room.take(data, len(data))
    except ReadError as error:
        return Entry(path, b"", error)
    return Entry(path, data)


def _as_utf8(data: bytes, charset: str) -> bytes:
    """Words of a letter in the encoding that readers take for granted."""
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return data
