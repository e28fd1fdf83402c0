"""Collaborators of social work: counts in prose, the roster by person, the summary by commune."""

from dataclasses import dataclass

from corpus.generator.plan import Cell, Mention, Table
from corpus.generator.prose import WORDS, Writer, dotted, invent_person
from corpus.generator.tables import Path, Row, cells, make

LEVELS = ("Cử nhân", "Cao đẳng", "Trung cấp", "Chưa được đào tạo")
STUDIES = ("Công tác xã hội", "Xã hội học", "Tâm lý xã hội", "Chuyên ngành khác")
PREFIXES = (
    "Trên địa bàn {area} hiện có {count}", "Hiện nay, {area} có {count}", "{Area} đã bố trí {count}",
    "Toàn {area} có {count}", "Tổng số {count} đang hoạt động",
)  # fmt: skip
BEHIND = (
    ", đều được ký hợp đồng theo quy định.",
    " phụ trách các khu dân cư.",
    ", thực hiện nhiệm vụ thường xuyên.",
    ".",
)
NEAR_MISSES = (
    "Vai trò của cộng tác viên công tác xã hội ngày càng được khẳng định.",
    "Đội ngũ cộng tác viên còn mỏng, thường xuyên thay đổi.",
    "Đã tổ chức {n} lớp tập huấn dành cho cộng tác viên với {N} tài liệu được cấp phát.",
    "Cộng tác viên công tác xã hội đã tham gia {n} buổi truyền thông tại khu dân cư.",
    "Có {n} tình nguyện viên và {n} cán bộ đoàn thể tham gia hỗ trợ.",
    "Chế độ phụ cấp đối với cộng tác viên thực hiện theo quy định hiện hành.",
)


@dataclass(frozen=True, slots=True)
class Roster:
    """What a document says about its collaborators: the table, the number in prose, the form of the word."""

    total: int
    word: str
    table: Table | None


def print_count(writer: Writer, value: int, word: str) -> str:
    """`02 cộng tác viên …` in figures or words."""
    forms = {f"{value:02d}": 10, f"{value:02d} người là": 0.6, f"{value}": 1.5}
    if value <= 10:
        forms |= {WORDS[value]: 1.5, f"{value:02d} ({WORDS[value]})": 1}
    return f"{writer.chance.weighted(forms)} {word}"


def draw_word(writer: Writer) -> str:
    """The word in one of its spellings, the widespread misspelling among them."""
    return writer.chance.weighted(
        {
            "cộng tác viên công tác xã hội": 5,
            "cộng tác viên": 3,
            "công tác viên công tác xã hội": 2,
            "CTV công tác xã hội": 2,
            "CTV": 1,
            "cộng tác viên CTXH": 1,
        }
    )


def count_sentence(writer: Writer, value: int, word: str, meaning: str = "current") -> str:
    """A sentence that counts collaborators; `meaning` is current, planned or trained."""
    printed = print_count(writer, value, word)
    sign = writer.mention(Mention("count", printed, value=value, meaning=meaning))
    chance, area = writer.chance, writer.body.area
    if meaning == "planned":
        return f"{chance.pick(('Nhu cầu bổ sung trong năm tới là', 'Dự kiến tuyển thêm'))} {sign}."
    if meaning == "trained":
        return f"{chance.pick(('Đã cử đi tập huấn', 'Trong kỳ đã bồi dưỡng nghiệp vụ cho'))} {sign}."
    head = chance.pick(PREFIXES).format(area=area, Area=area[0].upper() + area[1:], count=sign)
    return head + chance.pick(BEHIND)


def persons(writer: Writer, count: int, complete: bool = True) -> Table:
    """The form by person: two header rows, unit and total only in the first row, `x` marks."""
    chance = writer.chance
    mark = chance.pick(("x", "x", "X", "1"))
    columns: tuple[Path, ...] = (
        ("STT",), ("Xã/phường",), ("Tổng số CTV",), ("Đơn vị quản lý",), ("Họ và tên",), ("Công việc được giao",),
        ("Thời gian tuyển dụng",), ("Hình thức tuyển dụng",), *(("Trình độ đào tạo", name) for name in LEVELS),
        *(("Chuyên ngành đào tạo", name) for name in STUDIES), ("Mức phụ cấp",), ("Ghi chú",),
    )  # fmt: skip
    area = writer.body.area[0].upper() + writer.body.area[1:]
    total = f"{count:02d}" if chance.odds(0.6) else str(count)
    rows: list[Row] = []
    for index in range(count):
        lead: Row = (
            (Cell("1", count), Cell(area, count), Cell(total, count)) if index == 0 else (None, None, None)
        )
        level, study = chance.number(0, 2), chance.number(0, 3)
        when = (
            f"{chance.number(1, 28):02d}/{chance.number(1, 12):02d}/{writer.date.year - chance.number(1, 6)}"
        )
        texts = [writer.body.short, invent_person(chance), chance.pick(DUTIES), when, "Hợp đồng"]
        texts += [mark if place == level else "" for place in range(4)]
        texts += [mark if place == study else "" for place in range(4)]
        texts += [chance.pick(("2.340.000", "1.800.000", "1,0 x LCS")) if complete else "", ""]
        rows.append((*lead, *cells(*texts)))
    widths = (1.1, 1.8, 1.2, 1.8, 2.2, 2, 1.9, 1.6, 1.2, 1.2, 1.2, 1.2, 1.3, 1.2, 1.2, 1.4, 1.8, 1.5)
    return make(columns, rows, ["data"] * count, widths)


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
