"""A file on its way in: read once and whole, or refused by its kind or size; it is never opened for writing."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractor.containers.names import shown_path
from extractor.errors import InputNotFoundError
from extractor.limits import DOCUMENT

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Intake:
    """Base name, size and SHA-256 of a file; `data` is None where it is larger than a file may be."""

    name: str
    size: int
    sha256: str
    data: bytes | None

    @classmethod
    def of(cls, data: bytes, name: str) -> Intake:
        """Bytes in memory."""
        kept = data if len(data) <= DOCUMENT.file_bytes else None
        return cls(name, len(data), hashlib.sha256(data).hexdigest(), kept)

    @classmethod
    def of_stream(cls, stream: BinaryIO, name: str) -> Intake:
        """What a stream gives; of more than a file may be only size and SHA-256 are kept.

        Raises:
            OSError: it cannot be read.
        """
        data = stream.read(DOCUMENT.file_bytes + 1)
        if len(data) <= DOCUMENT.file_bytes:
            return cls.of(data, name)
        digest, size = hashlib.sha256(data), len(data)
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
        return cls(name, size, digest.hexdigest(), None)


def take_in(path: Path) -> Intake:
    """The file at a path.

    Raises:
        InputNotFoundError: it does not exist, is no regular file (a folder, a device, a pipe), or cannot be read.
    """
    try:
        # A pipe would block while it is opened, a device may never end.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise InputNotFoundError(f"{path}: is not a regular file")
            return Intake.of_stream(stream, shown_path(path.name))
    except IsADirectoryError as error:
        raise InputNotFoundError(f"{path}: is a folder, not a file") from error
    except OSError as error:
        raise InputNotFoundError(f"{path}: {error.strerror or error}") from error
