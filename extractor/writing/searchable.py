"""A searchable PDF: the pages as they are, with the recognised words invisibly over their picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageOps, ImageSequence

from extractor.errors import CorruptError
from extractor.limits import DOCUMENT
from extractor.reading.pdf.page_box import visible_box
from extractor.writing.page_text import PageText
from extractor.writing.text_layer import LayerFonts, Placement, layer_of

_RESOLUTION = 200
"""Dots per inch of a page drawn anew."""
_QUALITY = 85
_FEWEST_GLYPHS = 30
"""A recognised page with more text of its own has one that cannot be read: it is drawn anew as a picture."""


def searchable_of(data: bytes, pages: Sequence[PageText]) -> bytes:
    """The file as a PDF in which the recognised words can be found; pages with text of their own stay as they are.

    Signatures of the file do not hold for this copy. The same file and words give the same bytes.

    Raises:
        CorruptError: the file cannot be copied or drawn.
    """
    try:
        with _copy(data, pages) as pdf:
            for page, target in zip(pages, pdf.pages, strict=False):
                if page.recognised:
                    _lay(pdf, target, page)
            out = BytesIO()
            pdf.save(out, deterministic_id=True, linearize=False)
    except (pikepdf.PdfError, pdfium.PdfiumError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise CorruptError("the pages cannot be copied into a new PDF") from error
    return out.getvalue()


def _copy(data: bytes, pages: Sequence[PageText]) -> Pdf:
    """The file's pages in a PDF that can be written; pictures become pages of the size they were read with."""
    if not data.startswith(b"%PDF") and b"%PDF-" not in data[:1024]:
        pdf = Pdf.new()
        for page, picture in zip(pages, _pictures(data), strict=False):
            _add_picture(pdf, pdf.add_blank_page(page_size=(page.width, page.height)), picture)
        return pdf
    pdf = Pdf.open(BytesIO(data))
    drawn = [page.number for page in pages if page.recognised]
    for number, picture in _drawn_anew(data, drawn):
        target = pdf.pages[number - 1]
        page = pages[number - 1]
        for key in ("/Annots", "/Contents", "/Rotate", "/CropBox"):
            if key in target:
                del target[key]
        target.obj["/MediaBox"] = Array([0, 0, page.width, page.height])
        target.obj["/Resources"] = Dictionary()
        target.obj["/Rotate"] = 0
        _add_picture(pdf, target, picture)
    return pdf


def _drawn_anew(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image]]:
    """Pictures of the recognised pages that hold text nobody can read."""
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        for number in numbers:
            page = document[number - 1]
            text = page.get_textpage()
            count = text.count_chars()
            text.close()
            if count > _FEWEST_GLYPHS:
                width, height = page.get_size()
                scale = min(_RESOLUTION / 72, (DOCUMENT.pixels / max(width * height, 1)) ** 0.5)
                yield number, page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
            page.close()


def _pictures(data: bytes) -> Iterator[Image.Image]:
    with Image.open(BytesIO(data)) as picture:
        for frame in ImageSequence.Iterator(picture):
            if frame.width * frame.height > DOCUMENT.pixels:
                raise CorruptError(f"a picture of {frame.width} × {frame.height} pixels is too large to be copied")
            upright = ImageOps.exif_transpose(frame)
            yield upright if upright.mode in {"1", "L", "RGB"} else upright.convert("RGB")


def _add_picture(pdf: Pdf, page: pikepdf.Page, picture: Image.Image) -> None:
    """Put a picture over a whole page."""
    x0, y0, x1, y1 = (float(side) for side in page.mediabox)
    entries = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray,
        BitsPerComponent=1 if picture.mode == "1" else 8,
    )
    if picture.mode == "1":
        image = Stream(pdf, picture.tobytes(), entries)
    else:
        packed = BytesIO()
        picture.save(packed, "JPEG", quality=_QUALITY)
        image = Stream(pdf, packed.getvalue(), {**dict(entries.items()), "/Filter": Name.DCTDecode})
    name = page.add_resource(image, Name.XObject, Name("/VanthuPage"), replace_existing=True)
    content = f"q {x1 - x0:.2f} 0 0 {y1 - y0:.2f} {x0:.2f} {y0:.2f} cm {name} Do Q".encode("ascii")
    page.contents_add(content)


def _lay(pdf: Pdf, target: pikepdf.Page, page: PageText) -> None:
    """Set the words of a page over it."""
    fonts = LayerFonts(pdf, "".join(word.text for word in page.words()))
    for name, font in fonts.resources.items():
        target.add_resource(font, Name.Font, Name(name), replace_existing=True)
    box = visible_box(target.mediabox, target.cropbox)
    turns = int(target.rotation) // 90 if hasattr(target, "rotation") else int(target.get("/Rotate", 0)) // 90
    target.contents_coalesce()
    target.contents_add(b"q\n", prepend=True)
    target.contents_add(b"\nQ\n" + layer_of(page, fonts, Placement(box, turns)))
