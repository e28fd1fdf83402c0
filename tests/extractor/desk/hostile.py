"""A record that says hostile things wherever a record can hold words."""

from __future__ import annotations

import json
from typing import Any

from schemas.record import Record
from schemas.versions import load

PAYLOAD = (
    "\"'><x-evil onmouseover=alert(1)>{{7*7}}{% raw %}${7*7}</textarea></title></svg><script>alert(2)</script>"
    "<img src=x onerror=alert(3)><style>*{display:none}</style>javascript:alert(4) "
    "\u202egnp.txt\u2066 hx-get=/desk\u0301"
)
FILE_NAME = "'><x-evil onload=alert(5)>{{7*7}}.txt"
_WORDS = frozenset({"raw", "heading", "label", "caption", "text", "message_vi", "message_en", "section", "key"})


def hostile(record: Record) -> Record:
    """The record with the payload in place of every word that came from its document."""
    return load(json.dumps(_changed(json.loads(record.to_json_line()), "")))


def _changed(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        if value.get("kind") in {"page", "block"}:
            return value
        return {name: _field(name, part) for name, part in value.items()}
    return [_changed(part, key) for part in value] if isinstance(value, list) else value


def _field(name: str, part: Any) -> Any:
    if isinstance(part, str):
        is_date = name == "value" and len(part) == 10 and part[:4].isdecimal() and part[4] == "-"
        if name == "name":
            return FILE_NAME
        return PAYLOAD if (name in _WORDS or name == "value") and not is_date else part
    if name == "path" and isinstance(part, list):
        return [PAYLOAD for _ in part]
    return _changed(part, name)
