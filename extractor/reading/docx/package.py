"""The zip package of a Word document: its parts by relationship, within limits on size."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from extractor.errors import CorruptError, EncryptedError, TooLargeError, UnsupportedError
from extractor.limits import DOCUMENT
from extractor.reading.docx.markup import Element, W, parse
from extractor.reading.zip_damage import ZIP_DAMAGE

MAX_ENTRIES: Final = DOCUMENT.parts
MAX_TOTAL_BYTES: Final = DOCUMENT.stream_bytes
"""Uncompressed size of all entries, pictures included."""
MAX_PART_BYTES: Final = DOCUMENT.part_bytes
"""Uncompressed size of one XML part that is read."""

_ENCRYPTED_FLAG = 0x1
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """An edge to another part: the last word of its type (`styles`, `header`) and the target's name."""

    kind: str
    target: str


class Package:
    """An opened package; parts are decompressed only when asked for."""

    def __init__(self, data: bytes) -> None:
        """Open and check the limits.

        Raises:
            CorruptError: where the bytes are not a readable zip archive.
            TooLargeError: where entries or their sizes pass the limits.
        """
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except ZIP_DAMAGE as error:
            raise CorruptError("the file is not a complete zip archive") from error
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise TooLargeError(f"the file holds {len(entries)} parts, more than {MAX_ENTRIES}")
        if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
            raise TooLargeError(f"the file unpacks to more than {MAX_TOTAL_BYTES} bytes")
        self._names = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        self._parsed: dict[str, Element] = {}

    def part(self, name: str) -> Element | None:
        """The parsed part, the same tree each time; None where the package has none of that name.

        Raises:
            CorruptError: where it cannot be decompressed or parsed.
            EncryptedError: where the entry asks for a password.
            TooLargeError: where it is larger than a part may be.
        """
        entry = self._names.get(name.lower())
        if entry is None:
            return None
        if entry.filename not in self._parsed:
            self._parsed[entry.filename] = parse(self._bytes(entry), name)
        return self._parsed[entry.filename]

    def _bytes(self, entry: zipfile.ZipInfo) -> bytes:
        name = entry.filename
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedError(f"part {name} asks for a password")
        if entry.file_size > MAX_PART_BYTES:
            raise TooLargeError(f"part {name} unpacks to more than {MAX_PART_BYTES} bytes")
        try:
            return self._archive.read(entry)
        except ZIP_DAMAGE as error:
            raise CorruptError(f"part {name} is damaged") from error

    def has(self, name: str) -> bool:
        """Whether the package has a part of that name."""
        return name.lower() in self._names

    def names(self) -> list[str]:
        """Names of all parts, in the order of the archive."""
        return [entry.filename for entry in self._names.values()]

    def relationships(self, source: str) -> Mapping[str, Relationship]:
        """Relationships of a part by id; external ones and those without a target are left out."""
        folder, base = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, Relationship] = {}
        for edge in () if root is None else root.iterchildren(_RELATIONSHIP):
            target = edge.get("Target", "")
            if target and edge.get("TargetMode") != "External":
                kind = edge.get("Type", "").rpartition("/")[2]
                found[edge.get("Id", "")] = Relationship(kind, _resolved(folder, target))
        return found


def _resolved(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(
        target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    )


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """The parts of a Word document; missing ones are None or left out."""

    package: Package
    body: Element
    relationships: Mapping[str, Relationship]

    def first(self, kind: str) -> Element | None:
        """The part that the first relationship of a kind names."""
        for edge in self.relationships.values():
            if edge.kind == kind:
                return self.package.part(edge.target)
        return None


def open_document(data: bytes) -> DocumentParts:
    """The main part of a package with its relationships.

    Raises:
        CorruptError: where the main part or its body is missing or damaged.
        UnsupportedError: where the package holds something else (a workbook, slides).
    """
    package = Package(data)
    name = next(
        (edge.target for edge in package.relationships("").values() if edge.kind == "officeDocument"),
        "word/document.xml",
    )
    root = package.part(name)
    if root is None:
        raise CorruptError(f"the package lacks its main part {name}")
    if root.tag != W + "document":
        raise UnsupportedError("the package holds no Word document")
    body = root.find(W + "body")
    if body is None:
        raise CorruptError("the main part has no body")
    return DocumentParts(package, body, package.relationships(name))
