"""Trees of sections of reports and plans: which parts, under which headings, how long."""

from dataclasses import dataclass, replace

from corpus.generator.asking import proposals
from corpus.generator.bodies import load
from corpus.generator.counts import count_blocks, near_miss, planned_blocks
from corpus.generator.outline import Node
from corpus.generator.plan import Block, Para
from corpus.generator.prose import Writer
from corpus.generator.roster import Roster

HEADINGS = load("headings.toml")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a tree is built with: the split, paragraphs a section, the deepest level, what is counted."""

    split: str
    length: int
    depth: int
    roster: Roster | None = None
    near_miss: bool = False


def title(writer: Writer, frame: Frame, family: str, role: str) -> str:
    """A heading for the role, from what all splits share or the split's own."""
    bank = HEADINGS[family][role]
    return writer.plain(writer.chance.pick([*bank["all"], *bank.get(frame.split, ())]))


def texts(writer: Writer, frame: Frame, share: float = 1) -> tuple[Block, ...]:
    """Paragraphs or bullets about the work."""
    count = max(1, round(frame.length * share))
    chance = writer.chance
    bullets = chance.odds(0.4)
    blocks: list[Block] = []
    for _ in range(count):
        text = writer.paragraph(chance.number(1, 4))
        blocks.append(
            Para(text, "item" if bullets else "body", chance.pick(("-", "-", "-", "+")) if bullets else "")
        )
    if bullets:
        mark = chance.pick(("-", "-", "+", "•", "–"))
        blocks = [Para(block.text, "item", mark) for block in blocks if isinstance(block, Para)]
    return tuple(blocks)


def listed(writer: Writer, bank: str, count: int) -> tuple[Block, ...]:
    """Clauses of a bank as bullets or prose."""
    lines = list(dict.fromkeys(writer.phrase(bank, count)))
    if writer.chance.odds(0.25):
        return (Para(" ".join(lines)),)
    return tuple(Para(line, "item", "-") for line in lines)


