"""Planted faults: changes of a clean plan, each with the code of the finding that it ought to raise.

Codes are those of docs/findings; those that docs/corpus.md proposes have no page there yet.
"""

import datetime
from dataclasses import replace

from corpus.generator import outline_faults, statements, table_faults
from corpus.generator.chance import Chance
from corpus.generator.contents import finish_references
from corpus.generator.plan import Head, Plan
from corpus.generator.planting import Planter, cited, issue_date, marked, say, slashed
from corpus.generator.prose import ACTS


def _head(plan: Plan, head: Head, code: str, *places: tuple[str, str]) -> Plan:
    return marked(finish_references(replace(plan, head=head)), code, "head", *places)


def cites_the_future(plan: Plan, chance: Chance) -> Plan | None:
    """A letter that the document carries out is dated after it."""
    day = issue_date(plan)
    if day is None:
        return None
    later = day + datetime.timedelta(days=chance.number(1, 200))
    letter = cited(f"{chance.number(100, 3000)}/UBND-TH", later)
    text = "Thực hiện Công văn số {0} của cấp trên, đơn vị đã triển khai các nội dung được giao."
    sides = (("prose", letter.printed), ("head", slashed(day)))
    return marked(say(plan, text, letter), "chronology.cites_the_future", "citation", *sides)


def citation_dates(plan: Plan, chance: Chance) -> Plan | None:
    """The same act of the centre is cited with two dates of one year."""
    day = issue_date(plan)
    known = [act for act in ACTS["acts"] if day and act[2].year < day.year and act[1].partition("/")[2][:1] != "N"]
    if not known:
        return None
    lead, ref, signed, tail = chance.pick(known)
    other = signed.replace(day=signed.day % 27 + 1)
    text = f"{lead} {{0}} {tail} đã được phổ biến đến các đơn vị; căn cứ {lead} {{1}}, các đơn vị đã triển khai."
    twice = (cited(ref, signed), cited(ref, other))
    sides = (("prose", entry.printed) for entry in twice)
    return marked(say(plan, text, *twice), "conflict.citation_dates", "citation", *sides)


def number_year(plan: Plan, chance: Chance) -> Plan | None:
    """The year inside a number is not the year of its date."""
    day = issue_date(plan)
    if day is None:
        return None
    signed = datetime.date(day.year - 1, chance.number(1, 12), chance.number(1, 28))
    act = cited(f"{chance.number(10, 90)}/{day.year - 2 - chance.number(0, 2)}/QĐ-UBND", signed)
    text = "Việc triển khai thực hiện theo Quyết định số {0} của Ủy ban nhân dân cấp trên."
    sides = (("prose", act.ref), ("prose", slashed(signed)))
    return marked(say(plan, text, act), "conflict.number_year", "citation", *sides)


def type_notation(plan: Plan, _chance: Chance) -> Plan | None:
    """The symbol names another type than the title."""
    other = {"BC": "KH", "KH": "BC", "TTr": "BC", "TB": "KH"}.get(plan.type)
    if other is None or plan.head.party:
        return None
    notation = plan.head.notation.replace(f"{plan.type}-", f"{other}-", 1)
    sides = (("head", notation), ("title", plan.type_name))
    return _head(plan, replace(plan.head, notation=notation), "conflict.type_notation", *sides)


def signing_authority(plan: Plan, _chance: Chance) -> Plan | None:
    """KT. stands above the head's own post."""
    signer = plan.signers[-1] if plan.signers else None
    if signer is None or not (signer.capacity or "").startswith("KT.") or (signer.authority or "").startswith("TL."):
        return None
    wrong = replace(signer, position=(signer.capacity or "").removeprefix("KT. "))
    sides = (("signature", signer.capacity or ""), ("signature", wrong.position or ""))
    signed = replace(plan, signers=(*plan.signers[:-1], wrong))
    return marked(signed, "conflict.signing_authority", "signature", *sides)


def no_collective(plan: Plan, _chance: Chance) -> Plan | None:
    """A committee's report without TM."""
    signer = plan.signers[-1] if plan.signers else None
    if signer is None or signer.authority != "TM. ỦY BAN NHÂN DÂN" or plan.type not in {"BC", "KH", "TTr"}:
        return None
    bare = replace(signer, authority=None)
    return marked(replace(plan, signers=(*plan.signers[:-1], bare)), "form.no_collective", "signature")


def unpadded_day(plan: Plan, _chance: Chance) -> Plan | None:
    """The day lacks its zero."""
    head = plan.head
    if not head.day.startswith("0") or head.day_source != "typed":
        return None
    return _head(plan, replace(head, day=head.day[1:]), "format.leading_zero", ("head", head.day[1:]))


def unpadded_month(plan: Plan, _chance: Chance) -> Plan | None:
    """January or February lacks its zero."""
    head = plan.head
    if head.month not in {"01", "02"}:
        return None
    return _head(plan, replace(head, month=head.month[1:]), "format.leading_zero", ("head", head.month[1:]))


