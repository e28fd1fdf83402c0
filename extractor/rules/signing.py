"""Which digital signature of the file belongs to which signature block, and what it says as fields of the record.

A certificate of a person is the signer's where it names the signer or its appearance stands in the block. Certificates
of bodies (the organ's seal, number and date stamped by the clerk, the stamp of a publishing portal) are nobody's block.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from rapidfuzz import fuzz

from extractor.parts.lines import names_body
from extractor.parts.model import SignatureBlock
from extractor.parts.names import name_in
from extractor.reading.source import FileSignature, Mark, SourceText, Zone
from extractor.rules.registry import Case
from extractor.text.fold import fold, fold_key
from extractor.text.passage import Passage, Quote, absent, raw_text
from schemas.document import DigitalSignature
from schemas.evidence import Box, PageEvidence
from schemas.fields import Candidate, DateField, Flag, Source, Status, Text

_CONFIDENCE = 0.99
_ABOVE, _BELOW, _LEFT, _RIGHT = 24.0, 48.0, 140.0, 70.0
"""How far from the lines of a block, in points, its seal and signature may stand: the seal reaches to the left."""
_SAME_NAME = 85.0
"""Likeness of two spellings of one name, of 100: one letter of a recognised name may be misread."""
_LOCAL = timezone(timedelta(hours=7))
"""Vietnam's time, all year."""
_OPEN = frozenset({Status.BLANK, Status.PARTIAL, Status.ILLEGIBLE, Status.ABSENT})


@dataclass(frozen=True, slots=True)
class Place:
    """The lines of a signature block on one page."""

    page: int
    box: Box

    def holds(self, page: int | None, box: Box | None) -> bool:
        """Whether a mark stands on the block, beside it or where seal and signature reach."""
        if page != self.page or box is None:
            return False
        own = self.box
        beside = own.x0 - _LEFT < (box.x0 + box.x1) / 2 < own.x1 + _RIGHT
        return beside and own.top - _ABOVE < box.bottom and box.top < own.bottom + _BELOW


def places(block: SignatureBlock) -> tuple[Place, ...]:
    """Where a block stands: the box round its lines on each of its pages; nothing where there are no pages."""
    boxes: dict[int, list[Box]] = {}
    for line in block.lines:
        for place in line.evidence():
            if isinstance(place, PageEvidence):
                boxes.setdefault(place.page, []).extend(place.boxes)
    return tuple(Place(page, _around(found)) for page, found in sorted(boxes.items()) if found)


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(b.x0 for b in boxes), min(b.top for b in boxes)
    return Box(left, top, max(b.x1 for b in boxes), max(b.bottom for b in boxes))


def _quote(text: str, source: SourceText) -> Quote:
    """Words that stand on no page, for rules that look at words alone."""
    return Passage(text, fold(text), (), (), (), (), source, Zone.STAMP, -1).quote()


def person_of(signature: FileSignature, source: SourceText) -> str | None:
    """The person a certificate names, without degree or rank; None for a body, or where it cannot be told."""
    if signature.signer is None:
        return None
    quote = _quote(signature.signer, source)
    organ = fold_key(signature.organ or "")
    if names_body(quote) or fold_key(signature.signer) == organ:
        return None
    name = name_in(quote)
    return name.text if name is not None else None


def printed_name(block: SignatureBlock) -> Quote | None:
    """The name under a signature."""
    return next((held for line in block.lines if (held := name_in(line)) is not None), None)


def same_name(printed: Quote, person: str) -> bool:
    """Whether a printed name is that of a certificate: marks and case do not matter, nor a misread letter on a scan."""
    one, other = fold_key(printed.text), fold_key(person)
    return one == other or (printed.has(Mark.OCR) and fuzz.ratio(one, other) >= _SAME_NAME)


def bound(case: Case) -> tuple[FileSignature | None, ...]:
    """The digital signature of each signature block, in their order."""
    source, blocks = case.parts.source, case.parts.signatures
    elsewhere = {id(each) for each in source.signatures if any(_names(each, block, source) for block in blocks)}
    free = [
        each
        for each in source.signatures
        if id(each) not in elsewhere and (each.signer is None or person_of(each, source) is not None)
    ]
    found = []
    for block in blocks:
        own = [each for each in source.signatures if _names(each, block, source)]
        found.append(_best(own or [each for each in free if _stands_in(block, each)], block))
    return tuple(found)


def _names(signature: FileSignature, block: SignatureBlock, source: SourceText) -> bool:
    """Whether a certificate names the person printed in a block; `DINH VAN KHOAT` is known for a name by that alone."""
    printed, named = printed_name(block), person_of(signature, source) or signature.signer
    return printed is not None and named is not None and same_name(printed, named)


