"""tb-tinh.pdf: a notice signed by order of the chair, with a gazette's stamp drawn by an annotation."""

from pathlib import Path

from corpus.building import layout
from corpus.building.files import render
from corpus.building.marks import Mark, draw

HEAD = layout.Head(
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH BÌNH ĐỊNH"),
    number="Số: 04/TB-UBND",
    place_date="Bình Định, ngày 08 tháng 01 năm 2025",
)
STAMP = Mark(
    lines=(
        "Người ký: TRUNG TÂM CÔNG BÁO TỈNH",
        "Cơ quan: VĂN PHÒNG ỦY BAN NHÂN DÂN",
        "Thời gian ký: 09.01.2025 10:21:11 +07:00",
    ),
    left=400,
    bottom=803,
    width_cm=6.2,
    points=8,
)
BODY = """
Ngày 03/01/2025, tại Trụ sở Ủy ban nhân dân tỉnh, Phó Chủ tịch Ủy ban nhân dân tỉnh Ngô Đức Thiện chủ trì \
họp về tiến độ các dự án cấp nước sạch nông thôn. Sau khi nghe Sở Nông nghiệp và Phát triển nông thôn báo \
cáo (Báo cáo số 6/BC-SNN ngày 02/01/2025) và ý kiến các thành viên dự họp, Phó Chủ tịch Ủy ban nhân dân \
tỉnh kết luận:
# 1. Về đánh giá chung
Năm 2024 có thêm 5.930 hộ được dùng nước máy, nâng tỷ lệ hộ nông thôn dùng nước sạch lên 81,7%. Tuy nhiên \
còn 03 dự án chậm trên 6 tháng do vướng mặt bằng.
# 2. Về nhiệm vụ trong thời gian tới
- Sở Nông nghiệp và Phát triển nông thôn làm việc với từng chủ đầu tư, chốt tiến độ từng hạng mục trước \
ngày 20/01/2025.
- Ủy ban nhân dân các huyện Tuy Phước, Phù Cát hoàn thành bồi thường, bàn giao mặt bằng trong quý I năm \
2025.
- Sở Tài chính tham mưu điều chỉnh vốn từ dự án chậm sang dự án có khối lượng, theo Nghị quyết số \
59/NQ-HĐND ngày 06/12/2024 của Hội đồng nhân dân tỉnh.
# 3. Về chế độ báo cáo
Các cơ quan gửi kết quả về Văn phòng Ủy ban nhân dân tỉnh vào ngày 25 hằng tháng.
Văn phòng Ủy ban nhân dân tỉnh thông báo để các cơ quan biết, thực hiện./.
"""


def build(folder: Path) -> None:
    """Write tb-tinh.pdf into `folder`."""
    document = layout.new_document()
    layout.add_head(document, HEAD)
    subject = (
        "Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh Ngô Đức Thiện",
        "tại cuộc họp về cấp nước sạch nông thôn",
    )
    layout.add_title(document, "THÔNG BÁO", subject)
    layout.add_body(document, BODY)
    recipients = (
        "- CT, các PCT UBND tỉnh;", "- Các sở: NN và PTNT, Tài chính;",
        "- UBND các huyện Tuy Phước, Phù Cát;", "- CVP, PVP KT;", "- Lưu: VT, K10.",
    )  # fmt: skip
    offices = ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    layout.add_closing(document, recipients, offices, "Lê Hoài Vũ")
    draw(render(document), (STAMP,), folder / "tb-tinh.pdf")
