"""Every finding code has a page with an example, and the example is run."""

import re
from pathlib import Path

import pytest

from extractor.checks.findings import messages
from extractor.checks.registry import CHECKS
from extractor.pipeline import process_bytes
from tests.extractor.checks.signed import SIGNED

PAGES = Path(__file__).parents[3] / "docs" / "findings"
EXAMPLE = re.compile(r"```text\n(.*?)\n```", re.DOTALL)
SAYS = re.compile(
    r"`vanthu check example\.(?:txt|pdf) --lang en(?: --profile (\S+))?` says:\n\n```\n(.*?)\n```", re.DOTALL
)
SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "NOTE"}


@pytest.mark.parametrize("code", CHECKS)
def test_each_code_has_a_page_with_an_example(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is there, tells the code, and its example gives the findings that it prints."""
    page = PAGES / CHECKS[code].page
    assert page.exists(), f"finding {code} has no page docs/findings/{page.name}"
    text = page.read_text(encoding="utf-8")
    example, says = EXAMPLE.search(text), SAYS.search(text)
    assert example and says, f"finding {code} has no example in docs/findings/{page.name}"

    if code in SIGNED:
        record = SIGNED[code](monkeypatch)
    else:
        record = process_bytes(f"{example[1]}\n".encode(), "example.txt", profile=says[1]).record

    told = [f"{SEVERITIES[found.severity]} {found.code}: {found.message_en}" for found in record.findings]
    assert says[2].splitlines() == [line for line in told if line in says[2].splitlines()]
    assert re.search(re.escape(code).replace(r"\*", "[a-z_]+"), says[2])
    assert text.startswith(f"# {code}\n")


def test_no_page_is_left_over() -> None:
    """Every page belongs to a code, and the index lists every page."""
    pages = {page.name for page in PAGES.glob("*.md")} - {"index.md"}
    index = (PAGES / "index.md").read_text(encoding="utf-8")

    assert pages == {registered.page for registered in CHECKS.values()}
    assert [name for name in sorted(pages) if f"({name})" not in index] == []


def test_messages_and_codes_go_together() -> None:
    """Every code has its wording in both languages and no wording is left over."""
    worded = messages()["codes"]

    assert set(worded) == set(CHECKS)
    assert [code for code, wording in worded.items() if set(wording) != {"vi", "en"}] == []
