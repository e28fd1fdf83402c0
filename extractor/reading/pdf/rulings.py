"""Rulings of a page: straight strokes and rectangles as edges, as pdfplumber names them, and the pictures."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise, repeat

import pypdfium2.raw as pdfium

from extractor.limits import DOCUMENT
from extractor.reading.pdf.bulk import by_address, by_number, handle
from extractor.reading.pdf.glyphs import Frame
from schemas.evidence import Box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_page_object = by_number(pdfium.FPDFPage_GetObject, ctypes.c_size_t)
_object_kind = by_address(pdfium.FPDFPageObj_GetType, ctypes.c_int)
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_DEPTH = DOCUMENT.form_depth
"""Forms inside forms; a form that holds itself would never end."""
_MAX_SEGMENTS = 60_000
"""More segments than any table has: a drawing or a map, whose further paths are left out."""
_THIN = 3.0
"""A filled area no thicker than this in points is a stroke."""
_LINE_HEIGHT = 24.0
_DRAWING = 16
"""A path of so many points is drawn, as a signature or an emblem is: rules and frames have fewer."""
_SAME = 0.01
"""Points nearer than this in points are the same: pdfium keeps coordinates as 32-bit floats."""

_OFF_PAPER = 1e9
_MAX_PICTURES = 1_000
"""Boxes kept of a page: letters drawn as outlines are thousands."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal or vertical stroke, or a side of a rectangle; `kind` is `line`, `rect` or `curve`."""

    x0: float
    top: float
    x1: float
    bottom: float
    kind: str

    @property
    def horizontal(self) -> bool:
        """Whether it lies; otherwise it stands."""
        return self.top == self.bottom


@dataclass(frozen=True, slots=True)
class Rulings:
    """Edges of a page, the share of its area that pictures cover (0 to 1), and the boxes of pictures and drawings."""

    edges: tuple[Edge, ...]
    picture_share: float
    pictures: tuple[Box, ...]


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _matrix_of(page_object: ctypes.c_void_p) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(page_object, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _rounded(side: float) -> float:
    """To a thousandth of a point; what is off all paper, or no number, as it is."""
    return round(side * 1000) / 1000 if abs(side) < _OFF_PAPER else side


def _at(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


class _Collector:
    """Walks the objects of one page."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.edges: list[Edge] = []
        self.segments = 0
        self.picture_area = 0.0
        self.pictures: list[Box] = []

    def page(self, page: ctypes.c_void_p) -> None:
        """Every object of a loaded page."""
        for index in _drawn(page):
            self._object(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0)

    def _object(self, page_object: ctypes.c_void_p, outer: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(page_object)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(page_object, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(_times(_matrix_of(page_object), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            matrix = _times(_matrix_of(page_object), outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(page_object)):
                self._object(pdfium.FPDFFormObj_GetObject(page_object, index), matrix, depth + 1)

    def _picture(self, matrix: Matrix) -> None:
        xa, ya = _at((0.0, 0.0), matrix)
        xb, yb = _at((1.0, 1.0), matrix)
        self.picture_area += abs(xb - xa) * abs(yb - ya)
        self._drawn_at(self._shown([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)], matrix))

    def _drawn_at(self, points: list[Point]) -> None:
        if len(self.pictures) >= _MAX_PICTURES:
            return
        (x0, top), (x1, bottom) = (tuple(map(end, zip(*points, strict=True))) for end in (min, max))
        self.pictures.append(Box(x0, top, x1, bottom))

    def _path(self, path: ctypes.c_void_p, outer: Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(path)
        self.segments += max(count, 0)
        filled, stroked = _paint(path)
        if count < 2 or self.segments > _MAX_SEGMENTS or not (filled or stroked):
            return
        matrix = _times(_matrix_of(path), outer)
        for points, closed in _subpaths(path, count):
            shown = self._shown(points, matrix)
            self._shape(shown, closed, stroked)
            if len(points) >= _DRAWING:
                self._drawn_at(shown)

    def _shown(self, points: list[Point], matrix: Matrix) -> list[Point]:
        placed = (self.frame.place(*_at(point, matrix)) for point in points)
        return [(_rounded(x), _rounded(y)) for x, y in placed]

    def _shape(self, points: list[Point], closed: bool, stroked: bool) -> None:
        if len(points) > 2 and _same(points[0], points[-1]):
            points, closed = points[:-1], True
        if len(points) == 4 and closed and _is_rectangle(points):
            if stroked or not _is_highlight(points):
                self._rectangle(points)
            return
        kind = "line" if len(points) == 2 else "curve"
        ring = [*points, points[0]] if closed and kind == "curve" else points
        for start, end in pairwise(ring):
            self._stroke(start, end, kind)

    def _stroke(self, start: Point, end: Point, kind: str) -> None:
        (xa, ya), (xb, yb) = start, end
        if abs(ya - yb) <= _SAME:
            self.edges.append(Edge(min(xa, xb), ya, max(xa, xb), ya, kind))
        elif abs(xa - xb) <= _SAME:
            self.edges.append(Edge(xa, min(ya, yb), xa, max(ya, yb), kind))

    def _rectangle(self, points: list[Point]) -> None:
        x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
        top, bottom = min(p[1] for p in points), max(p[1] for p in points)
        self.edges += [
            Edge(x0, top, x1, top, "rect"),
            Edge(x0, bottom, x1, bottom, "rect"),
            Edge(x0, top, x0, bottom, "rect"),
            Edge(x1, top, x1, bottom, "rect"),
        ]


def _drawn(page: ctypes.c_void_p) -> list[int]:
    """Positions of the objects that are not text; most are, and asking in bulk is cheap."""
    objects = map(_page_object, repeat(handle(page)), range(pdfium.FPDFPage_CountObjects(page)))
    return [n for n, kind in enumerate(map(_object_kind, objects)) if kind != pdfium.FPDF_PAGEOBJ_TEXT]


def _same(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) <= _SAME and abs(a[1] - b[1]) <= _SAME


def _is_rectangle(points: list[Point]) -> bool:
    ring = [*points, points[0]]
    turns = [abs(a[0] - b[0]) <= _SAME for a, b in pairwise(ring)]
    levels = [abs(a[1] - b[1]) <= _SAME for a, b in pairwise(ring)]
    return (turns[0] and levels[1] and turns[2] and levels[3]) or (levels[0] and turns[1] and levels[2] and turns[3])


def _is_highlight(points: list[Point]) -> bool:
    """Whether a filled area is the ground behind one line of type, which Word paints word by word."""
    height = max(p[1] for p in points) - min(p[1] for p in points)
    width = max(p[0] for p in points) - min(p[0] for p in points)
    return _THIN < height < _LINE_HEIGHT and width > _THIN


def _paint(path: ctypes.c_void_p) -> tuple[bool, bool]:
    """Whether a path is filled and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value), bool(stroke.value)


def _subpaths(path: ctypes.c_void_p, count: int) -> list[tuple[list[Point], bool]]:
    """Corner points of each part of a path and whether it is closed; of curves only the ends are kept."""
    parts: list[tuple[list[Point], bool]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append(([], False))
        parts[-1][0].append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1] = (parts[-1][0], True)
    return [part for part in parts if len(part[0]) > 1]


def read_rulings(page: ctypes.c_void_p, frame: Frame) -> Rulings:
    """Edges and pictures of a loaded page, those inside forms too."""
    collector = _Collector(frame)
    collector.page(page)
    area = max(frame.width * frame.height, 1.0)
    return Rulings(tuple(collector.edges), min(1.0, collector.picture_area / area), tuple(collector.pictures))
