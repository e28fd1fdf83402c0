"""Faults planted in tables: totals, numbers of collaborators, standards that a person on the roster misses."""

from collections.abc import Callable
from dataclasses import replace

from corpus.generator.chance import Chance
from corpus.generator.plan import Cell, Plan, Table
from corpus.generator.planting import Planter, marked
from corpus.generator.prose import dotted
from corpus.generator.roster import LEVELS, OFFICIAL, STUDIES
from corpus.generator.statements import current_count

Row = tuple[Cell | None, ...]
PERSON_TOTAL = ("Tổng số CTV",)
COMMUNE_TOTAL = ("Số lượng cộng tác viên", "Tổng số")
SHARE = "Tỷ lệ (%)"
SUMMED = frozenset({"Thực hiện", "Tổng số", "Kế hoạch"})


def _index(plan: Plan, column: tuple[str, ...]) -> int | None:
    for index, table in enumerate(plan.tables):
        if column in table.columns:
            return index
    return None


def _replaced(plan: Plan, index: int, table: Table) -> Plan:
    return replace(plan, tables=(*plan.tables[:index], table, *plan.tables[index + 1 :]))


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
        row = len(table.kinds) - 1
        columns = [place for place, path in enumerate(table.columns) if path[-1] in SUMMED]
        changed = _off(plan, index, (row, chance.pick(columns)), chance.pick((1, 10, 100, 9)))
        return changed and _replaced(changed, index, _with_share(changed.tables[index], row))
    return None


def _with_share(table: Table, row: int) -> Table:
    """The table with the percentage of that row as its two numbers give it."""
    column = next((place for place, path in enumerate(table.columns) if path[-1] == SHARE), None)
    if column is None:
        return table
    done, planned = (int(cell.text.replace(".", "")) for cell in table.rows[row][column - 1 : column - 3 : -1] if cell)
    return _set(table, row, column, f"{done * 100 / planned:.1f}".replace(".", ","))


def _off(
    plan: Plan, index: int, place: tuple[int, int], more: int, codes: tuple[str, ...] = ("conflict.table_total",)
) -> Plan | None:
    """The plan with another number in one cell of a table; each of the codes names a sum that is wrong by it."""
    table = plan.tables[index]
    row, column = place
    cell = table.rows[row][column]
    if cell is None or not cell.text:
        return None
    wrong = dotted(max(0, int(cell.text.replace(".", "")) + more))
    changed = _replaced(plan, index, _set(table, row, column, wrong))
    for code in codes:
        changed = marked(changed, code, "table", _place(index, row, column, wrong), ("sum", cell.text))
    return changed


def _place(index: int, row: int, column: int, text: str) -> tuple[str, str]:
    return f"table {index} row {row + 1} column {column + 1}", text


def subtotal(plan: Plan, chance: Chance) -> Plan | None:
    """The sum of a group is not the sum of its rows, and the parts beside it follow neither."""
    for index, table in enumerate(plan.tables):
        kinds = ("group", "total") if table.kinds.count("total") == 1 else ("total",)
        rows = [row for row, kind in enumerate(table.kinds[:-1]) if kind in kinds and table.rows[row][2]]
        if "group" in table.kinds and len(rows) > 1:
            wrong = ("conflict.group_sum", "conflict.row_sum")
            return _off(plan, index, (chance.pick(rows), 3), chance.number(1, 9), wrong)
    return None


def across(plan: Plan, chance: Chance) -> Plan | None:
    """The sum of a row is not that of its parts; the sum of the column follows it."""
    for index, table in enumerate(plan.tables):
        if ("Trong đó", "Xã hội hóa") not in table.columns or table.columns[2] != ("Tổng số",):
            continue
        more = chance.number(1, 9) * 500_000
        grown = _off(plan, index, (0, 2), more, ("conflict.row_sum",))
        last = len(table.rows) - 1
        cell = table.rows[last][2]
        if grown is None or cell is None:
            return None
        new = dotted(int(cell.text.replace(".", "")) + more)
        return replace(_replaced(grown, index, _set(grown.tables[index], last, 2, new)), faults=grown.faults)
    return None


