"""`vanthu diff`: what differs between two sets of records, and which side is right."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from extractor.commands.diff_sets import compared_sets, decided_store
from extractor.commands.documents import printable
from extractor.commands.kept_records import ARGUMENT, AS_READ
from extractor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from extractor.decisions.differing import Outcome
    from extractor.differences.listing import Listed
    from extractor.differences.model import Comparison
    from extractor.differences.sets import Asked

HELP = "say what differs between two runs, two versions, a run and labels, a run and what reviewers decided"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu diff`."""
    parser.add_argument("a", metavar="A", help=ARGUMENT)
    parser.add_argument(
        "b", metavar="B", nargs="?", help="the other set, or a folder of gold labels (default: A, with two versions)"
    )
    parser.add_argument("--version-a", metavar="VERSION", help="version of program and rules in the store A")
    parser.add_argument("--version-b", metavar="VERSION", help="version of program and rules in the store B")
    parser.add_argument("--profile", metavar="NAME", default="", help="records that stores made with this profile")
    parser.add_argument("--as-read", action="store_true", help=AS_READ)
    parser.add_argument(
        "--against", choices=("decisions",), help="instead of B: the store A with what reviewers decided"
    )
    parser.add_argument("--by", metavar="NAME", help="with --against decisions: what this reviewer decided")
    parser.add_argument(
        "--same-document",
        action="store_true",
        help="also pair other files of the same issuer, number, notation and year (a report sent again)",
    )
    _configure_choice(parser)
    _configure_decisions(parser)
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="(default: text)")
    parser.add_argument("--lang", choices=("vi", "en"), default="en", help="language (default: en)")


def _configure_choice(parser: argparse.ArgumentParser) -> None:
    def several(name: str, metavar: str, text: str) -> None:
        parser.add_argument(name, metavar=metavar, action="append", default=[], help=text)

    several("--field", "GLOB", "only these fields, such as 'citations.*'")
    several("--kind", "KIND", "only these kinds, see docs/differences.md (default: all but evidence)")
    several("--cause", "CAUSE", "only these causes: absent, misread, rule …, see docs/differences.md")
    several("--document", "GLOB", "only these documents, by the names that are shown")


def _configure_decisions(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("deciding", "which side is right goes into the log of decisions of the store")
    add = group.add_argument
    add("--accept", metavar="GLOB", action="append", default=[], help="B is right in these fields")
    add("--reject", metavar="GLOB", action="append", default=[], help="A is right in these fields")
    add("--reviewer", metavar="NAME", help="who decides")
    add("--reason", metavar="TEXT", default="", help="why, for the log")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; the exit code says whether anything that was asked for differs and is not decided."""
    _check(arguments)
    with compared_sets(arguments, _asked(arguments)) as comparison:
        if not (arguments.accept or arguments.reject):
            _print(comparison, arguments)
            return ExitCode.DIFFERENT if comparison.compared else ExitCode.DONE
        left = _decided(comparison, arguments)
    return ExitCode.DIFFERENT if left else ExitCode.DONE


def _check(arguments: argparse.Namespace) -> None:
    if arguments.against is not None and arguments.b is not None:
        raise UsageError("--against decisions takes the place of B")
    if arguments.b is None and arguments.against is None and arguments.version_a == arguments.version_b:
        raise UsageError("diff needs two sets: B, or two versions of the store A with --version-a and --version-b")
    if arguments.by is not None and arguments.against is None:
        raise UsageError("--by goes with --against decisions")
    if (arguments.accept or arguments.reject) and not arguments.reviewer:
        raise UsageError("--accept and --reject need --reviewer: the log says who decided")


def _asked(arguments: argparse.Namespace) -> Asked:
    from extractor.differences.model import Kind, Reason
    from extractor.differences.sets import Asked

    for name, given, known in (("kind", arguments.kind, Kind), ("cause", arguments.cause, Reason)):
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise UsageError(f"--{name} {printable(unknown[0])}: there is {', '.join(each.value for each in known)}")
    kinds = frozenset(Kind(kind) for kind in arguments.kind)
    if arguments.against is not None and not kinds:
        # A person is always surer than the program: that is no difference to be told.
        kinds = frozenset(Kind) - {Kind.EVIDENCE, Kind.CONFIDENCE}
    reasons = frozenset(Reason(reason) for reason in arguments.cause)
    return Asked(tuple(arguments.field), kinds, reasons, tuple(arguments.document))


def _decided(comparison: Comparison, arguments: argparse.Namespace) -> int:
    """Write down which side is right; gives how many differences are not decided."""
    from extractor.differences.listing import listed
    from extractor.differences.sets import Asked

    everything = list(listed(comparison, _asked(arguments)))
    accepted, rejected = (
        [each for each in everything if globs and Asked(tuple(globs)).wants_field(each.difference.field)]
        for globs in (arguments.accept, arguments.reject)
    )
    both = {each.number for each in accepted} & {each.number for each in rejected}
    if both:
        raise UsageError(f"--accept and --reject both name {len(both)} differences; name each once")
    outcomes = [_write(arguments, chosen, b_is_right=right) for chosen, right in ((accepted, True), (rejected, False))]
    written = sum(len(outcome.decisions) for outcome in outcomes)
    left = len(everything) - sum(len(chosen) for chosen in (accepted, rejected))
    unsaid = sum(len(outcome.left) for outcome in outcomes)
    print(f"{written} decisions written; {left} differences not named, {unsaid} that no decision says")
    return left + unsaid


def _write(arguments: argparse.Namespace, chosen: list[Listed], *, b_is_right: bool) -> Outcome:
    from extractor.decisions.differing import Deciding, decide

    log, of_b, is_label = decided_store(arguments)
    with log.store:
        how = Deciding(of_b, b_is_right, arguments.reason, is_label)
        return decide(log, arguments.reviewer, chosen, how)


def _print(comparison: Comparison, arguments: argparse.Namespace) -> None:
    from extractor.differences.text import json_text, markdown_lines, text_lines

    if arguments.format == "json":
        sys.stdout.write(json_text(comparison))
        return
    lines = text_lines if arguments.format == "text" else markdown_lines
    for line in lines(comparison, language=arguments.lang):
        print(printable(line))
