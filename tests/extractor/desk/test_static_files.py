"""Files that pages load."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from extractor.desk.pages import STATIC, static_address, static_file
from extractor.desk.words import words_in

DESK = Path("extractor/desk")


def test_htmx_is_the_release_that_its_licence_names() -> None:
    """The file beside the licence is unchanged."""
    told = (DESK / "static" / "htmx.LICENSE.md").read_text("utf-8")

    assert hashlib.sha256(static_file("htmx.min.js")).hexdigest() in told


def test_every_file_is_served_and_named_by_its_content() -> None:
    """Nothing lies in the folder that pages do not load, but licences."""
    there = {path.name for path in (DESK / "static").iterdir() if path.suffix != ".md"}

    assert there == set(STATIC)
    assert len({static_address(name) for name in STATIC}) == len(STATIC)


@pytest.mark.parametrize("path", sorted((DESK / "templates").glob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_script_no_style_and_trust_no_words(path: Path) -> None:
    """Nothing inline, and nothing that switches escaping off."""
    text = path.read_text("utf-8")

    assert "|safe" not in text.replace(" ", "")
    assert "<style" not in text
    assert "style=" not in text
    assert all("src=" in part.partition(">")[0] for part in text.split("<script")[1:])
    assert "onclick" not in text


def test_every_word_is_there_in_both_languages() -> None:
    """No word is empty in one language only."""
    table = tomllib.loads((DESK / "desk.toml").read_text("utf-8"))

    assert all(len(pair) == 2 and bool(pair[0]) is bool(pair[1]) for words in table.values() for pair in words.values())
    assert words_in("xx").language == "vi"
