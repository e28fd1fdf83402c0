"""Bodies of the other types: letter, submission, notice, decision, directive, guidance, invitation, programme."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.generator.asking import draw_asks
from corpus.generator.outline import Node, Scheme, flatten
from corpus.generator.plan import Block, Heading, Look, Para
from corpus.generator.prose import Writer
from corpus.generator.sections import Frame, listed, texts


@dataclass(frozen=True, slots=True)
class Content:
    """What stands between head and signature."""

    blocks: tuple[Block, ...]
    closing: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    below_title: str = ""


def write(writer: Writer, type_: str, frame: Frame, scheme: Scheme) -> Content:
    """The content of a document of that type."""
    return WRITERS[type_](writer, frame, scheme)


def _some_below(writer: Writer, count: int) -> tuple[str, ...]:
    return tuple(writer.chance.some(writer.body.below, count))


def _letter(writer: Writer, frame: Frame, _scheme: Scheme) -> Content:
    chance, body = writer.chance, writer.body
    upward = chance.odds(0.4)
    whom = tuple(chance.some(body.above, 1)) if upward else _some_below(writer, chance.number(1, 4))
    verb = chance.pick(("Thực hiện", "Trả lời", "Phúc đáp"))
    lead = Para(f"{verb} {writer.letter(responds=True)}, {body.name} có ý kiến như sau:")
    if upward:
        nodes = [Node("Kết quả thực hiện", "results", texts(writer, frame))]
        nodes.append(Node("Khó khăn, vướng mắc", "difficulties", listed(writer, "difficulties", 2)))
        nodes.append(Node("Kiến nghị", "proposals", tuple(draw_asks(writer, 2, "bullets"))))
        blocks: tuple[Block, ...] = (lead, *flatten(tuple(nodes), (Look("arabic"),)))
        closing = f"{body.name} báo cáo {whom[0]} xem xét, chỉ đạo./."
    elif chance.odds(0.5):
        units = _some_below(writer, 3)
        nodes = [Node(f"Giao {unit}", "other", listed(writer, "organisation", 2)) for unit in units]
        blocks = (lead, *flatten(tuple(nodes), (Look("arabic", colon=True),)))
        closing = "Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện./."
    else:
        blocks = (
            lead,
            *(
                Para(text, "item", f"{index}.")
                for index, text in enumerate(writer.phrase("next_tasks", 3), 1)
            ),
        )
        closing = f"{body.name} thông báo để các đơn vị biết, thực hiện./."
    return Content(blocks, closing, whom)


def _submission(writer: Writer, frame: Frame, scheme: Scheme) -> Content:
    body, chance = writer.body, writer.chance
    whom = (body.above[0],)
    nodes = (
        Node("Sự cần thiết", "purpose", texts(writer, frame)),
        Node(
            chance.pick(("Nội dung trình", "Nội dung đề nghị phê duyệt")),
            "content",
            listed(writer, "purposes", 2),
        ),
        Node("Kinh phí", "budget", listed(writer, "budgets", 1)),
        Node("Đề xuất, kiến nghị", "proposals", tuple(draw_asks(writer, chance.number(1, 3), "bullets"))),
    )
    bases = tuple(f"Căn cứ {writer.cite()}" for _ in range(chance.number(1, 3)))
    blocks = (Para(f"{body.name} kính trình {whom[0]} như sau:"), *flatten(nodes, scheme))
    return Content(blocks, f"{body.name} kính trình {whom[0]} xem xét, quyết định./.", whom, bases)


def _notice(writer: Writer, frame: Frame, scheme: Scheme) -> Content:
    chance, body = writer.chance, writer.body
    day = writer.before(12)
    held = (
        f"Ngày {day.day:02d}/{day.month}/{day.year}, {body.name} tổ chức cuộc họp về {writer.field['work']}."
    )
    lead = Para(f"{held} Sau khi nghe báo cáo và ý kiến của các đơn vị, chủ trì kết luận như sau:")
    if chance.odds(0.5):
        items: list[Block] = [
            Para(text, "item", f"{index}.") for index, text in enumerate(writer.phrase("next_tasks", 4), 1)
        ]
        return Content((lead, *items), f"{body.name} thông báo để các đơn vị biết, thực hiện./.")
    nodes = (
        Node("Đánh giá tình hình", "assessment", texts(writer, frame)),
        Node("Nhiệm vụ thời gian tới", "next", listed(writer, "next_tasks", 3)),
        Node("Tổ chức thực hiện", "organisation", listed(writer, "organisation", 2)),
    )
    return Content((lead, *flatten(nodes, scheme)), f"{body.name} thông báo để các đơn vị biết, thực hiện./.")


ARTICLE = Look("arabic")


def _decision(writer: Writer, _frame: Frame, _scheme: Scheme) -> Content:
    chance, body = writer.chance, writer.body
    bases = tuple(f"Căn cứ {writer.cite()}" for _ in range(chance.number(2, 5)))
    bases = (*bases, f"Theo đề nghị của {chance.pick(body.below)}")
    titled = chance.odds(0.4)
    first = "Ban hành kèm theo Quyết định này các nội dung về " + writer.field["work"] + "."
    blocks: list[Block] = [Para("QUYẾT ĐỊNH:", "centred")]
    articles: list[tuple[str, tuple[Block, ...]]] = [
        ("Phạm vi thực hiện", (Para(first),)),
        (
            "Nhiệm vụ được giao",
            tuple(
                Para(text, "item", f"{index}.")
                for index, text in enumerate(writer.phrase("organisation", 2), 1)
            ),
        ),
        ("Hiệu lực thi hành", (Para("Quyết định này có hiệu lực kể từ ngày ký."),)),
    ]
    for index, (name, content) in enumerate(articles, 1):
        blocks.append(Heading(f"Điều {index}", 1, name if titled else None, ARTICLE))
        if not titled and isinstance(content[0], Para) and content[0].mark:
            blocks.append(
                Para("Các cơ quan, đơn vị thực hiện nhiệm vụ được phân công, cụ thể theo các khoản dưới đây.")
            )
        blocks.extend(content)
    who = f"{chance.pick(body.below)} và các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này./."
    blocks.append(Heading("Điều 4", 1, "Trách nhiệm thi hành" if titled else None, ARTICLE))
    blocks.append(Para(who))
    return Content(tuple(blocks), "", (), bases)


def _directive(writer: Writer, _frame: Frame, _scheme: Scheme) -> Content:
    body = writer.body
    units = _some_below(writer, 3)
    nodes = tuple(Node(unit, "organisation", listed(writer, "organisation", 2)) for unit in units)
    lead = Para(f"{writer.paragraph(2)} Để khắc phục, {body.name} yêu cầu các cơ quan, đơn vị:")
    return Content(
        (lead, *flatten(nodes, (Look("arabic", colon=True),))), "Chỉ thị này có hiệu lực kể từ ngày ký./."
    )


def _guidance(writer: Writer, frame: Frame, scheme: Scheme) -> Content:
    nodes = (
        Node("Đối tượng áp dụng", "other", listed(writer, "requirements", 1)),
        Node("Nội dung hướng dẫn", "content", texts(writer, frame)),
        Node("Tổ chức thực hiện", "organisation", listed(writer, "organisation", 2)),
    )
    lead = Para(f"Thực hiện {writer.cite()}, {writer.body.name} hướng dẫn như sau:")
    closing = f"Trên đây là hướng dẫn của {writer.body.name}, đề nghị các đơn vị nghiên cứu, thực hiện./."
    return Content((lead, *flatten(nodes, scheme)), closing, _some_below(writer, 2))


def _invitation(writer: Writer, _frame: Frame, _scheme: Scheme) -> Content:
    chance = writer.chance
    when = f"{chance.pick(('08 giờ 00', '14 giờ 00', '13 giờ 30'))}, {writer.fill('ngày {d}')}"
    lines = (
        (f"Thời gian: {when}.", "1."),
        (f"Địa điểm: Phòng họp số {chance.number(1, 5)}, trụ sở {writer.body.short}.", "2."),
    )
    lead = Para(f"{writer.body.name} trân trọng kính mời các đồng chí đến dự họp.")
    blocks = (lead, *(Para(text, "item", mark) for text, mark in lines))
    return Content(blocks, "Rất mong các đồng chí đến dự đúng giờ./.", _some_below(writer, 3))


def _programme(writer: Writer, frame: Frame, scheme: Scheme) -> Content:
    nodes = (
        Node("Mục đích, yêu cầu", "purpose", listed(writer, "purposes", 2)),
        Node("Nội dung chương trình", "content", texts(writer, frame)),
        Node("Tổ chức thực hiện", "organisation", listed(writer, "organisation", 3)),
    )
    lead = Para(f"Thực hiện {writer.cite()}, {writer.body.name} ban hành Chương trình như sau:")
    return Content((lead, *flatten(nodes, scheme)), f"Trên đây là Chương trình của {writer.body.name}./.")


WRITERS: dict[str, Callable[[Writer, Frame, Scheme], Content]] = {
    "CV": _letter, "TTr": _submission, "TB": _notice, "QĐ": _decision, "CT": _directive, "HD": _guidance,
    "GM": _invitation, "CTr": _programme,
}  # fmt: skip
