"""The public functions, over one fence that lives as long as the program."""

from __future__ import annotations

import atexit
import os
import threading
from pathlib import Path

from extractor.fence.guard import Fence, Result
from extractor.fence.intake import take_in
from extractor.fence.task import Terms
from extractor.limits import PROCESS, ProcessLimits
from schemas.record import Record

_lock = threading.Lock()
_fences: dict[tuple[int, ProcessLimits], Fence] = {}
"""By process, for a fork of this program must not talk to its parent's children, and by limits."""


def shared_fence(limits: ProcessLimits = PROCESS) -> Fence:
    """The fence of this process with these limits, started when it is first asked for."""
    key = os.getpid(), limits
    with _lock:
        fence = _fences.get(key)
        if fence is None:
            fence = _fences[key] = Fence(limits)
            atexit.register(fence.close)
        return fence


def extract(path: str | Path, *, profile: str | None = None, limits: ProcessLimits = PROCESS) -> Record:
    """The record of one file; of several documents in it, the first.

    A file that cannot be read, or is no administrative document, gives a record that says so.

    Raises:
        InputNotFoundError: the file does not exist or cannot be opened.
        ProfileError: the profile is unknown.
        FenceError: no process can be started to read it.
    """
    return process(path, profile=profile, limits=limits).records[0]


def extract_all(path: str | Path, *, profile: str | None = None, limits: ProcessLimits = PROCESS) -> tuple[Record, ...]:
    """The records of all documents of one file: those enclosed in it, or those of a container in its order.

    Raises:
        InputNotFoundError: the file does not exist or cannot be opened.
        ProfileError: the profile is unknown.
        FenceError: no process can be started to read it.
    """
    return process(path, profile=profile, limits=limits).records


def extract_tables(path: str | Path, *, limits: ProcessLimits = PROCESS) -> tuple[Record, ...]:
    """As `extract_all`, for who wants tables alone: records of refused documents hold theirs too.

    Raises:
        InputNotFoundError: the file does not exist or cannot be opened.
        FenceError: no process can be started to read it.
    """
    return shared_fence(limits).read(take_in(Path(path)), Terms(tables_anyway=True)).records


def process(path: str | Path, *, profile: str | None = None, limits: ProcessLimits = PROCESS) -> Result:
    """As `extract_all`, with the texts that offsets refer to, the time and the memory."""
    return shared_fence(limits).run(path, profile=profile)
