"""One document of a split: an administrative one, clean, faulty or damaged, or one to be refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.generator import damage, faults, refused
from corpus.generator.chance import Chance
from corpus.generator.documents import Draw, draw_plan
from corpus.generator.plan import Mention, Para, Plan, Table
from corpus.generator.section_faults import STATES

REFUSED = 0.07
SECTION_FAULT = 0.15
OTHER_FAULT = 0.3
DAMAGED = 0.12


@dataclass(frozen=True, slots=True)
class Made:
    """A document ready to be written; `plan` is null and `refusal` says why for one to be refused."""

    name: str
    split: str
    kind: str
    plan: Plan | None
    refusal: refused.Refused | None = None
    damage: str = ""


def draw_document(draw: Draw) -> Made:
    """The document with that index: the same for the same split, seed, index and kind."""
    chance = Chance("document", draw.split, draw.seed, draw.index)
    if chance.odds(REFUSED):
        other = refused.draw_refused(draw.split, chance)
        return Made(f"{draw.split}-{draw.index:04d}-{draw.kind}", draw.split, draw.kind, None, other)
    if chance.odds(SECTION_FAULT):
        draw = replace(draw, section_state=chance.weighted(STATES))
    elif chance.odds(0.03):
        draw = replace(draw, closing=False)
    wanted = chance.odds(OTHER_FAULT) and not draw.section_state
    about_people = wanted and chance.odds(0.45)
    plan = draw_plan(
        draw, "conflict.collaborator" if about_people else "", {"BC": 1} if about_people else None
    )
    if wanted:
        plan = faults.plant(plan, chance)
    name = damage.draw_damage(chance, DAMAGED) if draw.kind == "txt" else ""
    if name == "ocr":
        plan = misread(plan, damage.DAMAGES["ocr"])
    return Made(plan.name, draw.split, draw.kind, plan, damage=name)


def misread(plan: Plan, change: Callable[[str], str]) -> Plan:
    """The plan with confused letters on its pages: the label reads what stands there."""

    def mention(entry: Mention) -> Mention:
        return replace(entry, printed=change(entry.printed))

    def table(entry: Table) -> Table:
        rows = tuple(
            tuple(replace(cell, text=change(cell.text)) if cell else None for cell in row)
            for row in entry.rows
        )
        header = tuple(
            tuple(replace(cell, text=change(cell.text)) if cell else None for cell in row)
            for row in entry.header
        )
        columns = tuple(tuple(change(text) for text in path) for path in entry.columns)
        return replace(entry, rows=rows, header=header, columns=columns)

    blocks = tuple(
        replace(block, text=change(block.text)) if isinstance(block, Para) else block for block in plan.blocks
    )
    return replace(
        plan,
        blocks=blocks,
        mentions=tuple(map(mention, plan.mentions)),
        tables=tuple(map(table, plan.tables)),
        closing=change(plan.closing),
    )
