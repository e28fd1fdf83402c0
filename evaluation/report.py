"""The report of a scoring as text for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evaluation.align import Level
from evaluation.breakdown import Breakdown, break_down
from evaluation.digits import digits_line
from evaluation.match import DocumentMatching
from evaluation.metrics import Alarms, Figure, Scores, failures, score
from evaluation.mistakes import Mistake, mistakes
from evaluation.wording import counted, decimal, interval, quoted, shown
from schemas.record import RecordStatus

_COLUMNS: Final = (
    f"{'field':<18} {'rule':<6} {'n':>5} {'TP':>5} {'FP':>5} {'FN':>5} {'P':>6} {'R':>6} {'F1':>6}"
    f" | {'95 % of F1':<11} {'strict':>6} {'folded':>6} {'soft':>6}"
)
_GROUPS: Final = {"number": "head", "signers.authority": "signers"}
"""The first field of a group, below the line of the group."""

BROKEN_DOWN: Final = ("head", "sections", "recommendations", "collaborators")
"""Figures of a breakdown."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished scoring: the corpus by its fingerprint and the matchings, one a document."""

    fingerprint: str
    documents: tuple[DocumentMatching, ...]
    unlabelled: int = 0

    @property
    def statuses(self) -> dict[str, int]:
        """How many documents ended in which status."""
        return dict(sorted(Counter(document.status.value for document in self.documents).items()))


def text_report(evaluation: Evaluation) -> str:
    """Failures first, then a table a subset, then the breakdowns; ends with a line feed."""
    lines = [
        f"corpus {evaluation.fingerprint[:12]}: {counted(len(evaluation.documents), 'document')},"
        f" {sum(document.administrative for document in evaluation.documents)} of them administrative",
        *_outcomes(evaluation),
    ]
    for scores in score(evaluation.documents):
        lines += ["", *_table(scores, len(evaluation.documents))]
    for breakdown in break_down(evaluation.documents):
        lines += ["", *_breakdown(breakdown)]
    return "\n".join(lines) + "\n"


def error_report(evaluation: Evaluation) -> str:
    """Every error by document and field at the level of its rule; failed documents are left out."""
    lines: list[str] = []
    for document in evaluation.documents:
        errors = mistakes(document)
        if errors:
            lines += ["", f"{shown(document.name)} ({counted(len(errors), 'error')})", *map(_told, errors)]
    return "\n".join(lines[1:]) + "\n" if lines else "no errors\n"


def figures_of(scores: Scores) -> dict[str, Figure]:
    """Every figure by its name, groups first."""
    return {figure.name: figure for figure in (scores.head, scores.signers, *scores.fields, *scores.planted)}


def _outcomes(evaluation: Evaluation) -> Iterator[str]:
    failed = failures(evaluation.documents)
    total = sum(len(names) for names in failed.values())
    yield f"failed: {total} of {len(evaluation.documents)}"
    for reason, names in failed.items():
        yield f"  {reason}: {len(names)}"
        yield from (f"    {shown(name)}" for name in names)
    statuses = evaluation.statuses
    others = [status.value for status in RecordStatus if status is not RecordStatus.FAILED]
    yield "not failed: " + ", ".join(f"{status} {statuses.get(status, 0)}" for status in others)
    if evaluation.unlabelled:
        yield f"records of documents without a label, not scored: {evaluation.unlabelled}"


def _table(scores: Scores, total: int) -> Iterator[str]:
    yield f"{scores.subset}: N = {scores.documents} of {total}"
    yield _COLUMNS
    groups = {"head": scores.head, "signers": scores.signers}
    for figure in scores.fields:
        if figure.name in _GROUPS:
            yield _line(groups[_GROUPS[figure.name]])
        yield _line(figure)
    share = scores.whole_head
    bounds = interval(share.interval)
    yield f"whole head right: {share.right} of {share.of} administrative documents ({decimal(share.ratio)}) | {bounds}"
    yield f"covered digits: {scores.covered_right} right values, {scores.covered_wrong} wrong values"
    yield digits_line(scores.digits)
    for order in scores.orders:
        yield (
            f"order of {order.field}: {order.kept} of {order.pairs} matched items in place,"
            f" {order.documents_in_order} of {counted(order.documents, 'document')} wholly in order"
        )
    yield alarms_line("false counts of collaborators", scores.false_counts, "documents that count none")
    if scores.teds.count:
        yield f"TEDS of generated tables: {decimal(scores.teds.value)} over {scores.teds.count}"
    if scores.planted:
        yield "planted faults"
        yield from (_line(figure) for figure in scores.planted)
        yield alarms_line("false contradictions", scores.false_contradictions, "clean documents")


def alarms_line(what: str, alarms: Alarms, where: str) -> str:
    """`what: 2 in 50 documents (4.0 per 100)`."""
    rate = "-" if alarms.per_hundred is None else f"{alarms.per_hundred:.1f}"
    return f"{what}: {alarms.alarms} in {alarms.documents} {where} ({rate} per 100)"


def _line(figure: Figure) -> str:
    counts = figure.counts
    numbers = f"{counts.support:>5} {counts.tp:>5} {counts.fp:>5} {counts.fn:>5}"
    ratios = " ".join(f"{decimal(value):>6}" for value in (counts.precision, counts.recall, counts.f1))
    levels = " ".join(f"{decimal(figure.at(level).f1):>6}" for level in Level)
    name = figure.name.removeprefix("planted.")
    return f"{name:<18} {figure.rule:<6} {numbers} {ratios} | {interval(figure.interval):<11} {levels}"


def _breakdown(breakdown: Breakdown) -> Iterator[str]:
    yield f"by {breakdown.facet}: F1 (95 %)"
    columns = " ".join(f"{name:>20}" for name in BROKEN_DOWN)
    yield f"{'group':<14} {'N':>4} {'whole head':>11} {columns}"
    for scores in breakdown.groups:
        figures = figures_of(scores)
        cells = " ".join(f"{_cell(figures[name]):>20}" for name in BROKEN_DOWN)
        whole = f"{scores.whole_head.right} of {scores.whole_head.of}"
        yield f"{shown(scores.subset):<14} {scores.documents:>4} {whole:>11} {cells}"


def _cell(figure: Figure) -> str:
    return f"{decimal(figure.counts.f1)} ({interval(figure.interval)})" if figure.interval else "-"


def _told(mistake: Mistake) -> str:
    if mistake.gold and mistake.predicted:
        return f"  {mistake.field}: gold {quoted(mistake.gold)}, predicted {quoted(mistake.predicted)}"
    item = mistake.gold or mistake.predicted
    return f"  {mistake.field}: {mistake.kind} {quoted(item)}" if item else f"  {mistake.field}: {mistake.kind}"
