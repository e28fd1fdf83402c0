"""Measures start-up: `vanthu --help`, the first record of a cold process, a record in a warm one."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_MAIN = "import sys; from extractor.commands.main import main; sys.exit(main(sys.argv[1:]))"
_WARM = """
import sys, time
from extractor import extract
extract(sys.argv[1])
start = time.perf_counter()
extract(sys.argv[1])
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Startup:
    """Median seconds of one way to start."""

    what: str
    seconds: float


def _whole_process(arguments: Sequence[str]) -> float:
    """Wall seconds of a command from start to end, its output thrown away."""
    start = time.perf_counter()
    command = [sys.executable, "-c", _MAIN, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
    return time.perf_counter() - start


def _warm(document: Path) -> float:
    command = [sys.executable, "-c", _WARM, str(document)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- as above
    return float(printed)


def measure_startup(document: Path, rounds: int) -> list[Startup]:
    """Medians over `rounds` processes each, after one that is not counted."""
    ways: dict[str, Callable[[], float]] = {
        "vanthu --help": lambda: _whole_process(["--help"]),
        f"first record of a cold process ({document.name})": lambda: _whole_process(["extract", str(document)]),
        f"a record in a warm process ({document.name})": lambda: _warm(document),
    }
    measured = []
    for what, run in ways.items():
        run()
        measured.append(Startup(what, statistics.median(run() for _ in range(rounds))))
    return measured
