"""Text that only annotations draw: the number and date set by a clerk's signature, a portal's stamp.

Each mark is rendered by LibreOffice and becomes the appearance of an annotation, with its font embedded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm
from pikepdf import Array, Dictionary, Name, Pdf

from corpus.building import layout
from corpus.building.files import render, settle

SIDES = ("left_margin", "right_margin", "top_margin", "bottom_margin", "header_distance", "footer_distance")


@dataclass(frozen=True, slots=True)
class Mark:
    """Lines of text and the lower left corner of their box on page 1, in PDF points from the lower left."""

    lines: tuple[str, ...]
    left: float
    bottom: float
    width_cm: float
    points: float
    italic: bool = False
    field: str | None = None


def after_word(pdf: bytes, word: str) -> tuple[float, float]:
    """Right end and lower edge of the first such word of page 1, in PDF points from the lower left.

    Raises ValueError where the page has no such word.
    """
    with pdfplumber.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        for found in page.extract_words():
            if found["text"].endswith(word):
                return float(found["x1"]), float(page.height - found["bottom"])
    raise ValueError(f"no word {word!r} on the first page")


def draw(source: bytes, marks: Iterable[Mark], target: Path) -> None:
    """Write the PDF with every mark as an annotation: a signature field where it has a name, else a stamp."""
    with pikepdf.open(BytesIO(source)) as pdf:
        annotations = [_annotation(pdf, mark) for mark in marks]
        page = pdf.pages[0]
        page.obj.Annots = Array(annotations)
        fields = [item for item in annotations if item.Subtype == Name.Widget]
        if fields:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields), SigFlags=3))
        target.write_bytes(settle(pdf))


def _annotation(pdf: Pdf, mark: Mark) -> pikepdf.Object:
    form, width, height = _appearance(pdf, mark)
    common = Dictionary(
        Type=Name.Annot,
        Rect=Array([mark.left, mark.bottom, mark.left + width, mark.bottom + height]),
        AP=Dictionary(N=form),
        F=4,
        P=pdf.pages[0].obj,
    )
    if mark.field is None:
        common.Subtype = Name.Stamp
    else:
        common.Subtype, common.FT, common.T = Name.Widget, Name.Sig, mark.field
        common.V = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Reason="Ban hành văn bản")
    return pdf.make_indirect(common)


def _appearance(pdf: Pdf, mark: Mark) -> tuple[pikepdf.Object, float, float]:
    """The form XObject of a mark with its width and height in points."""
    with pikepdf.open(BytesIO(render(_mark_page(mark)))) as drawn:
        page = drawn.pages[0]
        form = pdf.copy_foreign(page.as_form_xobject())
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return form, right - left, top - bottom


def _mark_page(mark: Mark) -> Document:
    """A page that is as large as the mark."""
    document = layout.new_document()
    section = document.sections[0]
    section.header.is_linked_to_previous = True
    section.different_first_page_header_footer = False
    section.page_width = Cm(mark.width_cm)
    section.page_height = Cm(len(mark.lines) * mark.points * 1.16 / 28.35 + 0.02)
    for side in SIDES:
        setattr(section, side, Cm(0))
    for line in mark.lines:
        paragraph = document.add_paragraph()
        layout.set_spacing(paragraph, ALIGN.LEFT)
        layout.write_runs(paragraph, line, italic=mark.italic, points=mark.points)
    return document
