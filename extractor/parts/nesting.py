"""How far in each enumerated line stands, where writers nest enumerations in an order of their own.

By NĐ 30/2020, Annex I, II.6 points stand below items and items below parts; on paper `a)` also stands below `1)`, and
`1.` below `1/`. The order of kinds decides unless the outer enumeration visibly goes on around the inner one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.parts.enumerators import Enumerator, Level
from extractor.parts.roles import role_of
from extractor.reading.source import Grid
from extractor.text.capitals import is_capitals
from extractor.text.passage import Passage
from schemas.sections import Role

_STEP = 10
"""Depths between two kinds of enumerators, so that some may be put in."""
_OUTSIDE = -1
"""The depth of a line without an enumerator."""

_Style = tuple[int, str]
"""The kind of an enumerator and the sign behind it: `1.`, `1/` and `1)` are three styles of one kind."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One enumerated line: its style, which one it is, whether its words name a part of a document or are capitals."""

    style: _Style
    ordinal: int
    names_part: bool
    capitals: bool

    def leads(self, inner: _Line) -> bool:
        """Whether it looks like the heading above a line: names a part or stands in capitals, and the line does not."""
        return (self.names_part and not inner.names_part) or (self.capitals and not inner.capitals)


@dataclass(slots=True)
class _Open:
    line: _Line
    depth: int


@dataclass(slots=True)
class _Nest:
    """The enumerations that are open at a line, outermost first, and the styles seen below others."""

    following: dict[_Style, deque[int]]
    open: list[_Open] = field(default_factory=list)
    inside: set[tuple[_Style, _Style]] = field(default_factory=set)

    def put(self, line: _Line) -> int:
        """The depth of the next line."""
        self.following[line.style].popleft()
        depth = line.style[0] * _STEP
        same = next((each for each in self.open if each.line.style == line.style), None)
        if same is not None:
            depth = same.depth
        elif self.open and self.open[-1].depth >= depth and self._is_inside(line, self.open[-1].line):
            depth = self.open[-1].depth + 1
        while self.open and self.open[-1].depth >= depth:
            self.open.pop()
        self.open.append(_Open(line, depth))
        return depth

    def _is_inside(self, line: _Line, outer: _Line) -> bool:
        """Whether an enumeration that begins here stands below an open one that by its kind is no outer one."""
        styles = (line.style, outer.style)
        if line.ordinal != 1:
            return False
        next_outer = self.following[outer.style]
        goes_on = bool(next_outer) and next_outer[0] == outer.ordinal + 1
        minor = line.style[0] >= Level.DECIMAL and outer.leads(line)
        # `1 -` behind `3.` begins anew: another sign counts another row.
        restarts = line.style[0] == outer.style[0] and outer.ordinal > 1
        if goes_on or minor or restarts:
            self.inside.add(styles)
        return styles in self.inside


def _line(passage: Passage, enumerator: Enumerator) -> _Line:
    sign = passage.text[: enumerator.end].strip()[-1:]
    plain = enumerator.level <= Level.NAMED or enumerator.level == Level.ARTICLE or sign.isalnum()
    title = passage.text[enumerator.end :].split(":")[0]
    style = (enumerator.level, "." if plain else sign)
    return _Line(style, enumerator.ordinal, role_of(title) is not Role.OTHER, is_capitals(title))


def depths_of(body: Sequence[Passage | Grid], enumerators: Sequence[Enumerator | None]) -> list[int]:
    """A depth for each item of a body, larger further in; -1 for those without an enumerator."""
    lines = [
        _line(item, enumerator) if enumerator is not None and isinstance(item, Passage) else None
        for item, enumerator in zip(body, enumerators, strict=True)
    ]
    following: dict[_Style, deque[int]] = {}
    for line in lines:
        if line is not None:
            following.setdefault(line.style, deque()).append(line.ordinal)
    nest = _Nest(following)
    return [nest.put(line) if line is not None else _OUTSIDE for line in lines]
