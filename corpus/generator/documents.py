"""Whole documents: draws a body, a field and a type, and writes the plan of its pages."""

import datetime
from dataclasses import dataclass, replace

from corpus.generator import other_types, section_faults, tables
from corpus.generator.bodies import MAKERS, draw_body
from corpus.generator.chance import Chance
from corpus.generator.ends import TYPE_NAMES, draw_copy, draw_head, draw_layout, draw_recipients, draw_signers
from corpus.generator.outline import Scheme, flatten, schemes
from corpus.generator.plan import Appendix, Block, Para, Plan, Signer, Table, TableHere
from corpus.generator.prose import FIELDS, Writer, invent_person
from corpus.generator.roster import Roster, by_commune, draw_word, persons
from corpus.generator.sections import Frame, report, scheme_of_work
from corpus.generator.subjects import draw_subject, wrap

ALL_BODIES = frozenset(MAKERS)
ROSTER_BODIES = frozenset({"commune", "old_commune"})
TYPE_WEIGHTS = {
    "BC": 10,
    "KH": 5,
    "CV": 4,
    "TTr": 2,
    "TB": 1.5,
    "QĐ": 1.5,
    "CT": 0.7,
    "HD": 0.7,
    "GM": 0.7,
    "CTr": 0.7,
}
PARTY_TYPES = {"BC": 5, "KH": 3, "TTr": 1, "TB": 1}
LENGTHS = {1: 3.0, 2: 4, 4: 3, 8: 1, 22: 0.3, 48: 0.1}


@dataclass(frozen=True, slots=True)
class Draw:
    """What a document is drawn for."""

    split: str
    seed: int
    index: int
    kind: str
    section_state: str = ""
    closing: bool = True


def draw_writer(draw: Draw, chance: Chance, fault: str = "") -> Writer:
    """A body with its field and date; a fault about collaborators needs a field that has them."""
    with_roster = fault.startswith("conflict.collaborator") and chance.odds(0.8)
    body = draw_body(draw.split, chance, ROSTER_BODIES if with_roster else ALL_BODIES)
    old = body.era == "old"
    first, last = (
        (datetime.date(2013, 8, 1), datetime.date(2025, 6, 20))
        if old
        else (datetime.date(2025, 8, 1), datetime.date(2026, 10, 30))
    )
    day = first + datetime.timedelta(days=chance.number(0, (last - first).days))
    fields = [entry for entry in FIELDS if draw.split in entry.get("splits", [draw.split])]
    social = [entry for entry in fields if entry["key"] in {"social_work", "children"}]
    about_people = fault.startswith(("conflict.collaborator", "standard")) or chance.odds(0.22)
    return Writer(chance, body, chance.pick(social if about_people else fields), day)


def draw_plan(draw: Draw, fault: str = "", types: dict[str, float] | None = None) -> Plan:
    """The plan of a document; `fault` only steers what is drawn, planting it comes later."""
    chance = Chance(draw.split, draw.seed, draw.index)
    writer = draw_writer(draw, chance, fault)
    type_ = chance.weighted(types or (PARTY_TYPES if writer.body.party else TYPE_WEIGHTS))
    name, scheme = chance.pick(list(schemes(draw.split).items()))
    if writer.body.party and type_ == "CV":
        type_ = "BC"
    made = (_report if type_ == "BC" else _work_plan if type_ == "KH" else _other)(
        writer, draw, type_, scheme
    )
    subject = wrap(draw_subject(writer, type_), 30 if type_ == "CV" else chance.pick((48, 56)))
    head = draw_head(writer, type_, draw.kind, subject)
    plan = replace(
        made,
        name=f"{draw.split}-{draw.index:04d}-{draw.kind}",
        type_name=TYPE_NAMES[type_],
        head=head,
        subject=subject,
        layout=draw_layout(writer, draw.split, name, draw.kind),
        mentions=tuple(writer.mentions),
        copy=draw_copy(chance, head, writer.body, writer.date) if _is_copied(writer, draw, chance) else None,
    )
    return finish_references(_finish_head(_with_footnote(writer, plan), draw, chance))


