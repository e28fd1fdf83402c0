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
from extractor.reading.pdf.carried import carried
from extractor.reading.pdf.glyphs import empty
from extractor.reading.pdf.page import PageContent, damaged_page
from extractor.reading.pdf.scanned import set_picture
from extractor.reading.source import Cut, PageSize, SourceText
from schemas.paper import POINTS, dots_per_inch

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "TIFF": "image/tiff"}
"""MPO is what the library calls a JPEG of a telephone that carries a second picture, such as a preview."""
MEDIA_TYPES = frozenset(_FORMATS.values())
_OPENED = ("PNG", "JPEG", "TIFF")
"""What the library is asked to open: it makes an MPO of a JPEG by itself, and knows no way to open one."""
_ORIENTATION = 0x0112
"""EXIF's tag of how a picture is to be turned; from 5 on, it comes to lie on its side."""
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
    image = opened(data)
    for number, page in enumerate(_frames(image), 1):
        if pages and budget.spent():
            cut = Cut("timeout", f"the time ended before page {number} was read")
            break
        budget.begin_picture(number)
        if page is None:
            cut = cut or Cut("corrupt", f"page {number} of the picture file is damaged")
            pages.append(damaged_page())
            continue
        pages.append(_page(*page))
    if not any(page.scan for page in pages):
        raise CorruptError("no page of the picture file can be decoded")
    return replace(assemble(carried(pages), (), _FORMATS[str(image.format)]), cut=cut)


def sizes(image: Image.Image) -> tuple[PageSize, ...]:
    """The size of each page of an open file as it is shown, in points; no page is decoded.

    Raises:
        CorruptError: it is damaged.
        TooLargeError: more pages than the published limit.
    """
    return tuple(_size(image, index) for index in range(count(image)))


def _size(image: Image.Image, index: int) -> PageSize:
    try:
        image.seek(index)
        width, height = image.size
        # Of a TIFF, the library gives the size as it is shown.
        if image.format != "TIFF" and image.getexif().get(_ORIENTATION, 1) >= 5:
            width, height = height, width
    except _BROKEN:
        empty_page = damaged_page().frame
        return PageSize(round(empty_page.width, 2), round(empty_page.height, 2))
    scale = POINTS / _dpi(image, (width, height))
    return PageSize(round(width * scale, 2), round(height * scale, 2))


def _page(picture: Colour, dpi: float) -> PageContent:
    height, width = picture.shape[:2]
    scale = POINTS / dpi
    return set_picture(read_picture(picture, dpi), width * scale, height * scale, empty())


def opened(data: bytes) -> Image.Image:
    """A picture file, nothing of it decoded yet.

    Raises:
        CorruptError: it is damaged.
    """
    from PIL import Image  # noqa: PLC0415 -- loaded only where a picture is read

    Image.MAX_IMAGE_PIXELS = None  # every frame is measured before it is decoded, by the limit that is published
    try:
        return Image.open(io.BytesIO(data), formats=_OPENED)
    except _BROKEN as error:
        raise CorruptError("the picture file is damaged") from error


def count(image: Image.Image) -> int:
    """How many pages an open file has; of the pictures in a JPEG, the first is the page.

    Raises:
        CorruptError: it is damaged.
        TooLargeError: more than the published limit.
    """
    if image.format == "MPO":
        return 1
    try:
        pages = int(getattr(image, "n_frames", 1))
    except _BROKEN as error:
        raise CorruptError("the picture file is damaged") from error
    if pages > limits.DOCUMENT.pages:
        raise TooLargeError(f"the picture file has {pages} pages, the limit is {limits.DOCUMENT.pages}")
    return pages


def _frames(image: Image.Image) -> Iterator[tuple[Colour, float] | None]:
    for index in range(count(image)):
        yield frame(image, index)


def frame(image: Image.Image, index: int) -> tuple[Colour, float] | None:
    """A page (from 0) of an open file with its dots per inch; None where it cannot be decoded.

    Raises:
        TooLargeError: it has more pixels than the published limit.
    """
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
    """Dots per inch as the file says, or as an A4 sheet of this size has."""
    said = image.info.get("dpi")
    return dots_per_inch(float(said[0]) if isinstance(said, tuple) and said else None, size)
