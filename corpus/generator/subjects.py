"""Subjects (trích yếu) of every type, and the lines they are printed in."""

from corpus.generator.prose import Writer


def draw_subject(writer: Writer, type_: str) -> str:
    """The subject; that of a letter sometimes names other documents with numbers and dates."""
    chance = writer.chance
    topic = writer.plain(chance.pick(writer.field["topics"]))
    year, month = writer.date.year, f"{writer.date.month:02d}"
    half = f" 6 tháng đầu năm {year}" if writer.date.month > 5 else f" năm {year - (type_ == 'BC')}"
    period = chance.pick(("", f" năm {year}", half, f" tháng {month}/{year}"))
    if str(writer.date.year) in topic or "quý" in topic:
        period = ""
    if type_ == "CV":
        lead = chance.pick(
            ("triển khai", "tăng cường", "báo cáo kết quả", "phối hợp thực hiện", "đôn đốc thực hiện")
        )
        about = f"{lead} {topic}{period}"
        if chance.odds(0.25):
            day = writer.before(60)
            letter = f"{chance.number(100, 3000)}/{writer.body.symbol}-TH ngày {day:%d/%m/%Y}"
            about = f"{lead} Công văn số {letter} về {topic}"
        return about
    leads = {
        "BC": ("Kết quả", "Tình hình, kết quả", "Về kết quả", "Sơ kết", "Về việc thực hiện"),
        "KH": ("Triển khai", "Thực hiện", "Về tăng cường", "Tổ chức"),
        "TTr": ("Về việc phê duyệt kinh phí", "Về việc đề nghị hỗ trợ", "Về việc ban hành kế hoạch"),
        "TB": ("Kết luận của đồng chí lãnh đạo tại cuộc họp về", "Về việc tổ chức", "Về lịch kiểm tra"),
        "QĐ": ("Về việc ban hành Kế hoạch", "Về việc kiện toàn Ban Chỉ đạo", "Về việc phê duyệt dự toán"),
        "CT": ("Về việc tăng cường", "Về đẩy mạnh"),
        "HD": ("Về việc thực hiện", "Thực hiện một số nội dung về"),
        "GM": ("Dự hội nghị về", "Họp bàn về"),
        "CTr": ("Hành động thực hiện", "Công tác về"),
    }
    return f"{chance.pick(leads[type_])} {topic}{period}"


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Lines of whole words."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)
