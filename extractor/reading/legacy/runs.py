"""Lines made of runs: each run by its font, then whole lines by their letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.reading.legacy.evidence import decode_lines
from extractor.reading.legacy.fonts import FontCode, decode_run


@dataclass(slots=True)
class Run:
    """A stretch of a line in one font; `text` becomes what it prints."""

    text: str
    code: FontCode | None = None


def decode_runs(lines: Sequence[Sequence[Run]]) -> None:
    """Decode in place: first runs whose font says how, then lines that speak for themselves."""
    for line in lines:
        for code, group in groupby(line, key=lambda run: run.code):
            if code is not None:
                same = list(group)
                _spread(same, decode_run(_text(same), code))
    for line, letters in zip(lines, decode_lines([_text(line) for line in lines]), strict=True):
        if letters is not None:
            _spread(line, letters)


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _spread(runs: Sequence[Run], letters: Sequence[str]) -> None:
    """Give each run what its own characters print; a mark that stands in the next run goes to its letter."""
    start = 0
    for run in runs:
        end = start + len(run.text)
        run.text = "".join(letters[start:end])
        start = end
