"""Words of the desk in one language: its own from `desk.toml`, those of values and states from the report's."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from extractor.writing.report_words import LANGUAGES, Words

COOKIE: Final = "vanthu_lang"
"""Where the browser keeps the chosen language."""


@dataclass(frozen=True, slots=True)
class DeskWords(Words):
    """As `Words`, with the desk's own groups before the report's."""

    def of(self, group: str, key: str) -> str:
        """A word; a key that has none is its own word, so that a new field is shown by its name."""
        found = _table().get(group, {}).get(key)
        return Words.of(self, group, key) if found is None else found[LANGUAGES.index(self.language)]

    def all_of(self, group: str) -> dict[str, str]:
        """Every word of one of the desk's own groups, for a script."""
        return {key: self.of(group, key) for key in _table()[group]}

    def whole_field(self, field: str) -> str:
        """The name of a field with the part of the record that it is in: `Viện dẫn – Ngày`, `Phát hiện: blank.code`."""
        part, _, rest = field.partition(".")
        if part == "findings":
            return self.of("document", "findings") + (f": {rest}" if rest else "")
        name, group = self.field(field), self.of("groups", part)
        if not rest:
            return group
        return name if part == "document" or name == group else f"{group} – {name}"

    @property
    def other(self) -> str:
        """The other language."""
        return next(language for language in LANGUAGES if language != self.language)


def words_in(language: str | None) -> DeskWords:
    """The words of a language; Vietnamese where it is unknown."""
    return DeskWords(language if language in LANGUAGES else LANGUAGES[0])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("extractor.desk").joinpath("desk.toml").read_text("utf-8"))
