"""Appendices: label, title and the line `(Kèm theo … số … ngày …)` (NĐ 30/2020, Annex I, III.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.parts.lines import Kind, kind_of, lines_of
from extractor.parts.model import AppendixPart
from extractor.reading.source import Align, Grid
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold_key
from extractor.text.passage import Passage, Quote, joined

_MAX_TITLE_LINES = 8
_CONTINUED = " tiep theo"
_BARE = 2
"""Words of `Phụ lục` without a number."""


@dataclass(slots=True, eq=False)
class _Open:
    """An appendix under construction."""

    label: Quote | None = None
    title: list[Quote] = field(default_factory=list)
    reference: Quote | None = None
    passages: list[Passage] = field(default_factory=list)
    grids: list[int] = field(default_factory=list)
    in_title: bool = True

    def closed(self) -> AppendixPart:
        return AppendixPart(self.label, tuple(self.title), self.reference, tuple(self.passages), tuple(self.grids))

    def take_title(self, line: Quote) -> bool:
        """Whether a line belongs to the title."""
        if not self.in_title or len(self.title) >= _MAX_TITLE_LINES:
            return False
        centred = line.passage.align is Align.CENTRE or line.passage.is_bold
        if is_capitals(line.text) or (centred and self.reference is None) or (not self.title and len(line.text) < 200):
            self.title.append(line)
            return True
        return False


def _opens(line: Quote, current: _Open | None) -> bool:
    """Whether a line opens an appendix: its label, or the first capitals line where no appendix is open."""
    if kind_of(line) is Kind.APPENDIX:
        return True
    return current is None and is_capitals(line.text)


def read_appendices(items: Sequence[Passage | Grid], numbers: dict[int, int]) -> tuple[AppendixPart, ...]:
    """The appendices behind the tail; `numbers` maps `id(grid)` to its index in the document."""
    done: list[_Open] = []
    current: _Open | None = None
    for item in items:
        if isinstance(item, Grid):
            if current is None:
                current = _Open()
                done.append(current)
            current.grids.append(numbers[id(item)])
            current.in_title = False
            continue
        for line in lines_of(item):
            if _opens(line, current):
                current = _Open()
                done.append(current)
            if current is not None:
                _add(current, line)
        if current is not None and not current.in_title:
            current.passages.append(item)
    return tuple(part.closed() for part in _whole(done) if part.label or part.title or part.grids)


def _whole(parts: Sequence[_Open]) -> list[_Open]:
    """Appendices with those parts put to them that only repeat their head, as on each page of a long table."""
    whole: list[_Open] = []
    for part in parts:
        if whole and _repeats(whole[-1], part):
            whole[-1].passages += part.passages
            whole[-1].grids += part.grids
        else:
            whole.append(part)
    return whole


def _repeats(before: _Open, part: _Open) -> bool:
    """Whether a part has the label and the title of the one before it; a bare label needs a number or `(tiếp theo)`."""
    if before.label is None or part.label is None:
        return False
    label, again = fold_key(before.label.text), fold_key(part.label.text)
    same = again.removesuffix(_CONTINUED) == label.removesuffix(_CONTINUED)
    if part.title:
        return same and fold_key(joined(part.title)) == fold_key(joined(before.title))
    return same and (again.endswith(_CONTINUED) or (len(again.split()) > _BARE and part.reference is None))


def _add(current: _Open, line: Quote) -> None:
    kind = kind_of(line)
    if kind is Kind.RULE:
        return
    if kind is Kind.APPENDIX and current.label is None and not current.title:
        current.label = line
    elif kind is Kind.ATTACHED and current.reference is None:
        current.reference = line.passage.quote(line.start) if current.title or current.label else line
    elif not current.take_title(line):
        current.in_title = False
