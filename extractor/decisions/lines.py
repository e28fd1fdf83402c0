"""Sets of records as decided: what exports, reports and differences are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from extractor.decisions.applying import applied
from extractor.decisions.log import DecisionLog
from extractor.differences.sets import Line, Lines
from extractor.writing.tabular import Taken
from schemas.versions import load

_SHA256: Final = re.compile(rb'"sha256":"([0-9a-f]{64})"')
"""The first in a record is that of its source; no string of JSON can hold it unescaped."""
_HEAD: Final = 4096
"""Bytes at the beginning of a line in which it mostly stands; a name inside an archive may be longer."""


def decided_line(log: DecisionLog, line: str) -> str:
    """A record as a line of JSON with what was decided about it; the same line where nothing was.

    Raises:
        ValueError: it is no record.
        StoreError: the log cannot be read.
    """
    record = load(line)
    reviewed = applied(record, log.of(record))
    return line if reviewed.record is record else reviewed.record.to_json_line()


def decided_lines(log: DecisionLog, lines: Lines) -> Lines:
    """A set of records as decided; lines of documents that nobody decided about are not even parsed."""
    return lambda: _decided(log, lines())


def _decided(log: DecisionLog, lines: Iterable[Line]) -> Iterator[Line]:
    touched = log.touched()
    for line in lines:
        if touched and _is_touched(touched, line):
            yield Line(line.path, decided_line(log, line.json.decode()).encode(), key=line.key)
        else:
            yield line


def _is_touched(touched: frozenset[str], line: Line) -> bool:
    """The same of a line that may be packed: most are told by how they begin."""
    begin = line.begin(_HEAD)
    return is_touched(touched, begin if _SHA256.search(begin) else line.json)


def decided_documents(log: DecisionLog, documents: Iterable[Taken]) -> Iterator[Taken]:
    """Documents on their way out of a store, as decided."""
    touched = log.touched()
    for taken in documents:
        is_decided = is_touched(touched, taken.line.encode())
        yield replace(taken, line=decided_line(log, taken.line)) if is_decided else taken


def is_touched(touched: frozenset[str], line: bytes) -> bool:
    """Whether anything was decided about a record, told by its line."""
    found = _SHA256.search(line)
    return found is not None and found[1].decode() in touched
