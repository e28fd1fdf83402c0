from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.markdown import read
from extractor.reading.source import Align, Grid, Mark, Paragraph, Slice, SourceText, Span, Zone
from extractor.text.clean import clean, clean_slices
from extractor.text.marks import UNMARKED, marks_of
from extractor.text.passage import Passage, raw_text
from tests.extractor.documents import passages_of, source_of

VIETNAMESE = st.text(
    st.sampled_from(
        "aáạâấbcdđeệghiíklmnoôơợpqrstuưừvxyỳ ABĐÔƯ  \t.,;:-–/0123456789\u0301\u0323\u0302\u00a0\u200b\u00ad*~_|#\n"
        "\r\u2028"
    ),
    max_size=200,
)
HOSTILE = st.text(st.characters(codec="utf-8"), max_size=120)


def texts(text: str) -> list[str]:
    """Cleaned texts of the passages."""
    return [passage.text for passage in passages_of(text)]


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("hai  dấu \t cách\u00a0liền", "hai dấu cách liền"),
        ("  đầu và cuối  ", "đầu và cuối"),
        (unicodedata.normalize("NFD", "Đề nghị Sở Y tế"), "Đề nghị Sở Y tế"),
        ("xo\u0302\u0323", "xộ"),
        ("chữ\u200b ẩn\ufeff, ngắt\u00admềm", "chữ ẩn, ngắtmềm"),
        ("Ðồng Tháp, Ɖiện Biên, tƣ pháp", "Đồng Tháp, Điện Biên, tư pháp"),
        ("**TM. ỦY BAN** ~~1779~~", "TM. ỦY BAN 1779"),
        ("một\x00hai\x07ba", "một hai ba"),
    ],
)
def test_cleaning_changes_only_the_writing(source: str, cleaned: str):
    """NFC, single spaces, look-alike letters, invisible characters, marks of the format: the words stay."""
    assert texts(source) == [cleaned]


@pytest.mark.parametrize("blank", ["", "   ", "\u200b", "\n\n\n", "****", "\ufeff \u00a0"])
def test_paragraphs_without_words_fall_away(blank: str):
    """What holds no character after cleaning is no passage."""
    assert texts(blank) == []


def test_a_raised_number_is_a_footnote_and_a_power_is_not():
    """The footnote's number is no part of the words; the power in m² is."""
    text = "diện tích 12 m2 theo kế hoạch3 năm"
    spans = tuple(Span(at, at + 1, Mark.SUPERSCRIPT) for at in (text.index("m2") + 1, text.index("h3") + 1))
    source = SourceText("text/plain", text, (Paragraph((Slice(0, len(text), path="p"),)),), spans)

    (passage,) = clean(source)

    assert isinstance(passage, Passage)
    assert passage.text == "diện tích 12 m2 theo kế hoạch năm"


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("rà soát cơ sở dữ liệu về dân", "cư; báo cáo kết quả", True),
        ("theo quy định tại", "điều 5 Luật này", True),
        ("Kết thúc câu.", "chữ thường không nối", False),
        ("gồm các việc:", "mở lớp tập huấn", False),
        ("liệt kê;", "việc thứ hai", False),
        ("chưa hết câu", "- mở lớp tập huấn", False),
        ("chưa hết câu", "a) mở lớp tập huấn", False),
        ("chưa hết câu", "đ) mở lớp tập huấn", False),
        ("chưa hết câu", "(a) mở lớp tập huấn", False),
        ("I. TÌNH HÌNH", "Xã có 12 thôn", False),
        ("IV. KIẾN NGHỊ", "ủy ban nhân dân xã báo cáo", False),
        ("số liệu", "2. Kết quả", False),
    ],
)
def test_a_blank_line_inside_a_sentence_does_not_cut_it(first: str, second: str, is_one: bool):
    """A paragraph that begins with a small letter goes on the one before, if that has no end."""
    expected = [f"{first} {second}"] if is_one else [first, second]

    assert texts(f"{first}\n\n\n{second}") == expected


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("thực hiện nhiệm vụ tại", "Công văn số 12", True),
        ("thực hiện theo", "Công văn số 12", True),
        ("II. Những vấn đề còn tồn tại", "Tình trạng thiếu vốn kéo dài.", False),
        ("III. Kiến nghị với cấp trên", "Cấp thêm vốn.", False),
        ("IV. Nhiệm vụ tiếp theo", "Mở lớp tập huấn.", False),
    ],
)
def test_a_hard_wrapped_line_goes_on(first: str, second: str, is_one: bool):
    """A line that ends with a linking word goes on in the next one; `tồn tại`, `cấp trên` end a heading."""
    expected = [f"{first} {second}"] if is_one else [first, second]

    assert texts(f"{first}\n{second}") == expected


