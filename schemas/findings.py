"""Findings: what is missing or contradictory, said to a person with its place."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field

from schemas.evidence import STRICT, Evidence


class Severity(StrEnum):
    """How much a finding matters; gaps against a chosen profile are errors, against a default one information."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(BaseModel):
    """One statement about the document; `code` is stable (`family.detail`), the wording is not."""

    model_config = STRICT

    code: str = Field(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$")
    severity: Severity
    message_vi: str
    message_en: str
    evidence: tuple[Evidence, ...] = ()
