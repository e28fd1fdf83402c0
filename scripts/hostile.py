"""Reads hostile files behind the fence and counts how each ended: `make hostile N=500`.

Files come from `python -m corpus.hostile` in a process of its own, numbered, the same for the same seed. The result is
kept while it runs: stopped, it goes on where it was when it is called again with the same seed and deadline. Exit code
1 where any count that has to be 0 is not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor import __version__
from extractor.fence import Fence, Result
from extractor.limits import PROCESS
from schemas.record import Record
from scripts.check_shape import ROOT

_GRACE = 2.0
"""Seconds after the deadline in which a file has to have come to an end."""
_KEEP_EVERY = 25
_SHOWN = 20
_MUST_BE_ZERO = ("batch_crashes", "without_status", "past_deadline", "schema_breaks")


@dataclass(slots=True)
class Tally:
    """The counts so far, as the result file has them."""

    seed: int
    deadline: float
    files: int = 0
    batch_crashes: int = 0
    without_status: int = 0
    past_deadline: int = 0
    schema_breaks: int = 0
    records: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    formats: dict[str, Counter[str]] = field(default_factory=dict)
    slowest: float = 0.0
    late: list[dict[str, Any]] = field(default_factory=list)
    """Files that ended more than the grace after the deadline: number, what was done to it, seconds."""
    seconds: float = 0.0
    peak_memory: int = 0
    fenced: list[dict[str, Any]] = field(default_factory=list)
    """Files that ended in a timeout, a crash or a full memory: number, what was done to it, reason."""

    def add(self, header: dict[str, Any], result: Result) -> None:
        """Count one file that came to an end."""
        self.files += 1
        self.seconds += result.seconds
        self.slowest = max(self.slowest, result.seconds)
        self.peak_memory = max(self.peak_memory, result.peak_memory)
        if result.seconds > self.deadline + _GRACE:
            self.past_deadline += 1
            told = {"number": header["number"], "how": header["how"], "seconds": round(result.seconds, 3)}
            self.late.append(told)
        self.without_status += not result.records
        counts = self.formats.setdefault(_format(header), Counter())
        for record in result.records:
            self._add_record(header, record, counts)

    def _add_record(self, header: dict[str, Any], record: Record, counts: Counter[str]) -> None:
        self.records += 1
        self.statuses[record.status.value] += 1
        counts[record.status.value] += 1
        if record.reason is not None:
            self.reasons[record.reason.code] += 1
            if record.reason.code.rpartition(".")[2] in {"timeout", "crash", "memory"}:
                told = {"number": header["number"], "how": header["how"], "code": record.reason.code}
                self.fenced.append(told | {"message": record.reason.message})
        try:
            Record.model_validate_json(record.to_json_line())
        except ValidationError:
            self.schema_breaks += 1

    def as_json(self) -> dict[str, Any]:
        """The result file: counts in a stable order, the fenced files that need a look at last."""
        mean = self.seconds / self.files if self.files else 0.0
        formats = {name: dict(sorted(counts.items())) for name, counts in sorted(self.formats.items())}
        return {
            "seed": self.seed,
            "deadline": self.deadline,
            "extractor_version": __version__,
            "files": self.files,
            "records": self.records,
            **{name: getattr(self, name) for name in _MUST_BE_ZERO},
            "statuses": dict(sorted(self.statuses.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "formats": formats,
            "seconds_a_file": round(mean, 4),
            "slowest_seconds": round(self.slowest, 3),
            "seconds": round(self.seconds, 1),
            "peak_memory": self.peak_memory,
            "late": self.late,
            "fenced": self.fenced,
        }

    @classmethod
    def load(cls, path: Path, seed: int, deadline: float) -> Tally:
        """The counts of a run that was stopped, or new ones where there are none of this seed and deadline."""
        tally = cls(seed, deadline)
        if not path.exists():
            return tally
        kept = json.loads(path.read_text(encoding="utf-8"))
        if (kept["seed"], kept["deadline"]) != (seed, deadline):
            return tally
        for name in ("files", "records", "peak_memory", "seconds", "late", "fenced", *_MUST_BE_ZERO):
            setattr(tally, name, kept[name])
        tally.slowest = kept["slowest_seconds"]
        tally.statuses, tally.reasons = Counter(kept["statuses"]), Counter(kept["reasons"])
        tally.formats = {name: Counter(counts) for name, counts in kept["formats"].items()}
        return tally


def _format(header: dict[str, Any]) -> str:
    return "bomb" if header["how"].startswith("bomb ") else header["name"].rpartition(".")[2]


def hostile_files(first: int, count: int, seed: int) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Header and bytes of each file, as the generator streams them."""
    command = [sys.executable, "-m", "corpus.hostile", "--first", str(first), "--count", str(count)]
    with subprocess.Popen([*command, "--seed", str(seed)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            while line := process.stdout.readline():
                header = json.loads(line)
                yield header, process.stdout.read(header["bytes"])
        finally:
            process.kill()


def _keep(tally: Tally, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(json.dumps(tally.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    partial.replace(path)


def run(count: int, tally: Tally, path: Path) -> None:
    """Read the files that are still to be read, keeping the counts as it goes."""
    limits = replace(PROCESS.within(tally.deadline), silence=tally.deadline)
    with Fence(limits) as fence, suppress(KeyboardInterrupt):
        # The clock is for files, not for the start.
        fence.missing()
        for header, data in hostile_files(tally.files, count - tally.files, tally.seed):
            try:
                result = fence.run(data, header["name"])
            except Exception as error:  # noqa: BLE001 -- what the run is there to find
                print(f"{header['number']} {header['how']}: {type(error).__name__}: {error}")
                tally.files += 1
                tally.batch_crashes += 1
                continue
            tally.add(header, result)
            if tally.files % _KEEP_EVERY == 0:
                _keep(tally, path)
    _keep(tally, path)


def main() -> int:
    """Run and print the counts; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many files, those of a stopped run included")
    parser.add_argument("--deadline", type=float, default=5.0, help="seconds for one file")
    parser.add_argument("--seed", type=int, default=20_260_302)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "hostile.json", help="the result file")
    arguments = parser.parse_args()
    tally = Tally.load(arguments.output, arguments.seed, arguments.deadline)
    run(arguments.count, tally, arguments.output)
    result = tally.as_json()
    result["fenced"] = result["fenced"][-_SHOWN:]
    print(json.dumps(result, ensure_ascii=False, indent=1))
    is_whole = tally.files >= arguments.count
    print(f"{tally.files} of {arguments.count} files" + ("" if is_whole else "; call it again to go on"))
    return 1 if any(result[name] for name in _MUST_BE_ZERO) else 0


if __name__ == "__main__":
    sys.exit(main())
