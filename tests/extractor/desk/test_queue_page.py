"""The queue and the upload form, by a real browser against a real server."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.extractor.desk.driving import REVIEWER, Hands


def test_the_gravest_come_first_with_why(hands: Hands) -> None:
    """A document that could not be read stands before one with a contradiction, each with its reasons and its count."""
    hands.go("/desk")

    rows = hands.page.locator(".documents tbody tr")

    expect(rows.first).to_contain_text("broken/truncated.pdf")
    expect(rows.first).to_contain_text("tệp bị hỏng")
    expect(rows.nth(1)).to_contain_text("Phụ lục ghi kèm theo văn bản có số 54")
    expect(hands.page.locator("#left")).to_have_text(str(rows.count()))
    expect(hands.page.locator(".who")).to_have_text(REVIEWER)


def test_filters_narrow_the_queue_and_stay_on_the_way(hands: Hands) -> None:
    """By why and by field; the next document is one that fits too."""
    hands.go("/desk")
    whole = hands.page.locator(".documents tbody tr").count()

    hands.page.locator('input[name="why"][value="failed"]').check()
    hands.page.wait_for_url(re.compile("why=failed"))

    rows = hands.page.locator(".documents tbody tr")
    expect(rows).to_have_count(1)
    assert whole > 1
    rows.locator("a").click()
    expect(hands.page.locator("#next")).to_have_attribute("href", re.compile("why=failed"))


def test_a_finished_document_leaves_the_queue(hands: Hands) -> None:
    """What is decided counts at once; finished documents are shown when they are asked for."""
    hands.go("/desk")
    count = int(hands.page.locator("#left").inner_text())
    hands.open("broken/truncated.pdf")
    hands.press("Enter")
    hands.left(0)

    hands.go("/desk")

    hands.left(count - 1)
    expect(hands.page.locator(".documents")).not_to_contain_text("broken/truncated.pdf")
    hands.page.locator('input[name="all"]').check()
    hands.page.wait_for_url(re.compile("all=1"))
    expect(hands.page.locator(".documents")).to_contain_text("broken/truncated.pdf")


def test_an_uploaded_file_is_read_and_opened(hands: Hands, tmp_path: Path) -> None:
    """The form hands the file to the queue of jobs; when it is read its document can be opened."""
    file = tmp_path / "to-trinh.txt"
    file.write_text(Path("corpus/samples/bc-nil.txt").read_text("utf-8").replace("63/BC", "64/BC"), "utf-8")
    hands.go("/desk/upload")

    hands.page.set_input_files('input[type="file"]', file)
    hands.page.locator("#upload button").click()

    link = hands.page.locator("#jobs a")
    link.wait_for(timeout=60_000)
    link.click()
    expect(hands.page.locator(".title h1")).to_contain_text("64/BC-UBND")


def test_nobody_comes_in_twice_by_the_same_address(hands: Hands, used: list[str]) -> None:
    """The printed key opens once."""
    stranger = hands.page.context.browser
    assert stranger is not None
    context = stranger.new_context()
    page = context.new_page()

    answer = page.goto(f"{hands.server.address}/open?key={used[0]}")

    assert answer is not None
    assert answer.status in {401, 403, 404}
    context.close()


def test_what_was_handed_in_is_followed_over_a_restart(hands: Hands, tmp_path: Path) -> None:
    """The server ends and begins again meanwhile: each file says what became of it, also to who comes back."""
    files = [tmp_path / name for name in ("một.txt", "hai.txt", "empty.txt")]
    for number, file in enumerate(files[:2]):
        file.write_bytes(Path("corpus/samples/bc-nil.txt").read_bytes() + f"\n{number}\n".encode())
    files[2].write_bytes(b"")
    hands.go("/desk/upload")
    hands.page.locator('input[type="file"]').set_input_files(files)
    hands.page.locator("#upload button").click()
    expect(hands.page.locator("#jobs li", has_text="empty.txt")).to_contain_text("chưa nộp được")

    hands.server.stop()
    hands.server.start()

    for name in ("một.txt", "hai.txt"):
        expect(hands.page.locator("#jobs li", has_text=name)).to_have_attribute("data-state", "done")
    hands.page.reload()
    expect(hands.page.locator("#jobs li a")).not_to_have_count(0)
    hands.page.locator("#jobs li", has_text="hai.txt").locator("a").click()
    expect(hands.page.locator("main.desk")).to_be_visible()
