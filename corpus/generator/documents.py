"""Whole documents: draws a body, a field and a type, and writes the plan of its pages."""

import datetime
from dataclasses import replace

from corpus.generator.bodies import MAKERS, draw_body
from corpus.generator.chance import Chance
from corpus.generator.contents import Draw, finish_references, other, report_plan, work_plan
from corpus.generator.ends import TYPE_NAMES, draw_copy, draw_head, draw_layout
from corpus.generator.outline import schemes
from corpus.generator.plan import Head, Para, Plan
from corpus.generator.prose import FIELDS, Writer
from corpus.generator.subjects import draw_subject, wrap

OLD_BODIES = frozenset({"district", "district_division", "old_commune", "old_department", "old_province"})
ROSTER_BODIES = frozenset({"commune", "old_commune"})
SUMMING_BODIES = frozenset({"department", "province", "district"})
TYPE_WEIGHTS = {
    "BC": 10, "KH": 5, "CV": 4, "TTr": 2, "TB": 1.5, "QĐ": 1.5, "CT": 0.7, "HD": 0.7, "GM": 0.7, "CTr": 0.7,
}  # fmt: skip
PARTY_TYPES = {"BC": 5, "KH": 3, "TTr": 1, "TB": 1}
PERIODS = {
    "legacy": (datetime.date(2011, 6, 1), datetime.date(2016, 12, 20)),
    "old": (datetime.date(2013, 8, 1), datetime.date(2025, 6, 20)),
    "new": (datetime.date(2025, 8, 1), datetime.date(2026, 10, 30)),
}


def draw_writer(draw: Draw, chance: Chance, fault: str = "") -> Writer:
    """A body with its field and date; a fault about collaborators needs a field that has them."""
    kinds = OLD_BODIES if draw.legacy else frozenset(MAKERS)
    if fault.startswith("conflict.collaborator") and chance.odds(0.8):
        kinds = ROSTER_BODIES if draw.legacy or chance.odds(0.75) else SUMMING_BODIES
    body = draw_body(draw.split, chance, kinds & OLD_BODIES if draw.legacy else kinds, draw.epoch)
    first, last = PERIODS["legacy" if draw.legacy else body.era]
    day = first + datetime.timedelta(days=chance.number(0, (last - first).days))
    fields = [entry for entry in FIELDS if draw.split in entry.get("splits", [draw.split])]
    social = [entry for entry in fields if entry["key"] in {"social_work", "children"}]
    about_people = fault.startswith(("conflict.collaborator", "standard")) or chance.odds(0.22)
    return Writer(chance, body, chance.pick(social if about_people else fields), day)


def draw_plan(draw: Draw, fault: str = "", types: dict[str, float] | None = None) -> Plan:
    """The plan of a document; `fault` only steers what is drawn, planting it comes later."""
    chance = draw.chance()
    writer = draw_writer(draw, chance, fault)
    type_ = chance.weighted(types or (PARTY_TYPES if writer.body.party else TYPE_WEIGHTS))
    name, scheme = chance.pick(list(schemes(draw.split).items()))
    if writer.body.party and type_ == "CV":
        type_ = "BC"
    write = report_plan if type_ == "BC" else work_plan if type_ == "KH" else other
    made = write(writer, draw, type_, scheme)
    subject = wrap(draw_subject(writer, type_), 30 if type_ == "CV" else chance.pick((48, 56)))
    head = draw_head(writer, type_, draw.kind, subject)
    plan = replace(
        made,
        name=draw.name,
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
        return replace(plan, head=replace(head, number_source="signature", day_source="signature"))
    if draw.kind == "scan" and chance.odds(0.6):
        return replace(plan, head=by_hand(head, chance))
    return plan


def by_hand(head: Head, chance: Chance) -> Head:
    """A head whose number, day or both are written by hand or lie below a stamp: then nobody can swear to them."""
    number, day = chance.pick(
        (("hand", "typed"), ("hand", "hand"), ("hand", "hand"), ("typed", "hand"), ("stamped", "typed"))
    )
    status = "present" if number == "typed" else "illegible"
    return replace(head, number_source=number, day_source=day, number_status=status)


def _is_copied(writer: Writer, draw: Draw, chance: Chance) -> bool:
    return draw.kind != "docx" and writer.body.symbol == "UBND" and chance.odds(0.04)
