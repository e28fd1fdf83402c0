"""What stands in a paragraph: text, breaks, fields, symbols, tracked changes, boxes, notes, margins."""

from __future__ import annotations

import pytest

from extractor.reading.docx.reader import MEDIA_TYPE, read
from extractor.reading.source import Paragraph, Zone
from tests.extractor.reading.docx.packages import document, lines, marked, paragraph, run

BOX = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"


def field(kind: str, inner: str = "") -> str:
    """A character of a complex field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


INSTRUCTION = "<w:r><w:instrText> PAGE </w:instrText></w:r>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", ["a\tb"], id="tab"),
        pytest.param("<w:r><w:t>KT. CHỦ TỊCH</w:t><w:br/><w:t>PHÓ</w:t></w:r>", ["KT. CHỦ TỊCH\nPHÓ"], id="break"),
        pytest.param('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', ["a\nb"], id="page-break"),
        pytest.param("<w:r><w:br/><w:t>b</w:t><w:br/></w:r>", ["b"], id="breaks-at-the-ends"),
        pytest.param("<w:r><w:t>07/TT</w:t><w:noBreakHyphen/><w:t>BTC</w:t></w:r>", ["07/TT-BTC"], id="hard-hyphen"),
        pytest.param("<w:r><w:t>xã</w:t><w:softHyphen/><w:t>hội</w:t></w:r>", ["xãhội"], id="soft-hyphen"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', ["✓"], id="tick"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>' + run("a"), ["a"], id="rubbish-symbol"),
        pytest.param(run("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'), ["☑"], id="pictorial-font"),
        pytest.param(f"<w:hyperlink>{run('cổng')}</w:hyperlink>", ["cổng"], id="hyperlink"),
        pytest.param(f"<w:smartTag>{run('Lai')}</w:smartTag>{run(' Vung')}", ["Lai Vung"], id="smart-tag"),
        pytest.param(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('x')}</w:sdtContent></w:sdt>", ["x"], id="control"),
        pytest.param(f"<w:fldSimple>{run('12')}</w:fldSimple>", ["12"], id="simple-field"),
        pytest.param(
            field("begin") + INSTRUCTION + field("separate") + run("7") + field("end") + run("."),
            ["7."],
            id="field",
        ),
        pytest.param(
            field("begin") + field("begin") + field("separate") + run("no") + field("end") + field("end") + run("a"),
            ["a"],
            id="result-inside-an-instruction",
        ),
        pytest.param(
            field("begin", '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>')
            + field("end")
            + run(" có"),
            ["☒ có"],
            id="ticked-form-field",
        ),
        pytest.param(f"<w:ins>{run('mới')}</w:ins><w:del>{run('cũ')}</w:del>", ["mới"], id="tracked"),
        pytest.param(f"<w:moveTo>{run('a')}</w:moveTo><w:moveFrom>{run('b')}</w:moveFrom>", ["a"], id="moved"),
        pytest.param(run("thấy") + run("ẩn", "<w:vanish/>"), ["thấy"], id="hidden"),
        pytest.param(run("lỗi\n dòng"), ["lỗi  dòng"], id="line-feed-in-the-xml"),
        pytest.param("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", ["x+1"], id="formula"),
        pytest.param(run("Tie\u0302\u0301ng"), ["Tie\u0302\u0301ng"], id="decomposed-kept"),
        pytest.param(run("   "), [], id="blank"),
    ],
)
def test_content_of_a_paragraph(content: str, expected: list[str]) -> None:
    """The text is what is printed, tracked changes taken as accepted."""
    assert lines(read(document(f"<w:p>{content}</w:p>"))) == expected


def test_a_damaged_field_does_not_swallow_the_next_paragraph() -> None:
    """A field without an end stops hiding text where its paragraph ends."""
    source = read(document(f"<w:p>{field('begin')}{run('lost')}</w:p>" + paragraph("kept")))
    assert lines(source) == ["kept"]


def test_paragraphs_are_separate_and_empty_ones_only_count() -> None:
    """Paths number all paragraphs, the flow holds those with text, and offsets name exactly their text."""
    source = read(document(paragraph("một") + paragraph() + paragraph("hai")))
    assert source.text == "một\nhai"
    assert [source.slice_at(offset).path for offset in (0, 4)] == ["body/p[1]", "body/p[3]"]
    assert (source.media_type, source.pages, len(source.boxes)) == (MEDIA_TYPE, (), 0)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    """The joined paragraph is set as the one whose mark is left."""
    deleted = "<w:rPr><w:del/></w:rPr>"
    source = read(document(paragraph("Sở ", deleted) + paragraph("Y tế", '<w:jc w:val="center"/>')))
    item = source.flow[0]
    assert lines(source) == ["Sở Y tế"]
    assert isinstance(item, Paragraph)
    assert item.align is not None
    assert item.align.value == "centre"


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>", id="vml"),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
            id="two-alternatives",
        ),
        pytest.param(
            f"<w:drawing><mc:AlternateContent><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:drawing>",
            id="fallback-only",
        ),
    ],
)
def test_a_text_box_is_read_once_after_its_paragraph(drawing: str) -> None:
    """Alternatives of one drawing hold the same words; one is read."""
    source = read(document(f"<w:p><w:r>{drawing}</w:r>{run('thân')}</w:p>"))
    zones = [item.zone for item in source.flow if isinstance(item, Paragraph)]
    assert lines(source) == ["thân", "DỰ THẢO"]
    assert zones == [Zone.BODY, Zone.TEXT_BOX]
    assert source.slice_at(5).path == "body/p[1]/box[1]/p[1]"


def test_footnotes_follow_the_body_by_their_shown_number() -> None:
    """References and the notes' own numbers are superscript; notes without a reference are not printed."""
    notes = "".join(
        f'<w:footnote w:id="{identifier}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'
        for identifier, text in (("7", " Một"), ("8", " Không ai dẫn"), ("9", " Hai"))
    )
    body = (
        f'<w:p>{run("a")}<w:r><w:footnoteReference w:id="9"/></w:r>{run("b")}'
        '<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    )
    source = read(document(body, footnotes=notes))
    assert lines(source) == ["a1b2", "1 Hai", "2 Một"]
    assert marked(source, "superscript") == ["1", "2", "1", "2"]
    assert source.slice_at(source.text.index("Hai")).path == "footnote[1]/p[1]"


def test_endnotes_count_in_roman_unless_the_document_says_otherwise() -> None:
    """The format of note numbers is the section's or the settings', else the default of its kind."""
    body = '<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
    notes = f'<w:endnote w:id="1">{paragraph("cuối")}</w:endnote>'
    settings = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
    assert lines(read(document(body, endnotes=notes))) == ["i", "cuối"]
    assert lines(read(document(body, endnotes=notes, settings=settings))) == ["1", "cuối"]


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    '<w:headerReference w:type="first" r:id="header2"/>'
    '<w:headerReference w:type="even" r:id="header3"/><w:footerReference r:id="footer1"/>'
    '<w:footerReference r:id="missing"/>{}</w:sectPr>'
)


@pytest.mark.parametrize(
    ("section", "settings", "expected"),
    [
        pytest.param("", "", ["thân", "thường", "chân"], id="default"),
        pytest.param("<w:titlePg/>", "", ["thân", "thường", "đầu", "chân"], id="first-page"),
        pytest.param("", "<w:evenAndOddHeaders/>", ["thân", "thường", "chẵn", "chân"], id="even-pages"),
    ],
)
def test_margins_are_read_once_where_they_are_shown(section: str, settings: str, expected: list[str]) -> None:
    """Running heads of first or even pages count only where the document has such pages."""
    margins = {name: paragraph(text) for name, text in (("header1", "thường"), ("header2", "đầu"))}
    margins |= {name: paragraph(text) for name, text in (("header3", "chẵn"), ("footer1", "chân"))}
    body = paragraph("thân", SECTION.format(section)) + SECTION.format(section)
    source = read(document(body, settings=settings, **margins))
    assert lines(source) == expected
    assert [item.zone for item in source.flow if isinstance(item, Paragraph)][1:] == [Zone.MARGIN] * (len(expected) - 1)
