"""Files on their way in: their names made harmless, their kind told by content, kept whole before they are queued."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from extractor.checks.profiles import choose_profile
from extractor.containers.names import harmless
from extractor.errors import ReadError, UnsupportedError
from extractor.jobs.queue import File, Job, Queue
from extractor.reading.office import ole, packages
from extractor.reading.registry import sniff
from extractor.store.originals import Originals
from extractor.store.service_tables import IDEMPOTENCY

_HEAD: Final = 65_536
"""Bytes by which the kind of a file is told; what is told wrongly by them is refused when it is read."""
_KEEP_KEYS: Final = 7 * 86_400.0
"""Seconds for which an idempotency key is known."""


class KeyReusedError(Exception):
    """An idempotency key came with something else than the first time."""


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
    return _queued(queue, kept, order)


def _keep(originals: Originals, sent: Sent) -> File:
    sha256, size = originals.put_stream(sent.stream)
    return File(sha256, harmless(sent.name)[-1], size)


def _queued(queue: Queue, files: Sequence[File], order: Order) -> tuple[list[Job], bool]:
    """Queue in one transaction with the key: of two requests with one key at once only one gets through."""
    print_ = _fingerprint(files, order)
    known = _earlier(queue, order, print_)
    if known is not None:
        return known, True
    try:
        with queue.store.transaction() as connection:
            keys = [queue.add(connection, file, order.profile, order.actor) for file in files]
            if order.key is not None:
                row = {"actor": order.actor, "key": order.key, "fingerprint": print_, "jobs": " ".join(keys)}
                connection.execute(IDEMPOTENCY.insert().values(**row, created_at=time.time()))
    except IntegrityError:
        known = _earlier(queue, order, print_)
        if known is None:
            raise
        return known, True
    return queue.many(keys), False


def _earlier(queue: Queue, order: Order, fingerprint: str) -> list[Job] | None:
    """The jobs that the same request made before."""
    if order.key is None:
        return None
    with queue.store.transaction() as connection:
        connection.execute(delete(IDEMPOTENCY).where(IDEMPOTENCY.c.created_at < time.time() - _KEEP_KEYS))
        mine = (IDEMPOTENCY.c.actor == order.actor) & (IDEMPOTENCY.c.key == order.key)
        row = connection.execute(select(IDEMPOTENCY).where(mine)).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise KeyReusedError
    return queue.many(row.jobs.split())


def _fingerprint(files: Sequence[File], order: Order) -> str:
    said = [order.profile, *((file.sha256, file.name) for file in files)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
