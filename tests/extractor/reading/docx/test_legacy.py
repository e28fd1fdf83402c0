"""Runs of Word documents in fonts of the years before Unicode."""

from __future__ import annotations

import pytest

from corpus.generator.legacy import to_tcvn3, to_vni
from extractor.reading.docx.reader import read
from tests.extractor.reading.docx.packages import document, lines, paragraph, run

TCVN3 = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
CAPITALS = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
VNI = '<w:rFonts w:ascii="VNI-Times"/>'
UNICODE = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
THEME = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'


def in_style(style: str, text: str, properties: str = "") -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text, properties)}</w:p>'


STYLES = (
    f'<w:style w:type="paragraph" w:styleId="Old"><w:rPr>{TCVN3}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Old"/></w:style>'
)
DEFAULTS = f"<w:docDefaults><w:rPrDefault><w:rPr>{TCVN3}</w:rPr></w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph().replace("</w:p>", run(to_tcvn3("đường"), TCVN3) + "</w:p>"), "đường", id="tcvn3"),
        pytest.param(f"<w:p>{run(to_tcvn3('cộng hòa'), CAPITALS)}</w:p>", "CỘNG HÒA", id="capitals"),
        pytest.param(f"<w:p>{run(to_vni('Nguyễn Ỷ'), VNI)}</w:p>", "Nguyễn Ỷ", id="vni"),
        pytest.param(f"<w:p>{run('ba', VNI)}{run('ùo', VNI)}</w:p>", "báo", id="mark-in-the-next-run"),
        pytest.param(
            f"<w:p>{run('Kính gửi: ', UNICODE)}{run(to_tcvn3('Sở Y tế'), TCVN3)}{run('; đường', UNICODE)}</w:p>",
            "Kính gửi: Sở Y tế; đường",
            id="run-by-run",
        ),
        pytest.param(f"<w:p>{run('đường và phố', TCVN3)}</w:p>", "đường và phố", id="unicode-in-an-old-font"),
        pytest.param(
            f"<w:p><w:r><w:rPr>{TCVN3}</w:rPr><w:t>th</w:t><w:softHyphen/></w:r></w:p>", "thư", id="soft-hyphen-element"
        ),
        pytest.param(
            f"<w:p><w:r><w:rPr>{UNICODE}</w:rPr><w:t>th</w:t><w:softHyphen/></w:r></w:p>", "th", id="real-soft-hyphen"
        ),
        pytest.param(in_style("Old", to_tcvn3("người")), "người", id="by-style"),
        pytest.param(in_style("Child", to_tcvn3("người")), "người", id="by-the-style-below"),
        pytest.param(in_style("Old", "ð®", UNICODE), "ð®", id="run-over-style"),
        pytest.param(in_style("Old", "ð®", THEME), "ð®", id="theme-over-style"),
        pytest.param(
            f"<w:p>{run(to_tcvn3('thực hiện chương trình của nhà nước'))}</w:p>",
            "thực hiện chương trình của nhà nước",
            id="by-evidence",
        ),
    ],
)
def test_what_runs_print(body: str, expected: str):
    """The font of a run or its style says the encoding; without one, the letters do."""
    assert lines(read(document(body, styles=STYLES))) == [expected]


def test_defaults_and_cells():
    """A font of the document's defaults holds in cells too; offsets count the decoded text."""
    cells = "".join(f"<w:tc><w:p>{run(to_tcvn3(text))}</w:p></w:tc>" for text in ("Họ và tên", "Năm sinh"))
    rows = "".join(f"<w:tr>{cells}</w:tr>" for _ in range(3))
    table = f'<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>{rows}</w:tbl>'

    source = read(document(table, styles=DEFAULTS))

    assert source.text.split("\n") == ["Họ và tên", "Năm sinh"] * 3


def test_columns_of_the_head_are_seen_in_decoded_words():
    """The table of the head is a layout table though its words are encoded."""
    left, right = (to_vni(text) for text in ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    cells = "".join(f"<w:tc><w:p>{run(text, VNI)}</w:p></w:tc>" for text in (left, right))
    rows = f"<w:tr>{cells}</w:tr>" + "<w:tr>" + "<w:tc><w:p/></w:tc>" * 2 + "</w:tr>"

    source = read(document(f"<w:tbl>{rows * 2}</w:tbl>"))

    assert {getattr(item, "column", None) for item in source.flow} == {0, 1}
