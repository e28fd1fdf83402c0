"""Measures the desk: the queue of many documents, and the pages of a long one.

Run as `python -m scripts.bench_desk [--documents 10000] [--pages 200]`. The documents of the queue are copies of the
samples' records under other names and numbers; the long one is made of the pages of a sample. What is measured is what
a browser waits for: the answer for the queue, and a page from the key that asks for it to its picture being drawn.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pikepdf
from playwright.sync_api import Page, sync_playwright

from extractor.batch.run import version_of
from extractor.pipeline import process, process_all
from extractor.store.listing import listing
from extractor.store.store import Outcome, SeenFile, Store, Work
from schemas.versions import load
from scripts.check_shape import ROOT
from scripts.desk_server import begun

SAMPLES = ROOT / "corpus" / "samples"
READ = ("ttr-huyen-2017.pdf", "kh-tinh-pdf.pdf", "bc-conflict.docx", "bc-phuong.txt", "tb-tinh.pdf", "qd-tinh.docx")
PLAN = "kh-tinh-pdf.pdf"
TURNS = 40
"""Pages that are turned to, spread over the document."""


def fill(store: Store, documents: int) -> None:
    """Keep many documents, each with a number and a content of its own."""
    lines = [process(SAMPLES / name).record.to_json_line() for name in READ]
    seen = []
    for number in range(documents):
        values = json.loads(lines[number % len(lines)])
        digest = f"{number:064x}"
        values["source"] |= {"sha256": digest, "name": f"{number}.pdf"}
        store.save(Work(digest, f"{number}.pdf", version_of()), Outcome((load(json.dumps(values)),), ("",), 0.1, 1))
        seen.append((SeenFile(f"all/{number}.pdf", 1, 1), digest, None))
    store.note(seen)


def put_long(store: Store, folder: Path, pages: int) -> None:
    """Keep one document of many pages, each with a table."""
    path = folder / "long.pdf"
    with pikepdf.open(SAMPLES / PLAN) as plan, pikepdf.new() as long:
        long.pages.extend([plan.pages[0], *[plan.pages[2]] * (pages - 2), plan.pages[1]])
        long.save(path)
    extractions = process_all(path)
    digest = store.originals.put(path.read_bytes())
    records = tuple(each.record for each in extractions)
    store.save(Work(digest, path.name, version_of()), Outcome(records, tuple("" for _ in records), 0.1, 1))
    store.note([(SeenFile("long.pdf", 1, 1), digest, None)])


def milliseconds(task: Callable[[], object]) -> float:
    """How long a task takes."""
    began = time.perf_counter()
    task()
    return (time.perf_counter() - began) * 1000


def measure_queue(page: Page, address: str) -> None:
    """The first answer, how long the whole store is looked through, and answers after that."""
    print(f"queue, first answer: {milliseconds(lambda: page.request.get(f'{address}/desk')):.0f} ms")
    began = time.perf_counter()
    while "<progress" in page.request.get(f"{address}/desk").text():
        continue
    print(f"queue, every document looked through once: {time.perf_counter() - began:.1f} s")
    pages = [f"{address}/desk?why=doubtful&page={number}" for number in range(1, 21)]
    answers = [milliseconds(partial(page.request.get, one)) for one in pages]
    print(f"queue, median of {len(answers)} answers after that: {statistics.median(answers):.0f} ms")


def measure_pages(page: Page, address: str, number: int, pages: int) -> None:
    """From asking for a page to its picture standing there, after the first page; in order, then by jumps."""
    first = milliseconds(partial(page.goto, f"{address}/desk/documents/{number}"))
    print(f"document of {pages} pages, first: {first:.0f} ms")
    page.wait_for_load_state("networkidle")
    shown = [milliseconds(partial(turn, page, at)) for at in range(2, 2 + TURNS)]
    print(f"median of {TURNS} pages in their order: {statistics.median(shown):.0f} ms, slowest {max(shown):.0f} ms")
    jumps = range(60, pages, max(1, (pages - 60) // 10))
    far = [milliseconds(partial(turn, page, at)) for at in jumps]
    print(f"median of {len(far)} jumps to pages not drawn before: {statistics.median(far):.0f} ms")
    again = [milliseconds(partial(turn, page, at)) for at in jumps]
    print(f"median of the same jumps again: {statistics.median(again):.0f} ms")


def turn(page: Page, to: int) -> None:
    """Ask for a page by its number and wait until its picture is decoded."""
    page.locator("#sheet-number").fill(str(to))
    page.locator("#sheet-number").press("Enter")
    page.wait_for_selector(f'svg.sheet[data-sheet="{to}"]')
    page.evaluate(
        "() => { const i = new Image(); i.src = document.querySelector('svg.sheet image').href.baseVal;"
        " return i.decode(); }"
    )


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of the browser on this machine."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("no chromium on the PATH: install Debian's package chromium")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser.new_page(viewport={"width": 1280, "height": 800})
        browser.close()


def main() -> None:
    """Build, serve, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vanthu-desk-") as scratch:
        folder = Path(scratch)
        with Store.open(str(folder / "store")) as store:
            fill(store, asked.documents)
            put_long(store, folder, asked.pages)
            number = next(each.number for each in listing(store, version_of()) if each.path == "long.pdf")
        with begun(folder) as desk, browser_page() as page:
            page.goto(desk.entrance)
            measure_queue(page, desk.address)
            measure_pages(page, desk.address, number, asked.pages)


if __name__ == "__main__":
    main()
