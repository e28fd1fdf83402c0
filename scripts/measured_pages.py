"""The measured figures in docs/: tables between marks, and plots, from the results in docs/measured.

A block stands between `<!-- measured NAME -->` and `<!-- end -->`. Who measures again runs `make docs` after it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from scripts.blocks import filled
from scripts.check_shape import ROOT
from scripts.plots import bars, lines

MEASURED = ROOT / "docs" / "measured"
PAGES = ("batch.md", "scaling.md", "speed.md")
KINDS = {"txt": "text", "docx": "DOCX", "pdf": "PDF with text", "scan": "scan (PDF of pictures)"}
COMMUNES, WEEKS = 3_321, 52
SHARES = {"docx": 0.4, "pdf": 0.3, "scan": 0.3}
"""Assumed, not measured: how communes send their reports."""
_BLOCK = re.compile(r"(?P<before><!-- measured (?P<name>[a-z-]+) -->\n).*?(?P<after><!-- end -->)", re.DOTALL)
_SPEED = ("mix", "tables", "plain")
_ENGINES = ("whole pipeline", "reader alone", "pdfplumber, text + tables", "pdfium, bare text")


@lru_cache(maxsize=4)
def result(name: str) -> Any:
    """A result file."""
    return json.loads((MEASURED / f"{name}.json").read_text(encoding="utf-8"))


def contest(name: str) -> Any:
    """One contest of speed.json."""
    return next(each for each in result("speed")["contests"] if each["contest"] == name)


def timing(name: str, engine: str) -> Any:
    """What one engine took in a contest."""
    return next(each for each in contest(name)["timings"] if each["engine"] == engine)


def cost(name: str, engine: str) -> float:
    """Processor seconds that an engine needs for a unit of a contest."""
    found = timing(name, engine)
    return float(found["processor"]) / int(found["units"])


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines_of = (header, ["---"] * len(header), *rows)
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in lines_of)


def _conditions(machine: Any, load: Sequence[float]) -> str:
    system = machine["system"].partition("-with-")[0]
    return f"{machine.get('cpus', machine.get('cores'))} cores, {system}, CPython {machine['python']}, load {load[0]:g}"


def _machine() -> str:
    made = result("speed")
    machine = made["machine"]
    libraries = ", ".join(f"{name} {machine[name]}" for name in ("pdfplumber", "pypdfium2"))
    return f"{_conditions(machine, machine['load'])} at the end; {libraries}; medians of {made['rounds']} rounds.\n"


def _pages() -> str:
    rows = []
    for engine in _ENGINES:
        ratios = [cost(name, "pdfplumber, text + tables") / cost(name, engine) for name in _SPEED]
        of_each = (f"{1 / cost(name, engine):.1f} ({ratio:.1f})" for name, ratio in zip(_SPEED, ratios, strict=True))
        rows.append((engine, *of_each))
    return table(("pages a processor second (× pdfplumber)", *_SPEED), rows)


def _ratios() -> str:
    rows = [
        (each["contest"], ratio["engine"], ratio["baseline"], f"{ratio['value']:.2f}")
        for each in result("speed")["contests"]
        for ratio in each["ratios"]
    ]
    return table(("contest", "engine", "against", "processor time of a unit, as a ratio"), rows)


def _rates() -> str:
    rows = [
        (each["contest"], one["engine"], f"{one['units'] / one['seconds']:.1f} {each['unit']}/s", _milliseconds(one))
        for each in result("speed")["contests"]
        for one in each["timings"]
        if each["contest"] in {"documents", "scan", "start-up"}
    ]
    return table(("contest", "engine", "by the clock", "processor time of one"), rows)


def _milliseconds(one: Any) -> str:
    return f"{one['processor'] / one['units'] * 1000:,.0f} ms"


def _kinds() -> str:
    found, held = result("batch")["kinds"], result("batch").get("workers", {})
    rows = [
        (
            name,
            found[kind]["documents"],
            f"{found[kind]['processor_seconds_a_thousand']:,.0f} s",
            f"{found[kind]['seconds_one_worker']} s",
            f"{found[kind]['seconds_two_workers']} s",
            found[kind]["gain_of_two"],
            f"{held[kind]['megabytes_a_worker']:.0f} MB" if kind in held else "",
            f"{held[kind]['megabytes_largest_process']:.0f} MB" if kind in held else "",
        )
        for kind, name in KINDS.items()
    ]
    header = ("kind", "documents", "processor time a thousand", "one worker", "two workers", "gain of two")
    machine = found.get("machine_gain", {}).get("gain_of_two")
    gain = f"\nTwo processes that share nothing but this machine gain {machine}.\n" if machine else ""
    if "start" in found:
        gain += f"\nA run over one text takes {found['start']['seconds']} s; the runs above begin and end alike.\n"
    where = f"\nMeasured on {_conditions(found['machine'], found['load_at_the_end'])}.\n"
    return table((*header, "memory of a worker", "largest process"), rows) + gain + where


def _country() -> str:
    found = result("batch")["kinds"]
    documents = COMMUNES * WEEKS
    rows, hours = [], 0.0
    for kind, share in SHARES.items():
        count = round(documents * share)
        took = count * found[kind]["processor_seconds_a_thousand"] / 1000 / 3600
        hours += took
        rows.append((KINDS[kind], f"{count:,}", f"{took:.1f}"))
    rows.append(("all", f"{documents:,}", f"{hours:.1f}"))
    week = hours / WEEKS
    words = f"\nA week's reports take {week:.2f} processor hours, {week * 30:.0f} minutes of two cores at best.\n"
    return table(("", "documents a year", "processor hours"), rows) + words


def _slope() -> str:
    found = result("batch")["slope"]
    rows = (
        ("the program that keeps the store", found["program_growth_megabytes"]),
        ("the process above the readers", found["server_growth_megabytes"]),
        ("from the first readers to the last", found["growth_from_first_to_last_readers_megabytes"]),
        ("a reader in its life of 200 files (median)", found["growth_in_the_life_of_a_reader_megabytes"]),
    )
    head = f"{found['documents']:,} documents, {found['readers']} readers one after the other"
    return table((head, "MB gained"), ((name, f"{value:+.2f}") for name, value in rows))


def _kills() -> str:
    found = result("kills")
    rows = (
        ("kills", found["kills"]),
        ("of them with files finished in that run", found["in_work"]),
        ("of them while the store was being written", found["in_writing"]),
        ("stores filled so and compared with that of an undisturbed run", found["stores"]),
        ("records compared byte for byte", found["compared"]),
        ("stores whose records differed", found["unlike"]),
        ("originals that were left half", found["half"]),
        ("files read again though they were finished", found["read_again"]),
        ("empty scratch folders left, of commands killed before they had started a process", found["left"]),
    )
    return table(("what", "how many"), ((what, f"{count:,}") for what, count in rows))


def _again() -> str:
    found, kept = result("batch")["unchanged"], result("batch")["rules"]
    return (
        f"{found['files']:,} unchanged files: {found['seconds_again']} s. {kept['files']} scans: read in "
        f"{kept['seconds_read']} s, after a changed rule made again from kept texts in "
        f"{kept['seconds_from_kept_texts']} s, the same records.\n"
    )


BLOCKS: dict[str, Callable[[], str]] = {
    "again": _again,
    "country": _country,
    "kills": _kills,
    "kinds": _kinds,
    "machine": _machine,
    "pages": _pages,
    "rates": _rates,
    "ratios": _ratios,
    "slope": _slope,
}


def _speed_plot() -> str:
    rows = [(f"{name}: {engine}", 1 / cost(name, engine)) for name in _SPEED for engine in _ENGINES[:3]]
    return bars("Pages a processor second", "pages/s", rows)


def _cost_plot() -> str:
    found = result("batch")["kinds"]
    rows = [(name, found[kind]["processor_seconds_a_thousand"]) for kind, name in KINDS.items()]
    return bars("Processor time a thousand documents", "s", rows)


def _memory_plot() -> str:
    found = result("batch")["slope"]
    names = {
        "program_megabytes": "the program that keeps the store",
        "server_megabytes": "the process above the readers",
        "reader_megabytes_at_its_end": "each reader at its end (shared pages counted in full)",
    }
    rows = {words: found[name] for name, words in names.items()}
    return lines("Memory over documents read", "MB", found["documents"], rows)


PLOTS = {"speed.svg": _speed_plot, "cost.svg": _cost_plot, "memory.svg": _memory_plot}


def measured_pages() -> dict[Path, str]:
    """Each page and plot with the text that it should have, by the results as they are today.

    Raises:
        KeyError: for a block without a maker.
    """
    docs = ROOT / "docs"
    pages = {docs / name: filled((docs / name).read_text(encoding="utf-8"), _BLOCK, BLOCKS) for name in PAGES}
    return pages | {MEASURED / name: draw() for name, draw in PLOTS.items()}
