"""Text renditions: the document as people paste it out of Word or a portal, in several styles."""

import re
from collections.abc import Iterator

from corpus.generator.pages import Box, Element, Line, NewSection, TablePart
from corpus.generator.plan import Layout, Table

BOLD = re.compile(r"\*\*")


def text_of(elements: list[Element], layout: Layout) -> str:
    """The rendition in the layout's style, ending with a line feed."""
    blocks: list[str] = []
    notes: list[str] = []
    for element in elements:
        blocks.extend(_blocks(element, layout.text_style))
        if isinstance(element, Line) and element.footnote:
            notes.append(f"[{len(notes) + 1}] {element.footnote}")
            blocks[-1] += f" [{len(notes)}]"
    blocks.extend(notes)
    spaced = layout.text_style in {"blank-lines", "markdown", "lost-head"}
    joined = ("\n\n" if spaced else "\n").join(blocks)
    return re.sub(r"\n{3,}", "\n\n", joined).strip() + "\n"


def _blocks(element: Element, style: str) -> Iterator[str]:
    if isinstance(element, Line):
        text = _line(element, style)
        if text:
            yield text
    elif isinstance(element, Box):
        yield from _head(element, style) if element.role == "head" else _tail(element, style)
    elif isinstance(element, TablePart):
        yield _markdown_table(element.table) if style == "markdown-table" else _tabbed(element.table)
    elif isinstance(element, NewSection):
        yield ""


def _line(line: Line, style: str) -> str:
    if line.role in {"rule", "signature"}:
        return ""
    text = f"{line.label}{line.text}"
    if style.startswith("markdown"):
        bare = text.replace("**", "")
        return f"**{bare}**" if line.bold and bare.strip() else text
    return BOLD.sub("", text)


def _plain(lines: tuple[Line, ...], style: str) -> str:
    return "\n".join(filter(None, (_line(line, style) for line in lines)))


def _head(box: Box, style: str) -> Iterator[str]:
    if style == "lost-head":
        yield _plain(box.second_left, style)
        yield _plain(box.second_right, style)
        return
    if style == "columns":
        yield _side_by_side(box.left, box.right, style)
        yield _side_by_side(box.second_left, box.second_right, style)
        return
    sides = [_plain(box.left, style), _plain(box.right, style)]
    if style == "right-first":
        sides.reverse()
    yield from filter(None, sides)
    yield from filter(None, (_plain(box.second_left, style), _plain(box.second_right, style)))


def _side_by_side(left: tuple[Line, ...], right: tuple[Line, ...], style: str) -> str:
    """Rows of a layout table as they are pasted: cells parted by a tab."""
    pairs = [list(filter(None, (_line(line, style) for line in side))) for side in (left, right)]
    count = max(len(pairs[0]), len(pairs[1]))
    filled = [side + [""] * (count - len(side)) for side in pairs]
    return "\n".join("\t".join(pair).rstrip() for pair in zip(*filled, strict=True))


def _tail(box: Box, style: str) -> Iterator[str]:
    """Recipients, then the signature block."""
    yield from filter(None, (_plain(box.left, style), _plain(box.right, style)))


def _printed_rows(table: Table) -> list[list[str]]:
    rows = [[cell.text if cell else "" for cell in row] for row in (*table.header, *table.rows)]
    if table.numbering:
        rows.insert(len(table.header), [f"({number})" for number in range(1, len(table.columns) + 1)])
    return rows


def _tabbed(table: Table) -> str:
    return "\n".join("\t".join(row) for row in _printed_rows(table))


def _markdown_table(table: Table) -> str:
    rows = _printed_rows(table)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(len(table.header), "|" + " --- |" * len(table.columns))
    return "\n".join(lines)
