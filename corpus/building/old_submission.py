"""ttr-huyen-2017.pdf: a district's submission in the layout of Thông tư 01/2011/TT-BNV."""

from pathlib import Path

from corpus.building import layout
from corpus.building.files import save_pdf

HEAD = layout.Head(
    issuer=("ỦY BAN NHÂN DÂN", "HUYỆN CẨM KHÊ"),
    number="Số: 38/TTr-UBND",
    place_date="Cẩm Khê, ngày 14 tháng 3 năm 2017",
)
BODY = """
+ Kính gửi:
+ - Ủy ban nhân dân tỉnh Phú Thọ;
+ - Sở Nông nghiệp và Phát triển nông thôn.
Căn cứ Nghị định số 72/2007/NĐ-CP ngày 07 tháng 5 năm 2007 của Chính phủ về quản lý an toàn đập;
Căn cứ Quyết định số 3094/QĐ-UBND ngày 22 tháng 11 năm 2016 của Ủy ban nhân dân tỉnh Phú Thọ về việc phân \
cấp quản lý công trình thủy lợi;
Xét đề nghị của Ủy ban nhân dân xã Tùng Khê tại Tờ trình số 05/TTr-UBND ngày 20 tháng 02 năm 2017,
Ủy ban nhân dân huyện Cẩm Khê trình Ủy ban nhân dân tỉnh xem xét, hỗ trợ kinh phí như sau:
# I. HIỆN TRẠNG CÔNG TRÌNH
# 1. Đập Dộc Xoan
Đập đất cao 9,5 m, dung tích 480.000 m3, tưới cho 126 ha lúa hai vụ. Mái thượng lưu sạt lở dài 42 m; cống \
lấy nước bị rò rỉ từ năm 2014, đã xử lý tạm 03 lần nhưng chưa dứt điểm.
# 2. Đập Gò Lim
Tràn xả lũ bằng đất đã xói sâu 1,2 m. Mùa mưa năm 2016 huyện phải di dời 34 hộ dân với 139 nhân khẩu ở hạ \
du.
# II. SỰ CẦN THIẾT ĐẦU TƯ
Cả hai đập đều xây dựng trước năm 1985. Nếu không sửa chữa trước mùa mưa, nguy cơ mất an toàn rất cao, đe \
dọa trực tiếp 212 hộ dân và tuyến đường liên xã. Ngân sách huyện chỉ cân đối được khoảng 35% tổng kinh phí.
Ủy ban nhân dân huyện đã chỉ đạo các xã chuẩn bị 600 rọ đá, 4.000 bao tải và lực lượng tại chỗ, song đây \
chỉ là biện pháp tình thế. Việc xây dựng lại cống và gia cố tràn đòi hỏi thi công liên tục trong mùa khô.
# III. QUY MÔ VÀ KINH PHÍ
Tổng kinh phí sửa chữa dự kiến 6.870.000.000 đồng, trong đó đập Dộc Xoan 4.120.000.000 đồng, đập Gò Lim \
2.750.000.000 đồng. Thời gian thực hiện từ tháng 4 đến tháng 8 năm 2017.
# IV. ĐỀ NGHỊ
1. Ủy ban nhân dân tỉnh hỗ trợ 4.500.000.000 đồng từ nguồn dự phòng ngân sách tỉnh năm 2017.
2. Sở Nông nghiệp và Phát triển nông thôn cử cán bộ kỹ thuật giúp huyện lập phương án phòng lũ cho hạ du.
Ủy ban nhân dân huyện Cẩm Khê kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./.
"""


def build(folder: Path) -> None:
    """Write ttr-huyen-2017.pdf into `folder`."""
    document = layout.new_document(before_2020=True)
    layout.add_head(document, HEAD)
    layout.add_title(document, "TỜ TRÌNH", ("Về việc hỗ trợ kinh phí sửa chữa đập Dộc Xoan và đập Gò Lim",))
    layout.add_body(document, BODY)
    recipients = (
        "- Như trên;",
        "- TTr. Huyện ủy, HĐND huyện;",
        "- CT, các PCT UBND huyện;",
        "- Lưu: VT, NN.",
    )
    layout.add_closing(document, recipients, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Bùi Xuân Trạch")
    save_pdf(document, folder / "ttr-huyen-2017.pdf")
