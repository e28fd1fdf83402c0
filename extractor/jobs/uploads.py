"""Files on their way in: their names made harmless, their kind told by content, kept whole before they are queued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from sqlalchemy.exc import IntegrityError

from extractor.access.idempotency import Once
from extractor.checks.profiles import choose_profile
from extractor.containers.names import harmless
from extractor.errors import ReadError, UnsupportedError
from extractor.jobs.queue import File, Job, Queue
from extractor.reading.office import ole, packages
from extractor.reading.registry import sniff
from extractor.store.originals import Originals, place_of
from extractor.store.turns import Turn, take_turn

_HEAD: Final = 65_536
"""Bytes by which the kind of a file is told; what is told wrongly by them is refused when it is read."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came: the name that the other end gave it, and its bytes on disk."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for with some files: by whom, with which profile (empty: by type), under which key."""

    actor: str
    profile: str = ""
    key: str | None = None


def check_kind(stream: BinaryIO) -> None:
    """Refuse what no reader could take, by the first bytes.

    Raises:
        ReadError: it says why.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        raise UnsupportedError("the file is empty")
    if not head.startswith((packages.SIGNATURE, ole.SIGNATURE)):
        sniff(head)


def accept(queue: Queue, files: Sequence[Sent], order: Order) -> tuple[list[Job], bool]:
    """Keep files and queue them, all or none; gives the jobs, and whether they are those of an earlier request.

    Raises:
        ReadError: a file is of a kind that is not read; `number` of it in a note, from 1.
        ProfileError: there is no such profile.
        KeyReusedError: the key came with other files.
        OSError: the files cannot be kept; nothing is queued.
    """
    if order.profile:
        choose_profile(order.profile, None)
    for number, sent in enumerate(files, start=1):
        try:
            check_kind(sent.stream)
        except ReadError as error:
            error.add_note(str(number))
            raise
    kept = [_keep(queue.store.originals, sent) for sent in files]
    return _queued(queue, list(zip(kept, files, strict=True)), order)


def _keep(originals: Originals, sent: Sent) -> File:
    sha256, size = originals.put_stream(sent.stream)
    return File(sha256, harmless(sent.name)[-1], size)


def _keep_again(originals: Originals, kept: Sequence[tuple[File, Sent]]) -> None:
    """Who deleted a file with the same content meanwhile let go of the original; from now on nobody does."""
    for file, sent in kept:
        if originals.size(place_of(file.sha256)) is None:
            originals.put_stream(sent.stream)


def _queued(queue: Queue, kept: Sequence[tuple[File, Sent]], order: Order) -> tuple[list[Job], bool]:
    """Queue in one transaction with the key: of two requests with one key at once only one gets through."""
    said = [order.profile, *((file.sha256, file.name) for file, _ in kept)]
    once = None if order.key is None else Once.of(order.actor, order.key, said)
    known = once.earlier(queue.store) if once is not None else None
    if known is not None:
        return queue.many(known), True
    try:
        with queue.store.transaction() as connection:
            take_turn(connection, Turn.ORIGINALS, shared=True)
            _keep_again(queue.store.originals, kept)
            keys = [queue.add(connection, file, order.profile, order.actor) for file, _ in kept]
            if once is not None:
                once.remember(connection, keys)
    except IntegrityError:
        known = once.earlier(queue.store) if once is not None else None
        if known is None:
            raise
        return queue.many(known), True
    return queue.many(keys), False
