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

from extractor.parts.enumerators import Enumerator, Level, item_mark, read_enumerator
from extractor.parts.lines import names_body
from extractor.parts.model import Node
from extractor.parts.nesting import depths_of
from extractor.parts.roles import role_of
from extractor.reading.source import Grid, Mark
from extractor.text.capitals import is_capitals
from extractor.text.notes import introduces
from extractor.text.passage import Passage, Quote
from schemas.sections import Role

MAX_TITLE = 400
_MAX_ALONE_WORDS = 60
_LEAD = re.compile(r"^[^.;:]{2,220}:(?=\s|$)")
_MIN_BOLD_LETTERS = 4
_MOSTLY = 0.95
_MAX_HEADING_LEAD_WORDS = 25
_JOINT = re.compile(r"(?:,|-|\b(?:va|cua|cac|trong|ve|theo|voi|den|(?<!ton )tai|cho))$")
"""Words on which no heading ends: the line below goes on with it."""


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
    depth: int = 0
    """How far in its enumeration stands (`parts.nesting`)."""
    bare: bool = False
    """Whether the next item of its own or an outer enumeration, or the end, follows at once."""


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
    if names_body(passage.quote(start, bold_end)):
        return True
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
        words = len(text[start : plain.title_end].split())
        is_title = plain.strength is Strength.ALONE and len(text) - start <= MAX_TITLE and words > 1
        end = plain.title_end if is_title else start
    return _Candidate(passage, enumerator, Strength.STRONG, end)


