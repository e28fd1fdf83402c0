"""Writes PDF pages of text, rules and annotation appearances from coordinates, with nothing but the standard library.

The fonts are named, not embedded: a reader gets the right text (by `ToUnicode`) and the right places (by `Widths`,
those of Times), while a viewer shows whatever face it puts in place of Times New Roman. Coordinates are points
from the top left corner of the page. The same calls give the same bytes.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass, field

FACES = ("TimesNewRomanPSMT", "TimesNewRomanPS-BoldMT", "TimesNewRomanPS-ItalicMT")
REGULAR, BOLD, ITALIC = range(3)
_FIRST_CODE = 33
_OTHER_WIDTH = 500
_ASCII_WIDTHS = [
    *(250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278),
    *([500] * 10),
    *(278, 278, 564, 564, 564, 444, 921),
    *(722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889),
    *(722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611),
    *(333, 278, 333, 469, 500, 333),
    *(444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778),
    *(500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444),
    *(480, 200, 480, 541),
]
"""Advance widths of Times-Roman from the blank to the tilde, in thousandths of the type size."""


def _char_width(char: str) -> int:
    base = unicodedata.normalize("NFD", char)[0].replace("đ", "d").replace("Đ", "D")
    index = ord(base) - 32
    return _ASCII_WIDTHS[index] if 0 <= index < len(_ASCII_WIDTHS) else _OTHER_WIDTH


def width(text: str, size: float) -> float:
    """Width of a text in points."""
    return sum(map(_char_width, text)) * size / 1000


@dataclass
class Appearance:
    """An annotation that draws one line of text: its lower left corner, its text and type size."""

    x: float
    base: float
    text: str
    size: float


@dataclass
class Page:
    """One page that is drawn on; sizes in points."""

    width: float = 595.3
    height: float = 841.9
    rotation: int = 0
    operators: list[str] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)

    def text(self, place: tuple[float, float], text: str, size: float = 14, face: int = REGULAR) -> None:
        """A line of text whose baseline begins at `place`."""
        self.texts.append((face, text))
        x, y = place[0], self.height - place[1]
        self.operators.append(f"BT /F{face} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm {{{len(self.texts) - 1}}} Tj ET")

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A stroke half a point wide."""
        (xa, ya), (xb, yb) = start, end
        self.operators.append(f"0.5 w {xa:.2f} {self.height - ya:.2f} m {xb:.2f} {self.height - yb:.2f} l S")

    def grid(self, lefts: list[float], tops: list[float]) -> None:
        """A full grid of strokes; the last entries are its right and lower edge."""
        for top in tops:
            self.line((lefts[0], top), (lefts[-1], top))
        for left in lefts:
            self.line((left, tops[0]), (left, tops[-1]))

    def picture(self) -> None:
        """A grey picture over the whole page, as a scan has it."""
        self.operators.append(f"q {self.width:g} 0 0 {self.height:g} 0 0 cm /Picture Do Q")


class _File:
    """Numbered objects of a PDF file."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, content: str | bytes) -> int:
        self.objects.append(content.encode("latin-1") if isinstance(content, str) else content)
        return len(self.objects)

    def stream(self, entries: str, data: bytes) -> int:
        packed = zlib.compress(data, 9)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode("latin-1")
        return self.add(head + packed + b"\nendstream")

    def data(self, root: int) -> bytes:
        body = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, content in enumerate(self.objects, 1):
            offsets.append(len(body))
            body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        start = len(body)
        body += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
        body += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
        body += f"trailer\n<< /Size {len(offsets) + 1} /Root {root} 0 R >>\n".encode()
        return bytes(body + f"startxref\n{start}\n%%EOF\n".encode())


class _Codes:
    """One byte for each character that a face shows."""

    def __init__(self, texts: list[str]) -> None:
        chars = sorted(set("".join(texts)))
        if len(chars) > 256 - _FIRST_CODE:
            raise ValueError(f"one face shows {len(chars)} characters, a simple font holds {256 - _FIRST_CODE}")
        self.code = {char: _FIRST_CODE + index for index, char in enumerate(chars)}

    def shown(self, text: str) -> str:
        return "<" + "".join(f"{self.code[char]:02X}" for char in text) + ">"

    def unicode_map(self) -> bytes:
        entries = [f"<{code:02X}> <{char.encode('utf-16-be').hex()}>" for char, code in self.code.items()]
        blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
        body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
            "1 begincodespacerange <00> <FF> endcodespacerange\n" + body + "endcmap end end"
        ).encode("latin-1")

    def widths(self) -> str:
        return " ".join(str(_char_width(char)) for char in self.code)


def _add_fonts(file: _File, codes: list[_Codes]) -> str:
    entries = []
    for face, (name, coding) in enumerate(zip(FACES, codes, strict=True)):
        unicode_map = file.stream("", coding.unicode_map())
        flags = 96 if face == ITALIC else 32
        descriptor = file.add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags {flags} /FontBBox [-200 -216 1000 891] "
            f"/ItalicAngle {-16 if face == ITALIC else 0} /Ascent 891 /Descent -216 /CapHeight 662 /StemV 80 >>"
        )
        font = file.add(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar {_FIRST_CODE} "
            f"/LastChar {_FIRST_CODE + max(len(coding.code), 1) - 1} /Widths [{coding.widths() or '500'}] "
            f"/FontDescriptor {descriptor} 0 R /ToUnicode {unicode_map} 0 R >>"
        )
        entries.append(f"/F{face} {font} 0 R")
    return " ".join(entries)


def _add_appearance(file: _File, drawn: Appearance, page: Page, fonts: str, coding: _Codes) -> int:
    wide, high = width(drawn.text, drawn.size) + 2, drawn.size * 1.3
    low = page.height - drawn.base - 0.3 * drawn.size
    form = file.stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 {wide:.2f} {high:.2f}] /Resources << /Font << {fonts} >> >>",
        f"BT /F0 {drawn.size:g} Tf 1 0 0 1 0 {0.3 * drawn.size:.2f} Tm {coding.shown(drawn.text)} Tj ET".encode(),
    )
    box = f"{drawn.x:.2f} {low:.2f} {drawn.x + wide:.2f} {low + high:.2f}"
    return file.add(f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [{box}] /AP << /N {form} 0 R >> >>")


def write(pages: list[Page]) -> bytes:
    """A PDF file with these pages.

    Raises:
        ValueError: a face shows more characters than a simple font holds.
    """
    file = _File()
    texts: list[list[str]] = [[], [], []]
    for page in pages:
        for face, text in page.texts:
            texts[face].append(text)
        texts[REGULAR] += [drawn.text for drawn in page.appearances]
    codes = [_Codes(of_face) for of_face in texts]
    fonts = _add_fonts(file, codes)
    picture = file.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\xc8"
    )
    tree = len(file.objects) + 1
    file.add("")
    kids = []
    for page in pages:
        shown = [codes[face].shown(text) for face, text in page.texts]
        content = file.stream("", "\n".join(page.operators).format(*shown).encode("latin-1"))
        notes = [_add_appearance(file, drawn, page, fonts, codes[REGULAR]) for drawn in page.appearances]
        kids.append(
            file.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.width:g} {page.height:g}] "
                f"/Rotate {page.rotation} /Contents {content} 0 R "
                f"/Resources << /Font << {fonts} >> /XObject << /Picture {picture} 0 R >> >> "
                f"/Annots [{' '.join(f'{note} 0 R' for note in notes)}] >>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    file.objects[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode()
    return file.data(file.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))
