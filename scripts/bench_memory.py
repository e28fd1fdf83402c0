"""Measures memory: of a worker on each kind of file, and over many documents.

Run as `python -m scripts.bench_memory PART …`; figures go into docs/measured/batch.json.

    workers    the most that a worker holds while it reads each kind of digital file
    slope      what the program, the process above the readers and the readers themselves gain over 20,000 documents

A worker is two processes, the server of a fence and the one forked from it that reads, a new one each 200 files; all
servers are forked from one template, which has loaded everything. Most of their pages are the same ones.
`megabytes_a_worker` counts a shared page once (the sum of the proportional sizes, which the kernel gives, of all that
lies below the program, the template too, divided by the workers), `megabytes_largest_process` is the most that one
process held with all its pages counted in full, whoever shares them.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from extractor.batch.run import Options, Summary, run_batch
from extractor.batch.workshop import Done
from extractor.fence.descendants import children, descendants
from extractor.store.database import open_database
from extractor.store.store import Store
from extractor.store.tables import WORKS
from scripts.bench_batch import documents, keep, scratch

DIGITAL = ("txt", "docx", "pdf")
_JOBS = 2
_MB = 1e6
_LARGEST = 4_000
"""Bytes of the largest text that goes through by the thousand: reading it is short, its memory is that of the rest."""
_SAMPLES = 40
_YOUNG = 20
"""Files after which a reader has loaded what it needs."""


def resident(process: int) -> float:
    """MB that a process holds, shared pages counted in full; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def proportional(process: int) -> float:
    """MB that a process holds, each page divided by the number of its holders; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / _MB


def workers(kinds: Sequence[str]) -> dict[str, Any]:
    """Two workers at once over each kind; the largest of both at any moment behind a file."""
    return {kind: _worker(documents(kind)) for kind in kinds}


def _worker(folder: Path) -> dict[str, float]:
    most = [0.0]

    def look(*_: object) -> None:
        most.append(sum(map(proportional, descendants(os.getpid()))) / _JOBS)

    with scratch() as place:
        with Store.open(str(place)) as store:
            run_batch(folder, store, Options(jobs=_JOBS), look)
        largest = peak(place)
    return {"megabytes_a_worker": round(max(most), 1), "megabytes_largest_process": round(largest, 1)}


def peak(store: Path) -> float:
    """MB that the largest reader held at its largest moment, over all files of a store."""
    engine = open_database(str(store))
    with engine.connect() as connection:
        most = connection.execute(select(func.max(WORKS.c.peak_memory))).scalar() or 0
    engine.dispose()
    return most / _MB


@dataclass(slots=True)
class Watched:
    """MB of the program and of the server behind some files; of each reader when it was young and at its end."""

    every: int
    program: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    young: list[float] = field(default_factory=list)
    at_end: list[float] = field(default_factory=list)
    reader: int = 0
    age: int = 0
    held: float = 0.0

    def look(self, _: Done, summary: Summary, __: int) -> None:
        """Look at the processes behind a file."""
        servers = [server for template in children(os.getpid()) for server in children(template)]
        readers = children(servers[0]) if servers else []
        if readers and readers[0] != self.reader:
            if self.reader:
                self.at_end.append(self.held)
            self.reader, self.age = readers[0], 0
        self.age += 1
        self.held = resident(self.reader) or self.held
        if self.age == _YOUNG:
            self.young.append(self.held)
        if summary.read % self.every == 0:
            self.program.append(resident(os.getpid()))
            self.server.append(max(map(resident, servers), default=0.0))


def slope(count: int) -> dict[str, Any]:
    """Memory while so many documents go through one worker: short texts over and over, each with another line."""
    watched = Watched(max(1, count // 100))
    with scratch() as place, scratch() as made:
        samples = [path for path in sorted(documents("txt").iterdir()) if path.stat().st_size <= _LARGEST]
        for number in range(count):
            path = made / f"{number // 500:03}" / f"{number:05}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(samples[number % min(_SAMPLES, len(samples))].read_bytes() + f"\n{number}\n".encode())
        with Store.open(str(place)) as store:
            summary = run_batch(made, store, Options(jobs=1), watched.look)
    return {
        "documents": count,
        "seconds": round(summary.seconds),
        "statuses": dict(sorted(summary.statuses.items())),
        "readers": len(watched.at_end) + 1,
        "program_megabytes": rounded(watched.program),
        "server_megabytes": rounded(watched.server),
        "reader_megabytes_at_its_end": rounded(watched.at_end),
        "program_growth_megabytes": growth(watched.program),
        "server_growth_megabytes": growth(watched.server),
        "growth_from_first_to_last_readers_megabytes": growth(watched.at_end[2:]),
        "growth_in_the_life_of_a_reader_megabytes": within(watched),
    }


def growth(seen: Sequence[float]) -> float:
    """MB gained from the first to the last, by the straight line that fits best."""
    if len(seen) < 2:
        return 0.0
    line = statistics.linear_regression(range(len(seen)), seen)
    return round(line.slope * (len(seen) - 1), 2)


def within(watched: Watched) -> float:
    """MB that a reader gains from its twentieth file to its last, in the median."""
    gained = [end - young for young, end in zip(watched.young, watched.at_end, strict=False)]
    return round(statistics.median(gained), 2) if gained else 0.0


def rounded(values: Iterable[float]) -> list[float]:
    """To a tenth."""
    return [round(value, 1) for value in values]


def main() -> None:
    """Measure one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("workers", "slope"))
    parser.add_argument("--count", type=int, default=20_000, help="documents of `slope` (default: 20,000)")
    arguments = parser.parse_args()
    measured: dict[str, Callable[[], dict[str, Any]]] = {
        "workers": lambda: workers(DIGITAL),
        "slope": lambda: slope(arguments.count),
    }
    keep(arguments.part, measured[arguments.part]())


if __name__ == "__main__":
    main()
