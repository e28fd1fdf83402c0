"""What extraction missed is added at the desk: by keys, from a box, and taken back."""

from __future__ import annotations

from playwright.sync_api import expect

from extractor.decisions.applying import live
from extractor.decisions.log import DecisionLog
from tests.extractor.desk.driving import Hands

LETTER = "ttr-huyen-2017.pdf"
REPORT = "bc-conflict.docx"
CITED = "Quyết định số 32/2010/QĐ-TTg ngày 26/3/2010"


def _add(hands: Hands, name: str, words: str) -> None:
    """Open the form by its key, choose a list, type, and keep it."""
    hands.press("t")
    hands.page.locator(".adding select").select_option(name)
    hands.page.locator(".adding textarea").fill(words)
    hands.page.locator(".adding textarea").press("Enter")


def test_an_item_is_added_by_keys_and_taken_back(hands: Hands) -> None:
    """Its parts stand in rows of their own, decided; z takes it back, and nothing is left of it."""
    hands.open(LETTER)
    count = hands.page.locator("#left").inner_text()

    _add(hands, "citations", CITED)

    row = hands.page.locator("li.row.current")
    expect(row).to_contain_text("32/2010/QĐ-TTg")
    expect(row).to_contain_text("đã thêm · thu")
    hands.left(int(count))
    hands.page.locator('button[data-show="all"]').click()
    expect(hands.page.locator('#rows li.row[data-path$=".date"]', has_text="26/03/2010")).to_have_count(1)
    hands.press("z")
    expect(hands.page.locator("li.row", has_text="32/2010/QĐ-TTg")).to_have_count(0)


def test_what_is_no_item_is_refused_beside_the_form(hands: Hands) -> None:
    """One line says what is expected; Escape leaves the form and the row before is chosen again."""
    hands.open(LETTER)
    path = hands.current

    _add(hands, "signers", "Phó Chủ tịch")

    expect(hands.page.locator(".adding .error")).to_contain_text("Chưa thấy họ và tên")
    hands.page.keyboard.press("Escape")
    hands.chooses(path)


def test_a_box_without_a_value_is_offered_as_an_item(hands: Hands) -> None:
    """With no row chosen the words in the box fill the form; the item has the box as its place on the page."""
    hands.open(LETTER)
    hands.press("t")
    hands.drag_around("document.subject")

    expect(hands.page.locator(".adding .offer")).to_be_visible()
    area = hands.page.locator(".adding textarea")
    expect(area).not_to_have_value("")
    hands.page.locator(".adding select").select_option("recommendations")
    area.press("Enter")

    path = "recommendations"
    expect(hands.page.locator("li.row.current")).to_contain_text("đã thêm")
    assert hands.current.startswith(path)
    expect(hands.page.locator(f'svg g.mark.lit[data-path^="{path}"]')).not_to_have_count(0)
    with hands.server.store() as store:
        (decision,) = live(tuple(DecisionLog(store).entries()))
    assert (decision.drawn is not None, [each.kind for each in decision.evidence]) == (True, ["page"])


def test_words_that_are_another_item_are_added_instead(hands: Hands) -> None:
    """A box drawn while a value is chosen is offered for it, or as an item of its own."""
    hands.open(LETTER, at="document.subject")
    hands.drag_around("document.subject")
    hands.page.locator(".edit .offer button").click()

    expect(hands.page.locator(".adding textarea")).not_to_have_value("")
    expect(hands.page.locator("form.edit:not(.add)")).to_have_count(0)


def test_selected_words_of_a_text_are_offered(hands: Hands) -> None:
    """A document without pages has no boxes: what is selected in it fills the form."""
    hands.open(REPORT)
    hands.page.evaluate(
        "() => { const r = document.createRange(); r.selectNodeContents(document.querySelector('.sheet.text .mark'));"
        " getSelection().removeAllRanges(); getSelection().addRange(r); }"
    )

    hands.press("t")

    expect(hands.page.locator(".adding textarea")).not_to_have_value("")


def test_an_item_is_left_out_and_a_list_confirmed_as_a_whole(hands: Hands) -> None:
    """M goes up from a value to its item, and on to the list; each is decided by a key."""
    hands.open(LETTER, at="citations[0].ref")
    hands.press("m")
    hands.chooses("citations[0]")
    expect(hands.page.locator("li.row.current")).to_contain_text("Không có mục này")
    hands.press("r")
    expect(hands.page.locator('li.row[data-path="citations[0]"]').first).to_contain_text("đọc sai")

    hands.page.locator('button[data-show="all"]').click()
    hands.page.locator('button[data-whole="recipients"]').click()
    hands.chooses("recipients")
    expect(hands.page.locator("li.row.current [data-act=accept]")).to_contain_text("Đủ và đúng")
    hands.press("Enter")

    expect(hands.page.locator('li.row[data-path="recipients"]').first).to_contain_text("đã xác nhận")
    with hands.server.store() as store:
        assert [each.path for each in DecisionLog(store).entries()][-2:] == ["citations[0]", "recipients"]


def test_a_heading_is_found_from_the_outline_and_mended(hands: Hands) -> None:
    """A click in the outline lights the heading on the page; its words are edited like any others."""
    hands.open("kh-tinh-pdf.pdf")
    hands.page.locator('button[data-show="outline"]').click()
    hands.page.locator(".outline button", has_text="Mục tiêu chung").click()
    expect(hands.page.locator("li.row.current")).to_contain_text("Mục tiêu chung")
    expect(hands.page.locator("svg .mark.lit")).not_to_have_count(0)

    hands.press("e")
    hands.page.locator(".edit textarea").fill("Mục tiêu chung của Kế hoạch")
    hands.page.locator(".edit textarea").press("Enter")

    expect(hands.page.locator("form.edit")).to_have_count(0)
    hands.page.locator('button[data-show="outline"]').click()
    expect(hands.page.locator(".outline")).to_contain_text("Mục tiêu chung của Kế hoạch")


def test_hostile_words_stay_words(hands: Hands) -> None:
    """What is typed for an item never becomes markup, in lists or on the page."""
    hands.open(REPORT)
    words = "<img src=x onerror=alert(1)><x-evil>{{7*7}}</textarea>"

    _add(hands, "recipients", words)

    expect(hands.page.locator("li.row.current .words")).to_have_text(words)
    expect(hands.page.locator("x-evil, img[src=x]")).to_have_count(0)
