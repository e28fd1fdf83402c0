"""One document of a split: an administrative one, clean, faulty or damaged, or one to be refused."""

from dataclasses import dataclass, replace

from corpus.generator import damage, faults, refused, statements
from corpus.generator.chance import Chance
from corpus.generator.contents import Draw
from corpus.generator.documents import draw_plan
from corpus.generator.plan import Plan
from corpus.generator.section_faults import STATES

REFUSED = 0.07
SECTION_FAULT = 0.15
OTHER_FAULT = 0.34
DAMAGED = {"txt": 0.28, "docx": 0.24, "pdf": 0.12}
REPORTS = {"BC": 1.0}
SECTION = "section_"
MOST_ATTEMPTS = 500


@dataclass(frozen=True, slots=True)
class Made:
    """A document ready to be written; `plan` is null and `refusal` says why for one to be refused."""

    name: str
    split: str
    kind: str
    plan: Plan | None
    refusal: refused.Refused | None = None
    damage: str = ""
    epoch: int = 0


class NoPlanError(ValueError):
    """A kind of fault fits none of the plans that were drawn for it."""


def fault_kinds() -> tuple[str, ...]:
    """Every kind of fault that can be asked for: those of `faults`, and `section_` with the state of a section."""
    return (*faults.PLANTERS, *(f"{SECTION}{state}" for state in STATES))


def draw_document(draw: Draw) -> Made:
    """The document with that index: the same for the same split, seed, epoch, index, kind and fault.

    Raises:
        NoPlanError: `draw.fault` fits no plan.
    """
    if draw.fault:
        return _with_fault(draw)
    chance = draw.chance("document")
    if chance.odds(REFUSED):
        other = refused.draw_refused(draw.split, chance)
        return Made(draw.name, draw.split, draw.kind, None, other, epoch=draw.epoch)
    if chance.odds(SECTION_FAULT):
        draw = replace(draw, section_state=chance.weighted(STATES))
    elif chance.odds(0.03):
        draw = replace(draw, closing=False)
    wanted = chance.odds(OTHER_FAULT) and not draw.section_state
    about_people = wanted and chance.odds(0.4)
    name = damage.draw_damage(chance, DAMAGED.get(draw.kind, 0), draw.kind)
    draw = replace(draw, legacy=name in damage.LEGACY, people=about_people)
    types = REPORTS if about_people or draw.long else None
    plan = draw_plan(draw, "conflict.collaborator" if about_people else "", types)
    if wanted:
        plan = faults.plant(plan, chance)
    if not draw.section_state:
        plan = statements.say_rightly(plan, chance)
    if plan.faults and name == "lost_hyphens":
        name = ""
    return Made(plan.name, draw.split, draw.kind, damage.damaged_plan(plan, name), damage=name, epoch=draw.epoch)


def _with_fault(draw: Draw) -> Made:
    """The first plan that the wanted fault fits."""
    for attempt in range(MOST_ATTEMPTS):
        tried = replace(draw, attempt=attempt)
        chance = tried.chance("document")
        name = damage.draw_damage(chance, DAMAGED.get(draw.kind, 0), draw.kind)
        tried = replace(tried, legacy=name in damage.LEGACY, people=draw.fault in faults.ABOUT_PEOPLE)
        plan = _planted(tried, chance)
        if plan is None:
            continue
        name = "" if name == "lost_hyphens" else name
        return Made(plan.name, draw.split, draw.kind, damage.damaged_plan(plan, name), damage=name, epoch=draw.epoch)
    raise NoPlanError(f"{draw.fault} fits none of {MOST_ATTEMPTS} plans")


def _planted(draw: Draw, chance: Chance) -> Plan | None:
    if draw.fault.startswith(SECTION):
        plan = draw_plan(replace(draw, section_state=draw.fault.removeprefix(SECTION)))
        return plan if plan.planted_sections else None
    plan = draw_plan(draw, "conflict.collaborator" if draw.people else "", REPORTS if draw.people else None)
    planted = faults.apply(draw.fault, plan, chance)
    return planted and statements.say_rightly(planted, chance)
