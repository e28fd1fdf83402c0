"""What readers gave, kept for a later run: reading a picture or converting an old file costs more than all the rest.

The stages behind the readers are never kept: they are cheap, and they are what a new version changes.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from extractor.budget import Budget
from extractor.limits import PROCESS
from extractor.reading.pdf import trust
from extractor.reading.registry import Reader
from extractor.reading.source import SourceText
from extractor.version import add_files, fingerprint

DEAR = 1.0
"""Seconds of reading from which a text is worth its place on the disk; one that OCR gave always is."""
_INDEX = {"_starts", "_slices"}
"""What a text makes of itself when it is built."""
_LIBRARIES = (
    *("cssselect", "lxml", "numpy", "olefile", "opencv-python-headless", "pdfplumber", "pikepdf", "pillow", "pyhanko"),
    *("pypdfium2", "tesserocr", "tinycss2"),
)


@lru_cache(maxsize=1)
def _texts() -> TypeAdapter[dict[str, SourceText]]:
    return TypeAdapter(dict[str, SourceText])


@dataclass(frozen=True, slots=True)
class Readings:
    """Texts of a file and its members by the SHA-256 of their bytes: `known` from before, `dear` read just now."""

    known: dict[str, SourceText] = field(default_factory=dict)
    dear: dict[str, SourceText] = field(default_factory=dict)

    def read(self, reader: Reader, data: bytes, budget: Budget) -> SourceText:
        """The text of a file, from before where it is known.

        A reading that was cut short is not kept: it depends on more than the bytes.

        Raises:
            ReadError: as the reader does.
        """
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.known:
            return self.known[digest]
        began = time.monotonic()
        source = reader.read(data, budget)
        is_dear = source.ocr is not None or time.monotonic() - began >= DEAR
        if is_dear and source.cut is None:
            self.dear[digest] = source
        return source


def pack(texts: dict[str, SourceText]) -> bytes | None:
    """Texts as bytes (JSON, zlib); None where there is nothing that can be written."""
    if not texts:
        return None
    leave_out: Any = dict.fromkeys(texts, _INDEX)
    try:
        return zlib.compress(_texts().dump_json(texts, exclude=leave_out))
    except PydanticSerializationError:
        # Half of a surrogate pair, which JSON cannot say: the file is read again next time.
        return None


def unpack_texts(packed: bytes) -> dict[str, SourceText]:
    """The texts in such bytes; none where they are damaged or were written by another form of the program."""
    try:
        inflated = zlib.decompressobj().decompress(packed, PROCESS.answer)
        return _texts().validate_json(inflated)
    except (zlib.error, ValidationError):
        return {}


@lru_cache(maxsize=1)
def readers_version() -> str:
    """Fingerprint of everything that a reader's text depends on; rules and vocabularies are not among it."""
    digest = fingerprint(_LIBRARIES)
    package = resources.files("extractor")
    for name in ("limits.py", "reading"):
        add_files(digest, package / name, name)
    for file in trust.files():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
