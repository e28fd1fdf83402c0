"""docs/picture.png: pages of a sample with the places of the record's fields, drawn from the record alone.

Run as `python -m scripts.picture`. It needs nothing beyond what the product needs: the page is drawn by pypdfium2,
boxes and labels by Pillow with the font that it brings.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from extractor import extract
from schemas.evidence import Box, Evidence, PageEvidence
from schemas.record import Record
from schemas.sections import Section
from scripts.check_shape import ROOT

SAMPLE = ROOT / "corpus" / "samples" / "bc-xa.pdf"
PICTURE = ROOT / "docs" / "picture.png"
PAGES = (1, 2)

_SCALE = 2.0
"""Pixels a point."""
_GUTTER, _MARGIN = 122.0, 22.0
"""Points beside the text for labels, and round the text."""
_LABEL, _GAP = 11.0, 3.0
"""Height of a label's letters and the space between two labels, in points."""
_LINE, _NEAR_MIDDLE = 8.0, 10.0
"""Boxes whose feet are closer than this stand on one line; boxes this near the middle are labelled on the left."""
_BETWEEN = 16
"""Pixels between two pages."""
_FILL, _EDGE = 58, 150
"""How much a box covers of the page and how much its edge does, 0 to 255."""

Colour = tuple[int, int, int]
_HEAD, _NUMBER, _DATE = (37, 99, 235), (219, 39, 119), (13, 148, 136)
_CITED, _SECTION, _COUNT = (234, 138, 0), (100, 116, 139), (22, 163, 74)
_TROUBLE, _REQUEST, _PEOPLE = (220, 38, 38), (124, 58, 237), (8, 145, 178)
_DOCUMENT_COLOURS = {
    "type": _NUMBER,
    "code_number": _NUMBER,
    "code_notation": _DATE,
    "issued_date": _NUMBER,
    "place": _DATE,
}
_DESK = (246, 247, 249, 255)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value's name, colour and places."""

    name: str
    colour: Colour
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Side:
    """The gutter on one side: where the next label may stand."""

    right: bool
    free: float = 0.0
    labels: list[tuple[float, Box, Shown]] = field(default_factory=list)


def shown(record: Record) -> Iterator[Shown]:
    """What the picture shows of a record, in the order of its keys."""
    if record.document is not None:
        for name in type(record.document).model_fields:
            value = getattr(record.document, name)
            if not isinstance(value, str | None):
                yield Shown(name, _DOCUMENT_COLOURS.get(name, _HEAD), value.evidence)
    for number, signer in enumerate(record.signers):
        for name in ("authority", "capacity", "position", "full_name"):
            yield Shown(f"signers[{number}].{name}", _PEOPLE, getattr(signer, name).evidence)
    for name, values in (("addressees", record.addressees), ("recipients", record.recipients)):
        for number, text in enumerate(values):
            yield Shown(f"{name}[{number}]", _PEOPLE, text.evidence)
    yield from _body(record)


def _body(record: Record) -> Iterator[Shown]:
    for number, citation in enumerate(record.citations):
        for mention in citation.mentions:
            yield Shown(f"citations[{number}]", _CITED, mention.evidence)
    yield from _headings(record.sections, "sections")
    for number, count in enumerate(record.collaborators.counts):
        yield Shown(f"counts[{number}]", _COUNT, count.value.evidence)
    for number, difficulty in enumerate(record.difficulties):
        yield Shown(f"difficulties[{number}]", _TROUBLE, difficulty.text.evidence)
    for number, request in enumerate(record.recommendations):
        yield Shown(f"recommendations[{number}]", _REQUEST, request.text.evidence)


def _headings(sections: Sequence[Section], path: str) -> Iterator[Shown]:
    for number, section in enumerate(sections):
        yield Shown(f"{path}[{number}]", _SECTION, section.evidence)
        yield from _headings(section.children, f"{path}[{number}].children")


def _boxes(value: Shown, page: int) -> list[Box]:
    places = [place for place in value.evidence if isinstance(place, PageEvidence) and place.page == page]
    return [box for place in places for box in place.boxes]


