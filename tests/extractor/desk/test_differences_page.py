"""The pages of differences, by a real browser against a real server."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.extractor.desk.driving import Hands

LETTER = "ttr-huyen-2017.pdf"


def _open(hands: Hands, query: str = "") -> None:
    hands.go(f"/desk/differences{query}")
    expect(hands.page.locator("tr.difference")).not_to_have_count(0)


def test_two_versions_are_mapped_and_listed(hands: Hands) -> None:
    """The version before this one is compared without asking: a map of documents and fields, and both values."""
    _open(hands)

    expect(hands.page.locator(".heat tbody tr", has_text=LETTER)).to_contain_text("2")
    row = hands.page.locator("tr.difference", has_text="document.subject")
    expect(row.locator(".side-a")).to_contain_text("Về việc khác")
    expect(row.locator(".side-b")).to_contain_text("hỗ trợ kinh phí")


def test_the_map_and_the_filters_narrow_the_list(hands: Hands) -> None:
    """A cell of the map leads to its differences; the filter by kind and by reason too."""
    _open(hands)

    hands.page.locator(".heat thead a", has_text="Trích yếu").click()
    expect(hands.page.locator("tr.difference")).to_have_count(1)
    expect(hands.page.locator("tr.difference code")).to_have_text("document.subject")
    _open(hands, "?kind=status")
    expect(hands.page.locator("tr.difference code")).to_have_text("document.place")
    _open(hands, "?reason=absent")
    expect(hands.page.locator("tr.difference")).to_have_count(1)


def test_both_places_are_shown_on_both_pages(hands: Hands) -> None:
    """Each side's page with the place lit; a side without a place shows the page of the other."""
    _open(hands)

    hands.page.locator("tr.difference", has_text="document.subject").locator(".show-pair").click()

    expect(hands.page.locator(".pair figure svg.sheet")).to_have_count(2)
    expect(hands.page.locator(".pair .lit rect").first).to_be_visible()
    hands.press("v")
    expect(hands.page.locator(".pair")).to_have_count(0)


def test_one_side_is_taken_by_a_key_and_taken_back(hands: Hands) -> None:
    """R keeps side A: the value of the older version is the document's value then; z takes it back."""
    _open(hands, "?field=document.subject")
    hands.press("ArrowDown", "r")
    expect(hands.page.locator("#said")).to_contain_text("1 đã ghi vào sổ")

    hands.open(LETTER, at="document.subject")
    expect(hands.page.locator("li.row.current")).to_contain_text("Về việc khác")
    expect(hands.page.locator("li.row.current")).to_contain_text("đã sửa")
    hands.press("z")
    expect(hands.page.locator("li.row.current")).to_contain_text("hỗ trợ kinh phí")


def test_many_are_accepted_at_once(hands: Hands) -> None:
    """Everything on the page is chosen and taken from side B in one go."""
    _open(hands)
    count = hands.page.locator("tr.difference").count()

    hands.page.locator("#select-all").check()
    expect(hands.page.locator("#selected")).to_have_text(f"{count} đã chọn")
    hands.page.locator('[data-many="accept"]').click()

    expect(hands.page.locator("#said")).to_contain_text(f"{count} đã ghi vào sổ")
    expect(hands.page.locator("tr.difference.decided")).to_have_count(count)


def test_a_person_is_compared_with_the_program(hands: Hands) -> None:
    """What was decided stands against what was read; labels of a folder can be chosen too."""
    hands.open(LETTER, at="document.issued_date")
    hands.press("e")
    hands.page.keyboard.type("15/3/2017")
    hands.press("Enter")
    expect(hands.page.locator('li.row[data-path="document.issued_date"]')).to_contain_text("15/03/2017")

    hands.go("/desk/differences")
    hands.page.locator('select[name="a"]').select_option(hands.page.locator('select[name="b"]').input_value())
    hands.page.locator('select[name="b"]').select_option("decided")
    hands.page.locator(".sides button").click()

    expect(hands.page.locator("tr.difference code")).to_have_text("document.issued_date")
    expect(hands.page.locator('select[name="b"] option[value="gold"]')).to_have_count(1)


def test_labels_are_compared_with_the_program(hands: Hands) -> None:
    """Side B may be the labels of a folder: only documents that have one are compared."""
    hands.go("/desk/differences")
    own = hands.page.locator('select[name="b"]').input_value()
    hands.page.locator('select[name="a"]').select_option(own)
    hands.page.locator('select[name="b"]').select_option("gold")

    hands.page.locator(".sides button").click()

    expect(hands.page.locator("main .problem")).to_have_count(0)
    expect(hands.page.locator('select[name="b"]')).to_have_value("gold")


def test_a_document_that_was_sent_again_is_compared_with_itself(hands: Hands) -> None:
    """The earlier sending against the last one, whatever the files are called; the last one can be accepted."""
    hands.go("/desk/differences?a=earlier&b=later")

    row = hands.page.locator("tr.difference", has_text="statistics")
    expect(row.locator(".side-a")).to_contain_text("4386")
    expect(row.locator(".side-b")).to_contain_text("4391")
    row.locator(".show-pair").click()
    expect(hands.page.locator(".pair .text .lit")).to_have_count(2)
    hands.press("Enter")
    expect(hands.page.locator("#said")).to_contain_text("1 đã ghi vào sổ")
