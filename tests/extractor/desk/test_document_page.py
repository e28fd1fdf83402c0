"""The page of a document, by a real browser against a real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from extractor.pipeline import process
from schemas.evidence import BlockEvidence
from tests.extractor.desk.driving import Hands

LETTER = "ttr-huyen-2017.pdf"
PLAN = "kh-tinh-pdf.pdf"
REPORT = "bc-conflict.docx"
DATE = "document.issued_date"


def test_a_document_is_reviewed_to_its_end_with_one_key_a_field(hands: Hands) -> None:
    """Enter accepts and goes on: as many keys as fields are in doubt, and then nothing is left."""
    hands.open(LETTER)
    count = int(hands.page.locator("#left").inner_text())
    assert count > 0

    hands.press(*["Enter"] * count)

    hands.left(0)
    expect(hands.page.locator("li.row.open")).to_have_count(0)
    expect(hands.page.locator("#next")).to_be_focused()


@pytest.mark.parametrize(
    ("key", "said", "family"),
    [("Enter", "đã xác nhận", "done"), ("r", "đọc sai", "done"), ("a", "không có trên văn bản", "done")],
)
def test_a_key_decides_on_the_chosen_field(hands: Hands, key: str, said: str, family: str) -> None:
    """What was decided stands in the row with its sign and in words, on the page too, and one place fewer is left."""
    hands.open(LETTER)
    path, count = hands.current, int(hands.page.locator("#left").inner_text())

    hands.press(key)

    hands.left(count - 1)
    row = hands.page.locator(f'li.row[data-path="{path}"]')
    expect(row).to_contain_text(said)
    assert hands.row(path) == family
    expect(hands.page.locator(f'g.mark[data-path="{path}"]')).to_have_class(re.compile(r"\bdone\b"))
    assert hands.current != path


def test_undo_goes_back_without_limit_and_over_a_restart(hands: Hands) -> None:
    """Decisions are kept when the server ends; z takes them back one by one, the last first."""
    hands.open(LETTER)
    count = int(hands.page.locator("#left").inner_text())
    first = hands.current
    hands.press("Enter", "r", "a")
    hands.left(count - 3)

    hands.server.stop()
    hands.server.start()
    hands.page.reload()
    hands.left(count - 3)
    for back in range(1, 4):
        hands.press("z")
        hands.left(count - 3 + back)

    hands.chooses(first)
    hands.press("z")
    expect(hands.page.locator("#said")).to_have_text("Không còn gì để hoàn tác.")


def test_undo_leads_to_the_document_it_was_made_in(hands: Hands) -> None:
    """A decision taken back in another document is shown there."""
    hands.open(REPORT)
    path = hands.current
    hands.press("Enter")
    hands.open(LETTER)

    hands.page.keyboard.press("z")

    hands.page.wait_for_url(re.compile(rf"/desk/documents/{hands.server.number(REPORT)}\?path="))
    hands.chooses(path)


def test_tab_goes_through_what_is_in_doubt_and_leaves_when_asked(hands: Hands) -> None:
    """Tab and Shift+Tab go round the open rows; after Escape they move as in any page."""
    hands.open(LETTER)
    paths = hands.page.locator("li.row.open").evaluate_all("rows => rows.map((row) => row.dataset.path)")

    seen = [hands.current]
    for _ in paths[1:]:
        hands.press("Tab")
        seen.append(hands.current)
    assert seen == paths
    hands.press("Tab")
    assert hands.current == paths[0]
    hands.press("Shift+Tab")
    assert hands.current == paths[-1]

    hands.press("Escape", "Tab")
    assert hands.current == paths[-1]
    expect(hands.page.locator("li.row.current .acts button").first).to_be_focused()


def test_a_value_is_edited_by_its_type(hands: Hands) -> None:
    """What is no date is refused in one line beside the form; a date is kept, with who edited it."""
    hands.open(LETTER)
    hands.page.locator(f'g.mark[data-path="{DATE}"]').click()
    hands.chooses(DATE)

    hands.press("e")
    hands.page.keyboard.type("32/13/2020")
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator(".edit .error")).to_contain_text("Không phải ngày")
    hands.page.locator(".edit textarea").fill("15/3/2017")
    hands.page.keyboard.press("Enter")

    row = hands.page.locator(f'li.row[data-path="{DATE}"]')
    expect(row).to_contain_text("15/03/2017")
    expect(row).to_contain_text("đã sửa · thu")


def test_a_box_is_read_again_and_offered(hands: Hands) -> None:
    """What stands in the box is offered in the form; Enter keeps it as the value, read there."""
    hands.open(LETTER)
    hands.page.locator(f'g.mark[data-path="{DATE}"]').click()
    hands.chooses(DATE)

    hands.drag_around(DATE)

    expect(hands.page.locator(".edit .offer")).to_be_visible()
    expect(hands.page.locator(".edit textarea")).to_have_value("ngày 14 tháng 3 năm 2017")
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator(f'li.row[data-path="{DATE}"]')).to_contain_text("14/03/2017")
    expect(hands.page.locator(f'li.row[data-path="{DATE}"]')).to_contain_text("đã sửa")


def test_a_field_lights_up_its_place_on_whatever_page(hands: Hands) -> None:
    """Choosing a value turns to its page, lights its place and scrolls to it."""
    hands.open(PLAN)
    hands.page.locator('button[data-show="all"]').click()
    row = hands.page.locator('li.row[data-sheets*="3:"]').first

    row.locator(".pick").click()

    expect(hands.page.locator("svg.sheet")).to_have_attribute("data-sheet", "3")
    lit = hands.page.locator("svg .lit")
    expect(lit).not_to_have_count(0)
    expect(lit.first).to_be_in_viewport()
    expect(hands.page.locator("#sheet-number")).to_have_value("3")


def test_cells_of_a_table_are_drawn_and_chosen_on_the_page(hands: Hands) -> None:
    """The grid lies over the page; a click on a cell opens its row, and g hides the grid."""
    hands.open(PLAN)
    hands.press("]", "]")
    cells = hands.page.locator("svg .cell")
    expect(cells).not_to_have_count(0)

    cells.nth(8).click()

    expect(hands.page.locator("#picked li.row.current")).to_contain_text("Ô ·")
    assert hands.current.startswith("tables[0].rows[")
    hands.press("g")
    expect(hands.page.locator("#grid")).to_have_attribute("aria-pressed", "false")


def test_a_finding_shows_both_its_places_in_a_document_without_pages(hands: Hands) -> None:
    """A document without pages is shown as text; each place of a finding has a button and lights up."""
    hands.open(REPORT)
    row = hands.page.locator("li.row", has_text="Số cộng tác viên không khớp")

    row.locator(".pick").click()

    places = row.locator(".places button")
    expect(places).not_to_have_count(0)
    places.last.click()
    expect(hands.page.locator(".text .lit").first).to_be_visible()
    expect(hands.page.locator(".sheet.text")).to_contain_text("ỦY BAN NHÂN DÂN")


def test_families_look_different_without_colour(hands: Hands) -> None:
    """Misread, rule broken and absent have a sign of their own."""
    hands.open(PLAN)

    signs = hands.page.locator("#rows .sign").evaluate_all(
        "signs => Object.fromEntries(signs.map((s) => [s.closest('li').dataset.family, s.textContent]))"
    )

    assert {"misread": "≈", "gap": "∅"}.items() <= signs.items()
    hands.open(REPORT)
    expect(hands.page.locator("li.row.rule .sign").first).to_have_text("≠")


def test_next_goes_through_the_queue_and_ends(hands: Hands) -> None:
    """N leads to the next document, never to the same, and finishing documents leads to the queue."""
    hands.go("/desk")
    count = int(hands.page.locator("#left").inner_text())
    hands.page.keyboard.press("n")
    seen = []
    for _ in range(count):
        hands.page.wait_for_selector("#next")
        seen.append(hands.page.locator("main").get_attribute("data-number"))
        with hands.page.expect_navigation():
            hands.page.keyboard.press("n")

    assert len(set(seen)) == count


def test_a_document_that_could_not_be_read_is_settled_with_a_key(hands: Hands) -> None:
    """A failed document says why; Enter says that it was seen."""
    hands.open("broken/truncated.pdf")
    expect(hands.page.locator(".problem")).to_contain_text("tệp bị hỏng")

    hands.press("Enter")

    hands.left(0)


def test_what_changed_meanwhile_is_not_decided_on(hands: Hands) -> None:
    """Two windows: the second one has not seen the decision of the first, and is told."""
    hands.open(LETTER)
    path = hands.current
    other = Hands(hands.page.context.new_page(), hands.server)
    other.open(LETTER)
    other.press("Enter")

    with hands.complaining():
        hands.press("r")

    expect(hands.page.locator("#said")).to_contain_text("vừa thay đổi")
    expect(hands.page.locator(f'li.row[data-path="{path}"]').first).to_contain_text("đã xác nhận")
    other.page.close()


def test_lists_outline_and_help(hands: Hands) -> None:
    """Values of this page, all values, findings and the outline; ? shows the keys."""
    hands.open(PLAN)
    for show in ("page", "all", "findings"):
        hands.page.locator(f'button[data-show="{show}"]').click()
        expect(hands.page.locator("#list")).to_have_attribute("data-show", show)
        expect(hands.page.locator("#rows li.row")).not_to_have_count(0)
    hands.page.locator('button[data-show="outline"]').click()
    hands.page.locator(".outline button", has_text="TỔ CHỨC THỰC HIỆN").click()
    expect(hands.page.locator("svg.sheet")).to_have_attribute("data-sheet", "2")

    hands.press("?")

    expect(hands.page.locator("#help")).to_be_visible()
    hands.press("Escape")
    expect(hands.page.locator("#help")).to_be_hidden()


def test_words_change_with_the_language(hands: Hands) -> None:
    """One button changes the language of every word of the desk, and the page stays."""
    hands.open(LETTER)

    hands.page.get_by_role("button", name="English").click()

    expect(hands.page.locator("html")).to_have_attribute("lang", "en")
    expect(hands.page.locator("#next")).to_contain_text("Next document")
    hands.page.get_by_role("button", name="Tiếng Việt").click()
    expect(hands.page.locator("html")).to_have_attribute("lang", "vi")


def test_a_click_on_a_number_chooses_the_count_before_the_figure(hands: Hands) -> None:
    """Where a number is a count of collaborators and a figure of the prose, the next click goes on to the other."""
    record = process(f"corpus/samples/{REPORT}").record
    count = record.collaborators.counts[0].value.evidence[0]
    assert isinstance(count, BlockEvidence)
    at = next(
        n
        for n, each in enumerate(record.statistics)
        if isinstance(each.value.evidence[0], BlockEvidence) and each.value.evidence[0].start >= count.start
    )
    hands.open(REPORT)
    place = hands.page.locator(f'.mark[data-path="statistics[{at}].value"]').first

    place.click()
    hands.chooses("collaborators.counts[0].value")
    place.click()
    hands.chooses(f"statistics[{at}].value")
