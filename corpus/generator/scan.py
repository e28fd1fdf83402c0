"""Scans: pages rasterised, written on and degraded like the output of a clerk's scanner or fax."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from corpus.generator.chance import Chance
from corpus.generator.drawn import find_end
from corpus.generator.handwriting import write_digits
from corpus.generator.plan import Head
from corpus.generator.seals import RED, seal
from corpus.generator.stamps import MARKS, press_stamps

A4_INCHES = 297 / 25.4
COVERS = {"seal": 3.0, "incoming_stamp": 1.5, "blot": 1}
FORMATS = {"pdf": 4.0, "tif": 1.5, "jpg": 1.5, "png": 1}
ONE_PAGE = frozenset({"jpg", "png"})


@dataclass(frozen=True, slots=True)
class Style:
    """A way of scanning: share of such scans, dots an inch, spread of noise, degrees of skew, grey or colour."""

    share: float
    dots: tuple[int, ...]
    noise: float
    skew: float
    mode: str
    blur: float = 0
    specks: int = 0


STYLES = {
    "good": Style(4, (200, 300), 3, 0.3, "RGB"),
    "grey": Style(3, (200, 200, 300), 7, 0.6, "L"),
    "poor": Style(2, (200,), 15, 1.0, "RGB", blur=0.8, specks=40),
    "fax": Style(1.5, (150,), 8, 1.0, "1", blur=0.5, specks=25),
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned file: its bytes, the ending of its name, how it was scanned, what a label says of its stamps."""

    raw: bytes
    end: str
    told: dict[str, Any]
    label: dict[str, str]


def to_scan(pdf: bytes, name: str, head: Head | None) -> Scan:
    """The pages of a document as pictures; the head says which of its digits are written by hand or covered."""
    chance, stamps = Chance("scan", name), {}
    kind = chance.weighted({style: entry.share for style, entry in STYLES.items()})
    style = STYLES[kind]
    dots = chance.pick(style.dots)
    told: dict[str, Any] = {"style": kind, "dpi": dots}
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for index in range(len(document)):
        page = document[index].render(scale=dots / 72).to_pil().convert("RGB")
        if index == 0 and head:
            told |= _write_on(page, pdf, head, chance)
            stamps = press_stamps(page, head, Chance("stamps", name))
            told |= {"stamps": sorted(stamps)} if stamps else {}
        pages.append(_degrade(page, style, chance))
    document.close()
    quality = chance.number(45, 85)
    allowed = {end: share for end, share in FORMATS.items() if len(pages) == 1 or end not in ONE_PAGE}
    end = chance.weighted(allowed)
    told |= {"format": end, "pages": len(pages), "quality": quality}
    return Scan(_file(pages, end, dots, quality), end, told, {k: v for k, v in stamps.items() if k in MARKS})


def _write_on(page: Image.Image, pdf: bytes, head: Head, chance: Chance) -> dict[str, Any]:
    """Writes number and day by hand or covers them; says how."""
    dots = page.height / A4_INCHES
    told: dict[str, Any] = {}
    fields = (("number", head.number_source, head.number, "Số:" if head.colon else "Số"),
              ("day", head.day_source, head.day, f"{head.place}, ngày"))  # fmt: skip
    for name, source, digits, before in fields:
        if source not in {"hand", "stamped"}:
            continue
        right, bottom = find_end(pdf, before)
        left, base = right / 72 * dots, page.height - bottom / 72 * dots
        if source == "hand":
            height = dots * chance.number(15, 21) / 100
            write_digits(page, digits, (left + 0.04 * dots, base - height * 1.05), height, chance)
        else:
            told[f"{name}_covered_by"] = _cover(page, (left, base), dots, chance)
    return told


