"""A viewer at the desk sees everything and decides nothing: no form, no key, no request gets through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from extractor.access.roles import Role
from extractor.access.users import Change, UserError, Users
from extractor.decisions.log import DecisionLog
from tests.extractor.desk.driving import Hands, Server

NAME, PASSWORD = "xem", "a password of this test"
LETTER = "ttr-huyen-2017.pdf"


@pytest.fixture(scope="module")
def office(server: Server) -> Iterator[Server]:
    """A server of several people over the same store."""
    office = Server(server.folder, jobs=0, is_local=False)
    with office.store() as store:
        for name, role in ((NAME, Role.VIEWER), ("duyet", Role.REVIEWER)):
            try:
                Users(store).add(name, role, PASSWORD)
            except UserError:
                Users(store).change(name, Change(role=role))
    office.start()
    yield office
    office.stop()


@pytest.fixture
def guest(browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which nobody has signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    yield context
    context.close()


def signed_in(context: BrowserContext, office: Server, name: str) -> Hands:
    """Somebody who came in by name and password."""
    page = context.new_page()
    page.goto(f"{office.address}/desk")
    page.locator('input[name="name"]').fill(name)
    page.locator('input[name="password"]').fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("main.queue")
    hands = Hands(page, office)
    hands.watch()
    return hands


def _written(office: Server) -> int:
    with office.store() as store:
        return DecisionLog(store).stamp()


def test_a_viewer_sees_everything(guest: BrowserContext, office: Server) -> None:
    """Queue, page and its picture, values, findings, outline and differences are there."""
    hands = signed_in(guest, office, NAME)
    expect(hands.page.locator(".documents tbody tr")).not_to_have_count(0)
    hands.open(LETTER)
    expect(hands.page.locator("svg.sheet image")).to_have_count(1)
    expect(hands.page.locator("svg g.mark.lit")).not_to_have_count(0)
    for show in ("page", "all", "outline"):
        hands.page.locator(f'button[data-show="{show}"]').click()
        expect(hands.page.locator("#list")).to_have_attribute("data-show", show)
    hands.page.locator('g.mark[data-path="document.issued_date"]').click()
    hands.chooses("document.issued_date")
    hands.go("/desk/differences")
    expect(hands.page.locator("main.differences")).to_be_visible()
    assert hands.complaints == []


def test_no_form_and_no_key_decides(guest: BrowserContext, office: Server) -> None:
    """Buttons are not there, keys say that the role may not, and the log stays as it is."""
    before = _written(office)
    hands = signed_in(guest, office, NAME)
    hands.open(LETTER)
    expect(hands.page.locator(".acts:visible")).to_have_count(0)
    expect(hands.page.locator("#add-open")).to_have_count(0)
    expect(hands.page.locator('a[href="/desk/upload"]')).to_have_count(0)
    count = hands.page.locator("#left").inner_text()

    for key in ("Enter", "e", "r", "a", "t", "z"):
        hands.page.keyboard.press(key)
        expect(hands.page.locator("#said")).to_contain_text("Chỉ xem")
        expect(hands.page.locator("form.edit")).to_have_count(0)
        hands.page.evaluate("() => { document.getElementById('said').textContent = ''; }")
    hands.drag_around("document.issued_date")
    expect(hands.page.locator("#said")).to_contain_text("Chỉ xem")

    expect(hands.page.locator("svg .drawn")).to_have_count(0)
    hands.left(int(count))
    assert (_written(office), hands.complaints) == (before, [])


@pytest.mark.parametrize("route", ["decisions", "additions", "readings"])
def test_requests_of_a_viewer_are_refused(guest: BrowserContext, office: Server, route: str) -> None:
    """Whoever goes round the page is refused by the server."""
    before = _written(office)
    page = signed_in(guest, office, NAME).page
    number = office.number(LETTER)
    path = "document.place"

    answer = _post(page, f"/desk/documents/{number}/{route}", {"path": path, "act": "accept", "list": "recipients"})

    others = [_post(page, address, {}) for address in ("/desk/undo", "/desk/differences/decisions")]
    assert (answer, others, _written(office)) == (403, [403, 403], before)
    assert page.request.get(f"{office.address}/desk/upload").status == 403


def test_a_reviewer_of_the_same_server_decides(guest: BrowserContext, office: Server) -> None:
    """The role makes the difference, and the log names who signed in."""
    hands = signed_in(guest, office, "duyet")
    hands.open(LETTER, at="document.subject")

    hands.press("Enter")

    with office.store() as store:
        (decision,) = DecisionLog(store).by("duyet").entries()
        assert (decision.path, decision.reviewer) == ("document.subject", "duyet")
    hands.press("z")
    expect(hands.page.locator("#said")).to_contain_text("Đã hoàn tác")


def _post(page: Page, path: str, fields: dict[str, str]) -> int:
    """Send a form as the page would, with the token of its session."""
    status: int = page.evaluate(
        """([path, fields]) => fetch(path, {method: "POST", body: new URLSearchParams(fields),
             headers: {"X-CSRF-Token": desk.token}}).then((answer) => answer.status)""",
        [path, fields],
    )
    return status
