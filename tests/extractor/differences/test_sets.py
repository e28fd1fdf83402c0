from __future__ import annotations

import json

import pytest

from extractor.differences.model import How, Kind
from extractor.differences.sets import Asked, Line, compare_sets
from extractor.differences.text import code_span, json_text, markdown_lines, text_lines
from extractor.differences.wording import word
from tests.extractor.differences.sets import ABSENT, edited, lines
from tests.extractor.writing.exports import HOSTILE, poisoned, sample

A = sample("bc-phuong.txt")
NIL = sample("bc-nil.txt")
NEWS = sample("news.txt")


def source(**values):
    """The first report from another file."""
    return edited(lambda record: record["source"].update(values))


@pytest.mark.parametrize(
    ("a", "b", "same_document", "expected"),
    [
        ([A, NIL], [NIL, A], False, []),
        ([A], [A, NIL], False, [(How.ALONE, Kind.DOCUMENT_ADDED)]),
        ([A, A], [A], False, [(How.ALONE, Kind.DOCUMENT_GONE)]),
        ([A], [source(name="khac.txt")], False, []),
        ([A], [source(sha256="0" * 64, pages=3)], False, [(How.NAME, Kind.VALUE)]),
        ([A], [source(name="v2.txt", sha256="0" * 64, pages=3)], True, [(How.IDENTITY, Kind.VALUE)]),
        (
            [A],
            [source(name="v2.txt", sha256="0" * 64, pages=3)],
            False,
            [(How.ALONE, Kind.DOCUMENT_ADDED), (How.ALONE, Kind.DOCUMENT_GONE)],
        ),
        ([NEWS], [NEWS.model_copy(update={"provenance": A.provenance})], False, []),
    ],
)
def test_documents_are_paired_by_content_name_or_identity(a, b, same_document, expected):
    """Equal records are never listed; a file sent again is the same document only by name, or where asked for."""
    comparison = compare_sets(lines(*a), lines(*b), same_document=same_document)

    found = [(each.pair.how, difference.kind) for each in comparison.compared for difference in each.differences]
    assert found == expected
    assert (comparison.size_a, comparison.size_b) == (len(a), len(b))


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (Asked(), ["document.place", "recipients"]),
        (Asked(("document.*",)), ["document.place"]),
        (Asked(("document.*", "rec*")), ["document.place", "recipients"]),
        (Asked((), frozenset({Kind.ITEM_REMOVED})), ["recipients"]),
        (Asked((), frozenset({Kind.EVIDENCE})), ["document.subject"]),
        (Asked(("none",)), []),
    ],
)
def test_only_what_is_asked_for_is_listed(asked, fields):
    """Globs choose fields, kinds choose kinds; moved evidence is listed only where asked for."""

    def edit(record):
        record["document"]["place"].update(value="Khác", raw="Khác")
        record["document"]["subject"]["evidence"][0]["start"] += 1
        record["recipients"].pop(0)

    comparison = compare_sets(lines(A), lines(edited(edit)), asked=asked)

    assert [each.field for each in comparison.differences] == fields
    assert comparison.heat() == ({"bc-phuong.txt": dict.fromkeys(fields, 1)} if fields else {})


def test_a_line_that_is_no_record_is_refused():
    """What differs is read by the schema."""
    with pytest.raises(ValueError, match="validation errors for Record"):
        compare_sets(lines(A), lambda: iter([Line("", b'{"schema_version":"1.0"}')]))


@pytest.mark.parametrize("write", [text_lines, markdown_lines])
def test_a_comparison_in_vietnamese(write):
    """Kinds, states and counts are words; the names of fields stay, as the options take them."""
    without = edited(lambda record: record["document"]["place"].update(ABSENT))

    text = "\n".join(write(compare_sets(lines(A), lines(without)), language="vi"))

    assert "document.place" in text
    assert "trong 1 văn bản" in text
    assert "không có trên văn bản" in text
    assert not any(word in text for word in ("absent", "differences", " records", "documents |"))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_vietnamese_word(kind):
    """A code is a word in Vietnamese, and itself in English."""
    assert word("kind", kind.value, "vi") != kind.value == word("kind", kind.value, "en")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words):
    """In Markdown they stand in code spans on their line, in JSON they are whole."""
    comparison = compare_sets(lines(A), lines(poisoned(A, words)))

    markdown = list(markdown_lines(comparison))
    values = json.loads(json_text(comparison))

    assert all("\n" not in line for line in (*markdown, *text_lines(comparison)))
    assert [line for line in markdown if line[:1] not in {"*", "|", "<", "-", "", " "}] == []
    assert values["heat"] == comparison.heat()
    assert any(each["b"]["value"] == words for each in values["documents"][0]["differences"] if each["b"])


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a|b", "`a|b`"),
        ("a`b", "`` a`b ``"),
        ("``", "``` `` ```"),
        ("<b>\n@ai", "`<b> @ai`"),
        ("  ", "`∅`"),
    ],
)
def test_code_spans_hold_any_text(text, span):
    """The fence is longer than any run of backticks inside."""
    assert code_span(text) == span
