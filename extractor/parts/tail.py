"""The tail: `Nơi nhận`, signature blocks, and where the body ends (NĐ 30/2020, Annex I, II.7–9; ô 7, 9b)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractor.parts.lines import Kind, kind_of, lines_of, names_post
from extractor.parts.model import SignatureBlock
from extractor.parts.names import name_in
from extractor.parts.recipients import BULLET_START, FILED, entries_of, is_office_line, looks_like_entry
from extractor.reading.source import Grid
from extractor.text.capitals import is_capitals
from extractor.text.passage import Passage, Quote

MAX_SIGNATURE_LINES = 14
MAX_RECIPIENTS = 80
MAX_SIGNERS = 12
_MAX_PLAIN_POST = 60
_MAX_LABEL = 16
MAX_OFFICE_TEXT = 150
"""Characters of a passage within a signature block."""
_END_MARK = re.compile(r"\.\s?/\s?\.?")
_BASIS = re.compile(r"\W{0,3}(?:can cu|xet|theo de nghi|thuc hien)\s")


@dataclass(frozen=True, slots=True, eq=False)
class Tail:
    """What was found below the body; `start` and `end` are indexes into the flow (end exclusive)."""

    recipients: tuple[tuple[Quote, ...], ...]
    signatures: tuple[SignatureBlock, ...]
    start: int
    end: int


def _opens_signature(line: Quote) -> bool:
    if kind_of(line) is Kind.AUTHORITY:
        return True
    return is_capitals(line.text) and names_post(line.text) and len(line.text) <= 80


def _recipients_label(passage: Passage) -> Quote | None:
    if "nhan" not in passage.folded and "gui" not in passage.folded:
        return None
    return next((line for line in lines_of(passage) if kind_of(line) is Kind.RECIPIENTS), None)


def _list_lines(flow: Sequence[Passage | Grid], at: int, label: Quote) -> tuple[list[Quote], int]:
    """Lines under the label in its column, and the index behind the last passage they stand in."""
    home = label.passage
    lines = [line for line in lines_of(home) if line.start > label.start]
    end = at + 1
    for index in range(at + 1, min(len(flow), at + MAX_RECIPIENTS)):
        passage = flow[index]
        if isinstance(passage, Grid) or passage.column != home.column or passage.group != home.group:
            break
        new = list(lines_of(passage))
        if _ends_list(new, lines):
            break
        lines += new
        end = index + 1
    return lines, end


def _ends_list(new: Sequence[Quote], lines: Sequence[Quote]) -> bool:
    """Whether a passage below the list no longer belongs to it."""
    first = new[0]
    if BULLET_START.match(first.text):
        return False
    if _opens_signature(first) or kind_of(first) in {Kind.APPENDIX, Kind.ATTACHED, Kind.NATIONAL, Kind.NUMBER}:
        return True
    closed = lines[-1].text.rstrip().endswith(".") if lines else not looks_like_entry(first)
    # `Như Điều 3;` below a dash alone on its line looks like a name but for its end.
    return closed or is_capitals(first.text) or (name_in(first) is not None and not looks_like_entry(first))


def _block(lines: Sequence[Quote]) -> SignatureBlock | None:
    """A signature block from its column's lines: from the first office line to the name."""
    start = next((i for i, line in enumerate(lines) if is_office_line(line)), None)
    if start is None:
        start = next((i for i, line in enumerate(lines) if names_post(line.text)), None)
    if start is None:
        return None
    taken: list[Quote] = []
    for line in lines[start : start + MAX_SIGNATURE_LINES]:
        taken.append(line)
        if name_in(line) is not None:
            break
    return SignatureBlock(tuple(taken))


def _column_lines(flow: Sequence[Passage | Grid], group: int) -> dict[int, list[Quote]]:
    columns: dict[int, list[Quote]] = {}
    for item in flow:
        if isinstance(item, Passage) and item.group == group and item.column is not None:
            columns.setdefault(item.column, []).extend(lines_of(item))
    return columns


