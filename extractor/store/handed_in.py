"""Files that lie in no folder but were handed in, and the paths under which the store lists them."""

from __future__ import annotations

from typing import Final

_PREFIX: Final = "upload:"


def handed_in_path(sha256: str, name: str) -> str:
    """Where a file is listed that was handed in: the same content under the same name, the same place."""
    return f"{_PREFIX}{sha256[:16]}/{name}"


def is_handed_in(path: str) -> bool:
    """Whether a path is of a file that was handed in, and is not looked for in a folder."""
    return path.startswith(_PREFIX)
