"""`vanthu diff`: what differs between two sets of records."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from extractor.commands.documents import printable
from extractor.commands.kept_records import ARGUMENT, kept_lines
from extractor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from extractor.differences.model import Comparison
    from extractor.differences.sets import Asked

HELP = "say what differs between two sets of records: two runs, two versions of the program or of a report"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu diff`."""
    parser.add_argument("a", metavar="A", help=ARGUMENT)
    parser.add_argument("b", metavar="B", nargs="?", help="the other set (default: A, with two versions)")
    parser.add_argument("--version-a", metavar="VERSION", help="version of program and rules in the store A")
    parser.add_argument("--version-b", metavar="VERSION", help="version of program and rules in the store B")
    parser.add_argument("--profile", metavar="NAME", default="", help="records that stores made with this profile")
    parser.add_argument(
        "--same-document",
        action="store_true",
        help="also pair other files of the same issuer, number, notation and year (a report sent again)",
    )
    parser.add_argument(
        "--field", metavar="GLOB", action="append", default=[], help="only these fields, such as 'citations.*'"
    )
    parser.add_argument(
        "--kind",
        metavar="KIND",
        action="append",
        default=[],
        help="only these kinds, see docs/differences.md (default: all but evidence)",
    )
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="(default: text)")
    parser.add_argument("--lang", choices=("vi", "en"), default="en", help="language of the places (default: en)")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; the exit code says whether anything that was asked for differs."""
    from extractor.differences.sets import compare_sets

    asked = _asked(arguments)
    other = arguments.b or arguments.a
    if arguments.b is None and arguments.version_a == arguments.version_b:
        raise UsageError("diff needs two sets: B, or two versions of the store A with --version-a and --version-b")
    with (
        kept_lines(arguments.a, arguments.version_a, arguments.profile) as a,
        kept_lines(other, arguments.version_b, arguments.profile) as b,
    ):
        try:
            comparison = compare_sets(a, b, same_document=arguments.same_document, asked=asked)
        except ValueError as error:
            raise UsageError("a line that differs is no record of a known schema") from error
    _print(comparison, arguments)
    return ExitCode.DIFFERENT if comparison.compared else ExitCode.DONE


def _asked(arguments: argparse.Namespace) -> Asked:
    from extractor.differences.model import Kind
    from extractor.differences.sets import Asked

    unknown = sorted(set(arguments.kind) - set(Kind))
    if unknown:
        raise UsageError(f"--kind {printable(unknown[0])}: there is {', '.join(kind.value for kind in Kind)}")
    return Asked(tuple(arguments.field), frozenset(Kind(kind) for kind in arguments.kind))


def _print(comparison: Comparison, arguments: argparse.Namespace) -> None:
    from extractor.differences.text import json_text, markdown_lines, text_lines

    if arguments.format == "json":
        sys.stdout.write(json_text(comparison))
        return
    lines = text_lines if arguments.format == "text" else markdown_lines
    for line in lines(comparison, language=arguments.lang):
        print(printable(line))
