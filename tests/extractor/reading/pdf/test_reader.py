"""What the PDF reader gives for pages whose layout is known exactly."""

import pytest

from corpus.building.plain_pdf import BOLD, ITALIC, Appearance, Page, width, write
from extractor.errors import CorruptError, EncryptedError, ReadError, TooLargeError
from extractor.reading.pdf.reader import read
from extractor.reading.source import Align, Grid, Mark, Paragraph, SourceText, Zone

LEFT, RIGHT = 85.0, 540.0
TEXT = "Ủy ban nhân dân xã đã chỉ đạo các thôn rà soát số hộ cần trợ giúp và lập danh sách gửi về huyện"
WORDS = TEXT.split()


def body(page: Page, top: float, lines: int, size: float = 14) -> float:
    """Set one justified paragraph with a first-line indent; returns the baseline under it."""
    for number in range(lines - 1):
        words: list[str] = []
        x = LEFT + (36 if number == 0 else 0)
        while x + width(" ".join([*words, WORDS[len(words) % 23]]), size) < RIGHT:
            words.append(WORDS[(len(words) + 5 * number) % len(WORDS)])
        gap = (RIGHT - x - sum(width(word, size) for word in words)) / (len(words) - 1)
        for word in words:
            page.text((x, top), word, size)
            x += width(word, size) + gap
        top += 18
    page.text((LEFT, top), "như trên.", size)
    return top + 18


def of_zone(source: SourceText, zone: Zone) -> list[str]:
    """Paragraphs of one zone."""
    return [source.text[p.start : p.end] for p in source.flow if isinstance(p, Paragraph) and p.zone is zone]


def marked(source: SourceText, mark: Mark) -> list[str]:
    """Stretches under one mark."""
    return [source.text[span.start : span.end] for span in source.spans if span.mark is mark]


def head(page: Page, number: str = "Số: 15/BC-UBND", day: str = "Tân Phú, ngày 04 tháng 5 năm 2026") -> None:
    """The head of a report, issuer left and national title right."""
    page.text((105, 80), "ỦY BAN NHÂN DÂN", 13, BOLD)
    page.text((122, 95), "XÃ TÂN PHÚ", 13, BOLD)
    page.text((112, 125), number, 13)
    page.text((290, 80), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, BOLD)
    page.text((330, 96), "Độc lập - Tự do - Hạnh phúc", 13, BOLD)
    page.text((325, 125), day, 13, ITALIC)


def test_head_stays_in_two_columns() -> None:
    """Left column first, then right, in one group, though their lines share baselines."""
    page = Page()
    head(page)
    body(page, 200, 4)
    source = read(write([page]))

    columns = [
        (p.column, source.text[p.start : p.end]) for p in source.flow if isinstance(p, Paragraph) and p.group == 0
    ]

    assert columns == [
        (0, "ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ"),
        (0, "Số: 15/BC-UBND"),
        (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, "Độc lập - Tự do - Hạnh phúc"),
        (1, "Tân Phú, ngày 04 tháng 5 năm 2026"),
    ]


def test_signature_block_takes_the_name_under_the_room_to_sign() -> None:
    """The signer's name belongs to the right column though the list beside it has ended long before."""
    page = Page()
    below = body(page, 80, 4) + 20
    page.text((LEFT, below), "Nơi nhận:", 12, BOLD)
    page.text((LEFT, below + 14), "- Như trên;", 11)
    page.text((LEFT, below + 28), "- Lưu: VT.", 11)
    page.text((380, below + 2), "KT. CHỦ TỊCH", 14, BOLD)
    page.text((372, below + 18), "PHÓ CHỦ TỊCH", 14, BOLD)
    page.text((378, below + 110), "Lê Thị Hạnh", 14, BOLD)
    source = read(write([page]))

    columns = [
        (p.column, source.text[p.start : p.end]) for p in source.flow if isinstance(p, Paragraph) and p.group == 0
    ]

    assert [text for column, text in columns if column == 0] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert [text for column, text in columns if column == 1] == ["KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Lê Thị Hạnh"]


