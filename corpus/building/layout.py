"""Page parts of NĐ 30/2020 in a Word document: head, title, body, closing, appendix and ruled tables.

Cells of the layout tables follow the decree's diagram (Annex I): issuing body left, national title right,
recipients left of the signature block. Documents before 05/3/2020 have the page number bottom right.
"""

import re
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BOLD_RUN = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of page 1 as printed; `about` is the `V/v` line that only a công văn has."""

    issuer: tuple[str, ...]
    number: str
    place_date: str
    parent: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: every printed cell, then the merges as (row, column, last row, last column)."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int
    widths_cm: tuple[float, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    points: float = 11


def new_document(before_2020: bool = False) -> Document:
    """An empty A4 portrait document whose first page carries no page number."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.8)
    section.different_first_page_header_footer = True
    strip = section.footer if before_2020 else section.header
    _page_number(strip.paragraphs[0], ALIGN.RIGHT if before_2020 else ALIGN.CENTER)
    return document


def _page_number(paragraph: Paragraph, align: ALIGN) -> None:
    paragraph.alignment = align
    for xml in (
        '<w:fldChar {} w:fldCharType="begin"/>',
        '<w:instrText {} xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar {} w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(parse_xml(xml.format(nsdecls("w"))))


def write_runs(
    paragraph: Paragraph, text: str, bold: bool = False, italic: bool = False, points: float = 14
) -> None:
    """Append `text`; the pieces between double asterisks are bold."""
    for index, piece in enumerate(BOLD_RUN.split(text)):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        run.bold, run.italic, run.font.size = bold or index % 2 == 1, italic, Pt(points)


def set_spacing(
    paragraph: Paragraph, align: ALIGN, before: float = 0, after: float = 0, indent_cm: float = 0
) -> None:
    """Alignment, the gaps above and below in points, and the first-line indent."""
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    form.first_line_indent = Cm(indent_cm)


def _rule(cell: _Cell, indent_cm: float) -> None:
    """A short line below a text, drawn as the lower border of an almost flat paragraph."""
    _underline(cell.add_paragraph(), indent_cm)


def _underline(paragraph: Paragraph, indent_cm: float) -> None:
    set_spacing(paragraph, ALIGN.CENTER)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent_cm)
    paragraph.paragraph_format.line_spacing = Pt(3)
    border = (
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _layout_table(document: Document, rows: int, widths_cm: tuple[float, float]) -> Table:
    table: Table = document.add_table(rows, 2)
    _set_widths(table, widths_cm)
    return table


def _set_widths(table: Table, widths_cm: tuple[float, ...]) -> None:
    """Fixed widths, on the columns for LibreOffice and on the cells for Word."""
    table.autofit = False
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_cm, strict=True):
            cell.width = Cm(width)


def _line(cell: _Cell, text: str, points: float, look: str = "") -> None:
    """Fill the cell's empty first paragraph, or one more; letters of `look`: b bold, i italic, l left."""
    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and not first.text
    paragraph = first if fresh else cell.add_paragraph()
    set_spacing(paragraph, ALIGN.LEFT if "l" in look else ALIGN.CENTER)
    write_runs(paragraph, text, "b" in look, "i" in look, points)


def add_head(document: Document, head: Head) -> None:
    """The two-column head; the number stands in one row with the place and date."""
    table = _layout_table(document, 2, (6.6, 9.8))
    left, right = table.rows[0].cells
    if head.parent:
        _line(left, head.parent, 13)
    for line in head.issuer:
        _line(left, line, 13, "b")
    _rule(left, 2.2)
    _line(right, NATIONAL_TITLE, 12.5, "b")
    _line(right, MOTTO, 13.5, "b")
    _rule(right, 1.8)
    left, right = table.rows[1].cells
    _line(left, head.number, 13)
    _line(right, head.place_date, 13.5, "i")
    if head.about:
        _line(left, head.about, 12)


def add_title(document: Document, type_name: str, subject: tuple[str, ...]) -> None:
    """Type name in capitals and the subject, both bold and centred."""
    add_centred(document, type_name, before=14)
    for line in subject:
        add_centred(document, line)
    _underline(document.add_paragraph(), 6.2)
    set_spacing(document.add_paragraph(), ALIGN.CENTER)


def add_centred(
    document: Document, text: str, before: float = 0, bold: bool = True, italic: bool = False
) -> None:
    """One centred line."""
    paragraph = document.add_paragraph()
    set_spacing(paragraph, ALIGN.CENTER, before=before)
    paragraph.paragraph_format.keep_with_next = True
    write_runs(paragraph, text, bold, italic)


def add_body(document: Document, text: str) -> None:
    """Write one paragraph a line; a mark at its start tells the kind.

    `= ` centred bold, `# ` bold heading, `~ ` italic, `+ ` addressee; without a mark an indented, justified
    paragraph.
    """
    for line in filter(None, text.splitlines()):
        mark, rest = line[:2], line[2:]
        if mark == "= ":
            add_centred(document, rest, before=6)
            continue
        paragraph = document.add_paragraph()
        known = mark in ("# ", "~ ", "+ ")
        set_spacing(
            paragraph, ALIGN.LEFT if mark == "+ " else ALIGN.JUSTIFY, 3, 3, 4.5 if mark == "+ " else 1.27
        )
        paragraph.paragraph_format.keep_with_next = mark == "# "
        write_runs(paragraph, rest if known else line, bold=mark == "# ", italic=mark == "~ ")


def add_closing(document: Document, recipients: tuple[str, ...], offices: tuple[str, ...], name: str) -> None:
    """Recipients and the signature block side by side; `offices` go from the authority down to the post."""
    gap = document.add_paragraph()
    set_spacing(gap, ALIGN.LEFT)
    table = _layout_table(document, 1, (8.0, 8.2))
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", 12, "bil")
    for recipient in recipients:
        _line(left, recipient, 11, "l")
    for office in offices:
        _line(right, office, 13.5, "b")
    for _ in range(4):
        _line(right, " ", 13)
    _line(right, name, 14, "b")


def add_appendix_title(document: Document, label: str, title: tuple[str, ...], reference: str) -> None:
    """Label, title in capitals and the italic line that names the document it belongs to."""
    add_centred(document, label)
    for line in title:
        add_centred(document, line)
    add_centred(document, reference, bold=False, italic=True)
    set_spacing(document.add_paragraph(), ALIGN.CENTER)


def start_page(document: Document) -> None:
    """Continue on a new page."""
    paragraph = document.add_paragraph()
    set_spacing(paragraph, ALIGN.LEFT)
    paragraph.add_run().add_break(WD_BREAK.PAGE)


def start_landscape(document: Document) -> None:
    """A new section with the page turned, numbered from 1 with its first number hidden."""
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    restart = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    section._sectPr.insert_element_before(restart, "w:cols", "w:titlePg", "w:docGrid")


def add_grid(document: Document, grid: Grid) -> Table:
    """A ruled table whose header rows repeat on every page."""
    table: Table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    _set_widths(table, grid.widths_cm)
    for index, row in enumerate(grid.rows):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            head = index < grid.header_rows
            set_spacing(paragraph, ALIGN.CENTER if head else ALIGN.LEFT)
            write_runs(paragraph, text, bold=head, points=grid.points)
        if index < grid.header_rows:
            table.rows[index]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for top, first, bottom, last in grid.merges:
        _merge(table, top, first, bottom, last)
    return table


def _merge(table: Table, top: int, first: int, bottom: int, last: int) -> None:
    """Merge cells and drop the empty paragraphs that the merged cells leave behind."""
    merged = table.cell(top, first).merge(table.cell(bottom, last))
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
