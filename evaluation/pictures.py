"""The place of a predicted value for a reader: a crop of the page with the span framed, or its words in the text."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from schemas.evidence import BlockEvidence, Box, Evidence, PageEvidence
from schemas.paper import POINTS, dots_per_inch

SCALE: Final = 1.5
"""Pixels a point."""
MARGIN: Final = 24.0
"""Points around the span that a crop shows."""
CONTEXT: Final = 80
"""Characters around the span that an excerpt shows."""
FRAME: Final = (200, 30, 30)

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of the text: before, in and after the span."""

    before: str
    span: str
    after: str


def excerpt(text: str, evidence: Sequence[Evidence]) -> Excerpt | None:
    """The words at the first span of a document without pages."""
    span = next((each for each in evidence if isinstance(each, BlockEvidence)), None)
    if span is None:
        return None
    before = text[max(0, span.start - CONTEXT) : span.start]
    return Excerpt(before, text[span.start : span.end], text[span.end : span.end + CONTEXT])


def crop(path: Path, evidence: Sequence[Evidence]) -> str | None:
    """The first span of a PDF or picture file as a `data:` address of a PNG, framed; None without a box on a page.

    Raises:
        pypdfium2.PdfiumError: when the page cannot be drawn.
    """
    span = next((each for each in evidence if isinstance(each, PageEvidence) and each.boxes), None)
    if span is None:
        return None
    page = _drawn(path, span.page)
    if page is None:
        return None
    for box in span.boxes:
        _frame(page, box)
    encoded = base64.b64encode(png(_around(page, span.boxes))).decode("ascii")
    return f"data:image/png;base64,{encoded}"


def _drawn(path: Path, number: int) -> Pixels | None:
    """A page of a PDF or of a picture file; None where there is no such page."""
    with path.open("rb") as stream:
        if b"%PDF-" not in stream.read(1024):
            return _shown(path, number)
    with pdfium.PdfDocument(path) as document:
        if not 1 <= number <= len(document):
            return None
        document.init_forms()
        drawn: Pixels = document[number - 1].render(scale=SCALE, rev_byteorder=True).to_numpy()[:, :, :3].copy()
        return drawn


def _shown(path: Path, number: int) -> Pixels | None:
    """A page of a PNG, JPEG or TIFF, turned as its file says."""
    try:
        with Image.open(path, formats=("PNG", "JPEG", "TIFF")) as image:
            image.seek(number - 1)
            upright = ImageOps.exif_transpose(image).convert("RGB")
            said = image.info.get("dpi")
    except (UnidentifiedImageError, Image.DecompressionBombError, EOFError, OSError, ValueError):
        return None
    dpi = dots_per_inch(float(said[0]) if said else None, upright.size)
    scale = SCALE * POINTS / dpi
    width, height = (max(1, round(side * scale)) for side in upright.size)
    return np.array(upright.resize((width, height), Image.Resampling.BOX), np.uint8)


def png(pixels: Pixels) -> bytes:
    """A PNG of an RGB picture (height, width, 3)."""
    height, width, _ = pixels.shape
    rows = np.hstack([np.zeros((height, 1), dtype=np.uint8), pixels.reshape(height, width * 3)])
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _around(page: Pixels, boxes: Sequence[Box]) -> Pixels:
    top = min(box.top for box in boxes) - MARGIN
    bottom = max(box.bottom for box in boxes) + MARGIN
    first, last = _within(top, page.shape[0]), _within(bottom, page.shape[0])
    # A box outside its page leaves no rows: the whole page shows that better than nothing.
    return page[first:last] if last > first else page


def _frame(page: Pixels, box: Box) -> None:
    left, right = _within(box.x0 - 2, page.shape[1] - 1), _within(box.x1 + 2, page.shape[1] - 1)
    top, bottom = _within(box.top - 1, page.shape[0] - 1), _within(box.bottom + 1, page.shape[0] - 1)
    page[[top, bottom], left : right + 1] = FRAME
    page[top : bottom + 1, [left, right]] = FRAME


def _within(points: float, size: int) -> int:
    return min(max(round(points * SCALE), 0), size)
