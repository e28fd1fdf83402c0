from __future__ import annotations

from datetime import date

import pytest

from extractor.reading.boxes import Boxes
from extractor.reading.markdown import read
from extractor.reading.source import Mark, PageSize, Paragraph, Slice, SourceText, Span
from extractor.text.clean import clean
from extractor.text.passage import Passage, absent, blank, dated, evidence_of, found, joined, raw_text, words
from schemas.evidence import BlockEvidence, Box, PageEvidence
from schemas.fields import Source, Status
from tests.extractor.documents import passage_of


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, None, "Số: 918 /BC"), (3, 8, "918"), (4, 4, ""), (3, 4, ""), (11, None, ""), (0, 3, "Số:"), (2, 5, ": 9")],
)
def test_a_quote_has_no_spaces_around(start: int, end: int | None, expected: str):
    """A quote holds the words between the offsets; none is false."""
    quote = passage_of("Số: 918 /BC").quote(start, end)

    assert quote.text == expected
    assert bool(quote) is bool(expected)


def test_parts_count_from_the_quote():
    """Offsets of a part are relative to the quote it is taken from."""
    quote = passage_of("Kính gửi: Sở Y tế tỉnh").quote(10)

    assert quote.part(3).text == "Y tế tỉnh"
    assert quote.part(3, 7).text == "Y tế"
    assert quote.part(3, 7).folded == "y te"


def test_evidence_is_where_the_words_stand():
    """Offsets refer to the text as read: not composed, with double spaces and marks of the format."""
    text = "**Số:**   918 / BC"
    (place,) = passage_of(text).quote(4, 7).evidence()

    start = text.index("918")
    assert place == BlockEvidence(path="line[1]", start=start, end=start + 3)


def test_each_line_has_its_own_evidence():
    """Words over two lines have two places, without the line feed between; raw joins them by one."""
    text = "kết quả thực hiện về\n\ndân cư"
    passage = passage_of(text)

    evidence = passage.quote().evidence()

    assert [e.path for e in evidence if e.kind == "block"] == ["line[1]", "line[3]"]
    assert raw_text(passage.source, evidence) == "kết quả thực hiện về\ndân cư"
    assert words(passage.quote()).value == "kết quả thực hiện về dân cư"


def test_a_field_of_two_quotes():
    """The words of several quotes joined by a space, their places in order; empty quotes say nothing."""
    passage = passage_of("ỦY BAN NHÂN DÂN XÃ")
    first, empty, last = passage.quote(0, 6), passage.quote(3, 3), passage.quote(16)

    assert joined([first, empty, last]) == "ỦY BAN XÃ"
    assert len(evidence_of([first, empty, last])) == 2
    assert words(first, last).raw == "ỦY BAN\nXÃ"


def test_a_found_value_knows_its_words():
    """The value may differ from the words; raw never does."""
    field = found(24715, passage_of("24.715 người").quote(0, 6), confidence=0.5)

    assert (field.value, field.raw, field.confidence) == (24715, "24.715", 0.5)


def test_words_that_a_signature_draws_say_so():
    """What only the appearance of a signature draws has source `signature`."""
    source = SourceText("x", "Số: 36", (Paragraph((Slice(0, 6, path="p"),)),), (Span(4, 6, Mark.SIGNATURE),))
    (passage,) = clean(source)

    assert isinstance(passage, Passage)
    assert words(passage.quote(4)).source is Source.SIGNATURE
    assert words(passage.quote(0, 3)).source is Source.TEXT
    assert dated(passage.quote(4), None).source is Source.SIGNATURE


def test_absent_and_blank():
    """Absent has no place; blank has the place where the value belongs."""
    place = passage_of("Số:      /BC-UBND").quote()

    assert absent().status is Status.ABSENT
    assert absent().evidence == ()
    assert blank(place).status is Status.BLANK
    assert blank(place).raw == "Số:      /BC-UBND"


@pytest.mark.parametrize(
    ("value", "partial", "status"),
    [
        (date(2026, 4, 1), None, Status.PRESENT),
        (date(2026, 4, 1), "2026-04", Status.PRESENT),
        (None, "2026-04", Status.PARTIAL),
        (None, None, Status.BLANK),
    ],
)
def test_dates_are_whole_partial_or_blank(value: date | None, partial: str | None, status: Status):
    """What is known of a date decides its status; a whole one has no part."""
    field = dated(passage_of("ngày 01 tháng 4 năm 2026").quote(), value, partial)

    assert (field.value, field.status, field.partial) == (value, status, None if value else partial)


def test_boxes_of_a_line_are_merged():
    """Evidence on a page has one box a line, rounded to a tenth of a point."""
    boxes = Boxes.of([Box(10.0, 20.0, 14.04, 30.0), Box(14.0, 19.96, 18.0, 30.0), None])
    flow = (Paragraph((Slice(0, 2, page=1),)),)
    source = SourceText("application/pdf", "ab\n", flow, pages=(PageSize(100, 100),), boxes=boxes)

    assert source.evidence(0, 2) == PageEvidence(page=1, start=0, end=2, boxes=(Box(10.0, 20.0, 18.0, 30.0),))
    with pytest.raises(KeyError):
        source.slice_at(2)


@pytest.mark.parametrize(
    ("text", "is_bold"), [("**Kết quả**", True), ("**Kết** quả", False), ("Kết quả", False), ("**…**", False)]
)
def test_bold_counts_letters(text: str, is_bold: bool):
    """A passage is bold where nearly all its letters and digits are."""
    assert passage_of(text).is_bold is is_bold


def test_source_text_tells_signatures_by_offset():
    """A stretch is drawn by a signature where any of it is."""
    source = SourceText("x", "abcdef", (), (Span(2, 4, Mark.SIGNATURE), Span(0, 6, Mark.BOLD)))

    assert [source.source_of(at, at + 1) for at in (1, 2, 3, 4)] == [
        Source.TEXT,
        Source.SIGNATURE,
        Source.SIGNATURE,
        Source.TEXT,
    ]


def test_quotes_know_their_marks():
    """One character that carries the mark is enough."""
    (passage,) = [item for item in clean(read("Số: ~~1779~~/BC")) if isinstance(item, Passage)]

    assert passage.quote(4, 8).has(Mark.STRUCK)
    assert not passage.quote(0, 3).has(Mark.STRUCK)
