"""The report as one HTML page: failures first, figures with plots, then the worst documents with each error's place.

The page holds words of documents. It needs no script and loads nothing: pictures are inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import Final

from evaluation.align import Item
from evaluation.breakdown import break_down
from evaluation.comparison_report import place
from evaluation.confidence import RATE_OF, SURE, Reliability
from evaluation.digits import digits_line
from evaluation.grounding import GroundingScores, grounding_text
from evaluation.markup import Content, Markup, element, empty, joined, table
from evaluation.match import DocumentMatching
from evaluation.metrics import Figure, Scores, distinct, failures, score
from evaluation.mistakes import Mistake, mistakes
from evaluation.pictures import Excerpt
from evaluation.plots import f1_plot, reliability_plot
from evaluation.report import BROKEN_DOWN, Evaluation, alarms_line, figures_of
from evaluation.wording import counted, decimal, interval, shortened

WORST: Final = 20
"""Documents whose errors are listed."""
ERRORS: Final = 25
"""Errors of one document that are listed."""

CONFIDENCE_COLUMNS: Final = (
    "group", "values", "calibration error", "without a look at 99.9 %", "share", "wrong among them", "shown for",
    f"wrong at {SURE} or more", f"in {RATE_OF} values",
)  # fmt: skip

Sight = Callable[[str, Item], Excerpt | str | None]
"""The place of a predicted value in a document, by its name: words, a picture as `data:` address, or nothing."""

COLUMNS: Final = ("field", "rule", "n", "TP", "FP", "FN", "P", "R", "F1", "95 % of F1")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report shows: the scoring, the check of evidence, reliability by group, and what it is called."""

    title: str
    evaluation: Evaluation
    version: str
    grounding: GroundingScores | None
    reliable: Sequence[tuple[str, Reliability]]
    epoch: int | None = None
    """That of a generated test set."""


def html_report(report: Report, sight: Sight) -> str:
    """The page."""
    body = joined(
        (
            element("h1", report.title),
            element("p", summary(report)),
            _failures(report.evaluation),
            *_figures(report),
            *_breakdowns(report.evaluation),
            *_confidence(report),
            *_worst(report.evaluation, sight),
        )
    )
    shell = Template((resources.files("evaluation") / "page.html").read_text(encoding="utf-8"))
    return shell.substitute(title=joined([report.title]).text, body=body.text)


def summary(report: Report) -> str:
    """Failures, N, fingerprint and version in one line."""
    evaluation = report.evaluation
    failed = sum(map(len, failures(evaluation.documents).values()))
    administrative = sum(document.administrative for document in evaluation.documents)
    return (
        f"{counted(failed, 'failure')} of N = {len(evaluation.documents)} documents ({administrative} administrative),"
        f" corpus {evaluation.fingerprint[:12]}, version {report.version}"
    )


def worst_documents(evaluation: Evaluation) -> list[tuple[DocumentMatching, tuple[Mistake, ...]]]:
    """Documents with errors, most errors first, ties by name."""
    found = [(document, mistakes(document)) for document in evaluation.documents]
    wrong = [(document, errors) for document, errors in found if errors]
    return sorted(wrong, key=lambda pair: (-len(pair[1]), pair[0].name))


def figure_row(figure: Figure) -> tuple[str, ...]:
    """The cells of a figure, as under `field … 95 % of F1`."""
    counts = figure.counts
    numbers = map(str, (counts.support, counts.tp, counts.fp, counts.fn))
    ratios = map(decimal, (counts.precision, counts.recall, counts.f1))
    return (figure.name, figure.rule.value, *numbers, *ratios, interval(figure.interval))


def figure_lines(scores: Scores) -> tuple[str, ...]:
    """The figures of a subset that are no F1, a sentence each."""
    share = scores.whole_head
    whole = f"whole head right: {share.right} of {share.of} ({decimal(share.ratio)}, {interval(share.interval)})"
    covered = f"covered digits: {scores.covered_right} right values, {scores.covered_wrong} wrong values"
    orders = tuple(f"order of {each.field}: {each.kept} of {each.pairs} in place" for each in scores.orders)
    false = alarms_line("false counts of collaborators", scores.false_counts, "documents that count none")
    return (whole, covered, digits_line(scores.digits), *orders, false, *_planted_lines(scores))


