"""Pages with the places of their words: hOCR, ALTO and the searchable PDF."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import etree
from PIL import Image

from corpus.building.plain_pdf import BOLD, Page, write
from extractor.commands.main import main
from extractor.errors import CorruptError
from extractor.reading.boxes import Boxes
from extractor.reading.pdf.reader import read
from extractor.reading.source import Certainty, OcrInfo, PageSize, Paragraph, Slice, SourceText
from extractor.writing.alto import NAMESPACE, alto_of
from extractor.writing.hocr import hocr_of
from extractor.writing.page_text import PageText, pages_of
from extractor.writing.searchable import searchable_of

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("alto.rng")))
HOSTILE = "<b>&\u0000\u0007\u202e\ufffe\ud800]]>\"'{x}"
SCAN_DPI = 150


def document(rotation: int = 0) -> bytes:
    """Two pages: three lines with a table, and an empty one."""
    page = Page(rotation=rotation)
    page.text((100, 80), "ỦY BAN NHÂN DÂN", 13, BOLD)
    page.text((100, 120), "Ngưỡng cửa, đường phố, quỹ đạo ẵẫỡữỵ", 14)
    page.text((100, 140), "thứ hai của đoạn này.", 14)
    page.grid([100, 200, 300], [300, 330, 360])
    for x, top, text in ((110, 320, "Thôn"), (210, 320, "Số hộ"), (110, 350, "Đông"), (210, 350, "12")):
        page.text((x, top), text, 12)
    return write([page, Page()])


def scan(pdf: bytes, form: str = "TIFF", mode: str = "L") -> bytes:
    """The pages of a PDF as a picture file."""
    with pdfium.PdfDocument(pdf) as opened:
        pictures = [page.render(scale=SCAN_DPI / 72).to_pil().convert(mode) for page in opened]
    out = BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if form == "TIFF" else {}
    pictures[0].save(out, form, dpi=(SCAN_DPI, SCAN_DPI), **more)
    return out.getvalue()


def recognised(pdf: bytes) -> tuple[PageText, ...]:
    """The pages as if their words had been read from pictures."""
    return tuple(replace(page, recognised=True) for page in pages_of(read(pdf)))


def hostile() -> tuple[PageText, ...]:
    """A page whose one word holds what formats cannot or should not."""
    end = len(HOSTILE)
    slices = (Slice(0, end, page=1),)
    boxes = Boxes.of([(10.0 + n, 20.0, 11.0 + n, 30.0) for n in range(end)])
    return pages_of(SourceText("x", HOSTILE, (Paragraph(slices),), pages=(PageSize(100, 100),), boxes=boxes))


def hocr_words(page: etree._Element) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Words of a page of hOCR with their boxes in points."""
    for element in page.iter("{*}span"):
        if element.get("class") == "ocrx_word":
            box = re.fullmatch(r"bbox (\d+) (\d+) (\d+) (\d+)", element.get("title", ""))
            assert box is not None
            yield "".join(map(str, element.itertext())), tuple(int(side) * 72 / 300 for side in box.groups())


def test_words_stand_in_blocks_and_lines_of_their_pages() -> None:
    """Paragraphs and cells in reading order, lines within them, empty pages too."""
    pages = pages_of(read(document()))

    text = [[" ".join(word.text for word in line.words) for line in block.lines] for block in pages[0].blocks]
    assert text == [
        ["ỦY BAN NHÂN DÂN"],
        ["Ngưỡng cửa, đường phố, quỹ đạo ẵẫỡữỵ"],
        ["thứ hai của đoạn này."],
        ["Thôn"],
        ["Số hộ"],
        ["Đông"],
        ["12"],
    ]
    assert (len(pages), pages[1].blocks, pages[0].recognised) == (2, (), False)


