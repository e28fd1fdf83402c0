"""vanthu reads Vietnamese administrative documents into records in which every value points at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.fence import extract, extract_all
    from extractor.version import __version__

__all__ = ["__version__", "extract", "extract_all"]
_FUNCTIONS = frozenset({"extract", "extract_all"})


def __getattr__(name: str) -> Any:
    """Load the fence when it is first asked for, so that `vanthu --help` answers at once."""
    if name in _FUNCTIONS:
        from extractor import fence

        return getattr(fence, name)
    if name == "__version__":
        from extractor.version import __version__

        return __version__
    raise AttributeError(name)
