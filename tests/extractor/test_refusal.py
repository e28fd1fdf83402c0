"""Refusal on invented texts: what must pass and what must not, each with the reason in its name."""

import unicodedata
from pathlib import Path

import pytest

from extractor import vocabulary
from extractor.budget import UNLIMITED
from extractor.parts.divide import divide
from extractor.reading.registry import sniff
from extractor.refusal import parts_found, refuse
from extractor.text.clean import clean
from schemas.record import Reason

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"

HEAD = """ỦY BAN NHÂN DÂN
XÃ SUỐI NGHỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}
Suối Nghệ, ngày 14 tháng 5 năm 2026
"""
TAIL = """Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đinh Văn Khoát
"""
REPORT = """BÁO CÁO

Tình hình thực hiện Thông tư số 11/2024/TT-BGDĐT về trường học an toàn

Kính gửi: Sở Giáo dục và Đào tạo.

Thực hiện Công văn số 402/SGDĐT-CTTT ngày 20/4/2026, Ủy ban nhân dân xã báo cáo như sau:

I. KẾT QUẢ THỰC HIỆN

1. Thông tư quy định tại Điều 4 tiêu chí của trường học an toàn; xã đã phổ biến đến 07 trường.

II. KHÓ KHĂN

Nguồn kinh phí sửa chữa còn thiếu.

Trên đây là báo cáo của Ủy ban nhân dân xã Suối Nghệ./.

"""
LETTER = """V/v góp ý dự thảo Luật Nhà giáo

Kính gửi: Sở Nội vụ.

Ủy ban nhân dân xã nhất trí với dự thảo Luật Nhà giáo và gửi kèm văn bản góp ý đối với Nghị định, Thông tư hướng dẫn./.

"""
PLAN = """KẾ HOẠCH

Tổ chức ngày hội đọc sách năm 2026

Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;

Ủy ban nhân dân xã ban hành kế hoạch như sau:

Điều 1. Mục đích

Hình thành thói quen đọc sách.

Điều 2. Phạm vi và đối tượng

Học sinh các trường trên địa bàn xã.

Điều 3. Kinh phí

Từ ngân sách xã.

"""
DECISION = """QUYẾT ĐỊNH

Về việc thành lập Tổ công tác chuyển đổi số cộng đồng

CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;

Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.

QUYẾT ĐỊNH:

Điều 1. Thành lập Tổ công tác gồm các ông, bà có tên trong danh sách.

Điều 2. Tổ công tác tự giải thể khi hoàn thành nhiệm vụ.

Điều 3. Quyết định này có hiệu lực kể từ ngày ký./.

"""
ANNEXED_FORM = """PHỤ LỤC

Mẫu số 01

ĐƠN ĐỀ NGHỊ HỖ TRỢ

Kính gửi: ........................

Tôi tên là: ........................

Ngày sinh: ........................

CCCD số: ........................

Người làm đơn

(Ký, ghi rõ họ tên)

TỜ KHAI THÔNG TIN

Mã số thuế: ..............
"""

