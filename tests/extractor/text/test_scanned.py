"""Repairs of text that was read from pictures."""

import pytest

from extractor.reading.source import Mark, Paragraph, Slice, SourceText, Span
from extractor.text.clean import clean
from extractor.text.passage import Passage, words
from extractor.text.scanned import repaired_cell, repaired_line


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("PHÓ CHỦ TỊC", "PHÓ CHỦ TỊCH"),
        ("PHO GIAM ĐỌC", "PHÓ GIÁM ĐỐC"),
        ("KT. GIÁM ĐÓC", "KT. GIÁM ĐỐC"),
        ("ĐOÀN KIÊM TRA", "ĐOÀN KIỂM TRA"),
        ("Luật sửa đôi, bổ sung", "Luật sửa đổi, bổ sung"),
        ("theo Quyêt định này", "theo Quyết định này"),
        ("văn hoá xã hôi", "văn hoá xã hội"),
        ("CHÚ TỊCH 12", "CHỦ TỊCH 12"),
        ("Quyết định số 21/2024/QĐ-TIg ngày", "Quyết định số 21/2024/QĐ-TTg ngày"),
        ("số 76/2025/UBTVQHI5.", "số 76/2025/UBTVQH15."),
        ("TIg và QHI5x", "TIg và QHI5x"),
        ("Phân thứ tư", "Phần thứ tư"),
        ("Phần thu năm 2025", "Phần thu năm 2025"),
        ("kiếm soát thể chê", "kiểm soát thể chế"),
        ("Viêt Nam", "Việt Nam"),
        ("Lê Văn Hoa, Thanh Trà", "Lê Văn Hoa, Thanh Trà"),
        ("Nguyễn Kiêm", "Nguyễn Kiêm"),
        ("Lê Thị Đông", "Lê Thị Đông"),
        ("NGUYỄN VĂN CHÚ", "NGUYỄN VĂN CHÚ"),
        ("8.699,28", "8.699,28"),
        ("", ""),
    ],
)
def test_repairs_stay_inside_their_lists(read, repaired):
    """Known phrases and lines are put right; names, figures and the two places of a tone mark are left."""
    assert repaired_line(read) == repaired


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("Hình thức tuyến dụng", "Hình thức tuyển dụng"),
        ("TỶ LÊ (%)", "TỶ LỆ (%)"),
        ("Cao đảng", "Cao đẳng"),
        ("xã hội hoá", "xã hội hoá"),
        ("Nâng cao đáng kể", "Nâng cao đáng kể"),
        ("Nam", "Nam"),
        ("Văn Bân", "Văn Bân"),
        ("Tố 12", "Tổ 12"),
        ("Nguyễn Thị Tố", "Nguyễn Thị Tố"),
        ("Tống Công Minh", "Tống Công Minh"),
        ("Chủ mì", "Chủ mì"),
        ("1.577,5", "1.577,5"),
        ("", ""),
    ],
)
def test_only_whole_cells_get_the_marks_of_a_known_term(read, repaired):
    """Heads of columns and numbered groups get their marks; other words, names and figures are left, as are letters."""
    assert repaired_cell(read) == repaired


@pytest.mark.parametrize("read", ["PHÓ CHỦ TỊC", "PHO CHỦ TỊCH"])
def test_the_reading_stays_in_the_record(read):
    """The value is the known line, `raw` and offsets are those of what was read; text that is no picture's is left."""
    place = Paragraph((Slice(0, len(read), path="line[1]"),))
    scanned = SourceText("text/plain", read, (place,), spans=(Span(0, len(read), Mark.OCR),))
    typed = SourceText("text/plain", read, (place,))

    (found,), (left,) = clean(scanned), clean(typed)

    assert isinstance(found, Passage)
    assert isinstance(left, Passage)
    field = words(found.quote())
    assert (field.value, field.raw) == ("PHÓ CHỦ TỊCH", read)
    assert field.confidence < 0.95
    assert left.text == read
