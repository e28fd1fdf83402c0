"""Stamps pressed on scans, which no print holds: urgency and secrecy, and the box `ĐẾN` of the receiving office."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from corpus.generator.chance import Chance
from corpus.generator.plan import Head
from corpus.generator.seals import BLUE, RED

BOLD, PLAIN = "LiberationSerif-Bold.ttf", "LiberationSerif-Regular.ttf"
BLACK = (38, 38, 42, 255)
MARKS = {
    "urgency": (0.14, (("KHẨN", 20), ("THƯỢNG KHẨN", 40), ("HỎA TỐC", 30))),
    "confidentiality": (0.05, (("MẬT", 20), ("TỐI MẬT", 30), ("TUYỆT MẬT", 40))),
}
"""Share of scans, words and widths in millimetres (height 8); Thông tư 01/2019/TT-BNV and NĐ 30/2020, ô 10a and 10b."""
INCOMING = 0.18
_WHITE = 235
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Room:
    """Where on a page a stamp may come to lie, in shares of its width and height."""

    left: float
    right: float
    top: float
    bottom: float


BESIDE = Room(0.1, 0.46, 0.13, 0.4)
"""Left, below the number: where marks of urgency and secrecy are pressed."""
ANYWHERE = Room(0.05, 0.62, 0.01, 0.4)


def press_stamps(page: Image.Image, head: Head, chance: Chance) -> dict[str, str]:
    """Press stamps on free places of a first page; returns what a label says of them, by its keys."""
    millimetre = page.height / 297
    told = {}
    printed = {"urgency": head.urgency, "confidentiality": head.secrecy}
    for key, (share, kinds) in MARKS.items():
        words, width = chance.pick(kinds)
        wanted = chance.odds(share) and not printed[key] and head.number_source != "stamped"
        if wanted and _press(page, _framed(words, width * millimetre, 8 * millimetre), BESIDE, chance):
            told[key] = words
    if chance.odds(INCOMING) and _press(page, _incoming(head, millimetre, chance), ANYWHERE, chance):
        told["incoming"] = "ĐẾN"
    return told


def _framed(words: str, width: float, height: float) -> Image.Image:
    """Words in bold capitals in a frame, in red."""
    image = Image.new("RGBA", (round(width), round(height)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    thick = max(2, round(height / 14))
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=RED, width=thick)
    size = round(height * 0.68)
    while draw.textlength(words, font=(font := ImageFont.truetype(BOLD, size))) > image.width - 6 * thick:
        size -= 1
    draw.text((image.width / 2, image.height / 2), words, RED, font, anchor="mm")
    return image


def _incoming(head: Head, millimetre: float, chance: Chance) -> Image.Image:
    """The box with which an office registers what comes in; its day is later than the document's."""
    ink = chance.pick((BLACK, BLACK, BLUE, RED))
    image = Image.new("RGBA", (round(44 * millimetre), round(25 * millimetre)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=ink, width=max(2, round(millimetre / 2)))
    day = f"{chance.number(1, 28):02}/{chance.number(1, 12):02}/{head.year + 1}"
    lines = (
        (BOLD, chance.pick(("ĐẾN", "CÔNG VĂN ĐẾN"))),
        (PLAIN, f"Số: {chance.number(12, 4800)}"),
        (PLAIN, f"Ngày: {day}"),
        (PLAIN, "Chuyển: ................."),
    )
    for row, (name, words) in enumerate(lines):
        font = ImageFont.truetype(name, round(4.2 * millimetre))
        anchor, left = ("mm", image.width / 2) if row == 0 else ("lm", 2.5 * millimetre)
        draw.text((left, (3.6 + 6 * row) * millimetre), words, ink, font, anchor=anchor)
    return image


def _press(page: Image.Image, stamp: Image.Image, room: Room, chance: Chance) -> bool:
    """Press a stamp, a little askew, on a free place of the room; False where none was found."""
    turned = stamp.rotate(chance.normal(1.2), Image.Resampling.BICUBIC, expand=True)
    spread = (room.left * page.width, room.right * page.width - turned.width)
    height = (room.top * page.height, room.bottom * page.height - turned.height)
    grey = np.asarray(page.convert("L"))
    for _ in range(_TRIES):
        left, top = chance.number(*map(round, spread)), chance.number(*map(round, height))
        if grey[top : top + turned.height, left : left + turned.width].min() >= _WHITE:
            ink = Image.new("RGB", page.size, "white")
            ink.paste(turned, (left, top), turned)
            page.paste(ImageChops.multiply(page, ink))
            return True
    return False
