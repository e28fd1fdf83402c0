"""Kills `vanthu batch` again and again, and checks that its result is that of a run that nobody disturbed.

Every run is the real command, killed with all its force at a random moment: half of them in the first seconds, half
shortly after a file was finished. A store that is full is compared, record by record and byte by byte, and a new one is
begun. Run as `python -m scripts.kill_batch FOLDER --kills 1000`; writes docs/measured/kills.json.
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
from dataclasses import asdict, dataclass, field
from pathlib import Path

from extractor.batch.run import version_of
from extractor.store.store import Store

RESULT = Path("docs/measured/kills.json")
VANTHU = Path(sys.executable).with_name("vanthu")
_START, _WORK = 2.5, 1.0
"""Longest waits in seconds: from the start of the command, and from a finished file."""


@dataclass(slots=True)
class Tally:
    """What came of the kills; `unlike` counts stores whose records differ, `half` files that were left half."""

    kills: int = 0
    in_work: int = 0
    stores: int = 0
    compared: int = 0
    unlike: int = 0
    half: int = 0
    read_again: int = 0
    machine: dict[str, str | int] = field(default_factory=dict)


def machine() -> dict[str, str | int]:
    """Where it was run."""
    return {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count() or 0}


def lines(store: Path, version: str) -> list[tuple[str, int, str, str | None]]:
    """The result set of a store."""
    with Store.open(str(store)) as opened:
        return [(kept.path, kept.position, kept.line, kept.text) for kept in opened.records(version)]


def command(folder: Path, store: Path, jobs: int) -> list[str]:
    """The command that is killed."""
    return [str(VANTHU), "batch", str(folder), "-o", str(store), "--jobs", str(jobs), "--json"]


def killed(words: list[str], chance: random.Random) -> tuple[bool, list[str]]:
    """Run the command and kill it; whether it had finished a file, and what it said before."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(words, stdout=said, stderr=subprocess.DEVNULL)
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, _START))
        else:
            while process.poll() is None and not os.fstat(said.fileno()).st_size:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, _WORK))
        process.send_signal(signal.SIGKILL)
        process.wait()
        said.seek(0)
        told = [json.loads(line)["path"] for line in said if '"path"' in line and line.endswith("\n")]
    if process.returncode not in {-signal.SIGKILL, 0, 3}:
        raise SystemExit(f"the command ended by itself with {process.returncode}")
    return bool(told), told


def count_half(store: Path) -> int:
    """Files under their names whose content is not theirs; what lies under `partial` has no name yet."""
    with Store.open(str(store)) as opened:
        digests = [known.sha256 for known in opened.files().values() if known.sha256]
        half = 0
        for digest in digests:
            try:
                opened.originals.get(digest)
            except (OSError, ValueError):
                half += 1
    return half


def fill(folder: Path, store: Path, chance: random.Random, tally: Tally, until: tuple[int, float]) -> None:
    """Kill runs over one store until its folder is read, or there were enough kills."""
    finished: set[str] = set()
    count = sum(1 for path in folder.rglob("*") if path.is_file())
    while tally.kills < until[0] and time.monotonic() < until[1] and len(finished) < count:
        in_work, told = killed(command(folder, store, chance.choice((1, 2))), chance)
        tally.kills += 1
        tally.in_work += in_work
        tally.read_again += len(finished.intersection(told))
        finished.update(told)


def compare(store: Path, reference: list[tuple[str, int, str, str | None]], version: str, tally: Tally) -> None:
    """Compare a store that was filled by killed runs with the undisturbed one."""
    tally.stores += 1
    tally.half += count_half(store)
    found = lines(store, version)
    tally.compared += len(found)
    tally.unlike += found != reference


def main() -> int:
    """Kill, compare, write the result; 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=600.0, help="stop after so long")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance, version = random.Random(arguments.seed), version_of()  # noqa: S311 -- moments, no secrets
    tally = Tally(machine=machine())
    until = arguments.kills, time.monotonic() + 60 * arguments.minutes
    with tempfile.TemporaryDirectory(prefix="kill-batch-") as scratch:
        calm = Path(scratch) / "calm"
        subprocess.run(command(arguments.folder, calm, 2), stdout=subprocess.DEVNULL, check=False)
        reference = lines(calm, version)
        while tally.kills < until[0] and time.monotonic() < until[1]:
            store = Path(scratch) / "killed"
            fill(arguments.folder, store, chance, tally, until)
            subprocess.run(command(arguments.folder, store, 2), stdout=subprocess.DEVNULL, check=False)
            compare(store, reference, version, tally)
            shutil.rmtree(store)
            print(asdict(tally), flush=True)
    RESULT.write_text(json.dumps(asdict(tally) | {"seed": arguments.seed}, indent=1) + "\n")
    return 1 if tally.unlike or tally.half or tally.read_again else 0


if __name__ == "__main__":
    sys.exit(main())
