"""Faults between the parts of a document: head, headings, signature and appendix name different things."""

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.generator.bodies import PROVINCES
from corpus.generator.chance import Chance
from corpus.generator.outline import label
from corpus.generator.plan import Block, Heading, Plan
from corpus.generator.planting import Planter, marked

COMMITTEES = frozenset({"commune", "old_commune", "district"})


def _refer_otherwise(plan: Plan, pattern: str, change: Callable[[str], str]) -> Plan | None:
    if plan.head.number_status != "present" or plan.head.day_source not in {"typed", "signature"}:
        return None
    for index, entry in enumerate(plan.appendices):
        if entry.refers_to is None or not re.search(pattern, entry.reference):
            continue
        line = re.sub(pattern, lambda match: change(match[0]), entry.reference, count=1)
        number = re.search(r"số (\d+ ?[/-][\w/-]+)", line)
        refers = number[1].replace(" ", "") if number else entry.refers_to
        changed = replace(entry, reference=line, refers_to=refers)
        sides = (("appendix", line), ("head", _identity(plan)))
        entries = (*plan.appendices[:index], changed, *plan.appendices[index + 1 :])
        return marked(replace(plan, appendices=entries), "conflict.appendix_reference", "appendix", *sides)
    return None


def _identity(plan: Plan) -> str:
    head = plan.head
    return f"{head.number}/{head.notation} {head.day}/{head.month}/{head.year}"


def appendix_number(plan: Plan, chance: Chance) -> Plan | None:
    """The appendix names another number."""
    more = chance.number(1, 60)
    return _refer_otherwise(plan, r"(?<=số )\d+", lambda digits: f"{int(digits) + more:02d}")


def appendix_date(plan: Plan, _chance: Chance) -> Plan | None:
    """The appendix names another day."""
    return _refer_otherwise(plan, r"(?<=ngày )\d+", lambda digits: f"{int(digits) % 27 + 1:02d}")


def appendix_notation(plan: Plan, _chance: Chance) -> Plan | None:
    """The appendix names another type."""
    other = "KH" if plan.type == "BC" else "BC"
    return _refer_otherwise(plan, rf"(?<=/){re.escape(plan.type)}(?=-)", lambda _: other)


def appendix_organ(plan: Plan, chance: Chance) -> Plan | None:
    """The appendix names another commune."""
    return _refer_otherwise(
        plan, rf"(?<= của ){re.escape(plan.area)}(?=\))", lambda area: _other_area(plan, area, chance)
    )


def _other_area(plan: Plan, area: str, chance: Chance) -> str:
    """Another place of the same kind in the same split."""
    split = plan.name.split("-")[0]
    kind = next(
        (kind for kind in ("thành phố", "đặc khu", "thị xã") if area.startswith(kind)), area.split(" ", maxsplit=1)[0]
    )
    wanted = [entry for entry in PROVINCES if entry["split"] == split]
    if kind in {"tỉnh", "thành phố"}:
        names = [entry["name"] for entry in wanted]
    else:
        names = [name for entry in wanted for name in entry["wards" if kind == "phường" else "communes"]]
    others = [name for name in names if name not in area]
    return f"{kind} {chance.pick(others)}"


def organ_in_signature(plan: Plan, chance: Chance) -> Plan | None:
    """The signature block names another commune than the head."""
    signer = plan.signers[-1] if plan.signers else None
    if signer is None or signer.authority != "TM. ỦY BAN NHÂN DÂN" or plan.body_kind not in COMMITTEES:
        return None
    if not plan.head.issuer:
        return None
    wrong = replace(signer, authority=f"TM. UBND {_other_area(plan, plan.area, chance).upper()}")
    sides = (("head", " ".join(plan.head.issuer)), ("signature", wrong.authority or ""))
    signed = replace(plan, signers=(*plan.signers[:-1], wrong))
    return marked(signed, "conflict.organ_name", "signature", *sides)


def _relabelled(plan: Plan, step: int) -> Plan | None:
    """The last heading of the top level with the label `step` further, or that of the heading before it."""
    tops = [index for index, block in enumerate(plan.blocks) if isinstance(block, Heading) and block.level == 1]
    looks = [block.look for block in plan.blocks if isinstance(block, Heading)]
    if len(tops) < 3 or any(look.automatic or look.counter == "nested" for look in looks):
        return None
    at = tops[-1]
    heading, before = plan.blocks[at], plan.blocks[tops[-2]]
    assert isinstance(heading, Heading) and isinstance(before, Heading)
    if heading.label.startswith("Điều "):
        wrong = f"Điều {len(tops) + step}"
    else:
        wrong = label(heading.look, len(tops) - 1 + step, "")
    blocks: tuple[Block, ...] = (*plan.blocks[:at], replace(heading, label=wrong), *plan.blocks[at + 1 :])
    sides = (("heading", before.label), ("heading", wrong))
    return marked(replace(plan, blocks=blocks), "conflict.heading_numbers", "headings", *sides)


def heading_skipped(plan: Plan, _chance: Chance) -> Plan | None:
    """A number of the headings is left out."""
    return _relabelled(plan, 1)


def heading_doubled(plan: Plan, _chance: Chance) -> Plan | None:
    """Two headings have one number."""
    return _relabelled(plan, -1)


OF_APPENDICES: dict[str, Planter] = {
    "appendix_number": appendix_number,
    "appendix_date": appendix_date,
    "appendix_notation": appendix_notation,
    "appendix_organ": appendix_organ,
}
OF_OUTLINE: dict[str, Planter] = {
    "organ_in_signature": organ_in_signature,
    "heading_skipped": heading_skipped,
    "heading_doubled": heading_doubled,
}
