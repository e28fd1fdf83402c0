"""Compound files (OLE2): what the streams inside say a file is, and whether it asks for a password."""

from __future__ import annotations

import io
import struct
from enum import StrEnum
from typing import Any, Final

import olefile

from extractor.errors import CorruptError

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WORD_STREAM: Final = "WordDocument"
_WORKBOOK_STREAMS: Final = ("Workbook", "Book")
_FIB_FLAGS: Final = 0x0A
"""Place of the flags in the file information block ([MS-DOC] 2.5.2)."""
_FIB_ENCRYPTED: Final = 0x0100
_FIRST_WORD_97: Final = 0x6A
"""Lowest version number in the block that Word 97 and its successors write; 0x65 to 0x69 are Word 6 and 95."""
_FILE_PASS: Final = 0x2F
"""The record of a workbook behind which everything is encrypted ([MS-XLS] 2.4.117)."""
_FIRST_RECORDS: Final = 16
OLE_DAMAGE = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, struct.error)
"""What the library raises on damaged files."""


class Kind(StrEnum):
    """What a compound file is."""

    WORD = "a Word document"
    WORD_95 = "a Word document of 1993 to 1995"
    EXCEL = "an Excel workbook"
    EXCEL_95 = "an Excel workbook of 1993 to 1995"
    SLIDES = "a PowerPoint presentation"
    MAIL = "an Outlook message"
    ENCRYPTED = "an encrypted document"
    OTHER = "a compound file of an unknown program"


def kind_of(data: bytes) -> Kind:
    """The kind of a compound file, by the names of its streams.

    Raises:
        CorruptError: where its directory cannot be read.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return _kind(file)
    except OLE_DAMAGE as error:
        raise CorruptError("the directory of the Office file is damaged") from error


def _kind(file: olefile.OleFileIO[Any]) -> Kind:
    if file.exists("EncryptedPackage"):
        return Kind.ENCRYPTED
    if file.exists(_WORD_STREAM):
        return _word(_start(file, _WORD_STREAM))
    for name in _WORKBOOK_STREAMS:
        if file.exists(name):
            return _workbook(_start(file, name), name)
    if file.exists("PowerPoint Document"):
        return Kind.SLIDES
    return Kind.MAIL if file.exists("__properties_version1.0") else Kind.OTHER


def _start(file: olefile.OleFileIO[Any], name: str) -> bytes:
    start: bytes = file.openstream(name).read(4096)
    return start


def _word(block: bytes) -> Kind:
    if len(block) < _FIB_FLAGS + 2:
        raise CorruptError("the Word document is cut off")
    version, flags = struct.unpack_from("<H", block, 2)[0], struct.unpack_from("<H", block, _FIB_FLAGS)[0]
    if flags & _FIB_ENCRYPTED:
        return Kind.ENCRYPTED
    return Kind.WORD if version >= _FIRST_WORD_97 else Kind.WORD_95


def _workbook(start: bytes, name: str) -> Kind:
    at = 0
    for _ in range(_FIRST_RECORDS):
        if at + 4 > len(start):
            break
        record, length = struct.unpack_from("<HH", start, at)
        if record == _FILE_PASS:
            return Kind.ENCRYPTED
        at += 4 + length
    return Kind.EXCEL if name == "Workbook" else Kind.EXCEL_95
