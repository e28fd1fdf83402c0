"""Gold labels: what a careful clerk reads off the paper, one JSON file a document (docs/gold.md)."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from rapidfuzz import fuzz

from evaluation.errors import GoldError

ROWS_LABELLED: Final = 40
"""A label holds at most the first 40 rows of a table; `rows_total` says how many the paper has."""

MISSPELT: Final = 85.0
"""A key this close (rapidfuzz ratio) to a known one is a slip of the pen, not a remark."""

TYPES: Final = frozenset(
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"  # noqa: SIM905
    " CV L NĐ TT".split()
)
"""NĐ 30/2020, Annex III; CV for công văn, which prints no type name; L, NĐ, TT for legal normative texts."""


def _is_known_type(value: str) -> str:
    if value not in TYPES:
        raise ValueError(f"{value!r} is no abbreviation of NĐ 30/2020 Annex III")
    return value


DocumentType = Annotated[str, AfterValidator(_is_known_type)]
NumberStatus = Literal["present", "blank", "struck_out", "illegible", "absent"]
DateStatus = Literal["present", "partial", "blank", "struck_out", "illegible", "absent"]
CountMeaning = Literal["current", "planned", "trained", "recruited", "needed", "reduced"]
MissingPart = Literal[
    "national_title",
    "issuer",
    "number",
    "place_date",
    "type_subject",
    "signature_block",
    "signer_name",
    "recipients",
    "seal_or_digital_signature",
]


class _Label(BaseModel):
    """Unknown keys are remarks and are kept; one that looks like a misspelt known key is refused."""

    model_config = ConfigDict(strict=True, frozen=True, extra="allow")

    @model_validator(mode="after")
    def _no_key_is_misspelt(self) -> Self:
        for remark in self.model_extra or {}:
            for known in type(self).model_fields:
                if fuzz.ratio(remark, known) >= MISSPELT:
                    raise ValueError(f"unknown key {remark!r}: is it {known!r}?")
        return self


class GoldSigner(_Label):
    """One signature block; null where the part is not on the page."""

    authority: str | None
    capacity: str | None
    position: str | None
    name: str | None


class GoldCitation(_Label):
    """A distinct document cited; `also_printed` are further spellings of the same document."""

    ref: str = Field(min_length=1)
    date: datetime.date | None
    also_printed: tuple[str, ...] = ()


class GoldSection(_Label):
    """A heading; `heading` is null where a label alone heads something."""

    label: str
    level: int = Field(ge=1)
    heading: str | None


class GoldCount(_Label):
    """A further count beside the total."""

    value: int
    raw: str


class GoldCollaborators(_Label):
    """The count of collaborators (cộng tác viên) that the document states; `unit` is whose they are."""

    total: int
    unit: str
    raw: str
    meaning: CountMeaning | None = None
    others: tuple[GoldCount, ...] = ()


class GoldAppendix(_Label):
    """An appendix; `tables` are indexes into the label's tables."""

    title: str | None
    refers_to: str | None
    tables: tuple[int, ...]


class GoldTable(_Label):
    """A table of data: columns as header paths from top to leaf, one cell a column in each row.

    `page_span` are its first and last page (from 1), None where the paper has no pages.
    """

    page: int = Field(ge=1)
    header_rows: int = Field(ge=0)
    columns: tuple[tuple[str, ...], ...] = Field(min_length=1)
    rows: tuple[tuple[str, ...], ...]
    rows_total: int | None = None
    merged: bool = False
    page_span: tuple[int, ...] | None = None

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        if len(self.rows) > ROWS_LABELLED or (self.rows_total or len(self.rows)) < len(self.rows):
            raise ValueError(f"{len(self.rows)} rows of {self.rows_total}; at most {ROWS_LABELLED} are labelled")
        return self

    @property
    def rows_unlabelled(self) -> int:
        """Rows of the paper that the label leaves out."""
        return (self.rows_total or len(self.rows)) - len(self.rows)


