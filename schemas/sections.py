"""Sections: the tree of headings with the role each part plays."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from pydantic import BaseModel, Field

from schemas.evidence import STRICT, Evidence


class Role(StrEnum):
    """The part a section plays in a report or plan; a closed list."""

    OPENING = "opening"
    STEERING = "steering"
    RESULTS = "results"
    DIFFICULTIES = "difficulties"
    ASSESSMENT = "assessment"
    NEXT = "next"
    PROPOSALS = "proposals"
    CLOSING = "closing"
    PURPOSE = "purpose"
    TARGETS = "targets"
    CONTENT = "content"
    TIME = "time"
    BUDGET = "budget"
    ORGANISATION = "organisation"
    OTHER = "other"


class SectionState(StrEnum):
    """Whether a section says something: `empty` is a heading alone, `nil_answer` says that there is nothing."""

    PRESENT = "present"
    EMPTY = "empty"
    NIL_ANSWER = "nil_answer"


class Section(BaseModel):
    """A heading and what stands under it: `evidence` is the heading's place, `text` that of the words right below."""

    model_config = STRICT

    label: str | None = Field(description="the enumerator as printed, without dot or bracket: I, 1, a, 2.1, Điều 1")
    level: int = Field(ge=1, description="depth in this document, from 1")
    heading: str | None
    role: Role
    state: SectionState
    evidence: tuple[Evidence, ...] = ()
    text: tuple[Evidence, ...] = ()
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the paper."""
        yield self
        for child in self.children:
            yield from child.walk()
