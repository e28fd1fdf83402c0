"""The record: what one document becomes."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, Field, model_validator

from schemas.document import Document, Signer
from schemas.evidence import STRICT
from schemas.fields import Text
from schemas.findings import Finding
from schemas.meaning import (
    Appendix,
    Assignment,
    Citation,
    Collaborators,
    Difficulty,
    Recommendation,
    Statistic,
    Target,
)
from schemas.sections import Section
from schemas.tables import Table

SCHEMA_VERSION: Final = "1.0"


class RecordStatus(StrEnum):
    """How the work on a document ended; refusing is a normal outcome."""

    EXTRACTED = "extracted"
    PARTIAL = "partial"
    REFUSED = "refused"
    FAILED = "failed"


REFUSALS = ("not_administrative", "legal_normative", "empty", "language")
FAILURES = (
    "needs_ocr_engine",
    "encrypted",
    "corrupt",
    "unsupported",
    "timeout",
    "memory",
    "crash",
    "too_large",
)
REASONS = frozenset(
    [f"refused.{name}" for name in REFUSALS]
    + [f"failed.{name}" for name in FAILURES]
    + [f"partial.{name}" for name in FAILURES]
)
"""The closed list of reasons."""


class Reason(BaseModel):
    """Why a document was not extracted whole."""

    model_config = STRICT

    code: str
    message: str

    @model_validator(mode="after")
    def _code_is_listed(self) -> Self:
        if self.code not in REASONS:
            raise ValueError(f"unknown reason {self.code!r}")
        return self


class SourceInfo(BaseModel):
    """The file a record was made from; `name` is its base name."""

    model_config = STRICT

    name: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    media_type: str
    bytes: int = Field(ge=0)
    pages: int | None = Field(default=None, description="null for documents without pages")
    text_source: Literal["digital", "ocr", "mixed"] = "digital"
    container: str | None = Field(
        default=None,
        description="base name of the archive, letter or package that holds the file, with the folders and containers "
        "inside it behind `/`; null for a file of its own",
    )
    page_range: tuple[int, int] | None = Field(
        default=None, description="first and last page of a document that shares its file with others"
    )
    text_range: tuple[int, int] | None = Field(
        default=None, description="its offsets in the text of the file, half-open; null where the file is one document"
    )


class Provenance(BaseModel):
    """What made the record."""

    model_config = STRICT

    extractor_version: str
    rule_set: str = Field(description="fingerprint of rules, vocabularies and profiles")
    profile: str
    profile_version: str
    ocr_engine: str | None = None
    ocr_quality: float | None = Field(default=None, ge=0, le=1)


class Record(BaseModel):
    """One document; refused and failed ones have a record too, without `document`."""

    model_config = STRICT

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    source: SourceInfo
    status: RecordStatus
    reason: Reason | None = None
    document: Document | None = None
    signers: tuple[Signer, ...] = ()
    addressees: tuple[Text, ...] = ()
    recipients: tuple[Text, ...] = ()
    responds_to: Text | None = None
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    collaborators: Collaborators = Collaborators()
    statistics: tuple[Statistic, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    tables: tuple[Table, ...] = ()
    enclosed: tuple[str, ...] = Field(
        default=(),
        description="ids of the records of other documents inside the same file, given by its first: `sha256`, `#`, "
        "and the two ends of `text_range` with a dash between them",
    )
    findings: tuple[Finding, ...] = ()
    provenance: Provenance

    @model_validator(mode="after")
    def _status_fits(self) -> Self:
        whole = self.status is RecordStatus.EXTRACTED
        if whole != (self.reason is None):
            raise ValueError("a reason goes with every status but extracted")
        if self.reason is not None and not self.reason.code.startswith(f"{self.status}."):
            raise ValueError(f"reason {self.reason.code} does not fit status {self.status}")
        if whole != (self.document is not None) and self.status is not RecordStatus.PARTIAL:
            raise ValueError("extracted records have a document, refused and failed ones have none")
        return self

    @property
    def id(self) -> str:
        """What other records name this one by: the bytes it was read from, and its part of their text."""
        start_end = self.source.text_range
        return self.source.sha256 if start_end is None else f"{self.source.sha256}#{start_end[0]}-{start_end[1]}"

    def to_json_line(self) -> str:
        """The record as one line of JSON, the same bytes for the same record."""
        return self.model_dump_json()


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of a record (2020-12)."""
    schema = Record.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "vanthu record", **schema}


def json_schema_text() -> str:
    """The published JSON Schema as it is checked in."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
