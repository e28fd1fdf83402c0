"""`vanthu show`: one record as a page to read in the terminal, or the text its offsets refer to."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from extractor.commands.documents import printable
from extractor.errors import ExitCode, ReadError, UsageError
from extractor.review.places import document_of, place_of

if TYPE_CHECKING:
    from schemas.document import Document, Signer
    from schemas.fields import FieldValue
    from schemas.findings import Finding
    from schemas.meaning import (
        Appendix,
        Assignment,
        Citation,
        CollaboratorCount,
        Difficulty,
        Recommendation,
        RosterEntry,
        Statistic,
        Target,
    )
    from schemas.record import Record
    from schemas.sections import Section
    from schemas.tables import Table

HELP = "show the records of a file as pages to read (--text: the text that offsets refer to)"
_WIDTH = 22
_MAX_CELL = 24


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu show`."""
    parser.add_argument("path", metavar="FILE", help="a document, or a container of documents")
    parser.add_argument(
        "--document", metavar="N", type=int, help="only the Nth document of the file, from 1 (--text: the first)"
    )
    parser.add_argument("--text", action="store_true", help="print the text that offsets refer to, and nothing else")
    parser.add_argument("--profile", metavar="NAME", help="profile of required parts (a name, or a .toml file)")


def _field(name: str, field: FieldValue[Any] | None) -> str:
    if field is None:
        return f"{name:{_WIDTH}} –"
    partial = getattr(field, "partial", None)
    value = field.value if field.value is not None else partial
    shown = "" if value is None else str(value)
    status = "" if field.status == "present" else f"({field.status})"
    place = f"[{place_of(field.evidence[0])}]" if field.evidence else ""
    return " ".join(
        part for part in (f"{name:{_WIDTH}}", shown, status, place) if part.strip() or part == f"{name:{_WIDTH}}"
    )


def _document(document: Document) -> Iterator[str]:
    for name in type(document).model_fields:
        value = getattr(document, name)
        yield f"{name:{_WIDTH}} {value or '–'}" if isinstance(value, str | None) else _field(name, value)


def _signer(signer: Signer) -> Iterator[str]:
    for name in ("authority", "capacity", "position", "full_name"):
        yield _field(f"  {name}", getattr(signer, name))
    if signer.digital_signature is not None:
        for name in type(signer.digital_signature).model_fields:
            yield _field(f"  digital {name}", getattr(signer.digital_signature, name))


def _outline(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        state = "" if section.state == "present" else f" ({section.state})"
        yield f"{'  ' * section.level}{section.label or ''} {section.heading or ''} · {section.role}{state}"
        yield from _outline(section.children)


def _table(table: Table) -> Iterator[str]:
    yield "  " + " | ".join(" > ".join(column.path)[:_MAX_CELL] for column in table.columns)
    for row in table.rows:
        yield f"  {row.kind[:1]} " + " | ".join(cell.text[:_MAX_CELL] for cell in row.cells)


def _lists(record: Record) -> Iterator[tuple[str, Iterable[str]]]:
    yield "addressees", map(_said, record.addressees)
    yield "recipients", map(_said, record.recipients)
    yield "citations", map(_citation, record.citations)
    yield "difficulties", map(_text, record.difficulties)
    yield "recommendations", map(_request, record.recommendations)
    yield "collaborators", [*map(_count, record.collaborators.counts), *map(_person, record.collaborators.roster)]
    yield "statistics", map(_figure, record.statistics)
    yield "targets", map(_text, record.targets)
    yield "assignments", map(_assignment, record.assignments)
    yield "appendices", map(_appendix, record.appendices)
    yield "findings", map(_finding, record.findings)


def _said(field: FieldValue[Any]) -> str:
    return "" if field.value is None else str(field.value)


def _text(item: Difficulty | Target) -> str:
    return _said(item.text)


def _citation(citation: Citation) -> str:
    return f"{citation.key}  {citation.ref.value}  {citation.date.value or ''} ({citation.relation})"


def _assignment(assignment: Assignment) -> str:
    return f"{assignment.lead_organ.value}: {_said(assignment.task)}"


def _appendix(appendix: Appendix) -> str:
    return f"{_said(appendix.label)} {_said(appendix.title)}"


def _finding(finding: Finding) -> str:
    return f"{finding.severity} {finding.code}: {finding.message_vi}"


def _request(item: Recommendation) -> str:
    return _said(item.text) + (f"  → {item.addressee.value}" if item.addressee else "")


def _count(count: CollaboratorCount) -> str:
    return f"{count.value.value} {_said(count.unit_of_count)} {_said(count.of_whom)} ({count.meaning})"


def _person(entry: RosterEntry) -> str:
    return f"{entry.name.value}, {_said(entry.task)}"


def _figure(statistic: Statistic) -> str:
    return f"{statistic.operator} {statistic.value.value} {_said(statistic.unit)} {_said(statistic.of_whom)}"


def page(record: Record) -> Iterator[str]:
    """The record line by line."""
    source = record.source
    name = document_of((source.container or source.name).partition("/")[0], record)
    yield f"{name}  ·  {source.media_type}  ·  {record.status}"
    if record.reason is not None:
        yield f"{record.reason.code}: {record.reason.message}"
    if record.document is None:
        return
    yield from ("", *_document(record.document))
    for number, signer in enumerate(record.signers, start=1):
        yield f"signer {number}"
        yield from _signer(signer)
    yield from ("", "sections", *_outline(record.sections))
    for title, items in _lists(record):
        lines = [f"  - {item}" for item in items]
        if lines:
            yield from ("", title, *lines)
    for number, table in enumerate(record.tables, start=1):
        yield from ("", f"table {number}", *_table(table))


def _chosen(number: int | None, count: int) -> range:
    """Indexes of the documents to show."""
    if number is None:
        return range(count)
    if not 1 <= number <= count:
        raise UsageError(f"--document {number}: the file has {count} document{'s' if count > 1 else ''}")
    return range(number - 1, number)


def run(arguments: argparse.Namespace) -> int:
    """Show the documents of one file."""
    from extractor.fence import process

    result = process(arguments.path, profile=arguments.profile)
    chosen = _chosen(arguments.document, len(result.records))
    if arguments.text:
        return _print_text(arguments.path, result.records[chosen[0]], result.texts[chosen[0]])
    for index in chosen:
        if index > chosen[0]:
            print()
        for line in page(result.records[index]):
            print(printable(line))
    failed = any(result.records[index].status == "failed" for index in chosen)
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


def _print_text(path: str, record: Record, text: str | None) -> int:
    if text is None:
        reason = record.reason.message if record.reason else "no text"
        raise ReadError(f"{printable(path)}: {reason}")
    sys.stdout.write(printable(text) if sys.stdout.isatty() else text)
    return ExitCode.DONE
