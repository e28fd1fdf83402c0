"""Chooses a reader by the content of a file, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.budget import Budget
from extractor.errors import EncryptedError, PackedError, UnsupportedError
from extractor.reading.html.recognise import is_html
from extractor.reading.legacy.files import BOMS, decode_bytes, unmarked_utf16
from extractor.reading.office import ole, packages
from extractor.reading.office import reader as office
from extractor.reading.plugins import plugged_in
from extractor.reading.source import SourceText

_MAX_CONTROL_SHARE = 0.001
_PACKED = {
    b"Rar!\x1a\x07": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"\x1f\x8b\x08": "packed with gzip",
    b"\xfd7zXZ\x00": "packed with xz",
    b"MSCF\x00\x00\x00\x00": "a cabinet archive",
}
"""What is not opened: for RAR and 7-Zip no library is both free to ship and without another program below it."""


def _read_pdf(data: bytes, budget: Budget) -> SourceText:
    from extractor.reading.pdf.reader import read  # noqa: PLC0415 -- pdfium is loaded only for PDF

    return read(data, budget)


def _read_picture(data: bytes, budget: Budget) -> SourceText:
    from extractor.reading.pictures import read  # noqa: PLC0415 -- the engine is loaded only for pictures

    return read(data, budget)


def _is_picture(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _read_docx(data: bytes, _: Budget) -> SourceText:
    from extractor.reading.docx.reader import read  # noqa: PLC0415 -- lxml is loaded only for DOCX

    return read(data)


def _read_sheets(data: bytes, budget: Budget) -> SourceText:
    from extractor.reading.sheets.reader import read  # noqa: PLC0415 -- lxml is loaded only for workbooks

    return read(data, budget)


def _read_html(data: bytes, _: Budget) -> SourceText:
    from extractor.reading.html.reader import read  # noqa: PLC0415 -- lxml is loaded only where it is needed

    return read(data)


def _read_text(data: bytes, _: Budget) -> SourceText:
    from extractor.reading.markdown import read  # noqa: PLC0415 -- beside its siblings
    from extractor.reading.sheets import delimited  # noqa: PLC0415 -- lxml is loaded only for what looks like a sheet

    text = decode_bytes(data)
    return delimited.read(text) or read(text)


def _is_text(data: bytes) -> bool:
    if any(data.startswith(mark) for mark, _ in BOMS) or unmarked_utf16(data) is not None:
        return True
    control = sum(1 for byte in data[:65536] if byte < 32 and byte not in b"\t\n\v\f\r")
    return control <= _MAX_CONTROL_SHARE * min(len(data), 65536)


def _is_ole(*kinds: ole.Kind) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(ole.SIGNATURE) and ole.kind_of(data) in kinds


def _is_package(kind: packages.Kind) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(packages.SIGNATURE) and packages.kind_of(data) is kind


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, how its content is recognised, and what reads it."""

    media_type: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, Budget], SourceText]


READERS = (
    Reader("application/pdf", lambda data: b"%PDF-" in data[:1024], _read_pdf),
    Reader(packages.Kind.WORD, _is_package(packages.Kind.WORD), _read_docx),
    Reader(packages.Kind.SHEET, _is_package(packages.Kind.SHEET), _read_sheets),
    Reader(packages.Kind.ODF_TEXT, _is_package(packages.Kind.ODF_TEXT), office.read_odf_text),
    Reader(packages.Kind.ODF_SHEET, _is_package(packages.Kind.ODF_SHEET), office.read_odf_sheet),
    Reader(packages.Kind.BINARY_SHEET, _is_package(packages.Kind.BINARY_SHEET), office.read_binary_sheet),
    Reader(office.WORD_MEDIA_TYPE, _is_ole(ole.Kind.WORD, ole.Kind.WORD_95), office.read_word),
    Reader(office.EXCEL_MEDIA_TYPE, _is_ole(ole.Kind.EXCEL, ole.Kind.EXCEL_95), office.read_excel),
    Reader(office.RTF_MEDIA_TYPE, lambda data: data[:64].lstrip().startswith(b"{\\rtf"), office.read_rtf),
    Reader("image/png", _is_picture(b"\x89PNG\r\n\x1a\n"), _read_picture),
    Reader("image/jpeg", _is_picture(b"\xff\xd8\xff"), _read_picture),
    Reader("image/tiff", _is_picture(b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"), _read_picture),
    Reader("text/html", is_html, _read_html),
)
"""Formats with a signature, in the order in which they are tried; plain text is what is left."""


def _refuse_known(data: bytes) -> None:
    """Say clearly what a file is where no reader takes it."""
    for mark, what in _PACKED.items():
        if data.startswith(mark):
            raise PackedError(f"the file is {what}")
    if data.startswith(ole.SIGNATURE):
        kind = ole.kind_of(data)
        if kind is ole.Kind.ENCRYPTED:
            raise EncryptedError("the document asks for a password")
        raise UnsupportedError(f"the file is {kind.value}")
    if data.startswith(packages.SIGNATURE):
        slides = packages.kind_of(data) in (packages.Kind.SLIDES, packages.Kind.ODF_SLIDES)
        raise UnsupportedError("the file is a presentation" if slides else "the file is a ZIP archive, not a DOCX")


def sniff(data: bytes) -> Reader:
    """The reader for a file's content.

    Raises:
        ReadError: a child of it that says why no reader takes the content.
    """
    for reader in (*READERS, *plugged_in()):
        if reader.recognises(data):
            return reader
    _refuse_known(data)
    if not _is_text(data):
        raise UnsupportedError("the content is none of the formats that can be read")
    return Reader("text/plain", _is_text, _read_text)
