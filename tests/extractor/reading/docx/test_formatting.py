"""Effective formatting: direct properties, character and paragraph styles, defaults."""

from __future__ import annotations

import pytest

from extractor.reading.docx.reader import read
from extractor.reading.source import Align, Paragraph
from tests.extractor.reading.docx.packages import document, lines, marked, paragraph, run

STYLES = """
<w:docDefaults><w:pPrDefault><w:pPr><w:ind w:left="200"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="N"/>
  <w:pPr><w:jc w:val="center"/><w:ind w:firstLine="720"/></w:pPr><w:rPr><w:b/><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Title"/>
  <w:rPr><w:caps w:val="0"/><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:basedOn w:val="Ring"/><w:rPr><w:b/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("style", "properties", "marks"),
    [
        pytest.param("", "", [], id="plain"),
        pytest.param("", "<w:b/>", ["bold"], id="direct"),
        pytest.param("", '<w:b w:val="0"/>', [], id="direct-off"),
        pytest.param("Title", "", ["bold"], id="style"),
        pytest.param("Title", '<w:b w:val="false"/>', [], id="style-switched-off"),
        pytest.param("Sub", "", ["bold", "italic"], id="based-on"),
        pytest.param("", '<w:rStyle w:val="Strong"/>', ["bold"], id="character-style"),
        pytest.param("Title", '<w:rStyle w:val="Strong"/>', [], id="two-styles-toggle"),
        pytest.param("Title", '<w:rStyle w:val="Strong"/><w:b/>', ["bold"], id="direct-is-absolute"),
        pytest.param("Ring", "", ["bold"], id="style-based-on-itself"),
        pytest.param("Unknown", "<w:i/>", ["italic"], id="unknown-style"),
        pytest.param("", '<w:u w:val="single"/><w:dstrike/>', ["struck", "underline"], id="lines"),
        pytest.param("", '<w:u w:val="none"/><w:vertAlign w:val="superscript"/>', ["superscript"], id="raised"),
    ],
)
def test_marks_of_a_run(style: str, properties: str, marks: list[str]) -> None:
    """A mark is what the run looks like after all layers."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    source = read(document(f"<w:p>{named}{run('x', properties)}</w:p>", styles=STYLES))
    assert sorted(span.mark.value for span in source.spans) == marks


def test_runs_under_one_mark_make_one_span() -> None:
    """Word cuts runs at will; a span is as long as its mark goes on in the line."""
    body = f"<w:p>{run('I. KẾT', '<w:b/>')}{run(' QUẢ', '<w:b/><w:i/>')}{run(': tốt')}</w:p>"
    assert marked(read(document(body)), "bold") == ["I. KẾT QUẢ"]


@pytest.mark.parametrize(
    ("style", "text", "shown"),
    [
        ("Title", "Báo cáo", "BÁO CÁO"),
        ("Sub", "Về việc", "Về việc"),
        ("Title", "Straße", "STRAßE"),
    ],
)
def test_capitals_are_what_is_printed(style: str, text: str, shown: str) -> None:
    """`w:caps` changes the text, never its length."""
    body = paragraph(text, f'<w:pStyle w:val="{style}"/>')
    assert lines(read(document(body, styles=STYLES))) == [shown]


@pytest.mark.parametrize(
    ("properties", "align", "indent"),
    [
        pytest.param("", Align.JUSTIFIED, 10.0, id="default-style"),
        pytest.param('<w:pStyle w:val="Sub"/>', Align.CENTRE, 46.0, id="inherited"),
        pytest.param('<w:jc w:val="end"/><w:ind w:start="36pt" w:hanging="100"/>', Align.RIGHT, 31.0, id="direct"),
        pytest.param('<w:ind w:left="nanpt"/>', Align.JUSTIFIED, 10.0, id="no-number"),
        pytest.param('<w:jc w:val="odd"/><w:ind w:left="x"/>', Align.JUSTIFIED, 10.0, id="rubbish"),
    ],
)
def test_align_and_indent(properties: str, align: Align, indent: float) -> None:
    """Both come through the styles; indents are points of the first line."""
    item = read(document(paragraph("x", properties), styles=STYLES)).flow[0]
    assert isinstance(item, Paragraph)
    assert (item.align, item.indent) == (align, indent)


def test_without_a_styles_part_everything_is_plain() -> None:
    """A missing part is no error."""
    item = read(document(paragraph("x", '<w:pStyle w:val="Title"/>'))).flow[0]
    assert isinstance(item, Paragraph)
    assert (item.align, item.indent) == (Align.LEFT, 0.0)
