"""Tables of other programs side by side with ours: the same files, the same labels, the same scorer.

`python -m scripts.compare_tables FOLDER --peer NAME=PYTHON … --name RESULT` runs each peer in its own environment (the
interpreter that is named; `scripts/peer_tables.py` says which peers there are) over the PDF files of a labelled folder
and writes `evaluation/results/RESULT.{json,md}` with the version of each program. `mineru server start` has to be
called before MinerU is compared. Peers are helped: they are told how many header rows the label gives to a table of
that many columns, and a row that repeats one text over all columns counts as a merge.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from evaluation.align import Alignment, Level, join
from evaluation.corpus import Corpus, load_corpus
from evaluation.gold import Gold
from evaluation.match_tables import compare_cells, compare_cells_by_path, gold_grids, match_grids, predicted_grids
from evaluation.metrics import Counts
from evaluation.teds import teds_of
from extractor import __version__
from extractor.pipeline import extract
from schemas.record import Provenance, Reason, Record, RecordStatus, SourceInfo
from schemas.tables import Cell, Column, Origin, Row, RowKind, Table

RESULTS = Path("evaluation/results")
_HEADS = (
    "program",
    "version",
    "failed",
    "tables",
    "cell F1",
    "under full header path",
    "TEDS",
    "long tables whole",
    "seconds",
)
_NOTES = {
    "kreuzberg": "with its defaults; the models of its layout detection are not shipped with it",
    "mineru": "its flash tier, which needs no model",
    "camelot": "lattice",
}
Rows = list[list[str]]
_NOBODY = Provenance(extractor_version=__version__, rule_set="peer", profile="default", profile_version="1")


@dataclass(frozen=True, slots=True)
class Line:
    """One program over all files; `seconds` include its start, `failed` counts files that it could not read."""

    name: str
    version: str
    failed: int
    tables: int
    cells: float
    by_path: float
    teds: float
    whole: int
    seconds: float


def main() -> int:
    """Run ours and the peers, write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PYTHON")
    parser.add_argument("--name", required=True)
    arguments = parser.parse_args()
    corpus = load_corpus(arguments.folder)
    files = [document for document in corpus.documents if document.path.suffix == ".pdf" and document.gold.tables]
    golds = [document.gold for document in files]
    paths = [document.path for document in files]
    lines = [_ours(golds, paths)]
    absent = []
    for peer in arguments.peer:
        name, _, python = peer.partition("=")
        line = _peer(name, python, golds, paths)
        if line is None:
            absent.append(name)
        else:
            lines.append(line)
    _write(arguments.name, (corpus, golds), lines, absent)
    return int(bool(absent))


def _ours(golds: Sequence[Gold], paths: Sequence[Path]) -> Line:
    began = time.monotonic()
    records = [extract(path) for path in paths]
    seconds = time.monotonic() - began
    failed = sum(record.status is RecordStatus.FAILED for record in records)
    return _line(("vanthu", __version__, failed), golds, records, seconds)


def _peer(name: str, python: str, golds: Sequence[Gold], paths: Sequence[Path]) -> Line | None:
    """The figures of a peer, None where it does not run at all."""
    began = time.monotonic()
    command = [python, "scripts/peer_tables.py", name, *map(str, paths)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE)
    seconds = time.monotonic() - began
    told = _told(done.stdout) if done.returncode == 0 else None
    if told is None:
        sys.stderr.write(f"{name} did not run and is left out; try it alone: {' '.join(command[:3])} FILE\n")
        return None
    records = [
        _record(path, [_table(rows, gold) for rows in told["tables"][path.name] if rows])
        for gold, path in zip(golds, paths, strict=True)
    ]
    return _line((name, told["version"], told["failed"]), golds, records, seconds)


def _told(output: bytes) -> dict[str, Any] | None:
    """What stands on the last line that a peer's process printed."""
    lines = output.strip().splitlines()
    told = json.loads(lines[-1]) if lines and lines[-1].startswith(b"{") else None
    return told if isinstance(told, dict) else None


def _table(rows: Rows, gold: Gold) -> Table:
    width = max(map(len, rows))
    rows = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    height = min(next((t.header_rows for t in gold.tables if len(t.columns) == width), 1), len(rows))
    paths = [_path([row[column] for row in rows[:height]]) for column in range(width)]
    return Table(
        pages=(),
        header_rows=height,
        columns=tuple(Column(path=path) for path in paths),
        rows=tuple(Row(kind=RowKind.DATA, cells=tuple(map(_cell, _merged(row)))) for row in rows[height:]),
    )


