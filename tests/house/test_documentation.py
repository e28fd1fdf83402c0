import re
from pathlib import Path

import pytest

from scripts.check_shape import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "corpus").glob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
TARGET = re.compile(r"`make ([a-z]+)`")


def name(page: Path) -> str:
    """The page as the report of a failed test should call it."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project leads to a file that exists."""
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_targets_exist(page: Path) -> None:
    """Every `make` target that a page names is one, and `make help` lists it."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(TARGET.findall(page.read_text(encoding="utf-8")))

    assert named <= set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))


def test_the_changelog_has_one_place_for_what_is_new() -> None:
    """Unreleased changes stand in one section, the first, and no heading is empty."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^(#+) (.*)\n+(?=(#*))", text, re.MULTILINE)
    sections = [title for marks, title, _ in headings if marks == "##"]

    assert sections[0] == "[Unreleased]"
    assert sections.count("[Unreleased]") == 1
    assert [title for marks, title, below in headings if marks == "###" and below] == []
