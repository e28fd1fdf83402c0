"""Original files by content, in a folder or an object store: written once, never changed."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

import fsspec


@dataclass(frozen=True, slots=True)
class Originals:
    """Files under `root` (a folder, or an address that fsspec knows) at `ab/cd/abcd…`, the SHA-256 of their bytes."""

    files: Any
    root: str

    @classmethod
    def at(cls, address: str) -> Originals:
        """The originals at an address, `/srv/store/originals` or `s3://bucket/originals`."""
        files, root = fsspec.core.url_to_fs(address)
        return cls(files, root.rstrip("/"))

    def put(self, data: bytes) -> str:
        """Keep the bytes and give their SHA-256; bytes that are kept already are not written again.

        Raises:
            OSError: they cannot be written; nothing is left behind under their name.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if self.files.exists(path) and self.files.size(path) == len(data):
            return digest
        self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
        # Written under another name first: whoever sees the name sees all of the bytes, also after a crash.
        partial = f"{path}.{uuid.uuid4().hex}.part"
        try:
            with self.files.open(partial, "wb") as stream:
                stream.write(data)
            self.files.mv(partial, path)
        except BaseException:
            if self.files.exists(partial):
                self.files.rm(partial)
            raise
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this SHA-256.

        Raises:
            FileNotFoundError: they are not kept here.
            ValueError: what is kept was changed.
        """
        with self.files.open(self._path(digest), "rb") as stream:
            data: bytes = stream.read()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError(f"original {digest} was changed in {self.root}; restore it from a copy")
        return data

    def sweep(self) -> int:
        """Remove what interrupted writes left behind; gives how many there were."""
        left = [path for path in self.files.find(self.root) if path.endswith(".part")] if self._is_there() else []
        for path in left:
            self.files.rm(path)
        return len(left)

    def _is_there(self) -> bool:
        return bool(self.files.exists(self.root))

    def _path(self, digest: str) -> str:
        return f"{self.root}/{digest[:2]}/{digest[2:4]}/{digest}"
