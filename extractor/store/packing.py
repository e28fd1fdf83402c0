"""Lines of JSON and texts as the database keeps them: packed by zlib."""

from __future__ import annotations

import zlib

from extractor.errors import DamagedStoreError


def unpacked(kept: bytes, most: int = 0) -> bytes:
    """What was packed; with `most` only so many bytes of its beginning.

    Raises:
        DamagedStoreError: the database does not hold what was written into it.
    """
    try:
        return zlib.decompressobj().decompress(kept, most) if most else zlib.decompress(kept)
    except zlib.error as error:
        raise DamagedStoreError(f"a record of the store is damaged ({error})") from error


def unpacked_text(kept: bytes | None) -> str | None:
    """A text that was packed; None where there was none.

    Raises:
        DamagedStoreError: as `unpacked`.
    """
    return None if kept is None else unpacked(kept).decode("utf-8", "surrogatepass")
