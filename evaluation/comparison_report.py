"""A comparison for a person: totals by field, then every loss and every gain, as text or Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from evaluation.align import Item
from evaluation.comparison import Change
from evaluation.wording import quoted, shown
from schemas.evidence import BlockEvidence, Evidence, PageEvidence

_MARKED = re.compile(r"([\\`*_{}\[\]<>|#~])")


def comparison_text(changes: Sequence[Change]) -> str:
    """Losses first; ends with a line feed."""
    lost, gained = _split(changes)
    lines = [f"lost {len(lost)}, gained {len(gained)}"]
    lines += [f"  {field}: lost {losses}, gained {gains}" for field, losses, gains in _totals(changes)]
    for title, chosen in (("lost", lost), ("gained", gained)):
        if chosen:
            lines += ["", title, *(f"  {shown(change.document)}  {change.field}: {_told(change)}" for change in chosen)]
    return "\n".join(lines) + "\n"


def comparison_markdown(changes: Sequence[Change]) -> str:
    """The same with tables, for the description of a change; ends with a line feed."""
    lost, gained = _split(changes)
    lines = [f"**Lost {len(lost)}, gained {len(gained)}**", ""]
    if changes:
        lines += ["| field | lost | gained |", "|---|---:|---:|"]
        lines += [f"| {field} | {losses} | {gains} |" for field, losses, gains in _totals(changes)]
    for title, chosen in (("Lost", lost), ("Gained", gained)):
        if chosen:
            lines += ["", f"### {title}", "", "| document | field | gold | before | after | place |"]
            lines += ["|---|---|---|---|---|---|", *map(_row, chosen)]
    return "\n".join(lines) + "\n"


def place(evidence: Sequence[Evidence]) -> str:
    """Where a value stands: page and offsets, or path and offsets; empty where it has no place."""
    return ", ".join(_place(each) for each in evidence[:2]) + (", …" if len(evidence) > 2 else "")


def _place(evidence: Evidence) -> str:
    if isinstance(evidence, PageEvidence):
        return f"page {evidence.page}, {evidence.start}–{evidence.end}"
    if isinstance(evidence, BlockEvidence):
        return f"{evidence.path}, {evidence.start}–{evidence.end}"
    return evidence.kind


def _split(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    return [change for change in changes if not change.gained], [change for change in changes if change.gained]


def _totals(changes: Sequence[Change]) -> Iterator[tuple[str, int, int]]:
    """Field, losses and gains, in the order of first appearance."""
    counted = Counter((change.field, change.gained) for change in changes)
    for field in dict.fromkeys(change.field for change in changes):
        yield field, counted[field, False], counted[field, True]


def _told(change: Change) -> str:
    gold = f"gold {quoted(change.gold)}, " if change.gold else ""
    where = shown(_where(change))
    return f"{gold}before {_value(change.before)}, after {_value(change.after)}{f' ({where})' if where else ''}"


def _where(change: Change) -> str:
    """The place of the right value, which is the newer one of a gain."""
    first, second = (change.after, change.before) if change.gained else (change.before, change.after)
    item = first or second
    return place(item.grounds.evidence) if item else ""


def _value(item: Item | None) -> str:
    return quoted(item) if item else "nothing"


def _row(change: Change) -> str:
    gold = quoted(change.gold) if change.gold else "–"
    cells = (change.document, change.field, gold, _value(change.before), _value(change.after), _where(change))
    return "| " + " | ".join(markdown(shown(cell)) for cell in cells) + " |"


def markdown(text: str) -> str:
    """Text as it is: signs that Markdown obeys are escaped."""
    return _MARKED.sub(r"\\\1", text)
