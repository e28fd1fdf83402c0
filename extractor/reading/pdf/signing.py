"""One signature field of a PDF as pyHanko reads it: certificate, time, and whether what was signed is unchanged.

Loaded only for files with a signature; nothing is fetched, and what cannot be read of one signature stays unknown.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.diff_analysis.policies import DEFAULT_DIFF_POLICY, StandardDiffPolicy
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts, validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from extractor.budget import Budget
from extractor.reading.pdf.trust import is_trusted

MALFORMED = (
    *(PdfError, SignatureValidationError, SuspiciousModification, CMSExtractionError, CMSStructuralError),
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, ArithmeticError, RecursionError),
    *(NotImplementedError, UnsupportedAlgorithm, OSError, EOFError, struct.error, zlib.error),
)
"""What pyHanko and the libraries below it raise where a file is not as the format says."""
_MAX_FIELDS, _MAX_STAGE = 64, 60
_MAX_REVISIONS = 128
"""More updates than any way of signing makes: their changes are left unknown."""
_MOST_WORK = 600_000
"""Objects that all comparisons of one file look at; a letter of three pages with nine signatures takes 350,000."""
_TIME_STAMP = "/DocTimeStamp"
# Signing programs of the government free the first entry of the cross-reference table anew with each update, which
# shows and hides nothing; pyHanko's own policy takes any freeing for a manipulation.
_POLICY = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules, DEFAULT_DIFF_POLICY.form_rule, reject_object_freeing=False
)


@dataclass(frozen=True, slots=True)
class Signing:
    """What one signature says; None or empty where it says nothing or cannot be read.

    `time` is the time as the file writes it. `trusted` is None where no roots are known to this installation.
    `widget` is the dictionary of its appearance on a page, of any type where the file is malformed.
    """

    field: str
    signer: str | None = None
    organ: tuple[str, ...] = ()
    time: str | None = None
    signed_at: datetime | None = None
    intact: bool | None = None
    whole: bool | None = None
    trusted: bool | None = None
    widget: Any = None


def read_signings(reader: PdfFileReader, budget: Budget) -> Iterator[Signing]:
    """Each filled signature field, in the order of the form; time stamps of archives are none.

    Raises:
        Exception: one of `MALFORMED`, where the form itself cannot be read.
    """
    updates = _Updates(reader, budget)
    for name, value, field in islice(enumerate_sig_fields(reader, filled_status=True), _MAX_FIELDS):
        if budget.spent():
            return
        budget.begin(f"signature {name}"[:_MAX_STAGE])
        try:
            signing = _read(reader, updates, str(name), field)
        except MALFORMED:
            signing = Signing(str(name), widget=_widget(field))
        if not _is_time_stamp(value):
            yield signing


def open_reader(data: bytes) -> PdfFileReader:
    """The file for `read_signings`.

    Raises:
        Exception: one of `MALFORMED`.
    """
    return PdfFileReader(BytesIO(data), strict=False)


def _is_time_stamp(value: Any) -> bool:
    try:
        return bool(value.get_object().get("/Type") == _TIME_STAMP)
    except MALFORMED:
        return False


def _widget(field: Any) -> Any:
    """The field itself where it is its own annotation, or else the first below it."""
    try:
        form_field = field.get_object()
        return form_field if "/Rect" in form_field else form_field["/Kids"][0]
    except MALFORMED:
        return None


def _read(reader: PdfFileReader, updates: _Updates, name: str, field: Any) -> Signing:
    signature = EmbeddedPdfSignature(reader, field, name)
    certificate = signature.signer_cert
    subject = certificate.subject.native
    time, signed_at = _time(signature)
    intact = _is_intact(signature)
    return Signing(
        name,
        signer=_one(subject.get("common_name")),
        organ=tuple(_all(subject.get("organization_name")) + _all(subject.get("organizational_unit_name"))),
        time=time,
        signed_at=signed_at,
        intact=intact,
        whole=_is_whole(signature, updates),
        trusted=is_trusted(certificate, signature.other_embedded_certs, signed_at) if intact else None,
        widget=_widget(field),
    )


def _all(value: object) -> list[str]:
    """A part of a certificate's name, which may be there several times."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str) and each.strip()]


