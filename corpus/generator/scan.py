"""Scans: pages rasterised and degraded like the output of a clerk's scanner or fax, as a PDF of pictures."""

from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageFilter

from corpus.generator.chance import Chance
from corpus.generator.drawn import find_end
from corpus.generator.plan import Head
from corpus.generator.seals import seal, write_digits

A4_INCHES = 297 / 25.4
STYLES = {"good": 4.0, "grey": 3, "poor": 2, "fax": 1}


def to_scan(pdf: bytes, chance: Chance, head: Head | None) -> bytes:
    """The pages as pictures at 200 or 300 dpi; the head says whether its number is written by hand or covered."""
    style = chance.weighted(STYLES)
    dots = chance.pick((200, 200, 300)) if style != "fax" else 200
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for index in range(len(document)):
        page = document[index].render(scale=dots / 72).to_pil().convert("RGB")
        if index == 0 and head and head.number_source != "typed":
            _mark_number(page, pdf, head, chance)
        pages.append(_degrade(page, style, chance))
    document.close()
    return _as_pdf(pages, dots, chance.number(45, 85))


def _mark_number(page: Image.Image, pdf: bytes, head: Head, chance: Chance) -> None:
    """Digits by hand behind `Số:`, or a round stamp over the line of the number."""
    right, bottom = find_end(pdf, "Số:" if head.colon else "Số")
    dots = page.height / A4_INCHES
    left, base = right / 72 * dots, page.height - bottom / 72 * dots
    if head.number_source == "hand":
        write_digits(page, head.number, (left + 0.03 * dots, base - 0.2 * dots), 0.2 * dots, chance)
        return
    with Image.open(BytesIO(seal(chance))) as drawn:
        size = round(dots * 1.1)
        mark = drawn.resize((size, size))
        page.paste(mark, (round(left - 0.25 * dots), round(base - 0.65 * dots)), mark)


def _degrade(page: Image.Image, style: str, chance: Chance) -> Image.Image:
    noise = {"good": 3, "grey": 7, "poor": 16, "fax": 10}[style]
    turned = page.rotate(
        chance.normal(0.35 if style == "good" else 0.8), Image.Resampling.BICUBIC, fillcolor="white"
    )
    if style in {"poor", "fax"}:
        turned = turned.filter(ImageFilter.GaussianBlur(0.8))
    if style in {"grey", "fax"}:
        turned = turned.convert("L")
    generator = np.random.default_rng(chance.number(0, 2**31))
    pixels = np.asarray(turned).astype(np.int16)
    pixels = pixels + generator.normal(0, noise, pixels.shape).astype(np.int16) - chance.number(0, 14)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return image.point(lambda value: 255 if value > 150 else 0) if style == "fax" else image


def _as_pdf(pages: list[Image.Image], dots: int, quality: int) -> bytes:
    raw = BytesIO()
    pages[0].save(raw, "PDF", save_all=True, append_images=pages[1:], resolution=dots, quality=quality)
    with pikepdf.open(raw) as pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        settled = BytesIO()
        pdf.save(settled, deterministic_id=True)
    return settled.getvalue()
