"""Changing a plan so that two places of its pages do not agree: what all planters share."""

import datetime
from collections.abc import Callable
from dataclasses import replace

from corpus.generator.chance import Chance
from corpus.generator.plan import MENTION_BASE, Block, Fault, Heading, Mention, Para, Place, Plan

Planter = Callable[[Plan, Chance], Plan | None]
QUIET_ROLES = frozenset({"steering", "results", "content", "purpose"})
"""Sections that take one more sentence without becoming another section."""


def issue_date(plan: Plan) -> datetime.date | None:
    """The date in the head, None where a part of it is open, written by hand or covered."""
    head = plan.head
    if not (head.place and head.day and head.month) or head.day_source in {"hand", "stamped"}:
        return None
    return datetime.date(head.year, int(head.month), int(head.day))


def marked(plan: Plan, code: str, where: str, *places: tuple[str, str]) -> Plan:
    """The plan with one more planted fault; `places` are where and what of each side."""
    told = Fault(code, where, places=tuple(Place(*place) for place in places))
    return replace(plan, faults=(*plan.faults, told))


def say(plan: Plan, text: str, *mentions: Mention) -> Plan:
    """One more paragraph, in a section that tells of the work or behind the first; `{0}`, `{1}` stand for mentions."""
    base = MENTION_BASE + len(plan.mentions)
    signs = [chr(base + index) for index in range(len(mentions))]
    at = _quiet_place(plan.blocks)
    blocks: tuple[Block, ...] = (*plan.blocks[:at], Para(text.format(*signs)), *plan.blocks[at:])
    return replace(plan, blocks=blocks, mentions=(*plan.mentions, *mentions))


def _quiet_place(blocks: tuple[Block, ...]) -> int:
    role = ""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            role = block.role
        elif role in QUIET_ROLES and isinstance(block, Para) and not block.asks and len(block.text) > 60:
            return index + 1
    lead = next((index for index, block in enumerate(blocks) if isinstance(block, Para) and block.look == "body"), 0)
    return min(lead + 1, len(blocks))


def slashed(day: datetime.date) -> str:
    """A date in figures, January and February with their zero."""
    return f"{day.day:02d}/{day.month}/{day.year}" if day.month > 2 else f"{day:%d/%m/%Y}"


def cited(ref: str, day: datetime.date) -> Mention:
    """A citation with its date."""
    return Mention("cite", f"{ref} ngày {slashed(day)}", ref=ref, date=day)
