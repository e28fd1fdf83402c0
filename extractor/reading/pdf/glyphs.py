"""Glyphs of a page as columns of numbers: code, box, baseline, size and style, in points from the top left."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import IntFlag
from itertools import repeat
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from extractor.reading.legacy.fonts import code_of_font
from extractor.reading.pdf.bulk import Handle, Records, by_address, by_number, handle, room_of

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Place = TypeVar("Place", float, Numbers)
"""A coordinate, or those of many points."""

_SOFT_HYPHENS = (0x02, 0xFFFE)
"""What pdfium reports for a hyphen at the end of a line."""
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC_NAMES = ("italic", "oblique")
_ITALIC_FLAG = 1 << 6
"""Bit 7 of the font descriptor's Flags (ISO 32000-1, table 123)."""
_FORCE_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_NAMES_SAY_CUTS = ("timesnewroman", "arial", "calibri", "cambria", "tahoma", "liberation", "dejavu")
"""Families of which no name leaves out that a cut is bold; converters write weights that are wrong."""


UNMAPPED = 0xF0000
"""Codes from here on are numbers of glyphs without a character map: a plane of Unicode for private use."""


def code_table(codes: Iterable[int]) -> Mask:
    """For each code whether it is one of these; the last entry stands for all above."""
    told = list(codes)
    table = np.zeros(max(told) + 2, np.bool_)
    table[told] = True
    return table


def among(codes: Integers, table: Mask) -> Mask:
    """Which codes are those of a table."""
    return table[np.minimum(codes, len(table) - 1)]


_SPACES = code_table((0x20, 0xA0, 0x09, 0x3000, *range(0x2000, 0x200C)))


class Style(IntFlag):
    """Bits of `Glyphs.style`."""

    BOLD = 1
    ITALIC = 2
    DRAWN = 4
    """Comes from the appearance of an annotation or a signature."""
    INVISIBLE = 8
    SUPERSCRIPT = 16
    STRUCK = 32
    UNDERLINE = 64
    JOINED = 128
    """No blank stands before this glyph at any distance: it follows what was written into an open blank."""
    OCR = 256
    """Read from a picture; above these bits stands how sure the engine is."""
    HANDWRITTEN = 512
    TCVN3 = 1024
    """Set in a font of the years before Unicode, as are the two below; gone once the glyphs are decoded."""
    CAPITALS = 2048
    VNI = 4096
    CHECKED = 8192
    """Digits of a picture that a second reader found to be print, or read for certain."""


_CERTAINTY_BITS = 16
_CERTAINTY_MASK = 0x7F


def with_certainty(style: int, certainty: float) -> int:
    """Style bits that also hold the engine's confidence (0 to 1), in hundredths."""
    return style | round(100 * min(max(certainty, 0.0), 1.0)) << _CERTAINTY_BITS


def certainty_in(style: int) -> float | None:
    """The engine's confidence that style bits hold; None for what was not read from a picture."""
    return (style >> _CERTAINTY_BITS & _CERTAINTY_MASK) / 100 if style & Style.OCR else None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Equally long arrays, one entry a glyph; `run` numbers the text objects of the file.

    `upright` glyphs stand as the page is shown; the others are turned.
    """

    code: Integers
    x0: Numbers
    top: Numbers
    x1: Numbers
    bottom: Numbers
    base: Numbers
    size: Numbers
    style: Integers
    run: Integers
    upright: Mask

    def __len__(self) -> int:
        """Number of glyphs."""
        return len(self.code)

    def take(self, index: Mask | Integers) -> Glyphs:
        """The glyphs that a mask or a list of positions names."""
        if index.dtype == np.bool_ and len(index) and index.all():
            return self
        return Glyphs(*(getattr(self, name)[index] for name in _COLUMNS))

    def beside(self, other: Glyphs) -> Glyphs:
        """These glyphs followed by others, whose runs are numbered on."""
        shifted = replace(other, run=other.run + (int(self.run.max()) + 1 if len(self) else 0))
        columns = (np.concatenate((getattr(self, name), getattr(shifted, name))) for name in _COLUMNS)
        return Glyphs(*columns)

    def spaces(self) -> Mask:
        """Which glyphs are blanks."""
        return among(self.code, _SPACES)


_COLUMNS = tuple(column.name for column in fields(Glyphs))


@dataclass(frozen=True, slots=True)
class Frame:
    """Maps the user space of a page to points from the top left corner of the page as shown."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int

    @property
    def width(self) -> float:
        """Width of the page as shown."""
        return self.top - self.bottom if self.quarter_turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as shown."""
        return self.right - self.left if self.quarter_turns % 2 else self.top - self.bottom

    def place(self, x: Place, y: Place) -> tuple[Place, Place]:
        """Points as shown for points of user space."""
        if self.quarter_turns == 0:
            return x - self.left, self.top - y
        if self.quarter_turns == 1:
            return y - self.bottom, x - self.left
        if self.quarter_turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def direction(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Directions as shown (y downwards) for directions of user space."""
        turns = ((x, -y), (y, x), (-x, y), (-y, -x))
        return turns[self.quarter_turns]


