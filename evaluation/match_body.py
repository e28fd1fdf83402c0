"""What a document says matched: its lists, citations, missing parts and refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from evaluation.align import Alignment, Grounds, Item, align, align_one
from evaluation.folding import fold, fold_reference, printed, without_spaces
from evaluation.gold import Gold
from evaluation.items import as_set, exact, on, read, reference, some, words
from schemas.fields import Text
from schemas.record import Record, RecordStatus
from schemas.sections import Section

SECTION_LEVELS: Final = 2
"""Headings are labelled down to this level."""

FINDINGS_OF_PARTS: Final = {
    "missing.organ_name": "issuer",
    "missing.code_number": "number",
    "missing.place": "place_date",
    "missing.issued_date": "place_date",
    "missing.type": "type_subject",
    "missing.subject": "type_subject",
    "missing.signers": "signature_block",
    "missing.full_name": "signer_name",
    "missing.seal": "seal_or_digital_signature",
}
"""Finding codes that name a part otherwise than labels do; the others are `missing.` and that name."""


def _values(fields: Iterable[Text]) -> list[Item]:
    return some(read(words, field) for field in fields)


def compare_recipients(gold: Gold, record: Record) -> Alignment:
    """Lines under `Nơi nhận`."""
    return align(some(words(line) for line in gold.recipients), _values(record.recipients))


def compare_recommendations(gold: Gold, record: Record) -> Alignment:
    """Requests item by item."""
    predicted = _values(recommendation.text for recommendation in record.recommendations)
    return align(some(words(line) for line in gold.recommendations), predicted)


def _heading(label: str | None, level: int, heading: str | None) -> Item:
    shown = printed(f"{label or ''} {heading or ''}")
    strict = (printed(label or ""), level, printed(heading or ""))
    return Item(shown, strict, fold(heading or ""), gate=fold(label or ""))


def _headings(sections: Iterable[Section]) -> list[Item]:
    shown = (each for section in sections for each in section.walk() if each.level <= SECTION_LEVELS)
    return [
        replace(_heading(each.label, each.level, each.heading), grounds=Grounds(evidence=each.evidence))
        for each in shown
    ]


def compare_sections(gold: Gold, record: Record) -> Alignment:
    """Headings down to level 2; the label has to be equal, the heading similar."""
    labelled = [
        _heading(section.label, section.level, section.heading)
        for section in gold.sections
        if section.level <= SECTION_LEVELS
    ]
    return align(labelled, _headings(record.sections))


def compare_citations(gold: Gold, record: Record) -> Alignment:
    """References as a set: every spelling the label gives for a document stands for its `ref`."""
    spellings = [(spelling, cited.ref) for cited in gold.citations for spelling in (cited.ref, *cited.also_printed)]
    strict = {without_spaces(each): ref for each, ref in reversed(spellings)}
    folded = {fold_reference(each): ref for each, ref in reversed(spellings)}
    refs = [citation.ref for citation in record.citations if citation.ref.value is not None]
    predicted = some(on(_canonical(ref.value or "", strict, folded), ref) for ref in refs)
    # Two spellings of one document are one member of the set; the one equal as printed speaks for both.
    exact_first = sorted(predicted, key=lambda item: item.strict not in strict)
    return align(as_set(reference(cited.ref) for cited in gold.citations), as_set(exact_first))


def _canonical(ref: str, strict: dict[str, str], folded: dict[str, str]) -> Item:
    key = without_spaces(ref)
    canonical = folded.get(fold_reference(ref), ref)
    return Item(
        shown=printed(ref),
        strict=without_spaces(strict.get(key, ref)),
        folded=fold_reference(canonical),
        fuzzy=False,
    )


def compare_responds_to(gold: Gold, record: Record) -> Alignment:
    """The letter that this document answers or carries out."""
    return align_one(reference(gold.responds_to), read(reference, record.responds_to))


def compare_missing(gold: Gold, record: Record) -> Alignment:
    """Parts of the form by name; required sections depend on a profile and are no part of a label."""
    codes = [finding.code for finding in record.findings if finding.code.startswith("missing.")]
    parts = [FINDINGS_OF_PARTS.get(code, code.removeprefix("missing.")) for code in codes if code.count(".") == 1]
    return align(as_set(exact(part) for part in gold.missing), as_set(exact(part) for part in parts))


def compare_refusal(gold: Gold, record: Record) -> Alignment:
    """One item, `refused`, where the page is to be refused or was."""
    asked = None if gold.is_administrative else "refused"
    given = "refused" if record.status is RecordStatus.REFUSED else None
    return align_one(exact(asked), exact(given))