def _path(texts: Iterable[str]) -> tuple[str, ...]:
    path: list[str] = []
    for text in texts:
        if text and not _is_number_of_column(text) and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _is_number_of_column(text: str) -> bool:
    return text.strip("()").isdigit() and text.startswith("(")


def _merged(row: list[str]) -> list[str]:
    return [row[0]] + [""] * (len(row) - 1) if len(row) > 2 and len(set(row)) == 1 else row


def _cell(text: str) -> Cell:
    return Cell(text=text, origin=Origin.OWN if text else Origin.BLANK, confidence=1.0)


def _record(path: Path, tables: Sequence[Table]) -> Record:
    return Record(
        source=SourceInfo(name=path.name, sha256="0" * 64, media_type="application/pdf", bytes=0),
        status=RecordStatus.PARTIAL,
        reason=Reason(code="partial.unsupported", message="tables alone"),
        tables=tuple(tables),
        provenance=_NOBODY,
    )


def _line(program: tuple[str, str, int], golds: Sequence[Gold], records: Sequence[Record], seconds: float) -> Line:
    """The figures of a program, given as its name, its version and how many files it failed on."""
    pairs = list(zip(golds, records, strict=True))
    teds = [value for gold, record in pairs for value in teds_of(gold, record)]
    return Line(
        *program,
        tables=sum(len(record.tables) for record in records),
        cells=_f1(compare_cells(gold, record) for gold, record in pairs),
        by_path=_f1(compare_cells_by_path(gold, record) for gold, record in pairs),
        teds=mean(teds) if teds else 0.0,
        whole=sum(_stitched(gold, record) for gold, record in pairs),
        seconds=seconds,
    )


def _f1(alignments: Iterable[Alignment]) -> float:
    whole = join(alignments)
    right = sum(pair.right_at(Level.FOLDED) for pair in whole.pairs)
    wrong = len(whole.pairs) - right
    return Counts(right, wrong + len(whole.spurious), wrong + len(whole.missed)).f1 or 0.0


def _stitched(gold: Gold, record: Record) -> int:
    """Tables of the label with more than 12 rows that one table of the record holds with all of its rows."""
    pairs = match_grids(gold_grids(gold), predicted_grids(record))
    return sum(1 for one, other in pairs if one and other and len(one.rows) > 12 and len(other.rows) >= len(one.rows))


def _write(name: str, files: tuple[Corpus, Sequence[Gold]], lines: Sequence[Line], absent: Sequence[str]) -> None:
    """The result and its page; `absent` are the peers that did not run."""
    corpus, golds = files
    tables = sum(len(gold.tables) for gold in golds)
    long = sum(1 for gold in golds for grid in gold_grids(gold) if len(grid.rows) > 12)
    data: dict[str, Any] = {
        "failures": {line.name: line.failed for line in lines},
        "fingerprint": corpus.fingerprint,
        "documents": len(golds),
        "version": __version__,
        "did_not_run": list(absent),
        "tables": tables,
        "long_tables": long,
        "runs": [asdict(line) for line in lines],
    }
    run_as = [f"{line.name} {_NOTES[line.name]}" for line in lines if line.name in _NOTES]
    nothing = [line.name for line in lines if not line.tables]
    page = [
        f"# Tables side by side: {name}",
        "",
        f"Files that could not be read: {', '.join(f'{line.name} {line.failed}' for line in lines)}. "
        f"Programs that did not run: {', '.join(absent) or 'none'}. "
        f"Programs that found no table in any file: {', '.join(nothing) or 'none'}.",
        "",
        f"{len(golds)} files with {tables} labelled tables ({long} of more than 12 rows), corpus "
        f"{corpus.fingerprint[:12]}. Written by `python -m scripts.compare_tables`, which says how peers are helped.",
        "",
        f"How they were run: {'; '.join(run_as) or 'as they are'}. Seconds are of "
        "a machine that did other work too.",
        "",
        f"| {' | '.join(_HEADS)} |",
        "|---" * len(_HEADS) + "|",
        *(_row(line, long) for line in lines),
    ]
    (RESULTS / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (RESULTS / f"{name}.md").write_text("\n".join(page) + "\n", encoding="utf-8")
    print("\n".join(page))


def _row(line: Line, long: int) -> str:
    figures = f"{line.cells:.3f} | {line.by_path:.3f} | {line.teds:.3f}"
    program = f"{line.name} | {line.version} | {line.failed}"
    return f"| {program} | {line.tables} | {figures} | {line.whole} of {long} | {line.seconds:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
