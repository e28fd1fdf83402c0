"""Words of the report in one language, from `report_page.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """Words by group and key; `language` is one of `LANGUAGES`."""

    language: str

    def of(self, group: str, key: str) -> str:
        """A word; a key that has none is its own word, so that a new field is shown by its name."""
        found = _table().get(group, {}).get(key)
        return key if found is None else found[LANGUAGES.index(self.language)]

    def field(self, path: str) -> str:
        """The name of a field by the last part of its path."""
        return self.of("fields", path.rpartition(".")[2])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = resources.files("extractor.writing").joinpath("report_page.toml").read_text("utf-8")
    return tomllib.loads(text)
