from __future__ import annotations

import pytest

from extractor.budget import UNLIMITED
from extractor.parts.enclosed import page_range, part, split, text_range
from extractor.pipeline import process_all_bytes
from extractor.reading.registry import sniff
from extractor.reading.source import PageSize, Paragraph, Slice, SourceText, Zone
from extractor.text.clean import clean
from schemas.record import Record
from tests.extractor.checks.documents import REPORT
from tests.extractor.documents import report

PLAN = (
    REPORT.replace("Số: 88/BC", "Số: 12/KH")
    .replace("BÁO CÁO\nKết quả thực hiện", "KẾ HOẠCH\nThực hiện")
    .replace("Kính gửi: Sở Y tế.\n\n", "")
)
DRAFT = (
    PLAN.replace("Số: 12/KH-UBND", "Số:     /KH-UBND")
    .replace("ngày 14 tháng", "ngày    tháng")
    .replace("KẾ HOẠCH", "DỰ THẢO\n\nKẾ HOẠCH")
)
COPY = """
SAO Y
ỦY BAN NHÂN DÂN XÃ SUỐI NGHỆ
Số: 910/SY-UBND
Suối Nghệ, ngày 20 tháng 5 năm 2026

Nơi nhận:
- Như bản chính;
- Lưu: VT.

TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG

Lê Văn Tám
"""
EXTRACT = COPY.replace("SAO Y\nỦY", "ỦY").replace("910/SY-UBND", "7/TrS-UBND\nTRÍCH SAO")
FORM = """
PHỤ LỤC II

MẪU BÁO CÁO

TÊN CƠ QUAN, TỔ CHỨC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: ..../BC-....
..., ngày ... tháng ... năm ...

BÁO CÁO
Kết quả thực hiện công tác xã hội

I. KẾT QUẢ
...............
II. KIẾN NGHỊ
...............
Nơi nhận:
- ........;
- Lưu: VT.

QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ
"""
BLANK_FORM = FORM.replace("PHỤ LỤC II\n\nMẪU BÁO CÁO\n\n", "").replace("TÊN CƠ QUAN, TỔ CHỨC", "ỦY BAN NHÂN DÂN XÃ")
REGULATION = """
ỦY BAN NHÂN DÂN
XÃ SUỐI NGHỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

QUY CHẾ
Hoạt động của đội ngũ cộng tác viên
(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày 14/5/2026)

Điều 1. Phạm vi

Quy chế này quy định hoạt động của cộng tác viên.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đinh Văn Khoát
"""
LETTERHEAD = """
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

DANH SÁCH CỘNG TÁC VIÊN
1. Lê Thị Hoa
2. Trần Văn Nam
"""
SECTION = """IV. KIẾN NGHỊ

Đề nghị in lại tiêu đề sau:

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 5/KH-UBND

KẾ HOẠCH
"""


def records(text: str) -> tuple[Record, ...]:
    """The records of a text."""
    return tuple(extraction.record for extraction in process_all_bytes(text.encode(), "a.txt"))


def identified(record: Record) -> tuple[str | None, str | None]:
    """Type and number."""
    assert record.document is not None, record.reason
    return record.document.type.value, record.document.code_number.value


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        (PLAN, ("KH", "12")),
        (DRAFT, ("KH", None)),
        ("-----------\n\n" + PLAN, ("KH", "12")),
        (COPY, ("SY", "910")),
        ("_______________\n" + COPY, ("SY", "910")),
        (EXTRACT, ("TrS", "7")),
    ],
    ids=["plan", "draft", "below a rule", "copy", "copy below a rule", "extract"],
)
def test_an_enclosed_document_has_its_record(behind: str, found: tuple[str, str | None]):
    """The first document reads as if it stood alone, the second has its own head, and both know their place."""
    alone = records(REPORT)[0]
    first, second = records(f"{REPORT}\n{behind}")

    assert first.document == alone.document
    assert (first.signers, first.recipients, first.sections) == (alone.signers, alone.recipients, alone.sections)
    assert first.appendices == ()
    assert identified(second) == found
    assert first.enclosed == (second.id,)
    assert second.enclosed == ()
    assert first.source.text_range is not None
    assert second.source.text_range is not None
    assert first.source.text_range[1] <= second.source.text_range[0]
    assert second.id == f"{first.source.sha256}#{second.source.text_range[0]}-{second.source.text_range[1]}"


def test_several_enclosed_documents():
    """Each has a record; the first lists them in their order."""
    first, *others = records("\n".join((REPORT, DRAFT, COPY)))

    assert [identified(record) for record in others] == [("KH", None), ("SY", "910")]
    assert first.enclosed == tuple(record.id for record in others)


APPENDIX = """
PHỤ LỤC

DANH SÁCH CỘNG TÁC VIÊN

1. Lê Thị Hoa
"""


@pytest.mark.parametrize(
    ("behind", "appendices"),
    [
        (COPY + APPENDIX, [1, 0]),
        (COPY + APPENDIX + APPENDIX.replace("CỘNG TÁC VIÊN", "TỔ TRƯỞNG"), [2, 0]),
        (COPY + COPY.replace("910/SY", "3/SL").replace("SAO Y", "SAO LỤC") + APPENDIX, [1, 0, 0]),
        (COPY + PLAN + APPENDIX, [0, 0, 1]),
        (APPENDIX + COPY, [1, 0]),
    ],
    ids=["below the copy", "two", "copy of a copy", "of the last document", "above the copy"],
)
def test_appendices_behind_a_copy_are_the_originals(behind: str, appendices: list[int]):
    """The block of a copy stands at the end of the text; what is annexed to the text follows."""
    assert [len(record.appendices) for record in records(f"{REPORT}\n{behind}")] == appendices


