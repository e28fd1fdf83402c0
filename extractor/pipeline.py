"""The pipeline: a file's bytes to its records, one stage a line.

bytes → members of containers → `SourceText` → passages → documents in one file → `Division` → `Case` (rules) →
`Record` → findings.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Literal

from extractor.budget import UNLIMITED, Budget
from extractor.checks.findings import findings_of
from extractor.checks.profiles import Profile, choose_profile
from extractor.containers.model import ExchangeHeader, Member
from extractor.containers.unpack import unpack
from extractor.errors import InputNotFoundError, OcrDeferredError, ProfileError, ReadError, is_disk_full, place_of
from extractor.parts.divide import divide
from extractor.parts.enclosed import page_range, text_range
from extractor.reading.kept import Readings
from extractor.reading.registry import sniff
from extractor.reading.source import Grid, SourceText
from extractor.refusal import documents_of, refuse
from extractor.rules.confidence import calibrated
from extractor.rules.exchange import agreement, with_header
from extractor.rules.registry import PATHS, Case
from extractor.tables.build import build_tables
from extractor.tables.captions import captions_of
from extractor.text.clean import clean
from extractor.text.passage import Passage
from extractor.version import __version__, rule_set
from schemas.document import Document
from schemas.fields import Text
from schemas.record import Provenance, Reason, Record, RecordStatus, SourceInfo

_TOO_LATE = Reason(
    code="failed.timeout",
    message="the time for the whole container was used up by the files before this one; take it out and read it alone",
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """A record and the text its offsets refer to; None where the file could not be read."""

    record: Record
    source: SourceText | None


@dataclass(frozen=True, slots=True)
class _File:
    """A member with what is known of it; `is_part` where it holds further documents."""

    member: Member
    media_type: str = "application/octet-stream"
    is_part: bool = False

    def info(self, source: SourceText | None) -> SourceInfo:
        pages = page_range(source) if source and self.is_part else None
        return SourceInfo(
            name=self.member.name,
            sha256=hashlib.sha256(self.member.data).hexdigest(),
            media_type=self.media_type,
            bytes=len(self.member.data),
            pages=len(source.pages) or None if source else None,
            text_source=_text_source(source, pages),
            container=self.member.container,
            page_range=pages,
            text_range=text_range(source) if source and self.is_part else None,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """A record before its findings, and what they are found from; no case where there is no document."""

    file: _File
    record: Record
    source: SourceText | None
    case: Case | None
    profile: Profile
    header: ExchangeHeader | None = None


def _text_source(source: SourceText | None, pages: tuple[int, int] | None) -> Literal["digital", "ocr", "mixed"]:
    if source is None or source.ocr is None:
        return "digital"
    count = pages[1] - pages[0] + 1 if pages else len(source.pages)
    return "ocr" if len(source.ocr.pages) >= count else "mixed"


def extract(path: str | Path, *, profile: str | None = None) -> Record:
    """The record of one file; of several documents in it, the first.

    A file that cannot be read, or is no administrative document, gives a record that says so.

    Raises:
        InputNotFoundError: the file does not exist or cannot be opened.
        ProfileError: the profile is unknown.
    """
    return process(path, profile=profile).record


def extract_all(path: str | Path, *, profile: str | None = None) -> tuple[Record, ...]:
    """The records of all documents of one file: those enclosed in it, or those of a container in its order.

    Raises:
        InputNotFoundError: the file does not exist or cannot be opened.
        ProfileError: the profile is unknown.
    """
    return tuple(extraction.record for extraction in process_all(path, profile=profile))


def process(path: str | Path, *, profile: str | None = None) -> Extraction:
    """As `extract`, with the text that the record's offsets refer to."""
    return process_all(path, profile=profile)[0]


