"""Saved predictions: records as JSON Lines, brought to the documents they were made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evaluation.corpus import Corpus, LabelledDocument
from evaluation.errors import PredictionError
from schemas.record import Record


@dataclass(frozen=True, slots=True)
class Predictions:
    """One record a document, in the order of the corpus; `unlabelled` counts records of other documents."""

    pairs: tuple[tuple[LabelledDocument, Record], ...]
    unlabelled: int


def load_predictions(path: Path) -> tuple[Record, ...]:
    """The records in a JSON Lines file.

    Raises:
        PredictionError: when the file cannot be read or a line is no record.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PredictionError(f"{path}: cannot be read: {error}") from error
    return tuple(_record(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def save_predictions(path: Path, records: Iterable[Record]) -> None:
    """Write records as JSON Lines, in the order given.

    Raises:
        PredictionError: when the file cannot be written.
    """
    text = "".join(record.to_json_line() + "\n" for record in records)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PredictionError(f"{path}: cannot be written: {error.strerror}") from error


def assign_predictions(corpus: Corpus, records: Iterable[Record]) -> Predictions:
    """Each document with its record, found by base name, else by SHA-256.

    Raises:
        PredictionError: when a document has no record or two, or its record was made from other bytes.
    """
    by_name = _distinct(records)
    by_hash = {record.source.sha256: record for record in by_name.values()}
    found = [(document, by_name.get(document.name) or by_hash.get(document.sha256)) for document in corpus.documents]
    absent = [document.name for document, record in found if record is None]
    if absent:
        raise PredictionError(f"no prediction for {', '.join(absent)}; a failed document needs its failed record")
    pairs = tuple((document, record) for document, record in found if record is not None)
    _require_same_bytes(pairs)
    used = {record.source.name for _, record in pairs}
    return Predictions(pairs, unlabelled=len(by_name.keys() - used))


def _record(path: Path, number: int, line: str) -> Record:
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PredictionError(f"{path}: line {number} is no record: {where}: {first['msg']}") from error


def _distinct(records: Iterable[Record]) -> dict[str, Record]:
    by_name: dict[str, Record] = {}
    for record in records:
        first = by_name.get(record.source.name)
        if first is None:
            by_name[record.source.name] = record
        elif not _enclosed(first, record):
            raise PredictionError(f"two predictions for {record.source.name}; keep one")
    return by_name


def _enclosed(first: Record, record: Record) -> bool:
    """Whether a record is of another document inside the same file: labels are of the principal one, which is first."""
    same_file = first.source.sha256 == record.source.sha256
    return same_file and first.source.text_range != record.source.text_range


def _require_same_bytes(pairs: tuple[tuple[LabelledDocument, Record], ...]) -> None:
    other = [document.name for document, record in pairs if document.sha256 != record.source.sha256]
    if other:
        raise PredictionError(f"predictions made from other bytes than {', '.join(other)}; run the extraction again")