def _with_footnote(writer: Writer, plan: Plan) -> Plan:
    """One paragraph in some plans gets a footnote that cites an act."""
    places = [index for index, block in enumerate(plan.blocks) if isinstance(block, Para) and not block.asks]
    if not places or not writer.chance.odds(0.06):
        return plan
    at = writer.chance.pick(places)
    block = plan.blocks[at]
    assert isinstance(block, Para)
    noted = replace(block, footnote=f"Theo {writer.cite()}.")
    blocks = (*plan.blocks[:at], noted, *plan.blocks[at + 1 :])
    return replace(plan, blocks=blocks, mentions=tuple(writer.mentions))


def _finish_head(plan: Plan, draw: Draw, chance: Chance) -> Plan:
    """Digits that are not typed: drawn by signature fields in a PDF, by hand or below a stamp in a scan."""
    head = plan.head
    if head.number_status != "present" or head.party or not head.day:
        return plan
    if draw.kind == "pdf" and chance.odds(0.12):
        return replace(plan, head=replace(head, number_source="signature"))
    if draw.kind == "scan" and chance.odds(0.5):
        source = chance.pick(("hand", "stamped"))
        return replace(plan, head=replace(head, number_source=source, number_status="illegible"))
    return plan


def _is_copied(writer: Writer, draw: Draw, chance: Chance) -> bool:
    return draw.kind != "docx" and writer.body.symbol == "UBND" and chance.odds(0.04)


def _base(writer: Writer, type_: str, addressees: tuple[str, ...]) -> Plan:
    body = writer.body
    return Plan(
        "", type_, "", draw_head(writer, type_, "pdf", ()), (), draw_layout(writer, "train", "", "pdf"), (),
        draw_signers(writer, type_), draw_recipients(writer, bool(addressees)), body.kind, body.era, body.area,
        addressees=addressees,
    )  # fmt: skip


def _addressees(writer: Writer, odds: float) -> tuple[str, ...]:
    chance = writer.chance
    if not chance.odds(odds):
        return ()
    return tuple(chance.some(writer.body.above, 1 if chance.odds(0.75) else 2))


def _report(writer: Writer, draw: Draw, type_: str, scheme: Scheme) -> Plan:
    chance, body = writer.chance, writer.body
    made: list[Table] = []
    appendices: list[Appendix] = []
    frame = _frame(writer, draw, scheme)
    roster = frame.roster
    if roster and roster.table:
        made.append(roster.table)
        name = f"TỔNG HỢP ĐỘI NGŨ CỘNG TÁC VIÊN CÔNG TÁC XÃ HỘI {body.area.upper()}"
        appendices.append(Appendix("Phụ lục", wrap(name, 60), "?", None, (TableHere(0),), landscape=True))
    blocks: list[Block] = [Para(_opening(writer, "báo cáo"))]
    if len(scheme) > 1 and chance.odds(0.2):
        blocks.insert(
            0,
            Para(
                f"Thực hiện {writer.cite()} và các văn bản có liên quan; {body.name} đã triển khai nhiệm vụ."
            ),
        )
    fault = section_faults.draw_fault(type_, draw.section_state, chance) if draw.section_state else None
    tree = report(writer, frame)
    blocks.extend(flatten(section_faults.plant_section(tree, fault, chance) if fault else tree, scheme))
    if not fault:
        _add_tables(writer, blocks, made, appendices)
    plan = _base(writer, type_, _addressees(writer, 0.6))
    return replace(
        plan, blocks=tuple(blocks), tables=tuple(made), appendices=tuple(appendices),
        closing=_closing(writer, "Báo cáo") if draw.closing else "", planted_sections=(fault,) if fault else (),
    )  # fmt: skip


def _frame(writer: Writer, draw: Draw, scheme: Scheme) -> Frame:
    chance = writer.chance
    length = chance.weighted(LENGTHS)
    depth = chance.weighted({1: 1, 2: 5, 3: 1}) if length < 8 else chance.pick((2, 3))
    social = writer.field["key"] in {"social_work", "children"}
    roster = _roster(writer) if social and chance.odds(0.65) else None
    return Frame(draw.split, length, min(depth, len(scheme)), roster, social and chance.odds(0.5))


