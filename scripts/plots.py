"""Small plots as SVG files for the pages about speed: bars side by side, and lines over a count.

Drawn with the elements of the evaluation's plots; the same figures give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evaluation.markup import Markup, element

_WIDTH, _LEFT, _RIGHT, _TOP = 720.0, 250.0, 90.0, 34.0
_BAR, _GAP, _HIGH = 18.0, 8.0, 180.0
_COLOURS = ("#2c5f8a", "#b8860b", "#6a8f3c", "#8a4f6d")
_INK = "#333333"


def bars(title: str, unit: str, rows: Sequence[tuple[str, float]]) -> str:
    """A bar a row with its value behind it."""
    most = max((value for _, value in rows), default=1.0) or 1.0
    height = _TOP + len(rows) * (_BAR + _GAP) + _GAP
    return _picture(title, height, (mark for at, row in enumerate(rows) for mark in _bar(row, unit, at, most)))


def _bar(row: tuple[str, float], unit: str, at: int, most: float) -> Iterator[Markup]:
    name, value = row
    top = _TOP + at * (_BAR + _GAP)
    long = round((_WIDTH - _LEFT - _RIGHT) * value / most, 1)
    yield _text(name, _LEFT - 8, top + _BAR - 5, "end")
    yield element("rect", x=_LEFT, y=top, width=max(long, 1.0), height=_BAR, fill=_COLOURS[0])
    yield _text(f"{value:,.4g} {unit}", _LEFT + long + 6, top + _BAR - 5)


def lines(title: str, unit: str, last: int, rows: Mapping[str, Sequence[float]]) -> str:
    """A line a row over a count that ends at `last`, from nought up; its last value stands behind its name."""
    most = max((value for row in rows.values() for value in row), default=1.0) or 1.0
    height = _TOP + _HIGH + 28 + 18 * len(rows)
    marks = [_text(f"{most:,.4g} {unit}", 56, _TOP + 4, "end"), _text("0", 56, _TOP + _HIGH, "end")]
    marks += [_text(f"{last:,}", _WIDTH - 20, _TOP + _HIGH + 16, "end"), *_axes()]
    for at, (name, row) in enumerate(rows.items()):
        colour = _COLOURS[at % len(_COLOURS)]
        below = _TOP + _HIGH + 34 + 18 * at
        marks.append(element("polyline", points=_points(row, most), fill="none", stroke=colour, stroke_width=2))
        marks.append(element("rect", x=64, y=below - 9, width=14, height=8, fill=colour))
        marks.append(_text(f"{name}: {row[-1]:,.4g} {unit} at the end", 84, below))
    return _picture(title, height, marks)


def _axes() -> Iterator[Markup]:
    floor = _TOP + _HIGH
    yield element("line", x1=64, y1=_TOP, x2=64, y2=floor, stroke=_INK)
    yield element("line", x1=64, y1=floor, x2=_WIDTH - 20, y2=floor, stroke=_INK)


def _points(row: Sequence[float], most: float) -> str:
    step = (_WIDTH - 84) / max(1, len(row) - 1)
    return " ".join(f"{64 + step * at:.1f},{_TOP + _HIGH * (1 - value / most):.1f}" for at, value in enumerate(row))


def _text(words: str, x: float, y: float, anchor: str = "start") -> Markup:
    return element("text", words, x=round(x, 1), y=round(y, 1), text_anchor=anchor, fill=_INK)


def _picture(title: str, height: float, marks: Iterator[Markup] | Sequence[Markup]) -> str:
    """The file: white behind it, for pages are also read on a dark ground."""
    ground = element("rect", width=_WIDTH, height=height, fill="#ffffff")
    heading = element("text", title, x=12, y=20, fill=_INK, font_weight="bold")
    drawn = element(
        "svg",
        element("title", title),
        ground,
        heading,
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH:g} {height:g}",
        width=_WIDTH,
        height=height,
        font_family="sans-serif",
        font_size=12,
    )
    return drawn.text.replace("><", ">\n<") + "\n"
