"""Faults planted in tables: totals, numbers of collaborators, standards that a person on the roster misses."""

from collections.abc import Callable
from dataclasses import replace

from corpus.generator.chance import Chance
from corpus.generator.plan import Cell, Fault, Mention, Plan, Table
from corpus.generator.prose import dotted
from corpus.generator.roster import LEVELS, STUDIES

Row = tuple[Cell | None, ...]
Planter = Callable[[Plan, Chance], Plan | None]
PERSON_TOTAL = ("Tổng số CTV",)
COMMUNE_TOTAL = ("Số lượng cộng tác viên", "Tổng số")


def _index(plan: Plan, column: tuple[str, ...]) -> int | None:
    for index, table in enumerate(plan.tables):
        if column in table.columns:
            return index
    return None


def _replaced(plan: Plan, index: int, table: Table) -> Plan:
    return replace(plan, tables=(*plan.tables[:index], table, *plan.tables[index + 1 :]))


def _mark(plan: Plan, where: str, *codes: str) -> Plan:
    return replace(plan, faults=(*plan.faults, *(Fault(code, where) for code in codes)))


def _set(table: Table, row: int, column: int, text: str) -> Table:
    """The table with another text in one printed cell."""
    changed = list(table.rows[row])
    old = changed[column] or Cell("")
    changed[column] = replace(old, text=text)
    return replace(table, rows=(*table.rows[:row], tuple(changed), *table.rows[row + 1 :]))


def total(plan: Plan, chance: Chance) -> Plan | None:
    """A total row of figures is not the sum of its column."""
    for index, table in enumerate(plan.tables):
        if COMMUNE_TOTAL in table.columns or "total" not in table.kinds:
            continue
        row = table.kinds.index("total")
        columns = [
            place
            for place, path in enumerate(table.columns)
            if path[-1] in {"Thực hiện", "Tổng số", "Kế hoạch"}
        ]
        column = chance.pick(columns)
        cell = table.rows[row][column]
        assert cell is not None
        wrong = int(cell.text.replace(".", "")) + chance.pick((1, 10, 100, 9))
        changed = _replaced(plan, index, _set(table, row, column, dotted(wrong)))
        return _mark(changed, "table", "conflict.table_total")
    return None


def commune_total(plan: Plan, chance: Chance) -> Plan | None:
    """The total of the summary by commune is neither the sum nor the number in prose."""
    index = _index(plan, COMMUNE_TOTAL)
    if index is None:
        return None
    table = plan.tables[index]
    column, row = table.columns.index(COMMUNE_TOTAL), len(table.rows) - 1
    cell = table.rows[row][column]
    assert cell is not None
    wrong = dotted(int(cell.text.replace(".", "")) + chance.number(1, 5))
    changed = _replaced(plan, index, _set(table, row, column, wrong))
    return _mark(changed, "table", "conflict.table_total", "conflict.collaborator_count")


def _recount(plan: Plan, change: Callable[[int], int]) -> Plan | None:
    for index, entry in enumerate(plan.mentions):
        if entry.kind == "count" and entry.meaning == "current":
            value = change(entry.value)
            said = Mention(
                "count", f"{value:02d} cộng tác viên công tác xã hội", value=value, meaning="current"
            )
            return replace(plan, mentions=(*plan.mentions[:index], said, *plan.mentions[index + 1 :]))
    return None


def count_in_prose(plan: Plan, chance: Chance) -> Plan | None:
    """The number in prose is not that of the table."""
    if _index(plan, PERSON_TOTAL) is None and _index(plan, COMMUNE_TOTAL) is None:
        return None
    more = chance.number(1, 3)
    changed = _recount(plan, lambda value: value + more)
    return _mark(changed, "prose", "conflict.collaborator_count") if changed else None


def count_of_rows(plan: Plan, _chance: Chance) -> Plan | None:
    """The total of the roster is larger than the number of its persons."""
    index = _index(plan, PERSON_TOTAL)
    if index is None or len(plan.tables[index].rows) < 2:
        return None
    table = plan.tables[index]
    count = len(table.rows) - 1
    first = tuple(replace(cell, down=count) if cell and cell.down > 1 else cell for cell in table.rows[0])
    fewer = replace(table, rows=(first, *table.rows[1:-1]), kinds=table.kinds[:-1])
    return _mark(_replaced(plan, index, fewer), "rows", "conflict.collaborator_count")


def count_in_total(plan: Plan, chance: Chance) -> Plan | None:
    """The total cell of the roster differs from prose and rows."""
    index = _index(plan, PERSON_TOTAL)
    if index is None:
        return None
    table = plan.tables[index]
    column = table.columns.index(PERSON_TOTAL)
    wrong = f"{len(table.rows) + chance.number(1, 3):02d}"
    return _mark(
        _replaced(plan, index, _set(table, 0, column, wrong)), "total", "conflict.collaborator_count"
    )


def _person(code: str, columns: tuple[str, ...], texts: Callable[[str], tuple[str, ...]]) -> Planter:
    """A planter that writes `texts` (made from the mark of the table) into the columns of one person."""

    def plant(plan: Plan, chance: Chance) -> Plan | None:
        index = _index(plan, PERSON_TOTAL)
        if index is None:
            return None
        table = plan.tables[index]
        row = chance.number(0, len(table.rows) - 1)
        leaves = [path[-1] for path in table.columns]
        marks = [cell.text for cell in table.rows[row][8:12] if cell and cell.text]
        for name, text in zip(columns, texts(marks[0]), strict=True):
            table = _set(table, row, leaves.index(name), text)
        return _mark(_replaced(plan, index, table), f"row {row + 1}", code)

    return plant


PLANTERS: dict[str, Planter] = {
    "total": total,
    "commune_total": commune_total,
    "count_in_prose": count_in_prose,
    "count_of_rows": count_of_rows,
    "count_in_total": count_in_total,
    "untrained": _person("standard.below_intermediate", LEVELS, lambda mark: ("", "", "", mark)),
    "two_levels": _person("standard.one_level", LEVELS, lambda mark: (mark, "", mark, "")),
    "no_level": _person("standard.one_level", LEVELS, lambda _: ("", "", "", "")),
    "no_field": _person("standard.missing_field", STUDIES, lambda _: ("", "", "", "")),
    "not_recruited": _person("standard.missing_recruited", ("Thời gian tuyển dụng",), lambda _: ("",)),
    "no_form": _person("standard.missing_form", ("Hình thức tuyển dụng",), lambda _: ("",)),
    "no_allowance": _person("standard.missing_allowance", ("Mức phụ cấp",), lambda _: ("",)),
    "official": _person(
        "standard.concurrent_post", ("Ghi chú",), lambda _: ("Phó Trưởng phòng Văn hóa - Xã hội, kiêm nhiệm",)
    ),
}