def test_hocr_tells_the_place_of_every_word() -> None:
    """It is XHTML whose boxes are those of the words, in pixels of its resolution."""
    pages = pages_of(read(document()))
    root = etree.fromstring(hocr_of(pages, "a.pdf"))

    drawn = [element for element in root.iter("{*}div") if element.get("class") == "ocr_page"]
    assert [page.get("title") for page in drawn] == [
        f"bbox 0 0 2480 3508; ppageno {number}; scan_res 300 300" for number in range(2)
    ]
    found = list(hocr_words(drawn[0]))
    assert [text for text, _ in found] == [word.text for word in pages[0].words()]
    for (_, box), word in zip(found, pages[0].words(), strict=True):
        assert box == pytest.approx(word.box, abs=0.25)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_alto_tells_the_place_of_every_word() -> None:
    """It follows the schema, and its boxes are those of the words in 1/1200 of an inch."""
    pages = pages_of(read(document()))
    root = etree.fromstring(alto_of(pages, "a.pdf"))

    SCHEMA.assertValid(root)
    strings = list(root.iter(f"{{{NAMESPACE}}}String"))
    words = list(pages[0].words())
    assert [each.get("CONTENT") for each in strings] == [word.text for word in words]
    assert [float(each.get("HPOS", "")) * 72 / 1200 for each in strings] == pytest.approx(
        [word.box.x0 for word in words], abs=0.01
    )
    assert [each.get("STYLE") for each in strings[:5]] == ["bold"] * 4 + [None]


def test_recognised_words_carry_their_confidence() -> None:
    """From 0 to 100 in hOCR, from 0 to 1 in ALTO; words of a text layer have none."""
    text = "Số 12"
    source = SourceText(
        "x",
        text,
        (Paragraph((Slice(0, 2, page=1), Slice(3, 5, page=1))), Paragraph((Slice(3, 5, page=2),))),
        pages=(PageSize(100, 100), PageSize(100, 100)),
        boxes=Boxes.of([(10.0 + n, 20.0, 11.0 + n, 30.0) for n in range(len(text))]),
        ocr=OcrInfo("engine", 0.8, frozenset({1})),
        certainty=(Certainty(0, 2, 0.97), Certainty(3, 5, 0.4)),
    )
    hocr, alto = (etree.fromstring(form(pages_of(source), "a.png")) for form in (hocr_of, alto_of))

    SCHEMA.assertValid(alto)
    titles = [each.get("title", "") for each in hocr.iter("{*}span") if each.get("class") == "ocrx_word"]
    assert [title.rpartition("x_wconf ")[2] if "x_wconf" in title else None for title in titles] == ["97", "40", None]
    assert [each.get("WC") for each in alto.iter(f"{{{NAMESPACE}}}String")] == ["0.97", "0.40", None]


@pytest.mark.parametrize("write_pages", [hocr_of, alto_of])
def test_text_of_a_document_is_never_markup(write_pages) -> None:
    """What is no character of XML is left out, the rest is escaped, in words and in the name of the file."""
    written = write_pages(hostile(), "x\ufffe<script>\x07.pdf")

    root = etree.fromstring(written)
    text = "".join(map(str, root.itertext())) + "".join(each.get("CONTENT", "") for each in root.iter())
    assert "<b>&\u202e]]>\"'{x}" in text
    assert "x<script>.pdf" in text
    assert root.xpath("//*[local-name()='script' or local-name()='b']") == []
    assert write_pages(hostile(), "x") == write_pages(hostile(), "x")


@pytest.mark.parametrize(
    ("form", "mode"), [("TIFF", "L"), ("TIFF", "1"), ("TIFF", "RGB"), ("PNG", "RGBA"), ("JPEG", "L")]
)
def test_a_picture_becomes_a_pdf_in_which_its_words_are_found(form: str, mode: str) -> None:
    """Every word is where it was, invisible over its picture, and every letter of Vietnamese is itself."""
    pdf = document()
    pages = recognised(pdf)
    made = searchable_of(scan(pdf, form, mode), pages)

    source = read(made)
    again, words = (sorted(page.words(), key=lambda word: word.text) for page in (pages_of(source)[0], pages[0]))
    assert [word.text for word in again] == [word.text for word in words]
    for one, other in zip(again, words, strict=True):
        assert (one.box.x0, one.box.x1) == pytest.approx((other.box.x0, other.box.x1), abs=1.5)
    assert "page 1: the text lies hidden under a picture" in source.warnings or source.pictures
    assert made == searchable_of(scan(pdf, form, mode), pages)


