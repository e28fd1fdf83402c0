"""From the plan to what is printed, in order: lines, boxes of head and tail, tables, new sections.

Word and text renditions are both made from these elements, so that a label holds for either.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.generator.plan import Appendix, Block, Heading, Para, Plan, Signer, Table, TableHere, resolve

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `align` is left, center or both; words between double asterisks are bold.

    `font` is empty, tcvn3 or vni: the encoding that a Word file writes it in.
    """

    text: str
    align: str = "both"
    bold: bool = False
    italic: bool = False
    points: float = 0
    indent: float = 1.27
    before: float = 3
    keep: bool = False
    list_level: int | None = None
    label: str = ""
    role: str = "body"
    footnote: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Two columns side by side: of the head or of the tail."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    role: str
    second_left: tuple[Line, ...] = ()
    second_right: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table with its index, for its place in the label."""

    table: Table
    index: int
    font: str = ""


@dataclass(frozen=True, slots=True)
class NewSection:
    """A new page with numbering of its own."""

    landscape: bool


Element = Line | Box | TablePart | NewSection


def number_line(plan: Plan) -> str:
    """The line of number and symbol."""
    head = plan.head
    if head.number_status == "absent":
        return ""
    lead = "Số:" if head.colon and not head.party else "Số"
    hidden = head.number_source in {"signature", "hand"}
    digits = " " * (3 * len(head.number) + 2) if hidden else head.number or "      "
    if head.number_status == "struck_out":
        digits = f"~~{digits}~~ "
    between = "-" if head.party else "/"
    gap = " " if head.spaced and head.number and not head.party else ""
    return f"{lead} {digits}{gap}{between}{head.notation}"


def place_line(plan: Plan) -> str:
    """The line of place and date; what is open is left blank."""
    head = plan.head
    if not head.place:
        return ""
    hidden = {"signature": "    ", "hand": " " * 9}
    day = hidden.get(head.day_source) or head.day or "    "
    return f"{head.place}, ngày {day} tháng {head.month or '    '} năm {head.year}"


def _centred(text: str, points: float = 13, bold: bool = False, italic: bool = False, role: str = "") -> Line:
    return Line(text, "center", bold, italic, points, 0, 0, role=role)


def head_box(plan: Plan) -> Box:
    """Issuer left, national title right; below number left, place and date right."""
    head = plan.head
    left = [_centred(line, 13, role="parent") for line in head.parent]
    left += [_centred(line, 13, bold=True, role="issuer") for line in head.issuer]
    left.append(_centred("*", 13) if head.party else _centred("", role="rule"))
    low_left = [_centred(number_line(plan))] if number_line(plan) else []
    low_left += [
        _centred(f"V/v {line}" if index == 0 else line, 12, role="about")
        for index, line in enumerate(head.about)
    ]
    low_left += [_centred(mark, 13, bold=True, role="mark") for mark in (head.secrecy, head.urgency) if mark]
    low_right = [_centred(place_line(plan), 13.5, italic=True)] if place_line(plan) else []
    return Box(tuple(left), _title_of_state(plan), "head", tuple(low_left), tuple(low_right))


def _title_of_state(plan: Plan) -> tuple[Line, ...]:
    """National title and motto over their rule; a body of the party has its own title there."""
    rule = _centred("", role="rule")
    if plan.head.party:
        return _centred("ĐẢNG CỘNG SẢN VIỆT NAM", 14, bold=True), rule
    if not plan.head.national:
        return ()
    national = NATIONAL.replace("HÒA", "HOÀ") if plan.layout.old_tone_title else NATIONAL
    return _centred(national, 12, bold=True), _centred(MOTTO, 13.5, bold=True), rule


def _signer_lines(signer: Signer) -> list[Line]:
    offices = [text for text in (signer.authority, signer.capacity, signer.position) if text]
    lines = [_centred(text, 13.5, bold=True, role="office") for text in offices]
    lines.append(_centred("", role="signature"))
    if signer.name:
        lines.append(_centred(signer.rank + signer.name, 14, bold=True, role="name"))
    return lines


def tail_box(plan: Plan) -> Box:
    """Recipients left of the signature block; a second signer stands on the left above them."""
    left: list[Line] = []
    if len(plan.signers) > 1:
        left += _signer_lines(plan.signers[0])
    if plan.recipients:
        left.append(Line("Nơi nhận:", "left", True, True, 12, 0, 0, role="recipients"))
        last = len(plan.recipients) - 1
        for index, line in enumerate(plan.recipients):
            left.append(Line(f"- {line}{'.' if index == last else ';'}", "left", False, False, 11, 0, 0))
    right = _signer_lines(plan.signers[-1]) if plan.signers else []
    return Box(tuple(left), tuple(right), "tail")


def _heading_line(block: Heading, points: float) -> list[Line]:
    look = block.look
    name = look.label.format(block.label)
    text = (block.text or "") + (":" if look.colon and block.text else "")
    if look.own_line:
        shown = name.upper() if look.caps and block.level == 1 and name.startswith("PHẦN") else name
        return [
            Line(shown, "center", True, False, points, 0, 6, True),
            Line(text, "center", True, False, points, 0, 0, True),
        ]
    align = "center" if look.centred else "both"
    indent = 0 if look.centred else 1.27
    level = block.level - 1 if look.automatic else None
    whole = text if look.automatic else f"{name} {text}".strip()
    return [
        Line(
            whole,
            align,
            look.bold,
            look.italic,
            points,
            indent,
            4,
            True,
            level,
            f"{name} " if look.automatic else "",
            "heading",
        )
    ]


def _flow(plan: Plan, blocks: tuple[Block, ...]) -> Iterator[Element]:
    points = plan.layout.points
    waiting = ""
    for block in blocks:
        if isinstance(block, TableHere):
            yield TablePart(plan.tables[block.index], block.index)
        elif isinstance(block, Heading):
            merged = block.text is None or block.look.run_in
            line = _heading_line(block, points)[0]
            if merged:
                waiting = f"**{line.text}** " if line.bold else f"{line.text} "
            else:
                yield from _heading_line(block, points)
        else:
            yield replace(_para(block, points), text=f"{waiting}{_para(block, points).text}")
            waiting = ""


def _para(block: Para, points: float) -> Line:
    text = f"{block.mark} {block.text}" if block.mark else block.text
    if block.look == "centred":
        return Line(text, "center", True, False, points, 0, 6)
    return Line(text, "both", False, block.look == "note", points, footnote=block.footnote)


def _title(plan: Plan) -> Iterator[Line]:
    points = plan.layout.points
    if plan.type_name:
        yield Line(plan.type_name, "center", True, False, points, 0, 12, True, role="title")
        for line in plan.subject:
            yield Line(line, "center", True, False, points, 0, 0, True, role="title")
        if plan.below_title:
            yield Line(plan.below_title, "center", False, True, points, 0, 0)
        yield Line("", "center", points=6, role="rule")


def _addressees(plan: Plan) -> Iterator[Line]:
    points = plan.layout.points
    if len(plan.addressees) == 1:
        lead = "Kính mời: " if plan.type == "GM" else "Kính gửi: "
        yield Line(
            f"{lead}{plan.addressees[0]}{'.' if plan.layout.bare else ''}",
            "center",
            False,
            False,
            points,
            0,
            6,
        )
    elif plan.addressees:
        yield Line("Kính mời:" if plan.type == "GM" else "Kính gửi:", "left", False, False, points, 3.5, 6)
        last = len(plan.addressees) - 1
        for index, line in enumerate(plan.addressees):
            yield Line(f"- {line}{'.' if index == last else ';'}", "left", False, False, points, 4.5, 0)


def _bases(plan: Plan) -> Iterator[Line]:
    italic = not plan.layout.before_2020
    last = len(plan.bases) - 1
    for index, line in enumerate(plan.bases):
        yield Line(f"{line}{'.' if index == last else ';'}", "both", False, italic, plan.layout.points)


def _appendix(plan: Plan, entry: Appendix) -> Iterator[Element]:
    points = plan.layout.points
    yield NewSection(entry.landscape)
    yield Line(entry.label, "center", True, False, points, 0, 0, True)
    for line in entry.title:
        yield Line(line, "center", True, False, points, 0, 0, True)
    if entry.reference:
        yield Line(entry.reference, "center", False, True, points, 0, 0, True)
    yield Line("", "center", points=6, role="rule")
    yield from _flow(plan, entry.blocks)


def compose(plan: Plan) -> list[Element]:
    """Every element of the document in the order of its pages, mentions printed."""
    elements: list[Element] = [head_box(plan), *_title(plan), *_addressees(plan), *_bases(plan)]
    elements += _flow(plan, plan.blocks)
    if plan.closing:
        elements.append(Line(plan.closing, "both", points=plan.layout.points))
    elements.append(tail_box(plan))
    if plan.copy:
        elements += [Line("", "center", role="rule"), *(_centred(text) for text in plan.copy.lines)]
        elements += [_centred(text, 13, bold=True) for text in plan.copy.office]
        elements += [_centred(""), _centred(plan.copy.name, 14, bold=True)]
    for entry in plan.appendices:
        elements += _appendix(plan, entry)
    return [
        replace(
            element,
            text=resolve(element.text, plan.mentions),
            footnote=resolve(element.footnote, plan.mentions),
        )
        if isinstance(element, Line)
        else element
        for element in elements
    ]