def _grouped_blocks(flow: Sequence[Passage | Grid], group: int) -> list[SignatureBlock]:
    blocks = []
    for _, lines in sorted(_column_lines(flow, group).items()):
        below_list = [
            line for line in lines if kind_of(line) is not Kind.RECIPIENTS and not BULLET_START.match(line.text)
        ]
        block = _block(below_list)
        if block is not None:
            blocks.append(block)
    return blocks


def _following_block(flow: Sequence[Passage | Grid], start: int, stop: int) -> tuple[list[SignatureBlock], int, int]:
    """Signature blocks in full-width or later passages between two indexes; with first index and end."""
    for index in range(start, min(stop, len(flow))):
        passage = flow[index]
        if isinstance(passage, Grid):
            return [], start, start
        first = lines_of(passage)[0]
        if kind_of(first) in {Kind.APPENDIX, Kind.ATTACHED, Kind.NATIONAL}:
            return [], start, start
        if _decides(flow, index) or (not _opens_signature(first) and not _opens_by_name(flow, index)):
            continue
        if passage.group is not None:
            blocks = _grouped_blocks(flow, passage.group)
            return blocks, index, _group_end(flow, passage.group)
        blocks, end = _one_below_another(flow, index)
        return blocks, index, end
    return [], start, start


def _one_below_another(flow: Sequence[Passage | Grid], index: int) -> tuple[list[SignatureBlock], int]:
    """The block that opens at an index, and those of further signers that open right below its name."""
    blocks: list[SignatureBlock] = []
    end = index
    while end < len(flow) and len(blocks) < MAX_SIGNERS:
        passage = flow[end]
        if isinstance(passage, Grid) or passage.group is not None:
            break
        if end > index and not _opens_signature(lines_of(passage)[0]):
            break
        block, block_end = _stacked(flow, end)
        if block is None or (blocks and not _is_named(block)):
            break
        blocks.append(block)
        end = block_end
        if not _is_named(block):
            break
    return blocks, end


def _opens_by_name(flow: Sequence[Passage | Grid], index: int) -> bool:
    """Whether a post not set in capitals stands alone above a person's name."""
    item = flow[index]
    if not isinstance(item, Passage) or len(item.text) > _MAX_PLAIN_POST or not names_post(item.text):
        return False
    below = [i for i in flow[index + 1 : index + 4] if isinstance(i, Passage)]
    return item.text[-1].isalpha() and any(name_in(lines_of(passage)[0]) is not None for passage in below)


def _decides(flow: Sequence[Passage | Grid], index: int) -> bool:
    """Whether the post at an index is the authority of a decision: its legal bases stand below it."""
    below = flow[index + 1] if index + 1 < len(flow) else None
    return isinstance(below, Passage) and _BASIS.match(below.folded) is not None and not is_capitals(below.text)


def _is_named(block: SignatureBlock) -> bool:
    return any(name_in(line) is not None for line in block.lines)


def _stacked(flow: Sequence[Passage | Grid], index: int) -> tuple[SignatureBlock | None, int]:
    lines: list[Quote] = []
    end = index
    for i in range(index, min(len(flow), index + MAX_SIGNATURE_LINES)):
        passage = flow[i]
        if isinstance(passage, Grid):
            break
        new = list(lines_of(passage))
        ends = kind_of(new[0]) in {Kind.APPENDIX, Kind.ATTACHED, Kind.RECIPIENTS, Kind.NATIONAL}
        if ends or (lines and len(passage.text) > MAX_OFFICE_TEXT):
            break
        lines += new
        end = i + 1
        if any(name_in(line) for line in new):
            break
    return _block(lines), end


def _group_end(flow: Sequence[Passage | Grid], group: int) -> int:
    return max(i for i, item in enumerate(flow) if isinstance(item, Passage) and item.group == group) + 1


def _group_start(flow: Sequence[Passage | Grid], group: int) -> int:
    return min(i for i, item in enumerate(flow) if isinstance(item, Passage) and item.group == group)


