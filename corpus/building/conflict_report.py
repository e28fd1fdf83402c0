"""bc-conflict.docx: a report that contradicts itself on purpose.

The text counts three collaborators, the appendix two; the appendix names another number than the head;
the letter carried out is dated after the report; the day of the head lacks its zero; one collaborator is
untrained.
"""

from pathlib import Path

from corpus.building import layout
from corpus.building.commune_report import form
from corpus.building.files import save_docx

HEAD = layout.Head(
    issuer=("ỦY BAN NHÂN DÂN", "XÃ BUÔN ĐÔN"),
    number="Số: 45/BC-UBND",
    place_date="Buôn Đôn, ngày 6 tháng 4 năm 2026",
)
BODY = """
+ Kính gửi: Sở Y tế tỉnh Đắk Lắk.
Thực hiện Công văn số 977/SYT-BTXH ngày 09/4/2026 của Sở Y tế về việc đánh giá đội ngũ làm công tác xã hội \
ở cơ sở, Ủy ban nhân dân xã Buôn Đôn báo cáo như sau:
# 1. Tình hình chung
Xã có 22 buôn, thôn với 5.107 hộ; tỷ lệ hộ nghèo đầu năm 2026 còn 14,6%.
# 2. Kết quả thực hiện
a) Xã đã bố trí 03 cộng tác viên công tác xã hội, thực hiện đầy đủ nhiệm vụ theo Thông tư số \
07/2013/TT-BLĐTBXH ngày 24/5/2013.
b) Trong quý I, các cộng tác viên đến thăm 88 hộ có người khuyết tật, giúp 12 trẻ em bỏ học trở lại lớp.
# 3. Khó khăn
Địa bàn biên giới rộng, đường vào hai buôn ven sông thường bị chia cắt trong mùa mưa.
# 4. Đề nghị
a) Đề nghị Sở Y tế cấp phát tài liệu truyền thông song ngữ Việt - Ê Đê.
b) Đề nghị Sở Y tế mở lớp bồi dưỡng cho cộng tác viên chưa qua đào tạo ngay trong năm 2026.
Ủy ban nhân dân xã Buôn Đôn báo cáo để Sở Y tế tổng hợp./.
"""
PEOPLE = (
    ("1", "Xã Buôn Đôn", "2", "UBND xã Buôn Đôn", "Theo dõi 11 buôn phía Đông", "01/9/2025", "Hợp đồng",
     "", "x", "", "", "", "x", "", "", "2.340.000", "H'Nguôm Êban"),
    ("", "", "", "UBND xã Buôn Đôn", "Theo dõi 11 buôn, thôn còn lại", "01/3/2026", "Hợp đồng",
     "", "", "", "x", "", "", "", "", "2.340.000", "Y Bhem Knul"),
)  # fmt: skip


def build(folder: Path) -> None:
    """Write bc-conflict.docx into `folder`."""
    document = layout.new_document()
    layout.add_head(document, HEAD)
    layout.add_title(document, "BÁO CÁO", ("Đánh giá đội ngũ cộng tác viên công tác xã hội xã Buôn Đôn",))
    layout.add_body(document, BODY)
    recipients = ("- Như trên;", "- TT. Đảng ủy xã;", "- Lưu: VT.")
    layout.add_closing(document, recipients, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Y Wơn Hđơk")
    layout.start_landscape(document)
    reference = "(Kèm theo Báo cáo số 54/BC-UBND ngày 6 tháng 4 năm 2026 của UBND xã Buôn Đôn)"
    layout.add_appendix_title(document, "PHỤ LỤC", ("TỔNG HỢP CỘNG TÁC VIÊN CÔNG TÁC XÃ HỘI",), reference)
    layout.add_grid(document, form(*PEOPLE))
    save_docx(document, folder / "bc-conflict.docx")
