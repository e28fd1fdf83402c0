"""Names of files inside containers: decoded, made harmless, and which of them are no documents by their name."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePath
from typing import Final

from extractor.limits import DOCUMENT

UNNAMED: Final = "unnamed"

SIDE_ENDINGS: Final = frozenset(
    {".json", ".jsonl", ".csv", ".tsv", ".log", ".lock", ".tmp", ".db", ".ini", ".p7s", ".sig", ".asc", ".ics", ".vcf"}
)
"""Endings of files that stand beside documents: results of programs, settings, detached signatures, cards."""
_STORE_FILES: Final = ("store.db", "lock")
_SIDE_FOLDERS = frozenset({"__macosx"})


def is_side_file(path: tuple[str, ...]) -> bool:
    """Whether a path is of a file that stands beside documents and is none: hidden, temporary, of a known ending."""
    hidden = any(part.startswith((".", "~$")) or part.casefold() in _SIDE_FOLDERS for part in path)
    return hidden or PurePath(path[-1]).suffix.casefold() in SIDE_ENDINGS


def is_store_folder(folder: Path) -> bool:
    """Whether a folder is a store of `vanthu batch`: what lies in it was read from elsewhere and is no input."""
    return all((folder / name).is_file() for name in _STORE_FILES)


def harmless(path: str) -> tuple[str, ...]:
    """The parts of a hostile path, from outermost folder to base name: no way up, no drive, no control characters."""
    parts = [_part(part) for part in path.replace("\\", "/").split("/")[-DOCUMENT.name_folders:]]
    kept = tuple(part for part in parts if part.strip(". ") and not (len(part) == 2 and part[1] == ":"))
    return kept or (UNNAMED,)


def _part(part: str) -> str:
    part = unicodedata.normalize("NFC", part[: 2 * DOCUMENT.name_characters])
    part = "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in part).strip()
    if len(part) <= DOCUMENT.name_characters:
        return part
    ending = PurePath(part).suffix[-16:]
    return part[: DOCUMENT.name_characters - len(ending)] + ending


def shown_path(path: str) -> str:
    """A path of this machine as text: names whose bytes are no UTF-8 are decoded as those in archives are."""
    return "/".join(part if _is_text(part) else decode_name(os.fsencode(part)) for part in path.split("/"))


def bare_path(path: str) -> str:
    r"""A path of this machine as text, bytes that are no UTF-8 as `\xff`: for two names that are shown alike."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_text(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def decode_name(raw: bytes) -> str:
    """A name in an encoding that nobody tells: UTF-8, the Vietnamese code page of Windows, or that of DOS."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        vietnamese = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return raw.decode("cp437")
    strange = any(ord(c) > 127 and not c.isalpha() for c in vietnamese)
    return raw.decode("cp437") if strange else vietnamese