def test_offsets_refer_to_the_whole_text():
    """Evidence of an enclosed document is found in the text of the file."""
    text = f"{REPORT}\n{PLAN}"
    extraction = process_all_bytes(text.encode(), "a.txt")[1]
    assert extraction.record.document is not None
    assert extraction.source is not None

    (evidence,) = extraction.record.document.code_number.evidence

    assert evidence.kind == "block"
    assert extraction.source.text == text
    assert text[evidence.start : evidence.end] == "12"


@pytest.mark.parametrize(
    "behind",
    [
        "",
        FORM,
        BLANK_FORM,
        REGULATION,
        LETTERHEAD,
        "\nPHỤ LỤC\n" + PLAN,
        "\nMẫu số 02\n" + PLAN,
        "\n(Kèm theo Báo cáo số 88/BC-UBND)\n" + PLAN,
    ],
    ids=[
        "nothing",
        "form",
        "form without a label",
        "regulation",
        "list",
        "plan as an appendix",
        "plan as a form",
        "plan attached",
    ],
)
def test_what_belongs_to_a_document_stays_with_it(behind: str):
    """Appendices, forms and texts that are issued with a document are no documents of their own."""
    (record,) = records(f"{REPORT}\n{behind}")

    assert record.source.text_range is None
    assert record.enclosed == ()
    assert record.id == record.source.sha256


@pytest.mark.parametrize(
    "text",
    [
        REPORT[: REPORT.index("Nơi nhận")] + PLAN,
        REPORT.replace("IV. KIẾN NGHỊ\n", SECTION),
        LETTERHEAD + REPORT,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" * 200,
    ],
    ids=["first without an end", "title in a section", "title above", "titles only"],
)
def test_a_document_that_has_not_ended_encloses_none(text: str):
    """Without recipients or a signature above it a head is no second one."""
    assert len(records(text)) == 1


def paged(*pages: str, zone: Zone = Zone.BODY) -> SourceText:
    """A document with a paragraph for each line of its pages, and a running head above each."""
    text, flow = "", []
    for number, page in enumerate(pages, start=1):
        for at, line in enumerate(["ISO 9001", *page.splitlines()]):
            if line:
                piece = Slice(len(text), len(text) + len(line), page=number)
                flow.append(Paragraph((piece,), zone=Zone.MARGIN if at == 0 else zone))
                text += f"{line}\n"
    return SourceText("application/pdf", text, tuple(flow), pages=(PageSize(595, 842),) * len(pages))


@pytest.mark.parametrize(
    ("pages", "ranges"),
    [
        ((REPORT, PLAN), [(1, 1), (2, 2)]),
        ((REPORT, "Phần cuối.", PLAN, "Trang sau."), [(1, 2), (3, 4)]),
        ((REPORT, "21.01.2026\nVĂN THƯ\n" + PLAN), [(1, 1), (2, 2)]),
        ((REPORT, COPY), [(1, 1), (2, 2)]),
        ((REPORT + COPY,), [(1, 1), (1, 1)]),
        ((REPORT + COPY, "Danh sách\n1. Lê Thị Hoa"), [(1, 2), (1, 1)]),
        ((REPORT + COPY[: COPY.index("Nơi nhận")], COPY[COPY.index("TL. CHỦ TỊCH") :], "Danh sách"), [(1, 3), (1, 2)]),
        ((REPORT + PLAN,), [(1, 1)]),
        ((REPORT, "Một trang có một đoạn dài. " * 10 + "\n" + PLAN), [(1, 2)]),
    ],
    ids=[
        "next page",
        "later page",
        "stamp above",
        "copy",
        "copy on the page",
        "copy before a list",
        "copy over two pages",
        "same page",
        "below text",
    ],
)
def test_pages(pages: tuple[str, ...], ranges: list[tuple[int, int]]):
    """Where there are pages, a head begins one; only a copy stands below its original."""
    source = paged(*pages)

    pieces = split(clean(source), source)

    assert [page_range(piece) for piece in pieces] == ranges
    assert sorted(item.start for piece in pieces for item in piece.flow if isinstance(item, Paragraph)) == [
        item.start for item in source.flow if isinstance(item, Paragraph)
    ]


def test_a_page_begins_with_its_running_head():
    """What stands above a head on its page goes with it."""
    source = paged(REPORT, PLAN)

    second = split(clean(source), source)[1]

    assert source.text[text_range(second)[0] :].startswith("ISO 9001\nỦY BAN")


def test_a_part_without_lines():
    """An empty flow has an empty range and no pages."""
    source = sniff(REPORT.encode()).read(REPORT.encode(), UNLIMITED)

    assert text_range(part(source, ())) == (0, 0)
    assert page_range(part(source, ())) is None


def test_table_above_the_head() -> None:
    """Where nothing but a table stands above a head, no document has ended there."""
    table = "| STT | Họ và tên | Bản |\n| 1 | Lò Thị Mơ | Na |\n| 2 | Lò Thị Na | Pa |\n"

    found = process_all_bytes(f"{table}\n{report('Đã làm tốt.')}".encode(), "a.txt")

    assert [str(extraction.record.status) for extraction in found] == ["extracted"]