def unpadded_number(plan: Plan, chance: Chance) -> Plan | None:
    """A number below ten lacks its zero."""
    if plan.head.number_status != "present":
        return None
    head = replace(plan.head, number=str(chance.number(1, 9)), number_source="typed")
    return _head(plan, head, "format.leading_zero", ("head", head.number))


def no_addressee(plan: Plan, _chance: Chance) -> Plan | None:
    """A submission that addresses nobody."""
    if plan.type != "TTr":
        return None
    recipients = tuple(line for line in plan.recipients if line != "Như trên")
    return marked(replace(plan, addressees=(), recipients=recipients), "addressee.missing", "addressee")


def _drop(code: str, **changes: object) -> Planter:
    def plant(plan: Plan, _chance: Chance) -> Plan | None:
        return marked(replace(plan, **changes), code, "form")  # type: ignore[arg-type]

    return plant


def _typed(head: Head) -> Head:
    """The head with its digits in type."""
    status = "present" if head.number_status == "illegible" else head.number_status
    return replace(head, number_source="typed", day_source="typed", number_status=status)


def no_national_title(plan: Plan, _chance: Chance) -> Plan | None:
    """No Quốc hiệu."""
    return None if plan.head.party else _head(plan, replace(plan.head, national=False), "missing.national_title")


def no_issuer(plan: Plan, _chance: Chance) -> Plan | None:
    """An empty left head."""
    if plan.head.party:
        return None
    return _head(plan, replace(plan.head, parent=(), issuer=()), "missing.issuer")


def no_number(plan: Plan, _chance: Chance) -> Plan | None:
    """No line of number and symbol."""
    head = replace(_typed(plan.head), number="", number_status="absent")
    return None if plan.type == "CV" else _head(plan, head, "missing.number")


def no_place_date(plan: Plan, _chance: Chance) -> Plan | None:
    """No line of place and date."""
    return _head(plan, replace(_typed(plan.head), place="", day="", month=""), "missing.place_date")


def no_signer_name(plan: Plan, _chance: Chance) -> Plan | None:
    """An office without a name."""
    signers = tuple(replace(signer, name=None) for signer in plan.signers)
    return marked(replace(plan, signers=signers), "missing.signer_name", "signature")


OF_HEAD: dict[str, Planter] = {
    "cites_the_future": cites_the_future,
    "citation_dates": citation_dates,
    "number_year": number_year,
    "type_notation": type_notation,
    "signing_authority": signing_authority,
    "no_collective": no_collective,
    "unpadded_day": unpadded_day,
    "unpadded_month": unpadded_month,
    "unpadded_number": unpadded_number,
    "no_addressee": no_addressee,
    "no_recipients": _drop("missing.recipients", recipients=()),
    "no_signature": _drop("missing.signature_block", signers=()),
    "no_signer_name": no_signer_name,
    "no_national_title": no_national_title,
    "no_issuer": no_issuer,
    "no_number": no_number,
    "no_place_date": no_place_date,
}
GROUPS: tuple[tuple[float, dict[str, Planter]], ...] = (
    (14, table_faults.OF_PEOPLE),
    (3, table_faults.OF_TABLES),
    (2, outline_faults.OF_APPENDICES),
    (1, outline_faults.OF_OUTLINE),
    (1.5, statements.PLANTERS),
    (2, statements.RARE),
    (2, OF_HEAD),
)
"""Weight and kinds of each group; those that need a table or an appendix fit few plans."""
PLANTERS: dict[str, Planter] = {name: planter for _, group in GROUPS for name, planter in group.items()}
ABOUT_PEOPLE = frozenset(table_faults.OF_PEOPLE) | {"previous_count"}
"""Kinds that need a number of collaborators or a table of them."""
CONTRADICTIONS = [name for name in PLANTERS if not name.startswith("no_")]
"""Kinds in which two places disagree, or a value cannot be; the others leave out a part of the form."""


def apply(name: str, plan: Plan, chance: Chance) -> Plan | None:
    """The plan with that kind of fault, None where it does not fit."""
    planted = PLANTERS[name](plan, chance)
    if planted is None:
        return None
    new = planted.faults[len(plan.faults) :]
    return replace(planted, faults=(*plan.faults, *(replace(fault, kind=name) for fault in new)))


def plant(plan: Plan, chance: Chance) -> Plan:
    """The plan with one fault that fits it: a group of kinds first, then a kind of it."""
    weights = {index: weight for index, (weight, _) in enumerate(GROUPS)}
    while weights:
        index = chance.weighted(weights)
        names = list(GROUPS[index][1])
        for name in chance.some(names, len(names)):
            planted = apply(name, plan, chance)
            if planted is not None:
                return planted
        del weights[index]
    return plan
