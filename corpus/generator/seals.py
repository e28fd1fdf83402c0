"""Pictures of a seal and a signature: made by drawing, the same each time."""

import math
from io import BytesIO

from PIL import Image, ImageDraw

from corpus.generator.chance import Chance

RED = (206, 24, 34, 255)
BLUE = (28, 52, 168, 255)


def draw_pictures(name: str) -> tuple[bytes, ...]:
    """Seal and signature of a document, or nothing: one in eight PDFs shows neither."""
    chance = Chance("seal", name)
    return () if chance.odds(1 / 8) and not name.endswith("scan") else (seal(chance), signature(chance))


def seal(chance: Chance) -> bytes:
    """A round red seal with a star, as PNG with a transparent ground."""
    size = 240
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for inset, width in ((4, 6), (16, 2), (60, 2)):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=RED, width=width)
    points = []
    for index in range(10):
        radius = 42 if index % 2 == 0 else 17
        angle = math.pi * (index / 5 - 0.5)
        points.append((size / 2 + radius * math.cos(angle), size / 2 + radius * math.sin(angle)))
    draw.polygon(points, fill=RED)
    for index in range(44):
        angle = 2 * math.pi * index / 44
        near, far = 68, 68 + chance.number(12, 26)
        ends = [
            (size / 2 + reach * math.cos(angle), size / 2 + reach * math.sin(angle)) for reach in (near, far)
        ]
        draw.line(ends, fill=RED, width=3)
    return _png(image)


def signature(chance: Chance) -> bytes:
    """A pen stroke in blue, as PNG with a transparent ground."""
    image = Image.new("RGBA", (320, 130), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    points = []
    reach, turn = chance.number(25, 48), chance.number(3, 7)
    for step in range(240):
        part = step / 239
        height = 65 + reach * math.sin(part * turn * math.pi) * (1 - part * 0.6) + 8 * math.sin(part * 41)
        points.append((12 + 290 * part + 16 * math.sin(part * turn * 2.2 * math.pi), height))
    draw.line(points, fill=BLUE, width=4, joint="curve")
    return _png(image)


def write_digits(
    page: Image.Image, digits: str, place: tuple[float, float], height: float, chance: Chance
) -> None:
    """Digits in blue ink on the page, the left upper corner of the first at `place`, each stroke a little off."""
    draw = ImageDraw.Draw(page)
    left, top = place
    for digit in digits:
        slant = chance.normal(0.08)
        stroke = [
            (
                left + height * (0.55 * across - slant * down) + chance.normal(height / 40),
                top + height * down + chance.normal(height / 40),
            )
            for across, down in STROKES[digit]
        ]
        draw.line(stroke, fill=BLUE[:3], width=max(2, round(height / 13)), joint="curve")
        left += height * 0.62


# Digits as strokes of a pen in a box one wide and one high, y downwards.
STROKES: dict[str, tuple[tuple[float, float], ...]] = {
    "0": ((0.5, 0), (0.1, 0.25), (0.05, 0.7), (0.4, 1), (0.8, 0.8), (0.9, 0.35), (0.6, 0.02), (0.45, 0.05)),
    "1": ((0.3, 0.2), (0.6, 0), (0.55, 0.5), (0.5, 1)),
    "2": ((0.1, 0.2), (0.4, 0), (0.8, 0.15), (0.7, 0.5), (0.1, 1), (0.5, 0.93), (0.95, 1)),
    "3": ((0.1, 0.1), (0.7, 0), (0.75, 0.3), (0.35, 0.45), (0.8, 0.6), (0.7, 0.95), (0.1, 0.95)),
    "4": ((0.6, 0), (0.1, 0.6), (0.9, 0.58), (0.7, 0.55), (0.68, 0.3), (0.62, 1)),
    "5": ((0.9, 0), (0.3, 0.02), (0.2, 0.45), (0.7, 0.45), (0.85, 0.75), (0.5, 1), (0.1, 0.92)),
    "6": ((0.8, 0), (0.3, 0.35), (0.1, 0.75), (0.45, 1), (0.8, 0.8), (0.6, 0.55), (0.15, 0.7)),
    "7": ((0.1, 0.05), (0.9, 0), (0.5, 0.5), (0.35, 1)),
    "8": ((0.7, 0.1), (0.3, 0.1), (0.3, 0.4), (0.8, 0.7), (0.5, 1), (0.15, 0.8), (0.7, 0.3), (0.7, 0.1)),
    "9": ((0.85, 0.2), (0.4, 0.02), (0.15, 0.3), (0.5, 0.5), (0.85, 0.25), (0.75, 0.7), (0.5, 1)),
}


def _png(image: Image.Image) -> bytes:
    raw = BytesIO()
    image.save(raw, "PNG")
    return raw.getvalue()
