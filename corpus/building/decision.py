"""qd-tinh.docx: an individual decision with legal bases, four articles and a list of members."""

from pathlib import Path

from corpus.building import layout
from corpus.building.files import save_docx

HEAD = layout.Head(
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH CÀ MAU"),
    number="Số: 277/QĐ-UBND",
    place_date="Cà Mau, ngày 03 tháng 02 năm 2026",
)
BASES = """
~ Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
~ Căn cứ Luật Đầu tư công ngày 29/11/2024;
~ Căn cứ Nghị định số 85/2025/NĐ-CP ngày 08/4/2025 của Chính phủ quy định chi tiết thi hành một số điều \
của Luật Đầu tư công;
~ Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 61/TTr-STC ngày 29/01/2026.
"""
ARTICLES = """
**Điều 1.** Thành lập Tổ công tác đôn đốc giải ngân vốn đầu tư công năm 2026 (sau đây gọi là Tổ công tác), \
gồm 05 thành viên có tên trong danh sách kèm theo.
# Điều 2. Nhiệm vụ của Tổ công tác
1. Kiểm tra hiện trường ít nhất 02 lần mỗi tháng đối với các dự án giải ngân dưới 30%.
2. Đề xuất điều chuyển vốn của dự án chậm trước ngày 30/9/2026.
# Điều 3. Chế độ làm việc
Các thành viên làm việc kiêm nhiệm; Sở Tài chính bảo đảm điều kiện hoạt động. Tổ công tác tự giải thể sau \
khi hoàn thành nhiệm vụ.
**Điều 4.** Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Tài chính, Thủ trưởng các đơn vị liên quan \
và các thành viên Tổ công tác chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.
"""
MEMBERS = layout.Grid(
    rows=(
        ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ"),
        ("1", "Ông Lâm Quốc Sự", "Phó Chủ tịch Ủy ban nhân dân tỉnh", "Tổ trưởng"),
        ("2", "Bà Tăng Mỹ Phượng", "Phó Giám đốc Sở Tài chính", "Tổ phó"),
        ("3", "Ông Danh Hoàng Út", "Phó Giám đốc Sở Xây dựng", "Thành viên"),
        ("4", "Bà Kiều Thị Diễm", "Trưởng phòng Tổng hợp, Kho bạc Nhà nước khu vực", "Thành viên"),
        ("5", "Ông Quách Văn Tính", "Chuyên viên Văn phòng Ủy ban nhân dân tỉnh", "Thư ký"),
    ),
    header_rows=1,
    widths_cm=(1.2, 4.6, 7.2, 3.2),
    points=13,
)


def build(folder: Path) -> None:
    """Write qd-tinh.docx into `folder`."""
    document = layout.new_document()
    layout.add_head(document, HEAD)
    subject = ("Về việc thành lập Tổ công tác đôn đốc giải ngân", "vốn đầu tư công năm 2026")
    layout.add_title(document, "QUYẾT ĐỊNH", subject)
    layout.add_centred(document, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU")
    layout.add_body(document, BASES)
    layout.add_centred(document, "QUYẾT ĐỊNH:", before=6)
    layout.add_body(document, ARTICLES)
    recipients = (
        "- Như Điều 4;",
        "- TT Tỉnh ủy, TT HĐND tỉnh;",
        "- Cổng Thông tin điện tử tỉnh;",
        "- Lưu: VT, TC (Ph).",
    )
    layout.add_closing(document, recipients, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lâm Quốc Sự")
    layout.start_page(document)
    reference = (
        "(Kèm theo Quyết định số 277/QĐ-UBND ngày 03/02/2026 của Chủ tịch Ủy ban nhân dân tỉnh Cà Mau)"
    )
    layout.add_appendix_title(document, "DANH SÁCH", ("THÀNH VIÊN TỔ CÔNG TÁC",), reference)
    layout.add_grid(document, MEMBERS)
    save_docx(document, folder / "qd-tinh.docx")
