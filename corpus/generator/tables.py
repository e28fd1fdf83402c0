"""Tables of figures, tasks, budgets and lists for bodies and appendices of any field."""

from dataclasses import replace
from typing import Any

from corpus.generator.plan import Cell, Table
from corpus.generator.prose import Writer, dotted, invent_person

Path = tuple[str, ...]
Row = tuple[Cell | None, ...]


def header_of(columns: tuple[Path, ...]) -> tuple[Row, ...]:
    """Printed header rows of column paths: equal neighbours share a cell, a short path reaches down."""
    depth = max(len(path) for path in columns)
    rows: list[list[Cell | None]] = [[None] * len(columns) for _ in range(depth)]
    for column, path in enumerate(columns):
        for level, text in enumerate(path):
            if column and columns[column - 1][: level + 1] == path[: level + 1]:
                continue
            across = 1
            while column + across < len(columns) and columns[column + across][: level + 1] == path[: level + 1]:
                across += 1
            down = depth - level if level == len(path) - 1 else 1
            rows[level][column] = Cell(text, down, across)
    return tuple(tuple(row) for row in rows)


def make(columns: tuple[Path, ...], rows: list[Row], kinds: list[str], widths: tuple[float, ...]) -> Table:
    """A table whose header is printed from its paths."""
    return Table(columns, header_of(columns), tuple(rows), tuple(kinds), widths)


def cells(*texts: str) -> Row:
    """A row of cells without merges."""
    return tuple(Cell(text) for text in texts)


def across_row(lead: str, text: str, width: int) -> Row:
    """A group row: its number, then its title over the other columns."""
    return (Cell(lead), Cell(text, 1, width - 1), *([None] * (width - 2)))


def figures(writer: Writer) -> Table:
    """Plan, result and share of each item; header of one, two or three rows; often a total."""
    chance = writer.chance
    year = writer.date.year
    leaves = ("Kế hoạch", "Thực hiện", "Tỷ lệ (%)")
    depth = chance.pick((1, 2, 2, 3))
    over: Path = {1: (), 2: (f"Năm {year}",), 3: ("Kết quả", f"Năm {year}")}[depth]
    before: Path = ("Kết quả", f"Năm {year - 1}") if depth == 3 else (f"Năm {year - 1}",)
    columns: tuple[Path, ...] = (
        ("STT",),
        ("Nội dung",),
        ("Đơn vị tính",),
        *((*over, leaf) for leaf in leaves),
        before,
    )
    columns = (*columns, ("Ghi chú",))
    rows: list[Row] = []
    sums = [0, 0, 0]
    unit = chance.pick(("Lượt", "Người", "Trường hợp"))
    for index, name in enumerate(writer.field["rows"], 1):
        plan = chance.number(20, 900)
        done = max(1, plan * chance.number(55, 104) // 100)
        former = chance.number(10, 800)
        sums = [sums[0] + plan, sums[1] + done, sums[2] + former]
        share = f"{done * 100 / plan:.1f}".replace(".", ",")
        risen = "Tăng so với kỳ trước" if done > former else "Giảm so với kỳ trước" if done < former else ""
        note = chance.pick(("", "", "", risen, "Số ước"))
        rows.append(cells(str(index), name, unit, dotted(plan), dotted(done), share, dotted(former), note))
    kinds = ["data"] * len(rows)
    if chance.odds(0.6):
        share = f"{sums[1] * 100 / sums[0]:.1f}".replace(".", ",")
        total = chance.pick(("Tổng cộng", "Cộng", "Tổng"))
        rows.append(cells("", total, "", dotted(sums[0]), dotted(sums[1]), share, dotted(sums[2]), ""))
        kinds.append("total")
    return make(columns, rows, kinds, (1.5, 4.2, 2, 1.8, 1.9, 1.8, 1.8, 2.2))


def tasks(writer: Writer, count: int) -> Table:
    """Tasks with lead and coordinating bodies and a deadline, under group rows, perhaps with a numbering row."""
    chance = writer.chance
    columns: tuple[Path, ...] = (
        (chance.pick(("STT", "TT")),), ("Nội dung công việc",), ("Cơ quan, đơn vị", "Chủ trì"),
        ("Cơ quan, đơn vị", "Phối hợp"), ("Thời gian hoàn thành",),
    )  # fmt: skip
    rows: list[Row] = []
    kinds: list[str] = []
    grouped = chance.odds(0.5)
    for index in range(count):
        if grouped and index % 3 == 0:
            group = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")[
                index // 3
            ]
            rows.append(across_row(group, f"Nhóm nhiệm vụ {writer.chance.pick(GROUPS)}", 5))
            kinds.append("group")
        task = chance.pick(writer.field["tasks"]) + chance.pick(SUFFIXES)
        lead, partner = chance.some(writer.body.below, 2)
        month = chance.number(1, 12)
        when = chance.pick(
            (f"Tháng {month}/{writer.date.year + 1}", f"Quý {'I' * min(3, 1 + month % 3)}", "Thường xuyên")
        )
        rows.append(cells(str(index + 1), task, lead, partner, when))
        kinds.append("data")
    table = make(columns, rows, kinds, (1.4, 6, 3.3, 3.3, 2.7))
    return replace(table, numbering=chance.odds(0.3))