@pytest.mark.parametrize(
    ("typed", "drawn", "expected", "signature"),
    [
        pytest.param(
            "Số:            /BC-UBND", Appearance(140, 124, "3686", 13), "Số: 3686/BC-UBND", "3686", id="blank"
        ),
        pytest.param("Số: 4/BC-UBND", Appearance(134, 124, "5", 13), "Số: 5/BC-UBND", "5", id="drawn over typed"),
        pytest.param("Số:            /BC-UBND", None, "Số:            /BC-UBND", None, id="left open"),
    ],
)
def test_drawn_number_is_written_into_its_line(typed, drawn, expected, signature) -> None:
    """What a signature's appearance draws stands where the page shows it, and replaces what it covers."""
    page = Page()
    head(page, number=typed)
    body(page, 200, 4)
    page.appearances += [drawn] if drawn else []

    source = read(write([page]))

    assert expected in source.text.splitlines()
    assert marked(source, Mark.SIGNATURE) == ([signature] if signature else [])


def test_open_blank_is_told_from_a_word_space() -> None:
    """A blank left for handwriting shows as several spaces, also where no space glyph stands in it."""
    page = Page()
    page.text((LEFT, 100), "Số:", 13)
    page.text((LEFT + 70, 100), "/BC-UBND", 13)
    body(page, 200, 4)

    line = read(write([page])).text.splitlines()[0]

    assert line.startswith("Số:   ")
    assert line.split() == ["Số:", "/BC-UBND"]


def test_portal_stamp_is_no_text() -> None:
    """Lines that an annotation draws above the head are a stamp, and the head is untouched."""
    page = Page()
    head(page)
    body(page, 200, 4)
    page.appearances += [Appearance(400, 20, "TRUNG TÂM CÔNG BÁO", 7), Appearance(400, 29, "09.01.2025 10:21", 7)]

    source = read(write([page]))

    assert of_zone(source, Zone.STAMP) == ["TRUNG TÂM CÔNG BÁO\n09.01.2025 10:21"]
    assert "Số: 15/BC-UBND" in of_zone(source, Zone.BODY)


@pytest.mark.parametrize("number", ["c/ Huy động", "II - Huy động", "5: Huy động", "Phần thứ hai", "PHẦN II HUY ĐỘNG"])
def test_the_number_of_a_heading_begins_a_paragraph(number: str) -> None:
    """Also under a full line at the same indent: `c/ …` below a sentence that fills its line."""
    page = Page()
    words: list[str] = []
    while width(" ".join([*words, WORDS[len(words)]]), 14) + LEFT + 36 < RIGHT:
        words.append(WORDS[len(words)])
    body(page, 80, 5)
    page.text((LEFT + 36, 200), " ".join(words), 14)
    page.text((LEFT + 36, 218), number, 14)
    body(page, 242, 4)

    assert number in of_zone(read(write([page])), Zone.BODY)


def test_a_bracket_is_closed_on_the_line_below() -> None:
    """The line that names what an appendix belongs to fills its line and ends centred on the next."""
    page = Page()
    opened = "(Kèm theo Công văn số 399/KTHT-VP ngày 17 tháng 11 năm 2025 của phường"
    page.text((LEFT, 80), opened, 13, ITALIC)
    page.text(((LEFT + RIGHT) / 2 - 26, 98), "Lê Chân)", 13, ITALIC)
    body(page, 140, 4)

    assert f"{opened}\nLê Chân)" in of_zone(read(write([page])), Zone.BODY)


def test_paragraphs_go_on_over_full_lines() -> None:
    """A first-line indent begins a paragraph; full lines at the margin go on with it."""
    page = Page()
    body(page, body(page, 80, 4) + 6, 3)

    source = read(write([page]))
    paragraphs = [p for p in source.flow if isinstance(p, Paragraph)]

    assert [len(p.slices) for p in paragraphs] == [4, 3]
    assert [p.indent for p in paragraphs] == pytest.approx([36, 36], abs=4)


