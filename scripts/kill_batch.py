"""Kills `vanthu batch` again and again, and checks that its result is that of a run that nobody disturbed.

Every run is the real command, killed with all its force at a moment chosen by chance: anywhere from its start to where
an undisturbed run ends, soon after a file was finished, or while the store is being written. A store that is full is
compared, record by record and byte by byte, and a new one is begun. Begun again with the same result file, it goes on
with the count. Run as `python -m scripts.kill_batch FOLDER --kills 1000`; writes docs/measured/kills.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from extractor.batch.run import version_of
from extractor.store.store import Store

RESULT = Path("docs/measured/kills.json")
VANTHU = Path(sys.executable).with_name("vanthu")
_AFTER_A_FILE = 0.3
"""Longest wait in seconds behind a finished file."""
_WRITES = 40
"""Changes of the store that are let pass at most before one of them is struck."""
_MOMENT = 0.0005
_LONG_AGO = 120.0

Lines = list[tuple[str, int, str, str | None]]


@dataclass(slots=True)
class Tally:
    """What came of the kills. `too_late` were runs that had ended before they were struck; they count as none.

    `in_work` had finished files in that run, `in_writing` were struck while the store changed. `unlike` counts stores
    whose records differ, `half` files that were left half, `read_again` files that were read though they were finished,
    `left` scratch folders that nobody removed: empty ones, of commands killed before they had started a process.
    """

    kills: int = 0
    too_late: int = 0
    in_work: int = 0
    in_writing: int = 0
    stores: int = 0
    compared: int = 0
    unlike: int = 0
    half: int = 0
    read_again: int = 0
    left: int = 0
    version: str = ""
    machine: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bench:
    """What is killed: a folder and its number of files, the scratch folder, seconds of an undisturbed run."""

    folder: Path
    files: int
    scratch: Path
    seconds: float

    def command(self, store: Path, jobs: int) -> list[str]:
        """The command, with a line of JSON for each file it finishes."""
        return [str(VANTHU), "batch", str(self.folder), "-o", str(store), "--jobs", str(jobs), "--json"]


def lines(store: Path, version: str) -> Lines:
    """The result set of a store."""
    with Store.open(str(store)) as opened:
        return [(kept.path, kept.position, kept.line, kept.text) for kept in opened.records(version)]


@contextmanager
def running(words: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], IO[str], IO[str]]]:
    """The command with what it says and what it complains of, in a session of its own."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        yield subprocess.Popen(words, stdout=said, stderr=complained, start_new_session=True), said, complained


def killed(bench: Bench, store: Path, chance: random.Random, tally: Tally) -> tuple[bool, list[str]]:
    """Run the command and kill it; whether it was struck before its end, and the files that it said were finished."""
    with running(bench.command(store, chance.choice((1, 2)))) as (process, said, complained):
        match chance.choice(("any", "any", "file", "writing")):
            case "any":
                wait(process, chance.uniform(0, bench.seconds))
            case "file":
                while process.poll() is None and not os.fstat(said.fileno()).st_size:
                    time.sleep(_MOMENT)
                wait(process, chance.uniform(0, _AFTER_A_FILE))
            case "writing":
                tally.in_writing += await_writing(process, store, chance.randrange(_WRITES))
        process.send_signal(signal.SIGKILL)
        process.wait()
        said.seek(0)
        told = [json.loads(line)["path"] for line in said if '"path"' in line and line.endswith("\n")]
        complained.seek(0)
        if process.returncode not in {-signal.SIGKILL, 0, 3}:
            raise SystemExit(f"after {tally.kills} kills it ended with {process.returncode}: {complained.read()}")
    was_struck = process.returncode == -signal.SIGKILL
    tally.kills += was_struck
    tally.too_late += not was_struck
    tally.in_work += was_struck and bool(told)
    return was_struck, told


def wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait so long, or until the command ends."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def await_writing(process: subprocess.Popen[bytes], store: Path, changes: int) -> bool:
    """Wait until the store has changed so often, or the command ends; whether it still ran."""
    before = state(store)
    while process.poll() is None:
        now = state(store)
        if now != before:
            if not changes:
                return True
            before, changes = now, changes - 1
        time.sleep(_MOMENT)
    return False


