"""Kinds of compound files and of packages, told by what is in them."""

from __future__ import annotations

import struct

import olefile
import pytest

from extractor.errors import CorruptError, EncryptedError
from extractor.reading.office import ole, packages
from tests.extractor.containers.compound import compound as compound_of
from tests.extractor.reading.docx.packages import package

_LEAST = 4096


def compound(name: str, start: bytes = b"") -> bytes:
    """A compound file with one stream that begins with these bytes."""
    return compound_of({name: start.ljust(_LEAST, b"\0")})


def word(version: int, flags: int = 0) -> bytes:
    """The start of a file information block."""
    return struct.pack("<HHHHHH", 0xA5EC, version, 0, 0, 0, flags)


BOF = struct.pack("<HHI", 0x809, 4, 0)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (compound("WordDocument", word(0xC1)), ole.Kind.WORD),
        (compound("WordDocument", word(0x68)), ole.Kind.WORD_95),
        (compound("WordDocument", word(0xC1, 0x0100)), ole.Kind.ENCRYPTED),
        (compound("Workbook", BOF), ole.Kind.EXCEL),
        (compound("Book", BOF), ole.Kind.EXCEL_95),
        (compound("Workbook", BOF + struct.pack("<HHH", 0x2F, 2, 0)), ole.Kind.ENCRYPTED),
        (compound("PowerPoint Document"), ole.Kind.SLIDES),
        (compound("__properties_version1.0"), ole.Kind.MAIL),
        (compound("EncryptedPackage"), ole.Kind.ENCRYPTED),
        (compound("anything"), ole.Kind.OTHER),
    ],
)
def test_compound_files(data: bytes, kind: ole.Kind):
    """Names of streams say the kind, the first bytes of the main one whether it asks for a password."""
    assert olefile.isOleFile(data=data)
    assert ole.kind_of(data) is kind


@pytest.mark.parametrize(
    "data",
    [ole.SIGNATURE, ole.SIGNATURE + bytes(100), compound("WordDocument")[:600], ole.SIGNATURE + b"\xff" * 5000],
)
def test_damaged_compound_files(data: bytes):
    """A directory that cannot be read is damage."""
    with pytest.raises(CorruptError):
        ole.kind_of(data)


ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": ""}, packages.Kind.WORD),
        ({"word\\document.xml": ""}, packages.Kind.WORD),
        ({"xl/workbook.xml": "", "[Content_Types].xml": ""}, packages.Kind.SHEET),
        ({"xl/workbook.bin": ""}, packages.Kind.BINARY_SHEET),
        ({"ppt/presentation.xml": ""}, packages.Kind.SLIDES),
        ({"mimetype": ODT, "content.xml": ""}, packages.Kind.ODF_TEXT),
        ({"mimetype": f"{ODT}-template"}, packages.Kind.ODF_TEXT),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, packages.Kind.ODF_SHEET),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation"}, packages.Kind.ODF_SLIDES),
        ({"mimetype": "application/epub+zip"}, packages.Kind.OTHER),
        ({"a.txt": ""}, packages.Kind.OTHER),
    ],
)
def test_packages(parts: dict[str, str | bytes], kind: packages.Kind):
    """An OpenDocument says its type, others have a main part of a known name."""
    assert packages.kind_of(package(parts)) is kind


def test_encrypted_open_document():
    """The manifest says which parts are encrypted."""
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"

    with pytest.raises(EncryptedError):
        packages.kind_of(package({"mimetype": ODT, "META-INF/manifest.xml": manifest}))
