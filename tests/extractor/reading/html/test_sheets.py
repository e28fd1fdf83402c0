from __future__ import annotations

import pytest

from extractor.errors import TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.html.reader import read


def words(style: str, body: str, attributes: str = "") -> str:
    """The text of a page with a style sheet."""
    page = f"<html><head><style{attributes}>{style}</style></head><body>{body}</body></html>"
    return read(page.encode()).text


@pytest.mark.parametrize(
    ("style", "body", "text"),
    [
        (".an{display:none}", "<p class='a an'>Ẩn</p><p>Hiện</p>", "Hiện"),
        (".AN{display:none}", "<p class='an'>Hiện</p>", "Hiện"),
        ("#x .y > span{visibility:hidden}", "<div id=x><p class=y>Hiện <span>ẩn</span></p></div>", "Hiện"),
        ("p.z{display:none !important}", "<p class=z style='display:block'>Ẩn</p><p>Hiện</p>", "Hiện"),
        (".z{display:none}", "<p class=z style='display:block'>Hiện</p>", "Hiện"),
        (".z{display:none} .on{display:block}", "<p class='z on'>Hiện</p>", "Hiện"),
        ("p.z{display:none} .on{display:block}", "<p class='z on'>Ẩn</p><p>Hiện</p>", "Hiện"),
        ("p, .z{opacity:0.0}", "<p>Ẩn</p><div>Hiện</div>", "Hiện"),
        (".z{opacity:0.5}", "<p class=z>Hiện</p>", "Hiện"),
        ("[data-a=b]{mso-hide:all}", "<p data-a=b>Ẩn</p><p data-a=c>Hiện</p>", "Hiện"),
        ("@media print{p{display:none}}", "<p>Hiện</p>", "Hiện"),
        ("@media screen{p{display:none}}", "<p>Ẩn</p><div>Hiện</div>", "Hiện"),
        ("<!-- .z{display:none} -->", "<p class=z>Ẩn</p><p>Hiện</p>", "Hiện"),
        (".z:hover, .z::before{display:none}", "<p class=z>Hiện</p>", "Hiện"),
        ("td.z{display:none}", "<table><tr><td>Hiện<td class=z>ẩn</table>", "Hiện"),
        ("} p{{ ;; .z{display:none", "<p>Hiện</p>", "Hiện"),
        ("@import url(http://example.org/a.css); .z{display:none}", "<p class=z>Ẩn</p><p>Hiện</p>", "Hiện"),
        ("*{display:none}", "<p>Ẩn</p>", ""),
        ("p{display:none;display:block}", "<p>Hiện</p>", "Hiện"),
    ],
)
def test_what_a_browser_would_not_show_is_not_read(style: str, body: str, text: str):
    """Hidden by class, id, tag or attribute; the stronger rule holds, the later of two as strong."""
    assert words(style, body).strip() == text


@pytest.mark.parametrize(("attributes", "text"), [(" media=print", "Ẩn"), (" media='screen'", ""), (" media=all", "")])
def test_sheets_for_other_media_do_not_count(attributes: str, text: str):
    """A page is read as it is shown on a screen."""
    assert words("p{display:none}", "<p>Ẩn</p>", attributes).strip() == text


@pytest.mark.parametrize(
    "style",
    ["p{display:none}" * (DOCUMENT.style_rules + 1), "/*" + "x" * DOCUMENT.style_bytes + "*/"],
    ids=["rules", "bytes"],
)
def test_style_sheets_are_bounded(style: str):
    """No page needs so many."""
    with pytest.raises(TooLargeError, match="style"):
        words(style, "<p>Hiện</p>")


@pytest.mark.parametrize(
    "selector", ["* " * 5000, ":not(" * 500, "[" * 500, "a>" * 3000, "." * 100, "\\" * 99, "p:nth-child(n)"]
)
def test_hostile_selectors_are_left_out(selector: str):
    """As a browser leaves out what it does not understand."""
    assert words(f"{selector}{{display:none}}", "<p>Hiện</p>").strip() == "Hiện"
