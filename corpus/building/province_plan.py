"""kh-tinh.docx and kh-tinh-pdf.pdf: one plan of a province, four heading levels and a task table."""

from pathlib import Path

from docx.document import Document

from corpus.building import layout
from corpus.building.files import save_docx, save_pdf

HEAD = layout.Head(
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ"),
    number="Số: 412/KH-UBND",
    place_date="Quảng Trị, ngày 18 tháng 8 năm 2025",
)
BODY = """
Thực hiện Nghị quyết số 281/NQ-CP ngày 15/9/2024 của Chính phủ và Kết luận số 91-KL/TW ngày 12/8/2024 của \
Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch kiên cố hóa trường học và bảo đảm thiết bị dạy học \
giai đoạn 2025-2028 như sau:
= Phần I
= MỤC TIÊU VÀ NGUYÊN TẮC
# I. MỤC TIÊU
# 1. Mục tiêu chung
Từng bước xóa phòng học tạm, phòng học mượn; bảo đảm mỗi lớp học có một phòng học đạt chuẩn tối thiểu.
# 2. Mục tiêu cụ thể
a) Đến hết năm 2026, xóa 100% số phòng học tạm ở các xã miền núi.
b) Đến năm 2028, ít nhất 95% phòng học được kiên cố hóa; trên 80% trường tiểu học có phòng tin học.
c) Phấn đấu 70% trường mầm non có bếp ăn một chiều đạt yêu cầu an toàn thực phẩm.
# II. NGUYÊN TẮC THỰC HIỆN
Đầu tư có trọng tâm, trọng điểm; ưu tiên địa bàn đặc biệt khó khăn; không để phát sinh nợ đọng xây dựng cơ \
bản.
= Phần II
= NHIỆM VỤ VÀ GIẢI PHÁP
# I. RÀ SOÁT, QUY HOẠCH MẠNG LƯỚI TRƯỜNG LỚP
# 1. Rà soát hiện trạng
a) Kiểm kê toàn bộ 8.214 phòng học, phân loại theo mức độ xuống cấp.
b) Cập nhật số liệu vào cơ sở dữ liệu ngành trước ngày 30/10/2025.
# 2. Sắp xếp điểm trường lẻ
Giảm ít nhất 12% số điểm trường lẻ trên cơ sở thuận tiện cho học sinh và được người dân đồng thuận.
# II. HUY ĐỘNG NGUỒN LỰC
Tổng nhu cầu vốn dự kiến 1.246 tỷ đồng, trong đó ngân sách tỉnh 640 tỷ đồng, ngân sách cấp xã 210 tỷ đồng, \
còn lại từ các chương trình mục tiêu quốc gia và nguồn xã hội hóa.
= Phần III
= TỔ CHỨC THỰC HIỆN
# I. SỞ GIÁO DỤC VÀ ĐÀO TẠO
Chủ trì, phối hợp với các sở, ngành tham mưu danh mục đầu tư hằng năm; báo cáo Ủy ban nhân dân tỉnh trước \
ngày 10/12.
# II. SỞ TÀI CHÍNH
Cân đối, bố trí vốn; hướng dẫn thanh quyết toán theo Luật Đầu tư công.
# III. ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG
Bố trí quỹ đất sạch, huy động ngày công và giám sát cộng đồng đối với từng công trình.
Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện./.
"""
TASKS = layout.Grid(
    rows=(
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("I", "Rà soát, quy hoạch", "", "", "", ""),
        ("1", "Kiểm kê phòng học toàn tỉnh", "Sở Giáo dục và Đào tạo", "UBND các xã, phường", "30/10/2025",
         "Báo cáo"),
        ("2", "Phương án sắp xếp điểm trường lẻ", "Sở Giáo dục và Đào tạo", "Sở Nội vụ", "Quý I/2026",
         "Đề án"),
        ("II", "Nguồn lực", "", "", "", ""),
        ("3", "Danh mục đầu tư giai đoạn 2026-2028", "Sở Tài chính", "Sở Xây dựng, Sở Giáo dục và Đào tạo",
         "31/12/2025", "Tờ trình"),
        ("4", "Vận động tài trợ thiết bị dạy học", "Ủy ban MTTQ Việt Nam tỉnh", "Hội Khuyến học tỉnh",
         "Hằng năm", "Kế hoạch"),
    ),
    header_rows=2,
    widths_cm=(1.2, 4.2, 3.2, 3.2, 2.5, 2.0),
    merges=((2, 1, 2, 5), (5, 1, 5, 5)),
)  # fmt: skip


def _write() -> Document:
    document = layout.new_document()
    layout.add_head(document, HEAD)
    subject = (
        "Kiên cố hóa trường học và bảo đảm thiết bị dạy học",
        "giai đoạn 2025-2028 trên địa bàn tỉnh Quảng Trị",
    )
    layout.add_title(document, "KẾ HOẠCH", subject)
    layout.add_body(document, BODY)
    recipients = (
        "- Bộ Giáo dục và Đào tạo (b/c);", "- TT Tỉnh ủy, TT HĐND tỉnh;", "- CT, các PCT UBND tỉnh;",
        "- Các sở, ban, ngành cấp tỉnh;", "- UBND các xã, phường;", "- Lưu: VT, KGVX (Tú).",
    )  # fmt: skip
    offices = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    layout.add_closing(document, recipients, offices, "Hồ Thị Minh Khuê")
    layout.start_page(document)
    reference = "(Kèm theo Kế hoạch số           /KH-UBND ngày       /8/2025 của Ủy ban nhân dân tỉnh)"
    layout.add_appendix_title(document, "PHỤ LỤC", ("DANH MỤC NHIỆM VỤ TRỌNG TÂM",), reference)
    layout.add_grid(document, TASKS)
    return document


def build(folder: Path) -> None:
    """Write kh-tinh.docx and its rendering kh-tinh-pdf.pdf into `folder`."""
    save_docx(_write(), folder / "kh-tinh.docx")
    save_pdf(_write(), folder / "kh-tinh-pdf.pdf")
