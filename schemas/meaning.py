"""What the document says: citations, counts, requests, targets and figures."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field

from schemas.evidence import STRICT, Evidence
from schemas.fields import DateField, Decimals, Integer, Text


class Relation(StrEnum):
    """How a document is cited: as legal basis, as the order carried out, or in passing."""

    BASIS = "căn cứ"
    CARRIES_OUT = "thực hiện"
    MENTION = "mention"


class Mention(BaseModel):
    """One place where a document is cited, as printed there."""

    model_config = STRICT

    raw: str
    evidence: tuple[Evidence, ...]


class Citation(BaseModel):
    """A distinct document cited; `key` is canonical: TYPE|NUMBER|YEAR|BODY (`TT|07|2013|BLĐTBXH`)."""

    model_config = STRICT

    ref: Text = Field(description="number and notation as first printed, without spaces; laws by name")
    type: Text
    code_number: Text
    year: Integer
    notation: Text
    date: DateField
    organ_name: Text
    relation: Relation
    key: str
    mentions: tuple[Mention, ...]


class CountMeaning(StrEnum):
    """What a count of collaborators states."""

    CURRENT = "current"
    PLANNED = "planned"
    TRAINED = "trained"
    RECRUITED = "recruited"
    NEEDED = "needed"
    REDUCED = "reduced"


class CollaboratorKind(StrEnum):
    """Under contract (cộng tác viên hợp đồng) or an official doing it besides (kiêm nhiệm)."""

    CONTRACT = "contract"
    CONCURRENT = "concurrent"


class CollaboratorCount(BaseModel):
    """A number of collaborators (cộng tác viên) stated in prose or table."""

    model_config = STRICT

    value: Integer
    unit_of_count: Text = Field(description="what is counted: người, đội, đồng chí …")
    of_whom: Text
    organ_or_place: Text
    as_of: Text
    meaning: CountMeaning
    kind: CollaboratorKind | None = None


class RosterEntry(BaseModel):
    """One person of the appendix table."""

    model_config = STRICT

    name: Text
    unit: Text
    task: Text
    qualification: Text
    field_of_study: Text
    recruited: Text
    form: Text
    allowance: Text
    kind: CollaboratorKind | None
    note: Text


class Collaborators(BaseModel):
    """Counts and roster of collaborators (cộng tác viên công tác xã hội and their kin)."""

    model_config = STRICT

    counts: tuple[CollaboratorCount, ...] = ()
    roster: tuple[RosterEntry, ...] = ()


class Operator(StrEnum):
    """What stands before a figure: `trên`, `khoảng`, `ít nhất` … or nothing."""

    EQUAL = "="
    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    ABOUT = "≈"


class Statistic(BaseModel):
    """A figure in prose; `of_total` keeps the 36 behind `36/36 xã`."""

    model_config = STRICT

    value: Decimals
    operator: Operator
    unit: Text
    of_whom: Text
    of_total: Decimals
    place: Text
    period: Text


class Difficulty(BaseModel):
    """One difficulty (khó khăn, vướng mắc, tồn tại, hạn chế)."""

    model_config = STRICT

    text: Text
    section: str | None


class Recommendation(BaseModel):
    """One request (đề xuất, kiến nghị, đề nghị) with whom it addresses."""

    model_config = STRICT

    text: Text
    addressee: Text | None
    section: str | None


class Target(BaseModel):
    """A target of a plan (chỉ tiêu, mục tiêu)."""

    model_config = STRICT

    text: Text
    value: Decimals
    operator: Operator
    unit: Text
    group: Text
    deadline: Text
    section: str | None


class Assignment(BaseModel):
    """A task and who leads and who coordinates it."""

    model_config = STRICT

    lead_organ: Text
    coordinating_organs: tuple[Text, ...]
    task: Text
    deadline: Text
    section: str | None


class Reference(BaseModel):
    """The document an appendix belongs to: `Kèm theo Báo cáo số … ngày …`."""

    model_config = STRICT

    code_number: Text
    notation: Text
    date: DateField


class Appendix(BaseModel):
    """An appendix (phụ lục); `tables` are indexes into the record's tables."""

    model_config = STRICT

    label: Text
    title: Text
    refers_to: Reference
    tables: tuple[int, ...] = ()
