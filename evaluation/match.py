"""Which predicted value stands for which label: matched once a document, every figure is derived from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from evaluation import match_body, match_counts, match_head
from evaluation.align import Alignment, Level
from evaluation.digits import Outcome, outcomes
from evaluation.facets import facets_of
from evaluation.gold import Gold
from evaluation.items import exact, words
from evaluation.match_planted import PlantedMatching, match_planted
from evaluation.match_signers import SIGNER_PARTS, signer_part
from evaluation.match_tables import compare_cells, compare_cells_by_path, compare_headers
from evaluation.predictions import Predictions
from evaluation.teds import teds_of
from schemas.record import Record, RecordStatus


@dataclass(frozen=True, slots=True)
class FieldMatching:
    """One field of one document."""

    field: str
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class DocumentMatching:
    """One document: how its extraction ended, and its fields in the order of `FIELDS` without unsure ones.

    `facets` are what a breakdown groups by: name of the breakdown and group of this document. `teds` are the
    similarities of the tables of a generated document.
    """

    name: str
    administrative: bool
    status: RecordStatus
    reason: str | None
    message: str | None
    fields: tuple[FieldMatching, ...]
    facets: tuple[tuple[str, str], ...] = ()
    planted: PlantedMatching | None = None
    teds: tuple[float, ...] = ()
    from_pictures: bool = False
    """Whether words were read from pictures: such confidences have curves of their own."""
    digits: tuple[tuple[str, Outcome], ...] = ()
    """Number and date whose digits nobody can swear to."""

    @property
    def read(self) -> bool:
        """Whether the document was read: one that gave nothing raises no false alarm either and earns nothing by it."""
        return self.status not in {RecordStatus.FAILED, RecordStatus.REFUSED}

    def field(self, name: str) -> Alignment | None:
        """The alignment of a field, None where the field is not judged."""
        return next((matching.alignment for matching in self.fields if matching.field == name), None)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """How a field is scored: the keys of the label, the level its rule asks (docs/gold.md), the comparison.

    A label that is unsure of one of the keys, or has not labelled it, leaves the field out.
    `of_documents` fields ask something of administrative documents only: a newspaper page lacks no signer.
    """

    name: str
    keys: tuple[str, ...]
    rule: Level
    compare: Callable[[Gold, Record], Alignment]
    of_documents: bool = False


def match(predictions: Predictions) -> tuple[DocumentMatching, ...]:
    """Every document of the corpus matched with its record, in the order of the corpus."""
    return tuple(
        replace(
            match_document(document.name, document.gold, record, by_eye=document.plan is None),
            facets=facets_of(document),
            planted=match_planted(document.plan, record, document.gold) if document.plan else None,
            teds=teds_of(document.gold, record) if document.plan else (),
        )
        for document, record in predictions.pairs
    )


def match_document(name: str, gold: Gold, record: Record, *, by_eye: bool = True) -> DocumentMatching:
    """One label matched with one record; a label written by eye marks no handwritten digits, so abstaining is open."""
    judged = gold if gold.is_administrative else _nothing_to_find(gold)
    digits = outcomes(gold, record, by_eye=by_eye)
    unsure = {*gold.unsure, *gold.unlabelled, *(field for field, outcome in digits if outcome is Outcome.ABSTAINED)}
    fields = tuple(
        FieldMatching(spec.name, spec.compare(judged, record))
        for spec in FIELDS
        if not set(spec.keys) & unsure and (gold.is_administrative or not spec.of_documents)
    )
    reason = record.reason
    return DocumentMatching(
        name=name,
        administrative=gold.is_administrative,
        status=record.status,
        reason=reason.code if reason else None,
        message=reason.message if reason else None,
        fields=fields,
        from_pictures=record.source.text_source != "digital",
        digits=digits,
    )


def _nothing_to_find(gold: Gold) -> Gold:
    """The label of a page to be refused: what it cites or numbers is given for information only."""
    empty = dict.fromkeys(("citations", "sections", "recommendations", "recipients", "signers", "tables"), ())
    nothing = dict.fromkeys(("responds_to", "collaborators", "urgency", "confidentiality"), None)
    head = dict.fromkeys(("type", "number", "notation", "place", "date", "date_partial"), None)
    names = dict.fromkeys(("parent_issuer", "issuer", "subject"), None)
    return gold.model_copy(update={**empty, **nothing, **head, **names})


def _text_field(key: str, name: str) -> FieldSpec:
    """A text of the head: `key` of the label against field `name` of the record's document."""
    return FieldSpec(key, (key,), Level.FOLDED, match_head.head(name, key, words))


_NUMBER: Final = ("number", "number_status")
_DATE: Final = ("date", "date_status", "date_partial")

HEAD_FIELDS: Final = (
    FieldSpec("number", _NUMBER, Level.FOLDED, match_head.compare_number),
    FieldSpec("notation", ("notation",), Level.FOLDED, match_head.head("code_notation", "notation", exact)),
    FieldSpec("type", ("type",), Level.FOLDED, match_head.head("type", "type", exact)),
    FieldSpec("date", _DATE, Level.FOLDED, match_head.compare_date),
    _text_field("place", "place"),
    _text_field("parent_issuer", "parent_organ_name"),
    _text_field("issuer", "organ_name"),
    _text_field("subject", "subject"),
)
"""The eight values of the head."""

STATUS_FIELDS: Final = (
    FieldSpec("number_status", _NUMBER, Level.STRICT, match_head.compare_number_status, of_documents=True),
    FieldSpec("date_status", _DATE, Level.STRICT, match_head.compare_date_status, of_documents=True),
)

SIGNER_FIELDS: Final = tuple(
    FieldSpec(f"signers.{part}", ("signers",), Level.FOLDED, signer_part(part)) for part in SIGNER_PARTS
)

COVERED: Final = FieldSpec("covered_digits", _NUMBER, Level.FOLDED, match_head.compare_covered)
"""Values given for digits that nobody can read: never part of another figure."""

OTHER_FIELDS: Final = (
    _text_field("urgency", "urgency"),
    _text_field("confidentiality", "secrecy"),
    FieldSpec("recipients", ("recipients",), Level.SOFT, match_body.compare_recipients),
    FieldSpec("recommendations", ("recommendations",), Level.SOFT, match_body.compare_recommendations),
    FieldSpec("sections", ("sections",), Level.SOFT, match_body.compare_sections),
    FieldSpec("citations", ("citations",), Level.STRICT, match_body.compare_citations),
    FieldSpec("responds_to", ("responds_to",), Level.STRICT, match_body.compare_responds_to),
    FieldSpec("tables.cells", ("tables",), Level.FOLDED, compare_cells),
    FieldSpec("tables.paths", ("tables",), Level.FOLDED, compare_cells_by_path),
    FieldSpec("tables.headers", ("tables",), Level.FOLDED, compare_headers),
    FieldSpec("missing", ("missing",), Level.STRICT, match_body.compare_missing, of_documents=True),
    FieldSpec("collaborators", ("collaborators",), Level.STRICT, match_counts.compare_collaborators),
    FieldSpec("count.unit", ("collaborators",), Level.FOLDED, match_counts.compare_units),
    FieldSpec("count.meaning", ("collaborators",), Level.STRICT, match_counts.compare_meanings),
    FieldSpec("refused", ("is_administrative",), Level.STRICT, match_body.compare_refusal),
)

FIELDS: Final = (*HEAD_FIELDS, *STATUS_FIELDS, *SIGNER_FIELDS, *OTHER_FIELDS, COVERED)
"""Every scored field, in the order of reports; a new one is a line here."""