def state(store: Path) -> tuple[tuple[str, int, int], ...]:
    """How the files look that the command writes first: the database with its log, and what has no name yet."""
    found = []
    for folder in (store, store / "originals" / "partial"):
        try:
            for entry in os.scandir(folder):
                stat = entry.stat()
                found.append((entry.path, stat.st_size, stat.st_mtime_ns))
        except OSError:
            continue
    return tuple(sorted(found))


def count_half(store: Path) -> int:
    """Files under their names whose content is not theirs; what lies under `partial` has no name yet."""
    half = 0
    with Store.open(str(store)) as opened:
        for path in (store / "originals").glob("??/??/*"):
            try:
                opened.originals.get(path.name)
            except (OSError, ValueError):
                half += 1
    return half


def fill(bench: Bench, store: Path, chance: random.Random, tally: Tally, most: int) -> None:
    """Kill runs over one store until one comes to its end, or there were enough kills."""
    finished: set[str] = set()
    was_struck = True
    while tally.kills < most and was_struck and len(finished) < bench.files:
        was_struck, told = killed(bench, store, chance, tally)
        tally.read_again += len(finished.intersection(told))
        finished.update(told)


def compare(bench: Bench, store: Path, reference: Lines, tally: Tally) -> None:
    """Have the rest read by a run that nobody disturbs, and compare with the undisturbed store."""
    subprocess.run(bench.command(store, 2), stdout=subprocess.DEVNULL, check=False)
    tally.stores += 1
    tally.half += count_half(store)
    found = lines(store, tally.version)
    tally.compared += len(found)
    tally.unlike += found != reference
    tally.left += remove_left(bench.scratch)


def remove_left(scratch: Path) -> int:
    """Scratch folders of runs that ended a while ago, whose last process has had its time to remove them."""
    left = [path for path in scratch.glob("vanthu-*") if time.time() - path.stat().st_mtime > _LONG_AGO]
    for path in left:
        shutil.rmtree(path)
    return len(left)


def calm(folder: Path, scratch: Path) -> tuple[Bench, Path]:
    """What is to be killed, and the store of an undisturbed run that was timed; the first of two warms the disk."""
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    bench, store = Bench(folder, files, scratch, 0.0), scratch / "calm"
    for _ in range(2):
        shutil.rmtree(store, ignore_errors=True)
        began = time.monotonic()
        subprocess.run(bench.command(store, 1), stdout=subprocess.DEVNULL, check=False)
        bench = Bench(folder, files, scratch, time.monotonic() - began)
    return bench, store


def begun(result: Path, version: str) -> Tally:
    """The count so far where the same version was killed before."""
    found = json.loads(result.read_text()) if result.exists() else {}
    if found.get("version") == version:
        return Tally(**{name: value for name, value in found.items() if name not in {"files", "seed", "seconds"}})
    tally = Tally(version=version)
    tally.machine |= {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count() or 0}
    return tally


def main() -> int:
    """Kill, compare, write the result after each store; 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no store after so long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, default=RESULT)
    arguments = parser.parse_args()
    tally = begun(arguments.output, version_of())
    chance = random.Random(arguments.seed + tally.kills)  # noqa: S311 -- moments, no secrets
    until = time.monotonic() + 60 * arguments.minutes
    with tempfile.TemporaryDirectory(prefix="kill-batch-") as made:
        os.environ["TMPDIR"] = made
        bench, undisturbed = calm(arguments.folder, Path(made))
        reference = lines(undisturbed, tally.version)
        while tally.kills < arguments.kills and time.monotonic() < until:
            store = bench.scratch / "killed"
            fill(bench, store, chance, tally, arguments.kills)
            compare(bench, store, reference, tally)
            shutil.rmtree(store)
            figures = asdict(tally) | {"files": bench.files, "seed": arguments.seed, "seconds": round(bench.seconds, 2)}
            arguments.output.write_text(json.dumps(figures, indent=1) + "\n")
    return 1 if tally.unlike or tally.half or tally.read_again else 0


if __name__ == "__main__":
    sys.exit(main())