def frame_of(page: ctypes.c_void_p) -> Frame:
    """The frame of a loaded page: its visible box and its rotation."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page) % 4)


_loose_boxes = Records(pdfium.FPDFText_GetLooseCharBox, 4)
_matrices = Records(pdfium.FPDFText_GetMatrix, 6)
_unicode = by_number(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_has_no_map = by_number(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int)
_text = by_number(pdfium.FPDFText_GetText, ctypes.c_int)
_text_object = by_number(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
_font_size = by_number(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_font = by_address(pdfium.FPDFTextObj_GetFont, ctypes.c_size_t)
_render_mode = by_address(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int)


def _style_of_font(address: int) -> int:
    font = ctypes.cast(address, pdfium.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    exact = buffer.value.decode("utf-8", "replace")
    name, flags = exact.lower(), max(pdfium.FPDFFont_GetFlags(font), 0)
    style = _legacy_style(exact)
    named = any(family in name for family in _NAMES_SAY_CUTS)
    heavy = not named and pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    if any(word in name for word in _BOLD_NAMES) or flags & _FORCE_BOLD_FLAG or heavy:
        style |= Style.BOLD
    if any(word in name for word in _ITALIC_NAMES) or flags & _ITALIC_FLAG:
        style |= Style.ITALIC
    return style


def _legacy_style(name: str) -> int:
    """The bits of a font of the years before Unicode, by its name."""
    code = code_of_font(name)
    if code is None:
        return 0
    if code.encoding.name == "vni":
        return Style.VNI
    return Style.TCVN3 | Style.CAPITALS if code.capitals else Style.TCVN3


def _style_of_mode(mode: int) -> int:
    if mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE:  # bold where the font has no bold cut
        return Style.BOLD
    return Style.INVISIBLE if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else 0


def _styles(objects: list[int]) -> list[int]:
    fonts, modes = list(map(_font, objects)), list(map(_render_mode, objects))
    of_font = {font: _style_of_font(font) for font in set(fonts)}
    of_mode = {mode: _style_of_mode(mode) for mode in set(modes)}
    return [of_font[font] | of_mode[mode] for font, mode in zip(fonts, modes, strict=True)]


def _run_geometry(text_page: Handle, firsts: list[int]) -> Numbers:
    """Text matrix with font size (a, b, c, d, e, f, size) of each run; (e, f) is where its first glyph stands."""
    sizes = np.fromiter(map(_font_size, repeat(text_page), firsts), np.float64, len(firsts))
    return np.column_stack((_matrices.of(text_page, firsts), sizes))


def _boxes(text_page: Handle, count: int, frame: Frame) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    corners = _loose_boxes.of(text_page, range(count))
    xa, ya = frame.place(corners[:, 0], corners[:, 1])
    xb, yb = frame.place(corners[:, 2], corners[:, 3])
    return np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)


def read_glyphs(page: ctypes.c_void_p, frame: Frame, *, keep_unmapped: bool = False) -> Glyphs:
    """All glyphs that the content of a loaded page shows inside its box, in the order of the file.

    Blanks of the file and those that pdfium infers from distances stay, inferred line ends are left out. With
    `keep_unmapped` the code of a glyph without a character map is its number in the font, counted from `UNMAPPED`.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return empty()
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        return _read(handle(text_page), count, frame, keep_unmapped) if count > 0 else empty()
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def empty() -> Glyphs:
    """No glyphs."""
    none, count = np.zeros(0), np.zeros(0, np.int64)
    return Glyphs(count, none, none, none, none, none, none, count, count, np.zeros(0, np.bool_))


