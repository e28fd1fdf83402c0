"""Head, signature and recipients of a document."""

import datetime

from corpus.generator.bodies import Body
from corpus.generator.chance import Chance
from corpus.generator.plan import Copy, Head, Layout, Signer
from corpus.generator.prose import Writer, invent_person

TYPE_NAMES = {
    "BC": "BÁO CÁO", "KH": "KẾ HOẠCH", "TTr": "TỜ TRÌNH", "TB": "THÔNG BÁO", "QĐ": "QUYẾT ĐỊNH", "CT": "CHỈ THỊ",
    "HD": "HƯỚNG DẪN", "GM": "GIẤY MỜI", "CTr": "CHƯƠNG TRÌNH", "CV": "",
}  # fmt: skip


def notation_of(body: Body, type_: str, desk: str) -> str:
    """The symbol: type and body, for a letter body and desk; the Party writes type/body."""
    if body.party:
        return f"{type_}/{body.symbol}"
    return f"{body.symbol}-{desk}" if type_ == "CV" else f"{type_}-{body.symbol}"


def draw_head(writer: Writer, type_: str, kind: str, subject: tuple[str, ...]) -> Head:
    """The head; Word files are often drafts whose number and day are still open."""
    chance, body, date = writer.chance, writer.body, writer.date
    draft = chance.odds({"docx": 0.35, "txt": 0.08, "pdf": 0.05, "scan": 0.0}[kind])
    number = chance.number(1, 400) if chance.odds(0.7) else chance.number(400, 6000)
    status = "blank" if draft else "present"
    if kind == "txt" and not draft and chance.odds(0.1):
        status = "struck_out"
    padded = f"{number:02d}" if chance.odds(0.9) or number < 10 else f"{number:03d}"
    day, month = _draw_day(writer, draft)
    return Head(
        body.parent, body.issuer, notation_of(body, type_, body.desk), body.place, date.year,
        number="" if draft else padded, number_status=status, month=month, day=day, party=body.party,
        colon=chance.odds(0.95), spaced=chance.odds(0.12),
        about=subject if type_ == "CV" else (),
        urgency=chance.pick(("KHẨN", "HỎA TỐC", "THƯỢNG KHẨN", "Hỏa tốc")) if chance.odds(0.05) else None,
        secrecy="MẬT" if chance.odds(0.015) else None,
    )  # fmt: skip


def _draw_day(writer: Writer, draft: bool) -> tuple[str, str]:
    """Day and month as printed; a draft mostly leaves the day open, or both."""
    chance, date = writer.chance, writer.date
    month = f"{date.month:02d}" if date.month < 3 or chance.odds(0.25) else str(date.month)
    day = f"{date.day:02d}"
    return chance.pick((("", month), ("", month), ("", ""), (day, month))) if draft else (day, month)


def draw_signers(writer: Writer, type_: str) -> tuple[Signer, ...]:
    """The signature block by NĐ 30/2020, Điều 13, and as it is often written."""
    chance, body = writer.chance, writer.body
    head, deputy = body.posts
    rank = chance.pick(("Trung tá ", "Thiếu tá ", "Đại úy ", "")) if body.kind == "police" else ""
    name = invent_person(chance)
    way = chance.weighted({"head": 4, "deputy": 5, "order": 0.8, "order_deputy": 0.4, "authorised": 0.4})
    authority = body.authority
    if type_ in {"CV", "GM"} and authority and not body.party and chance.odds(0.3):
        authority = None
    if body.party:
        return (Signer(authority, None, head if way == "head" else deputy, name),)
    if way == "deputy":
        return (Signer(authority, f"KT. {head}", deputy, name, rank),)
    if way == "head" or type_ in {"QĐ", "CT"} or body.kind in {"council", "front", "school", "police"}:
        return (Signer(authority, None, head, name, rank),)
    return (_below_head(way, body, head, name),)


def _below_head(way: str, body: Body, head: str, name: str) -> Signer:
    """A signer of the office below the head: authorised (TUQ.), or by order (TL.), also for the chief of the office."""
    small = body.kind in {"division", "district_division", "unit"}
    office, room = ("TRƯỞNG BỘ PHẬN", "HÀNH CHÍNH") if small else ("CHÁNH VĂN PHÒNG", "TỔNG HỢP")
    if way == "authorised":
        return Signer(f"TUQ. {head}", None, f"TRƯỞNG PHÒNG {room}", name)
    if way == "order_deputy":
        return Signer(f"TL. {head}", f"KT. {office}", f"PHÓ {office}", name)
    return Signer(f"TL. {head}", None, office, name)


def draw_recipients(writer: Writer, has_addressee: bool) -> tuple[str, ...]:
    """The lines under Nơi nhận, the archive last."""
    chance, body = writer.chance, writer.body
    kind = body.area.split(" ")[0] if not body.area.startswith("thành phố") else "thành phố"
    lines = ["Như trên"] if has_addressee and chance.odds(0.85) else []
    others = [
        *body.above, f"TT. Đảng ủy, TT. HĐND {kind}", f"CT, các PCT UBND {kind}", *body.below[:2],
        f"Cổng TTĐT {kind}", f"Ủy ban MTTQ Việt Nam {kind}", "Các cơ quan, đơn vị liên quan",
    ]  # fmt: skip
    notes = ("", "", "", " (b/c)", " (để b/c)", " (để th/h)", " (p/h)")
    lines += [line + chance.pick(notes) for line in chance.some(others, chance.number(1, 5))]
    keeper = "VPĐU" if body.party else "VT"
    tail = chance.pick(
        ("", f", {body.desk}", f", {body.desk}", f", {body.desk} ({chance.number(2, 9):02d}b)")
    )
    return (*lines, f"Lưu: {keeper}{tail}")


def draw_layout(writer: Writer, split: str, scheme: str, kind: str) -> Layout:
    """The page; the style of pasted text belongs to it. Before 5/3/2020 the page number stood below."""
    chance = writer.chance
    styles = {
        "train": {"lines": 3, "columns": 1.5, "markdown": 1.5, "markdown-table": 1, "lost-head": 0.6},
        "dev": {"lines": 3, "columns": 1.5, "markdown": 1, "blank-lines": 1, "lost-head": 0.6},
        "test": {
            "lines": 2,
            "columns": 1.5,
            "markdown": 1,
            "blank-lines": 1,
            "right-first": 1,
            "lost-head": 0.5,
        },
    }
    return Layout(
        scheme,
        before_2020=writer.date < datetime.date(2020, 3, 5),
        points=chance.pick((13, 13.5, 14, 14)),
        old_tone_title=chance.odds(0.15),
        left_cm=chance.pick({"train": (6.2, 6.6), "dev": (6.4, 7.0), "test": (5.8, 6.9)}[split]),
        running_head=f"{writer.body.short} - {writer.field['work']}" if chance.odds(0.04) else "",
        bare=chance.odds(0.12),
        text_style=chance.weighted(styles[split]) if kind == "txt" else "lines",
    )


def draw_copy(chance: Chance, head: Head, body: Body, day: datetime.date) -> Copy:
    """A copy block (sao y) with a number, date, signer of its own below the document."""
    later = day + datetime.timedelta(days=chance.number(1, 20))
    lines = (
        "SAO Y",
        body.name.upper(),
        f"Số: {chance.number(10, 900)}/SY-{body.symbol}",
        f"{head.place}, ngày {later.day:02d} tháng {later.month:02d} năm {later.year}",
    )
    return Copy(lines, ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), invent_person(chance))
