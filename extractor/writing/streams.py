"""Files and folders that are written bit by bit and appear whole or not at all."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from extractor.errors import TakenNameError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is renamed into place once it is complete; an error leaves what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def whole_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The same for text, with line ends as they are written."""
    with whole_file(path) as binary:
        stream = io.TextIOWrapper(binary, encoding, newline="")
        yield stream
        stream.flush()
        stream.detach()


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to be filled, renamed into place once everything is in it.

    Raises:
        TakenNameError: there is something under the name already: files of two exports are never mixed.
    """
    target = path.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise TakenNameError(f"{path}: it is there already and not an empty folder")
    partial = target.with_name(f".{target.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        partial.replace(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
