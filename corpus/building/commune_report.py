"""bc-xa.pdf: a commune's report on its collaborators, with the 17-column form on a landscape page."""

from pathlib import Path

from corpus.building import layout
from corpus.building.files import save_pdf

HEAD = layout.Head(
    issuer=("ỦY BAN NHÂN DÂN", "XÃ QUỲ HỢP"),
    number="Số: 96/BC-UBND",
    place_date="Quỳ Hợp, ngày 07 tháng 4 năm 2026",
)
BODY = """
+ Kính gửi: Sở Y tế tỉnh Nghệ An.
Thực hiện Công văn số 1190/SYT-BTXH ngày 23/3/2026 của Sở Y tế về việc tổng kết thi hành Thông tư số \
07/2013/TT-BLĐTBXH ngày 24/5/2013 của Bộ Lao động - Thương binh và Xã hội quy định tiêu chuẩn nghiệp vụ \
cộng tác viên công tác xã hội, Ủy ban nhân dân xã Quỳ Hợp báo cáo kết quả như sau:
# I. ĐẶC ĐIỂM TÌNH HÌNH
Xã Quỳ Hợp được thành lập từ ngày 01/7/2025 trên cơ sở nhập thị trấn và ba xã lân cận, có 29 xóm, bản với \
7.418 hộ, 31.260 nhân khẩu, trong đó 41,3% là đồng bào dân tộc Thái và Thổ. Đối tượng đang hưởng trợ cấp \
xã hội hằng tháng là 1.027 người.
# II. KẾT QUẢ THI HÀNH THÔNG TƯ
# 1. Công tác triển khai
- Ủy ban nhân dân xã đã phổ biến nội dung Thông tư số 07/2013/TT-BLĐTBXH tại hội nghị giao ban tháng \
9/2025, giao Phòng Văn hóa - Xã hội làm đầu mối theo Quyết định số 214/QĐ-UBND ngày 18/8/2025.
- Nội dung về nghề công tác xã hội được phát trên hệ thống truyền thanh 02 lần mỗi tuần bằng tiếng phổ \
thông và tiếng Thái.
# 2. Đội ngũ cộng tác viên
- Toàn xã có 02 cộng tác viên công tác xã hội, cùng làm theo hợp đồng do Chủ tịch Ủy ban nhân dân xã ký.
- Trong năm, hai cộng tác viên đã thu thập thông tin ban đầu của 163 trường hợp cần trợ giúp, chuyển tuyến \
21 trường hợp đến cơ sở trợ giúp xã hội, đạt 105% kế hoạch.
# 3. Tồn tại, khó khăn
- Địa bàn rộng, nhiều bản xa trung tâm trên 20 km, chi phí đi lại cộng tác viên phải tự chi trả.
- Người có trình độ đúng chuyên ngành công tác xã hội ở địa phương rất ít.
# III. ĐỀ XUẤT, KIẾN NGHỊ
- Đề nghị Ủy ban nhân dân tỉnh ban hành mức phụ cấp cộng tác viên tối thiểu bằng mức lương cơ sở, áp dụng \
từ năm 2027.
- Đề nghị Sở Y tế mở lớp đào tạo trung cấp công tác xã hội theo hình thức vừa làm vừa học cho các xã vùng \
cao.
- Kiến nghị Bộ Y tế sớm thay thế Thông tư số 07/2013/TT-BLĐTBXH cho phù hợp với mô hình chính quyền địa \
phương hai cấp.
Trên đây là báo cáo của Ủy ban nhân dân xã Quỳ Hợp, kính gửi Sở Y tế xem xét, tổng hợp./.
"""
TOP = (
    "STT", "Xã/phường", "Tổng số cộng tác viên", "Đơn vị tuyển dụng quản lý", "Công việc được giao (ghi rõ)",
    "Thời gian tuyển dụng", "Hình thức tuyển dụng", "Trình độ đào tạo", "", "", "",
    "Chuyên ngành đào tạo", "", "", "", "Mức phụ cấp", "Ghi chú",
)  # fmt: skip
SECOND = (
    "", "", "", "", "", "", "", "Cử nhân", "Cao đẳng", "Trung cấp", "Chưa được đào tạo", "Công tác xã hội",
    "Xã hội học", "Tâm lý xã hội", "Chuyên ngành khác", "", "",
)  # fmt: skip
PEOPLE = (
    ("1", "Xã Quỳ Hợp", "2", "UBND xã Quỳ Hợp", "Phụ trách 15 xóm, bản phía Bắc", "01/10/2025",
     "Hợp đồng lao động", "x", "", "", "", "x", "", "", "", "2.340.000", "Lương Thị Thắm"),
    ("", "", "", "UBND xã Quỳ Hợp", "Phụ trách 14 xóm, bản phía Nam", "01/10/2025",
     "Hợp đồng lao động", "", "", "x", "", "", "", "", "x", "2.340.000", "Vi Văn Quyền, trung cấp Y sĩ"),
)  # fmt: skip
TALL_COLUMNS = (*range(7), 15, 16)
HEADER_MERGES = (*((0, column, 1, column) for column in TALL_COLUMNS), (0, 7, 0, 10), (0, 11, 0, 14))


def form(*people: tuple[str, ...]) -> layout.Grid:
    """The 17-column form of two persons of one commune."""
    return layout.Grid(
        rows=(TOP, SECOND, *people),
        header_rows=2,
        widths_cm=(1.1, 1.6, 1.5, 1.9, 2.6, 2.0, 1.7, 1.2, 1.3, 1.3, 1.4, 1.4, 1.2, 1.3, 1.7, 1.7, 1.9),
        merges=(*HEADER_MERGES, (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2)),
        points=9,
    )


def build(folder: Path) -> None:
    """Write bc-xa.pdf into `folder`."""
    document = layout.new_document()
    layout.add_head(document, HEAD)
    layout.add_title(
        document, "BÁO CÁO", ("Tổng kết thi hành Thông tư số 07/2013/TT-BLĐTBXH", "trên địa bàn xã Quỳ Hợp")
    )
    layout.add_body(document, BODY)
    layout.add_closing(
        document,
        ("- Như trên;", "- TT Đảng ủy, TT HĐND xã;", "- Chủ tịch, các PCT UBND xã;", "- Lưu: VT, VHXH."),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Hoàng Nghĩa Tuệ",
    )
    layout.start_landscape(document)
    title = ("TỔNG HỢP ĐỘI NGŨ CỘNG TÁC VIÊN CÔNG TÁC XÃ HỘI XÃ QUỲ HỢP",)
    reference = "(Kèm theo Báo cáo số 96/BC-UBND ngày 07 tháng 4 năm 2026 của Ủy ban nhân dân xã Quỳ Hợp)"
    layout.add_appendix_title(document, "Phụ lục", title, reference)
    layout.add_grid(document, form(*PEOPLE))
    save_pdf(document, folder / "bc-xa.pdf")