def test_page_number_and_footnote_leave_the_text() -> None:
    """A lone number in the upper margin is marginal; small type under a short rule is a footnote."""
    page = Page()
    page.text((294, 45), "2", 13)
    body(page, 90, 4)
    page.line((LEFT, 700), (LEFT + 144, 700))
    page.text((LEFT, 708), "1", 6.5)
    page.text((LEFT + 4, 712), "Nghị định số 30/2020/NĐ-CP.", 10)

    source = read(write([page]))

    assert of_zone(source, Zone.MARGIN) == ["2"]
    assert of_zone(source, Zone.FOOTNOTE) == ["1Nghị định số 30/2020/NĐ-CP."]
    assert marked(source, Mark.SUPERSCRIPT) == ["1"]


def test_styles_become_spans() -> None:
    """Bold and italic come from the font, strokes from the rulings."""
    page = Page()
    page.text((LEFT, 100), "đậm", 14, BOLD)
    page.text((LEFT, 130), "nghiêng", 14, ITALIC)
    page.text((LEFT, 160), "1779", 14)
    page.line((LEFT, 156), (LEFT + 28, 156))

    source = read(write([page]))

    assert marked(source, Mark.BOLD) == ["đậm"]
    assert marked(source, Mark.ITALIC) == ["nghiêng"]
    assert marked(source, Mark.STRUCK) == ["1779"]


def test_every_character_on_paper_has_its_box() -> None:
    """Boxes go with code points; blanks and line ends have none; slices name page and place."""
    page = Page()
    page.text((LEFT, 100), "Tân Phú", 14)

    source = read(write([page]))
    boxes = source.boxes

    assert source.text == "Tân Phú\n"
    assert [box is not None for box in boxes] == [True] * 3 + [False] + [True] * 3 + [False]
    assert boxes[0] is not None
    assert boxes[0][0] == pytest.approx(LEFT, abs=0.1)
    assert boxes[0][1] < 100 < boxes[0][3]
    assert source.slice_at(4).page == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_follow_the_rotation_of_the_page(rotation) -> None:
    """Boxes lie inside the page as it is shown, whatever its rotation."""
    page = Page(rotation=rotation)
    page.text((LEFT, 100), "Tân Phú", 14)

    source = read(write([page]))
    size = source.pages[0]

    assert (size.width > size.height) == (rotation % 180 == 90)
    assert all(0 <= b[0] < b[2] <= size.width and 0 <= b[1] < b[3] <= size.height for b in source.boxes if b)


def test_scan_with_stamp_is_read_from_its_picture() -> None:
    """A picture of a page stays one though a portal printed its stamp on it; the stamp is none of its words."""
    page = Page()
    page.picture()
    page.appearances += [Appearance(400, 20, "TRUNG TÂM CÔNG BÁO", 7), Appearance(400, 29, "09.01.2025 10:21", 7)]

    source = read(write([page]))

    assert source.ocr is not None
    assert source.ocr.pages == {1}
    assert {item.zone for item in source.flow if isinstance(item, Paragraph)} == {Zone.STAMP}


def test_pages_decide_not_files() -> None:
    """Of a readable document with a scanned page at its end only that page is read from its picture."""
    first, second, scan = Page(), Page(), Page()
    for page in (first, second):
        body(page, 90, 8)
    scan.picture()

    source = read(write([first, second, scan]))

    assert source.ocr is not None
    assert source.ocr.pages == {3}
    assert not any(span.mark is Mark.OCR for span in source.spans)


def test_broken_character_map_is_read_from_the_picture() -> None:
    """Words of mixed scripts and signs are no text: what the page shows is read instead."""
    page = Page()
    for row in range(8):
        page.text((LEFT, 100 + 18 * row), "6Ӣ CÔNG 7+ѬѪ1* &Ӝ1* HÒA XÃ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 NAM", 13)

    source = read(write([page]))

    assert source.ocr is not None
    assert source.ocr.pages == {1}
    assert any(span.mark is Mark.OCR for span in source.spans)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"%PDF-1.4\nrubbish\n%%EOF\n", CorruptError, id="rubbish"),
        pytest.param(b"%PDF-1.4\n", CorruptError, id="no end"),
        pytest.param(write([Page()])[:400], CorruptError, id="truncated"),
        pytest.param(write([]), CorruptError, id="no pages"),
    ],
)
def test_damaged_files_say_so(data, error) -> None:
    """Rubbish gives one expected error, never a traceback from the library."""
    with pytest.raises(error):
        read(data)