GROUPS = ("về chỉ đạo, điều hành", "về tuyên truyền", "về kiểm tra, giám sát", "về hoàn thiện thể chế")
SUFFIXES = (
    "",
    " trên toàn địa bàn",
    " tại các khu dân cư",
    " đợt 1",
    " đợt 2",
    " theo chuyên đề",
    " 6 tháng cuối năm",
)


def by_unit(writer: Writer, units: int) -> Table:
    """Items under each unit; the unit's cell runs down over its rows."""
    chance = writer.chance
    columns: tuple[Path, ...] = (("TT",), ("Đơn vị",), ("Chỉ tiêu",), ("Số lượng",), ("Kết quả đánh giá",))
    rows: list[Row] = []
    names = chance.some([f"{kind} {number}" for kind in ("Thôn", "Tổ dân phố") for number in range(1, 30)], units)
    for index, name in enumerate(names, 1):
        items = chance.some(writer.field["rows"], chance.number(1, 3))
        for place, item in enumerate(items):
            lead = (Cell(str(index), len(items)), Cell(name, len(items))) if place == 0 else (None, None)
            rows.append((*lead, Cell(item), Cell(dotted(chance.number(1, 300))), Cell(chance.pick(GRADES))))
    return make(columns, rows, ["data"] * len(rows), (1.3, 3.4, 5.2, 2.4, 4.2))


GRADES = ("Đạt", "Đạt", "Tốt", "Chưa đạt", "")


def budget(writer: Writer) -> Table:
    """Costs by item and source with a total."""
    chance = writer.chance
    sources = ("Ngân sách cấp trên", "Ngân sách địa phương", "Xã hội hóa")
    columns: tuple[Path, ...] = (
        ("STT",),
        ("Nội dung chi",),
        ("Tổng số",),
        *(("Trong đó", name) for name in sources),
    )
    rows: list[Row] = []
    sums = [0, 0, 0]
    for index, name in enumerate(chance.some([*writer.field["tasks"], *COSTS], chance.number(4, 8)), 1):
        parts = [chance.number(5, 400) * 500_000 for _ in sources]
        sums = [old + new for old, new in zip(sums, parts, strict=True)]
        rows.append(cells(str(index), name, dotted(sum(parts)), *map(dotted, parts)))
    rows.append((Cell("Tổng cộng", 1, 2), None, Cell(dotted(sum(sums))), *(Cell(dotted(part)) for part in sums)))
    return make(columns, rows, ["data"] * (len(rows) - 1) + ["total"], (1.4, 4.4, 2.8, 2.8, 2.8, 2.6))


