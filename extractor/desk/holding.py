"""What the desk holds while it runs: the index of the queue, and the documents that were looked at last."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from extractor.access.context import Services, services_of
from extractor.desk.comparing import Comparing
from extractor.desk.index import Index
from extractor.desk.paper import Paper
from extractor.desk.recent import Recent
from extractor.desk.summaries import Shelf
from extractor.desk.words import DeskWords
from extractor.errors import ReadError
from extractor.fence import FenceError
from extractor.page_images import Shown, has_pictures
from extractor.reading.source import PageSize
from extractor.store.listing import Held, digest_of, held
from schemas.record import Record

_PAPERS: Final = 8
"""Documents kept as they were last shown."""
_MAKING: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document as it lies in the store, with the sizes of the pages of its file."""

    held: Held
    record: Record
    sizes: tuple[PageSize, ...]


class Holding:
    """What the pages of the desk are made from."""

    def __init__(self, services: Services) -> None:
        """Over the store, the log and the pictures of a server; who looks at the queue will open a document soon."""
        self.services = services
        with suppress(FenceError):
            services.pictures.start()
        self._shelf = Shelf(services.cache / "desk-queue.db")
        self.index = Index(services.store, services.decisions, self._shelf, services.version, services.profile)
        self.comparing = Comparing(services)
        self._opened: Recent[_Opened] = Recent(_PAPERS)
        self._papers: Recent[Paper] = Recent(_PAPERS)

    def paper(self, number: int, words: DeskWords) -> Paper | None:
        """The document with this number as it stands now; None where there is none."""
        opened = self._held(number)
        if opened is None:
            return None
        decisions = self.services.decisions.of(opened.record)
        return self._papers.get(
            (number, words.language),
            lambda paper: paper.record is opened.record and paper.decisions == decisions,
            lambda: Paper(
                listed=opened.held.listed,
                record=opened.record,
                text=opened.held.text,
                decisions=decisions,
                sizes=opened.sizes,
                words=words,
                has_pages=has_pictures(opened.record.source.media_type),
            ),
        )

    def sizes(self, number: int) -> tuple[PageSize, ...]:
        """The sizes of the pages of a document's file; none where it has no pages or they cannot be told."""
        opened = self._held(number)
        return opened.sizes if opened is not None else ()

    def text(self, number: int) -> str | None:
        """The text that the offsets of a document refer to."""
        opened = self._held(number)
        return opened.held.text if opened is not None else None

    def _held(self, number: int) -> _Opened | None:
        """The document as the store has it now; one that was deleted meanwhile, or read anew, is not held any more."""
        digest = digest_of(self.services.store, number)
        return self._opened.get(
            number,
            lambda opened: opened.held.listed.digest == digest,
            lambda: None if digest is None else self._open(number),
        )

    def _open(self, number: int) -> _Opened | None:
        found = held(self.services.store, number)
        if found is None:
            return None
        record = found.record()
        return _Opened(found, record, self._sizes(found, record))

    def _sizes(self, found: Held, record: Record) -> tuple[PageSize, ...]:
        if not has_pictures(record.source.media_type):
            return ()
        try:
            return self.services.pictures.pages(shown_of(found.listed.sha256, record))
        except (ReadError, OSError, ValueError):
            # The picture itself will say why it cannot be drawn.
            return ()


def shown_of(file: str, record: Record) -> Shown:
    """What is drawn for a record: the file with this SHA-256, or its member that the record is of."""
    return Shown(file, None if record.source.container is None else record.source.sha256)


def holding_of(request: Request) -> Holding:
    """The holding of the server that was asked, made with the first question."""
    state = request.app.state
    with _MAKING:
        if not hasattr(state, "desk"):
            state.desk = Holding(services_of(request))
        found: Holding = state.desk
        return found
