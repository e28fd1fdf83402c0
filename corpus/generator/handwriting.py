"""Digits that look written by hand: strokes of a pen with the slant, size, width and ink of one writer."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from corpus.generator.bodies import load
from corpus.generator.chance import Chance

Point = tuple[float, float]
Stroke = list[Point]
DIGITS: dict[str, list[list[Stroke]]] = load("digits.toml")
INKS = ((28, 52, 168), (20, 40, 120), (40, 40, 48), (12, 12, 20), (60, 70, 190))
FINER = 4


@dataclass(frozen=True, slots=True)
class Hand:
    """How one person writes; lengths are shares of the height of a digit."""

    slant: float
    width: float
    pen: float
    unrest: float
    drift: float
    ink: tuple[int, int, int]
    variants: tuple[int, ...]


def draw_hand(chance: Chance) -> Hand:
    """A writer; each digit has the writer's own form."""
    return Hand(
        slant=chance.normal(0.14) + 0.08,
        width=0.5 + chance.number(0, 22) / 100,
        pen=chance.number(5, 11) / 100,
        unrest=chance.number(1, 4) / 100,
        drift=chance.normal(0.04),
        ink=chance.pick(INKS),
        variants=tuple(chance.number(0, 2) for _ in range(10)),
    )


def write_digits(page: Image.Image, digits: str, place: Point, height: float, chance: Chance) -> None:
    """Digits on the page, the left upper corner of the first at `place`, in pixels like `height`."""
    hand = draw_hand(chance)
    size = (round(height * (len(digits) + 2) * FINER), round(height * 2 * FINER))
    sheet = Image.new("L", size, 0)
    pen = ImageDraw.Draw(sheet)
    left, scale = height * 0.5, height * FINER
    for index, digit in enumerate(digits):
        tall = 1 + chance.normal(0.07)
        for stroke in DIGITS[digit][hand.variants[int(digit)]]:
            points = [_placed(point, hand, chance, tall) for point in stroke]
            top = 0.5 + hand.drift * index
            shown = [(left * FINER + x * scale, (top + y) * scale) for x, y in _smooth(points)]
            pen.line(shown, fill=235, width=max(2, round(hand.pen * scale)), joint="curve")
            _round_ends(pen, shown, hand.pen * scale / 2)
        left += height * hand.width * (1.18 + abs(chance.normal(0.12)))
    mask = sheet.resize((size[0] // FINER, size[1] // FINER), Image.Resampling.LANCZOS)
    page.paste(
        Image.new("RGB", mask.size, hand.ink), (round(place[0] - height * 0.5), round(place[1] - height * 0.5)), mask
    )


def _placed(point: Point, hand: Hand, chance: Chance, tall: float) -> Point:
    across, down = point
    return (
        hand.width * across + hand.slant * (1 - down) + chance.normal(hand.unrest),
        1 - tall * (1 - down) + chance.normal(hand.unrest),
    )


def _smooth(points: list[Point], steps: int = 8) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    if len(points) < 3:
        return points
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for first, second, third, fourth in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            part = step / steps
            curve.append(tuple(_between(axis, part) for axis in zip(first, second, third, fourth, strict=True)))  # type: ignore[arg-type]
    return [*curve, points[-1]]


def _between(axis: tuple[float, float, float, float], part: float) -> float:
    before, start, end, after = axis
    return 0.5 * (
        2 * start + (end - before) * part + (2 * before - 5 * start + 4 * end - after) * part**2
        + (3 * start - before - 3 * end + after) * part**3
    )  # fmt: skip


def _round_ends(pen: ImageDraw.ImageDraw, points: list[Point], radius: float) -> None:
    for x, y in (points[0], points[-1]):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=235)
