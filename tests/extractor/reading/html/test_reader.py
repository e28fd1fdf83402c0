"""HTML pages to text."""

from __future__ import annotations

import pytest

from corpus.generator.legacy import to_tcvn3, to_vni
from extractor.errors import TooLargeError, UnsupportedError
from extractor.pipeline import process_bytes
from extractor.reading.html.reader import read
from extractor.reading.html.recognise import decode, is_html
from extractor.reading.source import Align, Grid, Paragraph
from tests.extractor.reading.sheets.books import outline

HEAD = """<table width="100%"><tr>
<td width="40%" align=center><b>ỦY BAN NHÂN DÂN<br>XÃ VÍ DỤ</b><br>Số: 12/BC-UBND</td>
<td width="60%" align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b><br>
<i>Ví Dụ, ngày 5 tháng 6 năm 2024</i></td></tr></table>"""
REPORT = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trang</title></head><body>{HEAD}
<p align=center><b>BÁO CÁO</b></p><p align=center><b>Kết quả công tác xã hội năm 2024</b></p>
<p>Kính gửi: Sở Y tế tỉnh Đồng Tháp.</p><p>Thực hiện Công văn số 45/SYT-BTXH ngày 01/6/2024, xã báo cáo như sau:</p>
<h3>I. Tình hình chung</h3><p>Toàn xã có 02 cộng tác viên công tác xã hội.</p>
<h3>II. Đề xuất, kiến nghị</h3><p>Đề nghị Sở Y tế mở lớp tập huấn.</p>
<table><tr><td>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</td>
<td align=center><b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</b><br><br>Nguyễn Văn Mẫu</td></tr></table></body></html>"""


WESTERN = '<meta charset="windows-1252">'


def page(body: str) -> bytes:
    """A page with this body."""
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def lines(body: str) -> list[str]:
    """The lines of a page."""
    return read(page(body)).text.split("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>một\n  hai</p><p> ba </p>", ["một hai", "ba"], id="white-space"),
        pytest.param("một<div>hai</div>ba", ["một", "hai", "ba"], id="blocks"),
        pytest.param("<p>a<b> b</b> <i>c</i></p>", ["a b c"], id="inline"),
        pytest.param("<p>a <br> b<br/>c</p>", ["a", "b", "c"], id="line-breaks"),
        pytest.param("<pre>a  b\nc</pre>", ["a  b", "c"], id="kept-spaces"),
        pytest.param("<p>a&nbsp;&amp;&#259;</p>", ["a\u00a0&ă"], id="references"),
        pytest.param("a<script>b</script><style>c</style><noscript>d</noscript>e", ["ae"], id="scripts"),
        pytest.param(
            'a<i style="display: none">b</i><p hidden>c</p><p style="visibility:hidden">d</p>', ["a"], id="hidden"
        ),
        pytest.param('<div style="display:none"><p>a</p><table><tr><td>b</table></div>c', ["c"], id="hidden-block"),
        pytest.param("a<!-- b -->c<textarea>d</textarea>", ["ac"], id="comments-and-forms"),
        pytest.param('<p style="text-transform:uppercase">báo cáo</p>', ["BÁO CÁO"], id="capitals"),
        pytest.param("<ul><li>a<li>b</ul>", ["• a", "• b"], id="bullets"),
        pytest.param(
            '<ol type="I" start="2"><li><p>a</p><p>b</p><li value="5">c</ol>', ["II. a", "b", "V. c"], id="numbers"
        ),
        pytest.param('<ol type="a"><li>a<ol><li>b</ol><li>c</ol>', ["a. a", "1. b", "b. c"], id="lists-in-lists"),
        pytest.param('<ul style="list-style:none"><li>a</ul>', ["a"], id="bare-list"),
        pytest.param(f'<p><font face=".VnTime">{to_tcvn3("đường")}</font> phố</p>', ["đường phố"], id="tcvn3"),
        pytest.param(f'<p style="font-family: VNI-Times">{to_vni("Nguyễn")}</p>', ["Nguyễn"], id="vni"),
        pytest.param(
            f"<p>{to_vni('thực hiện chương trình của nhà nước')}</p>",
            ["thực hiện chương trình của nhà nước"],
            id="evidence",
        ),
        pytest.param("<p>a<p>b<td>c</b></i>", ["a", "b", "c"], id="broken-markup"),
    ],
)
def test_lines(body: str, expected: list[str]):
    """Words as a browser shows them, in lines by blocks and breaks."""
    assert lines(body) == expected


def test_head_and_tail_stand_in_columns():
    """Tables that set text side by side are columns, as in Word documents; the rest stands over the whole width."""
    source = read(REPORT.encode())
    columns = {item.column for item in source.flow if isinstance(item, Paragraph)}

    assert columns == {None, 0, 1}
    assert source.text.index("Số: 12/BC-UBND") < source.text.index("CỘNG HÒA")
    assert [item.align for item in source.flow if isinstance(item, Paragraph)][2] is Align.CENTRE


def test_tables_are_grids():
    """Spans, a nested table as lines of its cell, header rows, and the caption before it."""
    body = (
        "<table border=1><caption>Bảng 1</caption><thead><tr><th rowspan=2>STT<th colspan=2>Họ tên</tr>"
        "<tr><th>Nam<th>Nữ</tr></thead><tr><td>1<td>A<br>B<td><table><tr><td>C<td>D</table></tr></table>"
    )
    source = read(page(body))

    assert outline(source) == [
        (None, "Bảng 1"),
        [
            (0, 0, 2, 1, "STT"),
            (0, 1, 1, 2, "Họ tên"),
            (1, 1, 1, 1, "Nam"),
            (1, 2, 1, 1, "Nữ"),
            (2, 0, 1, 1, "1"),
            (2, 1, 1, 1, "A", "B"),
            (2, 2, 1, 1, "C", "D"),
        ],
    ]
    assert [item.header_rows for item in source.flow if isinstance(item, Grid)] == [2]
    assert source.slice_at(source.text.index("Nữ")).path == "table[1]/r[2]/c[3]/p[1]"


def test_marks():
    """Bold by element and by style, struck and raised text."""
    source = read(page('<p><b>a</b> <span style="font-weight:700">b</span> <del>c</del><sup>1</sup></p>'))
    found = [(source.text[span.start : span.end], span.mark.value) for span in source.spans]

    assert found == [("a", "bold"), ("b", "bold"), ("c", "struck"), ("1", "superscript")]


def test_the_record_of_a_page():
    """A report saved as a page is read as any other, under its own media type."""
    record = process_bytes(REPORT.encode(), "a.doc").record

    assert record.source.media_type == "text/html"
    assert record.document is not None
    assert record.document.code_number.value == "12"
    assert str(record.document.issued_date.value) == "2024-06-05"
    assert record.document.organ_name.value == "ỦY BAN NHÂN DÂN XÃ VÍ DỤ"


NEWS = """<nav><ul><li><a href='/'>Trang chủ</a><li>Tin tức<li>Liên hệ</ul></nav>
<h1>Xã mở lớp tập huấn công tác xã hội</h1><p>Thứ Sáu, 12/6/2024, 08:30 (GMT+7)</p>
<p>Sáng nay, Ủy ban nhân dân xã đã khai mạc lớp tập huấn cho 30 cộng tác viên công tác xã hội trên địa bàn.</p>
<p>Chia sẻ bài viết</p><p>Bình luận</p><footer>Bản quyền thuộc về báo</footer>"""


def test_pages_of_news_are_refused():
    """A page that is no document is refused as its text is."""
    record = process_bytes(page(NEWS), "a.html").record

    assert record.reason is not None
    assert record.reason.code == "refused.not_administrative"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf\r\n <HTML>", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', True),
        (b"<!-- saved -->\n<html lang=vi>", True),
        (b"<table border=1><tr>", True),
        (b"<meta http-equiv=", True),
        ("<html>".encode("utf-16"), True),
        (b"<edXML>", False),
        (b"a <html>", False),
        (b"", False),
        ("Báo cáo <b>".encode(), False),
    ],
)
def test_what_is_a_page(data: bytes, expected: bool):
    """A page begins as one, whatever stands in front of its first element; a text that names an element is none."""
    assert is_html(data) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<html>ủy".encode(), "<html>ủy"),
        ("<html>ủy".encode("utf-16"), "<html>ủy"),
        ('<meta charset="windows-1258">Đề'.encode("cp1258", "replace"), '<meta charset="windows-1258">Đ?'),
        (b'<meta charset="windows-1252">caf\xe9', '<meta charset="windows-1252">café'),
        (
            to_tcvn3(f"{WESTERN}thực hiện chương trình, báo cáo kết quả của nhà nước").encode("cp1252"),
            f"{WESTERN}thực hiện chương trình, báo cáo kết quả của nhà nước",
        ),
    ],
)
def test_encodings(data: bytes, expected: str):
    """The mark, UTF-8, what the page declares, and an older encoding that hides behind a Western one."""
    assert decode(data) == expected


@pytest.mark.parametrize("data", [b"<html>\xff\xff", b'<meta charset="unicode_escape">\xff'])
def test_unknown_encodings(data: bytes):
    """A page that says nothing, or something that is no encoding of pages, is not guessed at."""
    with pytest.raises(UnsupportedError):
        decode(data)


def test_nothing_is_fetched_and_entities_stay_closed():
    """Entities that a page declares are not resolved, pictures and frames leave no text."""
    body = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>a&x;<iframe src="http://127.0.0.1:9/">b</iframe>'

    assert "a" in read(body).text
    assert "b" not in read(body).text


@pytest.mark.parametrize(
    "body",
    [
        "<table border=1>" + "<tr><td colspan=999>a<td colspan=999>b</tr>" * 2 + "</table>",
        "<table><tr><td>" * 60 + "a",
    ],
)
def test_limits(body: str):
    """Tables too wide and tables nested too deep are told."""
    with pytest.raises(TooLargeError):
        read(page(body))
