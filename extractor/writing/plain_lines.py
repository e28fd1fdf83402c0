"""Records as JSON Lines, byte for byte as they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.writing.streams import whole_text
from extractor.writing.tabular import Taken


def write_lines(documents: Iterable[Taken], target: Path) -> int:
    """One record a line; gives their number.

    Raises:
        OSError: the file cannot be written.
    """
    count = 0
    with whole_text(target, "utf-8") as stream:
        for taken in documents:
            count += 1
            stream.write(taken.line + "\n")
    return count
