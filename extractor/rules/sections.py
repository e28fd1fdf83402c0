"""Rule of the sections: the outline with the state of each part."""

from __future__ import annotations

from extractor.meaning.nil_answer import is_nil_answer
from extractor.parts.model import Node
from extractor.rules.registry import Case, rule
from extractor.text.passage import Quote, evidence_of, joined
from schemas.sections import Section, SectionState


def state_of(node: Node, children: tuple[Section, ...]) -> SectionState:
    """Empty is a heading alone or above a form's dotted line, a nil answer apart; a part lives where any child does."""
    states = {child.state for child in children}
    if SectionState.PRESENT in states or node.grids:
        return SectionState.PRESENT
    own = joined(node.own)
    if any(character.isalnum() for character in own):
        return SectionState.NIL_ANSWER if is_nil_answer(own) else SectionState.PRESENT
    return SectionState.NIL_ANSWER if SectionState.NIL_ANSWER in states else SectionState.EMPTY


def section_of(node: Node) -> Section:
    """A node of the outline as the record has it; `text` is what stands directly under the heading."""
    children = tuple(section_of(child) for child in node.children)
    return Section(
        label=node.label,
        level=node.level,
        heading=joined([node.title]) if node.title else None,
        role=node.role,
        state=state_of(node, children),
        evidence=evidence_of(_heading_places(node)),
        text=evidence_of(node.own),
        children=children,
    )


def _heading_places(node: Node) -> list[Quote]:
    """The heading's line, and the line of its title where that stands below it."""
    apart = node.title is not None and node.title.passage is not node.place.passage
    return [node.place, node.title] if apart and node.title else [node.place]


@rule("sections")
def sections(case: Case) -> tuple[Section, ...]:
    """The tree of headings."""
    return tuple(section_of(node) for node in case.parts.sections)