def process_all(path: str | Path, *, profile: str | None = None) -> tuple[Extraction, ...]:
    """As `extract_all`, with the text that each record's offsets refer to."""
    path = Path(path)
    if path.is_dir():
        raise InputNotFoundError(f"{path}: is a folder, not a file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputNotFoundError(f"{path}: {error.strerror or error}") from error
    return process_all_bytes(data, path.name, profile=profile)


def process_bytes(data: bytes, name: str, *, profile: str | None = None, budget: Budget = UNLIMITED) -> Extraction:
    """As `process`, for bytes in memory; `name` is the file's base name and never decides how it is read."""
    return process_all_bytes(data, name, profile=profile, budget=budget)[0]


def process_all_bytes(
    data: bytes, name: str, *, profile: str | None = None, budget: Budget = UNLIMITED
) -> tuple[Extraction, ...]:
    """Every document of a file, at least one: the principal one first, then those enclosed, or a container's in order.

    Raises:
        ProfileError: the profile is unknown.
    """
    return tuple(each_document(data, name, profile=profile, budget=budget))


def each_document(
    data: bytes,
    name: str,
    *,
    profile: str | None = None,
    budget: Budget = UNLIMITED,
    texts: Readings | None = None,
) -> Iterator[Extraction]:
    """As `process_all_bytes`, each document as soon as it is done, from `texts` where they were read before.

    Raises:
        ProfileError: the profile is unknown.
        OcrDeferredError: pictures have to be read, and the budget leaves them to another worker.
    """
    choose_profile(profile, None)
    texts = texts or Readings()
    spare: list[_Reading] = []
    any_document = False
    for header, members in groupby(unpack(data, name), key=lambda member: member.header):
        readings = (reading for member in members for reading in _readings(member, profile, budget, texts))
        for reading in _told(readings, header):
            if reading.file.member.beside and reading.case is None:
                spare.append(reading)
                continue
            any_document = True
            yield _finished(reading)
    if not any_document:
        yield from (_finished(reading) for reading in spare)


def with_tables(extraction: Extraction) -> Extraction:
    """As it is, but a refused document with its tables: for who wants the tables of whatever can be read."""
    record, source = extraction.record, extraction.source
    if record.status is not RecordStatus.REFUSED or source is None:
        return extraction
    flow = clean(source)
    grids = [item for item in flow if isinstance(item, Grid)]
    built = build_tables(source, grids, captions_of(flow, grids))
    return replace(extraction, record=record.model_copy(update={"tables": built.tables}))


def _told(readings: Iterator[_Reading], header: ExchangeHeader | None) -> Iterator[_Reading]:
    """The files of a package, the one that its header is about with what the header says."""
    if header is None:
        yield from readings
        return
    held = list(readings)
    own = max(held, key=lambda reading: agreement(reading.record, header))
    for reading in held:
        yield replace(reading, header=header) if reading is own else reading


def _finished(reading: _Reading) -> Extraction:
    """With what an exchange header says, and with the findings."""
    if reading.case is None:
        return Extraction(reading.record, reading.source)
    try:
        record = with_header(reading.record, reading.header) if reading.header else reading.record
        findings = findings_of(record, reading.case, reading.profile)
        return Extraction(record.model_copy(update={"findings": findings}), reading.source)
    except Exception as error:  # noqa: BLE001 -- the edge, as for what is read before
        failed = _failed(reading.file, reading.source, error, reading.profile)
        return Extraction(failed.record, failed.source)


def _readings(member: Member, profile: str | None, budget: Budget, texts: Readings) -> list[_Reading]:
    """The documents of one file, at least one, whatever happens."""
    file = _File(member)
    chosen = choose_profile(profile, None)
    try:
        if member.failure is not None:
            raise member.failure
        if member.container is not None and budget.spent():
            return [_without_document(file, None, _TOO_LATE, chosen)]
        if not member.data:
            return [
                _without_document(file, None, Reason(code="refused.empty", message="the file has no bytes"), chosen)
            ]
        reader = sniff(member.data)
        file = replace(file, media_type=reader.media_type)
        budget.begin(f"read {reader.media_type}")
        source = texts.read(reader, member.data, budget)
        budget.begin("structure")
        return _documents_in(file, source, profile)
    except Exception as error:  # noqa: BLE001 -- the edge: a defect met by one document must not stop the others
        return [_failed(file, None, error, chosen)]


def _failed(file: _File, source: SourceText | None, error: Exception, chosen: Profile) -> _Reading:
    """The record of a document whose reading an error has ended; those that are not the document's are raised again."""
    if isinstance(error, ReadError):
        return _without_document(file, source, Reason(code=error.reason, message=str(error)), chosen)
    if isinstance(error, ProfileError | MemoryError | OcrDeferredError):
        raise error
    if is_disk_full(error):
        # The machine's disk, not the file: it may go well elsewhere or later.
        raise error
    return _without_document(file, source, _unforeseen(error), chosen)


def _unforeseen(error: Exception) -> Reason:
    """What went wrong in the program, where, and what to do; without words of the document."""
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return Reason(code="failed.too_large", message="reading the file writes more than it may; split it")
    name, place = place_of(error)
    message = f"a defect of the program ({name} in {place}); report it with the file"
    return Reason(code="failed.crash", message=message)


def _documents_in(file: _File, source: SourceText, profile: str | None) -> list[_Reading]:
    """The documents of a text: itself, or the first with the ids of those enclosed in the same file."""
    flow = clean(source)
    stretches = documents_of(source, flow)
    if len(stretches) == 1:
        return [_reading(file, source, flow, profile)]
    part_of = replace(file, is_part=True)
    first, *others = (_part_reading(part_of, stretch, profile) for stretch in stretches)
    enclosed = tuple(other.record.id for other in others)
    return [replace(first, record=first.record.model_copy(update={"enclosed": enclosed})), *others]


def _part_reading(file: _File, source: SourceText, profile: str | None) -> _Reading:
    """One of several documents; a defect that it meets leaves the others."""
    try:
        return _reading(file, source, clean(source), profile)
    except Exception as error:  # noqa: BLE001 -- the edge
        return _failed(file, source, error, choose_profile(profile, None))


def _reading(file: _File, source: SourceText, flow: tuple[Passage | Grid, ...], profile: str | None) -> _Reading:
    division = divide(flow, source)
    refusal = refuse(division, flow)
    if refusal is not None:
        return _without_document(file, source, refusal, choose_profile(profile, None))
    grids = division.parts.grids
    built = build_tables(source, grids, captions_of(flow, grids))
    case = Case.of(division, built)
    document_type: Text = case.value("document.type")
    chosen = choose_profile(profile, document_type.value)
    return _Reading(file, _assemble(file, source, case, chosen), source, case, chosen)


def _assemble(file: _File, source: SourceText, case: Case, chosen: Profile) -> Record:
    """Every path's value by its rule, as a record without findings."""
    values = {path: case.value(path) for path in PATHS}
    head = {path.removeprefix("document."): value for path, value in values.items() if path.startswith("document.")}
    body = {path: value for path, value in values.items() if not path.startswith("document.")}
    record = Record(
        source=file.info(source),
        status=RecordStatus.EXTRACTED if source.cut is None else RecordStatus.PARTIAL,
        reason=_cut_reason(source),
        document=Document(**head),
        tables=case.built.tables,
        provenance=_provenance(chosen, source),
        **body,
    )
    return calibrated(record)


def _cut_reason(source: SourceText) -> Reason | None:
    if source.cut is None:
        return None
    return Reason(code=f"partial.{source.cut.failure}", message=source.cut.message)


def _without_document(file: _File, source: SourceText | None, reason: Reason, chosen: Profile) -> _Reading:
    record = Record(
        source=file.info(source),
        status=RecordStatus(reason.code.split(".")[0]),
        reason=reason,
        provenance=_provenance(chosen, source),
    )
    return _Reading(file, record, source, None, chosen)


def _provenance(profile: Profile, source: SourceText | None) -> Provenance:
    ocr = source.ocr if source else None
    return Provenance(
        extractor_version=__version__,
        rule_set=rule_set(),
        profile=profile.name,
        profile_version=profile.version,
        ocr_engine=ocr.engine if ocr else None,
        ocr_quality=ocr.quality if ocr else None,
    )
