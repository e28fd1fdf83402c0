"""Contradictions inside a document: each told with both sides, and what may be right is not told."""

import pytest

from tests.extractor.checks.documents import changed, codes, table

DONE = "Đã tư vấn cho 214 lượt người."
PLAN = (("88/BC-UBND", "88/KH-UBND"), ("\nBÁO CÁO\nKết quả thực hiện", "\nKẾ HOẠCH\nThực hiện"))
SHARES = "STT | Việc | Kế hoạch | Thực hiện | Tỷ lệ (%)"
SHARE_ROWS = ("1 | Tập huấn | 10 | 8 | 80", "2 | Kiểm tra | 20 | 15 | 75")
ROSTER = (
    "STT | Xã | Tổng số CTV | Họ và tên | Công việc được giao | Trình độ | Chuyên ngành | Hình thức tuyển dụng",
    "1 | Xã Suối Nghệ | 2 | Lê Thị Mận | Quản lý ca | Trung cấp | Công tác xã hội | Hợp đồng",
)
ATTACHED = "(Kèm theo Báo cáo số 88/BC-UBND ngày 14 tháng 5 năm 2026 của {})"
HOUSES = "STT | Thôn | Số hộ"
PLACED = "Suối Nghệ, ngày 14"
HEAD = "ỦY BAN NHÂN DÂN\nXÃ SUỐI NGHỆ\n"
PARTS = ("STT | Thôn | Số người | ", " | | Tổng số | Nữ", "1 | Đông | 10 | 4", "2 | Tây | 12 | 6")


def said(sentence: str) -> str:
    """The report with one sentence more."""
    return changed((DONE, sentence))


