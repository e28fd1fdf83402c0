"""Seconds a scanned page takes against bare Tesseract: same model, same resolution, one thread, same run.

Run as `python -m scripts.bench_ocr FILE …` with scanned PDFs; pages with a ruled table are shown apart. Bare Tesseract
gets the page as drawn, in grey, and its words with boxes and confidences are walked, which is the least a reader needs.
Seconds are those of the processor, with one thread, so that other work on the machine tells nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import pypdfium2 as pdfium

from extractor.reading.ocr.engine import read_words
from extractor.reading.ocr.page import read_picture
from extractor.reading.ocr.picture import DPI
from extractor.reading.pdf.grids import find_tables
from extractor.reading.pdf.scanned import render

_RUNS = 3


@dataclass(frozen=True, slots=True)
class PageTime:
    """Seconds of one page, bare and by this project, medians of the runs."""

    bare: float
    own: float
    tabular: bool


def page_time(document: pdfium.PdfDocument, index: int, runs: int = _RUNS) -> PageTime:
    """Time one page, both ways in turn."""
    picture, dpi = render(document, index)
    bare, own, tabular = [], [], False
    for _ in range(runs):
        started = time.process_time()
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        small = cv2.resize(grey, None, fx=DPI / dpi, fy=DPI / dpi, interpolation=cv2.INTER_AREA)
        read_words(np.asarray(small, np.uint8), DPI)
        bare.append(time.process_time() - started)
        started = time.process_time()
        read = read_picture(picture, dpi)
        own.append(time.process_time() - started)
        tabular = any(table.rows > 1 and table.columns > 1 for table in find_tables(read.edges))
    return PageTime(median(bare), median(own), tabular)


def main(paths: Sequence[str]) -> int:
    """Print one line a page and the ratios of both kinds of page."""
    cv2.setNumThreads(1)
    times = []
    for path in paths:
        document = pdfium.PdfDocument(Path(path).read_bytes())
        for index in range(len(document)):
            times.append(page_time(document, index))
            print(f"{Path(path).name} page {index + 1}: bare {times[-1].bare:.2f} s, own {times[-1].own:.2f} s")
        document.close()
    for name, kind in (("without a table", False), ("with a table", True)):
        of_kind = [entry for entry in times if entry.tabular is kind]
        if of_kind:
            ratio = sum(entry.own for entry in of_kind) / sum(entry.bare for entry in of_kind)
            print(f"pages {name}: {len(of_kind)}, ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