_EMPTY: Final[dict[str, object]] = {
    **dict.fromkeys(("type", "number", "notation", "place", "date", "date_partial", "parent_issuer", "issuer")),
    **dict.fromkeys(("subject", "urgency", "confidentiality", "responds_to", "collaborators")),
    **dict.fromkeys(("signers", "recipients", "citations", "sections", "recommendations", "appendices"), ()),
    **dict.fromkeys(("tables", "missing"), ()),
    **dict.fromkeys(("number_status", "date_status"), "absent"),
    "signature": "none",
}
"""What stands in place of keys that are not labelled: nothing reads it, for they are never scored."""


class Gold(_Label):
    """The label of one document. Keys under `unsure` are never scored, nor are those under `unlabelled`.

    A key that nobody labelled is left out and named under `unlabelled`: forgetting it and leaving it out differ.

    Raises:
        ValueError: when a key is absent, misspelt or of another type, or value and status disagree.
    """

    is_administrative: bool
    type: DocumentType | None
    number: str | None
    number_status: NumberStatus
    notation: str | None
    place: str | None
    date: datetime.date | None
    date_status: DateStatus
    date_partial: str | None = Field(None, pattern=r"^[0-9]{4}(-[0-9]{2})?$")
    parent_issuer: str | None
    issuer: str | None
    subject: str | None
    urgency: str | None
    confidentiality: str | None
    signers: tuple[GoldSigner, ...]
    signature: Literal["digital", "ink", "stamp_only", "none"]
    recipients: tuple[str, ...]
    responds_to: str | None
    citations: tuple[GoldCitation, ...]
    sections: tuple[GoldSection, ...]
    recommendations: tuple[str, ...]
    collaborators: GoldCollaborators | None
    appendices: tuple[GoldAppendix, ...]
    tables: tuple[GoldTable, ...]
    missing: tuple[MissingPart, ...]
    note: str = ""
    unsure: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _values_fit_their_statuses(self) -> Self:
        _require_fit("number", self.number_status, has_value=self.number is not None)
        _require_fit("date", self.date_status, has_value=self.date is not None)
        if (self.date_status == "partial") != (self.date_partial is not None):
            raise ValueError("`date_partial` goes with date_status partial and with no other")
        return self

    @model_validator(mode="after")
    def _names_what_exists(self) -> Self:
        for key in self.unsure:
            if key not in type(self).model_fields:
                raise ValueError(f"`unsure` names {key!r}, which is no key of a label")
        for appendix in self.appendices:
            if any(not 0 <= index < len(self.tables) for index in appendix.tables):
                raise ValueError(f"an appendix names tables {appendix.tables}, the label has {len(self.tables)}")
        return self


def _require_fit(name: str, status: str, *, has_value: bool) -> None:
    # Digits under a stamp: a label made by construction knows them, one read off the paper does not.
    if status == "illegible":
        return
    if has_value != (status in {"present", "struck_out"}):
        raise ValueError(f"`{name}` and `{name}_status` {status} disagree")


def load_gold(path: Path) -> Gold:
    """The label in a file.

    Raises:
        GoldError: when it cannot be read or is not valid; says which key and why.
    """
    try:
        return Gold.model_validate_json(_with_unlabelled(path.read_bytes(), path.name))
    except OSError as error:
        raise GoldError(f"{path.name}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise GoldError(f"{path.name}: {_in_words(error)}; docs/gold.md describes the format") from error


def _with_unlabelled(data: bytes, name: str) -> bytes:
    """A label with something in place of the keys that it leaves out and names under `unlabelled`."""
    try:
        label = json.loads(data)
    except ValueError:
        return data
    named = label.get("unlabelled") if isinstance(label, dict) else None
    if not isinstance(named, list):
        return data
    for key in named:
        if not isinstance(key, str) or key not in _EMPTY:
            raise GoldError(f"{name}: `unlabelled` names {key!r}, which is no key that can be left out")
        if key in label:
            raise GoldError(f"{name}: {key!r} is labelled and named under `unlabelled`")
    return json.dumps({**{key: _EMPTY[key] for key in named}, **label}).encode()


def _in_words(error: ValidationError) -> str:
    problems = [
        f"{'.'.join(str(part) for part in problem['loc']) or 'label'}: {problem['msg']}"
        for problem in error.errors(include_url=False, include_input=False)
    ]
    return "; ".join(problems)
