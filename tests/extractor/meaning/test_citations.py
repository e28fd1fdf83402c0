"""Citations: which documents a body cites, under which key, with which date, and which letter it carries out."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.meaning.citations import citations, responds_to
from extractor.parts.model import Parts
from extractor.reading.source import Paragraph, Slice, SourceText
from extractor.text.clean import clean
from extractor.text.passage import Passage
from schemas.evidence import BlockEvidence
from schemas.fields import Status
from schemas.meaning import Relation


def parts_of(*texts: str, head: tuple[str, ...] = (), footnotes: tuple[str, ...] = ()) -> Parts:
    """Parts whose body (all of it opening) holds one passage for each text."""
    text, flow = "", []
    for paragraph in (*head, *texts, *footnotes):
        flow.append(Paragraph((Slice(len(text), len(text) + len(paragraph)),)))
        text += paragraph + "\n"
    source = SourceText("text/plain", text, tuple(flow))
    passages = [item for item in clean(source) if isinstance(item, Passage)]
    first, last = len(head), len(head) + len(texts)
    body = tuple(passages[first:last])
    return Parts(
        source=source,
        head=tuple(passages[:first]),
        addressees=(),
        opening=body,
        body=body,
        sections=(),
        closing=None,
        recipients=(),
        signatures=(),
        appendices=(),
        footnotes=tuple(passages[last:]),
        grids=(),
    )


def cited(*texts: str) -> list[tuple[str, str | None]]:
    """Reference and date of each citation."""
    found = citations(parts_of(*texts), None)
    return [(str(c.ref.value), None if c.date.value is None else c.date.value.isoformat()) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15/3/2021 của Chính phủ; Nghị quyết số 12/2025/NQ-HĐND;",
            [("20/2021/NĐ-CP", "2021-03-15"), ("12/2025/NQ-HĐND", None)],
        ),
        (
            "Thực hiện Chỉ thị số 40-CT/TW ngày 22/11/2014 của Ban Bí thư và Kết luận số 06-KL/TW ngày 10/6/2021",
            [("40-CT/TW", "2014-11-22"), ("06-KL/TW", "2021-06-10")],
        ),
        ("Hướng dẫn số 15-HD/ĐU ngày 05 tháng 5 năm 2025 của Đảng ủy xã", [("15-HD/ĐU", "2025-05-05")]),
        ("Công văn số 512/PVHXH ngày 03/02/2026 của Phòng Văn hóa - Xã hội phường", [("512/PVHXH", "2026-02-03")]),
        ("Công văn số 45/UBND.VX ngày 02/02/2025", [("45/UBND.VX", "2025-02-02")]),
        ("Báo cáo số 15/BC-VKS ngày 01/02/2026 của Viện kiểm sát nhân dân khu vực 2", [("15/BC-VKS", "2026-02-01")]),
        ("Công văn số 77 /TAND-VP ngày 02/3/2026 của Tòa án nhân dân khu vực 3", [("77/TAND-VP", "2026-03-02")]),
        ("Công văn số 1021/BHXH-TST ngày 02/4/2026 của Bảo hiểm xã hội tỉnh", [("1021/BHXH-TST", "2026-04-02")]),
        ("Kế hoạch số 44/KH-MTTQ-BTT ngày 01/3/2026 của Ủy ban MTTQ Việt Nam xã", [("44/KH-MTTQ-BTT", "2026-03-01")]),
        ("Tờ trình số 1865/TTr -SYT ngày 08/4/2026", [("1865/TTr-SYT", "2026-04-08")]),
        ("theo Thông tư số 47/2024/TT- BYT(1)", [("47/2024/TT-BYT", None)]),
        (
            "Ngày 12/3/2026, Sở Y tế ban hành Công văn số 221/SYT-NVY về việc tăng cường",
            [("221/SYT-NVY", "2026-03-12")],
        ),
        ("Đến ngày 12/3/2026, các xã thực hiện Công văn số 221/SYT-NVY", [("221/SYT-NVY", None)]),
        ("Nghị định số 20/2021/NĐ-CP có hiệu lực từ ngày 01/7/2021", [("20/2021/NĐ-CP", None)]),
        ("Quyết định số 12/QĐ-UBND của UBND tỉnh ngày 05/3/2025", [("12/QĐ-UBND", "2025-03-05")]),
        (
            "các Công văn: số 85/HĐND-VHXH ngày 15/5/2024, số 206/HĐND-VHXH ngày 30/10/2024",
            [("85/HĐND-VHXH", "2024-05-15"), ("206/HĐND-VHXH", "2024-10-30")],
        ),
        (
            "Quyết định số 744/QĐ-UBND, số 745/QĐ-UBND và số 746/QĐ-UBND ngày 14/11/2024",
            [("744/QĐ-UBND", "2024-11-14"), ("745/QĐ-UBND", "2024-11-14"), ("746/QĐ-UBND", "2024-11-14")],
        ),
        (
            "Công văn số 232, 233 và 234/HĐND-VHXH ngày 14/11/2024",
            [("232/HĐND-VHXH", "2024-11-14"), ("233/HĐND-VHXH", "2024-11-14"), ("234/HĐND-VHXH", "2024-11-14")],
        ),
        (
            "Công ty A tại Văn bản số MP-012/26-KT ngày 02/4/2026; Công ty B tại Văn bản số 03 ngày 04/4/2026",
            [("MP-012/26-KT", "2026-04-02"), ("03", "2026-04-04")],
        ),
        ("Quy chuẩn kỹ thuật quốc gia QCVN 06:2022/BXD", [("QCVN06:2022/BXD", None)]),
        ("Nghị định số 105/2025/NĐ-CP tháng 5 năm 2025", [("105/2025/NĐ-CP", None)]),
        ("THỰC HIỆN THÔNG TƯ SỐ 07/2013/TT-BLĐTBXH NGÀY 24/5/2013", [("07/2013/TT-BLĐTBXH", "2013-05-24")]),
    ],
)
def test_numbered_documents(text, expected):
    """Every form of number, each with the date printed beside it, before it or behind its list."""
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "36/36 xã, thị trấn trực 24/7, đạt 2/3 số hộ, ngày 01/01",
        "điện thoại 0234.3822.123, số tiền 1.234.500 đồng, tọa độ 105/45",
        "Công văn số        /SCT-CN ngày      /01/2026",
        "theo Mẫu số 01/ĐK-XH, Biểu số 02/BC",
        "ban hành Quyết định thành lập Ban chỉ đạo",
        "chấp hành pháp luật, kỷ luật lao động, Luật sư, luật gia, Luật này",
        "02 cộng tác viên, 05 văn bản, 03 kế hoạch",
        "dự thảo Luật Đất đai",
        "triển khai Đề án 06/CP, Chương trình 135/CP",
    ],
)
def test_what_is_no_citation(text):
    """Fractions, money, blank numbers, forms and words that only sound like laws are none."""
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            [("Luật Tổ chức chính quyền địa phương", "2025-06-16")],
        ),
        ("theo quy định của Luật Trẻ em năm 2016 và các văn bản", [("Luật Trẻ em năm 2016", None)]),
        ("tại Điều 22, Luật Hóa chất 2007. Đến nay", [("Luật Hóa chất 2007", None)]),
        ("tại Điều 227 Bộ Luật hình sự năm 2015; hướng dẫn", [("Bộ Luật hình sự năm 2015", None)]),
        (
            "thực hiện Luật Phòng, chống bạo lực gia đình đã được phổ biến",
            [("Luật Phòng, chống bạo lực gia đình", None)],
        ),
        ("Luật hoà giải ở cơ sở đi vào cuộc sống", [("Luật hoà giải ở cơ sở", None)]),
        ("Luật Người cao tuổi số 39/2009/QH12 ngày 23/11/2009", [("39/2009/QH12", "2009-11-23")]),
        (
            "theo Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế quy định",
            [("Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế", None)],
        ),
        (
            "Pháp lệnh Ưu đãi người có công với cách mạng ngày 09/12/2020",
            [("Pháp lệnh Ưu đãi người có công với cách mạng", "2020-12-09")],
        ),
        ("Luật Tổ chức HĐND và UBND ngày 26/11/2003", [("Luật Tổ chức HĐND và UBND", "2003-11-26")]),
        ("Hiến pháp năm 2013", [("Hiến pháp năm 2013", None)]),
        ("Luật Dịch vụ tang lễ được ban hành", [("Luật Dịch vụ tang lễ", None)]),
        ("Căn cứLuật Nuôi con nuôi ngày 17/6/2010", [("Luật Nuôi con nuôi", "2010-06-17")]),
        (
            "Nghị định số 56/2017/NĐ-CP quy định chi tiết một số điều của Luật Trẻ em;",
            [("56/2017/NĐ-CP", None)],
        ),
    ],
)
def test_laws_by_name(text, expected):
    """A law's name ends where it ends; one in another document's title is not cited for itself."""
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("texts", "refs"),
    [
        (("Thông tư số 07/TT-BYT về", "Thông tư số 07/2013/TT-BYT ngày 24/5/2013"), ["07/2013/TT-BYT"]),
        (("Quyết định số 112/2021/QĐ-TTg", "Quyết định số 112/QĐ-TTg ngày 22/01/2021"), ["112/2021/QĐ-TTg"]),
        (("Quyết định 46/2019/QĐUBND", "Quyết định số 46/2019/QĐ-UBND"), ["46/2019/QĐ-UBND"]),
        (("Chỉ thị số 38-CT/TTg", "Chỉ thị số 38/CT-TTg"), ["38-CT/TTg"]),
        (("Quyết định số 867/QĐ-Tg", "Quyết định số 867/QĐ-TTg"), ["867/QĐ-Tg"]),
        (("Quyết định số 5/QĐ-UBND", "Quyết định số 05/QĐ-UBND"), ["5/QĐ-UBND"]),
        (("Nghị quyết 66.4/2025/NQ-CP", "Nghị quyết 66.4.2025/NQ-CP"), ["66.4/2025/NQ-CP"]),
        (("Luật Khoáng sản", "Luật khoáng sản năm 2010"), ["Luật khoáng sản năm 2010"]),
        (("Luật BVMT 2020", "Luật Bảo vệ môi trường năm 2020"), ["Luật BVMT 2020"]),
        (("Luật Hóa chất", "Luật Hóa chất số 69/2025/QH15"), ["69/2025/QH15"]),
        (("Luật Hóa chất 2007", "Luật Hóa chất số 69/2025/QH15"), ["Luật Hóa chất 2007", "69/2025/QH15"]),
        (("Luật Đất đai năm 2013", "Luật Đất đai năm 2024"), ["Luật Đất đai năm 2013", "Luật Đất đai năm 2024"]),
        (
            ("Quyết định số 5/QĐ-UBND ngày 01/02/2024", "Quyết định số 5/QĐ-UBND ngày 03/01/2025"),
            ["5/QĐ-UBND", "5/QĐ-UBND"],
        ),
        (("Quyết định số 32 ngày 25/3/2010", "Quyết định số 32/QĐ-TTg ngày 25/3/2010"), ["32/QĐ-TTg"]),
        (("Kế hoạch số 12/KH-UBND", "Kế hoạch số 12/KH-SYT"), ["12/KH-UBND", "12/KH-SYT"]),
    ],
)
def test_spellings_of_one_document_meet(texts, refs):
    """A dropped or added year, a lost hyphen, a bare name: one document; other years and bodies: others."""
    assert [ref for ref, _ in cited(*texts)] == refs


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Thông tư số 07/2013/TT-BLĐTBXH", "TT|07|2013|BLĐTBXH"),
        ("Thông tư số 7/2013/TT-BLĐTBXH", "TT|07|2013|BLĐTBXH"),
        ("Thông tư số 07/TT-BLĐTBXH ngày 24/5/2013", "TT|07|2013|BLĐTBXH"),
        ("Thông tư số 07/TT-BLĐTBXH về cộng tác viên công tác xã hội", "TT|07|2013|BLĐTBXH"),
        ("Quyết định số 112/QĐ-TTg về Chương trình phát triển công tác xã hội", "QĐ|112|2021|TTg"),
        ("Quyết định số 112/QĐ-TTg về quy hoạch", "QĐ|112||TTg"),
        ("Công văn số 1334/SYT-BTXH ngày 19/03/2026", "CV|1334|2026|SYT-BTXH"),
        ("Nghị quyết số 202/2025/QH15", "NQ|202|2025|QH15"),
        ("Luật số 72/2025/QH15", "L|72|2025|QH15"),
        ("Luật Trẻ em năm 2016", "L||2016|trẻ em"),
        ("Chỉ thị số 11-CT/TU ngày 04/01/2026", "CT|11|2026|TU"),
    ],
)
def test_keys(text, key):
    """TYPE|NUMBER|YEAR|BODY, the year from the number or else from the date."""
    (citation,) = citations(parts_of(text), None)

    assert citation.key == key


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("Công văn số 1/SYT-BTXH ngày 19/3/2026 của Sở Y tế thành phố về việc báo cáo", "Sở Y tế thành phố"),
        (
            "Thông tư số 7/2013/TT-BYT của Bộ Lao động, Thương binh và Xã hội quy định",
            "Bộ Lao động, Thương binh và Xã hội",
        ),
        ("Thông tư số 7/2013/TT-BYT của Bộ Y tế, Thông tư số 8/2014/TT-BYT", "Bộ Y tế"),
        ("Hướng dẫn số 3-HD/TU của Ban Tuyên giáo và Dân vận Tỉnh ủy, Ủy ban", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        (
            "Thông tư số 41/2024/TT-BGTVT của Bộ trưởng Bộ Giao thông vận tải được sửa đổi",
            "Bộ trưởng Bộ Giao thông vận tải",
        ),
        ("Công văn số 4/UBND-VX của UBND tỉnh V/v báo cáo", "UBND tỉnh"),
        ("Quyết định số 9/QĐ-BKHĐT của Bộ Kế hoạch và Đầu tư", "Bộ Kế hoạch và Đầu tư"),
        ("Bộ trưởng Bộ Xây dựng ban hành Quyết định số 1076/QĐ-BXD", "Bộ trưởng Bộ Xây dựng"),
        ("Ủy ban nhân dân tỉnh đã có Văn bản số 12/UBND-VX", "Ủy ban nhân dân tỉnh"),
        ("Văn phòng Chính phủ có ý kiến tại Văn bản số 9/VPCP-CN", "Văn phòng Chính phủ"),
        ("kèm theo Kế hoạch số 15/KH-MNHS của trường Mầm non Hoa Sen", "trường Mầm non Hoa Sen"),
        ("triển khai Quyết định số 1076/QĐ-BXD", None),
    ],
)
def test_issuing_body(text, organ):
    """The body's name ends before the words that belong to the sentence again."""
    assert citations(parts_of(text), None)[0].organ_name.value == organ


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Căn cứ Luật Trẻ em năm 2016; Nghị định số 56/2017/NĐ-CP;", [Relation.BASIS, Relation.BASIS]),
        ("Thực hiện Công văn số 1/SYT-BTXH ngày 19/3/2026 của Sở Y tế, UBND xã báo cáo", [Relation.CARRIES_OUT]),
        (
            "Căn cứ Kế hoạch số 11/KH-UBND về việc triển khai thực hiện Quyết định số 32/2010/QĐ-TTg",
            [Relation.BASIS, Relation.MENTION],
        ),
        ("UBND xã đã ban hành Kế hoạch số 11/KH-UBND", [Relation.MENTION]),
        (
            "Căn cứ Công văn số 1/SYT-BTXH của Sở Y tế. UBND xã đã ban hành Kế hoạch số 11/KH-UBND",
            [Relation.BASIS, Relation.MENTION],
        ),
    ],
)
def test_relation(text, relations):
    """The word that opens the sentence holds for the list behind it, not for titles and later sentences."""
    assert [c.relation for c in citations(parts_of(text), None)] == relations


