"""`vanthu check`: what is missing or contradictory in documents, where, for a person."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import Progress, find_documents, load_extract, printable
from extractor.containers.names import shown_path
from extractor.errors import ExitCode, UsageError
from extractor.review.places import document_of, place_of

if TYPE_CHECKING:
    from schemas.findings import Finding
    from schemas.record import Reason, Record

HELP = "say what is missing or contradictory, and where"
_SEVERITY = {
    "vi": {"error": "LỖI", "warning": "CẢNH BÁO", "info": "LƯU Ý"},
    "en": {"error": "ERROR", "warning": "WARNING", "info": "NOTE"},
}
_CLEAN = {"vi": "không có phát hiện", "en": "no findings"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu check`."""
    parser.add_argument("paths", nargs="*", metavar="FILE|FOLDER", help="documents, containers, or folders of them")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the findings (default: vi)")
    parser.add_argument("--profile", metavar="NAME", help="profile of required parts (a name, or a .toml file)")
    parser.add_argument("--profiles", action="store_true", help="list the profiles and end")
    parser.add_argument("--strict", action="store_true", help="exit with 4 where a finding is an error")


def _line(finding: Finding, language: str) -> str:
    message = finding.message_vi if language == "vi" else finding.message_en
    places = "; ".join(place_of(evidence, language=language) for evidence in finding.evidence)
    where = f" [{places}]" if places else ""
    return printable(f"  {_SEVERITY[language][finding.severity]} {finding.code}: {message}{where}")


def _print(path: Path, record: Record, language: str) -> None:
    print(printable(document_of(shown_path(str(path)), record, language=language)))
    if record.reason is not None:
        print(printable(f"  {record.reason.code}: {_why(record.reason, language)}"))
    elif not record.findings:
        print(f"  {_CLEAN[language]}")
    for finding in record.findings:
        print(_line(finding, language))


def _why(reason: Reason, language: str) -> str:
    from extractor.writing.report_words import Words

    return reason.message if language == "en" else Words(language).of("reasons", reason.code)


def _list_profiles() -> int:
    from extractor.checks.profiles import list_profiles

    for profile in list_profiles():
        print(f"{profile.name}\t{profile.version}\t{profile.title}")
    return ExitCode.DONE


def run(arguments: argparse.Namespace) -> int:
    """Check every document; the findings go to standard output."""
    if arguments.profiles:
        return _list_profiles()
    if not arguments.paths:
        raise UsageError("check needs a file or a folder")
    extract_all = load_extract()
    documents = find_documents(arguments.paths)
    failed = erroneous = False
    for path in Progress(len(documents)).over(documents):
        for record in extract_all(path, profile=arguments.profile):
            _print(path, record, arguments.lang)
            failed = failed or record.status == "failed"
            erroneous = erroneous or any(finding.severity == "error" for finding in record.findings)
    if arguments.strict and erroneous:
        return ExitCode.FINDINGS
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE
