"""Contests of speed: engines take turns on the same input, and are compared by the processor time that they used.

A busy machine slows all engines of a contest alike, and processor time leaves out what other programs used; so a ratio
of two engines of one run says nearly the same on every machine, where pages a second do not.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

TOLERANCE = 1.2
"""How many times its kept value a ratio may have before it counts as worse."""
_TICK = 1e-6
_Round: TypeAlias = Mapping[str, tuple[float, float]]
"""Seconds of one run of each engine by name: by the clock, of the processor."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to do the work; `units` is how much of it one run does (pages, documents, starts)."""

    name: str
    run: Callable[[], None]
    units: int = 1


@dataclass(frozen=True, slots=True)
class Contest:
    """Engines that take turns; `pairs` names those that are compared, each with what it is compared with."""

    name: str
    what: str
    unit: str
    engines: tuple[Engine, ...]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """Median seconds of a run of one engine, by the clock and of the processor."""

    engine: str
    units: int
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        """Units a second by the clock."""
        return self.units / self.seconds


@dataclass(frozen=True, slots=True)
class Ratio:
    """Processor time that an engine needs for a unit, over what the baseline needs for one; median of the rounds."""

    engine: str
    baseline: str
    value: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a contest."""

    contest: str
    what: str
    unit: str
    timings: tuple[Timing, ...]
    ratios: tuple[Ratio, ...]


def hold(contest: Contest, rounds: int) -> Outcome:
    """Have each engine run once without counting (imports, caches), then in turn with the others."""
    for engine in contest.engines:
        engine.run()
    gc.collect()
    gc.freeze()  # as the command does: what is loaded stays loaded, for each engine alike
    taken = [{engine.name: _time(engine) for engine in contest.engines} for _ in range(rounds)]
    engines = {engine.name: engine for engine in contest.engines}
    timings = tuple(_timing(engine, taken) for engine in engines.values())
    ratios = tuple(_ratio(engines[one], engines[other], taken) for one, other in contest.pairs)
    return Outcome(contest.name, contest.what, contest.unit, timings, ratios)


def _timing(engine: Engine, rounds: Sequence[_Round]) -> Timing:
    clock, processor = (statistics.median(taken[engine.name][at] for taken in rounds) for at in (0, 1))
    return Timing(engine.name, engine.units, clock, processor)


def _ratio(engine: Engine, baseline: Engine, rounds: Sequence[_Round]) -> Ratio:
    def needed(by: Engine, taken: _Round) -> float:
        return taken[by.name][1] / by.units

    values = (needed(engine, taken) / max(needed(baseline, taken), _TICK) for taken in rounds)
    return Ratio(engine.name, baseline.name, statistics.median(values))


def _time(engine: Engine) -> tuple[float, float]:
    began, before = time.perf_counter(), used_seconds()
    engine.run()
    used = used_seconds() - before
    return time.perf_counter() - began, used


def used_seconds() -> float:
    """Processor time of this process and of all below it, those that live and those that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(_used_by(process) for process in _below(os.getpid()))
    return time.process_time() + ended.ru_utime + ended.ru_stime + living


def _below(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from _below(child)


def _used_by(process: int) -> float:
    """Seconds of a process and of its children that have ended; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def kept_ratios(result: Mapping[str, Any]) -> dict[tuple[str, str, str], float]:
    """Ratios of a written result by contest, engine and baseline."""
    return {
        (outcome["contest"], ratio["engine"], ratio["baseline"]): float(ratio["value"])
        for outcome in result["contests"]
        for ratio in outcome["ratios"]
    }


def worse(outcome: Outcome, kept: Mapping[tuple[str, str, str], float]) -> list[str]:
    """A line for each ratio of an outcome that is more than a fifth above its kept value."""
    lines = []
    for ratio in outcome.ratios:
        before = kept.get((outcome.contest, ratio.engine, ratio.baseline))
        if before is not None and ratio.value > TOLERANCE * before:
            name = f"{outcome.contest}: {ratio.engine} against {ratio.baseline}"
            lines.append(f"{name} {ratio.value:.2f}, kept {before:.2f}")
    return lines


def table(outcomes: Sequence[Outcome]) -> str:
    """What was measured, for a terminal."""
    lines = []
    for outcome in outcomes:
        lines.append(f"{outcome.contest} ({outcome.what})")
        lines += [
            f"  {timing.engine:<40}{timing.rate:9.1f} {outcome.unit}/s{timing.processor / timing.units * 1000:9.1f} ms"
            for timing in outcome.timings
        ]
        lines += [f"  {ratio.engine} / {ratio.baseline}: {ratio.value:.2f}" for ratio in outcome.ratios]
    return "\n".join(lines)
