"""ZIP archives of documents; office documents, which are ZIP packages too, are documents and no archives."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice

from extractor.containers.bounds import Room
from extractor.containers.model import Entry
from extractor.containers.names import decode_name, harmless, is_side_file
from extractor.errors import CorruptError, EncryptedError, ReadError
from extractor.limits import DOCUMENT
from extractor.reading.zip_damage import ZIP_DAMAGE

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
"""Number of the extra field that carries the name in UTF-8."""
_PACKAGE_MARKS = frozenset({"[content_types].xml", "mimetype"})
_CHUNK = 1 << 20
_BEGINNING = 4_096
"""Bytes of a file by which it is recognised."""


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except ZIP_DAMAGE as error:
        raise CorruptError("the archive's end is missing or damaged") from error


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a readable ZIP archive and no office document."""
    if not data.startswith(_SIGNATURES):
        return False
    try:
        with _opened(data) as archive:
            return not _is_package(archive.namelist())
    except CorruptError:
        return False


def _is_package(names: Sequence[str]) -> bool:
    """Office packages name their parts in a file of their own; some writers forget it."""
    lowered = [name.replace("\\", "/").casefold() for name in names]
    return any(name in _PACKAGE_MARKS or (name.endswith("document.xml") and name.count("/") <= 1) for name in lowered)


def _listed(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    """Files with their harmless paths, without folders, links and side files."""
    for info in archive.infolist():
        path = harmless(_name(info))
        # `is_dir` fails for a member without a name.
        is_folder = info.filename.endswith("/")
        if not (is_folder or stat.S_ISLNK(info.external_attr >> 16) or is_side_file(path)):
            yield info, path


def count_files(data: bytes) -> int:
    """How many files `entries` would give."""
    with _opened(data) as archive:
        return sum(1 for _ in _listed(archive))


def beginnings(data: bytes) -> list[tuple[tuple[str, ...], bytes]]:
    """Path and first bytes of each file that `entries` would give, of no more than an archive may have.

    Raises:
        CorruptError: where the archive cannot be opened.
    """
    with _opened(data) as archive:
        listed = islice(_listed(archive), DOCUMENT.members)
        return [(path, _beginning(archive, info)) for info, path in listed]


def _beginning(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Nothing of a file that cannot be unpacked: who unpacks all of it says why."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        return b""
    try:
        with archive.open(info) as stream:
            return stream.read(_BEGINNING)
    except ZIP_DAMAGE:
        return b""


def entries(data: bytes, room: Room, only: Sequence[int] | None = None) -> Iterator[Entry]:
    """The files of an archive without folders, links and side files, in its order or those at the places `only`.

    Raises:
        CorruptError: where the archive cannot be opened.
        TooLargeError: behind the last file where there are too many.
    """
    with _opened(data) as archive:
        listed = _listed(archive)
        if only is not None:
            known = list(listed)
            listed = (known[place] for place in only)
        for info, path in listed:
            room.enter()
            yield _entry(archive, info, path, room)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: tuple[str, ...], room: Room) -> Entry:
    try:
        return Entry(path, _unpacked(archive, info, room))
    except ReadError as error:
        return Entry(path, b"", error)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: Room) -> bytes:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise EncryptedError("the file inside the archive asks for a password")
    packed = max(info.compress_size, 0)
    left = room.limit(packed) + 1
    pieces = []
    try:
        with archive.open(info) as stream:
            while left > 0 and (piece := stream.read(min(_CHUNK, left))):
                pieces.append(piece)
                left -= len(piece)
    except ZIP_DAMAGE as error:
        raise CorruptError("the file inside the archive is damaged") from error
    data = b"".join(pieces)
    room.take(data, packed)
    return data


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: few say that it is UTF-8, some in a field of its own."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    in_field = _unicode_path(info.extra)
    if in_field is not None:
        return in_field
    try:
        return decode_name(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.orig_filename


def _unicode_path(extra: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            # A byte of version and the checksum of the other name come first.
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None
