import json
import subprocess
import sys
from dataclasses import asdict, replace
from functools import partial

import pytest

from evaluation import contests
from evaluation.bench import CONTESTS, PDF_FILES, RESULT
from evaluation.contests import Contest, Engine, Outcome, Ratio, Timing, hold, kept_ratios, table, used_seconds, worse
from scripts.check_shape import ROOT

OUTCOME = Outcome(
    "mix", "49 pages", "pages", (Timing("own", 49, 2.0, 1.0),), (Ratio("own", "other", 0.5), Ratio("own", "bare", 9.0))
)
BURNT = 0.2
BUSY = f"""
import sys, time
while time.process_time() < {BURNT}: pass
print("x", flush=True)
sys.stdin.read()
"""
KEPT = {("mix", "own", "other"): 0.5, ("mix", "own", "bare"): 9.0}


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (0.3, []),
        (0.5, []),
        (0.6, []),
        (0.61, ["mix: own against other 0.61, kept 0.50"]),
    ],
)
def test_a_ratio_is_worse_above_a_fifth_more(value, lines):
    """Better ones pass, and so does one that is worse by a fifth and no more."""
    outcome = replace(OUTCOME, ratios=(Ratio("own", "other", value), OUTCOME.ratios[1]))

    assert worse(outcome, KEPT) == lines


def test_a_ratio_that_is_new_has_nothing_to_be_worse_than():
    """What the kept result does not name is not compared."""
    assert worse(OUTCOME, {}) == []


def test_ratios_are_of_one_unit_each(monkeypatch):
    """Engines take turns behind a round that does not count; half the time for a unit is the ratio 0.5."""
    runs: list[str] = []
    seconds = {"twice": 3.0, "once": 3.0}
    monkeypatch.setattr(contests, "used_seconds", lambda: sum(seconds[name] for name in runs))
    engines = tuple(Engine(name, partial(runs.append, name), units) for name, units in (("twice", 2), ("once", 1)))

    outcome = hold(Contest("c", "", "units", engines, (("twice", "once"),)), 3)

    assert runs == ["twice", "once"] * 4
    assert [(timing.units, timing.processor) for timing in outcome.timings] == [(2, 3.0), (1, 3.0)]
    assert outcome.ratios == (Ratio("twice", "once", 0.5),)


def test_the_time_of_processes_below_is_counted():
    """A child counts while it lives and when it has ended."""
    seconds = []
    with subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        seconds.append(used_seconds())
        assert child.stdout is not None
        child.stdout.read(1)
        seconds.append(used_seconds())
    seconds.append(used_seconds())

    assert seconds[1] - seconds[0] > BURNT / 2
    assert seconds[2] >= seconds[1]


def test_the_kept_result_has_every_contest():
    """What CI compares with is there, each contest with ratios, and readable as it was written."""
    result = json.loads((ROOT / RESULT).read_text(encoding="utf-8"))

    kept = kept_ratios(result)
    assert len({name for name, _, _ in kept}) == len(CONTESTS)
    assert {name for name, _, _ in kept} > set(PDF_FILES)
    assert kept_ratios({"contests": [asdict(OUTCOME)]}) == KEPT


def test_the_table_names_engines_and_ratios():
    """A terminal shows rates by the clock and processor time of a unit."""
    words = " ".join(table([OUTCOME]).split())

    assert "own 24.5 pages/s 20.4 ms" in words
    assert "own / bare: 9.00" in words