def _frame(values: Sequence[Shown], page: int) -> Box:
    """The part of a page that holds the values, with a margin."""
    boxes = [box for value in values for box in _boxes(value, page)]
    return Box(
        min(box.x0 for box in boxes) - _MARGIN,
        min(box.top for box in boxes) - _MARGIN,
        max(box.x1 for box in boxes) + _MARGIN,
        max(box.bottom for box in boxes) + _MARGIN,
    )


def _sides(values: Sequence[Shown], page: int, frame: Box) -> tuple[_Side, _Side]:
    """A label for each value at the height of its first box, on the nearer side, none over another."""
    left, right = _Side(right=False), _Side(right=True)
    firsts = [(boxes[0], value) for value in values if (boxes := _boxes(value, page))]
    middle = (frame.x0 + frame.x1) / 2
    # Outermost first, so that no line to a label crosses another.
    for box, value in sorted(
        firsts, key=lambda pair: (round(pair[0].bottom / _LINE), -abs(sum(pair[0][::2]) / 2 - middle))
    ):
        behind = (box.x0 + box.x1) / 2 - middle > _NEAR_MIDDLE
        side = right if behind or value.colour in {_CITED, _COUNT} else left
        at = max((box.top + box.bottom) / 2, side.free)
        side.labels.append((at, box, value))
        side.free = at + _LABEL + _GAP
    return left, right


def _pixels(box: Box, frame: Box) -> tuple[float, float, float, float]:
    return (
        (box.x0 - frame.x0 + _GUTTER) * _SCALE - 2,
        (box.top - frame.top) * _SCALE - 1,
        (box.x1 - frame.x0 + _GUTTER) * _SCALE + 2,
        (box.bottom - frame.top) * _SCALE + 1,
    )


def _highlight(picture: Image.Image, values: Sequence[Shown], page: int, frame: Box) -> Image.Image:
    layer = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(layer)
    for value in values:
        for box in _boxes(value, page):
            edge, fill = (*value.colour, _EDGE), (*value.colour, _FILL)
            draw.rounded_rectangle(_pixels(box, frame), radius=4, fill=fill, outline=edge, width=2)
    return Image.alpha_composite(picture, layer)


def _write_labels(picture: Image.Image, side: _Side, frame: Box) -> None:
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(_LABEL * _SCALE)
    paper = picture.width - _GUTTER * _SCALE if side.right else _GUTTER * _SCALE
    out = 1 if side.right else -1
    for at, box, value in side.labels:
        x0, _, x1, bottom = _pixels(box, frame)
        y = (at - frame.top) * _SCALE
        # Below the line of text, so that it strikes nothing out.
        draw.line([(x1 - 3 if side.right else x0 + 3, bottom - 1), (paper, bottom - 1)], value.colour, 1)
        draw.line([(paper, bottom - 1), (paper + 10 * out, y)], value.colour, 1)
        anchor = "lm" if side.right else "rm"
        draw.text((paper + 14 * out, y), value.name, fill=value.colour, font=font, anchor=anchor)


def _draw(document: pdfium.PdfDocument, values: Sequence[Shown], page: int) -> Image.Image:
    frame = _frame(values, page)
    whole = document[page - 1].render(scale=_SCALE).to_pil()
    part = whole.crop(tuple(round(edge * _SCALE) for edge in frame))
    gutter = round(_GUTTER * _SCALE)
    picture = Image.new("RGBA", (part.width + 2 * gutter, part.height), _DESK)
    picture.paste(part, (gutter, 0))
    picture = _highlight(picture, values, page, frame)
    for side in _sides(values, page, frame):
        _write_labels(picture, side, frame)
    return picture


def main() -> int:
    """Draw the pages one below the other."""
    values = list(shown(extract(SAMPLE)))
    document = pdfium.PdfDocument(SAMPLE)
    pages = [_draw(document, values, page) for page in PAGES]
    size = max(page.width for page in pages), sum(page.height + _BETWEEN for page in pages) - _BETWEEN
    picture = Image.new("RGB", size, _DESK[:3])
    top = 0
    for page in pages:
        picture.paste(page, (0, top))
        top += page.height + _BETWEEN
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    picture.quantize(colors=128).save(target, optimize=True)
    print(f"{target}: {picture.width} × {picture.height} pixels, {target.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
