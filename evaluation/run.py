"""The extractor run over a corpus: the only module of the evaluation that imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evaluation.corpus import Corpus
from extractor import extract
from extractor.budget import UNLIMITED
from extractor.errors import ReadError
from extractor.reading.registry import sniff
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


def texts(corpus: Corpus) -> Iterator[str | None]:
    """The text of each document as its reader gives it, in the order of the corpus; None of those not read."""
    for document in corpus.documents:
        data = document.path.read_bytes()
        try:
            yield sniff(data).read(data, UNLIMITED).text if data else None
        except ReadError:
            yield None
