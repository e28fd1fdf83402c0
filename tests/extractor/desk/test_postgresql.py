"""The desk over PostgreSQL: the same pages, the same log, a restart in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from extractor.pipeline import process_all
from extractor.store.store import Store
from tests.extractor.desk.conftest import SAMPLES, put
from tests.extractor.desk.driving import REVIEWER, Hands, Server
from tests.extractor.store.conftest import emptied
from tests.extractor.store.conftest import server as database

__all__ = ["database"]
LETTER = "ttr-huyen-2017.pdf"
REPORT = "bc-conflict.docx"


@pytest.fixture(scope="module")
def office(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A desk of one person over a database with two documents, each read by two versions."""
    folder: Path = tmp_path_factory.mktemp("desk-postgresql")
    (folder / "gold").mkdir()
    address = emptied(database)
    with Store.open(address, str(folder / "store" / "originals")) as store:
        for path in (LETTER, REPORT):
            put(store, path, (SAMPLES / path).read_bytes(), process_all(SAMPLES / path))
    office = Server(folder, location=address)
    office.start()
    yield office
    office.stop()


@pytest.fixture
def hands(office: Server, browser: Browser) -> Iterator[Hands]:
    """A reviewer who comes in anew."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    page = context.new_page()
    office.stop()
    office.start()
    page.goto(f"{office.address}/open?key={office.key}")
    hands = Hands(page, office)
    hands.watch()
    yield hands
    context.close()
    assert hands.complaints == []


def test_a_review_over_a_restart(hands: Hands) -> None:
    """The queue, a document to its end, an edit, an addition, and all of it taken back after a restart."""
    hands.go("/desk")
    expect(hands.page.locator(".documents tbody tr")).to_have_count(2)
    hands.open(LETTER)
    count = int(hands.page.locator("#left").inner_text())
    hands.press(*["Enter"] * count)
    hands.left(0)
    hands.press("t")
    hands.page.locator(".adding select").select_option("recipients")
    hands.page.locator(".adding textarea").fill("Phòng Văn hóa")
    hands.page.locator(".adding textarea").press("Enter")
    expect(hands.page.locator("li.row.current")).to_contain_text(f"đã thêm · {REVIEWER}")

    hands.server.stop()
    hands.server.start()
    hands.page.reload()
    hands.left(0)
    hands.press("z")
    expect(hands.page.locator("#said")).to_contain_text("Đã hoàn tác")
    for back in range(1, count + 1):
        hands.press("z")
        hands.left(back)

    hands.go("/desk")
    expect(hands.page.locator(".documents tbody tr")).to_have_count(2)


def test_differences_are_decided(hands: Hands) -> None:
    """Two versions are compared and one side is taken; the decision stands in the document and is taken back."""
    hands.go("/desk/differences")
    expect(hands.page.locator("tr.difference", has_text="document.subject")).to_have_count(1)

    hands.page.locator(".heat thead a", has_text="Trích yếu").click()
    expect(hands.page.locator("tr.difference")).to_have_count(1)
    hands.press("ArrowDown", "r")
    expect(hands.page.locator("#said")).to_contain_text("1 đã ghi vào sổ")

    hands.open(LETTER, at="document.subject")
    expect(hands.page.locator("li.row.current")).to_contain_text("đã sửa")
    hands.press("z")
    expect(hands.page.locator("li.row.current")).to_contain_text("hỗ trợ kinh phí")