def _stands_in(block: SignatureBlock, signature: FileSignature) -> bool:
    return any(place.holds(signature.page, signature.box) for place in places(block))


def _best(signatures: Iterable[FileSignature], block: SignatureBlock) -> FileSignature | None:
    """Of several by one person, the one on the block, or else the last."""
    ranked = sorted(signatures, key=lambda each: _stands_in(block, each))
    return ranked[-1] if ranked else None


def field_of(signature: FileSignature, source: SourceText) -> DigitalSignature:
    """What a signature says, each with its place; `intact` is true where nothing but signatures came after it."""
    unchanged = signature.whole if signature.intact else signature.intact
    place = signature.evidence()
    known = unchanged is not None and bool(place)
    return DigitalSignature(
        signer=_said(signature, "signer", signature.signer, source),
        organ=_said(signature, "organ", signature.organ, source),
        signed_at=_said(signature, "signed_at", signature.signed_at, source),
        intact=Flag(
            value=unchanged if known else None,
            raw=raw_text(source, place) if known else None,
            status=Status.PRESENT if known else Status.ABSENT,
            confidence=_CONFIDENCE,
            source=Source.SIGNATURE,
            evidence=place if known else (),
        ),
    )


def _said(signature: FileSignature, name: str, value: str | None, source: SourceText) -> Text:
    place = signature.evidence(name)
    if value is None or not place:
        return absent(_CONFIDENCE)
    return Text(
        value=value,
        raw=raw_text(source, place),
        status=Status.PRESENT,
        confidence=_CONFIDENCE,
        source=Source.SIGNATURE,
        evidence=place,
    )


def signing_days(case: Case) -> tuple[tuple[date, FileSignature], ...]:
    """Days on which the signers signed and the seal was put on their blocks, each once, in order of time."""
    blocks, source = case.parts.signatures, case.parts.source
    own = {id(each) for each in bound(case) if each is not None}
    days: dict[date, FileSignature] = {}
    for each in source.signatures:
        day = _day(each.signed_at)
        if day is not None and (id(each) in own or any(_stands_in(block, each) for block in blocks)):
            days.setdefault(day, each)
    return tuple(sorted(days.items(), key=lambda item: item[0]))


def _day(signed_at: str | None) -> date | None:
    """The day in Vietnam; None where the time's own offset makes it another day.

    Programs are about that write the local time as if it were UTC: near midnight the day cannot be told then.
    """
    if signed_at is None:
        return None
    moment = datetime.fromisoformat(signed_at)
    if moment.tzinfo is None:
        return moment.date()
    local = moment.astimezone(_LOCAL).date()
    return local if local == moment.date() else None


def with_signing_days(case: Case, issued: DateField) -> DateField:
    """A date that is not whole on the paper, with the days of signing as candidates; never moved into the value."""
    if issued.status not in _OPEN or not case.parts.source.signatures:
        return issued
    more = tuple(
        Candidate[date](value=day, source=Source.SIGNATURE, evidence=each.evidence("signed_at"))
        for day, each in signing_days(case)
    )
    return issued.model_copy(update={"candidates": (*issued.candidates, *more)}) if more else issued


def shows_seal(case: Case) -> bool | None:
    """Whether a paged file shows a seal or signature; None where its pages were not looked at closely enough.

    Seen is a digital signature in the file, a number or day written in by one, or a picture at a signature block. A
    recognised page is a picture as a whole: what is on it is not told.
    """
    source = case.parts.source
    spots = [place for block in case.parts.signatures for place in places(block)]
    if source.signatures or _is_filled_by_signing(case) or _has_picture(source, spots):
        return True
    return None if _may_hide_seal(source, spots) else False


def _is_filled_by_signing(case: Case) -> bool:
    """Whether a digital signature wrote the number or the day in."""
    head = (case.value("document.code_number"), case.value("document.issued_date"))
    return any(each.source is Source.SIGNATURE for each in head)


def _has_picture(source: SourceText, spots: Iterable[Place]) -> bool:
    return any(spot.holds(picture.page, picture.box) for spot in spots for picture in source.pictures)


def _may_hide_seal(source: SourceText, spots: Sequence[Place]) -> bool:
    """Whether a seal may be where nobody looked: on the pages of the blocks, or anywhere if there is no block."""
    recognised = source.ocr.pages if source.ocr is not None else frozenset()
    return any(spot.page in recognised for spot in spots) if spots else bool(source.pictures or recognised)