ADMINISTRATIVE = {
    "a report about a circular": HEAD.format(number="88/BC-UBND") + REPORT + TAIL,
    "a letter that names a law": HEAD.format(number="17/UBND-VX") + LETTER + TAIL,
    "a plan in articles": HEAD.format(number="31/KH-UBND") + PLAN + TAIL,
    "an individual decision": HEAD.format(number="254/QĐ-UBND") + DECISION + TAIL,
    "a draft without number": HEAD.format(number="      /BC-UBND") + REPORT + TAIL,
    "a report that lost its head": REPORT + TAIL,
    "a report that lost its tail": HEAD.format(number="88/BC-UBND") + REPORT,
    "a report that lost head and tail": REPORT,
    "a report with annexed forms": HEAD.format(number="88/BC-UBND") + REPORT + TAIL + ANNEXED_FORM,
    "a report as a portal shows it": "Trang chủ / Văn bản\n\nĐăng nhập\n\n"
    + HEAD.format(number="88/BC-UBND")
    + REPORT
    + TAIL
    + "\n\nXem thêm\n\nTin liên quan\n",
    "a letter that lost its head": LETTER + TAIL,
    "a draft with dotted leaders": HEAD.format(number="      /BC-UBND")
    + REPORT.replace("còn thiếu.", "thiếu ......\n\n1. Sửa ......\n\n2. Xây ......\n\n3. Mua ......\n")
    + TAIL,
    "a report of a Party committee": """ĐẢNG BỘ TỈNH
ĐẢNG ỦY XÃ SUỐI NGHỆ
*

ĐẢNG CỘNG SẢN VIỆT NAM

Số 12-BC/ĐU
Suối Nghệ, ngày 14 tháng 5 năm 2026

BÁO CÁO
Kết quả công tác dân vận

I. KẾT QUẢ

Đã tổ chức 12 buổi đối thoại.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Lê Văn Mận
""",
    "minutes": """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

BIÊN BẢN
Họp Tổ công tác chuyển đổi số

I. THÀNH PHẦN

Ông Lê Văn Mận chủ trì.

II. NỘI DUNG

Thống nhất phân công theo thôn.
""",
    "a report with times of day and a link": HEAD.format(number="88/BC-UBND")
    + REPORT.replace(
        "Nguồn kinh phí", "Cuộc họp lúc 08:50 ngày 20/4/2026, xem thêm trang facebook của trường. Nguồn kinh phí"
    )
    + TAIL,
}

ARTICLE = """Nông thôn mới khởi sắc ở Suối Nghệ

Thứ Năm, ngày 14/05/2026 | 09:15

(BSN) - Sau ba năm thực hiện Chương trình, xã Suối Nghệ đã đạt 17/19 tiêu chí nông thôn mới.

Theo Báo cáo số 88/BC-UBND ngày 14/5/2026, thu nhập bình quân đạt 61 triệu đồng một người.

Căn cứ kết quả ấy, xã phấn đấu về đích trong năm 2026.

Hồng Nhung

Viết bình luận

TIN LIÊN QUAN

Đường hoa ở thôn Vinh Thanh
"""
QUOTING = """Điểm mới về trường học an toàn

(Báo Đồng Quê) - Bộ Giáo dục và Đào tạo vừa ban hành Thông tư số 11/2024/TT-BGDĐT. Thông tư này quy định:

Điều 1. Phạm vi điều chỉnh

Thông tư quy định tiêu chí trường học an toàn.

Điều 2. Đối tượng áp dụng

Các trường phổ thông.

Cập nhật: 14/05/2026 10:20

Xem thêm

Tin khác
"""
LISTING = """Trang chủ / Văn bản

Đăng nhập

Tìm kiếm

88/BC-UBND - Báo cáo kết quả trường học an toàn

31/KH-UBND - Kế hoạch tổ chức ngày hội đọc sách

Lượt truy cập: 20.118
"""
SLIDES = """BÁO CÁO

Kết quả chuyển đổi số sáu tháng đầu năm

Suối Nghệ, ngày 14 tháng 5 năm 2026

NỘI DUNG TRÌNH BÀY

I. Kết quả

- 1.204 hồ sơ trực tuyến

II. Hạn chế

- Đường truyền yếu

Xin cảm ơn!
"""
INVOICE = """HÓA ĐƠN GIÁ TRỊ GIA TĂNG

Ký hiệu: 1C26TSN

Số: 00000318

Ngày 14 tháng 5 năm 2026

Đơn vị bán hàng: Công ty TNHH Vật tư Suối Nghệ

Mã số thuế: 3500000000

Cộng tiền hàng: 12.400.000

Thuế suất GTGT: 8%
"""
PETITION = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

ĐƠN XIN XÁC NHẬN HỘ NGHÈO

Kính gửi: Ủy ban nhân dân xã Suối Nghệ.

Tôi tên là: Lê Thị Mận

Ngày sinh: 02/3/1968

Tôi làm đơn này xin xã xem xét.

Người làm đơn