def test_a_number_of_the_national_assembly_is_a_laws():
    """A law named before its number with other words between is no letter."""
    (one,) = citations(parts_of("theo quy định Luật Đấu thầu số 22/2023/QH15"), None)

    assert (one.type.value, one.ref.value) == ("L", "22/2023/QH15")


def test_mentions_have_their_places():
    """Every mention keeps what is printed there; footnotes count, the head does not."""
    parts = parts_of(
        "Thông tư số 07/2013/TT- BYT ngày 24/5/2013",
        "theo Thông tư 07/2013/TT-BYT",
        head=("Số: 918/BC-UBND",),
        footnotes=("Thông tư số 07/2013/TT-BYT; Quyết định số 5/QĐ-SYT",),
    )

    first, second = citations(parts, None)

    assert [m.raw for m in first.mentions] == ["07/2013/TT- BYT", "07/2013/TT-BYT", "07/2013/TT-BYT"]
    assert second.ref.value == "5/QĐ-SYT"
    for mention in first.mentions:
        (place,) = mention.evidence
        assert isinstance(place, BlockEvidence)
        assert parts.source.text[place.start : place.end] == mention.raw


def test_own_number_is_no_citation():
    """A regulation enclosed in a decision names the decision; the same number of another year is another document."""
    parts = parts_of(
        "Ban hành kèm theo Quyết định số 16/QĐ-UBND; thay thế Quyết định số 16/QĐ-UBND ngày 05/02/2024",
        head=("Số: 16/QĐ-UBND",),
    )

    found = citations(parts, date(2026, 5, 15))

    assert [c.key for c in found] == ["QĐ|16|2024|UBND"]