def _groups(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Candidates by enumeration: same depth, counting on, not interrupted by an outer one."""
    done: list[list[_Candidate]] = []
    running: dict[int, list[_Candidate]] = {}
    for candidate in candidates:
        depth = candidate.depth
        done += [running.pop(inner) for inner in sorted(running) if inner > depth]
        current = running.get(depth)
        if current is not None and not _counts_on(current[-1].enumerator.ordinal, candidate.enumerator.ordinal):
            done.append(running.pop(depth))
        running.setdefault(depth, []).append(candidate)
    return done + list(running.values())


def _counts_on(before: int, after: int) -> bool:
    """Whether a number goes on behind another; one told twice (`1, 2, 2`) is a slip, a second 1 begins anew."""
    return after > before or (after == before and after > 1)


def _is_list(group: Sequence[_Candidate]) -> bool:
    """Whether plain lines follow one another at once: names of persons, bodies or papers, which head nothing."""
    weak = [c for c in group[:-1] or group if c.strength < Strength.HEADS]
    inner = group[0].enumerator.level > Level.ROMAN and not _names_parts(group)
    headed = 2 * sum(c.strength >= Strength.HEADS for c in group) >= len(group)
    return inner and not headed and bool(weak) and 2 * sum(c.bare for c in weak) > len(weak)


def _accepted(group: Sequence[_Candidate]) -> Iterable[_Candidate]:
    """The headings among the items of one enumeration."""
    plain = sum(c.strength is Strength.NONE for c in group)
    anchored = sum(c.strength >= Strength.ALONE for c in group)
    if _is_list(group):
        plain = len(group)
    leads = anchored > 0 or _names_parts(group)
    first = group[0].enumerator.ordinal
    for candidate in group:
        strength = candidate.strength
        if strength >= Strength.HEADS:
            yield candidate
        elif 2 * plain >= len(group) or first != 1:
            continue
        elif strength is Strength.ALONE or (strength is Strength.LEAD and leads):
            yield candidate


def _names_parts(group: Sequence[_Candidate]) -> bool:
    """Whether most leads of an enumeration name parts of a document, not all the same one: `1. Kết quả: …`."""
    roles = [role_of(c.passage.text[c.enumerator.end : c.title_end]) for c in group]
    named = [role for role in roles if role is not Role.OTHER]
    return 2 * len(named) > len(group) and len(set(named)) > 1


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
        title = _whole_title(self.second_line) if self.second_line else passage.quote(enumerator.end, end)
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
    while stack and stack[-1].candidate.depth >= candidate.depth:
        stack.pop()
    node = _Open(candidate, len(stack) + 1)
    (stack[-1].children if stack else roots).append(node)
    rest = _run_in_text(candidate)
    if rest:
        node.own.append(rest)
    stack.append(node)


def _candidates(body: Sequence[Passage | Grid]) -> Iterator[_Candidate]:
    enumerators = [read_enumerator(item.text, item.folded) if isinstance(item, Passage) else None for item in body]
    depths = depths_of(body, enumerators)
    for index, (item, enumerator) in enumerate(zip(body, enumerators, strict=True)):
        if enumerator is None or not isinstance(item, Passage):
            continue
        candidate = replace(_judge(item, enumerator), depth=depths[index])
        after = index + 1 if index + 1 < len(body) else index
        following, inner = enumerators[after], depths[after] > depths[index]
        strength = Strength.HEADS if _heads(candidate, following, inner=inner) else candidate.strength
        yield replace(candidate, strength=strength, bare=_is_bare(candidate, following, inner=inner))


def _is_bare(candidate: _Candidate, following: Enumerator | None, *, inner: bool) -> bool:
    """Whether nothing stands behind the words, on their line or below it, but the next item or an outer heading."""
    run_in = candidate.strength in {Strength.NONE, Strength.LEAD}
    return not run_in and following is not None and not inner


def _heads(candidate: _Candidate, following: Enumerator | None, *, inner: bool) -> bool:
    """Whether a plain lead closed by a colon heads the text below it rather than its own neighbours."""
    few = len(candidate.passage.text.split()) <= _MAX_HEADING_LEAD_WORDS
    if candidate.strength is not Strength.ALONE or not few:
        return False
    opens_list = following is not None and inner
    if not introduces(candidate.passage.text):
        return opens_list and following is not None and following.ordinal == 1
    return following is None or opens_list


def _second_line(item: Passage | Grid | None, candidate: _Candidate) -> Passage | None:
    """The title of `Phần I` or `Chương II` on the line below it."""
    untitled = candidate.title_end <= candidate.enumerator.end and candidate.enumerator.level <= Level.NAMED
    if not untitled or not isinstance(item, Passage) or len(item.text) > MAX_TITLE:
        return None
    set_apart = is_capitals(item.text) or item.is_bold or _is_title(item.text)
    return item if set_apart and not item_mark(item.text, item.folded) else None


def _is_title(text: str) -> bool:
    """Few words and no sentence, as stand below a label without words of its own: `Những mặt đã làm được`."""
    return len(text.split()) <= _MAX_HEADING_LEAD_WORDS and text[-1:] not in {".", ";", ",", "/"} and ": " not in text


def _whole_title(passage: Passage) -> Quote:
    return passage.quote(0, _strip_title(passage.text, 0, len(passage.text)))


def _goes_on(first: Passage, second: Passage, *, below_label: bool) -> bool:
    """Whether a heading in capitals goes on in the next paragraph: broken by hand, or by a conversion to text."""
    enumerator = read_enumerator(first.text, first.folded)
    words = first.text[enumerator.end if enumerator else 0 :]
    if (enumerator is None and not below_label) or not words or words[-1] in ".:;/":
        return False
    alike = is_capitals(words) and is_capitals(second.text) and first.is_bold == second.is_bold
    if not alike or first.align is not second.align or len(first.text) + len(second.text) > MAX_TITLE:
        return False
    if item_mark(second.text, second.folded):
        return False
    return _JOINT.search(first.folded) is not None or role_of(second.text) is Role.OTHER


def _joined(first: Passage, second: Passage) -> Passage:
    """Two paragraphs as one passage; the space between them stands for the character before the second."""
    gap = max(second.starts[0] - 1, 0)
    return replace(
        first,
        text=f"{first.text} {second.text}",
        folded=f"{first.folded} {second.folded}",
        starts=[*first.starts, gap, *second.starts],
        stops=[*first.stops, gap + 1, *second.stops],
        marks=[*first.marks, frozenset(), *second.marks],
        slices=first.slices + second.slices,
    )


def whole_headings(body: Sequence[Passage | Grid]) -> list[Passage | Grid]:
    """The body with headings in capitals that stand on several paragraphs made whole."""
    whole: list[Passage | Grid] = []
    below_label = False
    for item in body:
        last = whole[-1] if whole else None
        if isinstance(last, Passage) and isinstance(item, Passage) and _goes_on(last, item, below_label=below_label):
            whole[-1] = _joined(last, item)
            continue
        enumerator = read_enumerator(last.text, last.folded) if isinstance(last, Passage) else None
        below_label = enumerator is not None and isinstance(last, Passage) and enumerator.end >= len(last.text)
        whole.append(item)
    return whole


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
