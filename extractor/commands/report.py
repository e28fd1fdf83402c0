"""`vanthu report`: a set of records as one page for people without the program."""

from __future__ import annotations

import argparse
from pathlib import Path

from extractor.commands.documents import printable
from extractor.commands.kept_records import ARGUMENT, AS_READ, Chosen, kept_lines
from extractor.errors import ExitCode, OutputError, UsageError

HELP = "write a set of records as one HTML page that needs nothing else: what was read, and what needs a look"


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu report`."""
    parser.add_argument("store", metavar="STORE", help=ARGUMENT)
    parser.add_argument("-o", "--output", metavar="FILE", default="report.html", help="(default: report.html)")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the page (default: vi)")
    parser.add_argument(
        "--details",
        choices=("auto", "all", "look", "none"),
        default="auto",
        help="which documents are shown value by value: all, those that need a look, none (auto: all of up to 200)",
    )
    parser.add_argument("--version", metavar="VERSION", help="records of another version of program and rules")
    parser.add_argument("--profile", metavar="NAME", default="", help="records made with this profile")
    parser.add_argument("--as-read", action="store_true", help=AS_READ)


def run(arguments: argparse.Namespace) -> int:
    """Write the page whole or not at all."""
    from extractor.writing.report_page import Details, html_report
    from extractor.writing.whole import write_whole

    target = Path(arguments.output)
    chosen = Chosen(arguments.version, arguments.profile, arguments.as_read)
    with kept_lines(arguments.store, chosen) as lines:
        try:
            page = "".join(html_report(lines, language=arguments.lang, details=Details(arguments.details)))
            write_whole(target, page.encode("utf-8", "replace"))
        except ValueError as error:
            raise UsageError(f"{printable(arguments.store)}: a line is no record of a known schema") from error
        except OSError as error:
            raise OutputError(f"{printable(str(target))}: {error.strerror or error}") from error
    print(printable(str(target)))
    return ExitCode.DONE