def _body_end(flow: Sequence[Passage | Grid], first: int, index: int) -> int:
    """Behind the sentences above the label that were taken for its column: a short last paragraph of the body."""
    while first < index and isinstance(item := flow[first], Passage) and item.text[-1:] == ".":
        first += 1
    return first


def read_tail(flow: Sequence[Passage | Grid], start: int) -> Tail:
    """Find the tail behind index `start` of the flow; where there is none it begins and ends at the flow's end."""
    for index in range(start, len(flow)):
        passage = flow[index]
        label = _recipients_label(passage) if isinstance(passage, Passage) else None
        if label is not None:
            return _with_recipients(flow, start, index, label)
    unread = _unread_label(flow, start)
    return _with_recipients(flow, start, *unread) if unread is not None else _without_recipients(flow, start)


def _unread_label(flow: Sequence[Passage | Grid], start: int) -> tuple[int, Quote] | None:
    """A short line with a colon above a dashed list that says where it is filed (`- Lưu: VT`): `Nơi nhận` misread."""
    lines = [(i, line) for i in range(start, len(flow)) if isinstance(p := flow[i], Passage) for line in lines_of(p)]
    for at, (index, line) in enumerate(lines[:-1]):
        if len(line.text) > _MAX_LABEL or line.text[-1] != ":" or BULLET_START.match(line.text):
            continue
        dashed = takewhile(lambda entry: BULLET_START.match(entry[1].text), lines[at + 1 : at + MAX_RECIPIENTS])
        if any(FILED.match(entry.folded) for _, entry in dashed):
            return index, line
    return None


def _with_recipients(flow: Sequence[Passage | Grid], start: int, index: int, label: Quote) -> Tail:
    lines, end = _list_lines(flow, index, label)
    first = index
    group = label.passage.group
    if group is not None:
        blocks = _grouped_blocks(flow, group)
        first, end = _body_end(flow, _group_start(flow, group), index), _group_end(flow, group)
    else:
        blocks, _, block_end = _following_block(flow, end, end + 4)
        end = max(end, block_end)
    if not blocks:
        before, before_start, _ = _following_block(flow, _above_label(flow, start, index), index)
        if before:
            blocks, first = before, before_start
        else:
            blocks, _, block_end = _following_block(flow, end, end + 3)
            end = max(end, block_end)
    return Tail(entries_of(label, lines), tuple(blocks), first, end)


def _above_label(flow: Sequence[Passage | Grid], start: int, index: int) -> int:
    """First of the short lines without a closing mark that stand together above the recipients."""
    first = index
    while first > max(start, index - 2 * MAX_SIGNATURE_LINES):
        above = flow[first - 1]
        if isinstance(above, Grid) or (above.column is None and not _is_signature_text(above)):
            break
        first -= 1
    return first


def _is_signature_text(passage: Passage) -> bool:
    return len(passage.text) <= MAX_OFFICE_TEXT and passage.text[-1:] not in {".", ";", ":", ","}


def _without_recipients(flow: Sequence[Passage | Grid], start: int) -> Tail:
    """No `Nơi nhận`: the last lines behind the end mark that open a signature."""
    closing = next(
        (i for i in range(start, len(flow)) if isinstance(p := flow[i], Passage) and p.column is None and _closes(p)),
        start - 1,
    )
    blocks, first, end = _following_block(flow, closing + 1, len(flow))
    if not blocks:
        blocks, first, end = _bare_block(flow, closing + 1) if closing >= start else ([], len(flow), len(flow))
    return Tail((), tuple(blocks), first, end)


def _bare_block(flow: Sequence[Passage | Grid], at: int) -> tuple[list[SignatureBlock], int, int]:
    """A capitals line with a body's name alone behind the end mark."""
    item = flow[at] if at < len(flow) else None
    if isinstance(item, Passage) and is_office_line(item.quote()):
        return [SignatureBlock(tuple(lines_of(item)))], at, at + 1
    return [], at, at


def _closes(passage: Passage) -> bool:
    return passage.folded.startswith("tren day la") or _END_MARK.search(passage.text[-8:]) is not None
