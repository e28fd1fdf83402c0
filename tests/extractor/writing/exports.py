"""Records for tests of exports: samples, and samples with hostile words in every field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from extractor.pipeline import process
from extractor.writing.tabular import Taken
from schemas.record import Record

SAMPLES = Path("corpus/samples")
NAMES = (
    "bc-phuong.txt",
    "bc-xa.pdf",
    "bc-so.docx",
    "cv-tinh-signed.pdf",
    "kh-tinh.docx",
    "news.txt",
    "broken/truncated.docx",
)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.invalid","xem")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    " \t=1+1",
    "\ufeff=1",
    "＝1+1",
    'a,"b"\r\nc;d\te',
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><a>&y;</a>",
    "]]><edXML:Subject>khác</edXML:Subject>",
    "../../../tmp/x",
    "C:\\a\\..\\b|<>:*?",
    "'; DROP TABLE documents; --",
    "\x00\x01\x1b[31mđỏ\x7f\x9b",
    "\u202eBC-ADNU\u202c",
    "{{ 7*7 }} ${7*7} %s",
    "http://x.invalid/?a=1",
    "mailto:a@x.invalid",
    "-5",
    "Ủy ban nhân dân",
)
HOSTILE_TEXT = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=40).filter(str.strip)
_CLOSED = frozenset(
    {
        *("schema_version", "sha256", "status", "code", "source", "kind", "meaning", "relation", "role", "state"),
        *("operator", "severity", "origin", "partial", "text_source", "refers_to"),
    }
)
"""Keys whose words are a closed list, and `source`, which is one beside a value and a table at the top."""


@cache
def sample(name: str) -> Record:
    """The record of a sample."""
    return process(SAMPLES / name).record


def taken(*records: Record, superseded_by: str | None = None) -> list[Taken]:
    """Records as an export meets them."""
    return [
        Taken(number, record.source.name, 0, record.to_json_line(), superseded_by)
        for number, record in enumerate(records, start=1)
    ]


def samples() -> list[Taken]:
    """Every sample of this module."""
    return taken(*map(sample, NAMES))


def poisoned(record: Record, words: str) -> Record:
    """The record with these words in every field that holds words of a document or of a file's name."""
    values = json.loads(record.to_json_line())
    values["source"] = {**values["source"], "name": words, "container": words, "media_type": words}
    return Record.model_validate_json(json.dumps(_poisoned(values, words)))


def _poisoned(value: Any, words: str) -> Any:
    if isinstance(value, dict):
        is_date = "partial" in value
        kept = _CLOSED | {"value", "candidates"} if is_date else _CLOSED
        return {key: each if key in kept else _poisoned(each, words) for key, each in value.items()}
    if isinstance(value, list):
        return [_poisoned(each, words) for each in value]
    return words if isinstance(value, str) else value


def changed(record: Record, path: str, **field: Any) -> Record:
    """The record with another field of the document's head: keys as in JSON."""
    values = json.loads(record.to_json_line())
    values["document"][path] = {**values["document"][path], **field}
    return Record.model_validate_json(json.dumps(values))


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def texts_of(rows: Iterable[Sequence[object]]) -> list[str]:
    """All words of rows."""
    return [value for row in rows for value in row if isinstance(value, str)]
