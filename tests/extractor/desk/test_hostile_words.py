"""Words of documents never become markup, script, style or template, wherever they stand."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.extractor.desk.driving import Hands
from tests.extractor.desk.hostile import FILE_NAME

PATH = f"evil/{FILE_NAME}"
STRANGE = """() => [...document.querySelectorAll("*")].filter((e) =>
    e.matches("x-evil, iframe, object, embed, style, base, [style]")
    || (e.matches("script") && !e.src.startsWith(location.origin + "/desk/static/"))
    || (e.matches("img") && !e.src.startsWith(location.origin + "/desk/static/"))
    || [...e.attributes].some((a) => a.name.startsWith("on") || (a.name === "href" && /^javascript/i.test(a.value))
                                     || (a.name === "hx-get" && !a.value.startsWith("/desk")))
).map((e) => e.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("show", ["look", "page", "all", "findings", "outline"])
def test_no_list_of_a_document_has_foreign_markup(hands: Hands, show: str) -> None:
    """Every field, finding and heading shows the words as words."""
    hands.open(PATH)
    hands.page.locator(f'button[data-show="{show}"]').click()
    expect(hands.page.locator("#list")).to_have_attribute("data-show", show)

    assert hands.page.evaluate(STRANGE) == []
    expect(hands.page.locator("#list")).to_contain_text("{{7*7}}{% raw %}${7*7}</textarea>")
    expect(hands.page.locator(".sheet.text")).to_contain_text("<script>alert(2)</script>")


def test_rows_forms_and_decisions_keep_words_as_words(hands: Hands) -> None:
    """Opening every row, editing with the words as they are, and keeping them as a note."""
    hands.open(PATH)
    hands.page.locator('button[data-show="all"]').click()
    row = hands.page.locator('li.row[data-path="document.subject"]')
    row.locator(".pick").click()
    hands.press("e")
    value = hands.page.locator(".edit textarea").input_value()
    assert "</textarea></title></svg><script>alert(2)</script>" in value
    hands.page.locator(".edit textarea").fill("'><x-evil onload=alert(6)>{{7*7}}")
    hands.page.locator('.edit input[name="note"]').fill("<img src=x onerror=alert(7)>")
    hands.page.locator(".edit button.main").click()

    expect(row).to_contain_text("'><x-evil onload=alert(6)>{{7*7}}")
    row.locator(".pick").click()
    expect(row).to_contain_text("<img src=x onerror=alert(7)>")
    assert hands.page.evaluate(STRANGE) == []


@pytest.mark.parametrize(
    "path", ["/desk", "/desk?all=1&why=%22%3E%3Cx-evil%3E&field=%3Cx-evil%3E", "/desk/differences"]
)
def test_names_of_files_and_addresses_are_words(hands: Hands, path: str) -> None:
    """In the queue, in filters and in differences."""
    hands.go(path)
    expect(hands.page.locator("main")).to_be_visible()

    assert hands.page.evaluate(STRANGE) == []


def test_words_that_turn_the_line_round_stay_in_their_place(hands: Hands) -> None:
    """Signs that change the direction of writing are isolated with the words that they came with."""
    hands.open(PATH)

    kinds = hands.page.locator("#rows .words bdi").evaluate_all(
        "words => [...new Set(words.map((w) => getComputedStyle(w).unicodeBidi))]"
    )

    assert kinds == ["isolate"]


def test_the_policy_allows_nothing_but_our_own_files(hands: Hands) -> None:
    """No inline script or style, nothing from elsewhere, no frames."""
    answer = hands.page.goto(f"{hands.server.address}/desk")

    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
