"""The report of a scoring: as text for a person, as JSON without a word of any document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evaluation.align import Item, Level
from evaluation.match import FIELDS, DocumentMatching
from evaluation.metrics import Counts, Figure, Scores, failures, score
from schemas.record import RecordStatus

SHOWN: Final = 160
"""Characters of a value that an error line shows."""

_COLUMNS: Final = (
    f"{'field':<18} {'rule':<6} {'n':>5} {'TP':>5} {'FP':>5} {'FN':>5} {'P':>6} {'R':>6} {'F1':>6}"
    f" | {'strict':>6} {'folded':>6} {'soft':>6}"
)
_GROUPS: Final = {"number": "head", "signers.authority": "signers"}
"""The first field of a group, below the line of the group."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished scoring: the corpus by its fingerprint and the matchings, one a document."""

    fingerprint: str
    documents: tuple[DocumentMatching, ...]
    unlabelled: int = 0


def text_report(evaluation: Evaluation) -> str:
    """Failures first, then a table a subset; ends with a line feed."""
    lines = [
        f"corpus {evaluation.fingerprint[:12]}: {_counted(len(evaluation.documents), 'document')},"
        f" {sum(document.administrative for document in evaluation.documents)} of them administrative",
        *_outcomes(evaluation),
    ]
    for scores in score(evaluation.documents):
        lines += ["", *_table(scores, len(evaluation.documents))]
    return "\n".join(lines) + "\n"


def error_report(evaluation: Evaluation) -> str:
    """Every error by document and field at the level of its rule; failed documents are left out."""
    lines: list[str] = []
    for document in evaluation.documents:
        errors = [] if document.status is RecordStatus.FAILED else list(_errors(document))
        if errors:
            lines += ["", f"{_shown(document.name)} ({_counted(len(errors), 'error')})", *errors]
    return "\n".join(lines[1:]) + "\n" if lines else "no errors\n"


def json_report(evaluation: Evaluation) -> dict[str, Any]:
    """Counts, figures, fingerprint; neither words nor names of documents, so that it may be checked in."""
    failed = failures(evaluation.documents)
    return {
        "fingerprint": evaluation.fingerprint,
        "documents": len(evaluation.documents),
        "failed": {reason: len(names) for reason, names in failed.items()},
        "statuses": _statuses(evaluation),
        "unlabelled_predictions": evaluation.unlabelled,
        "subsets": [_scores_as_json(scores) for scores in score(evaluation.documents)],
    }


def _outcomes(evaluation: Evaluation) -> Iterator[str]:
    failed = failures(evaluation.documents)
    total = sum(len(names) for names in failed.values())
    yield f"failed: {total} of {len(evaluation.documents)}"
    for reason, names in failed.items():
        yield f"  {reason}: {len(names)}"
        yield from (f"    {_shown(name)}" for name in names)
    counted = _statuses(evaluation)
    others = [status.value for status in RecordStatus if status is not RecordStatus.FAILED]
    yield "not failed: " + ", ".join(f"{status} {counted.get(status, 0)}" for status in others)
    if evaluation.unlabelled:
        yield f"records of documents without a label, not scored: {evaluation.unlabelled}"


def _statuses(evaluation: Evaluation) -> dict[str, int]:
    return dict(sorted(Counter(document.status.value for document in evaluation.documents).items()))


def _table(scores: Scores, total: int) -> Iterator[str]:
    yield f"{scores.subset}: N = {scores.documents} of {total}"
    yield _COLUMNS
    groups = {"head": scores.head, "signers": scores.signers}
    for figure in scores.fields:
        if figure.name in _GROUPS:
            yield _line(groups[_GROUPS[figure.name]])
        yield _line(figure)
    share = scores.whole_head
    yield f"whole head right: {share.right} of {share.of} administrative documents ({_decimal(share.ratio)})"
    yield f"covered digits: {scores.covered_right} right values, {scores.covered_wrong} wrong values"


def _line(figure: Figure) -> str:
    counts = figure.counts
    numbers = f"{counts.support:>5} {counts.tp:>5} {counts.fp:>5} {counts.fn:>5}"
    ratios = " ".join(f"{_decimal(value):>6}" for value in (counts.precision, counts.recall, counts.f1))
    levels = " ".join(f"{_decimal(figure.at(level).f1):>6}" for level in Level)
    return f"{figure.name:<18} {figure.rule:<6} {numbers} {ratios} | {levels}"


def _decimal(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _errors(document: DocumentMatching) -> Iterator[str]:
    for spec in FIELDS:
        alignment = document.field(spec.name)
        if alignment is None:
            continue
        for pair in alignment.pairs:
            if not pair.right_at(spec.rule):
                yield f"  {spec.name}: gold {_quoted(pair.gold)}, predicted {_quoted(pair.predicted)}"
        yield from (f"  {spec.name}: missed {_quoted(item)}" for item in alignment.missed)
        yield from (f"  {spec.name}: spurious {_quoted(item)}" for item in alignment.spurious)


def _quoted(item: Item) -> str:
    text = item.shown if len(item.shown) <= SHOWN else item.shown[: SHOWN - 1] + "…"
    return f'"{_shown(text)}"'


def _shown(text: str) -> str:
    """Text for a terminal: what does not print (escape sequences of a hostile document) is spelt out."""
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


def _scores_as_json(scores: Scores) -> dict[str, Any]:
    return {
        "subset": scores.subset,
        "documents": scores.documents,
        "whole_head": {"right": scores.whole_head.right, "of": scores.whole_head.of},
        "covered_digits": {"right": scores.covered_right, "wrong": scores.covered_wrong},
        "fields": _figures_as_json((scores.head, scores.signers, *scores.fields)),
    }


def _figures_as_json(figures: Iterable[Figure]) -> dict[str, Any]:
    return {
        figure.name: {"rule": figure.rule.value} | {level.value: _counts_as_json(figure.at(level)) for level in Level}
        for figure in figures
    }


def _counts_as_json(counts: Counts) -> dict[str, Any]:
    values: Sequence[tuple[str, float | None]] = (
        ("precision", counts.precision),
        ("recall", counts.recall),
        ("f1", counts.f1),
    )
    rounded = {name: None if value is None else round(value, 4) for name, value in values}
    return {"n": counts.support, "tp": counts.tp, "fp": counts.fp, "fn": counts.fn, **rounded}
