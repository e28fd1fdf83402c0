"""What a profile is: the parts that a document of a type, form or campaign has to have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from extractor import vocabulary
from extractor.text.fold import fold_key
from schemas.sections import Role

FORM_PARTS = (
    "national_title",
    "issuer",
    "number",
    "place_date",
    "type_subject",
    "signature_block",
    "signer_name",
    "recipients",
    "seal_or_digital_signature",
)
"""Parts of the form by NĐ 30/2020, Điều 8, under the names that gold labels give them."""
ROSTER_CHECKS = (
    "below_intermediate",
    "one_level",
    "missing_field",
    "missing_recruited",
    "missing_form",
    "missing_allowance",
    "concurrent_post",
)
"""Checks on the roster of collaborators (Thông tư 07/2013/TT-BLĐTBXH), one finding code `standard.*` each."""

_CONFIG = ConfigDict(frozen=True, extra="forbid")


def _types() -> frozenset[str]:
    return frozenset(vocabulary.load("types")["administrative"]) | {"CV"}


def _column_names() -> frozenset[str]:
    return frozenset(vocabulary.load("columns")["columns"])


def _known_type(name: str) -> str:
    if name not in _types():
        raise ValueError(f"unknown document type {name!r}; known are {', '.join(sorted(_types()))}")
    return name


def _known_column(name: str) -> str:
    if name not in _column_names():
        raise ValueError(f"unknown column {name!r}; known are {', '.join(sorted(_column_names()))}")
    return name


def _words(variant: str) -> str:
    key = fold_key(variant)
    if not key:
        raise ValueError(f"{variant!r} holds no words")
    return key


Words = Annotated[str, AfterValidator(_words)]
"""Words as a clerk writes them; kept folded (no marks, lower case, no punctuation)."""


class SectionRequirement(BaseModel):
    """A part that the document must have: any of `roles` will do, the first one names the finding.

    `headings` are openings of headings that count for this part, beside those that the vocabulary gives the roles.
    """

    model_config = _CONFIG

    roles: tuple[Role, ...] = Field(min_length=1)
    headings: tuple[Words, ...] = ()


class ColumnRequirement(BaseModel):
    """A column that a table of the appendix must have: its name in the record, and its title as the form prints it.

    `headers` are leaf headers that count for it, beside its title and those of the vocabulary.
    """

    model_config = _CONFIG

    name: Annotated[str, AfterValidator(_known_column)]
    title: str = Field(min_length=1, max_length=100)
    headers: tuple[Words, ...] = ()


class Profile(BaseModel):
    """What a document of some type, form or campaign has to have.

    Gaps against a profile of kind `default` are information, against one of kind `campaign` errors. `addressed_to`
    holds openings of the names of bodies, one of which must stand under `Kính gửi` or `Nơi nhận`.
    """

    model_config = _CONFIG

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    version: str = Field(pattern=r"^[0-9]+(\.[0-9]+)*$")
    title: str = Field(min_length=1, max_length=200)
    kind: Literal["default", "campaign"]
    document_types: tuple[Annotated[str, AfterValidator(_known_type)], ...] = ()
    form: tuple[Literal[FORM_PARTS], ...] = ()  # type: ignore[valid-type] # a closed vocabulary kept in one place
    addressed_to: tuple[Words, ...] = ()
    sections: tuple[SectionRequirement, ...] = ()
    columns: tuple[ColumnRequirement, ...] = ()
    roster: tuple[Literal[ROSTER_CHECKS], ...] = ()  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Profile:
        roles = [section.roles[0] for section in self.sections]
        columns = [column.name for column in self.columns]
        for named in (roles, columns, self.form, self.roster, self.document_types):
            if len(set(named)) < len(named):
                raise ValueError(f"profile {self.name}: something is required twice: {', '.join(map(str, named))}")
        return self
