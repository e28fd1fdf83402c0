"""The report as Markdown: the whole one with words of documents, and the result without any for a checked-in file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evaluation.breakdown import break_down
from evaluation.comparison_report import markdown, place
from evaluation.confidence_report import confidence_text
from evaluation.figures import rounded
from evaluation.grounding import grounding_text
from evaluation.metrics import distinct, failures, score
from evaluation.mistakes import Mistake
from evaluation.page import (
    COLUMNS,
    ERRORS,
    WORST,
    Report,
    figure_lines,
    figure_row,
    group_row,
    summary,
    worst_documents,
)
from evaluation.report import BROKEN_DOWN, figures_of
from evaluation.wording import counted, shortened, shown


def markdown_report(report: Report) -> str:
    """Failures by name, figures, worst documents with their errors; holds words of documents."""
    failed = failures(report.evaluation.documents)
    named = [f"- {reason}: {_text(', '.join(names))}" for reason, names in failed.items()]
    return _page([*_opening(report), *named, "", *_figures(report), *_worst(report)])


def markdown_result(report: Report, runs: int) -> str:
    """Failures by reason, figures, fingerprint, N and version; neither words nor names of documents."""
    failed = failures(report.evaluation.documents)
    counted_reasons = [f"- {reason}: {len(names)}" for reason, names in failed.items()]
    return _page([*_opening(report), *counted_reasons, "", f"Run {runs} of this set.", "", *_figures(report)])


def log_line(report: Report) -> dict[str, Any]:
    """What the log of a set keeps of one run."""
    scores = score(report.evaluation.documents)[0]
    return {
        "fingerprint": report.evaluation.fingerprint[:12],
        "version": report.version,
        "head": rounded(scores.head.counts.f1),
        "whole_head": rounded(scores.whole_head.ratio),
    }


def _page(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _opening(report: Report) -> Iterator[str]:
    yield from (f"# {_text(report.title)}", "", summary(report), "")


def _figures(report: Report) -> Iterator[str]:
    for scores in distinct(score(report.evaluation.documents)):
        yield from (f"## {scores.subset}: N = {scores.documents}", "")
        yield from _table(COLUMNS, map(figure_row, figures_of(scores).values()))
        yield from ("", *(f"- {line}" for line in figure_lines(scores)), "")
    for breakdown in break_down(report.evaluation.documents):
        yield from (f"## By {breakdown.facet}: F1 (95 %)", "")
        yield from _table(("group", "N", "whole head", *BROKEN_DOWN), map(group_row, breakdown.groups))
        yield ""
    if report.grounding:
        yield from ("## Evidence", "", *(f"- {line}" for line in grounding_text(report.grounding).splitlines()), "")
    if report.reliable:
        yield from ("## Confidence", "", "```", confidence_text(report.reliable).rstrip("\n"), "```", "")


def _worst(report: Report) -> Iterator[str]:
    worst = worst_documents(report.evaluation)
    yield from (f"## Worst documents: {min(WORST, len(worst))} of {len(worst)} with errors", "")
    for document, errors in worst[:WORST]:
        yield from (f"### {_text(document.name)}: {counted(len(errors), 'error')}", "")
        yield from _table(("field", "gold", "predicted", "place"), map(_error, errors[:ERRORS]))
        yield ""
        if len(errors) > ERRORS:
            yield from (f"{len(errors) - ERRORS} more", "")


def _error(mistake: Mistake) -> tuple[str, ...]:
    gold = _text(shortened(mistake.gold.shown)) if mistake.gold else "–"
    if mistake.predicted is None:
        return (mistake.field, gold, "missed", "–")
    where = _text(place(mistake.predicted.grounds.evidence)) or "–"
    return (mistake.field, gold, _text(shortened(mistake.predicted.shown)), where)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    yield from ("| " + " | ".join(row) + " |" for row in rows)


def _text(text: str) -> str:
    """Words of a document, so that nothing in them is Markdown."""
    return markdown(shown(text))
