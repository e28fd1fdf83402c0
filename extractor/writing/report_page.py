"""The report: one page of HTML that needs no script, loads nothing, and shows hostile words as words.

Every value goes through Jinja2's autoescape; a content security policy allows the page's own style sheet, known by its
hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

from jinja2 import Template
from markupsafe import Markup

from extractor.differences.sets import Lines
from extractor.review.attention import Why
from extractor.writing.report_view import MOST_ROWS, Paper
from extractor.writing.report_words import Words
from extractor.writing.templates import escaping
from schemas.findings import Finding, Severity
from schemas.record import RecordStatus
from schemas.versions import load

MANY: Final = 200
"""With more documents than this, details are left out unless they are asked for."""


class Details(StrEnum):
    """Which documents are shown value by value."""

    AUTO = "auto"
    """All, or none where there are more than `MANY` documents."""
    ALL = "all"
    LOOK = "look"
    """Those that need a look."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list; `linked` where its details are on the page."""

    number: int
    name: str
    status: RecordStatus
    status_words: str
    head: tuple[str, ...]
    reasons: tuple[str, ...]
    looks: tuple[Why, ...]
    findings: tuple[tuple[Finding, str, str], ...]
    versions: str
    linked: bool


def html_report(lines: Lines, *, language: str = "vi", details: Details = Details.AUTO) -> Iterator[str]:
    """The page in pieces. The set is gone through twice, so that no more than one record is held at a time.

    Raises:
        ValueError: a line is no record.
    """
    words = Words(language)
    rows = [_row(paper) for paper in _papers(lines, words)]
    if details is Details.AUTO:
        details = Details.NONE if len(rows) > MANY else Details.ALL
    rows = [_linked(row, details) for row in rows]
    yield from _template().generate(
        words=words,
        rows=rows,
        papers=_detailed(_papers(lines, words), rows),
        statuses=_counts((row.status for row in rows), RecordStatus),
        whys=_counts((why for row in rows for why in row.looks), Why),
        to_look=sum(bool(row.looks) for row in rows),
        versions=sorted({row.versions for row in rows}),
        css=Markup(_css()),  # noqa: S704 - our own file
        policy=_policy(),
        most_rows=MOST_ROWS,
        details=details.value,
        severities=list(Severity),
    )


def _papers(lines: Lines, words: Words) -> Iterator[Paper]:
    for number, line in enumerate(lines(), start=1):
        yield Paper(number, line.path, load(line.json), words)


def _row(paper: Paper) -> Row:
    made = paper.record.provenance
    names = ("issued_date", "organ_name", "subject")
    return Row(
        number=paper.number,
        name=paper.name,
        status=paper.record.status,
        status_words=paper.status,
        head=(paper.number_and_notation, *(paper.head(name) for name in names)),
        reasons=tuple(paper.reasons),
        looks=tuple(look.why for look in paper.looks),
        findings=tuple((each, paper.message(each), paper.places(each.evidence)) for each in paper.findings),
        versions=f"{made.extractor_version} ({made.rule_set})",
        linked=False,
    )


def _linked(row: Row, details: Details) -> Row:
    linked = details is Details.ALL or (details is Details.LOOK and bool(row.looks))
    return Row(
        row.number, row.name, row.status, row.status_words, row.head, row.reasons, row.looks, row.findings,
        row.versions, linked,
    )  # fmt: skip


def _detailed(papers: Iterable[Paper], rows: Iterable[Row]) -> Iterator[Paper]:
    linked = {row.number for row in rows if row.linked}
    return (paper for paper in papers if paper.number in linked) if linked else iter(())


def _counts(values: Iterable[Any], order: Iterable[Any]) -> list[tuple[str, int]]:
    counts = Counter(values)
    return [(each.value, counts[each]) for each in order if counts[each]]


@cache
def _css() -> str:
    return _read("report_page.css")


def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_css().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _template() -> Template:
    return escaping(_read).get_template("report_page.html")


def _read(name: str) -> str:
    return resources.files("extractor.writing").joinpath(name).read_text("utf-8")
