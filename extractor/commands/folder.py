"""The output folder of `vanthu extract -o`: each file appears whole or not at all."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from extractor.commands.documents import MOST_TROUBLES, print_troubles
from extractor.containers.names import shown_path
from extractor.errors import ExitCode, OutputError
from extractor.review.places import document_of, place_of
from extractor.version import __version__
from extractor.writing.inert import inert
from schemas.record import SCHEMA_VERSION, Record

FINDING_COLUMNS = ("file", "sha256", "code", "severity", "message_vi", "message_en", "place")


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that is renamed into place once it is complete."""
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_folder(folder: Path, results: Iterable[tuple[Path, Record]]) -> int:
    """Write records.jsonl, findings.csv and batch.json, in which containers and their members are named.

    Raises:
        OutputError: when the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(folder, results)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}") from error


def _write(folder: Path, results: Iterable[tuple[Path, Record]]) -> int:
    statuses: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    seconds: dict[str, float] = {}
    documents: dict[str, list[str]] = {}
    troubles: list[tuple[str, str]] = []
    started = last = time.monotonic()
    with _whole(folder / "records.jsonl") as records, _whole(folder / "findings.csv") as findings:
        table = csv.writer(findings)
        table.writerow(FINDING_COLUMNS)
        for path, record in results:
            records.write(record.to_json_line() + "\n")
            for row in _finding_rows(path, record):
                table.writerow(row)
            statuses[record.status] += 1
            if record.reason is not None:
                reasons[record.reason.code] += 1
            now = time.monotonic()
            shown = shown_path(str(path))
            if record.reason is not None and record.status == "failed":
                troubles.append((shown, record.reason.code))
            seconds[shown], last = round(seconds.get(shown, 0) + now - last, 4), now
            documents.setdefault(shown, []).append(document_of(shown_path(path.name), record))
    batch = {
        "documents": sum(statuses.values()),
        "statuses": dict(sorted(statuses.items())),
        "reasons": dict(sorted(reasons.items())),
        "extractor_version": __version__,
        "schema_version": SCHEMA_VERSION,
        "seconds": round(time.monotonic() - started, 4),
        "seconds_by_file": seconds,
        "documents_by_file": {path: names for path, names in documents.items() if len(names) > 1},
    }
    with _whole(folder / "batch.json") as stream:
        json.dump(batch, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    counts = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    print(f"{folder}: {counts}", file=sys.stderr)
    print_troubles(troubles[:MOST_TROUBLES], len(troubles))
    return ExitCode.SOME_FAILED if statuses["failed"] else ExitCode.DONE


def _finding_rows(path: Path, record: Record) -> Iterator[tuple[str, ...]]:
    for finding in record.findings:
        place = "; ".join(place_of(evidence) for evidence in finding.evidence)
        values = (
            document_of(shown_path(path.name), record),
            record.source.sha256,
            finding.code,
            finding.severity.value,
            finding.message_vi,
            finding.message_en,
            place,
        )
        yield tuple(inert(value) for value in values)
