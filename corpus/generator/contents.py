"""What stands between head and signature of each type: sections, tables, appendices, and the plan made of them."""

from dataclasses import dataclass, replace

from corpus.generator import other_types, section_faults
from corpus.generator.annexes import add_tables, styled
from corpus.generator.chance import Chance
from corpus.generator.counts import draw_word
from corpus.generator.ends import draw_head, draw_layout, draw_recipients, draw_signers
from corpus.generator.outline import Scheme, flatten
from corpus.generator.plan import Appendix, Block, Para, Plan, Signer, Table, TableHere
from corpus.generator.prose import Writer, invent_person
from corpus.generator.roster import Roster, by_commune, persons
from corpus.generator.sections import Frame, report, scheme_of_work
from corpus.generator.subjects import wrap

LENGTHS = {1: 3.0, 2: 4, 4: 3, 8: 1, 22: 0.3}
LONG = {80: 1.0}
TYPED = frozenset({"typed", "signature"})
SHORT = {1: 5.0, 2: 3, 4: 0.5}


@dataclass(frozen=True, slots=True)
class Draw:
    """What a document is drawn for; `legacy` is an old date, `people` a table of collaborators where one fits.

    `fault` is the one kind of fault that it has to have; `attempt` counts the plans drawn until that one fits.
    """

    split: str
    seed: int
    index: int
    kind: str
    section_state: str = ""
    closing: bool = True
    epoch: int = 0
    legacy: bool = False
    people: bool = False
    fault: str = ""
    attempt: int = 0

    @property
    def long(self) -> bool:
        """One document in a hundred has 40 pages or more; a scan never."""
        return self.index % 100 == 42 and self.kind != "scan"

    @property
    def name(self) -> str:
        """The name of the document's files."""
        return f"{self.split}-{self.index:04d}-{self.kind}"

    def chance(self, *words: str) -> Chance:
        """Draws for one concern of the document; those of test differ by epoch."""
        epoch = (self.epoch,) if self.epoch else ()
        again = ("attempt", self.attempt) if self.attempt else ()
        return Chance(*words, self.split, self.seed, self.index, *epoch, *again)


def _base(writer: Writer, type_: str, addressees: tuple[str, ...]) -> Plan:
    body = writer.body
    return Plan(
        "", type_, "", draw_head(writer, type_, "pdf", ()), (), draw_layout(writer, "train", "", "pdf"), (),
        draw_signers(writer, type_), draw_recipients(writer, bool(addressees)), body.kind, body.era, body.area,
        body_name=body.name, addressees=addressees,
    )  # fmt: skip


def _addressees(writer: Writer, odds: float) -> tuple[str, ...]:
    chance = writer.chance
    if not chance.odds(odds):
        return ()
    return tuple(chance.some(writer.body.above, 1 if chance.odds(0.75) else 2))


def report_plan(writer: Writer, draw: Draw, type_: str, scheme: Scheme) -> Plan:
    """A report (báo cáo): sections, tables, perhaps the roster of collaborators."""
    chance, body = writer.chance, writer.body
    made: list[Table] = []
    appendices: list[Appendix] = []
    frame = _frame(writer, draw, scheme)
    roster = frame.roster
    if roster and roster.table:
        made.append(styled(writer, roster.table))
        name = f"TỔNG HỢP ĐỘI NGŨ CỘNG TÁC VIÊN CÔNG TÁC XÃ HỘI {body.area.upper()}"
        appendices.append(Appendix("Phụ lục", wrap(name, 60), "?", None, (TableHere(0),), landscape=True))
    blocks: list[Block] = [Para(_opening(writer, "báo cáo"))]
    if len(scheme) > 1 and chance.odds(0.2):
        blocks.insert(
            0,
            Para(f"Thực hiện {writer.cite()} và các văn bản có liên quan; {body.name} đã triển khai nhiệm vụ."),
        )
    fault = section_faults.draw_fault(type_, draw.section_state, chance) if draw.section_state else None
    tree = report(writer, frame)
    blocks.extend(flatten(section_faults.plant_section(tree, fault, chance) if fault else tree, scheme))
    if not fault:
        add_tables(writer, blocks, made, appendices)
    plan = _base(writer, type_, _addressees(writer, 0.6))
    return replace(
        plan, blocks=tuple(blocks), tables=tuple(made), appendices=tuple(appendices),
        closing=_closing(writer, "Báo cáo") if draw.closing else "", planted_sections=(fault,) if fault else (),
        elsewhere=section_faults.moved(tree, fault) if fault else (),
    )  # fmt: skip


def _frame(writer: Writer, draw: Draw, scheme: Scheme) -> Frame:
    chance = writer.chance
    length = chance.weighted(LONG if draw.long else SHORT if draw.kind == "scan" else LENGTHS)
    depth = chance.weighted({1: 1, 2: 5, 3: 1}) if length < 8 else chance.pick((2, 3))
    social = writer.field["key"] in {"social_work", "children"}
    roster = _roster(writer, draw.people) if social and (chance.odds(0.65) or draw.people) else None
    return Frame(draw.split, length, min(depth, len(scheme)), roster, social and chance.odds(0.5))


def _roster(writer: Writer, tabled: bool) -> Roster:
    chance, kind = writer.chance, writer.body.kind
    word = draw_word(writer)
    if kind in {"department", "province", "district"} and (chance.odds(0.7) or tabled):
        places = [f"{lead} {number}" for number in range(1, 60) for lead in ("Cụm", "Tổ")]
        table, total = by_commune(writer, chance.some(places, chance.number(4, 45)))
        return Roster(total, word, table)
    total = chance.number(1, 6) if chance.odds(0.8) else chance.number(7, 24)
    shown = kind in {"commune", "old_commune"} and (chance.odds(0.6) or tabled)
    form = persons(writer, total, chance.odds(0.75)) if shown else None
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


def work_plan(writer: Writer, draw: Draw, type_: str, scheme: Scheme) -> Plan:
    """A plan (kế hoạch) of work."""
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
        add_tables(writer, blocks, made, appendices)
    plan = _base(writer, type_, _addressees(writer, 0.12))
    if chance.odds(0.05) and body.kind == "commune":
        partner = Signer(None, None, f"TRƯỞNG CÔNG AN {body.area.split(' ')[0]}".upper(), invent_person(chance))
        plan = replace(plan, signers=(partner, *plan.signers))
    return replace(
        plan, blocks=tuple(blocks), bases=bases, tables=tuple(made), appendices=tuple(appendices),
        closing=_closing(writer, "Kế hoạch") if draw.closing else "", planted_sections=(fault,) if fault else (),
        elsewhere=section_faults.moved(tree, fault) if fault else (),
    )  # fmt: skip


def other(writer: Writer, draw: Draw, type_: str, scheme: Scheme) -> Plan:
    """A document of any further type."""
    content = other_types.write(writer, type_, Frame(draw.split, writer.chance.pick((1, 1, 2)), 1), scheme)
    plan = _base(writer, type_, content.addressees)
    made: list[Table] = []
    appendices: list[Appendix] = []
    blocks = list(content.blocks)
    if type_ in {"CV", "QĐ", "TB", "CTr", "HD"}:
        add_tables(writer, blocks, made, appendices)
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
        typed = head.number_source in TYPED and head.day_source in TYPED
        if head.number and head.day and head.month and chance.odds(0.8 if typed else 0.15):
            number = f"{head.number}/{head.notation}" if chance.odds(0.8) else f"{head.number} /{head.notation}"
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
