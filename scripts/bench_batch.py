"""Measures the batch: what a thousand documents cost, what two workers gain, what costs nothing the second time.

Run as `python -m scripts.bench_batch PART …`; each part writes its figures into docs/measured/batch.json beside
those of the others, with the machine and its load at the time.

    kinds FOLDER…        seconds, processor time and memory of each folder (one kind of file each), one worker and two
    unchanged FOLDER     a run over 10,000 files that were read before
    rules FOLDER         a run after a changed rule, with the texts of the first run and without
    slope FOLDER         memory of the program and its workers over many documents
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import func, select

from extractor.batch import run as batch
from extractor.batch.run import Options, run_batch
from extractor.store.database import open_database
from extractor.store.store import Store
from extractor.store.tables import WORKS

RESULT = Path("docs/measured/batch.json")
VANTHU = Path(sys.executable).with_name("vanthu")
_MB = 1e6


def timed(folder: Path, store: Path, jobs: int) -> tuple[float, float]:
    """Seconds by the clock and of processor time of one run of the command, everything included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    words = [str(VANTHU), "batch", str(folder), "-o", str(store), "--jobs", str(jobs), "--quiet"]
    if subprocess.run(words, check=False).returncode not in {0, 3}:
        raise SystemExit("the command failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, used


def peak(store: Path) -> float:
    """MB of memory of the largest moment of a worker over all files of a store."""
    engine = open_database(str(store))
    with engine.connect() as connection:
        most = connection.execute(select(func.max(WORKS.c.peak_memory))).scalar() or 0
    engine.dispose()
    return most / _MB


def kinds(folders: list[Path], rounds: int) -> dict[str, Any]:
    """Each folder with one worker and two in turn; the medians of the rounds."""
    return {folder.name: _kind(folder, rounds) for folder in folders}


def _kind(folder: Path, rounds: int) -> dict[str, Any]:
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    taken: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    most = 0.0
    for _ in range(rounds):
        for jobs, times in taken.items():
            with scratch() as store:
                times.append(timed(folder, store, jobs))
                most = max(most, peak(store))
    clock = {jobs: statistics.median(each[0] for each in times) for jobs, times in taken.items()}
    return {
        "documents": files,
        "rounds": rounds,
        "seconds_one_worker": round(clock[1], 2),
        "seconds_two_workers": round(clock[2], 2),
        "gain_of_two": round(statistics.median(a[0] / b[0] for a, b in zip(taken[1], taken[2], strict=True)), 2),
        "processor_seconds_a_thousand": round(statistics.median(each[1] for each in taken[1]) / files * 1000, 1),
        "megabytes_a_worker": round(most, 1),
    }


def unchanged(folder: Path, count: int) -> dict[str, Any]:
    """The second run over many files: the same ones in folder after folder, so that the first run is short."""
    samples = sorted(path for path in folder.iterdir() if path.suffix == ".txt")
    with scratch() as store, scratch() as made:
        for number in range(count):
            sample = samples[number % len(samples)]
            path = made / f"{number // len(samples):04}" / sample.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sample.read_bytes())
        first, _ = timed(made, store, 2)
        again = sorted(timed(made, store, 2)[0] for _ in range(3))
    return {"files": count, "seconds_first": round(first, 1), "seconds_again": round(again[1], 2)}


def rules(folder: Path) -> dict[str, Any]:
    """The same folder under three names of a version: read, read from kept texts, read without them."""
    seconds, versions = [], ("first", "changed", "again")
    with scratch() as place, Store.open(str(place)) as store:
        for version in versions:
            if version == "again":
                store.originals.remove_folder("readings")
            began = time.monotonic()
            with patch.object(batch, "version_of", partial(str, version)):
                run_batch(folder, store, Options(jobs=1), lambda *_: None)
            seconds.append(round(time.monotonic() - began, 2))
        found = [[kept.line for kept in store.records(version)] for version in versions]
        files = len(store.files())
    return {
        "files": files,
        "seconds_read": seconds[0],
        "seconds_from_kept_texts": seconds[1],
        "seconds_read_again": seconds[2],
        "same_records": found[0] == found[1] == found[2],
    }


def slope(folder: Path, count: int) -> dict[str, Any]:
    """Memory while documents go through one worker, over and over the same folder with another line each."""
    samples = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".json")
    seen: list[tuple[int, float, float]] = []
    with scratch() as place, scratch() as made, Store.open(str(place)) as store:
        for number in range(count):
            path = made / f"{number // 500:03}" / f"{number:05}{samples[number % len(samples)].suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(samples[number % len(samples)].read_bytes() + f"\n{number}\n".encode())

        def tell(_: object, summary: batch.Summary, __: int) -> None:
            if summary.read % max(1, count // 50) == 0:
                seen.append((summary.read, resident(os.getpid()), max(below(os.getpid()), default=0.0)))

        run_batch(made, store, Options(jobs=1), tell)
    half = seen[len(seen) // 5 :]
    return {
        "documents": count,
        "program_megabytes": [round(each[1], 1) for each in seen],
        "largest_worker_megabytes": [round(each[2], 1) for each in seen],
        "program_growth_megabytes": round(half[-1][1] - half[0][1], 1),
        "worker_growth_megabytes": round(half[-1][2] - half[0][2], 1),
    }


def resident(process: int) -> float:
    """MB that a process holds; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def below(process: int) -> Iterator[float]:
    """MB of each process below one."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield resident(int(child))
            yield from below(int(child))


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the time being."""
    folder = Path(tempfile.mkdtemp(prefix="bench-batch-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def keep(part: str, figures: dict[str, Any]) -> None:
    """Write the figures of a part, and leave those of the others."""
    machine = {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}
    figures |= {"machine": machine, "load_at_the_end": [round(load, 1) for load in os.getloadavg()]}
    found = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    RESULT.write_text(json.dumps(found | {part: figures}, indent=1, sort_keys=True) + "\n")
    print(json.dumps(figures))


def main() -> None:
    """Measure one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("kinds", "unchanged", "rules", "slope"))
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    folder = arguments.folders[0]
    measured = {
        "kinds": lambda: kinds(arguments.folders, arguments.rounds),
        "unchanged": lambda: unchanged(folder, arguments.count),
        "rules": lambda: rules(folder),
        "slope": lambda: slope(folder, arguments.count),
    }
    keep(arguments.part, measured[arguments.part]())


if __name__ == "__main__":
    main()
