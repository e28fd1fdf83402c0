"""Chooses a reader by the content of a file, never by its name."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from extractor.budget import Budget
from extractor.errors import CorruptError, EncryptedError, NeedsOcrError, UnsupportedError
from extractor.reading.source import SourceText

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAX_CONTROL_SHARE = 0.001


def _read_pdf(data: bytes, budget: Budget) -> SourceText:
    from extractor.reading.pdf.reader import read  # noqa: PLC0415 -- pdfium is loaded only for PDF

    return read(data, budget)


def _read_docx(data: bytes, _: Budget) -> SourceText:
    from extractor.reading.docx.reader import read  # noqa: PLC0415 -- lxml is loaded only for DOCX

    return read(data)


def _read_text(data: bytes, _: Budget) -> SourceText:
    from extractor.reading.markdown import read  # noqa: PLC0415 -- beside its siblings

    return read(decode(data))


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 or UTF-16 (by its byte order mark).

    Raises:
        UnsupportedError: in any other encoding.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnsupportedError(f"the text is not {encoding.upper()} (byte {error.start})") from error


def _is_text(data: bytes) -> bool:
    if any(data.startswith(mark) for mark, _ in _BOMS):
        return True
    control = sum(1 for byte in data[:65536] if byte < 32 and byte not in b"\t\n\v\f\r")
    return control <= _MAX_CONTROL_SHARE * min(len(data), 65536)


def _is_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(name.lower().endswith("document.xml") for name in package.namelist())
    except zipfile.BadZipFile as error:
        raise CorruptError("the file begins like a DOCX and its end is missing or damaged") from error


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, how its content is recognised, and what reads it."""

    media_type: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, Budget], SourceText]


READERS = (
    Reader("application/pdf", lambda data: b"%PDF-" in data[:1024], _read_pdf),
    Reader(_DOCX, lambda data: data.startswith(b"PK\x03\x04") and _is_docx(data), _read_docx),
)
"""Formats with a signature, in the order in which they are tried; plain text is what is left."""


def _refuse_known(data: bytes) -> None:
    """Say clearly what a file is where no reader takes it."""
    for signature, media_type in _PICTURES.items():
        if data.startswith(signature):
            raise NeedsOcrError(f"the file is a picture ({media_type})")
    if data.startswith(_OLE2):
        if _ENCRYPTED_PACKAGE in data:
            raise EncryptedError("the document asks for a password")
        raise UnsupportedError("the file is an Office file of the years before 2007")
    if data.startswith(b"PK\x03\x04"):
        raise UnsupportedError("the file is a ZIP archive, not a DOCX")
    if data.startswith(b"{\\rtf"):
        raise UnsupportedError("the file is RTF")
    if data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise UnsupportedError("the file is an HTML page")


def sniff(data: bytes) -> Reader:
    """The reader for a file's content.

    Raises:
        ReadError: a child of it that says why no reader takes the content.
    """
    for reader in READERS:
        if reader.recognises(data):
            return reader
    _refuse_known(data)
    if not _is_text(data):
        raise UnsupportedError("the content is neither PDF nor DOCX nor text")
    return Reader("text/plain", _is_text, _read_text)
