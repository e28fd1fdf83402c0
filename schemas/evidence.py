"""Where a value stands: the evidence union and its offset convention.

Offsets are half-open, in Unicode code points of the text as the reader gave it: decoded, not yet normalised. That
text is kept beside the record (`vanthu show --text` prints it). Boxes are PDF points with the origin at the top left.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

STRICT = ConfigDict(strict=True, frozen=True, extra="forbid")


class Box(NamedTuple):
    """A rectangle on a page in PDF points, origin top left: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


class _Checked:
    """What was checked when it was made; a plain class, for which Python asks no hook whether a value is one."""

    __slots__ = ()


class _TextSpan(BaseModel, _Checked):
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


class EdxmlEvidence(BaseModel, _Checked):
    """An element of an edXML header (QCVN 102:2016/BTTTT)."""

    model_config = STRICT

    kind: Literal["edxml"] = "edxml"
    path: str = Field(min_length=1)


class ReviewEvidence(BaseModel, _Checked):
    """A person's decision."""

    model_config = STRICT

    kind: Literal["review"] = "review"
    decision: str = Field(min_length=1)


class _MadeBefore:
    """Evidence that was made before passes as it is: it was checked then, and cannot be changed.

    A record has thousands of places; to find out of which kind each one is costs more than to check it. What comes as
    JSON or as plain data is checked as ever.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        made = core_schema.union_schema([core_schema.is_instance_schema(_Checked), schema], mode="left_to_right")
        return core_schema.json_or_python_schema(json_schema=schema, python_schema=made)


Evidence = Annotated[
    PageEvidence | BlockEvidence | FileNameEvidence | EdxmlEvidence | ReviewEvidence,
    Field(discriminator="kind"),
    _MadeBefore(),
]
