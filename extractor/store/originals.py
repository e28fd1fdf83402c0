"""Original files by content: written once, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from extractor.store.objects import Objects

_INCOMING = "incoming"
"""Where uploads lie until they are whole: apart from the partial files that a run sweeps away when it begins."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Originals(Objects):
    """Files at `ab/cd/abcd…`, the SHA-256 of their bytes; what belongs to the same store lies beside them."""

    def put(self, data: bytes, known: str | None = None) -> str:
        """Keep the bytes and give their SHA-256, or take the `known` one; what is kept already is not written again.

        Raises:
            OSError: they cannot be written; nothing is left behind under their name.
        """
        digest = known or hashlib.sha256(data).hexdigest()
        if self.size(place_of(digest)) != len(data):
            self.write(place_of(digest), data)
        return digest

    def put_stream(self, stream: BinaryIO) -> tuple[str, int]:
        """Keep what a stream gives, piece by piece, and give its SHA-256 and size; the stream is read twice.

        Raises:
            OSError: it cannot be written; nothing is left behind under its name.
        """
        hashing, size = hashlib.sha256(), 0
        for piece in _pieces(stream):
            hashing.update(piece)
            size += len(piece)
        digest = hashing.hexdigest()
        if self.size(place_of(digest)) != size:
            self.write_pieces(place_of(digest), _pieces(stream), _INCOMING)
        return digest, size

    def forget_unfinished(self, seconds: float) -> int:
        """Remove uploads that were broken off by the end of their server so many seconds ago; gives how many."""
        folder = f"{self.root}/{_INCOMING}"
        before = datetime.now(UTC) - timedelta(seconds=seconds)
        left = self.files.find(folder) if self.files.exists(folder) else []
        old = [path for path in left if self.files.modified(path) < before]
        for path in old:
            self.files.rm(path)
        return len(old)

    def get(self, digest: str) -> bytes:
        """The bytes with this SHA-256.

        Raises:
            FileNotFoundError: they are not kept here.
            ValueError: what is kept was changed.
        """
        data = self.read(place_of(digest))
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError(f"original {digest} was changed in {self.root}; restore it from a copy")
        return data


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(_PIECE):
        yield piece


def place_of(digest: str) -> str:
    """The name of an object, spread over folders so that none holds too many."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"
