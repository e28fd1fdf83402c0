"""The profile that LibreOffice is started with: made anew for each file, its settings from a data file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr


def make_profile(folder: Path) -> None:
    """Lay the settings into the folder of a new profile."""
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), "utf-8")


@lru_cache(maxsize=1)
def _registry() -> str:
    """The settings in the form of LibreOffice's registry."""
    text = (resources.files("extractor.reading.office") / "settings.toml").read_text("utf-8")
    items = [
        f"<item oor:path={quoteattr(group['path'])}><prop oor:name={quoteattr(name)} oor:op=\"fuse\">"
        f"<value>{escape(_value(value))}</value></prop></item>"
        for group in tomllib.loads(text)["settings"]
        for name, value in group.items()
        if name != "path"
    ]
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'


def _value(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
