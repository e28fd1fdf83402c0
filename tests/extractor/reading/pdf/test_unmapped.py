"""Pages whose fonts do not say which characters their glyphs are."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest

from extractor.reading.pdf.glyphs import UNMAPPED, Frame, Glyphs, Style, read_glyphs
from extractor.reading.pdf.page import PageContent, Scan, read_page, set_page
from extractor.reading.pdf.unmapped import with_letters

FRAME = Frame(0.0, 0.0, 595.0, 842.0, 0)
TEXT = (
    "Thực hiện kế hoạch về việc kiểm tra đơn vị",
    "Ủy ban nhân dân xã báo cáo kết quả thực hiện",
    "Tổng số cộng tác viên trên địa bàn là 12 người",
    "Kinh phí thực hiện: 1.250.000 đồng, năm 2026",
)


def number_of(char: str) -> int:
    """The glyph of a character in a font that keeps alphabets in the order of Unicode."""
    code = ord(char)
    if char == "v":
        return 5000
    return code - 29 if code < 0x7F else code - 6652 if code >= 0x1EA0 else code


def drawn(lines: tuple[str, ...]) -> bytes:
    """A page of lines in a font with numbers of glyphs and no character map."""
    pdf = pikepdf.new()
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name("/ABCDEF+Nameless"),
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        DW=500,
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/ABCDEF+Nameless"),
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
    )
    rows = []
    for row, line in enumerate(lines):
        at = 60.0
        for word in line.split(" "):
            codes = "".join(f"{number_of(char):04X}" for char in word)
            rows.append(f"BT /F 12 Tf 1 0 0 1 {at} {780 - 20 * row} Tm <{codes}> Tj ET")
            at += 6.0 * (len(word) + 1)
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream("\n".join(rows).encode())
    target = BytesIO()
    pdf.save(target)
    return target.getvalue()


def as_read(glyphs: Glyphs, lines: tuple[str, ...]) -> PageContent:
    """The page as if it was read from its picture, with the letters of these lines."""
    letters = np.array([ord(char) for line in lines for char in line if char != " "], np.int64)
    style = np.full(len(glyphs), int(Style.OCR), np.int64)
    page = set_page(replace(glyphs, code=letters, style=style), glyphs.take(np.zeros(0, np.int64)), (), FRAME)
    return replace(page, scan=Scan(np.eye(2, 3), 595.0, 842.0, 0.9))


def numbers_of(document: pdfium.PdfDocument) -> Glyphs:
    """The visible glyphs of the first page by their numbers."""
    page = document[0]
    glyphs = read_glyphs(page.raw, FRAME, keep_unmapped=True)
    page.close()
    return glyphs.take(~glyphs.spaces())


def spelt(lines: tuple[str, ...], read: tuple[str, ...]) -> PageContent:
    """The page of lines that were read from its picture as others."""
    document = pdfium.PdfDocument(drawn(lines))
    typed = read_page(document, 0)
    (page,) = with_letters(document, [typed], [as_read(numbers_of(document), read)])
    assert page is not None
    return page


def text_of(page: PageContent) -> list[str]:
    """The lines of a page."""
    return [piece.text for row in page.rows for piece in row.pieces]


def test_glyphs_have_no_map() -> None:
    """The glyphs of such a page are numbers, control characters among them."""
    codes = numbers_of(pdfium.PdfDocument(drawn(TEXT))).code.tolist()

    assert UNMAPPED + number_of("1") in codes


def test_a_page_is_spelt_by_its_glyphs() -> None:
    """Letters that are misread now and then are those that the same glyphs are read as elsewhere."""
    lines = TEXT * 3
    misread = (*TEXT, *TEXT, TEXT[0].replace("việc", "viêc"), *TEXT[1:])

    page = spelt(lines, misread)

    assert page.spelt
    assert page.scan is None
    assert text_of(page) == list(lines)


@pytest.mark.parametrize(("letter", "other"), [("5", "8"), ("n", "h")], ids=["a figure", "a letter"])
def test_an_alphabet_is_surer_than_its_readings(letter: str, other: str) -> None:
    """A glyph between known ones is the letter between them, though half its readings say another one."""
    page = spelt(TEXT * 2, (*TEXT, *(line.replace(letter, other) for line in TEXT)))

    assert text_of(page) == list(TEXT * 2)


def test_a_glyph_that_is_read_in_two_ways() -> None:
    """A glyph of no alphabet, whose readings contradict each other, is as read, and its row says that it was read."""
    read = (*TEXT, *(line.replace("v", "y") for line in TEXT))

    page = spelt(TEXT * 2, read)

    marked = [any(style & Style.OCR for style in row.pieces[0].styles) for row in page.rows]
    assert text_of(page) == list(read)
    assert all(known for known, line in zip(marked, TEXT * 2, strict=True) if "v" in line)


def test_a_page_of_unknown_glyphs_stays_as_read() -> None:
    """Where words of the picture tell no letters, the page is what was read from it."""
    page = spelt(TEXT, tuple("".join("x" if char != " " else char for char in line) for line in TEXT))

    assert page.scan is not None
