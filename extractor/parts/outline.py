"""The outline: which passages of the body are headings, and the tree they make.

A heading is a numbered or lettered line that heads something: capitals, bold type, words that stand alone on their
line, or a lead closed by a colon. A numbered plain paragraph is none. Where a line could be either, its neighbours of
the same enumeration decide, because writers format a list in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from extractor.parts.enumerators import Enumerator, Level, read_enumerator
from extractor.parts.lines import is_capitals
from extractor.parts.model import Node
from extractor.parts.roles import role_of
from extractor.reading.source import Grid, Mark
from extractor.text.passage import Passage, Quote

MAX_TITLE = 400
_MAX_ALONE_WORDS = 45
_LEAD = re.compile(r"^[^.;:]{2,220}:(?=\s|$)")
_MIN_BOLD_LETTERS = 4
_MOSTLY = 0.95
_MAX_HEADING_LEAD_WORDS = 25


class Strength(IntEnum):
    """How much a numbered passage looks like a heading by itself."""

    NONE = 0
    LEAD = 1
    """Plain words closed by a colon with text behind them."""
    ALONE = 2
    """Plain words that stand alone on their line."""
    HEADS = 3
    """Few plain words closed by a colon that head what follows, not the next item of their own enumeration."""
    STRONG = 4
    """Capitals, bold, or `Điều`."""


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    passage: Passage
    enumerator: Enumerator
    strength: Strength
    title_end: int
    """Where the heading's words end in the passage; what follows is run-in text."""


def _bold_end(passage: Passage, start: int) -> int:
    """Where the bold type that begins at `start` ends; spaces and marks inside it do not end it."""
    end = start
    for i in range(start, len(passage.text)):
        if Mark.BOLD in passage.marks[i]:
            end = i + 1
        elif passage.text[i].isalnum():
            break
    return end