def report(writer: Writer, frame: Frame) -> tuple[Node, ...]:
    """The sections of a report; opening and closing are no part of the tree."""
    chance = writer.chance
    nodes = []
    if chance.odds(0.2):
        nodes.append(Node(title(writer, frame, "report", "other"), "other", listed(writer, "traits", 2)))
    if chance.odds(0.85):
        nodes.append(Node(title(writer, frame, "report", "steering"), "steering", texts(writer, frame, 0.7)))
    nodes.append(_results(writer, frame))
    if chance.odds(0.15):
        assessment = tuple(Para(text) for text in writer.phrase("fillers", 2))
        nodes.append(Node(title(writer, frame, "report", "assessment"), "assessment", assessment))
    last = chance.odds(0.6)
    middle = [
        Node(
            title(writer, frame, "report", "next"),
            "next",
            listed(writer, "next_tasks", 3 + frame.length // 2),
        )
    ]
    wishes = proposals(writer, title(writer, frame, "report", "proposals"))
    trouble = _difficulties(writer, frame)
    if chance.odds(0.12) and frame.depth > 1 and not wishes.children:
        both = Node(chance.pick(COMBINED), "difficulties", (), (trouble, wishes))
        return (*nodes, both, *(middle if last else ()))
    return (*nodes, trouble, *(middle if last else ()), wishes)


COMBINED = ("Tồn tại, hạn chế và đề xuất, kiến nghị", "Khó khăn, vướng mắc và kiến nghị")


def _results(writer: Writer, frame: Frame) -> Node:
    heading = title(writer, frame, "report", "results")
    extra = _count_blocks(writer, frame)
    if frame.depth == 1:
        return Node(heading, "results", (*extra, *texts(writer, frame, 1.5)))
    names = [
        f"{lead}{task[0].lower()}{task[1:]}" for lead, task in _topics(writer, min(3 + frame.length // 2, 9))
    ]
    children = [Node(name[0].upper() + name[1:], "results", _parts(writer, frame)) for name in names]
    if frame.depth > 2:
        parts = tuple(
            Node(name, "results", texts(writer, frame, 0.5)) for name in ("Nội dung", "Kết quả cụ thể")
        )
        children[0] = Node(children[0].text, "results", (), parts)
    if extra:
        children.insert(
            0, Node(writer.chance.pick(("Về đội ngũ", "Về nhân lực", "Tổ chức đội ngũ")), "results", extra)
        )
    return Node(heading, "results", (), tuple(children))


def _parts(writer: Writer, frame: Frame) -> tuple[Block, ...]:
    return texts(writer, frame, 0.8)


def _topics(writer: Writer, count: int) -> list[tuple[str, str]]:
    leads = ("Về ", "Công tác ", "Kết quả ", "")
    lead = writer.chance.pick(leads)
    return [(lead, task) for task in writer.chance.some([*writer.field["tasks"], *GENERAL], count)]


GENERAL = (
    "Tuyên truyền, phổ biến pháp luật", "Kiểm tra, giám sát", "Huy động nguồn lực", "Đào tạo, bồi dưỡng cán bộ",
    "Phối hợp liên ngành", "Ứng dụng công nghệ thông tin", "Thông tin, báo cáo", "Thi đua, khen thưởng",
)  # fmt: skip


def _count_blocks(writer: Writer, frame: Frame) -> tuple[Block, ...]:
    if frame.roster:
        return count_blocks(writer, frame.roster.total, frame.roster.word)
    if frame.near_miss:
        return tuple(Para(near_miss(writer), "item", "-") for _ in range(2))
    return ()


def _difficulties(writer: Writer, frame: Frame) -> Node:
    heading = title(writer, frame, "report", "difficulties")
    lines = listed(writer, "difficulties", writer.chance.number(2, 5))
    causes = listed(writer, "causes", 2)
    if "guyên nhân" in heading and frame.depth > 1:
        children = (Node("Hạn chế", "difficulties", lines), Node("Nguyên nhân", "difficulties", causes))
        return Node(heading, "difficulties", (), children)
    return Node(heading, "difficulties", lines + (causes if writer.chance.odds(0.3) else ()))


def scheme_of_work(writer: Writer, frame: Frame) -> tuple[Node, ...]:
    """The sections of a plan (kế hoạch)."""
    chance = writer.chance
    nodes = []
    purpose = chance.odds(0.8)
    if purpose:
        nodes.append(_purpose(writer, frame))
    if not purpose or chance.odds(0.4):
        lines = tuple(Para(writer.fill(text), "item", "-") for text in TARGETS)
        nodes.append(Node(title(writer, frame, "plan", "targets"), "targets", lines[: chance.number(2, 4)]))
    content = texts(writer, frame, 1.5)
    counted = planned_blocks(writer) if frame.near_miss and chance.odds(0.7) else ()
    if frame.depth > 1:
        children = tuple(
            Node(task, "content", listed(writer, "next_tasks", 1 + frame.length // 2))
            for _, task in _topics(writer, min(2 + frame.length // 2, 9))
        )
        first = replace(children[0], blocks=(*children[0].blocks, *counted))
        nodes.append(Node(title(writer, frame, "plan", "content"), "content", (), (first, *children[1:])))
    else:
        nodes.append(Node(title(writer, frame, "plan", "content"), "content", (*content, *counted)))
    if chance.odds(0.35):
        begins = f"01/{chance.number(1, 11):02d}"
        when = writer.fill(f"Thời gian: từ ngày {begins}/{{next_year}} đến hết ngày 25/12/{{next_year}}.")
        nodes.append(Node(title(writer, frame, "plan", "time"), "time", (Para(when),)))
    nodes.append(
        Node(title(writer, frame, "plan", "budget"), "budget", listed(writer, "budgets", chance.number(1, 2)))
    )
    nodes.append(_organisation(writer, frame))
    return tuple(nodes)


TARGETS = (
    "Phấn đấu {p} đơn vị hoàn thành nhiệm vụ được giao về {work}.",
    "Tổ chức ít nhất {small} lớp tập huấn cho cán bộ phụ trách.",
    "Trên {p} người dân được tuyên truyền về {work}.",
    "Đến hết năm {next_year}, hoàn thành {f} chỉ tiêu.",
)


def _purpose(writer: Writer, frame: Frame) -> Node:
    heading = title(writer, frame, "plan", "purpose")
    aims, needs = listed(writer, "purposes", 2), listed(writer, "requirements", 3)
    if frame.depth == 1:
        return Node(heading, "purpose", aims + needs)
    return Node(
        heading, "purpose", (), (Node("Mục đích", "purpose", aims), Node("Yêu cầu", "purpose", needs))
    )


def _organisation(writer: Writer, frame: Frame) -> Node:
    heading = title(writer, frame, "plan", "organisation")
    if frame.depth == 1:
        lines = [
            Para(f"{unit}: {task[0].lower()}{task[1:]}", "item", "-")
            for unit, task in zip(writer.body.below, writer.phrase("organisation", 4), strict=False)
        ]
        return Node(heading, "organisation", tuple(lines))
    units = writer.chance.some(writer.body.below, writer.chance.number(2, 5))
    children = tuple(Node(unit, "organisation", listed(writer, "organisation", 2)) for unit in units)
    return Node(heading, "organisation", (), children)
