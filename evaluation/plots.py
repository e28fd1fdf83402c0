"""Plots as inline SVG: F1 with its interval by field, and the reliability of confidences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from evaluation.confidence import Reliability
from evaluation.markup import Markup, element
from evaluation.metrics import Figure
from evaluation.wording import decimal, interval

ROW: Final = 18.0
LEFT: Final = 180.0
WIDE: Final = 520.0
SIDE: Final = 220.0
"""Sizes in pixels: height of a row, room for names, length of the axis 0 to 1, side of the square diagram."""


def f1_plot(figures: Sequence[Figure]) -> Markup:
    """A row a figure: a dot at F1 and a line over its interval; figures without F1 are left out."""
    kept = [figure for figure in figures if figure.counts.f1 is not None]
    height = ROW * (len(kept) + 1) + 4
    marks = [mark for place, figure in enumerate(kept) for mark in _row(figure, ROW * (place + 1))]
    axis = [mark for share in (0.0, 0.5, 0.9, 1.0) for mark in _tick(share, height)]
    title = element("title", "F1 and 95 % interval by field")
    return element("svg", title, *axis, *marks, width=LEFT + WIDE + 20, height=height, role="img")


def reliability_plot(name: str, measured: Reliability) -> Markup:
    """Share of right values over mean confidence, with the diagonal of perfect calibration."""
    frame = element("rect", x=30, y=10, width=SIDE, height=SIDE, class_="frame")
    diagonal = element("line", x1=30, y1=SIDE + 10, x2=SIDE + 30, y2=10, class_="axis")
    dots = (
        element(
            "circle",
            element("title", f"{part.count} values given {part.confidence:.3f}, right {part.share:.3f}"),
            cx=round(30 + SIDE * part.confidence, 1),
            cy=round(10 + SIDE * (1 - part.share), 1),
            r=4,
            class_="dot",
        )
        for part in measured.bins
    )
    labels = (
        element("text", "0", x=18, y=SIDE + 14),
        element("text", "1", x=18, y=16),
        element("text", "confidence →", x=30, y=SIDE + 26),
        element("text", f"{name}: error {decimal(measured.error)}", x=36, y=26),
    )
    title = element("title", f"reliability of {name}")
    return element("svg", title, frame, diagonal, *dots, *labels, width=SIDE + 50, height=SIDE + 40, role="img")


def _row(figure: Figure, top: float) -> Iterator[Markup]:
    middle = top + ROW / 2
    value = figure.counts.f1 or 0.0
    yield element("text", figure.name, x=4, y=middle + 4)
    bounds = figure.interval
    if bounds is not None:
        yield element("line", x1=_at(bounds.low), y1=middle, x2=_at(bounds.high), y2=middle, class_="interval")
    title = element("title", f"{figure.name}: {decimal(value)} ({interval(bounds)}), n {figure.counts.support}")
    yield element("circle", title, cx=_at(value), cy=middle, r=4, class_="dot")


def _tick(share: float, height: float) -> Iterator[Markup]:
    yield element("line", x1=_at(share), y1=ROW - 4, x2=_at(share), y2=height, class_="axis")
    yield element("text", f"{share:g}", x=_at(share) - 8, y=ROW - 6)


def _at(share: float) -> float:
    return round(LEFT + WIDE * share, 1)