Lê Thị Mận
"""
BLANK_FORM = """TÊN CƠ QUAN CHỦ QUẢN
TÊN CƠ QUAN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: ...../BC-......
........., ngày ... tháng ... năm ......

BÁO CÁO

Về việc ...............

Kính gửi: ..................

1. Tổng số hộ: ..............

2. Số hộ được hỗ trợ: ..............

3. Kinh phí: ..............

Nơi nhận:
- Như trên;
- Lưu: VT.
"""
ESSAY = """Mùa gặt

Tôi lớn lên ở một làng ven sông, nơi mỗi mùa gặt cả xóm lại ra đồng từ lúc trời chưa sáng.

Căn bếp của bà luôn ấm, và bà kể cho chúng tôi nghe những câu chuyện cũ.
"""
OTHERS = {
    "an article with figures": ARTICLE,
    "an article that quotes a circular": QUOTING,
    "a list on a portal": LISTING,
    "slides": SLIDES,
    "an invoice": INVOICE,
    "a person's petition": PETITION,
    "a form to be filled in": BLANK_FORM,
    "prose": ESSAY,
}

NORMATIVE_HEAD = HEAD.replace("ỦY BAN NHÂN DÂN\nXÃ SUỐI NGHỆ", "{body}")
NORMATIVE = {
    "a circular": NORMATIVE_HEAD.format(body="BỘ GIÁO DỤC VÀ ĐÀO TẠO", number="11/2024/TT-BGDĐT")
    + "THÔNG TƯ\n\nQuy định trường học an toàn\n\nCăn cứ Luật Giáo dục;\n\nĐiều 1. Phạm vi điều chỉnh\n\nTrường học.\n",
    "a decree": NORMATIVE_HEAD.format(body="CHÍNH PHỦ", number="36/2025/NĐ-CP")
    + "NGHỊ ĐỊNH\n\nVề thư viện\n\nChính phủ ban hành Nghị định.\n\nĐiều 1. Phạm vi điều chỉnh\n\nThư viện.\n",
    "a law": NORMATIVE_HEAD.format(body="QUỐC HỘI", number="46/2019/QH14")
    + "LUẬT\n\nTHƯ VIỆN\n\nQuốc hội ban hành Luật Thư viện.\n\nĐiều 1. Phạm vi điều chỉnh\n\nThư viện.\n",
    "a joint circular": NORMATIVE_HEAD.format(body="BỘ NỘI VỤ - BỘ TÀI CHÍNH", number="04/2012/TTLT-BNV-BTC")
    + "THÔNG TƯ LIÊN TỊCH\n\nVề biên chế\n\nĐiều 1. Phạm vi điều chỉnh\n\nBiên chế.\n",
    "a normative decision": HEAD.format(number="52/2025/QĐ-UBND") + DECISION + TAIL,
    "a normative resolution": HEAD.format(number="09/2026/NQ-HĐND").replace("ỦY BAN", "HỘI ĐỒNG")
    + DECISION.replace("QUYẾT ĐỊNH", "NGHỊ QUYẾT")
    + TAIL,
    "a draft normative decision": HEAD.format(number="        /2026/QĐ-UBND") + DECISION + TAIL,
    "a law without its head": "Quốc hội ban hành Luật Thư viện.\n\nChương I\n\nĐiều 1. Phạm vi điều chỉnh\n\n"
    "Luật này quy định về thư viện.\n\nĐiều 2. Đối tượng áp dụng\n\nThư viện công lập và ngoài công lập.\n",
}


def reason(text: str) -> Reason | None:
    """What refusal says of a text as pasted."""
    data = text.encode()
    source = sniff(data).read(data, UNLIMITED)
    flow = clean(source)
    return refuse(divide(flow, source), flow)


def code(text: str) -> str | None:
    """Its code, None where the text passes."""
    found = reason(text)
    return found.code if found is not None else None


@pytest.mark.parametrize("text", ADMINISTRATIVE.values(), ids=ADMINISTRATIVE.keys())
def test_administrative_documents_pass(text) -> None:
    """A document that kept head, tail or its customary body is never refused for what it writes about."""
    assert reason(text) is None


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_no_administrative_document_is_refused(text) -> None:
    """Pages, slides, invoices, personal and empty forms are told from documents, figures and dates or not."""
    assert code(text) == "refused.not_administrative"


@pytest.mark.parametrize("text", NORMATIVE.values(), ids=NORMATIVE.keys())
def test_legal_normative_texts_are_refused(text) -> None:
    """By type, by the year inside the number, or by what only the body of a law has."""
    assert code(text) == "refused.legal_normative"


@pytest.mark.parametrize("text", ["\n \n", "... 12 -- 3", "﻿ \n"])
def test_without_words_is_empty(text) -> None:
    """Digits and signs alone are no text."""
    assert code(text) == "refused.empty"


FRENCH = "Le rapport annuel de la commune présente les résultats du programme et les mesures proposées pour 2027."
ENGLISH = (
    "The commune reports that the widening of the road was finished in June and that the budget was kept this year."
)
CHINESE = "这 是 一 份 关于 农村 道路 工程 的 年度 报告 由 乡 人民 委员会 编写 并 提交"


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, CHINESE])
def test_other_languages_are_refused(text) -> None:
    """Words without the shape of Vietnamese syllables."""
    assert code(text) == "refused.language"


@pytest.mark.parametrize(
    "pairs",
    [
        [("ă", "a"), ("â", "a"), ("ê", "e"), ("ơ", "o"), ("ư", "u"), ("đ", "d"), ("ạ", "a"), ("ố", "ô"), ("ế", "ê")],
        [("ộ", "ô"), ("ẫ", "â"), ("ấ", "â"), ("ị", "i")],
        [("ư", "ƣ"), ("Ư", "Ƣ")],
    ],
)
def test_damaged_marks_do_not_refuse(pairs) -> None:
    """Vietnamese that lost or changed its marks is Vietnamese."""
    text = HEAD.format(number="88/BC-UBND") + REPORT + TAIL
    for mark, damaged in pairs:
        text = text.replace(mark, damaged)

    assert reason(text) is None


def test_text_without_any_marks_passes() -> None:
    """Administrative text typed without diacritics is read, not refused."""
    text = (HEAD.format(number="88/BC-UBND") + REPORT + TAIL).replace("Đ", "D").replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))

    assert reason(bare) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("news.txt", "refused.not_administrative"),
        ("portal.txt", "refused.not_administrative"),
        ("thong-tu.pdf", "refused.legal_normative"),
        ("english.txt", "refused.language"),
        ("empty.txt", "refused.empty"),
        ("bc-phuong.txt", None),
        ("kh-phuong.txt", None),
        ("bc-nil.txt", None),
        ("bc-xa.pdf", None),
        ("bc-so.docx", None),
        ("kh-tinh.docx", None),
        ("qd-tinh.docx", None),
        ("tb-tinh.pdf", None),
        ("cv-tinh-signed.pdf", None),
        ("ttr-huyen-2017.pdf", None),
    ],
)
def test_samples(name, expected) -> None:
    """The samples of the corpus, in the format they are in."""
    data = (SAMPLES / name).read_bytes()
    if not data:
        assert expected == "refused.empty"
        return
    source = sniff(data).read(data, UNLIMITED)
    flow = clean(source)
    found = refuse(divide(flow, source), flow)

    assert (found.code if found else None) == expected


def test_the_message_is_one_line_that_says_why() -> None:
    """A clerk reads what spoke for and against."""
    found = reason(ARTICLE)

    assert found is not None
    assert found.message.startswith("not an administrative document but")
    assert "\n" not in found.message


def test_each_part_has_a_weight() -> None:
    """A weight without its part, or a part without a weight, is a slip in the data."""
    source = sniff(REPORT.encode()).read(REPORT.encode(), UNLIMITED)
    flow = clean(source)
    data = vocabulary.load("refusals")["administrative"]

    assert set(parts_found(divide(flow, source), flow)) == set(data["weights"])
    assert set(data["anchors"]) <= set(data["weights"])
