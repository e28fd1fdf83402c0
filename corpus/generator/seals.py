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


def _png(image: Image.Image) -> bytes:
    raw = BytesIO()
    image.save(raw, "PNG")
    return raw.getvalue()
