"""How an attempt to work on a file ended: as a reason of the closed list, or as the refusal of a task."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from extractor import errors
from extractor.fence.wire import WireError
from extractor.limits import ProcessLimits

_TIME = "raise the limit with --deadline, or split the file"
_SIZE = "split the file, or save it again in another format"
_REPORT = "save the file again in another format, and report it"
_ROOM = "make room there, or name another folder in TMPDIR, and read the file again"
FULL_DISK, MEMORY, CRASH = "disk", "memory", "crash"
"""What a child says of its own failure, before what it met."""
_LONGEST = 400
_REFUSALS = {
    kind.__name__: kind
    for kind in (
        errors.ReadError,
        errors.CorruptError,
        errors.EncryptedError,
        errors.UnsupportedError,
        errors.PackedError,
        errors.NoPagesError,
        errors.PageNotFoundError,
        errors.NoDocumentError,
        errors.NeedsOcrError,
        errors.TooLargeError,
    )
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure of the closed list (`timeout`, `memory`, `crash`, `too_large`) with what happened and what to do.

    `is_of_machine` tells that the machine failed and not the file: a moment later it may go well.
    """

    name: str
    message: str
    is_of_machine: bool = False


def late(seconds: float, stage: str) -> Failure:
    """The deadline has passed."""
    return Failure("timeout", f"reading was stopped after {seconds:g} s{_at(stage)}; {_TIME}")


def silent(seconds: float, stage: str) -> Failure:
    """No sign of life came for so long."""
    return Failure("timeout", f"reading was stopped after {seconds:g} s without a sign of life{_at(stage)}; {_SIZE}")


def too_long(limits: ProcessLimits) -> Failure:
    """The answer passes its limit."""
    return Failure("too_large", f"what the file gives is larger than {limits.answer} bytes; {_SIZE}")


def garbled(what: str) -> Failure:
    """The answer is none."""
    return Failure("crash", f"the process that read the file gave no valid answer ({what}); {_REPORT}")


def out_of_memory(limits: ProcessLimits, stage: str) -> Failure:
    """More memory was asked for than there is."""
    return Failure("memory", f"reading needs more than {limits.memory} bytes of memory{_at(stage)}; {_SIZE}")


def told(text: str, limits: ProcessLimits, stage: str) -> Failure:
    """What the child said of its own failure: one of the words above, a space, what it met."""
    name, _, what = text.partition(" ")
    if name == MEMORY:
        return out_of_memory(limits, stage)
    if name == FULL_DISK:
        free = int(what) if what.isascii() and what.isdigit() and len(what) < 20 else 0
        where = f"the disk with the folder for temporary files is full ({free} bytes are free){_at(stage)}"
        return Failure("too_large", f"{where}; {_ROOM}", is_of_machine=True)
    return Failure("crash", f"the process that read the file ended by {_plain(what)}{_at(stage)}; {_REPORT}")


def breached(limit: str, limits: ProcessLimits) -> Failure:
    """A limit that the server counts was passed."""
    if limit == "scratch":
        return Failure("too_large", f"reading writes more than {limits.scratch} bytes to the scratch folder; {_SIZE}")
    return Failure("crash", f"reading starts more than {limits.processes} processes; {_REPORT}")


def ended(code: int | None, stage: str) -> Failure:
    """The child is gone without a word; `code` is its exit code, or a signal as a negative number."""
    if code is not None and -code in {signal.SIGXCPU}:
        return Failure("timeout", f"reading used up its processor time{_at(stage)}; {_TIME}")
    how = "an early end" if code is None or code >= 0 else _signal(-code)
    return Failure("crash", f"the process that read the file ended by {how}{_at(stage)}; {_REPORT}")


def refused(error: errors.ReadError) -> bytes:
    """How a child says that a task cannot be done."""
    kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _REFUSALS)
    what = " ".join(str(argument) for argument in error.args)
    return f"{kind} {what[:_LONGEST]}".encode("utf-8", "replace")


def refusal(payload: bytes) -> errors.ReadError:
    """The error that a child meant, its words without what no line of text holds.

    Raises:
        WireError: it is none that a child may mean.
        UnicodeDecodeError: its words are none.
    """
    name, _, what = payload.decode().partition(" ")
    kind = _REFUSALS.get(name)
    if kind is None:
        raise WireError("an unknown refusal")
    return kind("".join(character for character in what[:_LONGEST] if character.isprintable()))


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c in "_./+- "))[:80]


def _at(stage: str) -> str:
    stage = _plain(stage)
    return f" at {stage}" if stage else ""
