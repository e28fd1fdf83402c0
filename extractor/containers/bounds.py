"""The account of what one input has unpacked, against the published limits."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import TooLargeError
from extractor.limits import DOCUMENT


@dataclass(slots=True)
class Room:
    """How many files and bytes one input may still unpack; shared by all containers in it."""

    members: int = DOCUMENT.members
    octets: int = DOCUMENT.members_bytes

    def enter(self) -> None:
        """Count one more file.

        Raises:
            TooLargeError: where the input holds too many.
        """
        if not self.members:
            raise TooLargeError(f"it holds more than {DOCUMENT.members} files; those behind them were not read")
        self.members -= 1

    def limit(self, packed: int) -> int:
        """How many bytes a file of `packed` bytes may become."""
        return min(DOCUMENT.member_bytes, self.octets, max(DOCUMENT.ratio_free_bytes, DOCUMENT.member_ratio * packed))

    def take(self, data: bytes, packed: int) -> None:
        """Account for the bytes of one file.

        Raises:
            TooLargeError: where they are more than `limit` allows.
        """
        limit = self.limit(packed)
        if len(data) > limit:
            raise TooLargeError(f"the file inside unpacks to more than {limit} bytes")
        self.octets -= len(data)
