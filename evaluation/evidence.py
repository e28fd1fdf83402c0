"""The grounding of records: whether the raw text of every field stands at its span in the text that was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from schemas.evidence import BlockEvidence, Evidence, PageEvidence
from schemas.fields import FieldValue, Source
from schemas.meaning import Mention
from schemas.record import Record

Span = BlockEvidence | PageEvidence
"""Evidence that points into the text as read."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A place that a record claims: path of the field (`document.place`), its raw text (None: unsaid), the spans."""

    path: str
    raw: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Grounding:
    """How many claims stand in the text, and those that do not; `boxless` are spans on a page without a box."""

    claims: int
    false: tuple[Claim, ...] = ()
    boxless: tuple[Claim, ...] = ()

    @property
    def right(self) -> int:
        """Claims whose raw text stands at their spans."""
        return self.claims - len(self.false)


def claims(record: Record) -> Iterator[Claim]:
    """Every field, mention, cell, heading and finding of a record that points into the text, in order of the record."""
    return _walk(record, "")


def ground(record: Record, text: str) -> Grounding:
    """The claims of a record against the text as read."""
    made = tuple(claims(record))
    false = tuple(claim for claim in made if not _stands(claim, text))
    boxless = tuple(claim for claim in made if any(isinstance(s, PageEvidence) and not s.boxes for s in claim.spans))
    return Grounding(len(made), false, boxless)


def _stands(claim: Claim, text: str) -> bool:
    if any(span.end > len(text) for span in claim.spans):
        return False
    return claim.raw is None or claim.raw == "\n".join(text[span.start : span.end] for span in claim.spans)


def _walk(value: object, path: str) -> Iterator[Claim]:
    if isinstance(value, tuple | list):
        for index, each in enumerate(value):
            yield from _walk(each, f"{path}[{index}]")
    elif isinstance(value, BaseModel):
        yield from _claim(value, path)
        for name in type(value).model_fields:
            if name not in {"evidence", "source"}:
                yield from _walk(getattr(value, name), f"{path}.{name}" if path else name)


def _claim(value: BaseModel, path: str) -> Iterator[Claim]:
    evidence: tuple[Evidence, ...] = getattr(value, "evidence", ())
    # A signature's appearance or a file name is no text of the page flow; such evidence has another kind.
    spans = tuple(each for each in evidence if isinstance(each, BlockEvidence | PageEvidence))
    if not spans or len(spans) != len(evidence):
        return
    raw = value.raw if isinstance(value, FieldValue | Mention) else None
    if isinstance(value, FieldValue) and value.source in {Source.FILE_NAME, Source.EDXML, Source.REVIEW}:
        return
    yield Claim(path, raw, spans)
