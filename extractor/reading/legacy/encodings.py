"""The encodings themselves: what each character of a text that was read as Latin-1 stands for."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding before Unicode, over characters as Latin-1 shows them.

    `letters` stand for themselves; `marks` add combining marks to the letter before them, which must be one of the
    bases given with them.
    """

    name: str
    letters: Mapping[str, str]
    marks: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    def characters(self, text: str) -> list[str]:
        """What each character prints, as long as the text: a mark's place is empty, its letter carries it."""
        out = [self.letters.get(character, character) for character in text]
        for at in range(1, len(text)):
            mark = self.marks.get(text[at])
            if mark is None or out[at - 1].lower() not in mark[1]:
                continue
            out[at - 1] = unicodedata.normalize("NFC", out[at - 1] + mark[0])
            out[at] = ""
        return out

    def decoded(self, text: str) -> str:
        """The text as it prints."""
        return "".join(self.characters(text))

    def holds(self, character: str) -> bool:
        """Whether the encoding gives the character a meaning of its own."""
        return character in self.letters or character in self.marks


def _letters(rows: list[str]) -> dict[str, str]:
    pairs = (item for row in rows for item in row.split())
    return {chr(int(item[:2], 16)): item[2:] for item in pairs}


def _marks(rows: list[dict[str, str]]) -> dict[str, tuple[str, frozenset[str]]]:
    return {
        chr(int(byte, 16)): (row["adds"], frozenset(row["after"])) for row in rows for byte in row["bytes"].split()
    }


def _as_found(name: str, letters: dict[str, str]) -> dict[str, str]:
    """TCVN3 bytes also come as the look-alikes that other programs make of them: `μ` of `µ`, `−` of the soft hyphen."""
    if name == "tcvn3":
        letters |= {"\u03bc": letters["\u00b5"], "\u2212": letters["\u00ad"]}
    return letters


@lru_cache(maxsize=1)
def encodings() -> Mapping[str, Encoding]:
    """All encodings by name: `tcvn3`, `viscii`, `vni`."""
    text = (resources.files("extractor.reading.legacy") / "encodings.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return {
        name: Encoding(name, _as_found(name, _letters(table["letters"])), _marks(table.get("marks", [])))
        for name, table in data.items()
    }