def _planted_lines(scores: Scores) -> Iterator[str]:
    if scores.teds.count:
        yield f"TEDS of generated tables: {decimal(scores.teds.value)} over {scores.teds.count}"
    if scores.planted:
        yield alarms_line("false contradictions", scores.false_contradictions, "clean documents")


def _failures(evaluation: Evaluation) -> Markup:
    failed = failures(evaluation.documents)
    lines = [element("li", f"{reason}: {', '.join(names)}") for reason, names in failed.items()]
    content: Content = element("ul", *lines) if lines else element("p", "none")
    statuses = ", ".join(f"{status} {count}" for status, count in evaluation.statuses.items())
    return element("section", element("h2", "Failures"), content, element("p", statuses), class_="failures")


def _figures(report: Report) -> Iterator[Markup]:
    for scores in distinct(score(report.evaluation.documents)):
        figures = tuple(figures_of(scores).values())
        yield element("h2", f"{scores.subset}: N = {scores.documents}")
        yield f1_plot(figures)
        yield table(COLUMNS, map(figure_row, figures), class_="numbers")
        yield element("ul", *(element("li", line) for line in figure_lines(scores)))
    if report.grounding:
        yield element("h2", "Evidence")
        yield from (element("p", line) for line in grounding_text(report.grounding).splitlines())


def _breakdowns(evaluation: Evaluation) -> Iterator[Markup]:
    for breakdown in break_down(evaluation.documents):
        yield element("h2", f"By {breakdown.facet}: F1 (95 %)")
        yield table(("group", "N", "whole head", *BROKEN_DOWN), map(group_row, breakdown.groups), class_="numbers")


def group_row(scores: Scores) -> tuple[str, ...]:
    """The cells of a group of a breakdown."""
    figures = figures_of(scores)
    cells = (_with_interval(figures[name]) for name in BROKEN_DOWN)
    whole = f"{scores.whole_head.right} of {scores.whole_head.of}"
    return (scores.subset, str(scores.documents), whole, *cells)


def _with_interval(figure: Figure) -> str:
    value = figure.counts.f1
    return "–" if value is None else f"{decimal(value)} ({interval(figure.interval)})"


def _confidence(report: Report) -> Iterator[Markup]:
    if report.reliable:
        yield element("h2", "Confidence")
        yield table(CONFIDENCE_COLUMNS, (confidence_row(*named) for named in report.reliable), class_="numbers")
        yield element("div", *(reliability_plot(*named) for named in report.reliable), class_="side")


def confidence_row(name: str, measured: Reliability) -> tuple[str, ...]:
    """The cells of a group of values, as under `CONFIDENCE_COLUMNS`."""
    passed = measured.accepted
    free = (str(passed.count), decimal(passed.share), str(passed.wrong), decimal(passed.proven))
    sure = (str(measured.sure_wrong), decimal(measured.sure_wrong_rate))
    return (name, str(measured.count), decimal(measured.error), *free, *sure)


def _worst(evaluation: Evaluation, sight: Sight) -> Iterator[Markup]:
    worst = worst_documents(evaluation)
    yield element("h2", f"Worst documents: {min(WORST, len(worst))} of {len(worst)} with errors")
    for document, errors in worst[:WORST]:
        yield element("h3", f"{document.name}: {counted(len(errors), 'error')}")
        rows = (_error_row(document.name, mistake, sight) for mistake in errors[:ERRORS])
        yield table(("field", "gold", "predicted", "place"), rows)
        if len(errors) > ERRORS:
            yield element("p", f"{len(errors) - ERRORS} more")


def _error_row(name: str, mistake: Mistake, sight: Sight) -> tuple[Content, ...]:
    gold = shortened(mistake.gold.shown) if mistake.gold else "–"
    if mistake.predicted is None:
        return (mistake.field, gold, "missed", "–")
    seen = sight(name, mistake.predicted)
    where = place(mistake.predicted.grounds.evidence) or "–"
    return (mistake.field, gold, shortened(mistake.predicted.shown), joined((where, *_picture(seen))))


def _picture(seen: Excerpt | str | None) -> Iterator[Markup]:
    if isinstance(seen, Excerpt):
        before, span, after = (" ".join(part.split()) for part in (seen.before, seen.span, seen.after))
        yield element("div", f"… {before} ", element("mark", span), f" {after} …")
    elif seen is not None:
        yield element("div", empty("img", src=seen, alt="the place on the page"))
