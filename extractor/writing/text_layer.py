"""The invisible text of a page: a font without shapes, and the words set over their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from extractor.writing.page_text import PageText, TextLine

_CODES = 255
"""Codes of a font of one byte; code 0 is left free."""
_WIDTH = 500
_DESCENT, _ASCENT = -200, 800
_FEWEST = 0.5
"""Smallest height and width in points of what is set."""

Turn = tuple[int, int, int, int]
_TURNS: tuple[Turn, ...] = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
"""Direction of writing and upwards in user space, by quarter turns of the page as shown."""


class Placement:
    """Maps points of a page as shown, from its top left corner, to its user space."""

    def __init__(self, box: Sequence[float], quarter_turns: int) -> None:
        self.left, self.bottom, self.right, self.top = box
        self.turns = quarter_turns % 4

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place in user space."""
        places = (
            (self.left + x, self.top - y),
            (self.left + y, self.bottom + x),
            (self.right - x, self.bottom + y),
            (self.right - y, self.top - x),
        )
        return places[self.turns]


class LayerFonts:
    """The fonts of one page's layer: each has up to 255 characters and draws none of them."""

    def __init__(self, pdf: Pdf, text: str) -> None:
        characters = sorted(set(text) | {" "})
        self._groups = [characters[i : i + _CODES] for i in range(0, len(characters), _CODES)]
        self._codes = {
            character: (number, code)
            for number, group in enumerate(self._groups)
            for code, character in enumerate(group, start=1)
        }
        self.resources = Dictionary({f"/Vt{n}": _font(pdf, group) for n, group in enumerate(self._groups)})

    def runs(self, text: str) -> list[tuple[str, bytes]]:
        """A text as runs of one font each."""
        runs: list[tuple[str, bytes]] = []
        for character in text:
            number, code = self._codes[character]
            name = f"/Vt{number}"
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + bytes([code]))
            else:
                runs.append((name, bytes([code])))
        return runs


def _font(pdf: Pdf, characters: Sequence[str]) -> Dictionary:
    """A Type 3 font (ISO 32000-1, 9.6.5): its glyphs are empty procedures, so that nothing has to be embedded."""
    shape = pdf.make_indirect(Stream(pdf, f"{_WIDTH} 0 0 {_DESCENT} {_WIDTH} {_ASCENT} d1".encode()))
    names = [f"g{code}" for code in range(1, len(characters) + 1)]
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, _DESCENT, _WIDTH, _ASCENT]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary({f"/{name}": shape for name in names}),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *(Name(f"/{name}") for name in names)])),
        FirstChar=1,
        LastChar=len(characters),
        Widths=Array([_WIDTH] * len(characters)),
        Resources=Dictionary(),
        ToUnicode=Stream(pdf, _unicode_map(characters)),
    )
    return pdf.make_indirect(font)


def _unicode_map(characters: Sequence[str]) -> bytes:
    rows = [f"<{code:02X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in enumerate(characters, start=1)]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def layer_of(page: PageText, fonts: LayerFonts, placement: Placement) -> bytes:
    """Content that sets every word of a page invisibly, stretched to its box, with blanks between."""
    operators = ["q BT 3 Tr"]
    for block in page.blocks:
        for line in block.lines:
            operators += _set(line, fonts, placement)
    operators.append("ET Q")
    return "\n".join(operators).encode("ascii")


def _set(line: TextLine, fonts: LayerFonts, placement: Placement) -> Iterator[str]:
    """The words of a line on one baseline, for boxes of words with and without descenders end at different heights."""
    size = max(line.box.bottom - line.box.top, _FEWEST)
    base = line.box.bottom + size * _DESCENT / 1000
    a, b, c, d = _TURNS[placement.turns]
    for index, word in enumerate(line.words):
        gap = sum(following.box.x0 - word.box.x1 for following in line.words[index + 1 : index + 2])
        x, y = placement.point(word.box.x0, base)
        yield f"{a} {b} {c} {d} {x:.2f} {y:.2f} Tm"
        yield from _stretched(word.text, (word.box.x1 - word.box.x0, size), fonts)
        if gap > _FEWEST:
            yield from _stretched(" ", (gap, size), fonts)


def _stretched(text: str, extent: tuple[float, float], fonts: LayerFonts) -> Iterator[str]:
    """Show a text with a width and a type size in points."""
    width, size = extent
    yield f"{100 * max(width, _FEWEST) / (len(text) * size * _WIDTH / 1000):.2f} Tz"
    for name, codes in fonts.runs(text):
        yield f"{name} {size:.2f} Tf <{codes.hex().upper()}> Tj"
