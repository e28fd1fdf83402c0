"""The extractor run over a corpus: the only module of the evaluation that imports it."""

from __future__ import annotations

from collections.abc import Callable

from evaluation.corpus import Corpus
from extractor import extract
from schemas.record import Record

Progress = Callable[[int, int], None]
"""Called before each document with how many are done and how many there are."""


def predict(corpus: Corpus, *, profile: str | None = None, progress: Progress) -> tuple[Record, ...]:
    """One record a document, in the order of the corpus; bad documents give failed records."""
    records = []
    for done, document in enumerate(corpus.documents):
        progress(done, len(corpus.documents))
        records.append(extract(document.path, profile=profile))
    progress(len(corpus.documents), len(corpus.documents))
    return tuple(records)
