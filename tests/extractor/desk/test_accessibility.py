"""Every page of the desk for people who do not see or use it as most do, told by axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.extractor.desk.driving import Hands

GRAVE = {"serious", "critical"}


def _violations(hands: Hands) -> list[str]:
    found = Axe().run(hands.page).response["violations"]
    return [
        f"{each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in GRAVE
    ]


@pytest.mark.parametrize("path", ["/desk?all=1", "/desk/differences", "/desk/upload", "/login"])
def test_pages_have_no_grave_violation(hands: Hands, path: str) -> None:
    """Names, contrast, structure and order."""
    hands.go(path)
    expect(hands.page.locator("main")).to_be_visible()

    assert _violations(hands) == []


@pytest.mark.parametrize("document", ["kh-tinh-pdf.pdf", "bc-conflict.docx", "broken/truncated.pdf"])
def test_a_document_has_no_grave_violation(hands: Hands, document: str) -> None:
    """With a row open, decided and being edited, in a list and on the page, with help open."""
    hands.open(document)
    hands.press("Enter")
    assert _violations(hands) == []
    hands.page.locator('button[data-show="all"]').click()
    hands.press("?")
    assert _violations(hands) == []


def test_forms_and_both_pages_have_no_grave_violation(hands: Hands) -> None:
    """The form of an edit, the outline, and a pair of pages."""
    hands.open("kh-tinh-pdf.pdf", at="document.issued_date")
    hands.press("e")
    assert _violations(hands) == []
    hands.press("Escape", "t")
    assert _violations(hands) == []
    hands.press("Escape")
    hands.page.locator('button[data-show="outline"]').click()
    expect(hands.page.locator(".outline")).to_be_visible()
    assert _violations(hands) == []
    hands.go("/desk/differences")
    hands.page.locator(".show-pair").first.click()
    expect(hands.page.locator(".pair")).to_be_visible()
    assert _violations(hands) == []


@pytest.mark.parametrize(
    "path", ["/desk?all=1", "/desk/differences", "/desk/upload", "kh-tinh-pdf.pdf", "bc-conflict.docx"]
)
def test_dark_pages_have_no_grave_violation(hands: Hands, path: str) -> None:
    """On a screen that is set to dark everything can be read too."""
    hands.page.emulate_media(color_scheme="dark")
    if path.startswith("/"):
        hands.go(path)
    else:
        hands.open(path)
        hands.press("Enter")
    expect(hands.page.locator("main")).to_be_visible()

    assert _violations(hands) == []


@pytest.mark.parametrize("size", [(720, 450), (1024, 700)])
def test_small_windows_hide_nothing(hands: Hands, size: tuple[int, int]) -> None:
    """At twice the size of letters, and in a small window, every button lies within the window."""
    hands.page.set_viewport_size({"width": size[0], "height": size[1]})
    hands.open("kh-tinh-pdf.pdf")

    beyond = hands.page.locator("button:visible, a.button:visible").evaluate_all(
        "(buttons) => buttons.filter((b) => b.getBoundingClientRect().right > innerWidth + 1).map((b) => b.outerHTML)"
    )

    assert beyond == []
    assert hands.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