def _one(value: object) -> str | None:
    return next(iter(_all(value)), None)


def _time(signature: EmbeddedPdfSignature) -> tuple[str | None, datetime | None]:
    """The time in the signature dictionary, or else that among the signed attributes.

    The first goes before: programs are about that write the local time into the second as if it were UTC.
    """
    written = signature.sig_object.get("/M")
    if isinstance(written, str):
        try:
            return written, generic.parse_pdf_date(written, strict=False)
        except MALFORMED:
            pass
    signed = extract_self_reported_ts(signature.signer_info)
    return (signed.isoformat(), signed) if signed is not None else (None, None)


def _is_intact(signature: EmbeddedPdfSignature) -> bool | None:
    """Whether the signed bytes are those that were signed, by the key of the certificate."""
    try:
        digest = signature.compute_digest()
        kept, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", digest)
    except (UnsupportedAlgorithm, NotImplementedError):
        return None
    except MALFORMED:
        return False
    return bool(kept and valid)


class _Resolver(HistoricalResolver):
    """A revision of a file whose objects are looked up so often and no more.

    The comparison walks every path to every object: in a file made for it, or with a large tree of tags, they double
    with each level.
    """

    def __init__(self, updates: _Updates, revision: int) -> None:
        super().__init__(updates.reader, revision)
        self._updates, self._sizes = updates, dict[Any, int]()

    def __call__(self, reference: Any) -> Any:
        """The object behind a reference; raises where the work is used up."""
        found = super().__call__(reference)
        if reference not in self._sizes:
            self._sizes[reference] = _size(found)
        self._updates.left -= self._sizes[reference]
        if self._updates.left < 0 or self._updates.budget.spent():
            raise PdfError("too many paths to compare")
        return found


def _size(root: Any) -> int:
    """How many objects lie in one, those behind references left out."""
    count, waiting = 0, [root]
    while waiting:
        count += 1
        each = waiting.pop()
        if isinstance(each, generic.DictionaryObject):
            waiting += [each.raw_get(key) for key in each]
        elif isinstance(each, generic.ArrayObject):
            waiting += [each.raw_get(index) for index in range(len(each))]
    return count


class _Updates:
    """The incremental updates of a file: which of them only sign, stamp or fill in a form."""

    def __init__(self, reader: PdfFileReader, budget: Budget) -> None:
        self.reader = reader
        self.budget = budget
        self.left = _MOST_WORK
        self.count = int(reader.xrefs.total_revisions)
        self._only_forms: dict[int, bool | None] = {}

    def only_forms_after(self, revision: int) -> bool | None:
        """Whether every update after a revision is of that kind; None where it cannot be told."""
        if self.count > _MAX_REVISIONS:
            return None
        found = [self._of(number) for number in range(revision + 1, self.count)]
        return False if False in found else None if None in found else True

    def _of(self, number: int) -> bool | None:
        if number not in self._only_forms:
            self._only_forms[number] = self._compared(number)
        return self._only_forms[number]

    def _compared(self, number: int) -> bool | None:
        try:
            old, new = (_Resolver(self, each) for each in (number - 1, number))
            # Without the limits that the first signer set: number, date and seal are new signature fields, which
            # a signature that certifies the document forbids and the offices add nevertheless.
            change = _POLICY.apply(old, new)
        except SuspiciousModification:
            return False
        except MALFORMED:
            return None
        return bool(change.modification_level <= ModificationLevel.FORM_FILLING)


def _is_whole(signature: EmbeddedPdfSignature, updates: _Updates) -> bool | None:
    """Whether it covers the file, or all but updates that sign, stamp or fill in."""
    try:
        coverage = signature.evaluate_signature_coverage()
    except MALFORMED:
        return None
    if coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if coverage is not SignatureCoverageLevel.ENTIRE_REVISION:
        return False
    return updates.only_forms_after(signature.signed_revision)
