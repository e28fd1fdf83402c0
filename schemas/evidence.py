"""Where a value stands: the evidence union and its offset convention.

Offsets are half-open, in Unicode code points of the text as the reader gave it: decoded, not yet normalised. That
text is kept beside the record (`vanthu show --text` prints it). Boxes are PDF points with the origin at the top left.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

STRICT = ConfigDict(strict=True, frozen=True, extra="forbid")


class Box(NamedTuple):
    """A rectangle on a page in PDF points, origin top left: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


class _TextSpan(BaseModel):
    """A non-empty half-open span of the reader's text."""

    model_config = STRICT

    start: int = Field(ge=0)
    end: int = Field(ge=1)

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"an evidence span must not be empty: {self.start}:{self.end}")
        return self


class PageEvidence(_TextSpan):
    """A place on a page of a PDF or a picture."""

    kind: Literal["page"] = "page"
    page: int = Field(ge=1, description="page number, from 1")
    boxes: tuple[Box, ...] = Field(description="one box a line, PDF points, origin top left")


class BlockEvidence(_TextSpan):
    """A place in a paragraph or cell of a document without pages (DOCX, text, HTML)."""

    kind: Literal["block"] = "block"
    path: str = Field(
        min_length=1, description="path of the paragraph or cell, such as body/p[3] or table[1]/r[2]/c[4]"
    )


class FileNameEvidence(_TextSpan):
    """A place in the file's own name."""

    kind: Literal["file_name"] = "file_name"


class EdxmlEvidence(BaseModel):
    """An element of an edXML header (QCVN 102:2016/BTTTT)."""

    model_config = STRICT

    kind: Literal["edxml"] = "edxml"
    path: str = Field(min_length=1)


class ReviewEvidence(BaseModel):
    """A person's decision."""

    model_config = STRICT

    kind: Literal["review"] = "review"
    decision: str = Field(min_length=1)


Evidence = Annotated[
    PageEvidence | BlockEvidence | FileNameEvidence | EdxmlEvidence | ReviewEvidence, Field(discriminator="kind")
]
