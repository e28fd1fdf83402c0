"""The package of a Word document: parts and relations in a zip, the same bytes each time."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from corpus.generator.pages import Element, Line
from corpus.generator.plan import Layout
from corpus.generator.wordml import W, body_xml, paragraph, signed

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DATE = (2026, 1, 1, 0, 0, 0)
FONT = "Times New Roman"
NUMBER_FORMATS = {"roman": "upperRoman", "arabic": "decimal", "latin": "lowerLetter"}
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def _numbering(looks: tuple[tuple[str, str], ...]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{NUMBER_FORMATS.get(counter, "decimal")}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val={quoteattr(shape.format(f"%{level + 1}"))}/>'
        '<w:lvlJc w:val="left"/></w:lvl>'
        for level, (counter, shape) in enumerate(looks)
    )
    abstract = (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    return f'{XML}<w:numbering {W}>{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'


def _strip(layout: Layout) -> str:
    """Header or footer with the page number; a running head stands before it."""
    name = "ftr" if layout.before_2020 else "hdr"
    align = "right" if layout.before_2020 else "center"
    running = (
        paragraph(Line(layout.running_head, "left", italic=True, indent=0, before=0), 10)
        if layout.running_head
        else ""
    )
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'{XML}<w:{name} {W}>{running}<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{field}</w:p></w:{name}>'


def _footnotes(elements: list[Element]) -> str:
    """The texts of the footnotes behind the two separators that Word asks for."""
    texts = [element.footnote for element in elements if isinstance(element, Line) and element.footnote]
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{RAISED}<w:footnoteRef/></w:r>'
        f'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
        "</w:p></w:footnote>"
        for number, text in enumerate(texts, 2)
    )
    separators = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1">'
        "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    return f"{XML}<w:footnotes {W}>{separators}{notes}</w:footnotes>"


def _styles() -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    look = f'<w:rPr>{fonts}<w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f"{XML}<w:styles {W}><w:docDefaults><w:rPrDefault>{look}</w:rPrDefault></w:docDefaults>{normal}</w:styles>"


def _content_types(strip: str) -> str:
    parts = {
        "document": "document.main", "styles": "styles", "numbering": "numbering", "number": strip,
        "footnotes": "footnotes",
    }  # fmt: skip
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "png": "image/png"}
    known = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
    known += "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{OFFICE}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return f'{XML}<Types xmlns="{PACKAGE}/content-types">{known}</Types>'


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def document_bytes(
    elements: list[Element],
    layout: Layout,
    looks: tuple[tuple[str, str], ...],
    pictures: tuple[bytes, ...] = (),
) -> bytes:
    """The .docx; `looks` are counter and label format of each automatic level, `pictures` seal and signature."""
    strip = "footer" if layout.before_2020 else "header"
    body = body_xml(elements, layout)
    if pictures:
        body = body.replace(paragraph(Line("", role="signature"), 13), signed())
    targets = {
        "rIdStyles": ("styles", "styles.xml"),
        "rIdNumbering": ("numbering", "numbering.xml"),
        "rIdNumber": (strip, "number.xml"),
        "rIdNotes": ("footnotes", "footnotes.xml"),
        **{f"rIdPicture{index}": ("image", f"media/p{index}.png") for index in range(len(pictures))},
    }
    files = {
        "[Content_Types].xml": _content_types(strip),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(targets),
        "word/document.xml": f"{XML}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(looks),
        "word/number.xml": _strip(layout),
        "word/footnotes.xml": _footnotes(elements),
    }
    media = {f"word/media/p{index}.png": picture for index, picture in enumerate(pictures)}
    return _zipped({name: text.encode() for name, text in files.items()} | media)


def _zipped(files: dict[str, bytes]) -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, DATE), content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()
