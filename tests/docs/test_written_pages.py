import doctest
import re
from pathlib import Path

import pytest

from extractor.commands.main import build_parser
from schemas.record import Record
from scripts.check_shape import ROOT
from scripts.commands_page import commands_page
from scripts.readme_blocks import BLOCKS, readme_page
from scripts.record_page import record_page
from scripts.write_docs import pages

README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CALL = re.compile(r"^(?:\$ |\.venv/bin/)?vanthu ([a-z]+(?: [a-z]+)?)", re.MULTILINE)
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def name(page: Path) -> str:
    """The page as the report of a failed test should call it."""
    return page.relative_to(ROOT).as_posix()


def commands() -> set[str]:
    """Every command of the program, those below another as two words."""
    return set(re.findall(r"^## `vanthu ([a-z ]+)`$", commands_page(), re.MULTILINE))


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """The written pages as they should be."""
    return {name(page): text for page, text in pages().items()}


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md", "docs/record.md", "docs/limits.md"])
def test_written_pages_are_up_to_date(written, page):
    """What the program says of itself stands in the documentation; `python -m scripts.write_docs` writes it again."""
    assert (ROOT / page).read_text(encoding="utf-8") == written[page]


def test_every_command_and_argument_is_documented():
    """The page of commands names each option of each subcommand."""
    helps = build_parser().format_help()
    options = ("--output", "--profile", "--strict", "--lang", "--text", "--run", "--errors")

    assert set(re.findall(r"^    ([a-z]+) ", helps, re.MULTILINE)) <= commands()
    assert [option for option in options if option not in commands_page()] == []


@pytest.mark.parametrize("key", Record.model_fields)
def test_every_key_of_a_record_is_documented(key):
    """The page of the record names each key of the top level."""
    assert f"| `{key}` |" in record_page()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_that_a_page_shows_exist(page):
    """A call in a block of code names a command of the program."""
    shown = {call for block in FENCE.findall(page.read_text(encoding="utf-8")) for call in CALL.findall(block)}
    known = commands()

    assert {call for call in shown if call not in known and call.split()[0] not in known} == set()


def test_every_block_of_the_readme_is_made_by_the_program():
    """No maker without its block, no block without a maker."""
    assert sorted(re.findall(r"<!-- shows ([a-z]+) -->", README)) == sorted(BLOCKS)


def test_a_block_is_replaced_and_the_rest_stays(monkeypatch):
    """Only the code behind the mark changes."""
    monkeypatch.setitem(BLOCKS, "check", lambda: "new\n")

    assert readme_page("a\n<!-- shows check -->\n```\nold\n```\nb\n") == "a\n<!-- shows check -->\n```\nnew\n```\nb\n"


def test_the_python_of_the_readme_runs(monkeypatch):
    """The examples print what the README says."""
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest(README, {}, "README.md", None, 0)

    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0
