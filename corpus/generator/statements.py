"""Sentences whose two halves agree or contradict each other: both forms are written, so that a check meets both."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from corpus.generator.chance import Chance
from corpus.generator.plan import Mention, Para, Plan, mentioned
from corpus.generator.planting import Planter, issue_date, marked, say, slashed
from corpus.generator.prose import WORDS, dotted, invent_person

Sides = tuple[tuple[str, str], ...]
ORDERS = frozenset({"KH", "CV", "TB", "CT", "HD"})
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, the two passages that have to agree, and the mentions that `{0}` … stand for."""

    text: str
    sides: Sides
    mentions: tuple[Mention, ...] = ()


Maker = Callable[[Plan, Chance, bool], Statement | None]


def _prose(*texts: str) -> Sides:
    return tuple(("prose", text) for text in texts)


def _share(_plan: Plan, chance: Chance, wrong: bool) -> Statement:
    whole = chance.pick((16, 20, 24, 25, 40, 50))
    done = chance.number(whole // 3, whole)
    shown = max(1, done - chance.number(3, whole // 4 + 3)) if wrong else done
    percent = f"{shown * 100 / whole:.1f}".replace(".", ",").removesuffix(",0") + "%"
    text = f"Đã hoàn thành {done}/{whole} nội dung công việc được giao, đạt {percent}."
    return Statement(text, _prose(f"{done}/{whole}", percent))


def _part(_plan: Plan, chance: Chance, wrong: bool) -> Statement:
    whole = chance.number(20, 90)
    part = whole + chance.number(3, 20) if wrong else chance.number(whole // 2, whole)
    if chance.odds(0.5):
        return Statement(f"Đã kiểm tra {part}/{whole} cơ sở trên địa bàn.", _prose(f"{part}/{whole}"))
    text = f"Trong {whole} hồ sơ tiếp nhận, đã giải quyết {part} hồ sơ."
    return Statement(text, _prose(f"{whole} hồ sơ", f"{part} hồ sơ"))


def _sum(_plan: Plan, chance: Chance, wrong: bool) -> Statement:
    off = chance.number(1, 9) if wrong else 0
    if chance.odds(0.5):
        parts = [chance.number(10, 300) for _ in range(3)]
        total = f"{dotted((sum(parts) + off) * 1_000_000)} đồng"
        names = ("ngân sách cấp trên", "ngân sách địa phương", "nguồn xã hội hóa")
        listed = [f"{name} {dotted(part * 1_000_000)} đồng" for name, part in zip(names, parts, strict=True)]
        text = f"Tổng kinh phí thực hiện là {total}, trong đó: {', '.join(listed)}."
    else:
        parts = [chance.number(2, 30) for _ in range(3)]
        total = f"{sum(parts) + off} đơn"
        names = ("kiến nghị", "phản ánh", "khiếu nại")
        listed = [f"{part:02d} đơn {name}" for name, part in zip(names, parts, strict=True)]
        text = f"Đã tiếp nhận {total}, gồm: {', '.join(listed)}."
    return Statement(text, _prose(total, ", ".join(listed)))


def _words(_plan: Plan, chance: Chance, wrong: bool) -> Statement:
    value = chance.number(2, 10)
    word = WORDS[value % 9 + 1] if wrong else WORDS[value]
    text = f"Đã tổ chức {value:02d} ({word}) đợt kiểm tra tại cơ sở."
    return Statement(text, _prose(f"{value:02d}", word))


def _day_of_event(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    issued = issue_date(plan)
    if issued is None:
        return None
    held = issued - datetime.timedelta(days=chance.number(10, 200))
    shown = slashed(held)
    if wrong:
        shown = chance.pick(("31/4", "30/02", "31/6", "31/9", "31/11")) + f"/{issued.year - 1}"
    text = f"Ngày {shown}, đơn vị đã tổ chức hội nghị triển khai nhiệm vụ."
    return Statement(text, _prose(shown))


def _period(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    issued = issue_date(plan)
    if issued is None:
        return None
    last = issued - datetime.timedelta(days=chance.number(5, 60))
    first = last - datetime.timedelta(days=chance.number(4, 40))
    shown = [slashed(last), slashed(first)] if wrong else [slashed(first), slashed(last)]
    text = f"Từ ngày {shown[0]} đến ngày {shown[1]}, đã tổ chức các đoàn kiểm tra tại cơ sở."
    return Statement(text, _prose(*shown))


def _reported_period(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    issued = issue_date(plan)
    if issued is None or plan.type != "BC":
        return None
    last = issued + datetime.timedelta(days=chance.number(12, 90) if wrong else -chance.number(1, 15))
    first = datetime.date(last.year, 1, 1)
    text = f"Số liệu trong báo cáo được tính từ ngày {slashed(first)} đến hết ngày {slashed(last)}."
    return Statement(text, (("prose", slashed(last)), ("head", slashed(issued))))


def _deadline(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    issued = issue_date(plan)
    if issued is None or plan.type not in ORDERS:
        return None
    due = issued + datetime.timedelta(days=-chance.number(15, 150) if wrong else chance.number(10, 90))
    text = f"Các cơ quan, đơn vị gửi kết quả thực hiện trước ngày {slashed(due)} để tổng hợp."
    return Statement(text, (("prose", slashed(due)), ("head", slashed(issued))))


def _weekday(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    issued = issue_date(plan)
    if issued is None or plan.type not in ORDERS:
        return None
    held = issued + datetime.timedelta(days=chance.number(6, 40))
    name = WEEKDAYS[(held.weekday() + (chance.number(1, 6) if wrong else 0)) % 7]
    text = f"Buổi làm việc tiếp theo được tổ chức vào {name}, ngày {slashed(held)}."
    return Statement(text, _prose(name, slashed(held)))


def current_count(plan: Plan) -> Mention | None:
    """The number of collaborators of today in prose."""
    texts = [block.text for block in plan.blocks if isinstance(block, Para)]
    found = [entry for text in texts for entry in mentioned(text, plan.mentions)]
    return next(
        (entry for entry in found if entry.kind == "count" and entry.meaning == "current" and entry.unit != "đội"), None
    )


def _previous(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    now = current_count(plan)
    if now is None or plan.type != "BC":
        return None
    more = chance.number(1, max(1, now.value - 1))
    rises = now.value > more
    before = now.value - more if rises else now.value + more
    shown = more + chance.number(1, 3) if wrong else more
    former = Mention("count", f"{before:02d} {now.whom}", value=before, meaning="previous", whom=now.whom)
    verb = "tăng" if rises else "giảm"
    text = f"Kỳ báo cáo trước, {plan.area} có {{0}}; kỳ này {verb} {shown:02d} người."
    sides = (("prose", former.printed), ("prose", f"{verb} {shown:02d} người"), ("prose", now.printed))
    return Statement(text, sides, (former,))


def _year(plan: Plan, _chance: Chance, wrong: bool) -> Statement | None:
    said = f"năm {plan.head.year}"
    if plan.type != "BC" or said not in plan.subject_text:
        return None
    year = plan.head.year - (1 if wrong else 0)
    text = f"Toàn bộ số liệu trong báo cáo này là số liệu năm {year}."
    return Statement(text, (("subject", said), ("prose", f"năm {year}")))


def _leader(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    signer = plan.signers[-1] if len(plan.signers) == 1 else None
    if signer is None or not (signer.name and signer.position) or signer.capacity or plan.type in {"QĐ", "CT"}:
        return None
    if not plan.body_name or plan.head.party or (signer.authority or "TM.")[:2] in {"TL", "TU"}:
        return None
    name = invent_person(chance) if wrong else signer.name
    post = signer.position.capitalize()
    text = f"Đồng chí {name}, {post} {plan.body_name}, trực tiếp chỉ đạo việc thực hiện."
    return Statement(text, (("prose", name), ("signature", signer.name))) if name != signer.name or not wrong else None


def _list_length(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    lists = [table for table in plan.tables if table.columns[1] == ("Họ và tên",)]
    if len(lists) != 1:
        return None
    count = len(lists[0].rows)
    shown = count + chance.pick((-1, 1, 2)) if wrong else count
    text = f"Danh sách phân công gồm {shown:02d} người được nêu tại phụ lục."
    return Statement(text, (("prose", f"{shown:02d} người"), ("table", f"{count} dòng")))


def _table_in_prose(plan: Plan, chance: Chance, wrong: bool) -> Statement | None:
    tables = [table for table in plan.tables if table.columns[1] == ("Nội dung",) and "total" in table.kinds]
    if len(tables) != 1:
        return None
    table = tables[0]
    column = next((index for index, path in enumerate(table.columns) if path[-1] == "Thực hiện"), None)
    cell = table.rows[table.kinds.index("total")][column] if column is not None else None
    if cell is None:
        return None
    value = int(cell.text.replace(".", "")) + (chance.pick((2, 10, 30)) if wrong else 0)
    text = f"Tính chung các nội dung, kết quả thực hiện là {dotted(value)} (số liệu tại biểu)."
    return Statement(text, (("prose", dotted(value)), ("table", cell.text)))


STATEMENTS: dict[str, tuple[str, Maker]] = {
    "share_in_prose": ("conflict.percentage", _share),
    "part_of_whole": ("conflict.part_of_whole", _part),
    "sum_in_prose": ("conflict.prose_sum", _sum),
    "number_in_words": ("conflict.number_words", _words),
    "impossible_date": ("chronology.impossible_date", _day_of_event),
    "period_reversed": ("chronology.period_reversed", _period),
    "period_after_issue": ("chronology.period_after_issue", _reported_period),
    "deadline_before_issue": ("chronology.deadline_before_issue", _deadline),
    "weekday": ("chronology.weekday", _weekday),
    "previous_count": ("conflict.collaborator_count", _previous),
    "year_of_period": ("conflict.period_year", _year),
    "signer_elsewhere": ("conflict.signer_name", _leader),
    "length_of_list": ("conflict.list_length", _list_length),
    "total_in_prose": ("conflict.table_statement", _table_in_prose),
}


def _planter(code: str, maker: Maker) -> Planter:
    def plant(plan: Plan, chance: Chance) -> Plan | None:
        if plan.head.party:
            return None
        said = maker(plan, chance, True)
        return None if said is None else marked(say(plan, said.text, *said.mentions), code, "prose", *said.sides)

    return plant


PLANTERS: dict[str, Planter] = {name: _planter(code, maker) for name, (code, maker) in STATEMENTS.items()}
RARE = {
    name: PLANTERS[name]
    for name in ("signer_elsewhere", "length_of_list", "total_in_prose", "year_of_period", "deadline_before_issue")
}
"""Those that fit few documents, to be tried by themselves."""


def say_rightly(plan: Plan, chance: Chance) -> Plan:
    """The plan with up to three such sentences that are in order, of kinds that no planted fault is about."""
    planted = {fault.code for fault in plan.faults}
    names = [name for name, (code, _) in sorted(STATEMENTS.items()) if code not in planted]
    for name in chance.some(names, chance.pick((0, 0, 1, 1, 2, 3))):
        said = STATEMENTS[name][1](plan, chance, False)
        if said is not None:
            plan = say(plan, said.text, *said.mentions)
    return plan