COSTS = (
    "Tập huấn, bồi dưỡng", "Tuyên truyền, phổ biến", "Kiểm tra, giám sát", "Văn phòng phẩm, in ấn", "Hội nghị sơ kết",
    "Khen thưởng",
)  # fmt: skip


def narrow_budget(writer: Writer) -> Table:
    """Costs in columns so narrow that numbers are broken in their cells."""
    table = budget(writer)
    return replace(table, widths=(1, 3, *(1.15 for _ in table.widths[2:]), 6), **_with_note(writer, table))


def _with_note(writer: Writer, table: Table) -> dict[str, Any]:
    """The table's columns and rows with a wide last column of remarks."""
    notes = ("", "Theo dự toán được giao", "Lồng ghép các nguồn vốn khác theo quy định", "Đang hoàn thiện hồ sơ")
    columns: tuple[Path, ...] = (*table.columns, ("Ghi chú",))
    rows = tuple((*row, Cell("" if kind == "total" else writer.chance.pick(notes)))
                 for row, kind in zip(table.rows, table.kinds, strict=True))  # fmt: skip
    return {"columns": columns, "header": header_of(columns), "rows": rows}


def grouped(writer: Writer, groups: int) -> Table:
    """Figures by hamlet below rows of their groups, and the sum of all.

    The sum of a group stands in the row that heads it, or in a row of its own below.
    """
    chance = writer.chance
    year = writer.date.year
    over: Path = chance.pick(((f"Năm {year}",), ("Số đối tượng",), ()))
    columns: tuple[Path, ...] = (
        ("STT",), ("Địa bàn",), (*over, "Tổng số"), (*over, "Trong đó", "Nam"), (*over, "Trong đó", "Nữ"), ("Ghi chú",),
    )  # fmt: skip
    rows: list[Row] = []
    kinds: list[str] = []
    whole = [0, 0, 0]
    headed = chance.odds(0.5)
    names = chance.some([f"{kind} {number}" for kind in ("Thôn", "Xóm") for number in range(1, 40)], groups * 8)
    for group in range(groups):
        at, sums = len(rows), [0, 0, 0]
        count = chance.number(2, 8)
        for place, name in enumerate(names[group * 8 : group * 8 + count], 1):
            men, women = chance.number(3, 90), chance.number(3, 90)
            sums = [old + new for old, new in zip(sums, (men + women, men, women), strict=True)]
            rows.append(
                cells(str(place), name, dotted(men + women), str(men), str(women), chance.pick(("", "", "Ước")))
            )
        whole = [old + new for old, new in zip(whole, sums, strict=True)]
        number, title = ("I", "II", "III", "IV", "V", "VI")[group], f"Cụm {group + 1}"
        if headed:
            rows.insert(at, cells(number, title, *map(dotted, sums), ""))
        else:
            rows.insert(at, across_row(number, title, 6))
            rows.append(cells("", f"Cộng cụm {group + 1}", *map(dotted, sums), ""))
        kinds += ["group", *["data"] * count, *([] if headed else ["total"])]
    rows.append((Cell("Tổng cộng", 1, 2), None, *(Cell(dotted(number)) for number in whole), Cell("")))
    return make(columns, rows, [*kinds, "total"], (1.3, 4.4, 2.6, 2.2, 2.2, 2.8))


def name_list(writer: Writer, count: int) -> Table:
    """People with post and unit (members of a steering committee)."""
    chance = writer.chance
    columns: tuple[Path, ...] = (("STT",), ("Họ và tên",), ("Chức vụ, đơn vị công tác",), ("Nhiệm vụ",))
    rows: list[Row] = []
    for index in range(1, count + 1):
        duty = "Trưởng ban" if index == 1 else "Phó Trưởng ban" if index == 2 else "Thành viên"
        post = f"{chance.pick(('Lãnh đạo', 'Chuyên viên', 'Cán bộ'))} {chance.pick(writer.body.below)}"
        rows.append(cells(f"{index:02d}" if count > 9 else str(index), invent_person(chance), post, duty))
    return make(columns, rows, ["data"] * count, (1.4, 4.4, 7.2, 3.4))
