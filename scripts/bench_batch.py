"""Measures the batch: what a thousand documents cost, what two workers gain, what costs nothing the second time.

Run as `python -m scripts.bench_batch PART …`; each part writes its figures into docs/measured/batch.json beside
those of the others, with the machine and its load at the time.

    kinds        seconds and processor time of each kind of file, with one worker and with two, and what the machine
                 itself gains by two processes that have nothing to do with each other
    unchanged    a run over 10,000 files that were read before
    rules        a run after a changed rule, with the texts of the first run and without

Documents come from the generator, the same on every machine; they are written to build/bench/kinds once. What memory
is used is measured by `scripts.bench_memory`.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from extractor.batch import run as batch
from extractor.batch.run import Options, run_batch
from extractor.store.store import Store

RESULT = Path("docs/measured/batch.json")
MADE = Path("build/bench/kinds")
SEED = 77
COUNTS = {"txt": 150, "docx": 150, "pdf": 150, "scan": 24}
"""Documents of each kind that are made; so many scans that their lengths even out between two workers."""
NAMES = {"txt": 8, "docx": 8, "pdf": 8, "scan": 1}
"""Under how many names each of them is read, so that runs are long beside their start."""
VANTHU = Path(sys.executable).with_name("vanthu")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As an installed program finds it: its modules are compiled."""
_LOOP = "import hashlib\nfor _ in range(60): hashlib.sha256(b'0' * 2_000_000).hexdigest(); sum(range(300_000))"


def documents(kind: str) -> Path:
    """The folder with the documents of a kind, made if they are not there or were made in another number."""
    folder = MADE / kind
    if not folder.exists() or sum(1 for _ in folder.iterdir()) != COUNTS[kind]:
        shutil.rmtree(folder, ignore_errors=True)
        raw = MADE / f"{kind}-with-labels"
        words = ["-m", "corpus.generator", "dev", "-n", str(COUNTS[kind]), "--seed", str(SEED), "--kinds", kind]
        subprocess.run([sys.executable, *words, "-o", str(raw)], check=True)
        folder.mkdir(parents=True)
        for path in sorted(raw.iterdir()):
            if path.is_file() and path.suffix != ".json":
                shutil.copy(path, folder / path.name)
        shutil.rmtree(raw)
    return folder


def named(folder: Path, into: Path, names: int) -> int:
    """Put each document of a folder under so many names into another, for a name is part of what is read."""
    for path in folder.iterdir():
        for number in range(names):
            shutil.copy(path, into / f"{number}-{path.name}")
    return sum(1 for _ in into.iterdir())


def timed(*commands: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of processor time of commands that run at once, everything included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    running = [subprocess.Popen(words, env=ENVIRONMENT) for words in commands]
    if any(process.wait() not in {0, 3} for process in running):
        raise SystemExit("a command failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, used


def batch_of(folder: Path, store: Path, jobs: int) -> list[str]:
    """The command."""
    return [str(VANTHU), "batch", str(folder), "-o", str(store), "--jobs", str(jobs), "--quiet"]


def kinds(rounds: int) -> dict[str, dict[str, Any]]:
    """Each kind with one worker and two in turn, and the run of one text; the medians of the rounds."""
    machine, start = machine_gain(max(3, rounds)), seconds_of_one(max(3, rounds))
    found = {kind: _kind(kind, rounds) for kind in COUNTS}
    return {"machine_gain": {"gain_of_two": machine}, "start": {"seconds": start}} | found


def seconds_of_one(rounds: int) -> float:
    """Seconds by the clock of a run over one text: what every run takes before and behind its files."""
    taken = []
    with scratch() as folder:
        shutil.copy(min(documents("txt").iterdir()), folder)
        for _ in range(rounds):
            with scratch() as store:
                taken.append(timed(batch_of(folder, store, 1))[0])
    return round(statistics.median(taken), 2)


def machine_gain(rounds: int) -> float:
    """How many times faster two processes together are than one after the other, that share nothing but the machine."""
    loop = [sys.executable, "-c", _LOOP]
    return round(statistics.median(2 * timed(loop)[0] / timed(loop, loop)[0] for _ in range(rounds)), 2)


def _kind(kind: str, rounds: int) -> dict[str, Any]:
    taken: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    with scratch() as folder:
        files = named(documents(kind), folder, NAMES[kind])
        for _ in range(rounds):
            for jobs, times in taken.items():
                with scratch() as store:
                    times.append(timed(batch_of(folder, store, jobs)))
    clock = {jobs: statistics.median(each[0] for each in times) for jobs, times in taken.items()}
    used = {jobs: statistics.median(each[1] for each in times) for jobs, times in taken.items()}
    return {
        "documents": files,
        "rounds": rounds,
        "seconds_one_worker": round(clock[1], 2),
        "seconds_two_workers": round(clock[2], 2),
        "gain_of_two": round(statistics.median(a[0] / b[0] for a, b in zip(taken[1], taken[2], strict=True)), 2),
        "processor_seconds_a_thousand": round(used[1] / files * 1000, 1),
        "processor_seconds_two_to_one": round(used[2] / used[1], 2),
    }


def unchanged(count: int) -> dict[str, Any]:
    """The second run over many files: the same ones in folder after folder, so that the first run is short."""
    samples = sorted(documents("txt").iterdir())
    with scratch() as store, scratch() as made:
        for number in range(count):
            sample = samples[number % len(samples)]
            path = made / f"{number // len(samples):04}" / sample.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sample.read_bytes())
        first, _ = timed(batch_of(made, store, 2))
        again = sorted(timed(batch_of(made, store, 2))[0] for _ in range(3))
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


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the time being."""
    folder = Path(tempfile.mkdtemp(prefix="bench-batch-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
    parser.add_argument("part", choices=("kinds", "unchanged", "rules"))
    parser.add_argument("--count", type=int, default=10_000, help="files of `unchanged` (default: 10,000)")
    parser.add_argument("--rounds", type=int, default=1, help="rounds of `kinds` (default: 1)")
    arguments = parser.parse_args()
    measured: dict[str, Callable[[], dict[str, Any]]] = {
        "kinds": lambda: kinds(arguments.rounds),
        "unchanged": lambda: unchanged(arguments.count),
        "rules": lambda: rules(documents("scan")),
    }
    keep(arguments.part, measured[arguments.part]())


if __name__ == "__main__":
    main()
