from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.document import Document
from schemas.evidence import BlockEvidence
from schemas.fields import DateField, Status, Text
from schemas.findings import Finding, Severity
from schemas.record import (
    REASONS,
    SCHEMA_VERSION,
    Provenance,
    Reason,
    Record,
    RecordStatus,
    SourceInfo,
    json_schema,
    json_schema_text,
)
from schemas.sections import Role, Section, SectionState

SCHEMA = Path(__file__).parents[2] / "schemas" / "record.schema.json"
ABSENT = Text(status=Status.ABSENT, confidence=1.0)
HEAD: dict[str, Any] = {
    name: ABSENT for name in Document.model_fields if name not in {"issued_date", "organ_unit", "type"}
}
DOCUMENT = Document(
    **HEAD,
    type=Text(
        value="BC",
        raw="BÁO CÁO",
        status=Status.PRESENT,
        confidence=1.0,
        evidence=(BlockEvidence(path="line[1]", start=0, end=7),),
    ),
    issued_date=DateField(status=Status.ABSENT, confidence=1.0),
)


def record(**given: Any) -> Record:
    """A record of a report, and what is changed in it."""
    base: dict[str, Any] = {
        "source": SourceInfo(name="a.txt", sha256="0" * 64, media_type="text/plain", bytes=7),
        "status": RecordStatus.EXTRACTED,
        "document": DOCUMENT,
        "provenance": Provenance(extractor_version="0", rule_set="0", profile="none", profile_version="1"),
    }
    return Record(**{**base, **given})


def reason(code: str) -> Reason:
    """A reason with any message."""
    return Reason(code=code, message="why")


@pytest.mark.parametrize(
    "given",
    [
        {"reason": reason("refused.empty")},
        {"status": RecordStatus.REFUSED, "document": None},
        {"status": RecordStatus.REFUSED, "document": None, "reason": reason("failed.corrupt")},
        {"status": RecordStatus.REFUSED, "reason": reason("refused.empty")},
        {"status": RecordStatus.FAILED, "reason": reason("failed.corrupt")},
        {"document": None},
        {"unknown": 1},
        {"addressees": [ABSENT]},
    ],
)
def test_a_record_that_contradicts_itself_is_not_built(given: dict[str, Any]):
    """Status, reason and document go together; keys are those of the contract; lists are tuples."""
    with pytest.raises(ValidationError):
        record(**given)


@pytest.mark.parametrize(
    ("status", "code"),
    [(RecordStatus.REFUSED, "refused.language"), (RecordStatus.FAILED, "failed.encrypted")],
)
def test_refused_and_failed_documents_have_records(status: RecordStatus, code: str):
    """Every input has its record, with the reason and without a document."""
    assert record(status=status, reason=reason(code), document=None).document is None


@pytest.mark.parametrize("code", ["refused.other", "failed", "", "partial.empty", "refused.encrypted"])
def test_reasons_are_a_closed_list(code: str):
    """A reason outside of the list is not built."""
    with pytest.raises(ValidationError):
        reason(code)


def test_the_list_of_reasons():
    """Four refusals, eight failures, and the same eight as limits that cut a record short."""
    families = [code.split(".")[0] for code in REASONS]

    assert {name: families.count(name) for name in families} == {"refused": 4, "failed": 8, "partial": 8}


@pytest.mark.parametrize(
    "code", ["missing", "Missing.place", "missing.", "missing place", "missing.section.proposals\n"]
)
def test_codes_of_findings_are_family_and_detail(code: str):
    """`family.detail` in lower case."""
    with pytest.raises(ValidationError):
        Finding(code=code, severity=Severity.INFO, message_vi="x", message_en="x")


def test_json_brings_back_the_same_record():
    """A record read from its own line is equal, and gives the same line again."""
    section = Section(label="I", level=1, heading="x", role=Role.OTHER, state=SectionState.EMPTY)
    before = record(sections=(section,), addressees=(DOCUMENT.type,))

    after = Record.model_validate_json(before.to_json_line())

    assert after == before
    assert after.to_json_line() == before.to_json_line()


def test_the_line_is_one_line_of_json_in_the_order_of_the_contract():
    """Vietnamese is written as it is, keys in the order of the models, no line feed inside."""
    line = record().to_json_line()

    assert "\n" not in line
    assert "BÁO CÁO" in line
    assert list(json.loads(line)) == list(Record.model_fields)
    assert json.loads(line)["schema_version"] == SCHEMA_VERSION == "1.0"


def test_a_record_of_another_version_is_not_taken_for_this_one():
    """The version is part of the contract."""
    with pytest.raises(ValidationError):
        record(schema_version="2.0")


def test_the_published_schema_is_that_of_the_models():
    """schemas/record.schema.json is what `vanthu schema` prints; write it again with `vanthu schema`."""
    assert SCHEMA.read_text("utf-8") == json_schema_text()


def test_the_schema_names_every_key_and_stays_closed():
    """Every key of a record is in the schema, and no model takes others."""
    schema = json_schema()

    assert set(schema["properties"]) == set(Record.model_fields)
    assert [
        name
        for name, part in schema["$defs"].items()
        if part.get("type") == "object" and part["additionalProperties"]
    ] == []