def _roster(writer: Writer) -> Roster:
    chance, kind = writer.chance, writer.body.kind
    word = draw_word(writer)
    if kind in {"department", "province", "district"} and chance.odds(0.7):
        places = [f"{lead} {number}" for number in range(1, 60) for lead in ("Cụm", "Tổ")]
        table, total = by_commune(writer, chance.some(places, chance.number(4, 45)))
        return Roster(total, word, table)
    total = chance.number(1, 6) if chance.odds(0.8) else chance.number(7, 24)
    form = persons(writer, total) if chance.odds(0.6) and kind in {"commune", "old_commune"} else None
    return Roster(total, word, form)


def _opening(writer: Writer, verb: str) -> str:
    chance, body = writer.chance, writer.body
    if chance.odds(0.7):
        topic = writer.fill(chance.pick(writer.field["topics"]))
        lead = chance.pick(("Thực hiện", "Thực hiện", "Căn cứ", "Trả lời"))
        about = f" về việc {verb} {topic}" if chance.odds(0.7) else ""
        return f"{lead} {writer.letter(responds=lead != 'Căn cứ')}{about}, {body.name} {verb} như sau:"
    end = chance.pick(("như sau:", "kết quả cụ thể như sau:", "với các nội dung sau:"))
    return f"{chance.pick(('Thực hiện', 'Căn cứ'))} {writer.cite()}, {body.name} {verb} {end}"


def _closing(writer: Writer, name: str) -> str:
    body, chance = writer.body, writer.chance
    mark = chance.pick(("./.", "./.", "./.", ".", "/."))
    above = chance.pick(body.above)
    lines = [
        f"Trên đây là {name} của {body.name}, kính gửi {above} tổng hợp",
        f"Trên đây là {name.lower()} {writer.field['work']} của {body.short}",
    ]
    if name == "Báo cáo":
        lines.append(f"{body.name} báo cáo {above} xem xét, chỉ đạo")
    else:
        trouble = "trong quá trình thực hiện nếu có vướng mắc, đề nghị phản ánh kịp thời để xem xét"
        lines.append(f"Trên đây là {name} của {body.name}; {trouble}")
    return chance.pick(lines) + mark


def _work_plan(writer: Writer, draw: Draw, type_: str, scheme: Scheme) -> Plan:
    chance, body = writer.chance, writer.body
    made: list[Table] = []
    appendices: list[Appendix] = []
    bases: tuple[str, ...] = ()
    blocks: list[Block] = []
    if chance.odds(0.5):
        bases = tuple(f"Căn cứ {writer.cite()}" for _ in range(chance.number(1, 4)))
        blocks.append(Para(f"{body.name} ban hành Kế hoạch {writer.field['work']} với các nội dung như sau:"))
    else:
        blocks.append(Para(_opening(writer, "xây dựng kế hoạch")))
    fault = section_faults.draw_fault(type_, draw.section_state, chance) if draw.section_state else None
    tree = scheme_of_work(writer, _frame(writer, draw, scheme))
    blocks.extend(flatten(section_faults.plant_section(tree, fault, chance) if fault else tree, scheme))
    if not fault:
        _add_tables(writer, blocks, made, appendices)
    plan = _base(writer, type_, _addressees(writer, 0.12))
    if chance.odds(0.05) and body.kind == "commune":
        partner = Signer(
            None, None, f"TRƯỞNG CÔNG AN {body.area.split(' ')[0]}".upper(), invent_person(chance)
        )
        plan = replace(plan, signers=(partner, *plan.signers))
    return replace(
        plan, blocks=tuple(blocks), bases=bases, tables=tuple(made), appendices=tuple(appendices),
        closing=_closing(writer, "Kế hoạch") if draw.closing else "", planted_sections=(fault,) if fault else (),
    )  # fmt: skip