def test_a_footnote_between_the_halves_keeps_them_together():
    """A page's footnotes stand between the halves of a paragraph that runs over two pages."""
    zones = [Zone.BODY, Zone.FOOTNOTE, Zone.MARGIN, Zone.BODY]
    cleaned = clean(source_of(["rà soát dữ liệu về dân", "1 Quyết định số 5", "2", "cư trên địa bàn"], zones))

    assert [item.text for item in cleaned if isinstance(item, Passage) and item.zone is Zone.BODY] == [
        "rà soát dữ liệu về dân cư trên địa bàn"
    ]


def test_columns_are_never_joined():
    """Words side by side belong to different blocks."""
    flow = (
        Paragraph((Slice(0, 3, path="a"),), column=0, group=1),
        Paragraph((Slice(4, 7, path="b"),), column=1, group=1),
    )
    assert len(clean(SourceText("text/plain", "một hai", flow))) == 2


@pytest.mark.parametrize(
    ("indent", "align", "is_one"), [(0.0, None, True), (36.0, None, False), (0.0, Align.CENTRE, False)]
)
def test_over_a_page_break_the_indent_tells(indent: float, align: Align | None, is_one: bool):
    """A capital at the top of a page goes on the sentence where its line is not indented as paragraphs are."""
    text = "theo đề nghị của\nSở Y tế tỉnh"
    flow = (
        Paragraph((Slice(0, 16, page=1),), indent=36.0),
        Paragraph((Slice(17, 29, page=2),), indent=indent, align=align),
    )
    assert (len(clean(SourceText("application/pdf", text, flow))) == 1) is is_one


def test_a_table_between_keeps_apart():
    """What stands behind a table does not go on the words above it."""
    flow = clean(read("số liệu như\na\tb\tc\n1\t2\t3\nsau đây"))

    assert [isinstance(item, Grid) for item in flow] == [False, True, False]


def test_marks_overlap():
    """A stretch may be bold and struck out at once."""
    marks = marks_of(read("**đậm ~~gạch~~**"))

    assert marks.at(8) == {Mark.BOLD, Mark.MARKUP} or Mark.BOLD in marks.at(8)
    assert {Mark.STRUCK, Mark.BOLD} <= marks.at(10)
    assert list(marks.of([10, 99])) == [marks.at(10), frozenset()]


def test_only_raised_digits_and_markup_may_be_dropped():
    """Bold words are kept as they are; where nothing may be dropped, nothing is looked at letter by letter."""
    source = SourceText("text/plain", "đậm 1", (), spans=(Span(0, 3, Mark.BOLD), Span(4, 5, Mark.SUPERSCRIPT)))

    assert marks_of(source).droppable == {4}


def test_a_cell_without_words_is_none():
    """An empty cell, and one that holds spaces only, have no passage."""
    source = read(" \u200b ")

    assert clean_slices(source, (), UNMARKED) is None
    assert clean_slices(source, (Slice(0, 3, path="c"),), UNMARKED) is None


@given(st.one_of(VIETNAMESE, HOSTILE))
def test_the_map_back_is_monotonous(text: str):
    """Every character of a passage was made from a stretch of the reader's text, in reading order."""
    for passage in passages_of(text):
        assert (
            len(passage.text) == len(passage.starts) == len(passage.stops) == len(passage.marks) == len(passage.folded)
        )
        assert list(passage.starts) == sorted(passage.starts)
        assert all(start < stop for start, stop in zip(passage.starts, passage.stops, strict=True))
        assert all(start >= 0 and stop <= len(text) for start, stop in zip(passage.starts, passage.stops, strict=True))


@given(st.one_of(VIETNAMESE, HOSTILE))
def test_passages_are_clean(text: str):
    """No passage is empty, begins or ends with a space, or holds two spaces or a control character."""
    for passage in passages_of(text):
        assert passage.text == " ".join(passage.text.split(" "))
        assert passage.text.strip(" ") == passage.text != ""
        assert "  " not in passage.text
        assert not any(unicodedata.category(c) == "Cc" for c in passage.text)


@given(VIETNAMESE)
def test_evidence_gives_back_the_words(text: str):
    """The letters and digits at the evidence of a passage are those of the passage, in their order."""
    source = read(text)
    for passage in passages_of(text):
        raw = unicodedata.normalize("NFC", raw_text(source, passage.quote().evidence()))
        assert [c for c in raw if c.isalnum()] == [c for c in passage.text if c.isalnum()]


@given(VIETNAMESE)
def test_composed_or_not_the_passages_are_the_same(text: str):
    """A text in NFD gives the passages of the same text in NFC."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert texts(composed) == texts(decomposed)
