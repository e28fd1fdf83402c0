"""Zip packages of office programs: what the parts inside say a file is."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from typing import Final

from extractor.errors import CorruptError, EncryptedError
from extractor.reading.zip_damage import ZIP_DAMAGE

SIGNATURE: Final = b"PK\x03\x04"
_MIMETYPE: Final = "mimetype"
_LONGEST_MIMETYPE: Final = 200
_MANIFEST: Final = "META-INF/manifest.xml"
_MOST_MANIFEST: Final = 1_000_000


class Kind(StrEnum):
    """What a package is; the value is its media type."""

    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    BINARY_SHEET = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
    SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODF_TEXT = "application/vnd.oasis.opendocument.text"
    ODF_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
    ODF_SLIDES = "application/vnd.oasis.opendocument.presentation"
    OTHER = "application/zip"


_ODF = (Kind.ODF_TEXT, Kind.ODF_SHEET, Kind.ODF_SLIDES)
_MAIN_PARTS = {
    "xl/workbook.xml": Kind.SHEET,
    "xl/workbook.bin": Kind.BINARY_SHEET,
    "ppt/presentation.xml": Kind.SLIDES,
}


def kind_of(data: bytes) -> Kind:
    """The kind of a package: by its own word (OpenDocument) or by its main part.

    Raises:
        CorruptError: where the archive cannot be read.
        EncryptedError: where an OpenDocument file asks for a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _kind(package)
    except ZIP_DAMAGE as error:
        raise CorruptError("the file begins like an Office document and its end is missing or damaged") from error


def _kind(package: zipfile.ZipFile) -> Kind:
    names = {name.replace("\\", "/").lower() for name in package.namelist()}
    for name, kind in _MAIN_PARTS.items():
        if name in names:
            return kind
    if _MIMETYPE in names and (odf := _open_document(package)) is not None:
        return odf
    return Kind.WORD if any(name.endswith("document.xml") for name in names) else Kind.OTHER


def _open_document(package: zipfile.ZipFile) -> Kind | None:
    with package.open(_MIMETYPE) as entry:
        said = entry.read(_LONGEST_MIMETYPE).decode("ascii", "replace").strip()
    kind = next((kind for kind in _ODF if said in (kind.value, f"{kind.value}-template")), None)
    if kind is not None and _MANIFEST in package.namelist():
        with package.open(_MANIFEST) as entry:
            if b"encryption-data" in entry.read(_MOST_MANIFEST):
                raise EncryptedError("the document asks for a password")
    return kind
