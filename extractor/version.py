"""The version of the program, as it was installed, and fingerprints of the data and the code that records depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from importlib.resources.abc import Traversable

try:
    __version__ = version("vanthu")
except PackageNotFoundError:
    __version__ = "0+unknown"

_DIGITS = 16
_BEHIND = frozenset(
    {
        *("access", "batch", "commands", "decisions", "desk", "differences", "jobs", "page_images", "review"),
        *("service", "serving", "store", "writing"),
    }
)
"""Folders of the extractor that only use records; a new folder is taken to be one that makes them."""
_LIBRARIES = ("pydantic", "rapidfuzz", "spacy", "underthesea")


@lru_cache(maxsize=1)
def rule_set() -> str:
    """Fingerprint of the vocabularies, profiles and rules that are data: the same data, the same fingerprint."""
    digest = hashlib.sha256(__version__.encode())
    package = resources.files("extractor")
    folders = (package / "vocabulary", package / "checks" / "profiles", package / "checks")
    for folder in folders:
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(".toml"):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:_DIGITS]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Fingerprint of every file and library behind the readers that a record depends on; readers have their own.

    A program that was changed without a new number is told apart by it.
    """
    digest = fingerprint(_LIBRARIES)
    for package in ("extractor", "schemas"):
        for entry in sorted(resources.files(package).iterdir(), key=lambda item: item.name):
            if entry.name not in _BEHIND and entry.name != "reading":
                add_files(digest, entry, f"{package}/{entry.name}")
    return digest.hexdigest()[:_DIGITS]


def fingerprint(libraries: tuple[str, ...]) -> hashlib._Hash:
    """A digest begun with the versions of libraries."""
    lines = "".join(f"{library} {version(library)}\n" for library in libraries)
    return hashlib.sha256(lines.encode())


def add_files(digest: hashlib._Hash, entry: Traversable, name: str) -> None:
    """Add a file, or all files of a folder in order, each with its name; compiled ones are left out."""
    for path, file in _files(entry, name):
        digest.update(path.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())


def _files(entry: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if entry.is_file():
        if not entry.name.endswith(".pyc"):
            yield name, entry
    elif entry.name != "__pycache__":
        for inside in sorted(entry.iterdir(), key=lambda item: item.name):
            yield from _files(inside, f"{name}/{inside.name}")
