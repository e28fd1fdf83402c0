"""The last paragraph of the body right above `Nơi nhận` and the signature stays in the body, however short."""

from __future__ import annotations

import pytest

from corpus.building.plain_pdf import BOLD, Page, width, write
from extractor.parts.divide import divide
from extractor.reading.pdf.reader import read
from extractor.text.clean import clean

LEFT, RIGHT_MIDDLE = 85.0, 420.0
BODY = "Ủy ban nhân dân xã đã chỉ đạo các thôn rà soát, lập danh sách gửi về huyện trước ngày 05."
LIST = ("Nơi nhận:", "- Sở Y tế (báo cáo);", "- Chủ tịch, các PCT UBND xã;", "- Lưu: VT.")
LONGEST = max(width(entry, 11) for entry in LIST)


@pytest.mark.parametrize(
    ("last", "left", "entries"),
    [
        pytest.param("Chưa bố trí được kinh phí.", LEFT, LIST, id="as long as the list"),
        pytest.param("Không có.", LEFT + LONGEST / 2 - width("Không có.", 14) / 2, LIST, id="indented to its middle"),
        pytest.param("Không có.", LEFT, ("Nơi nhận:", "- Như trên;", "- Lưu: VT."), id="short list"),
        pytest.param("Chưa bố trí vốn.", LEFT, ("Nơi nhận: Như trên.",), id="list of one line"),
        pytest.param("Đã bố trí đủ kinh phí cho công tác này trong năm 2026.", LEFT, LIST, id="long"),
    ],
)
def test_last_paragraph_above_the_list(last: str, left: float, entries: tuple[str, ...]) -> None:
    """Where its middle happens to lie above the middle of the list too; the signature keeps its column."""
    page = Page()
    page.text((LEFT, 100), BODY, 14)
    page.text((LEFT, 122), "II. KHÓ KHĂN", 14, BOLD)
    page.text((left, 144), last, 14)
    for number, entry in enumerate(entries):
        page.text((LEFT, 166 + 13 * number), entry, 11)
    for top, text in ((166, "TM. ỦY BAN NHÂN DÂN"), (182, "CHỦ TỊCH"), (260, "Lê Thị Hạnh")):
        page.text((RIGHT_MIDDLE - width(text, 13) / 2, top), text, 13, BOLD)
    source = read(write([page]))

    parts = divide(clean(source), source).parts

    assert [passage.text for passage in parts.body][-2:] == ["II. KHÓ KHĂN", last]
    assert [line.text for line in parts.signatures[0].lines] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Thị Hạnh"]
