"""What python-docx does not write: automatic numbers, footnotes, tracked changes, text boxes."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from corpus.building import layout

LIST_ID = 77
AFTER_NUMBER = ("w:pBdr", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
SMALL = '<w:rPr><w:sz w:val="20"/></w:rPr>'
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
CHANGED = 'w:author="Văn thư" w:date="2026-06-01T08:00:00Z"'
TEXT_BOX_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def add_heading_list(document: Document) -> int:
    """Define the list I. / 1. / a) and return its number."""
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for index, (shape, text) in enumerate(LEVELS)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{LIST_ID}">{kind}{levels}</w:abstractNum>'
    number = f'<w:num {nsdecls("w")} w:numId="{LIST_ID}"><w:abstractNumId w:val="{LIST_ID}"/></w:num>'
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(abstract))
    root.append(parse_xml(number))
    return LIST_ID


def add_heading(document: Document, list_id: int, level: int, text: str) -> None:
    """A bold heading whose label Word counts; the label is nowhere in the paragraph's text."""
    paragraph = document.add_paragraph()
    layout.set_spacing(paragraph, ALIGN.JUSTIFY, 3, 3, 1.27)
    layout.write_runs(paragraph, text, bold=True)
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(number), *AFTER_NUMBER)


def add_paragraph(document: Document, text: str) -> Paragraph:
    """An indented paragraph that more runs can be appended to."""
    paragraph = document.add_paragraph()
    layout.set_spacing(paragraph, ALIGN.JUSTIFY, 3, 3, 1.27)
    layout.write_runs(paragraph, text)
    return paragraph


def add_footnotes(document: Document, texts: tuple[str, ...]) -> None:
    """Store the footnotes; the first text gets number 2, after the two separators of Word."""
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{RAISED}<w:footnoteRef/></w:r>'
        f'<w:r>{SMALL}<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, start=2)
    )
    separators = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1">'
        "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    xml = f"{declaration}<w:footnotes {nsdecls('w')}>{separators}{notes}</w:footnotes>"
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def append_footnote(paragraph: Paragraph, number: int) -> None:
    """Append the raised mark of a stored footnote."""
    paragraph._p.append(
        parse_xml(f'<w:r {nsdecls("w")}>{RAISED}<w:footnoteReference w:id="{number}"/></w:r>')
    )


def append_change(paragraph: Paragraph, removed: str, added: str) -> None:
    """Append a tracked replacement that nobody has accepted yet."""
    size = '<w:rPr><w:sz w:val="28"/></w:rPr>'
    old = f"<w:r>{size}<w:delText>{removed}</w:delText></w:r>"
    new = f"<w:r>{size}<w:t>{added}</w:t></w:r>"
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="901" {CHANGED}>{old}</w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="902" {CHANGED}>{new}</w:ins>'))


def add_text_box(document: Document, text: str) -> None:
    """A framed text below the head, stored twice as Word does: as a shape and as its fallback."""
    run = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"
    content = f'<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}</w:p></w:txbxContent>'
    size = 'cx="1080000" cy="360000"'
    shape = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:ln w="12700"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>'
        f"</a:ln></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    drawing = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        '<wp:docPr id="31" name="Khung 1"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    shape_of_old = '<v:rect style="width:85pt;height:28pt">'
    fallback = f"<w:pict>{shape_of_old}<v:textbox>{content}</v:textbox></v:rect></w:pict>"
    xml = (
        f"<w:r {nsdecls('w', 'wp', 'a')} {TEXT_BOX_SPACES}>"
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}'
        f"</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph = document.add_paragraph()
    layout.set_spacing(paragraph, ALIGN.LEFT, indent_cm=1.5)
    paragraph._p.append(parse_xml(xml))
