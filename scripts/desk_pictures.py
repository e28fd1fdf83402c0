"""Takes the pictures of the desk that the documentation shows, from the samples: `docs/pictures/*.png`.

Run as `python -m scripts.desk_pictures` after a change of its pages. It needs Chromium on the PATH.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from extractor.batch.run import version_of
from extractor.pipeline import process_all
from extractor.store.listing import listing
from extractor.store.store import Outcome, SeenFile, Store, Work
from scripts.bench_desk import SAMPLES, browser_page
from scripts.check_shape import ROOT
from scripts.desk_server import begun

PICTURES = ROOT / "docs" / "pictures"
READ = (
    "bc-conflict.docx", "bc-so.docx", "bc-xa.pdf", "kh-tinh-pdf.pdf", "ttr-huyen-2017.pdf", "qd-tinh.docx",
    "cv-tinh-signed.pdf", "broken/truncated.pdf", "bc-phuong.txt",
)  # fmt: skip
_COLOURS = 128
"""Of a picture: enough for its letters, and a third of the bytes."""
PLAN, LETTER = "kh-tinh-pdf.pdf", "ttr-huyen-2017.pdf"


def fill(folder: Path) -> dict[str, int]:
    """A store of samples, with labels beside it; the number of each document by its path."""
    (folder / "gold").mkdir()
    for label in SAMPLES.glob("*.gold.json"):
        shutil.copy(label, folder / "gold")
    with Store.open(str(folder / "store")) as store:
        for path in READ:
            data, extractions = (SAMPLES / path).read_bytes(), process_all(SAMPLES / path)
            digest = store.originals.put(data)
            texts = tuple(each.source.text if each.source else None for each in extractions)
            records = tuple(each.record for each in extractions)
            work = Work(digest, path.rpartition("/")[2], version_of())
            store.save(work, Outcome(records, texts, 0.1, 1))
            store.note([(SeenFile(path, len(data), 1), digest, None)])
        return {each.path: each.number for each in listing(store, version_of())}


def take(page: Page, name: str) -> None:
    """One picture, when everything is drawn."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    drawn.save(PICTURES / f"{name}.png", optimize=True)


def document(page: Page, address: str, numbers: dict[str, int]) -> None:
    """A plan with its table, and a letter whose date is read again in a box."""
    page.goto(f"{address}/desk/documents/{numbers[PLAN]}")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    take(page, "desk-document")
    page.goto(f"{address}/desk/documents/{numbers[LETTER]}?path=document.issued_date")
    page.wait_for_load_state("networkidle")
    box = page.locator('g.mark[data-path="document.issued_date"] rect').first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] - 6, box["y"] - 3)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 10)
    page.mouse.move(box["x"] + box["width"] + 6, box["y"] + box["height"] + 3)
    page.mouse.up()
    page.wait_for_selector(".edit .offer:not([hidden])")
    take(page, "desk-read-again")


def differences(page: Page, address: str, numbers: dict[str, int]) -> None:
    """The program against a person who decided on two documents."""
    for path in (LETTER, PLAN):
        page.goto(f"{address}/desk/documents/{numbers[path]}")
        for key in ("a", "r", "a"):
            page.keyboard.press(key)
            page.wait_for_selector("li.pending", state="detached")
    page.goto(f"{address}/desk/documents/{numbers[LETTER]}?path=document.subject")
    page.keyboard.press("e")
    page.keyboard.type("Hỗ trợ kinh phí sửa chữa đập Dộc Xoan")
    page.keyboard.press("Enter")
    page.wait_for_selector('li.row.done[data-path="document.subject"]')
    page.goto(f"{address}/desk/differences")
    page.locator('select[name="b"]').select_option("decided")
    page.locator(".sides button").click()
    page.locator("tr.difference", has_text="document.subject").locator(".show-pair").click()
    page.wait_for_selector(".pair")
    take(page, "desk-differences")


def main() -> None:
    """Every picture, at the size of a small screen."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vanthu-desk-") as scratch:
        folder = Path(scratch)
        numbers = fill(folder)
        with begun(folder) as desk, browser_page() as page:
            page.goto(desk.entrance)
            take(page, "desk-queue")
            document(page, desk.address, numbers)
            page.goto(f"{desk.address}/desk/documents/{numbers['bc-conflict.docx']}")
            take(page, "desk-findings")
            differences(page, desk.address, numbers)
    for picture in sorted(PICTURES.glob("desk-*.png")):
        print(picture.relative_to(ROOT))


if __name__ == "__main__":
    main()
