"""The pipeline: a file's bytes to its record, one stage a line.

bytes → `SourceText` → passages → `Division` → `Case` (rules) → `Record` → findings.
"""

from __future__ import annotations

import hashlib
import traceback
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

from extractor import __version__
from extractor.budget import UNLIMITED, Budget
from extractor.checks.findings import findings_of
from extractor.checks.profiles import Profile, choose_profile
from extractor.errors import InputNotFoundError, ProfileError, ReadError
from extractor.parts.divide import divide
from extractor.reading.registry import sniff
from extractor.reading.source import SourceText
from extractor.refusal import refuse
from extractor.rules.registry import PATHS, Case
from extractor.tables.build import build_tables
from extractor.tables.captions import captions_of
from extractor.text.clean import clean
from schemas.document import Document
from schemas.fields import Text
from schemas.record import Provenance, Reason, Record, RecordStatus, SourceInfo


@dataclass(frozen=True, slots=True)
class Extraction:
    """A record and the text its offsets refer to; None where the file could not be read."""

    record: Record
    source: SourceText | None


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes
    media_type: str = "application/octet-stream"

    def info(self, source: SourceText | None) -> SourceInfo:
        return SourceInfo(
            name=self.name,
            sha256=hashlib.sha256(self.data).hexdigest(),
            media_type=self.media_type,
            bytes=len(self.data),
            pages=len(source.pages) or None if source else None,
            text_source=_text_source(source),
        )


def _text_source(source: SourceText | None) -> Literal["digital", "ocr", "mixed"]:
    if source is None or source.ocr is None:
        return "digital"
    return "ocr" if len(source.ocr.pages) >= len(source.pages) else "mixed"


def extract(path: str | Path, *, profile: str | None = None) -> Record:
    """The record of one file.

    A file that cannot be read, or is no administrative document, gives a record that says so.

    Raises:
        InputNotFoundError: the file does not exist or cannot be opened.
        ProfileError: the profile is unknown.
    """
    return process(path, profile=profile).record


def process(path: str | Path, *, profile: str | None = None) -> Extraction:
    """As `extract`, with the text that the record's offsets refer to."""
    path = Path(path)
    if path.is_dir():
        raise InputNotFoundError(f"{path}: is a folder, not a file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputNotFoundError(f"{path}: {error.strerror or error}") from error
    return process_bytes(data, path.name, profile=profile)


def process_bytes(data: bytes, name: str, *, profile: str | None = None, budget: Budget = UNLIMITED) -> Extraction:
    """As `process`, for bytes in memory; `name` is the file's base name and never decides how it is read."""
    file = _File(name, data)
    chosen = choose_profile(profile, None)
    if not data:
        return _without_document(file, None, Reason(code="refused.empty", message="the file has no bytes"), chosen)
    try:
        reader = sniff(data)
        file = _File(name, data, reader.media_type)
        budget.begin("read")
        source = reader.read(data, budget)
        budget.begin("structure")
        return _from_source(file, source, profile)
    except ReadError as error:
        return _without_document(file, None, Reason(code=error.reason, message=str(error)), chosen)
    except ProfileError:
        raise
    except Exception as error:  # noqa: BLE001 -- the edge: a defect met by one document must not stop the others
        return _without_document(file, None, Reason(code="failed.crash", message=_defect(error)), chosen)


def _defect(error: Exception) -> str:
    """What went wrong in the program, where, and what to do; without words of the document."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"a defect of the program ({type(error).__name__} in {place}); report it with the file"


def _from_source(file: _File, source: SourceText, profile: str | None) -> Extraction:
    flow = clean(source)
    division = divide(flow, source)
    refusal = refuse(division, flow)
    if refusal is not None:
        return _without_document(file, source, refusal, choose_profile(profile, None))
    grids = division.parts.grids
    built = build_tables(source, grids, captions_of(flow, grids))
    case = Case.of(division, built)
    document_type: Text = case.value("document.type")
    chosen = choose_profile(profile, document_type.value)
    record = _assemble(file, source, case, chosen)
    return Extraction(record.model_copy(update={"findings": findings_of(record, case, chosen)}), source)


def _assemble(file: _File, source: SourceText, case: Case, chosen: Profile) -> Record:
    """Every path's value by its rule, as a record without findings."""
    values = {path: case.value(path) for path in PATHS}
    head = {path.removeprefix("document."): value for path, value in values.items() if path.startswith("document.")}
    body = {path: value for path, value in values.items() if not path.startswith("document.")}
    return Record(
        source=file.info(source),
        status=RecordStatus.EXTRACTED if source.cut is None else RecordStatus.PARTIAL,
        reason=_cut_reason(source),
        document=Document(**head),
        tables=case.built.tables,
        provenance=_provenance(chosen, source),
        **body,
    )


def _cut_reason(source: SourceText) -> Reason | None:
    if source.cut is None:
        return None
    return Reason(code=f"partial.{source.cut.failure}", message=source.cut.message)


def _without_document(file: _File, source: SourceText | None, reason: Reason, chosen: Profile) -> Extraction:
    record = Record(
        source=file.info(source),
        status=RecordStatus(reason.code.split(".")[0]),
        reason=reason,
        provenance=_provenance(chosen, source),
    )
    return Extraction(record, source)


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


@lru_cache(maxsize=1)
def rule_set() -> str:
    """Fingerprint of the vocabularies, profiles and rules that are data: the same data, the same fingerprint."""
    digest = hashlib.sha256(__version__.encode())
    package = resources.files("extractor")
    folders = (package / "vocabulary", package / "checks" / "profiles", package / "checks")
    for folder in folders:
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(".toml"):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:16]
