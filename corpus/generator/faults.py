"""Planted faults: changes of a clean plan, each with the code of the finding that it ought to raise.

Codes are those of docs/findings. Kinds that have no page there yet are told under `further_faults`.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

from corpus.generator import table_faults
from corpus.generator.chance import Chance
from corpus.generator.documents import finish_references
from corpus.generator.plan import MENTION_BASE, Block, Fault, Head, Mention, Para, Plan
from corpus.generator.prose import ACTS

Planter = Callable[[Plan, Chance], Plan | None]


def issue_date(plan: Plan) -> datetime.date | None:
    """The date in the head, None where a part of it is open."""
    head = plan.head
    if not (head.place and head.day and head.month):
        return None
    return datetime.date(head.year, int(head.month), int(head.day))


def _with(plan: Plan, code: str, where: str, *values: str) -> Plan:
    return replace(plan, faults=(*plan.faults, Fault(code, where, values)))


def _head(plan: Plan, head: Head, code: str, where: str) -> Plan:
    return _with(finish_references(replace(plan, head=head)), code, where)


def _say(plan: Plan, text: str, *mentions: Mention) -> Plan:
    """One more paragraph behind the first; `{0}`, `{1}` stand for the mentions."""
    base = MENTION_BASE + len(plan.mentions)
    signs = [chr(base + index) for index in range(len(mentions))]
    at = min(1, len(plan.blocks))
    blocks: tuple[Block, ...] = (*plan.blocks[:at], Para(text.format(*signs)), *plan.blocks[at:])
    return replace(plan, blocks=blocks, mentions=(*plan.mentions, *mentions))


def _slashed(day: datetime.date) -> str:
    return f"{day.day:02d}/{day.month}/{day.year}" if day.month > 2 else f"{day:%d/%m/%Y}"


def _cite(ref: str, day: datetime.date) -> Mention:
    return Mention("cite", f"{ref} ngày {_slashed(day)}", ref=ref, date=day)


def cites_the_future(plan: Plan, chance: Chance) -> Plan | None:
    """A letter that the document carries out is dated after it."""
    day = issue_date(plan)
    if day is None:
        return None
    later = day + datetime.timedelta(days=chance.number(1, 200))
    cited = _cite(f"{chance.number(100, 3000)}/UBND-TH", later)
    grown = _say(
        plan, "Thực hiện Công văn số {0} của cấp trên, đơn vị đã triển khai các nội dung được giao.", cited
    )
    return _with(grown, "chronology.cites_the_future", "citation", cited.ref)


def citation_dates(plan: Plan, chance: Chance) -> Plan | None:
    """The same act of the centre is cited with two dates of one year."""
    day = issue_date(plan)
    known = [
        act for act in ACTS["acts"] if day and act[2].year < day.year and act[1].partition("/")[2][:1] != "N"
    ]
    if not known:
        return None
    lead, ref, signed, tail = chance.pick(known)
    other = signed.replace(day=signed.day % 27 + 1)
    text = (
        f"{lead} {{0}} {tail} đã được phổ biến đến các đơn vị; căn cứ {lead} {{1}}, các đơn vị đã triển khai."
    )
    grown = _say(plan, text, _cite(ref, signed), _cite(ref, other))
    return _with(grown, "conflict.citation_dates", "citation", ref)


def number_year(plan: Plan, chance: Chance) -> Plan | None:
    """The year inside a number is not the year of its date."""
    day = issue_date(plan)
    if day is None:
        return None
    signed = datetime.date(day.year - 1, chance.number(1, 12), chance.number(1, 28))
    cited = _cite(f"{chance.number(10, 90)}/{day.year - 2 - chance.number(0, 2)}/QĐ-UBND", signed)
    grown = _say(
        plan, "Việc triển khai thực hiện theo Quyết định số {0} của Ủy ban nhân dân cấp trên.", cited
    )
    return _with(grown, "conflict.number_year", "citation", cited.ref)


def type_notation(plan: Plan, _chance: Chance) -> Plan | None:
    """The symbol names another type than the title."""
    other = {"BC": "KH", "KH": "BC", "TTr": "BC", "TB": "KH"}.get(plan.type)
    if other is None or plan.head.party:
        return None
    notation = plan.head.notation.replace(f"{plan.type}-", f"{other}-", 1)
    return _head(plan, replace(plan.head, notation=notation), "conflict.type_notation", "head")


def signing_authority(plan: Plan, _chance: Chance) -> Plan | None:
    """KT. stands above the head's own post."""
    signer = plan.signers[-1] if plan.signers else None
    if (
        signer is None
        or not (signer.capacity or "").startswith("KT.")
        or (signer.authority or "").startswith("TL.")
    ):
        return None
    wrong = replace(signer, position=(signer.capacity or "").removeprefix("KT. "))
    return _with(
        replace(plan, signers=(*plan.signers[:-1], wrong)), "conflict.signing_authority", "signature"
    )


def no_collective(plan: Plan, _chance: Chance) -> Plan | None:
    """A committee's report without TM."""
    signer = plan.signers[-1] if plan.signers else None
    if signer is None or signer.authority != "TM. ỦY BAN NHÂN DÂN" or plan.type not in {"BC", "KH", "TTr"}:
        return None
    bare = replace(signer, authority=None)
    return _with(replace(plan, signers=(*plan.signers[:-1], bare)), "form.no_collective", "signature")


def unpadded_day(plan: Plan, _chance: Chance) -> Plan | None:
    """The day lacks its zero."""
    head = plan.head
    if not head.day.startswith("0"):
        return None
    return _head(plan, replace(head, day=head.day[1:]), "format.leading_zero", "day")


