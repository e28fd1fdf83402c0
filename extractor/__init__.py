"""vanthu reads Vietnamese administrative documents into records in which every value points at its place."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as _version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.pipeline import extract

    __version__: str

__all__ = ["__version__", "extract"]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for, so that `vanthu --help` answers at once."""
    if name == "extract":
        from extractor.pipeline import extract

        return extract
    if name == "__version__":
        try:
            return _version("vanthu")
        except PackageNotFoundError:
            return "0+unknown"
    raise AttributeError(name)
