"""Glyphs of PDF pages in fonts of the years before Unicode."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from corpus.generator.legacy import to_tcvn3, to_vni
from extractor.reading.pdf.reader import read

WIDTH = 500
"""Of every glyph, in thousandths of the size."""


def written(*lines: tuple[str, str]) -> bytes:
    """A page with these lines: the name of the font, and the text as its bytes read in Windows-1252."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    fonts = {name: f"/F{number}" for number, name in enumerate(dict.fromkeys(name for name, _ in lines))}
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary({key: pdf.make_indirect(_font(name)) for name, key in fonts.items()})
    )
    shown = [
        f"{fonts[name]} 13 Tf 1 0 0 1 60 {780 - 22 * number} Tm <{text.encode('cp1252').hex()}> Tj"
        for number, (name, text) in enumerate(lines)
    ]
    page.Contents = pdf.make_stream(f"BT {' '.join(shown)} ET".encode())
    buffer = BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def _font(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name(f"/{name}"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=pikepdf.Array([WIDTH] * 224),
    )


@pytest.mark.parametrize(
    ("font", "shown", "printed"),
    [
        (".VnTimeH", to_tcvn3("cộng hòa xã hội chủ nghĩa việt nam"), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ABCDEF+.VnTime", to_tcvn3("thực hiện chương trình của nhà nước"), "thực hiện chương trình của nhà nước"),
        (".VnTime", to_tcvn3("tư"), "tư"),
        ("VNI-Times", to_vni("Nguyễn Thị Ỷ, phường Đồng Tâm"), "Nguyễn Thị Ỷ, phường Đồng Tâm"),
        ("TimesNewRoman", to_tcvn3("kế hoạch năm học của nhà trường"), "kế hoạch năm học của nhà trường"),
        ("TimesNewRoman", "Plain English text, à la carte", "Plain English text, à la carte"),
        ("TimesNewRoman", "là các xã và không có", "là các xã và không có"),
    ],
)
def test_what_a_line_prints(font: str, shown: str, printed: str):
    """By the font's name, else by evidence; text of no such encoding stays."""
    assert read(written((font, shown))).text.strip() == printed


def test_line_by_line():
    """Lines in Unicode and in two older encodings stand on one page."""
    source = read(
        written(
            ("TimesNewRoman", "Plain English text"),
            (".VnTime", to_tcvn3("Sở Y tế báo cáo")),
            ("VNI-Times", to_vni("Sở Nội vụ")),
        )
    )

    assert [line.strip() for line in source.text.splitlines()] == ["Plain English text", "Sở Y tế báo cáo", "Sở Nội vụ"]


def test_a_mark_widens_the_box_of_its_letter():
    """VNI writes a letter and its mark as two glyphs; one character with the place of both comes out."""
    source = read(written(("VNI-Times", to_vni("bá"))))

    assert source.text.strip() == "bá"
    assert source.boxes[0] is not None
    assert source.boxes[1] is not None
    assert source.boxes[1][2] - source.boxes[1][0] == pytest.approx(2 * 13 * WIDTH / 1000, abs=0.5)