def test_the_layer_changes_nothing_that_is_seen() -> None:
    """The page with the words over it looks like the page without."""
    pdf = document()
    picture = scan(pdf)
    with_layer, without = (searchable_of(picture, pages) for pages in (recognised(pdf), pages_of(read(pdf))))

    seen = [np.asarray(pdfium.PdfDocument(each)[0].render(scale=1).to_pil()) for each in (with_layer, without)]
    assert np.array_equal(seen[0], seen[1])
    assert seen[0].min() < 128


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_words_lie_over_turned_pages_as_they_are_shown(rotation: int) -> None:
    """A scan whose page is turned for showing gets its words where the eye sees them."""
    upright = searchable_of(scan(document()), pages_of(read(document())))
    with pikepdf.open(BytesIO(upright)) as opened:
        opened.pages[0].rotate(rotation, relative=False)
        out = BytesIO()
        opened.save(out)
    pages = recognised(document())
    words = [word for word in pages[0].words() if word.box.bottom < 200]
    made = searchable_of(out.getvalue(), pages)

    shown = {word.text: word.box for word in pages_of(read(made))[0].words()}
    for word in words:
        assert shown[word.text] == pytest.approx(word.box, abs=4)


def test_pages_with_text_of_their_own_stay_as_they_are() -> None:
    """A second layer would make every word be found twice."""
    pdf = document()

    assert read(searchable_of(pdf, pages_of(read(pdf)))).text == read(pdf).text


def test_a_text_layer_that_cannot_be_read_is_replaced() -> None:
    """The page is drawn anew as a picture, and only the recognised words are found."""
    wrong = Page()
    wrong.text((100, 120), "Xin chaøo caùc baïn, ñaây laø moät trang khoâng ai ñoïc ñöôïc", 14)
    made = searchable_of(write([wrong, Page()]), recognised(document()))

    found = read(made)
    assert "chaøo" not in found.text
    assert "Ngưỡng cửa" in found.text
    assert found.pictures


@pytest.mark.parametrize("data", [b"", b"rubbish", b"%PDF-1.5 rubbish", b"II*\x00rubbish"])
def test_what_cannot_be_copied_is_told(data: bytes) -> None:
    """One error of our own, whatever the libraries say."""
    with pytest.raises(CorruptError):
        searchable_of(data, recognised(document()))


def test_a_picture_may_not_be_larger_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb is not unpacked."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)

    with pytest.raises(CorruptError):
        searchable_of(scan(document()), recognised(document()))


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [(["-o", "OUT.hocr"], b"<?xml"), (["-o", "OUT.xml"], b"<?xml"), (["--format", "pdf", "-o", "OUT.bin"], b"%PDF-")],
)
def test_the_command_writes_a_file(arguments: list[str], begins: bytes, tmp_path: Path) -> None:
    """In the format asked for, or that of the ending; the document itself is not touched."""
    file = tmp_path / "thư.pdf"
    file.write_bytes(document())
    target = tmp_path / arguments[-1]

    code = main(["pages", str(file), *arguments[:-1], str(target)])

    assert code == 0
    assert target.read_bytes().startswith(begins)
    assert file.read_bytes() == document()
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([file.name, target.name])


@pytest.mark.parametrize(
    ("name", "content", "output", "code", "message"),
    [
        ("a.txt", "Số: 1/BC-UBND\n", "OUT.hocr", 3, "has no pages"),
        ("a.pdf", "%PDF-1.5 rubbish", "OUT.pdf", 3, "the PDF"),
        ("a.pdf", None, "OUT.pdf", 2, "No such file"),
        ("a.txt", "x", "a.txt", 2, "never changed"),
        ("a.pdf", "x", "none/OUT.pdf", 3, ""),
    ],
)
def test_the_command_says_what_it_cannot_do(
    name: str,
    content: str | None,
    output: str,
    code: int,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line on standard error, nothing written."""
    file = tmp_path / name
    if content is not None:
        file.write_text(content, encoding="utf-8")

    got = main(["pages", str(file), "-o", str(tmp_path / output)])

    error = capsys.readouterr().err
    assert got == code
    assert error.count("\n") == 1
    assert message in error
    assert {each.name for each in tmp_path.iterdir()} <= {name}


def test_a_scan_can_be_searched(tmp_path: Path) -> None:
    """From the picture of a page to a PDF in which its words are found, invisible over the picture."""
    sample = Path(__file__).parents[3] / "corpus" / "samples" / "bc-xa.pdf"
    file = tmp_path / "scan.png"
    file.write_bytes(scan(sample.read_bytes(), "PNG"))

    code = main(["pages", str(file), "-o", str(tmp_path / "out.pdf")])

    assert code == 0
    with pdfium.PdfDocument(tmp_path / "out.pdf") as made:
        assert "ỦY BAN NHÂN DÂN" in made[0].get_textpage().get_text_range()
        assert len(made) == 1
