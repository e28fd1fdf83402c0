"""The extractor run over a corpus: the only module of the evaluation that imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from evaluation.corpus import Corpus
from extractor import extract
from extractor.budget import UNLIMITED
from extractor.errors import ReadError
from extractor.pipeline import process
from extractor.reading.registry import sniff
from extractor.rules.confidence import as_rules_give_them
from schemas.record import Record

Progress = Callable[[int, int], None]
"""Called before each document with how many are done and how many there are."""


def predict(corpus: Corpus, *, profile: str | None = None, progress: Progress) -> tuple[Record, ...]:
    """The principal record of each file, in the order of the corpus; bad files give failed records."""
    return _each(corpus, lambda path: extract(path, profile=profile), progress)


def predict_uncalibrated(corpus: Corpus, *, profile: str | None = None, progress: Progress) -> tuple[Record, ...]:
    """As `predict`, in this process, with the confidences that rules give: what a calibration is fitted on."""
    with as_rules_give_them():
        return _each(corpus, lambda path: process(path, profile=profile).record, progress)


def _each(corpus: Corpus, read: Callable[[Path], Record], progress: Progress) -> tuple[Record, ...]:
    records = []
    for done, document in enumerate(corpus.documents):
        progress(done, len(corpus.documents))
        records.append(read(document.path))
    progress(len(corpus.documents), len(corpus.documents))
    return tuple(records)


def texts(corpus: Corpus) -> Iterator[str | None]:
    """The text of each document as its reader gives it, in the order of the corpus; None of those not read."""
    for document in corpus.documents:
        data = document.path.read_bytes()
        try:
            yield sniff(data).read(data, UNLIMITED).text if data else None
        except ReadError:
            yield None
