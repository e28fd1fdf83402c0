"""Files and folders of the command line to documents, and the progress over them."""

from __future__ import annotations

import argparse
import math
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.containers.names import is_side_file, is_store_folder
from extractor.errors import InputNotFoundError
from extractor.limits import PROCESS

if TYPE_CHECKING:
    from schemas.record import Record


def load_extract(deadline: float | None = None) -> Callable[..., tuple[Record, ...]]:
    """`extractor.extract_all` with a limit on the seconds for one file, loaded when a command begins its work."""
    from extractor.fence import extract_all

    return partial(extract_all, limits=PROCESS if deadline is None else PROCESS.within(deadline))


def positive_seconds(text: str) -> float:
    """A number of seconds on the command line.

    Raises:
        argparse.ArgumentTypeError: it is none, or none above 0.
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds


def find_documents(paths: Sequence[str], outputs: Sequence[str] = ()) -> list[Path]:
    """Every named file, and every document in the named folders, in a stable order; links are not followed.

    What a command writes (`outputs`) and stores of `vanthu batch` in these folders are left out.

    Raises:
        InputNotFoundError: for a path that does not exist or a folder that holds no document.
    """
    documents: list[Path] = []
    written = {Path(output).absolute() for output in outputs}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(_inside(path, written - {path.absolute()}), key=lambda p: p.as_posix())
            if not inside:
                raise InputNotFoundError(f"{printable(name)}: the folder holds no documents")
            documents += inside
        elif path.exists():
            documents.append(path)
        else:
            raise InputNotFoundError(f"{printable(name)}: no such file or folder")
    return documents


def _inside(folder: Path, written: Set[Path]) -> Iterator[Path]:
    for below, folders, names in os.walk(folder):
        here = Path(below)
        kept = (name for name in folders if (here / name).absolute() not in written)
        folders[:] = [name for name in kept if not is_store_folder(here / name)]
        for path in (here / name for name in names):
            # A file named on the command line is always read; one in a folder, as in an archive, unless it stands
            # beside.
            beside = is_side_file(path.relative_to(folder).parts) or path.absolute() in written
            if not beside and path.is_file() and not path.is_symlink():
                yield path


def printable(text: str) -> str:
    """Text of a document or a file name that a terminal prints and never obeys."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else "\ufffd" for c in text)


def print_troubles(troubles: Sequence[tuple[str, str]], count: int) -> None:
    """Name the first files that could not be read, each with its reason, and say how many more there are."""
    for path, reason in troubles:
        print(printable(f"  {path}: {reason}".replace("\n", " ")), file=sys.stderr)
    if count > len(troubles):
        print(f"  … and {count - len(troubles)} more", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class Progress:
    """A count on standard error, only where that is a terminal."""

    total: int

    def over(self, documents: Iterable[Path]) -> Iterator[Path]:
        """The documents, with the count moved on at each."""
        shown = sys.stderr.isatty() and self.total > 1
        for done, document in enumerate(documents, start=1):
            if shown:
                print(
                    f"\r\x1b[K{done}/{self.total} {printable(document.name)[:60]}", end="", file=sys.stderr, flush=True
                )
            yield document
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
