"""Original files by content: written once, never changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extractor.store.objects import Objects


@dataclass(frozen=True, slots=True)
class Originals(Objects):
    """Files at `ab/cd/abcd…`, the SHA-256 of their bytes; what belongs to the same store lies beside them."""

    def put(self, data: bytes) -> str:
        """Keep the bytes and give their SHA-256; bytes that are kept already are not written again.

        Raises:
            OSError: they cannot be written; nothing is left behind under their name.
        """
        digest = hashlib.sha256(data).hexdigest()
        if self.size(place_of(digest)) != len(data):
            self.write(place_of(digest), data)
        return digest

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


def place_of(digest: str) -> str:
    """The name of an object, spread over folders so that none holds too many."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"
