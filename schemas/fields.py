"""The field: a value that can only exist together with the place it was read from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, Field, PlainSerializer, model_validator

from schemas.evidence import STRICT, Evidence

T = TypeVar("T")


def _as_json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_as_json_number, return_type=int | float, when_used="json")]
"""An exact number; an integer or a float in JSON."""


class Status(StrEnum):
    """What is known of a field."""

    PRESENT = "present"
    PARTIAL = "partial"
    """Dates only: `ngày … tháng 4 năm 2026`; `value` is null and `partial` is YYYY-MM or YYYY."""
    BLANK = "blank"
    """Left open for handwriting: `Số:      /BC-UBND`."""
    STRUCK_OUT = "struck_out"
    """The value is kept and flagged: `~~1779~~`."""
    ILLEGIBLE = "illegible"
    ABSENT = "absent"
    """Looked for, not on the paper: no evidence."""


class Source(StrEnum):
    """How the words under a value came to us."""

    TEXT = "text"
    OCR = "ocr"
    SIGNATURE = "signature"
    """Drawn by the appearance of a digital signature, or said by its certificate."""
    FILE_NAME = "file_name"
    EDXML = "edxml"
    REVIEW = "review"


class Candidate(BaseModel, Generic[T]):
    """Another reading of a field, from another source; never moved into `value` silently."""

    model_config = STRICT

    value: T
    source: Source
    evidence: tuple[Evidence, ...] = ()


class FieldValue(BaseModel, Generic[T]):
    """One extracted value with its place, status and confidence.

    Raises:
        ValueError: when a value has no evidence, or status and value disagree.
    """

    model_config = STRICT

    value: T | None = None
    raw: str | None = Field(default=None, description="the text at the evidence, slices joined by a line feed")
    status: Status
    confidence: float = Field(
        ge=0, le=1, description="how sure the reading is: among fields given 0.9, about nine in ten should be right"
    )
    source: Source = Source.TEXT
    candidates: tuple[Candidate[T], ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _value_has_evidence(self) -> Self:
        # A record has hundreds of fields: a set would ask each member for its hash by a call of Python.
        has_value = self.status is Status.PRESENT or self.status is Status.STRUCK_OUT
        if has_value != (self.value is not None):
            raise ValueError(f"status {self.status} and value {self.value!r} disagree")
        if has_value and (not self.evidence or self.raw is None):
            raise ValueError("a field with a value needs its evidence and the raw text there")
        if self.status is Status.ABSENT and self.evidence:
            raise ValueError("an absent field has no evidence")
        return self


class DateField(FieldValue[date]):
    """A date; `partial` keeps what is known of one whose day or month was left open."""

    partial: str | None = Field(default=None, pattern=r"^[0-9]{4}(-[0-9]{2})?$")

    @model_validator(mode="after")
    def _partial_goes_with_its_status(self) -> Self:
        if (self.status is Status.PARTIAL) != (self.partial is not None):
            raise ValueError("`partial` goes with status partial and with no other")
        return self


Text = FieldValue[str]
Integer = FieldValue[int]
Decimals = FieldValue[Number]
Flag = FieldValue[bool]