def test_partial_date_is_told():
    """A letter of which only the month is printed has a partial date and no value."""
    (citation,) = citations(parts_of("Văn bản số 02/GĐN-SB tháng 4 năm 2026"), None)

    assert (citation.date.status, citation.date.partial) == (Status.PARTIAL, "2026-04")


def test_date_behind_the_documents_own_is_kept_with_less_confidence():
    """A document cannot cite the future; what is printed stays."""
    parts = parts_of("Công văn số 27/SYT-BTXH ngày 05/9/2016 của Sở Y tế")

    late = citations(parts, date(2016, 9, 4))[0].date
    fine = citations(parts, date(2016, 9, 14))[0].date

    assert late.value == fine.value == date(2016, 9, 5)
    assert late.confidence < fine.confidence


@pytest.mark.parametrize(
    ("texts", "ref"),
    [
        (
            ("Thực hiện Công văn số 1/SYT-BTXH ngày 19/3/2026 của Sở Y tế về việc báo cáo, UBND xã báo cáo",),
            "1/SYT-BTXH",
        ),
        (("Trả lời Công văn số 77/THPT-VP ngày 02/3/2026 của Trường THPT về việc xin ý kiến",), "77/THPT-VP"),
        (("Sở Xây dựng nhận được Văn bản số 1160/SCT-KT ngày 11/3/2026 của Sở Công Thương",), "1160/SCT-KT"),
        (("UBND tỉnh nhận được Tờ trình số 77/TTr-SXD ngày 11/3/2026 của Sở Xây dựng",), "77/TTr-SXD"),
        (("Thực hiện Giấy mời số 318/GM-VPUBND ngày 17/6/2026 về tình hình",), "318/GM-VPUBND"),
        (("Thực hiện Chỉ thị số 11-CT/TU ngày 04/01/2026 của Ban Thường vụ Tỉnh ủy",), "11-CT/TU"),
        (
            ("Thực hiện Văn bản số 6/BCT-AT về hướng dẫn; Văn bản số 18/SNV-LĐ về việc thực hiện báo cáo.",),
            "18/SNV-LĐ",
        ),
        (
            ("Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại Công văn số 55/UBND-VX về việc rà soát",),
            "55/UBND-VX",
        ),
        (("Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 18/TTr-SYT ngày 08/4/2026.",), "18/TTr-SYT"),
        (("Thực hiện Thông tư số 23/2024/TT-BCT ngày 07/11/2024 của Bộ Công Thương",), None),
        (("Căn cứ Kế hoạch số 174/KH-UBND ngày 30/3/2026 của UBND thành phố",), None),
        (("Ngày 27/6/2026, Bộ Xây dựng ban hành Quyết định số 1076/QĐ-BXD về việc",), None),
        (
            (
                "Xét đề nghị của 4 đơn vị: Công ty A tại Văn bản số 1/CV-A; Công ty B tại Văn bản số 2/CV-B; "
                "Công ty C tại Văn bản số 3/CV-C; Công ty D tại Văn bản số 4/CV-D",
            ),
            None,
        ),
        (("UBND xã báo cáo như sau:",), None),
    ],
)
def test_the_letter_answered(texts, ref):
    """A letter, order or single proposal that the opening names; norms, bases and lists of proposals are none."""
    parts = parts_of(*texts)

    assert responds_to(parts, citations(parts, None)).value == ref


