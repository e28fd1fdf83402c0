"""bc-so.docx: a department's draft with automatic numbers, footnotes, tracked changes and a text box."""

from pathlib import Path

from docx.document import Document

from corpus.building import layout, word
from corpus.building.files import save_docx

HEAD = layout.Head(
    parent="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    issuer=("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",),
    number="Số:          /BC-SNNMT",
    place_date="Lâm Đồng, ngày       tháng 6 năm 2026",
)
FOOTNOTES = (
    "Thông tư số 07/2016/TT-BNNPTNT ngày 31/5/2016 quy định về phòng, chống dịch bệnh động vật trên cạn.",
    "Quyết định số 486/QĐ-UBND ngày 06/3/2026 của Ủy ban nhân dân tỉnh về dự trữ vắc xin, hóa chất.",
)
OPENING = """
+ Kính gửi: Cục Chăn nuôi và Thú y.
Thực hiện Công văn số 702/CNTY-DT ngày 25/5/2026 của Cục Chăn nuôi và Thú y về việc báo cáo sơ kết công \
tác phòng, chống dịch bệnh động vật 6 tháng đầu năm 2026, Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng báo \
cáo như sau:
"""
AFTER_TABLE = """
Tỷ lệ tiêm phòng dại đạt 78,4% tổng đàn chó, mèo, cao hơn cùng kỳ năm 2025 là 6,1 điểm phần trăm.
"""
DIFFICULTIES = """
- Lực lượng thú y cấp xã mỏng, có 23 xã chưa bố trí được nhân viên chuyên trách.
- Chăn nuôi nhỏ lẻ trong khu dân cư còn chiếm trên 45% tổng đàn, khó kiểm soát vận chuyển.
"""
TO_MINISTRY = """
- Đề nghị Bộ Nông nghiệp và Môi trường hỗ trợ tỉnh 120.000 liều vắc xin lở mồm long móng từ nguồn dự trữ \
quốc gia.
- Sớm ban hành định mức kinh tế - kỹ thuật cho công tác tiêm phòng ở cấp xã.
"""
TO_PROVINCE = """
- Xem xét bổ sung 3,2 tỷ đồng từ dự phòng ngân sách để mua hóa chất khử trùng đợt 2.
"""
CLOSING = """
Trên đây là kết quả phòng, chống dịch bệnh động vật 6 tháng đầu năm 2026, Sở Nông nghiệp và Môi trường \
kính báo cáo./.
"""
VACCINATION = layout.Grid(
    rows=(
        ("STT", "Khu vực", "Loại gia súc", "Kết quả tiêm phòng", ""),
        ("", "", "", "Số con", "Tỷ lệ (%)"),
        ("1", "Phía Bắc", "Trâu, bò", "41.207", "82,5"),
        ("2", "", "Lợn", "186.940", "88,0"),
        ("3", "Duyên hải", "Trâu, bò", "37.615", "79,1"),
        ("4", "", "Dê, cừu", "22.083", "64,7"),
        ("", "Tổng cộng", "", "287.845", ""),
    ),
    header_rows=2,
    widths_cm=(1.3, 3.4, 3.6, 3.8, 3.8),
    merges=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (2, 1, 3, 1), (4, 1, 5, 1), (6, 1, 6, 2)),
    points=12,
)


def _add_results(document: Document, list_id: int) -> None:
    word.add_heading(document, list_id, 0, "CÔNG TÁC CHỈ ĐẠO")
    plain = "Sở đã tham mưu ban hành 07 văn bản và hướng dẫn địa phương thực hiện đúng quy định hiện hành"
    paragraph = word.add_paragraph(document, plain)
    word.append_footnote(paragraph, 2)
    layout.write_runs(paragraph, ", bảo đảm vật tư dự trữ")
    word.append_footnote(paragraph, 3)
    layout.write_runs(paragraph, ".")
    word.add_heading(document, list_id, 0, "KẾT QUẢ THỰC HIỆN")
    word.add_heading(document, list_id, 1, "Tình hình dịch bệnh")
    paragraph = word.add_paragraph(document, "Từ đầu năm đến ngày 31/5/2026 xảy ra ")
    word.append_change(paragraph, removed="09", added="11")
    layout.write_runs(
        paragraph,
        " ổ dịch tả lợn châu Phi tại 06 xã, phải tiêu hủy 742 con; không có người tử vong do bệnh dại.",
    )
    word.add_heading(document, list_id, 1, "Kết quả tiêm phòng")
    layout.add_grid(document, VACCINATION)
    layout.add_body(document, AFTER_TABLE)


def build(folder: Path) -> None:
    """Write bc-so.docx into `folder`."""
    document = layout.new_document()
    layout.add_head(document, HEAD)
    word.add_text_box(document, "KHẨN")
    subject = (
        "Sơ kết công tác phòng, chống dịch bệnh động vật",
        "6 tháng đầu năm 2026 trên địa bàn tỉnh Lâm Đồng",
    )
    layout.add_title(document, "BÁO CÁO", subject)
    layout.add_body(document, OPENING)
    word.add_footnotes(document, FOOTNOTES)
    list_id = word.add_heading_list(document)
    _add_results(document, list_id)
    word.add_heading(document, list_id, 1, "Khó khăn, hạn chế")
    layout.add_body(document, DIFFICULTIES)
    word.add_heading(document, list_id, 0, "KIẾN NGHỊ, ĐỀ XUẤT")
    word.add_heading(document, list_id, 1, "Đối với Bộ Nông nghiệp và Môi trường")
    layout.add_body(document, TO_MINISTRY)
    word.add_heading(document, list_id, 1, "Đối với Ủy ban nhân dân tỉnh")
    layout.add_body(document, TO_PROVINCE + CLOSING)
    recipients = ("- Như trên;", "- UBND tỉnh (b/c);", "- Lãnh đạo Sở;", "- Lưu: VT, CNTY (Hiền).")
    layout.add_closing(document, recipients, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trịnh Khắc Nhu")
    save_docx(document, folder / "bc-so.docx")
