"""thong-tu.pdf: an invented circular of a ministry, a legal normative text that is to be refused."""

from pathlib import Path

from corpus.building import layout
from corpus.building.files import save_pdf

HEAD = layout.Head(
    issuer=("BỘ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"),
    number="Số: 188/2025/TT-BNNMT",
    place_date="Hà Nội, ngày 28 tháng 11 năm 2025",
)
BODY = """
~ Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;
~ Căn cứ Nghị định số 35/2025/NĐ-CP ngày 25 tháng 02 năm 2025 của Chính phủ quy định chức năng, nhiệm vụ, \
quyền hạn và cơ cấu tổ chức của Bộ Nông nghiệp và Môi trường;
~ Theo đề nghị của Cục trưởng Cục Quản lý và Xây dựng công trình thủy lợi;
~ Bộ trưởng Bộ Nông nghiệp và Môi trường ban hành Thông tư quy định về sổ nhật ký vận hành hồ chứa nhỏ.
= Chương I
= QUY ĐỊNH CHUNG
# Điều 1. Phạm vi điều chỉnh
Thông tư này quy định việc lập, ghi chép, lưu giữ sổ nhật ký vận hành đối với hồ chứa nước có dung tích \
dưới 500.000 m3.
# Điều 2. Đối tượng áp dụng
Thông tư này áp dụng đối với tổ chức, cá nhân quản lý, khai thác hồ chứa nước nhỏ và Ủy ban nhân dân cấp xã.
= Chương II
= LẬP VÀ GHI SỔ
# Điều 3. Nội dung của sổ nhật ký
1. Mực nước hồ lúc 07 giờ và 19 giờ hằng ngày trong mùa lũ.
2. Thời điểm, độ mở cửa cống lấy nước; hiện tượng thấm, sạt, nứt.
# Điều 4. Trách nhiệm báo cáo
Đơn vị quản lý gửi báo cáo về Ủy ban nhân dân cấp xã trước ngày 05 hằng tháng.
= Chương III
= ĐIỀU KHOẢN THI HÀNH
# Điều 5. Hiệu lực thi hành
Thông tư này có hiệu lực thi hành kể từ ngày 15 tháng 01 năm 2026.
# Điều 6. Trách nhiệm thi hành
Chánh Văn phòng Bộ, Thủ trưởng các đơn vị thuộc Bộ và các tổ chức, cá nhân liên quan chịu trách nhiệm thi \
hành Thông tư này./.
"""


def build(folder: Path) -> None:
    """Write thong-tu.pdf into `folder`."""
    document = layout.new_document()
    layout.add_head(document, HEAD)
    layout.add_title(document, "THÔNG TƯ", ("Quy định về sổ nhật ký vận hành hồ chứa nước nhỏ",))
    layout.add_body(document, BODY)
    recipients = ("- Văn phòng Chính phủ;", "- UBND các tỉnh, thành phố;", "- Công báo;", "- Lưu: VT, TL.")
    layout.add_closing(document, recipients, ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "Đoàn Khánh Tường")
    save_pdf(document, folder / "thong-tu.pdf")