def test_a_plans_subject_names_its_order():
    """Where the opening has only legal bases, the subject says what a plan carries out."""
    parts = parts_of(
        "Căn cứ Luật Trẻ em năm 2016;",
        head=("KẾ HOẠCH", "Triển khai thực hiện Kế hoạch số 174/KH-UBND ngày 30/3/2026 của UBND thành phố"),
    )

    assert responds_to(parts, citations(parts, None)).value == "174/KH-UBND"


def test_order_of_documents_is_that_of_reading():
    """The same text gives the same citations in the same order."""
    text = "Quyết định số 9/QĐ-UBND; Luật Trẻ em; Công văn số 1/SYT-BTXH; Quyết định số 9/QĐ-UBND ngày 01/02/2025"

    assert cited(text) == cited(text)
    assert [ref for ref, _ in cited(text)] == ["9/QĐ-UBND", "Luật Trẻ em", "1/SYT-BTXH"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("số 1/ " * 5_000, 0), ("Luật sửa đổi Luật " * 3_000, None), ("12/QĐ-UBND, " * 4_000, 1), ("Căn cứ " * 5_000, 0)],
)
def test_hostile_text(text, count):
    """Endless repetitions are read to the end."""
    found = citations(parts_of(text), None)

    assert count is None or len(found) == count
