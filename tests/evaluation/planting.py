"""Errors planted into records that say what their labels say, and what they change in the figures."""

from __future__ import annotations

from evaluation.match import match
from evaluation.metrics import score
from evaluation.predictions import assign_predictions
from tests.evaluation.labels import NEWS, PLAN, REPORT, corpus, gold, record_of

LABELS = {"news.txt": gold(NEWS), "plan.txt": gold(PLAN), "report.txt": gold(REPORT)}
RECORDS = {name: record_of(name, label) for name, label in LABELS.items()}
LINES = REPORT["recipients"]


def head(**fields):
    """A change of fields of the head."""
    return lambda record: {"document": record.document.model_copy(update=fields)}


def signer(**parts):
    """A change of parts of the first signer."""
    return lambda record: {"signers": (record.signers[0].model_copy(update=parts),)}


def cells(*rows, **changes):
    """A change of the rows of the first table."""
    return lambda record: {"tables": (record.tables[0].model_copy(update={"rows": rows, **changes}),)}


def counted(*counts):
    """A change of the counts of collaborators."""
    return lambda record: {"collaborators": record.collaborators.model_copy(update={"counts": counts})}


def section(**changes):
    """A change of the first heading."""
    return lambda record: {"sections": (record.sections[0].model_copy(update=changes), *record.sections[1:])}


def scored(records, labels=LABELS):
    """Every figure of all documents by name: counts at the level of its rule."""
    documents = match(assign_predictions(corpus(labels), records.values()))
    scores = score(documents)[0]
    return {figure.name: figure for figure in (scores.head, scores.signers, *scores.fields)} | {"all": scores}


def planted(change, name="report.txt"):
    """The figures after one record was changed."""
    record = RECORDS[name]
    return scored(RECORDS | {name: record.model_copy(update=change(record))})


def differences(figures):
    """Fields with an error, as (TP lost against gold itself, FP, FN)."""
    perfect = scored(RECORDS)
    return {
        name: (perfect[name].counts.tp - figure.counts.tp, figure.counts.fp, figure.counts.fn)
        for name, figure in figures.items()
        if name != "all" and (figure.counts.fp or figure.counts.fn)
    }