def _strip_title(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " :.;,":
        end -= 1
    return end


def _run_in(passage: Passage, start: int, bold_end: int) -> bool:
    """Whether bold words at the start head the plain words behind them rather than stress a part of the sentence."""
    rest = passage.text[bold_end:].lstrip()
    closed = passage.text[start:bold_end].rstrip()[-1:] in {":", "."}
    return closed or rest[:1] in {":", "."} or rest[:1].isupper() or rest[:1] in {"-", "–", "("}


def _judge(passage: Passage, enumerator: Enumerator) -> _Candidate:
    start, text = enumerator.end, passage.text
    rest = text[start:]
    whole = _strip_title(text, start, len(text))
    letters = sum(c.isalpha() for c in rest)
    bold_end = _bold_end(passage, start)
    bold_letters = sum(c.isalpha() for c in text[start:bold_end])
    if enumerator.level == Level.ARTICLE:
        return _article(passage, enumerator, bold_end, bold_letters)
    if bold_letters >= _MIN_BOLD_LETTERS and bold_end - start <= MAX_TITLE:
        if bold_letters < letters and _run_in(passage, start, bold_end):
            return _Candidate(passage, enumerator, Strength.STRONG, _strip_title(text, start, bold_end))
        if bold_letters >= _MOSTLY * letters:
            return _Candidate(passage, enumerator, Strength.STRONG, whole)
    if letters >= 2 and is_capitals(rest) and len(rest) <= MAX_TITLE:
        return _Candidate(passage, enumerator, Strength.STRONG, whole)
    if enumerator.level <= Level.NAMED and len(rest) <= MAX_TITLE:
        return _Candidate(passage, enumerator, Strength.STRONG, whole)
    return _plain(passage, enumerator, whole)


def _plain(passage: Passage, enumerator: Enumerator, whole: int) -> _Candidate:
    rest = passage.text[enumerator.end :]
    stands_alone = rest[-1:] not in {".", ";", ",", "/", "!", "?"} and len(rest.split()) <= _MAX_ALONE_WORDS
    lead = _LEAD.match(rest)
    if stands_alone and (lead is None or lead.end() == len(rest)):
        return _Candidate(passage, enumerator, Strength.ALONE, whole)
    if lead:
        end = enumerator.end + lead.end()
        return _Candidate(passage, enumerator, Strength.LEAD, _strip_title(passage.text, enumerator.end, end))
    return _Candidate(passage, enumerator, Strength.NONE, whole)


def _article(passage: Passage, enumerator: Enumerator, bold_end: int, bold_letters: int) -> _Candidate:
    """`Điều` always heads; its title is bold, or alone on its line, or missing."""
    start, text = enumerator.end, passage.text
    if bold_letters >= _MIN_BOLD_LETTERS:
        end = _strip_title(text, start, bold_end) if bold_end - start <= MAX_TITLE else start
    else:
        plain = _plain(passage, enumerator, _strip_title(text, start, len(text)))
        end = plain.title_end if plain.strength is Strength.ALONE and len(text) - start <= MAX_TITLE else start
    return _Candidate(passage, enumerator, Strength.STRONG, end)


def _groups(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Candidates by enumeration: same level, counting on, not interrupted by an outer level."""
    done: list[list[_Candidate]] = []
    running: dict[int, list[_Candidate]] = {}
    for candidate in candidates:
        level = candidate.enumerator.level
        done += [running.pop(inner) for inner in sorted(running) if inner > level]
        current = running.get(level)
        if current is not None and candidate.enumerator.ordinal <= current[-1].enumerator.ordinal:
            done.append(running.pop(level))
            current = None
        running.setdefault(level, []).append(candidate)
    return done + list(running.values())


def _accepted(group: Sequence[_Candidate]) -> Iterable[_Candidate]:
    """The headings among the items of one enumeration."""
    plain = sum(c.strength is Strength.NONE for c in group)
    anchored = sum(c.strength >= Strength.ALONE for c in group)
    first = group[0].enumerator.ordinal
    for candidate in group:
        strength = candidate.strength
        if strength >= Strength.HEADS:
            yield candidate
        elif 2 * plain >= len(group) or first != 1:
            continue
        elif strength is Strength.ALONE or (strength is Strength.LEAD and anchored > 0):
            yield candidate


@dataclass(slots=True, eq=False)
class _Open:
    """A node under construction."""

    candidate: _Candidate
    level: int
    own: list[Quote] = field(default_factory=list)
    grids: list[int] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)
    second_line: Passage | None = None

    def closed(self) -> Node:
        passage, end = self.candidate.passage, self.candidate.title_end
        enumerator = self.candidate.enumerator
        title = self.second_line.quote() if self.second_line else passage.quote(enumerator.end, end)
        return Node(
            label=enumerator.label,
            level=self.level,
            title=title or None,
            place=passage.quote(0, max(end, enumerator.end)),
            own=tuple(self.own),
            children=tuple(child.closed() for child in self.children),
            role=role_of(title.text if title else ""),
            grids=tuple(self.grids),
        )


def _run_in_text(candidate: _Candidate) -> Quote:
    text = candidate.passage.text
    start = max(candidate.title_end, candidate.enumerator.end)
    while start < len(text) and text[start] in " :.;,-–":
        start += 1
    return candidate.passage.quote(start)


def _place(stack: list[_Open], roots: list[_Open], candidate: _Candidate) -> None:
    while stack and stack[-1].candidate.enumerator.level >= candidate.enumerator.level:
        stack.pop()
    node = _Open(candidate, len(stack) + 1)
    (stack[-1].children if stack else roots).append(node)
    rest = _run_in_text(candidate)
    if rest:
        node.own.append(rest)
    stack.append(node)


def _candidates(body: Sequence[Passage | Grid]) -> Iterator[_Candidate]:
    enumerators = [read_enumerator(item.text, item.folded) if isinstance(item, Passage) else None for item in body]
    for index, (item, enumerator) in enumerate(zip(body, enumerators, strict=True)):
        if enumerator is None or not isinstance(item, Passage):
            continue
        candidate = _judge(item, enumerator)
        following = enumerators[index + 1] if index + 1 < len(body) else enumerator
        yield replace(candidate, strength=Strength.HEADS) if _heads(candidate, following) else candidate


def _heads(candidate: _Candidate, following: Enumerator | None) -> bool:
    """Whether a plain lead closed by a colon heads the text below it rather than its own neighbours."""
    if candidate.strength is not Strength.ALONE or not candidate.passage.text.endswith(":"):
        return False
    few = len(candidate.passage.text.split()) <= _MAX_HEADING_LEAD_WORDS
    return few and (following is None or following.level > candidate.enumerator.level)


def _second_line(item: Passage | Grid | None, candidate: _Candidate) -> Passage | None:
    """The title of `Phần I` or `Chương II` on the line below it."""
    untitled = candidate.title_end <= candidate.enumerator.end and candidate.enumerator.level <= Level.NAMED
    if not untitled or not isinstance(item, Passage) or len(item.text) > MAX_TITLE:
        return None
    set_apart = is_capitals(item.text) or item.is_bold
    return item if set_apart and read_enumerator(item.text, item.folded) is None else None


def outline(body: Sequence[Passage | Grid], grid_numbers: dict[int, int]) -> tuple[Node, ...]:
    """The tree of headings over a body; `grid_numbers` maps `id(grid)` to its index in the document."""
    candidates = list(_candidates(body))
    headings = {id(c.passage): c for group in _groups(candidates) for c in _accepted(group)}
    roots: list[_Open] = []
    stack: list[_Open] = []
    for index, item in enumerate(body):
        heading = headings.get(id(item))
        if heading is not None:
            _place(stack, roots, heading)
            stack[-1].second_line = _second_line(body[index + 1] if index + 1 < len(body) else None, heading)
        elif stack and item is stack[-1].second_line:
            continue
        elif stack and isinstance(item, Grid):
            stack[-1].grids.append(grid_numbers[id(item)])
        elif stack and isinstance(item, Passage):
            stack[-1].own.append(item.quote())
    return tuple(root.closed() for root in roots)
