"""`vanthu`: finds the subcommands of every installed package and turns errors into one line and an exit code.

A subcommand is a module with `HELP: str`, `configure(parser) -> None` and `run(arguments) -> int`, named by an entry
point of the group `vanthu.commands`; so no layer imports the one above it.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NoReturn, Protocol, cast

from extractor.commands.documents import printable
from extractor.errors import ExitCode, VanthuError
from extractor.version import __version__

GROUP = "vanthu.commands"
INTERRUPTED = 130
_ORDER = ("extract", "check", "show", "tables", "pages", "schema", "evaluate")
_EPILOG = """exit codes:
  0  all extracted or refused (refusing is a normal outcome)
  2  wrong arguments, missing file, folder without documents
  3  some input could not be read; its record says why
  4  findings of severity error, with check --strict
  5  differences, with diff

examples:
  vanthu extract reports/ -o out     records, findings and counts of a folder
  vanthu check report.pdf            what is missing or contradictory, in Vietnamese
  vanthu show report.docx            the record as a page to read"""


class Command(Protocol):
    """What a module of the group offers."""

    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


class _Parser(argparse.ArgumentParser):
    """A parser that ends a wrong call with one line: what is wrong and where to look."""

    given: Sequence[str] = ()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, and keep what was given for the words of an error."""
        self.given = sys.argv[1:] if args is None else list(args)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say it in one line and end."""
        file = next((word for word in self.given if word.startswith("-") and os.path.lexists(word)), None)
        look = f"see {self.prog} --help" if file is None else f"a file goes behind --: {self.prog} -- {file}"
        line = " ".join(f"{self.prog}: {message}; {look}".split())
        self.exit(ExitCode.USAGE, f"{printable(line)}\n")


def _commands() -> list[tuple[str, Command]]:
    points: list[EntryPoint] = sorted(entry_points(group=GROUP), key=lambda point: (_rank(point.name), point.name))
    return [(point.name, cast("Command", point.load())) for point in points]


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def build_parser() -> argparse.ArgumentParser:
    """The parser with every subcommand of the group."""
    parser = _Parser(
        prog="vanthu",
        description="Reads Vietnamese administrative reports and plans into records whose every value points at its "
        "place on the page, and says what is missing or contradictory.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"vanthu {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in _commands():
        sub = commands.add_parser(name, help=command.HELP, description=command.HELP)
        command.configure(sub)
        sub.set_defaults(run_command=command.run)
    return parser


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _warn(*warning: Any, **_: Any) -> None:
    """A warning as one line, without a place in our code."""
    print(f"vanthu: {printable(str(warning[0]))}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is documented in `extractor.errors.ExitCode`."""
    _use_utf8()
    parsed = build_parser().parse_args(arguments)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _warn
            code: int = parsed.run_command(parsed)
        sys.stdout.flush()
    except VanthuError as error:
        print(f"vanthu: {printable(' '.join(str(error).split()))}", file=sys.stderr)
        return int(error.exit_code)
    except KeyboardInterrupt:
        print("vanthu: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code
