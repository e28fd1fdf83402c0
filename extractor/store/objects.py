"""Bytes under names, in a folder or an object store, each written whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import fsspec

from extractor.errors import StoreError

_PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Objects:
    """Files below `root`, a folder or a prefix of whatever fsspec knows."""

    files: Any
    root: str

    @classmethod
    def at(cls, address: str) -> Self:
        """What is kept at an address, `/srv/store` or `s3://bucket/store`.

        Raises:
            StoreError: nothing that is installed here knows such addresses.
        """
        try:
            files, root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            scheme = address.partition("://")[0]
            raise StoreError(f"{scheme}:// cannot be used for originals here ({error})") from error
        return cls(files, root.rstrip("/"))

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name (parts joined by `/`), in place of what is there.

        They are written under another name first: whoever sees the name sees all of them, also after a crash.

        Raises:
            OSError: they cannot be written; nothing is left behind under the name.
        """
        self.write_pieces(name, (data,), _PARTIAL)

    def write_pieces(self, name: str, pieces: Iterable[bytes], partly: str) -> None:
        """As `write`, piece by piece; `partly` is the folder in which they lie until they are whole."""
        path, partial = f"{self.root}/{name}", f"{self.root}/{partly}/{uuid.uuid4().hex}"
        for folder in (path.rpartition("/")[0], f"{self.root}/{partly}"):
            self.files.makedirs(folder, exist_ok=True)
        try:
            with self.files.open(partial, "wb") as stream:
                for piece in pieces:
                    stream.write(piece)
                self._settle(stream)
            self.files.mv(partial, path)
        except BaseException:
            if self.files.exists(partial):
                self.files.rm(partial)
            raise

    def read(self, name: str) -> bytes:
        """The bytes under a name.

        Raises:
            FileNotFoundError: there are none.
        """
        with self.files.open(f"{self.root}/{name}", "rb") as stream:
            data: bytes = stream.read()
        return data

    def size(self, name: str) -> int | None:
        """How many bytes are under a name; None where there is nothing."""
        try:
            return int(self.files.info(f"{self.root}/{name}")["size"])
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Let go of what is under a name, if there is anything."""
        if self.size(name) is not None:
            self.files.rm(f"{self.root}/{name}")

    def folders(self, name: str) -> list[str]:
        """The folders in a folder, by name; none where it does not exist."""
        try:
            entries = self.files.ls(f"{self.root}/{name}", detail=True)
        except FileNotFoundError:
            return []
        return sorted(entry["name"].rpartition("/")[2] for entry in entries if entry["type"] == "directory")

    def remove_folder(self, name: str) -> None:
        """Let go of a folder with everything in it."""
        self.files.rm(f"{self.root}/{name}", recursive=True)

    def sweep(self) -> int:
        """Remove what interrupted writes left behind; gives how many there were."""
        left = self.files.find(f"{self.root}/{_PARTIAL}") if self.files.exists(f"{self.root}/{_PARTIAL}") else []
        for path in left:
            self.files.rm(path)
        return len(left)

    @staticmethod
    def _settle(stream: Any) -> None:
        """Have a disk of this machine hold the bytes before their name does; other stores settle by themselves."""
        try:
            stream.flush()
            os.fsync(stream.fileno())
        except (AttributeError, OSError) as error:
            if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}:
                raise
