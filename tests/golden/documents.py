"""Golden records: what each document of corpus/samples becomes, as it was last looked at by a person.

A golden file is the record as JSON, without what changes with every release or every file built anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from extractor.pipeline import extract

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
GOLDEN = Path(__file__).parent / "records"
_CHANGING = {"source": ("sha256", "bytes"), "provenance": ("extractor_version", "rule_set")}


def documents() -> list[Path]:
    """Every document of the samples, the broken ones too."""
    return sorted(p for p in SAMPLES.rglob("*") if p.is_file() and not p.name.endswith(".gold.json"))


def golden_of(document: Path) -> Path:
    """Where the golden record of a document lies."""
    return GOLDEN / f"{document.relative_to(SAMPLES).as_posix().replace('/', '.')}.json"


def text_of(document: Path) -> str:
    """The record of a document as a golden file has it."""
    record = json.loads(extract(document).to_json_line())
    for part, keys in _CHANGING.items():
        for key in keys:
            del record[part][key]
    return json.dumps(_short(record), ensure_ascii=False, indent=1) + "\n"


def _short(value: object) -> object:
    """Each place on one line, so that a difference shows the value and not its punctuation."""
    if isinstance(value, dict):
        if value.get("kind") in {"page", "block"}:
            at = f"page {value['page']}" if value["kind"] == "page" else value["path"]
            return f"{at} {value['start']}-{value['end']} {value.get('boxes', '')}".rstrip()
        return {key: _short(item) for key, item in value.items()}
    return [_short(item) for item in value] if isinstance(value, list) else value