TOLD = {
    "share": (said("Đã rà soát 20/25 thôn, đạt 85%."), "conflict.percentage"),
    "share in a table": (changed(behind=table(SHARES, *SHARE_ROWS, "3 | Hội họp | 4 | 1 | 30")), "conflict.percentage"),
    "part of a fraction": (said("Đã kiểm tra 25/20 thôn trên địa bàn."), "conflict.part_of_whole"),
    "part of what is received": (
        said("Trong 20 hồ sơ tiếp nhận, đã giải quyết 25 hồ sơ."),
        "conflict.part_of_whole",
    ),
    "part in a table": (changed(behind=table(*PARTS, "3 | Nam | 8 | 9")), "conflict.part_of_whole"),
    "parts that are all": (said("Đã tiếp nhận 30 đơn, gồm: 12 đơn kiến nghị, 16 đơn tố cáo."), "conflict.prose_sum"),
    "parts that nearly add up": (
        said("Tổng kinh phí là 100 triệu đồng, trong đó: tỉnh 50 triệu đồng, xã 40 triệu đồng, dân góp 9 triệu đồng."),
        "conflict.prose_sum",
    ),
    "parts from a higher level": (
        said(
            "Tổng kinh phí là 100 triệu đồng, trong đó: ngân sách cấp trên 50 triệu đồng, xã 40 triệu đồng, dân góp 9"
            " triệu đồng."
        ),
        "conflict.prose_sum",
    ),
    "one person of two": (
        changed((DONE, "Xã có 02 cộng tác viên công tác xã hội."), behind=table(*ROSTER, title="CỘNG TÁC VIÊN XÃ HỘI")),
        "conflict.collaborator_count",
    ),
    "a number told twice by plain headings": (
        changed(
            ("I. CÔNG TÁC CHỈ ĐẠO", "1. Công tác chỉ đạo"),
            ("II. KẾT QUẢ THỰC HIỆN", "2. Kết quả thực hiện"),
            ("III. KHÓ KHĂN", "3. Khó khăn"),
            ("IV. KIẾN NGHỊ", "3. Kiến nghị"),
        ),
        "conflict.heading_numbers",
    ),
    "an appendix of another commune": (
        changed(behind=table(HOUSES, "1 | Đông | 4", reference=ATTACHED.format("xã Bình Ba"))),
        "conflict.appendix_reference",
    ),
    "an appendix of a ward with a number": (
        changed(
            ("XÃ SUỐI NGHỆ", "PHƯỜNG PHƯỚC HẢI"),
            (PLACED, "Phước Hải, ngày 14"),
            behind=table(HOUSES, "1 | Đông | 4", reference=ATTACHED.format("phường Long Hương 2")),
        ),
        "conflict.appendix_reference",
    ),
    "an appendix of another commune than the body above": (
        changed(
            (HEAD, "UBND XÃ SUỐI NGHỆ\nTRƯỜNG TIỂU HỌC SUỐI NGHỆ\n"),
            behind=table(HOUSES, "1 | Đông | 4", reference=ATTACHED.format("xã Bình Ba")),
        ),
        "conflict.appendix_reference",
    ),
    "number in words": (said("Đã tổ chức 03 (hai) đợt kiểm tra."), "conflict.number_words"),
    "row across": (
        changed(
            behind=table(
                "STT | Việc | Tổng số | Trong đó |",
                " | | | Tỉnh | Xã",
                "1 | Lớp | 50 | 30 | 20",
                "2 | Sổ | 45 | 25 | 10",
                "3 | Loa | 30 | 10 | 20",
            )
        ),
        "conflict.row_sum",
    ),
    "headings": (
        changed(("III. KHÓ KHĂN", "IV. KHÓ KHĂN"), ("IV. KIẾN NGHỊ", "V. KIẾN NGHỊ")),
        "conflict.heading_numbers",
    ),
    "a letter skipped by every alphabet": (
        changed(
            ("I. CÔNG TÁC CHỈ ĐẠO", "A. CÔNG TÁC CHỈ ĐẠO"),
            ("II. KẾT QUẢ THỰC HIỆN", "B. KẾT QUẢ THỰC HIỆN"),
            ("III. KHÓ KHĂN", "C. KHÓ KHĂN"),
            ("IV. KIẾN NGHỊ", "G. KIẾN NGHỊ"),
        ),
        "conflict.heading_numbers",
    ),
    "head of a body that the lost head would name": (
        changed(
            (f"{HEAD}\n", ""),
            (DONE, "Đồng chí Lê Văn Hải, Chủ tịch Ủy ban nhân dân xã Suối Nghệ, trực tiếp chỉ đạo."),
        ),
        "conflict.signer_name",
    ),
    "head of a standing committee": (
        changed(
            (HEAD, "ỦY BAN MTTQ VIỆT NAM XÃ SUỐI NGHỆ\nBAN THƯỜNG TRỰC\n"),
            ("88/BC-UBND", "88/BC-MTTQ-BTT"),
            ("TM. ỦY BAN NHÂN DÂN", "TM. BAN THƯỜNG TRỰC"),
            (DONE, "Đồng chí Lê Văn Hải, Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã Suối Nghệ, trực tiếp chỉ đạo."),
        ),
        "conflict.signer_name",
    ),
    "rows": (
        changed(behind=table("STT | Thôn | Số hộ", "1 | Đông | 4", "2 | Tây | 5", "2 | Nam | 6", "3 | Bắc | 7")),
        "conflict.row_numbers",
    ),
    "body": (changed(("TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN XÃ BÌNH BA")), "conflict.organ_name"),
    "body of the place": (
        changed((f"{HEAD}\n", ""), (PLACED, "Nghĩa Thành, ngày 14"), ("TM. ỦY BAN NHÂN DÂN", "TM. UBND XÃ BÌNH BA")),
        "conflict.organ_name",
    ),
    "holder of a post with commas": (
        changed(
            (HEAD, "UBND TỈNH ĐỒNG NAI\nSỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH\n"),
            ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "GIÁM ĐỐC"),
            ("88/BC-UBND", "88/BC-SVHTTDL"),
            (DONE, "Đồng chí Trần Văn Mẫn, Giám đốc Sở Văn hóa, Thể thao và Du lịch, trực tiếp chỉ đạo."),
        ),
        "conflict.signer_name",
    ),
    "holder of a post of the province": (
        changed(
            (HEAD, "SỞ Y TẾ TỈNH ĐỒNG NAI\n"),
            ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "GIÁM ĐỐC"),
            ("88/BC-UBND", "88/BC-SYT"),
            (DONE, "Đồng chí Trần Văn Mẫn, Giám đốc Sở Y tế, trực tiếp chỉ đạo."),
        ),
        "conflict.signer_name",
    ),
    "holder of the post": (
        said("Đồng chí Trần Văn Mẫn, Chủ tịch UBND xã Suối Nghệ, trực tiếp chỉ đạo."),
        "conflict.signer_name",
    ),
    "last report": (
        said(
            "Xã có 05 cộng tác viên công tác xã hội. Kỳ báo cáo trước, xã có 03 cộng tác viên công tác xã hội; kỳ này"
            " tăng 01 người."
        ),
        "conflict.collaborator_count",
    ),
    "no such day": (said("Ngày 31/4/2025, xã đã tổ chức hội nghị."), "chronology.impossible_date"),
    "period": (said("Từ ngày 20/5/2025 đến ngày 10/5/2025, xã đã kiểm tra."), "chronology.period_reversed"),
    "figures of tomorrow": (said("Tính đến ngày 30/6/2026, xã có 5 thôn đạt chuẩn."), "chronology.period_after_issue"),
    "deadline": (
        changed(*PLAN, (DONE, "Các thôn gửi kết quả trước ngày 30/4/2026.")),
        "chronology.deadline_before_issue",
    ),
    "weekday": (said("Cuộc họp được tổ chức vào thứ Hai, ngày 12/5/2026."), "chronology.weekday"),
    "a date on the next line": (
        said(
            "Thực hiện Quyết định số 112/QĐ-TTg ngày 22/01/2021 của Thủ tướng Chính phủ, xã đã tuyên truyền đến người"
            " dân; theo Quyết định số 112/QĐ-TTg\nngày 23/01/2021, xã đã bố trí cán bộ phụ trách."
        ),
        "conflict.citation_dates",
    ),
    "Party number of one year": (
        said("Nghị quyết số 57-NQ/TW ngày 22/12/2024; Nghị quyết số 57-NQ/TW ngày 23/12/2024."),
        "conflict.citation_dates",
    ),
}


