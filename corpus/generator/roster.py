"""Tables of collaborators of social work: the roster by person, the summary by commune."""

from dataclasses import dataclass

from corpus.generator.plan import Cell, Table
from corpus.generator.prose import Writer, dotted, invent_person
from corpus.generator.tables import Path, Row, cells, make

LEVELS = ("Cử nhân", "Cao đẳng", "Trung cấp", "Chưa được đào tạo")
STUDIES = ("Công tác xã hội", "Xã hội học", "Tâm lý xã hội", "Chuyên ngành khác")


@dataclass(frozen=True, slots=True)
class Roster:
    """What a document says about its collaborators: the table, the number in prose, the form of the word."""

    total: int
    word: str
    table: Table | None


def persons(writer: Writer, count: int, named: bool = True) -> Table:
    """The form by person: two header rows, unit and total only in the first row, `x` marks.

    Without a column of names, name and degree stand in the remarks.
    """
    chance = writer.chance
    mark = chance.pick(("x", "x", "X", "1"))
    columns: tuple[Path, ...] = (
        ("STT",), ("Xã/phường",), ("Tổng số CTV",), ("Đơn vị quản lý",), *((("Họ và tên",),) if named else ()),
        ("Công việc được giao",), ("Thời gian tuyển dụng",), ("Hình thức tuyển dụng",),
        *(("Trình độ đào tạo", name) for name in LEVELS), *(("Chuyên ngành đào tạo", name) for name in STUDIES),
        ("Mức phụ cấp",), ("Ghi chú",),
    )  # fmt: skip
    area = writer.body.area[0].upper() + writer.body.area[1:]
    total = f"{count:02d}" if chance.odds(0.6) else str(count)
    lead: Row = (Cell("1", count), Cell(area, count), Cell(total, count))
    rows: list[Row] = [
        (*(lead if index == 0 else (None, None, None)), *cells(*_person(writer, mark, named))) for index in range(count)
    ]
    widths = (1.1, 1.8, 1.2, 1.8, *((2.2,) if named else ()), 2, 1.9, 1.6, *(1.2,) * 4, 1.3, 1.2, 1.2, 1.4, 1.8)
    return make(columns, rows, ["data"] * count, (*widths, 1.5 if named else 3.2))


def _person(writer: Writer, mark: str, named: bool) -> list[str]:
    """The cells of one person."""
    chance = writer.chance
    level, study = chance.number(0, 2), chance.number(0, 3)
    name = invent_person(chance)
    when = f"{chance.number(1, 28):02d}/{chance.number(1, 12):02d}/{writer.date.year - chance.number(1, 6)}"
    duty = chance.pick(DUTIES)
    texts = [
        writer.body.short,
        *([name] if named else []),
        duty,
        when,
        chance.pick(("Hợp đồng", "Hợp đồng", "Xét tuyển")),
    ]
    texts += [mark if place == level else "" for place in range(4)]
    texts += [mark if place == study else "" for place in range(4)]
    degree = chance.pick((LEVELS[level], f"{LEVELS[level]} {STUDIES[study].lower()}", LEVELS[level]))
    note = "" if named else chance.pick((name, f"{name}, {degree}", f"{name} ({degree})"))
    return [*texts, chance.pick(("2.340.000", "1.800.000", "1,0 x LCS", "hệ số 1,0")), note]


OFFICIAL = "Phó Trưởng phòng"
DUTIES = ("Quản lý trường hợp", "Truyền thông, tư vấn", "Theo dõi khu dân cư", "Thu thập thông tin đối tượng")


def by_commune(writer: Writer, places: list[str]) -> tuple[Table, int]:
    """Numbers of collaborators by commune with levels and a total row; the table and its total."""
    chance = writer.chance
    columns: tuple[Path, ...] = (
        ("TT",), ("Địa phương",), ("Số lượng cộng tác viên", "Tổng số"), ("Số lượng cộng tác viên", "Nữ"),
        ("Trình độ chuyên môn", "Đại học"), ("Trình độ chuyên môn", "Cao đẳng"), ("Trình độ chuyên môn", "Trung cấp"),
    )  # fmt: skip
    rows: list[Row] = []
    sums = [0] * 5
    for index, place in enumerate(places, 1):
        levels = [chance.number(0, 4), chance.number(0, 3), chance.number(1, 3)]
        figures = [sum(levels), chance.number(0, sum(levels)), *levels]
        sums = [old + new for old, new in zip(sums, figures, strict=True)]
        rows.append(cells(str(index), place, *map(str, figures)))
    rows.append((Cell("Tổng cộng", 1, 2), None, *(Cell(dotted(number)) for number in sums)))
    kinds = ["data"] * len(places) + ["total"]
    return make(columns, rows, kinds, (1.1, 4.8, 2, 2, 2, 2, 2.2)), sums[0]


def people_of(table: Table) -> list[dict[str, str | None]]:
    """What a roster says of each person, in the names of a record; without a column of names they lead the remarks."""
    if ("Tổng số CTV",) not in table.columns:
        return []
    leaves = [path[-1] for path in table.columns]
    area = table.rows[0][leaves.index("Xã/phường")]
    rows = ([cell.text if cell else "" for cell in row] for row in table.rows)
    return [_entry(dict(zip(leaves, texts, strict=True)), area.text if area else "") for texts in rows]


def _entry(texts: dict[str, str], area: str) -> dict[str, str | None]:
    """One person by the texts under each column."""
    official = texts["Ghi chú"].startswith(OFFICIAL)
    remark = "" if official else texts["Ghi chú"].split(",")[0].split(" (")[0]
    values = {
        "name": texts.get("Họ và tên", remark), "unit": area,
        "managed_by": texts["Đơn vị quản lý"], "task": texts["Công việc được giao"],
        "qualification": "; ".join(level for level in LEVELS if texts[level]),
        "field_of_study": "; ".join(study for study in STUDIES if texts[study]),
        "recruited": texts["Thời gian tuyển dụng"], "form": texts["Hình thức tuyển dụng"],
        "allowance": texts["Mức phụ cấp"], "kind": "concurrent" if official else "contract",
        "note": texts["Ghi chú"],
    }  # fmt: skip
    return {key: value or None for key, value in values.items()}