def share_in_table(plan: Plan, chance: Chance) -> Plan | None:
    """A percentage is not that of its two numbers."""
    for index, table in enumerate(plan.tables):
        column = next((place for place, path in enumerate(table.columns) if path[-1] == SHARE), None)
        if column is None:
            continue
        row = chance.number(0, 2)
        cell, done, planned = (table.rows[row][place] for place in (column, column - 1, column - 2))
        if not (cell and done and planned):
            return None
        wrong = f"{chance.number(10, 49)},5"
        changed = _replaced(plan, index, _set(table, row, column, wrong))
        sides = (_place(index, row, column, wrong), _place(index, row, column - 1, f"{done.text}/{planned.text}"))
        return marked(changed, "conflict.percentage", "table", *sides)
    return None


def women(plan: Plan, chance: Chance) -> Plan | None:
    """More women than persons in one commune; the sum of the column follows."""
    index = _index(plan, COMMUNE_TOTAL)
    if index is None:
        return None
    table = plan.tables[index]
    column = table.columns.index((COMMUNE_TOTAL[0], "Nữ"))
    row, last = chance.number(0, len(table.rows) - 2), len(table.rows) - 1
    whole, old, summed = (
        table.rows[place[0]][place[1]] for place in ((row, column - 1), (row, column), (last, column))
    )
    assert whole and old and summed
    wrong = int(whole.text) + chance.number(1, 4)
    table = _set(table, row, column, str(wrong))
    table = _set(table, last, column, dotted(int(summed.text.replace(".", "")) + wrong - int(old.text)))
    sides = (_place(index, row, column - 1, whole.text), _place(index, row, column, str(wrong)))
    return marked(_replaced(plan, index, table), "conflict.part_of_whole", "table", *sides)


def _numbered(plan: Plan, step: int) -> Plan | None:
    """The last number of the first column `step` further than it should be."""
    for index, table in enumerate(plan.tables):
        rows = [row for row, kind in enumerate(table.kinds) if kind == "data" and table.rows[row][0]]
        texts = [cell.text for row in rows if (cell := table.rows[row][0])]
        if len(rows) < 3 or texts != [f"{number:0{len(texts[0])}d}" for number in range(1, len(texts) + 1)]:
            continue
        wrong = f"{len(rows) + step:0{len(texts[0])}d}"
        changed = _replaced(plan, index, _set(table, rows[-1], 0, wrong))
        sides = (_place(index, rows[-2], 0, texts[-2]), _place(index, rows[-1], 0, wrong))
        return marked(changed, "conflict.row_numbers", "table", *sides)
    return None


def row_number_doubled(plan: Plan, _chance: Chance) -> Plan | None:
    """Two rows have one number."""
    return _numbered(plan, -1)


def row_number_skipped(plan: Plan, _chance: Chance) -> Plan | None:
    """A number of the rows is left out."""
    return _numbered(plan, 1)


def commune_total(plan: Plan, chance: Chance) -> Plan | None:
    """The total of the summary by commune is neither the sum nor the number in prose."""
    index = _index(plan, COMMUNE_TOTAL)
    if index is None:
        return None
    table = plan.tables[index]
    column, row = table.columns.index(COMMUNE_TOTAL), len(table.rows) - 1
    changed = _off(plan, index, (row, column), chance.number(1, 5))
    if changed is None or current_count(plan) is None:
        return changed
    sides = [(place.where, place.text) for place in changed.faults[-1].places[:1]]
    return marked(changed, "conflict.collaborator_count", "table", *sides, _in_prose(plan))


def _in_prose(plan: Plan) -> tuple[str, str]:
    said = current_count(plan)
    return ("prose", said.printed) if said else ("prose", "")


