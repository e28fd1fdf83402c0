"""Digits that only the appearance of signature fields draws: number and day of an issued PDF."""

import unicodedata
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from corpus.generator.plan import Head

POINTS = 13


def draw_fields(pdf: bytes, head: Head) -> bytes:
    """The PDF with number and day as appearances of two signature fields, over the blanks left for them."""
    marks = [("number", head.number, find_end(pdf, "Số:" if head.colon else "Số"))]
    marks.append(("day", head.day, find_end(pdf, f"{head.place}, ngày")))
    with pikepdf.open(BytesIO(pdf)) as document:
        fields = [_field(document, name, text, place) for name, text, place in marks]
        document.pages[0].obj.Annots = Array(fields)
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array(fields), SigFlags=3))
        raw = BytesIO()
        document.save(raw, deterministic_id=True)
    return raw.getvalue()


def find_end(pdf: bytes, text: str) -> tuple[float, float]:
    """Right end and lower edge of the first such text of page 1, composed or not, in points from the lower left.

    Raises ValueError where the page has no such text.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].get_textpage()
        forms = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
        found = next((place for form in forms if (place := page.search(form, match_case=True).get_next())), None)
        if found is None:
            raise ValueError(f"no {text!r} on the first page")
        _, bottom, right, _ = page.get_charbox(found[0] + found[1] - 1, loose=True)
        return right, bottom
    finally:
        document.close()


def _field(document: pikepdf.Pdf, name: str, text: str, place: tuple[float, float]) -> pikepdf.Object:
    width, height = 7.2 * len(text) + 2, 15.5
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    content = f"BT /F1 {POINTS} Tf 1 3.4 Td ({text}) Tj ET".encode()
    form = document.make_stream(content)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, width, height])
    form.Resources = Dictionary(Font=Dictionary(F1=font))
    left, bottom = place[0] + 3, place[1]
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=name, F=4, P=document.pages[0].obj,
        Rect=Array([left, bottom, left + width, bottom + height]), AP=Dictionary(N=form),
    )  # fmt: skip
    field.V = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Reason="Ban hành văn bản")
    return document.make_indirect(field)