def _add_tables(writer: Writer, blocks: list[Block], made: list[Table], appendices: list[Appendix]) -> None:
    chance = writer.chance
    if chance.odds(0.25):
        table = chance.pick((tables.figures, tables.budget))(writer)
        made.append(replace(table, ruled=chance.odds(0.92)))
        place = max(
            (index for index, block in enumerate(blocks) if isinstance(block, Para) and not block.asks),
            default=0,
        )
        middle = [
            index for index, block in enumerate(blocks[:place]) if isinstance(block, Para) and not block.mark
        ]
        at = middle[len(middle) // 2] + 1 if middle else 1
        lead = Para("Số liệu cụ thể được tổng hợp tại bảng sau:")
        blocks[at:at] = [lead, TableHere(len(made) - 1)]
    while len(appendices) < 3 and chance.odds(0.3 if not appendices else 0.15):
        annex, name, wide = _appendix_table(writer)
        made.append(annex)
        title = wrap(f"{name} {writer.field['work']}".upper(), 60)
        appendices.append(Appendix("Phụ lục", title, "?", None, (TableHere(len(made) - 1),), landscape=wide))
    if len(appendices) > 1:
        for index, entry in enumerate(appendices):
            appendices[index] = replace(entry, label=f"Phụ lục {('I', 'II', 'III', 'IV')[index]}")
    if appendices:
        blocks.append(Para("(Chi tiết có phụ lục kèm theo)", "note"))


def _appendix_table(writer: Writer) -> tuple[Table, str, bool]:
    chance = writer.chance
    which = chance.pick(("tasks", "units", "figures", "names"))
    ruled = chance.odds(0.9)
    if which == "tasks":
        return (
            replace(tables.tasks(writer, chance.pick((5, 9, 24, 40))), ruled=ruled),
            "DANH MỤC NHIỆM VỤ",
            False,
        )
    if which == "units":
        return tables.by_unit(writer, chance.pick((3, 6, 18))), "TỔNG HỢP SỐ LIỆU", False
    if which == "figures":
        return replace(tables.figures(writer), ruled=ruled), "BIỂU SỐ LIỆU", True
    return (
        replace(tables.name_list(writer, chance.number(5, 30)), ruled=ruled),
        "DANH SÁCH THÀNH VIÊN PHỤ TRÁCH",
        False,
    )


def _other(writer: Writer, draw: Draw, type_: str, scheme: Scheme) -> Plan:
    content = other_types.write(writer, type_, Frame(draw.split, writer.chance.pick((1, 1, 2)), 1), scheme)
    plan = _base(writer, type_, content.addressees)
    made: list[Table] = []
    appendices: list[Appendix] = []
    blocks = list(content.blocks)
    if type_ in {"CV", "QĐ", "TB", "CTr", "HD"}:
        _add_tables(writer, blocks, made, appendices)
    return replace(
        plan, blocks=tuple(blocks), bases=content.bases, below_title=content.below_title, closing=content.closing,
        tables=tuple(made), appendices=tuple(appendices),
    )  # fmt: skip


def finish_references(plan: Plan) -> Plan:
    """The line below each appendix title names the document as its head does; electronic ones leave it open."""
    chance = Chance(plan.name, "reference")
    head = plan.head
    finished = []
    for entry in plan.appendices:
        name = plan.type_name.capitalize() if plan.type != "CV" else "Công văn"
        who = chance.pick((f" của {plan.area}", ""))
        if head.number and head.day and head.month and chance.odds(0.8):
            number = (
                f"{head.number}/{head.notation}" if chance.odds(0.8) else f"{head.number} /{head.notation}"
            )
            if plan.head.party:
                number = f"{head.number}-{head.notation}"
            line = f"(Kèm theo {name} số {number} ngày {head.day} tháng {head.month} năm {head.year}{who})"
            refers: str | None = number.replace(" ", "")
        elif chance.odds(0.6):
            line, refers = (
                f"(Kèm theo {name} số       /{head.notation} ngày     tháng     năm {head.year}{who})",
                None,
            )
        else:
            line, refers = "", None
        finished.append(replace(entry, reference=line, refers_to=refers))
    return replace(plan, appendices=tuple(finished))