def _cover(page: Image.Image, place: tuple[float, float], dots: float, chance: Chance) -> str:
    """A round seal, the box stamped on incoming documents, or a blot over the digits behind `place`."""
    kind = chance.weighted(COVERS)
    left, base = place
    if kind == "seal":
        with Image.open(BytesIO(seal(chance))) as drawn:
            size = round(dots * 0.8)
            mark = drawn.resize((size, size))
        page.paste(mark, (round(left - 0.2 * dots), round(base - 0.48 * dots)), mark)
        return kind
    draw = ImageDraw.Draw(page)
    if kind == "blot":
        for _ in range(14):
            x, y, radius = (
                left + dots * chance.number(2, 42) / 100,
                base - dots * chance.number(3, 14) / 100,
                dots * 0.07,
            )
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(50, 52, 66))
        return kind
    _incoming(draw, (left - 0.2 * dots, base - 0.2 * dots), dots, chance)
    return kind


def _incoming(draw: ImageDraw.ImageDraw, corner: tuple[float, float], dots: float, chance: Chance) -> None:
    """The frame of an incoming stamp, its number and day as bars of ink."""
    left, top = corner
    width, height = 1.5 * dots, 0.65 * dots
    draw.rectangle((left, top, left + width, top + height), outline=RED[:3], width=max(2, round(dots / 60)))
    for part in (0.28, 0.52, 0.76):
        draw.line((left, top + part * height, left + width, top + part * height), fill=RED[:3], width=2)
    for row in range(4):
        y = top + height * (0.12 + 0.24 * row)
        for x in range(3, 12):
            if chance.odds(0.8):
                spot = left + width * x / 14
                draw.line(
                    (spot, y, spot + width / 20, y + chance.normal(dots / 30)), fill=RED[:3], width=round(dots / 28)
                )


def _degrade(page: Image.Image, style: Style, chance: Chance) -> Image.Image:
    turned = page.rotate(chance.normal(style.skew), Image.Resampling.BICUBIC, fillcolor="white")
    if style.blur:
        turned = turned.filter(ImageFilter.GaussianBlur(style.blur))
    if style.mode != "RGB":
        turned = turned.convert("L")
    draw = ImageDraw.Draw(turned)
    for _ in range(style.specks):
        x, y = chance.number(0, page.width), chance.number(0, page.height)
        draw.ellipse((x, y, x + chance.number(1, 3), y + chance.number(1, 3)), fill="black")
    generator = np.random.default_rng(chance.number(0, 2**31))
    pixels = np.asarray(turned).astype(np.int16)
    noise = generator.normal(0, style.noise, pixels.shape[:2]).astype(np.int16) - chance.number(0, 14)
    pixels = pixels + (noise[:, :, None] if pixels.ndim == 3 else noise)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return image.point(lambda value: 255 if value > 150 else 0).convert("1") if style.mode == "1" else image


def _file(pages: list[Image.Image], end: str, dots: int, quality: int) -> bytes:
    raw = BytesIO()
    if end == "pdf":
        return _as_pdf(pages, dots, quality)
    if end == "tif":
        way = {"compression": "group4"} if pages[0].mode == "1" else {"compression": "jpeg", "quality": quality}
        pages[0].save(raw, "TIFF", save_all=True, append_images=pages[1:], dpi=(dots, dots), **way)
    elif end == "jpg":
        shown = pages[0].convert("L") if pages[0].mode == "1" else pages[0]
        shown.save(raw, "JPEG", quality=quality, dpi=(dots, dots))
    else:
        pages[0].save(raw, "PNG", dpi=(dots, dots))
    return raw.getvalue()


def _as_pdf(pages: list[Image.Image], dots: int, quality: int) -> bytes:
    raw = BytesIO()
    way = {} if pages[0].mode == "1" else {"quality": quality}
    pages[0].save(raw, "PDF", save_all=True, append_images=pages[1:], resolution=dots, **way)
    with pikepdf.open(raw) as pdf:
        for key in ("/Info", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        settled = BytesIO()
        pdf.save(settled, deterministic_id=True)
    return settled.getvalue()
