"""The body of a Word document as XML: paragraphs, layout tables, tables with merges, sections, pictures."""

from xml.sax.saxutils import escape

from corpus.generator.legacy import in_fonts
from corpus.generator.pages import Box, Element, Line, NewSection, TablePart
from corpus.generator.plan import Cell, Layout, Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
PICTURE = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
PLACED = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
RULE = (
    '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    '<w:spacing w:after="60" w:line="80" w:lineRule="exact"/><w:ind w:left="1200" w:right="1200"/></w:pPr></w:p>'
)
TABLE_POINTS = 11
NOTE_MARK = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
TWIPS = 567  # a centimetre
EDGES = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"), "rows": ("top", "bottom", "insideH"), "none": (),
}  # fmt: skip
FIXED_ROW = "<w:cantSplit/>"
LAST_CELL = "</w:p></w:tc></w:tr>"


def _run(text: str, bold: bool, italic: bool, points: float, font: str = "") -> str:
    """Runs of one look; text of a legacy font is encoded for it."""
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    size = f'<w:sz w:val="{round(points * 2)}"/>'
    runs = []
    for name, part in in_fonts(text, font):
        face = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>' if name else ""
        runs.append(f'<w:r><w:rPr>{face}{look}{size}</w:rPr><w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
    return "".join(runs)


def _runs(line: Line, points: float) -> str:
    runs = []
    for index, piece in enumerate(line.text.split("**")):
        for turn, part in enumerate(piece.split("~~")):
            if not part:
                continue
            run = _run(part, line.bold or index % 2 == 1, line.italic, points, line.font)
            runs.append(run.replace("<w:sz ", "<w:strike/><w:sz ") if turn % 2 else run)
    return "".join(runs)


def paragraph(line: Line, points: float, note: int = 0) -> str:
    """A paragraph; its list level, where it has one, gives its label; `note` is the number of its footnote."""
    if line.role == "rule":
        return RULE
    keep = "<w:keepNext/>" if line.keep else ""
    number = (
        f'<w:numPr><w:ilvl w:val="{line.list_level}"/><w:numId w:val="1"/></w:numPr>'
        if line.list_level is not None
        else ""
    )
    spacing = f'<w:spacing w:before="{round(line.before * 20)}" w:after="0"/>'
    indent = f'<w:ind w:firstLine="{round(line.indent * TWIPS)}"/>' if line.indent else ""
    after = "".join(paragraph(Line(" ", "center", indent=0), 13) for _ in range(3)) if line.role == "signature" else ""
    if line.role == "signature":
        return after
    body = _runs(line, line.points or points) + (NOTE_MARK.format(note) if note else "")
    return f'<w:p><w:pPr>{keep}{number}{spacing}{indent}<w:jc w:val="{line.align}"/></w:pPr>{body}</w:p>'


def _layout_row(left: tuple[Line, ...], right: tuple[Line, ...], widths: tuple[int, int]) -> str:
    cells = []
    for lines, width in ((left, widths[0]), (right, widths[1])):
        inner = "".join(paragraph(line, 13) for line in lines) or "<w:p/>"
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _box(box: Box, left_cm: float) -> str:
    left = round(left_cm * TWIPS) if box.role == "head" else round(8 * TWIPS)
    widths = (left, round((17.4 if box.role == "head" else 16.4) * TWIPS) - left)
    rows = _layout_row(box.left, box.right, widths)
    if box.second_left or box.second_right:
        rows += _layout_row(box.second_left, box.second_right, widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    shape = '<w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{shape}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"


def _cell(cell: Cell | None, above: Cell | None, width: int, look: tuple[bool, str]) -> str:
    """A printed cell, or the continuation of the one that reaches down over its place."""
    head, font = look
    shown = cell or above
    across = f'<w:gridSpan w:val="{shown.across}"/>' if shown and shown.across > 1 else ""
    merge = ""
    if cell is None:
        merge = "<w:vMerge/>"
    elif cell.down > 1:
        merge = '<w:vMerge w:val="restart"/>'
    text = cell.text if cell else ""
    centred = head or len(text) < 7
    line = Line(text, "center" if centred else "left", head, indent=0, before=0, font=font)
    inner = paragraph(line, TABLE_POINTS)
    place = '<w:vAlign w:val="center"/>' if head or merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{merge}{place}</w:tcPr>{inner}</w:tc>'


def _table_row(
    row: tuple[Cell | None, ...], reaching: dict[int, tuple[Cell, int]], widths: list[int], font: str, head: bool = True
) -> str:
    cells = []
    column = 0
    while column < len(row):
        cell = row[column]
        above = None
        if cell is None and column in reaching:
            above = reaching[column][0]
        shown = cell or above
        span = shown.across if shown else 1
        cells.append(_cell(cell, above, sum(widths[column : column + span]), (head, font)))
        if cell and cell.down > 1:
            reaching[column] = (cell, cell.down - 1)
        elif above:
            left = reaching[column][1] - 1
            if left:
                reaching[column] = (above, left)
            else:
                del reaching[column]
        column += span
    return f"<w:tr><w:trPr>{FIXED_ROW}</w:trPr>{''.join(cells)}</w:tr>"


def _bookmark(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def _sides(name: str, sides: tuple[str, ...], look: str) -> str:
    """The same look for some sides of a table; nothing where it has none of them."""
    each = "".join(f"<w:{side} {look}/>" for side in sides)
    return f"<w:{name}>{each}</w:{name}>" if each else ""


def _table_rows(table: Table, widths: list[int], font: str) -> list[str]:
    """Header, numbers of the columns and body."""
    reaching: dict[int, tuple[Cell, int]] = {}
    rows = [_table_row(row, reaching, widths, font) for row in table.header]
    if table.numbering:
        numbers = tuple(Cell(f"({number})") for number in range(1, len(table.columns) + 1))
        rows.append(_table_row(numbers, reaching, widths, font))
    if table.repeats:
        rows = [row.replace(FIXED_ROW, f"{FIXED_ROW}<w:tblHeader/>", 1) for row in rows]
    reaching = {}
    return rows + [_table_row(row, reaching, widths, font, head=False) for row in table.rows]


def _table(part: TablePart, room_cm: float) -> str:
    """The table between two bookmarks; one of many columns is printed small and close."""
    table, index = part.table, part.index
    scale = room_cm / sum(table.widths)
    widths = [round(width * scale * TWIPS) for width in table.widths]
    borders = _sides("tblBorders", EDGES[table.rulings], 'w:val="single" w:sz="4" w:space="0" w:color="000000"')
    rows = _table_rows(table, widths, part.font)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    marks = _bookmark(2 * index, f"bang{index}")
    start, _, _ = rows[-1].rpartition(LAST_CELL)
    rows[-1] = f"{start}{_bookmark(2 * index + 1, f'cuoi{index}')}{LAST_CELL}"
    body = "".join(rows)
    tight = ""
    if len(widths) > 10:
        body = body.replace(f'<w:sz w:val="{TABLE_POINTS * 2}"/>', '<w:sz w:val="16"/>')
        tight = _sides("tblCellMar", ("left", "right"), 'w:w="40" w:type="dxa"')
    start = f'<w:p><w:pPr><w:keepNext/><w:spacing w:after="0" w:line="60" w:lineRule="exact"/></w:pPr>{marks}</w:p>'
    shape = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}<w:tblLayout w:type="fixed"/>'
    return f"{start}<w:tbl><w:tblPr>{shape}{tight}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>"


def _section(landscape: bool, layout: Layout, first: bool) -> str:
    width, height = (16838, 11906) if landscape else (11906, 16838)
    orient = ' w:orient="landscape"' if landscape else ""
    kind = "footerReference" if layout.before_2020 else "headerReference"
    reference = f'<w:{kind} w:type="default" r:id="rIdNumber"/>'
    start = "" if first else '<w:pgNumType w:start="1"/>'
    margins = 'w:top="1134" w:right="1020" w:bottom="1134" w:left="1580" w:header="567" w:footer="567" w:gutter="0"'
    size = f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar {margins}/>'
    return f"<w:sectPr>{reference}{size}{start}<w:titlePg/></w:sectPr>"


def body_xml(elements: list[Element], layout: Layout) -> str:
    """The content of w:body; the first footnote has number 2, after the two separators."""
    parts: list[str] = []
    landscape, first, notes = False, True, 0
    for element in elements:
        if isinstance(element, Line):
            notes += bool(element.footnote)
            parts.append(paragraph(element, layout.points, notes + 1 if element.footnote else 0))
        elif isinstance(element, Box):
            parts.append(_box(element, layout.left_cm))
        elif isinstance(element, NewSection):
            parts.append(f"<w:p><w:pPr>{_section(landscape, layout, first)}</w:pPr></w:p>")
            landscape, first = element.landscape, False
        elif isinstance(element, TablePart):
            parts.append(_table(element, 25.2 if landscape else 16.4))
    return "".join(parts) + _section(landscape, layout, first)


def _picture(index: int, width_cm: float, height_cm: float) -> str:
    """An inline picture: the seal is 0, the signature 1."""
    size = f'cx="{round(width_cm * 360000)}" cy="{round(height_cm * 360000)}"'
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    picture = (
        f'<pic:pic {PICTURE}><pic:nvPicPr><pic:cNvPr id="{index}" name="p{index}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdPicture{index}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic>"
    )
    data = f'<a:graphic {DRAWING}><a:graphicData uri="{PICTURE[11:-1]}">{picture}</a:graphicData></a:graphic>'
    named = f'<wp:docPr id="{50 + index}" name="Hình {index}"/>'
    inline = f"<wp:inline {PLACED}><wp:extent {size}/>{named}{data}</wp:inline>"
    return f"<w:r><w:drawing>{inline}</w:drawing></w:r>"


def signed() -> str:
    """Seal and signature side by side, in place of the gap above a signer's name."""
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_picture(0, 2.6, 2.6)}{_picture(1, 3.2, 1.3)}</w:p>'
