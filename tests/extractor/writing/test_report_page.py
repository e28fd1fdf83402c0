from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html

from extractor.differences.sets import Lines
from extractor.writing.report_page import MANY, Details, html_report
from extractor.writing.report_words import _table
from schemas.document import Document
from schemas.record import REASONS
from tests.extractor.differences.sets import lines
from tests.extractor.writing.exports import HOSTILE_TEXT, NAMES, poisoned, sample

SAMPLES = lines(*map(sample, NAMES))
WITH_ALL = ("bc-phuong.txt", "bc-conflict.docx", "kh-tinh.docx", "broken/truncated.docx")


def page(given: Lines = SAMPLES, **options: Any) -> Any:
    """The report as a tree."""
    return html.document_fromstring("".join(html_report(given, **options)))


def shape(tree: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes, in order."""
    return [(str(element.tag), tuple(sorted(element.attrib))) for element in tree.iter()]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_document_stands_in_the_list_and_in_the_details(language):
    """Each record has its row and its article; a link leads from one to the other."""
    tree = page(language=language)

    targets = {f"#{article.get('id')}" for article in tree.iter("article")}
    assert len(tree.xpath("//table[@class='list']/tbody/tr")) == len(targets) == len(NAMES)
    assert targets <= {link.get("href") for link in tree.iter("a")}
    assert tree.get("lang") == language


def test_the_page_says_what_was_read_what_is_missing_and_what_to_look_at():
    """Values with places, findings, gaps and reasons are on the page."""
    text = page(lines(sample("bc-phuong.txt"), sample("broken/truncated.docx"))).text_content()

    for words in ("207/BC-UBND", "14/04/2026", "PHƯỜNG MỸ THO", "bị gạch", "Thiếu hoặc để trống", "không đọc được"):
        assert words in text
    assert re.search(r"line\[\d+\], \d+-\d+", text)


def test_the_page_loads_nothing_and_allows_only_its_style():
    """No script, no picture, no address; the policy names the hash of the one style sheet."""
    tree = page()
    (style,) = tree.iter("style")

    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert {"script", "img", "link", "iframe", "form"}.isdisjoint(str(each.tag) for each in tree.iter())
    assert all(link.get("href").startswith("#") for link in tree.iter("a"))
    assert "style" not in {name for each in tree.iter() for name in each.attrib}


@pytest.fixture(scope="module")
def harmless():
    """The shape of a page whose documents say nothing but x."""
    return shape(page(lines(*(poisoned(sample(name), "x") for name in WITH_ALL))))


@settings(max_examples=15, deadline=None)
@given(words=HOSTILE_TEXT)
def test_hostile_words_never_become_markup(harmless, words):
    """With any words in every field, the page has the elements and attributes that harmless words give."""
    hostile = page(lines(*(poisoned(sample(name), words) for name in WITH_ALL)))

    assert shape(hostile) == harmless
    assert all(link.get("href").startswith("#") for link in hostile.iter("a"))


def test_the_same_records_give_the_same_page():
    """Nothing of chance or clock is on it."""
    assert list(html_report(SAMPLES)) == list(html_report(SAMPLES))


@pytest.mark.parametrize(
    ("details", "count", "articles"),
    [
        (Details.AUTO, MANY, MANY),
        (Details.AUTO, MANY + 1, 0),
        (Details.NONE, 2, 0),
        (Details.ALL, 2, 2),
        (Details.LOOK, 2, 0),
    ],
)
def test_many_documents_are_listed_without_their_details(details, count, articles):
    """A page that nobody could open is not written unless it is asked for."""
    tree = page(lines(*[sample("news.txt")] * count), details=details)

    assert len(list(tree.iter("article"))) == articles
    assert len(tree.xpath("//table[@class='list']/tbody/tr")) == count


def test_an_empty_set_gives_a_page():
    """No document, no error."""
    assert "<h1>" in "".join(html_report(lines()))


def test_every_word_has_both_languages():
    """Vietnamese and English for each, and a name for every field of the head."""
    table = _table()

    assert [key for group in table.values() for key, words in group.items() if len(words) != 2] == []
    assert set(Document.model_fields) - {"organ_unit"} <= set(table["fields"])
    assert set(table["reasons"]) == REASONS