def unpadded_month(plan: Plan, _chance: Chance) -> Plan | None:
    """January or February lacks its zero."""
    head = plan.head
    if head.month not in {"01", "02"}:
        return None
    return _head(plan, replace(head, month=head.month[1:]), "format.leading_zero", "month")


def unpadded_number(plan: Plan, chance: Chance) -> Plan | None:
    """A number below ten lacks its zero."""
    if plan.head.number_status != "present":
        return None
    head = replace(plan.head, number=str(chance.number(1, 9)))
    return _head(plan, head, "format.leading_zero", "number")


def _refer_otherwise(plan: Plan, pattern: str, change: Callable[[str], str], where: str) -> Plan | None:
    for index, entry in enumerate(plan.appendices):
        if entry.refers_to is None or not re.search(pattern, entry.reference):
            continue
        line = re.sub(pattern, lambda match: change(match[0]), entry.reference, count=1)
        number = re.search(r"số (\d+ ?[/-][\w/-]+)", line)
        refers = number[1].replace(" ", "") if number else entry.refers_to
        changed = replace(entry, reference=line, refers_to=refers)
        entries = (*plan.appendices[:index], changed, *plan.appendices[index + 1 :])
        return _with(replace(plan, appendices=entries), "conflict.appendix_reference", where)
    return None


def appendix_number(plan: Plan, chance: Chance) -> Plan | None:
    """The appendix names another number."""
    more = chance.number(1, 60)
    return _refer_otherwise(plan, r"(?<=số )\d+", lambda digits: f"{int(digits) + more:02d}", "number")


def appendix_date(plan: Plan, _chance: Chance) -> Plan | None:
    """The appendix names another day."""
    return _refer_otherwise(plan, r"(?<=ngày )\d+", lambda digits: f"{int(digits) % 27 + 1:02d}", "date")


def appendix_notation(plan: Plan, _chance: Chance) -> Plan | None:
    """The appendix names another type."""
    other = "KH" if plan.type == "BC" else "BC"
    return _refer_otherwise(plan, rf"(?<=/){re.escape(plan.type)}(?=-)", lambda _: other, "notation")


def no_addressee(plan: Plan, _chance: Chance) -> Plan | None:
    """A submission that addresses nobody."""
    if plan.type != "TTr":
        return None
    recipients = tuple(line for line in plan.recipients if line != "Như trên")
    return _with(replace(plan, addressees=(), recipients=recipients), "addressee.missing", "addressee")


def _drop(code: str, **changes: object) -> Planter:
    def plant(plan: Plan, _chance: Chance) -> Plan | None:
        return _with(replace(plan, **changes), code, "form")  # type: ignore[arg-type]

    return plant


def _typed(head: Head) -> Head:
    """The head with its digits in type."""
    status = "present" if head.number_status == "illegible" else head.number_status
    return replace(head, number_source="typed", number_status=status)


def no_national_title(plan: Plan, _chance: Chance) -> Plan | None:
    """No Quốc hiệu."""
    return (
        None
        if plan.head.party
        else _head(plan, replace(plan.head, national=False), "missing.national_title", "head")
    )


def no_issuer(plan: Plan, _chance: Chance) -> Plan | None:
    """An empty left head."""
    if plan.head.party:
        return None
    return _head(plan, replace(plan.head, parent=(), issuer=()), "missing.issuer", "head")


def no_number(plan: Plan, _chance: Chance) -> Plan | None:
    """No line of number and symbol."""
    head = replace(plan.head, number="", number_status="absent", number_source="typed")
    return None if plan.type == "CV" else _head(plan, head, "missing.number", "head")


def no_place_date(plan: Plan, _chance: Chance) -> Plan | None:
    """No line of place and date."""
    return _head(plan, replace(_typed(plan.head), place="", day="", month=""), "missing.place_date", "head")


def no_signer_name(plan: Plan, _chance: Chance) -> Plan | None:
    """An office without a name."""
    signers = tuple(replace(signer, name=None) for signer in plan.signers)
    return _with(replace(plan, signers=signers), "missing.signer_name", "signature")


PLANTERS: dict[str, Planter] = {
    "cites_the_future": cites_the_future,
    "citation_dates": citation_dates,
    "number_year": number_year,
    "type_notation": type_notation,
    "signing_authority": signing_authority,
    "no_collective": no_collective,
    "unpadded_day": unpadded_day,
    "unpadded_month": unpadded_month,
    "unpadded_number": unpadded_number,
    "appendix_number": appendix_number,
    "appendix_date": appendix_date,
    "appendix_notation": appendix_notation,
    "no_addressee": no_addressee,
    "no_recipients": _drop("missing.recipients", recipients=()),
    "no_signature": _drop("missing.signature_block", signers=()),
    "no_signer_name": no_signer_name,
    "no_national_title": no_national_title,
    "no_issuer": no_issuer,
    "no_number": no_number,
    "no_place_date": no_place_date,
    **table_faults.PLANTERS,
}


def plant(plan: Plan, chance: Chance) -> Plan:
    """The plan with one fault that fits it; the rarer a kind fits, the sooner it is tried."""
    rare = list(table_faults.PLANTERS)
    order = chance.some(rare, len(rare)) if chance.odds(0.7) else []
    order += chance.some(list(PLANTERS), len(PLANTERS))
    for name in order:
        planted = PLANTERS[name](plan, chance)
        if planted is not None:
            return planted
    return plan