@pytest.mark.parametrize(("text", "code"), TOLD.values(), ids=TOLD.keys())
def test_a_contradiction_is_told(text: str, code: str) -> None:
    """Once, and no other contradiction beside it."""
    found = [told for told in codes(text) if told.startswith(("conflict.", "chronology."))]
    assert found == [code]


SILENT = {
    "a share that is cut off": said("Đã rà soát 20/30 thôn, đạt 66,6%."),
    "a share about": said("Đã rà soát 20/25 thôn, đạt khoảng 85%."),
    "a plan exceeded": said("Đã kiểm tra 25/20 thôn theo kế hoạch, vượt chỉ tiêu."),
    "parts that are some": said("Đã tiếp nhận 30 đơn, trong đó: 12 đơn kiến nghị, 6 đơn tố cáo."),
    "a list in brackets with more behind it": said(
        "Có 20 giấy phép (trong đó: tỉnh cấp 12 giấy phép, xã cấp 8 giấy phép); 3 giấy phép hết hạn."
    ),
    "a number in words": said("Đã tổ chức 03 (ba) đợt kiểm tra."),
    "letters by the old alphabet": said("Gồm:\na) Một việc.\nb) Hai việc.\nc) Ba việc.\nd) Bốn việc.\ne) Năm việc."),
    "capitals by one alphabet or another": changed(
        ("I. CÔNG TÁC CHỈ ĐẠO", "A. CÔNG TÁC CHỈ ĐẠO"),
        ("II. KẾT QUẢ THỰC HIỆN", "B. KẾT QUẢ THỰC HIỆN"),
        ("III. KHÓ KHĂN", "C. KHÓ KHĂN\n\nXa.\n\nD. NHIỆM VỤ\n\nMở lớp.\n\nE. PHƯƠNG HƯỚNG"),
        ("IV. KIẾN NGHỊ", "G. KIẾN NGHỊ"),
    ),
    "the head of another place": changed(
        (f"{HEAD}\n", ""),
        (DONE, "Đồng chí Lê Văn Hải, Chủ tịch Ủy ban nhân dân xã Bình Ba, đã trao đổi kinh nghiệm."),
    ),
    "rows that begin anew": changed(
        behind=table("STT | Thôn | Số hộ", "1 | Đông | 4", "2 | Tây | 5", "1 | Nam | 6", "2 | Bắc | 7")
    ),
    "an appendix of the body above": changed(
        (HEAD, "UBND XÃ SUỐI NGHỆ\nTRƯỜNG TIỂU HỌC SUỐI NGHỆ\n"),
        behind=table(HOUSES, "1 | Đông | 4", reference=ATTACHED.format("xã Suối Nghệ")),
    ),
    "an appendix of a province whose seat is elsewhere": changed(
        (HEAD, "SỞ Y TẾ\nTRUNG TÂM PHÁP Y\n"),
        (PLACED, "Việt Trì, ngày 14"),
        behind=table(HOUSES, "1 | Đông | 4", reference=ATTACHED.format("tỉnh Phú Thọ")),
    ),
    "means that a piece of work is to raise": changed(
        *PLAN,
        ("I. CÔNG TÁC CHỈ ĐẠO\n", "I. MỤC TIÊU\n"),
        ("II. KẾT QUẢ THỰC HIỆN\n", "II. NỘI DUNG\n\n1. Huy động nguồn lực\n\nKinh phí do ngân sách xã bảo đảm.\n"),
        ("III. KHÓ KHĂN\n", "III. TỔ CHỨC THỰC HIỆN\n"),
        ("IV. KIẾN NGHỊ\n", "IV. THỜI GIAN\n"),
    ),
    "the unit in full": changed(("TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN XÃ SUỐI NGHỆ")),
    "the holder of another post": said("Đồng chí Trần Văn Mẫn, Chủ tịch UBND huyện Châu Đức, dự họp."),
    "the holder of the post in another province": changed(
        (HEAD, "SỞ Y TẾ TỈNH ĐỒNG NAI\n"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "GIÁM ĐỐC"),
        ("88/BC-UBND", "88/BC-SYT"),
        (DONE, "Đồng chí Trần Văn Mẫn, Giám đốc Sở Y tế tỉnh Lâm Đồng, dự họp."),
    ),
    "the change that was told": said(
        "Xã có 05 cộng tác viên công tác xã hội. Kỳ báo cáo trước, xã có 03 cộng tác viên công tác xã hội; kỳ này"
        " tăng 02 người."
    ),
    "the last day of a month": said("Ngày 30/4/2025, xã đã tổ chức hội nghị."),
    "an estimate": said("Ước tính đến ngày 30/6/2026, xã có 5 thôn đạt chuẩn."),
    "a deadline that others set": changed(*PLAN, (DONE, "Đã gửi kết quả trước ngày 30/4/2026 cho Sở Y tế.")),
    "the right weekday": said("Cuộc họp được tổ chức vào thứ Ba, ngày 12/5/2026."),
    "Party numbers of two terms": said(
        "Nghị quyết số 05-NQ/TW ngày 01/11/2016; Nghị quyết số 05-NQ/TW ngày 02/3/2021."
    ),
    "requests below another heading": changed(
        (
            "IV. KIẾN NGHỊ\n\nĐề nghị Sở Y tế mở lớp tập huấn.",
            "Từ thực tế trên, xã kiến nghị:\n- Sở Y tế mở lớp tập huấn.",
        )
    ),
    "difficulties that a lead announces": changed(
        ("III. KHÓ KHĂN\n", "Bên cạnh đó, xã còn một số khó khăn, vướng mắc sau:\n"),
        ("IV. KIẾN NGHỊ", "III. KIẾN NGHỊ"),
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_silence(text: str) -> None:
    """What may be right is not told; a part below another heading is not missing."""
    assert [code for code in codes(text) if code.startswith(("conflict.", "chronology.", "missing.section.p"))] == []
    assert "missing.section.difficulties" not in codes(text)