def test_encrypted_file_says_so(tmp_path) -> None:
    """A password is asked for, not guessed."""
    pikepdf = pytest.importorskip("pikepdf")
    path = tmp_path / "locked.pdf"
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(write([Page()]))
    with pikepdf.open(plain) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(EncryptedError):
        read(path.read_bytes())


@pytest.mark.parametrize("cut", range(0, 3000, 173))
def test_any_cut_or_flipped_file_gives_text_or_an_expected_error(cut) -> None:
    """Damage anywhere in the file never gives another exception."""
    page = Page()
    head(page)
    data = bytearray(write([page]))
    position = cut % len(data)
    data[position : position + 7] = b"\x00\xff<<>>("

    try:
        source = read(bytes(data))
    except ReadError:
        return

    assert len(source.boxes) == len(source.text)


def test_same_bytes_give_the_same_text() -> None:
    """Reading twice gives equal values."""
    page = Page()
    head(page)
    page.grid([85, 200, 300], [300, 330, 360])
    data = write([page])

    assert read(data) == read(data)


def test_table_is_a_grid_and_not_text() -> None:
    """Text in the cells of a ruled table is in the grid only, row by row in the text."""
    page = Page()
    body(page, 90, 3)
    page.grid([85, 200, 300], [300, 330, 360])
    for row in range(2):
        for column, x in enumerate((90, 205)):
            page.text((x, 320 + 30 * row), f"ô {row}.{column}", 12)
    source = read(write([page]))

    grid = next(item for item in source.flow if isinstance(item, Grid))
    cells = [(c.row, c.column, [source.text[s.start : s.end] for s in c.slices]) for c in grid.cells]

    assert cells == [(0, 0, ["ô 0.0"]), (0, 1, ["ô 0.1"]), (1, 0, ["ô 1.0"]), (1, 1, ["ô 1.1"])]
    assert not any("ô 0" in text for text in of_zone(source, Zone.BODY))


def test_frame_around_text_is_no_table() -> None:
    """One box around a text stays text."""
    page = Page()
    page.grid([85, 300], [300, 330, 360])
    page.text((90, 320), "Dự thảo", 12)
    page.text((90, 350), "lần hai", 12)

    source = read(write([page]))

    assert not any(isinstance(item, Grid) for item in source.flow)


def test_centred_title_is_seen_as_such() -> None:
    """The middle of the text decides, not the middle of the page."""
    page = Page()
    middle = (LEFT + RIGHT) / 2
    page.text((middle - width("BÁO CÁO", 14) / 2, 100), "BÁO CÁO", 14, BOLD)
    body(page, 140, 5)

    source = read(write([page]))
    first = source.flow[0]

    assert isinstance(first, Paragraph)
    assert first.align is Align.CENTRE


def test_table_without_rules_is_read_across() -> None:
    """Several aligned columns are rows of a list, not side-by-side text."""
    page = Page()
    for row in range(5):
        for column, x in enumerate((90, 200, 330, 450)):
            page.text((x, 100 + 20 * row), f"ô{row}.{column}", 12)

    lines = read(write([page])).text.splitlines()

    assert [line.split() for line in lines] == [[f"ô{r}.{c}" for c in range(4)] for r in range(5)]


def test_too_many_pages_are_refused(monkeypatch) -> None:
    """A limit gives its own reason."""
    monkeypatch.setattr("extractor.reading.pdf.reader.MAX_PAGES", 1)

    with pytest.raises(TooLargeError):
        read(write([Page(), Page()]))
