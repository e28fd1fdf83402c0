"""cv-tinh-signed.pdf: an official letter whose number and day are drawn only by signature fields."""

from pathlib import Path

from corpus.building import layout
from corpus.building.files import render
from corpus.building.marks import Mark, after_word, draw

GAP = "\u00a0"
HEAD = layout.Head(
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH ĐẮK LẮK"),
    number=f"Số:{GAP * 12}/UBND-VX",
    place_date=f"Đắk Lắk, ngày{GAP * 7}tháng 5 năm 2026",
    about="V/v tăng cường phòng, chống đuối nước cho trẻ em dịp nghỉ hè năm 2026",
)
BODY = """
+ Kính gửi:
+ - Các sở, ban, ngành;
+ - Công an tỉnh;
+ - Ủy ban nhân dân các xã, phường.
Trong 4 tháng đầu năm 2026, trên địa bàn tỉnh đã xảy ra 09 vụ đuối nước làm 11 trẻ em tử vong, chủ yếu tại \
hồ, đập thủy lợi và ao chứa nước tưới. Thực hiện Chỉ thị số 17/CT-TTg ngày 16/5/2016 của Thủ tướng Chính \
phủ, xét đề nghị của Sở Y tế tại Tờ trình số 128/TTr-SYT ngày 05/5/2026, Chủ tịch Ủy ban nhân dân tỉnh có \
ý kiến như sau:
# 1. Sở Giáo dục và Đào tạo
a) Chỉ đạo các trường bàn giao học sinh về sinh hoạt hè tại nơi cư trú trước ngày 31/5/2026.
b) Phối hợp mở tối thiểu 150 lớp dạy bơi an toàn, ưu tiên xã có nhiều hồ, đập.
# 2. Sở Nông nghiệp và Môi trường
Rà soát, cắm biển cảnh báo tại 100% hồ, đập do đơn vị quản lý; hoàn thành trong tháng 6 năm 2026.
# 3. Ủy ban nhân dân các xã, phường
a) Phân công người trực tại các điểm nước sâu vào giờ cao điểm buổi chiều.
b) Vận động các hộ rào chắn ao, hố chứa nước trong rẫy; xử lý nghiêm chủ công trình để hố sâu không che \
chắn.
Giao Sở Y tế theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân tỉnh trước ngày 15/9/2026./.
"""


def build(folder: Path) -> None:
    """Write cv-tinh-signed.pdf into `folder`."""
    document = layout.new_document()
    layout.add_head(document, HEAD)
    layout.add_body(document, BODY)
    layout.add_closing(
        document,
        ("- Như trên;", "- CT, các PCT UBND tỉnh;", "- Báo và Đài PTTH tỉnh;", "- Lưu: VT, VX (Hg-14b)."),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Y Thanh Byă Niê",
    )
    pdf = render(document)
    number_left, number_bottom = after_word(pdf, "Số:")
    day_left, day_bottom = after_word(pdf, "ngày")
    marks = (
        Mark(("3521",), number_left + 6, number_bottom - 2.5, 1.2, 13, field="So_cong_van"),
        Mark(("11",), day_left + 6, day_bottom - 2.5, 0.8, 13, italic=True, field="Ngay_cong_van"),
    )
    draw(pdf, marks, folder / "cv-tinh-signed.pdf")
