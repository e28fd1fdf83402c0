"""Writes the PDF files that `make bench` measures: the same bytes on every machine.

Three reports of a made-up commune, each beginning with a full head and ending with a page for the signature:
`mix.pdf` (49 pages, every eighth a table), `tables.pdf` (13 pages, a table on each but the last) and `plain.pdf`
(48 pages of text). Run as `python -m corpus.building.bench_pdf FOLDER`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from corpus.building.plain_pdf import BOLD, ITALIC, REGULAR, Page, width, write

LEFT, RIGHT, TOP, BOTTOM = 85.0, 540.0, 75.0, 775.0
SIZE, LEADING, INDENT = 14.0, 18.0, 36.0
TABLE_EVERY = 8
ROWS, ROW_HEIGHT = 27, 24.0
COLUMNS = (
    ("STT", 28.0),
    ("Họ và tên", 105.0),
    ("Thôn, tổ dân phố", 92.0),
    ("Năm sinh", 50.0),
    ("Trình độ", 70.0),
    ("Năm tuyển", 50.0),
    ("Ghi chú", 60.0),
)
HEADINGS = ("I. ĐẶC ĐIỂM TÌNH HÌNH", "II. KẾT QUẢ THỰC HIỆN", "III. TỒN TẠI, HẠN CHẾ", "IV. ĐỀ XUẤT, KIẾN NGHỊ")
SENTENCES = (
    "Thực hiện Kế hoạch số {n}/KH-UBND ngày {d}/3/2026 của Ủy ban nhân dân tỉnh, xã đã rà soát {n} hộ tại {d} thôn.",
    "Toàn xã có {d} cộng tác viên công tác xã hội, trong đó {e} người có trình độ trung cấp trở lên.",
    "Trong kỳ đã tư vấn cho {n} lượt người cao tuổi, hỗ trợ {d} trẻ em và chuyển tuyến {e} trường hợp.",
    "Kinh phí chi trả phụ cấp là {n}.500.000 đồng, đạt trên {d} % dự toán được giao.",
    "Một số thôn ở xa trung tâm, đường đi lại khó khăn nên việc thăm hộ hằng tháng chưa đều.",
    "- Đề nghị Ủy ban nhân dân huyện bố trí thêm {e} cộng tác viên cho các thôn có trên {n} hộ.",
    "- Kiến nghị Sở Y tế mở lớp tập huấn nghiệp vụ trong quý {e} năm 2026 cho {d} người.",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
)
OPENING = "Ủy ban nhân dân xã đã chỉ đạo các thôn theo dõi, tổng hợp và báo cáo theo định kỳ hằng tháng."
FAMILY = ("Bùi", "Cao", "Đặng", "Hà", "Lò", "Mai", "Phùng", "Quách", "Tạ", "Vi")
GIVEN = ("Văn Sáng", "Thị Thơm", "Minh Đức", "Thị Hoài", "Quang Huy", "Thị Lụa", "Đình Phúc", "Thị Ngát")


def sentences() -> Iterator[str]:
    """Sentences of a report without end, their numbers changing."""
    for number in count():
        pattern = SENTENCES[number % len(SENTENCES)]
        yield pattern.format(n=37 + 13 * number % 800, d=2 + number % 27, e=1 + number % 4)


def centred(page: Page, middle: float, base: float, text: str, style: tuple[float, int]) -> None:
    """A line around a middle; `style` is size and face."""
    page.text((middle - width(text, style[0]) / 2, base), text, *style)


def head(page: Page, title: str) -> float:
    """The head of a report by NĐ 30/2020; returns the next baseline."""
    for base, text, style in (
        (TOP, "ỦY BAN NHÂN DÂN", (13.0, BOLD)),
        (TOP + 16, "XÃ ĐỒNG MỐC", (13.0, BOLD)),
        (TOP + 42, "Số: 96/BC-UBND", (13.0, REGULAR)),
    ):
        centred(page, 165, base, text, style)
    for base, text, style in (
        (TOP, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12.0, BOLD)),
        (TOP + 16, "Độc lập - Tự do - Hạnh phúc", (13.0, BOLD)),
        (TOP + 42, "Đồng Mốc, ngày 07 tháng 4 năm 2026", (13.0, ITALIC)),
    ):
        centred(page, 410, base, text, style)
    page.line((140, TOP + 21), (190, TOP + 21))
    page.line((335, TOP + 21), (485, TOP + 21))
    centred(page, (LEFT + RIGHT) / 2, TOP + 78, "BÁO CÁO", (SIZE, BOLD))
    centred(page, (LEFT + RIGHT) / 2, TOP + 96, title, (SIZE, BOLD))
    centred(page, (LEFT + RIGHT) / 2, TOP + 128, "Kính gửi: Ủy ban nhân dân huyện", (SIZE, REGULAR))
    return TOP + 160


def paragraph(page: Page, base: float, text: str) -> float:
    """A justified paragraph, a text object a word as Word writes them; returns the next baseline."""
    words = text.split()
    left = LEFT + INDENT
    while words:
        taken = 1
        while taken < len(words) and left + width(" ".join(words[: taken + 1]), SIZE) <= RIGHT:
            taken += 1
        line, words = words[:taken], words[taken:]
        free = RIGHT - left - sum(width(word, SIZE) for word in line)
        gap = free / (taken - 1) if words and taken > 1 else width(" ", SIZE)
        for word in line:
            page.text((left, base), word + " ", SIZE)
            left += width(word, SIZE) + gap
        left, base = LEFT, base + LEADING
    return base + 6


def text_page(page: Page, base: float, source: Iterator[str], number: int) -> None:
    """Headings and paragraphs down to the lower margin."""
    page.text((LEFT + INDENT, base), HEADINGS[number % len(HEADINGS)], SIZE, BOLD)
    base += LEADING + 6
    while base < BOTTOM - 4 * LEADING:
        text = next(source)
        base = paragraph(page, base, text if text.startswith("-") else f"{text} {OPENING}")


def table_page(page: Page, base: float, number: int) -> None:
    """A ruled table down to the lower margin."""
    rows = min(ROWS, int((BOTTOM - base) / ROW_HEIGHT) - 1)
    lefts = [LEFT]
    for _, breadth in COLUMNS:
        lefts.append(lefts[-1] + breadth)
    page.grid(lefts, [base + ROW_HEIGHT * row for row in range(rows + 2)])
    for left, (name, _) in zip(lefts, COLUMNS, strict=False):
        page.text((left + 3, base + 16), name, 11, BOLD)
    for row in range(rows):
        person = number * ROWS + row
        cells = (
            str(person + 1),
            f"{FAMILY[person % len(FAMILY)]} {GIVEN[person % len(GIVEN)]}",
            f"Thôn Bản {person % 19 + 1}",
            str(1960 + person * 7 % 40),
            ("Trung cấp", "Cử nhân", "12/12")[person % 3],
            str(2013 + person % 13),
            "x" if person % 5 == 0 else "",
        )
        for left, text in zip(lefts, cells, strict=False):
            page.text((left + 3, base + ROW_HEIGHT * (row + 1) + 16), text, 11)


def signature(page: Page) -> None:
    """Recipients and signer at the foot of the last page."""
    for row, text in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT, VHXH.")):
        page.text((LEFT, BOTTOM + 14 * row - 28), text, 11, REGULAR if row else BOLD)
    for row, text in enumerate(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")):
        centred(page, 430, BOTTOM + 16 * row - 28, text, (13.0, BOLD))
    centred(page, 430, BOTTOM + 44, "Quách Đình Lương", (13.0, BOLD))


def report(pages: int, table_every: int) -> bytes:
    """A report of so many pages, every `table_every`th with a table, none where it is 0."""
    source = sentences()
    made = []
    for number in range(pages):
        page = Page()
        base = TOP
        if number == 0:
            base = head(page, "Kết quả công tác xã hội trên địa bàn xã quý I năm 2026")
        else:
            page.text((309, 45), str(number + 1), 13)
        if table_every and (number + 1) % table_every == 0:
            table_page(page, base, number // table_every)
        else:
            text_page(page, base, source, number)
        made.append(page)
    last = Page()
    paragraph(last, TOP, "Trên đây là báo cáo của Ủy ban nhân dân xã Đồng Mốc./.")
    signature(last)
    return write([*made[:-1], last] if table_every != 1 else [*made, last])


def main() -> int:
    """Write the three files into the folder named by the only argument."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, pages, every in (("mix", 49, TABLE_EVERY), ("tables", 12, 1), ("plain", 48, 0)):
        (folder / f"{name}.pdf").write_bytes(report(pages, every))
    return 0


if __name__ == "__main__":
    sys.exit(main())
