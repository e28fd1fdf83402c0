"""`vanthu batch`: a folder into a store, begun again at any time."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.documents import positive_seconds, print_troubles, printable
from extractor.commands.left_behind import tell_left_behind
from extractor.errors import ExitCode, StoreError
from extractor.limits import PROCESS

if TYPE_CHECKING:
    from extractor.batch.run import Options, Summary
    from extractor.batch.workshop import Done

HELP = "read a folder of anything into a store; begun again, it goes on where it was"
_SIGNALED = 128
"""Added to the number of a signal, the exit code by which shells know it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu batch`."""
    parser.add_argument("folder", metavar="FOLDER", help="documents, in folders of any depth")
    parser.add_argument(
        "-o",
        "--output",
        metavar="STORE",
        required=True,
        help="a folder for the store (SQLite), or a database address such as postgresql://user@host/name",
    )
    parser.add_argument("--originals", metavar="ADDRESS", help="where originals are kept (default: inside STORE)")
    parser.add_argument(
        "--jobs", metavar="N", type=positive, default=os.cpu_count() or 1, help="files at once (default: processors)"
    )
    parser.add_argument(
        "--ocr-jobs", metavar="N", type=positive, help="files of them that are read by OCR at once (default: all)"
    )
    parser.add_argument(
        "--scheduler", metavar="tcp://HOST:PORT", help="read on the workers of a Dask scheduler instead of here"
    )
    parser.add_argument(
        "--deadline",
        metavar="SECONDS",
        type=positive_seconds,
        default=PROCESS.deadline,
        help=f"most time for one file (default: {PROCESS.deadline:g})",
    )
    parser.add_argument("--profile", metavar="NAME", help="profile of required parts (a name, or a .toml file)")
    parser.add_argument("--again", action="store_true", help="read once more what failed or was cut short before")
    parser.add_argument(
        "--all-gone", action="store_true", help="believe a folder that holds no file any more: its files are gone"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each file and one for the run")


def positive(text: str) -> int:
    """A whole number from 1 on.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return number


def run(arguments: argparse.Namespace) -> int:
    """Run the batch; what could not be read now is tried again by the next run."""
    from extractor.batch.run import run_batch
    from extractor.decisions.log import DecisionLog
    from extractor.fence.collector import keep_from_collector

    keep_from_collector()
    with stopped_by_signals() as stop, opened(arguments) as store:
        folder, options = Path(arguments.folder), options_of(arguments)
        summary = run_batch(folder, store, options, teller(arguments), stop.event)
        left_behind = DecisionLog(store).all_left_behind()
    if not summary.is_whole:
        name = signal.Signals(stop.number).name
        print(f"vanthu: stopped by {name}; what is finished is kept, run the command again to go on", file=sys.stderr)
        return _SIGNALED + stop.number
    tell_end(summary, left_behind, arguments)
    failed = summary.problems or summary.unlisted or summary.kept["failed"]
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


def options_of(arguments: argparse.Namespace) -> Options:
    """How to run, by the arguments."""
    from extractor.batch.run import Options

    return Options(
        arguments.jobs,
        arguments.ocr_jobs,
        PROCESS.within(arguments.deadline),
        arguments.profile,
        arguments.scheduler,
        all_gone=arguments.all_gone,
        again=arguments.again,
    )


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Any]:
    """The store that is named; what keeps it from being written becomes one line.

    Nothing is made before there is a folder to read, and nothing is kept where documents are looked for.

    Raises:
        InputNotFoundError: the folder to read is not there.
        StoreError: it cannot be opened or written, or is the folder that is read.
    """
    from extractor.batch.folder import require_folder
    from extractor.store.database import shown_location
    from extractor.store.store import Store

    require_folder(Path(arguments.folder))
    _keep_apart(arguments)
    with Store.open(arguments.output, arguments.originals) as store:
        try:
            yield store
        except OSError as error:
            place = shown_location(arguments.output)
            raise StoreError(
                f"{place}: {error.strerror or error}; what is finished is kept, run the command again"
            ) from error


def _keep_apart(arguments: argparse.Namespace) -> None:
    """See that what a run keeps is not read by the next one as documents.

    Raises:
        StoreError: the store is the folder, or its originals are kept in it.
    """
    folder = Path(arguments.folder).resolve()
    if Path(arguments.output).resolve() == folder:
        raise StoreError(f"{arguments.output}: is the folder to read; name another one, such as {folder.name}-store")
    originals = (arguments.originals or "").removeprefix("file://")
    if originals and "://" not in originals and folder in (kept := Path(originals).resolve(), *kept.parents):
        raise StoreError(f"{originals}: originals in the folder to read would be read again; keep them outside of it")


@dataclass(slots=True)
class Stop:
    """Whether to stop, and the signal that said so."""

    event: threading.Event = field(default_factory=threading.Event)
    number: int = 0


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """SIGTERM and SIGINT ask to stop and interrupt nothing half-way; the second one interrupts."""
    stop = Stop()

    def ask(number: int, _: object) -> None:
        if stop.event.is_set():
            raise KeyboardInterrupt
        stop.number = number
        stop.event.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def teller(arguments: argparse.Namespace) -> Callable[[Done, Summary, int], None]:
    """Who hears of each finished file: a program, a person at a terminal, or nobody."""
    if arguments.json:
        return _tell_json
    if arguments.quiet or not sys.stderr.isatty():
        return _tell_nobody
    began = time.monotonic()

    def tell(done: Done, summary: Summary, left: int) -> None:
        rate = (summary.read + summary.problems) / max(time.monotonic() - began, 0.001)
        remaining = f"{left / rate / 60:.0f} min left" if left else "done"
        line = f"{left} to go · {rate:.1f}/s · {remaining} · {_counts(summary)} · {printable(done.path)[-40:]}"
        print(f"\r\x1b[K{line[:160]}", end="", file=sys.stderr, flush=True)

    return tell


def _counts(summary: Summary) -> str:
    return _listed(summary.statuses)


def _listed(statuses: Counter[str]) -> str:
    return ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))


def _tell_nobody(_done: Done, _summary: Summary, _left: int) -> None:
    """Say nothing."""


def _tell_json(done: Done, _: Summary, left: int) -> None:
    values = {"path": done.path, "statuses": done.statuses, "seconds": round(done.seconds, 3), "left": left}
    if done.problem is not None:
        values["problem"] = done.problem
    print(json.dumps(values, ensure_ascii=False), flush=True)


def tell_end(summary: Summary, left_behind: Mapping[str, int], arguments: argparse.Namespace) -> None:
    """Say what the run came to, and of how many decisions the files have other bytes now."""
    if arguments.json:
        values = {
            "files": summary.files,
            "unchanged": summary.unchanged,
            "read": summary.read,
            "gone": summary.gone,
            "problems": summary.problems,
            "unlisted": summary.unlisted,
            "statuses": dict(sorted(summary.statuses.items())),
            "kept": dict(sorted(summary.kept.items())),
            "decisions_left_behind": sum(left_behind.values()),
            "seconds": round(summary.seconds, 3),
        }
        print(json.dumps(values, ensure_ascii=False), flush=True)
    elif not arguments.quiet:
        from extractor.store.database import shown_location

        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)
        location = printable(shown_location(arguments.output))
        print(f"{location}: {_in_words(summary)}", file=sys.stderr)
        troubles = summary.troubles
        print_troubles([(trouble.path, trouble.reason) for trouble in troubles.first], troubles.count)
        tell_left_behind(left_behind, f"decide anew in vanthu review {shlex.quote(location)}")
        print(f"next: vanthu report {shlex.quote(location)} -o report.html", file=sys.stderr)


def _in_words(summary: Summary) -> str:
    counts = ((summary.files, "files"), (summary.unchanged, "unchanged"), (summary.gone, "gone"))
    found = ", ".join(f"{count} {what}" for count, what in counts if count or what != "gone")
    troubles = ((summary.problems, "could not be read"), (summary.unlisted, "folders could not be listed"))
    extra = "".join(f", {count} {what}" for count, what in troubles if count)
    in_all = f"; in all {_listed(summary.kept)}" if summary.kept != summary.statuses else ""
    return f"{found}; {_counts(summary) or 'nothing new'}{extra}{in_all}"
