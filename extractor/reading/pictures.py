"""Reads picture files: PNG, JPEG and TIFF with one or several pages, each a page of the document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from extractor import limits
from extractor.budget import UNLIMITED, Budget
from extractor.errors import CorruptError, TooLargeError
from extractor.reading.ocr.page import read_picture
from extractor.reading.ocr.picture import Colour
from extractor.reading.pdf.assemble import assemble
from extractor.reading.pdf.glyphs import empty
from extractor.reading.pdf.page import PageContent, damaged_page
from extractor.reading.pdf.scanned import set_picture
from extractor.reading.source import Cut, SourceText

if TYPE_CHECKING:
    from PIL import Image

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
_USUAL_DPI = (100.0, 1200.0)
"""Resolutions that scanners write into their files; others (72, 96, 1) are what programs write that know none."""
_A4_INCHES = (8.27, 11.69)
_POINTS = 72.0
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, MemoryError, TypeError, KeyError)
"""What the decoders raise for damaged data; the last two for a TIFF whose directory lacks a tag."""


def read(data: bytes, budget: Budget = UNLIMITED) -> SourceText:
    """The text of a picture file; where the budget ends or a page is damaged, the other pages with a `Cut`.

    Raises:
        CorruptError: no page of it can be decoded.
        TooLargeError: more pages or pixels than the published limits.
        NeedsOcrError: the engine is not installed.
        OcrDeferredError: the budget leaves pictures to another worker.
    """
    pages: list[PageContent] = []
    cut = None
    image = _open(data)
    for number, frame in enumerate(_frames(image), 1):
        if pages and budget.spent():
            cut = Cut("timeout", f"the time ended before page {number} was read")
            break
        budget.begin_picture(number)
        if frame is None:
            cut = cut or Cut("corrupt", f"page {number} of the picture file is damaged")
            pages.append(damaged_page())
            continue
        pages.append(_page(*frame))
    if not any(page.scan for page in pages):
        raise CorruptError("no page of the picture file can be decoded")
    return replace(assemble(pages, (), _MEDIA_TYPES[str(image.format)]), cut=cut)


def _page(picture: Colour, dpi: float) -> PageContent:
    height, width = picture.shape[:2]
    scale = _POINTS / dpi
    return set_picture(read_picture(picture, dpi), width * scale, height * scale, empty())


def _open(data: bytes) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 -- loaded only where a picture is read

    Image.MAX_IMAGE_PIXELS = None  # every frame is measured before it is decoded, by the limit that is published
    try:
        return Image.open(io.BytesIO(data), formats=tuple(_MEDIA_TYPES))
    except _BROKEN as error:
        raise CorruptError("the picture file is damaged") from error


def _frames(image: Image.Image) -> Iterator[tuple[Colour, float] | None]:
    """Each page with its dots per inch, None for one that cannot be decoded."""
    try:
        count = int(getattr(image, "n_frames", 1))
    except _BROKEN as error:
        raise CorruptError("the picture file is damaged") from error
    if count > limits.DOCUMENT.pages:
        raise TooLargeError(f"the picture file has {count} pages, the limit is {limits.DOCUMENT.pages}")
    for index in range(count):
        yield _frame(image, index)


def _frame(image: Image.Image, index: int) -> tuple[Colour, float] | None:
    from PIL import Image, ImageOps  # noqa: PLC0415 -- as above

    try:
        image.seek(index)
        _refuse_large(image.size)
        upright = ImageOps.exif_transpose(image)
        if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright.convert("RGBA"))
        picture = np.array(upright.convert("RGB"), np.uint8)
    except _BROKEN:
        return None
    return picture, _dpi(image, upright.size)


def _refuse_large(size: tuple[int, int]) -> None:
    pixels = size[0] * size[1]
    if pixels > limits.DOCUMENT.pixels:
        raise TooLargeError(f"a picture has {pixels} pixels, the limit is {limits.DOCUMENT.pixels}")


def _dpi(image: Image.Image, size: tuple[int, int]) -> float:
    """Dots per inch as the file says, or as an A4 sheet of this size has; both ways of laying it are tried."""
    said = image.info.get("dpi")
    across = float(said[0]) if isinstance(said, tuple) and said else 0.0
    if _USUAL_DPI[0] <= across <= _USUAL_DPI[1]:
        return across
    short, long = sorted(size)
    return max(_USUAL_DPI[0] / 2, short / _A4_INCHES[0], long / _A4_INCHES[1])
