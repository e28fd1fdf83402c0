"""The output folder of `vanthu extract -o`: each file appears whole or not at all."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.commands.documents import print_troubles
from extractor.containers.names import shown_path
from extractor.errors import ExitCode, OutputError
from extractor.limits import MOST_TROUBLES
from extractor.review.places import document_of, place_of
from extractor.version import __version__
from extractor.writing.inert import inert
from extractor.writing.streams import whole_text
from schemas.record import SCHEMA_VERSION, Record

FINDING_COLUMNS = ("file", "sha256", "code", "severity", "message_vi", "message_en", "place")


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


@dataclass(slots=True)
class _Tally:
    """What batch.json says of the documents as they come, and which files could not be read."""

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    documents: dict[str, list[str]] = field(default_factory=dict)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)

    def count(self, path: Path, record: Record) -> None:
        """Count a document; the time since the one before is its own."""
        shown, now = shown_path(str(path)), time.monotonic()
        self.statuses[record.status] += 1
        if record.reason is not None:
            self.reasons[record.reason.code] += 1
            if record.status == "failed":
                self.troubles.append((shown, record.reason.code))
        self.seconds[shown], self.last = round(self.seconds.get(shown, 0) + now - self.last, 4), now
        self.documents.setdefault(shown, []).append(document_of(shown_path(path.name), record))

    def summary(self) -> dict[str, Any]:
        """The content of batch.json."""
        return {
            "documents": sum(self.statuses.values()),
            "statuses": dict(sorted(self.statuses.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "extractor_version": __version__,
            "schema_version": SCHEMA_VERSION,
            "seconds": round(time.monotonic() - self.started, 4),
            "seconds_by_file": self.seconds,
            "documents_by_file": {path: names for path, names in self.documents.items() if len(names) > 1},
        }


def _write(folder: Path, results: Iterable[tuple[Path, Record]]) -> int:
    tally = _Tally()
    with (
        whole_text(folder / "records.jsonl", "utf-8") as records,
        whole_text(folder / "findings.csv", "utf-8") as findings,
    ):
        table = csv.writer(findings)
        table.writerow(FINDING_COLUMNS)
        for path, record in results:
            records.write(record.to_json_line() + "\n")
            table.writerows(_finding_rows(path, record))
            tally.count(path, record)
    with whole_text(folder / "batch.json", "utf-8") as stream:
        json.dump(tally.summary(), stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    counts = ", ".join(f"{count} {status}" for status, count in sorted(tally.statuses.items()))
    print(f"{folder}: {counts}", file=sys.stderr)
    print_troubles(tally.troubles[:MOST_TROUBLES], len(tally.troubles))
    return ExitCode.SOME_FAILED if tally.statuses["failed"] else ExitCode.DONE


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
