"""Automatic numbers: formats, counters, restarts, links."""

from __future__ import annotations

import pytest

from extractor.reading.docx.numbering import formatted
from extractor.reading.docx.reader import read
from extractor.reading.source import Grid, Paragraph
from tests.extractor.reading.docx.packages import document, lines, marked, paragraph


def level(index: int, form: str, text: str, extra: str = "") -> str:
    """A level of a list that begins with 1."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identifier: str, *levels: str, extra: str = "") -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{identifier}">{extra}{"".join(levels)}</w:abstractNum>'


def num(identifier: str, family: str, extra: str = "") -> str:
    """A list of a family."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{family}"/>{extra}</w:num>'


def item(text: str, depth: int = 0, number: str = "1") -> str:
    """A numbered paragraph."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


OUTLINE = abstract(
    "0", level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)")
) + num("1", "0")
LEGAL = abstract("0", level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2.", "<w:isLgl/>")) + num("1", "0")


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (1994, "upperRoman", "MCMXCIV"),
        (9, "lowerRoman", "ix"),
        (0, "upperRoman", "0"),
        (4, "lowerLetter", "d"),
        (27, "upperLetter", "AA"),
        (100_000, "lowerLetter", "100000"),
        (3, "none", ""),
        (3, "unheardOf", "3"),
    ],
)
def test_formats(number: int, form: str, shown: str) -> None:
    """Numbers look as Word prints them; letters follow a b c d, whatever the language."""
    assert formatted(number, form) == shown


def test_levels_restart_below_a_higher_one() -> None:
    """Counting goes on through plain paragraphs and begins anew under each heading."""
    body = item("A") + item("a", 1) + item("b", 1) + paragraph("x") + item("c", 2) + item("B") + item("d", 1)
    assert lines(read(document(body, numbering=OUTLINE))) == [
        "I. A",
        "1. a",
        "2. b",
        "x",
        "a) c",
        "II. B",
        "1. d",
    ]


@pytest.mark.parametrize(
    ("numbering", "body", "expected"),
    [
        pytest.param(LEGAL, item("A") + item("a", 1), ["I A", "1.1. a"], id="compound-legal"),
        pytest.param(LEGAL, item("a", 1) + item("b", 1), ["1.1. a", "1.2. b"], id="level-without-its-parent"),
        pytest.param(
            abstract("0", level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
            + num("1", "0"),
            item("A") + item("a", 1) + item("B") + item("b", 1),
            ["1. A", "1) a", "2. B", "2) b"],
            id="level-that-never-restarts",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "%1."))
            + num("1", "0")
            + num("2", "0")
            + num("3", "0", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            item("a") + item("b", 0, "2") + item("c", 0, "3") + item("d", 0, "3") + item("e"),
            ["1. a", "2. b", "5. c", "6. d", "7. e"],
            id="lists-of-one-family-share-counters",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "%1."))
            + num("1", "0", f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'),
            item("a"),
            ["a) a"],
            id="level-override",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "Điều %1.", '<w:suff w:val="nothing"/>')) + num("1", "0"),
            item(" Phạm vi"),
            ["Điều 1. Phạm vi"],
            id="no-suffix",
        ),
        pytest.param(abstract("0", level(0, "bullet", "-")) + num("1", "0"), item("a"), ["- a"], id="dash"),
        pytest.param(abstract("0", level(0, "bullet", "\uf0b7")) + num("1", "0"), item("a"), ["• a"], id="glyph"),
        pytest.param(
            abstract(
                "0",
                level(0, "bullet", "\uf02d", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'),
            )
            + num("1", "0"),
            item("a"),
            ["- a"],
            id="dash-of-symbol",
        ),
        pytest.param(abstract("0", level(0, "none", "")) + num("1", "0"), item("a"), ["a"], id="none"),
        pytest.param(OUTLINE, item("a", 0, "0") + item("b", 0, "99") + item("c", 8), ["a", "b", "c"], id="no-list"),
        pytest.param("", item("a"), ["a"], id="empty-part"),
        pytest.param(OUTLINE, item("") + item("b"), ["I.", "II. b"], id="empty-paragraph-shows-its-number"),
    ],
)
def test_lists(numbering: str, body: str, expected: list[str]) -> None:
    """The number stands before the words as printed, one space between."""
    assert lines(read(document(body, numbering=numbering))) == expected


def test_a_style_brings_its_list_and_level() -> None:
    """Headings are numbered through their style; the level is the one that names the style."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
    )
    numbering = abstract(
        "0", level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:pStyle w:val="H2"/>')
    ) + num("1", "0")
    off = '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(paragraph("x", properties) for properties in ('<w:pStyle w:val="Own"/>', off))
    assert lines(read(document(body, styles=styles, numbering=numbering))) == ["a) x", "x"]


def test_a_list_style_lends_its_levels() -> None:
    """`w:numStyleLink` leads through a style to the list that has the levels."""
    link = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="L">{link}</w:style>'
    numbering = (
        abstract("0", extra='<w:numStyleLink w:val="L"/>')
        + abstract("1", level(0, "decimal", "%1."))
        + num("1", "0")
        + num("2", "1")
    )
    assert lines(read(document(item("a"), styles=styles, numbering=numbering))) == ["1. a"]


def test_number_looks_like_the_level_and_the_paragraph_mark() -> None:
    """The number has its own look; the level's indent counts where the paragraph has none."""
    bold = level(0, "decimal", "%1.", '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:b/></w:rPr>')
    source = read(document(item("a"), numbering=abstract("0", bold) + num("1", "0")))
    flowing = source.flow[0]
    assert marked(source, "bold") == ["1. "]
    assert isinstance(flowing, Paragraph)
    assert flowing.indent == 18.0


def test_serial_numbers_in_cells_are_numbers_of_lists() -> None:
    """An empty numbered cell prints its number."""
    rows = "".join(f"<w:tr><w:tc>{item('')}</w:tc>{2 * cell}</w:tr>" for cell in [f"<w:tc>{paragraph('x')}</w:tc>"] * 3)
    source = read(
        document(f"<w:tbl>{rows}</w:tbl>", numbering=abstract("0", level(0, "decimal", "%1.")) + num("1", "0"))
    )
    grid = source.flow[0]
    assert isinstance(grid, Grid)
    first = [cell.slices[0] for cell in grid.cells if cell.column == 0]
    assert [source.text[piece.start : piece.end] for piece in first] == ["1.", "2.", "3."]