def count_in_prose(plan: Plan, chance: Chance) -> Plan | None:
    """The number in prose is not that of the table."""
    index = next(
        (found for found in (_index(plan, PERSON_TOTAL), _index(plan, COMMUNE_TOTAL)) if found is not None), None
    )
    entry = current_count(plan)
    if index is None or entry is None:
        return None
    value = entry.value + chance.number(1, 3)
    said = replace(entry, printed=f"{value:02d} {entry.whom}", value=value, unit="")
    at = plan.mentions.index(entry)
    changed = replace(plan, mentions=(*plan.mentions[:at], said, *plan.mentions[at + 1 :]))
    return marked(
        changed, "conflict.collaborator_count", "prose", ("prose", said.printed), (f"table {index}", str(entry.value))
    )


def count_of_rows(plan: Plan, _chance: Chance) -> Plan | None:
    """The total of the roster is larger than the number of its persons."""
    index = _index(plan, PERSON_TOTAL)
    if index is None or len(plan.tables[index].rows) < 2:
        return None
    table = plan.tables[index]
    count = len(table.rows) - 1
    first = tuple(replace(cell, down=count) if cell and cell.down > 1 else cell for cell in table.rows[0])
    fewer = replace(table, rows=(first, *table.rows[1:-1]), kinds=table.kinds[:-1])
    sides = ((f"table {index}", f"{count} dòng"), _place(index, 0, 2, str(count + 1)))
    return marked(_replaced(plan, index, fewer), "conflict.collaborator_count", "rows", *sides)


def count_in_total(plan: Plan, chance: Chance) -> Plan | None:
    """The total cell of the roster differs from prose and rows."""
    index = _index(plan, PERSON_TOTAL)
    if index is None:
        return None
    table = plan.tables[index]
    column = table.columns.index(PERSON_TOTAL)
    wrong = f"{len(table.rows) + chance.number(1, 3):02d}"
    changed = _replaced(plan, index, _set(table, 0, column, wrong))
    sides = (_place(index, 0, column, wrong), (f"table {index}", f"{len(table.rows)} dòng"))
    return marked(changed, "conflict.collaborator_count", "total", *sides)


def recruited_never(plan: Plan, chance: Chance) -> Plan | None:
    """A person on the roster was recruited on a day that no calendar has."""
    index = _index(plan, PERSON_TOTAL)
    if index is None:
        return None
    table = plan.tables[index]
    row, column = chance.number(0, len(table.rows) - 1), table.columns.index(("Thời gian tuyển dụng",))
    wrong = f"{chance.pick(('31/04', '30/02', '31/06', '31/09'))}/{plan.head.year - chance.number(1, 5)}"
    changed = _replaced(plan, index, _set(table, row, column, wrong))
    return marked(changed, "chronology.impossible_date", "table", _place(index, row, column, wrong))


def _person(code: str, columns: tuple[str, ...], texts: Callable[[str], tuple[str, ...]]) -> Planter:
    """A planter that writes `texts` (made from the mark of the table) into the columns of one person."""

    def plant(plan: Plan, chance: Chance) -> Plan | None:
        index = _index(plan, PERSON_TOTAL)
        if index is None:
            return None
        table = plan.tables[index]
        row = chance.number(0, len(table.rows) - 1)
        leaves = [path[-1] for path in table.columns]
        first = leaves.index(LEVELS[0])
        marks = [cell.text for cell in table.rows[row][first : first + 4] if cell and cell.text]
        for name, text in zip(columns, texts(marks[0]), strict=True):
            table = _set(table, row, leaves.index(name), text)
        place = _place(index, row, leaves.index(columns[0]), " ".join(texts(marks[0])).strip())
        return marked(_replaced(plan, index, table), code, f"row {row + 1}", place)

    return plant


OF_TABLES: dict[str, Planter] = {
    "total": total,
    "subtotal": subtotal,
    "across": across,
    "share_in_table": share_in_table,
    "row_number_doubled": row_number_doubled,
    "row_number_skipped": row_number_skipped,
}
OF_PEOPLE: dict[str, Planter] = {
    "women": women,
    "recruited_never": recruited_never,
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
        "standard.concurrent_post", ("Ghi chú",), lambda _: (f"{OFFICIAL} Văn hóa - Xã hội, kiêm nhiệm",)
    ),
}
