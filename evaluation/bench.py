"""Measures speed: the whole pipeline against a pdfplumber loop and bare pdfium text, interleaved in one run.

The files come from `corpus.building.bench_pdf`. Each engine reads each file once to warm up and then `--rounds`
times in turn with the others, so that a busy machine slows all of them alike; medians are printed and written as
JSON with a description of the machine. Run as `python -m evaluation.bench` or `make bench`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from evaluation.startup import measure_startup

FILES = {
    "mix": "one page in eight with a table",
    "tables": "table pages alone",
    "plain": "no tables",
}
START_UP_DOCUMENT = Path("corpus/samples/bc-xa.pdf")
PACKAGES = ("pdfplumber", "pypdfium2", "spacy", "underthesea")


@dataclass(frozen=True, slots=True)
class Timing:
    """Median seconds of one engine on one file."""

    file: str
    engine: str
    pages: int
    seconds: float

    @property
    def pages_per_second(self) -> float:
        """Pages read in a second."""
        return self.pages / self.seconds


def run_pipeline(path: Path) -> None:
    """The record with every field and finding."""
    from extractor import extract  # noqa: PLC0415 -- each engine's imports belong to its warm-up

    record = extract(path)
    if str(record.status) != "extracted":
        raise SystemExit(f"{path.name} gave {record.status}: there is nothing to compare")


def run_reader(path: Path) -> None:
    """Our reading stage alone."""
    from extractor.reading.pdf.reader import read  # noqa: PLC0415 -- as above

    read(path.read_bytes())


def run_pdfplumber(path: Path) -> None:
    """Text and tables of each page, each page closed (it keeps all of them otherwise)."""
    import pdfplumber  # noqa: PLC0415 -- as above

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def run_pdfium(path: Path) -> None:
    """Text of each page and nothing else: no boxes, order or tables."""
    import pypdfium2  # noqa: PLC0415 -- as above

    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
    finally:
        document.close()


ENGINES: dict[str, Callable[[Path], None]] = {
    "vanthu, whole pipeline": run_pipeline,
    "vanthu, reader alone": run_reader,
    "pdfplumber, text + tables": run_pdfplumber,
    "pdfium, bare text": run_pdfium,
}
BASELINE = "pdfplumber, text + tables"


def page_count(path: Path) -> int:
    """Pages of a PDF."""
    import pypdfium2  # noqa: PLC0415 -- as above

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def measure(path: Path, rounds: int) -> list[Timing]:
    """Median time of each engine on one file, the engines taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in ENGINES}
    for run in ENGINES.values():
        run(path)
    gc.freeze()  # as the command does: what is loaded stays loaded, for each engine alike
    for _ in range(rounds):
        for name, run in ENGINES.items():
            start = time.perf_counter()
            run(path)
            seconds[name].append(time.perf_counter() - start)
    pages = page_count(path)
    return [Timing(path.stem, name, pages, statistics.median(taken)) for name, taken in seconds.items()]


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    return {
        "cpus": os.cpu_count() or 0,
        "machine": platform.machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


def table(timings: Sequence[Timing]) -> str:
    """Pages a second and the ratio to pdfplumber for each file and engine."""
    lines = []
    for file, what in FILES.items():
        of_file = [timing for timing in timings if timing.file == file]
        baseline = next((timing.seconds for timing in of_file if timing.engine == BASELINE), None)
        if baseline is None:
            continue
        lines.append(f"{file} ({of_file[0].pages} pages, {what})")
        lines += [
            f"  {t.engine:<28}{t.pages_per_second:8.1f} pages/s{baseline / t.seconds:8.1f} x pdfplumber"
            for t in of_file
        ]
    return "\n".join(lines)


def make_files(folder: Path) -> None:
    """Write the measured files with the corpus' generator, a program of its own."""
    command = [sys.executable, "-m", "corpus.building.bench_pdf", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 -- our own module, fixed arguments


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="where files and result go")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds an engine and file (default 5)")
    chosen = parser.parse_args(arguments)
    make_files(chosen.folder)
    timings = [t for file in FILES for t in measure(chosen.folder / f"{file}.pdf", chosen.rounds)]
    starts = measure_startup(START_UP_DOCUMENT, chosen.rounds)
    result = {
        "machine": machine(),
        "rounds": chosen.rounds,
        "timings": [asdict(t) for t in timings],
        "start_up": [asdict(start) for start in starts],
    }
    target = chosen.folder / "bench.json"
    target.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(table(timings))
    print("start-up")
    print("\n".join(f"  {start.what:<60}{start.seconds:6.2f} s" for start in starts))
    print(f"written to {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