def _read(text_page: Handle, count: int, frame: Frame, keep_unmapped: bool) -> Glyphs:
    objects = _objects(text_page, count)
    codes = _codes(text_page, count)
    codes[(codes == _SOFT_HYPHENS[0]) | (codes == _SOFT_HYPHENS[1])] = 0x2D
    codes = _with_unmapped(text_page, codes) if keep_unmapped else codes
    inferred = np.flatnonzero((objects == 0) & (codes == 0x20))
    objects[inferred] = objects[inferred - 1]
    x0, top, x1, bottom = _boxes(text_page, count, frame)
    starts = np.flatnonzero(np.concatenate(([True], objects[1:] != objects[:-1])))
    run = np.cumsum(np.concatenate(([0], (objects[1:] != objects[:-1]).astype(np.int64))))
    _cut_overhang(x0, x1, run)
    base, size, upright, style = _per_run(text_page, starts, objects[starts], frame)
    glyphs = Glyphs(codes, x0, top, x1, bottom, base[run], size[run], style[run], run, upright[run])
    shown = (x1 > 0) & (x0 < frame.width) & (bottom > 0) & (top < frame.height)
    return glyphs.take((objects != 0) & (codes >= 0x20) & shown)


def _objects(text_page: Handle, count: int) -> npt.NDArray[np.uint64]:
    """The text object of each glyph, 0 where pdfium inferred it; what stands between two of one object is of it too."""
    objects = np.zeros(count + 1, np.uint64)
    objects[:count:2] = _asked_objects(text_page, range(0, count, 2))
    before, behind = objects[:-2:2], objects[2::2]
    unknown = 2 * np.flatnonzero((before != behind) | (before == 0)) + 1
    objects[1:-1:2] = before
    objects[unknown] = _asked_objects(text_page, unknown.tolist())
    return objects[:count]


def _asked_objects(text_page: Handle, numbers: Sequence[int]) -> npt.NDArray[np.uint64]:
    return np.fromiter(map(_text_object, repeat(text_page), numbers), np.uint64, len(numbers))


def _codes(text_page: Handle, count: int) -> Integers:
    """Code points of all glyphs, in one call where the text has one UTF-16 unit for each."""
    units = np.zeros(count + 1, np.uint16)
    if _text(text_page, 0, count, room_of(units)) == count + 1:
        return units[:count].astype(np.int64)
    return np.fromiter(map(_unicode, repeat(text_page), range(count)), np.int64, count)


def _with_unmapped(text_page: Handle, codes: Integers) -> Integers:
    """The codes, the numbers of glyphs instead where the font does not say what they are."""
    count = len(codes)
    failed = np.fromiter(map(_has_no_map, repeat(text_page), range(count)), np.int64, count) == 1
    numbers = np.fromiter(map(_unicode, repeat(text_page), range(count)), np.int64, count)
    return np.where(failed, numbers + UNMAPPED, codes)


def _cut_overhang(x0: Numbers, x1: Numbers, run: Integers) -> None:
    """End each glyph where the next one of its run begins: pdfium's boxes hold slants and swashes too."""
    follows = (run[1:] == run[:-1]) & (x0[1:] > x0[:-1] + 0.25 * (x1[:-1] - x0[:-1]))
    x1[:-1] = np.where(follows, np.minimum(x1[:-1], x0[1:]), x1[:-1])


def _per_run(
    text_page: Handle, starts: Integers, objects: npt.NDArray[np.uint64], frame: Frame
) -> tuple[Numbers, Numbers, Mask, Integers]:
    """Baseline, size in points, whether upright, and style for each run."""
    real = np.flatnonzero(objects)
    matrices = _run_geometry(text_page, starts[real].tolist())
    base, size = np.zeros(len(starts)), np.zeros(len(starts))
    upright, style = np.ones(len(starts), np.bool_), np.zeros(len(starts), np.int64)
    along_x, along_y = frame.direction(matrices[:, 0], matrices[:, 1])
    upright[real] = (along_x > 0) & (np.abs(along_y) < 0.1 * along_x)
    base[real] = frame.place(matrices[:, 4], matrices[:, 5])[1]
    size[real] = np.hypot(matrices[:, 2], matrices[:, 3]) * matrices[:, 6]
    style[real] = _styles(objects[real].tolist())
    return base, size, upright, style
