"""The server: one process that has loaded what tasks need, forks children to work on files, watches and kills them.

It has one thread and touches no byte of any file. Its parent asks over a channel: `begin` (a child that is ready),
`tidy` (clean up behind a file) and `end` (part with the child, say how it went). By itself it says that a child has
`stopped`. When the parent goes away, it kills the child with everything below it, removes the scratch folder and ends.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.fence import descendants, kernel, landlock, seccomp, works
from extractor.fence.collector import keep_from_collector
from extractor.fence.kept import KeptChild, begin, spawn
from extractor.fence.wire import receive_message, send_message
from extractor.limits import ProcessLimits
from extractor.version import rule_set

_TICK = 100
"""Milliseconds between two looks at what only the server counts."""


def _killed_for_memory() -> int:
    """How many processes the kernel has killed on this machine because memory ran out."""
    for line in Path("/proc/vmstat").read_text().splitlines():
        if line.startswith("oom_kill "):
            return int(line.split()[1])
    return 0


@dataclass(slots=True)
class Server:
    """The channel to the parent, the folder under which scratch folders are made, and the child of the moment."""

    channel: socket.socket
    folder: Path
    limits: ProcessLimits
    child: KeptChild | None = None
    is_reading: bool = False
    spawned: int = 0
    served: dict[str, bool] = field(default_factory=dict)
    """Tasks that children were asked for, and whether what they need has been loaded here since."""
    killed_before: int = 0
    woken: tuple[socket.socket, socket.socket] = field(default_factory=socket.socketpair)

    def serve(self, hello: dict[str, Any], *handle: int) -> None:
        """Say hello, with a handle of this process where the parent needs one; then answer until it is gone."""
        for end in self.woken:
            end.setblocking(False)
        signal.set_wakeup_fd(self.woken[1].fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            # Words to a parent that is gone fail: it comes to the same as its silence.
            with suppress(ConnectionError):
                send_message(self.channel, hello, *handle)
                for number in handle:
                    os.close(number)
                while self._turn():
                    pass
        finally:
            self._retire()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _turn(self) -> bool:
        """Wait for something and deal with it; False where the parent is gone."""
        poll = select.poll()
        poll.register(self.channel, select.POLLIN)
        poll.register(self.woken[0], select.POLLIN)
        if self.child is not None and self.child.status is None:
            poll.register(self.child.errors, select.POLLIN)
        ready = {number for number, _ in poll.poll(_TICK if self.is_reading else None)}
        if self.woken[0].fileno() in ready:
            self.woken[0].recv(4_096)
        if self.is_reading:
            self._watch()
        return self.channel.fileno() not in ready or self._obey()

    def _watch(self) -> None:
        """Look after the child that reads a file; say when it has ended."""
        kept = self.child
        if kept is None or kept.status is not None:
            return
        kept.drain()
        if not kept.has_ended():
            kept.look(self.limits)
        if kept.has_ended():
            send_message(self.channel, {"event": "stopped"})

    def _obey(self) -> bool:
        order = receive_message(self.channel)
        if order is None:
            return False
        message, _ = order
        match message["ask"]:
            case "begin":
                self._begin(message["task"])
            case "tidy":
                self._tidy()
            case "end":
                self._end(is_gone=message["gone"])
        return True

    def _begin(self, task: str) -> None:
        kept, fresh = self.child, None
        if kept is None or kept.has_ended() or kept.files >= self.limits.files_a_child:
            self._retire()
            kept, fresh = self._spawn(task)
        begin(kept, self.limits)
        self.is_reading, self.killed_before = True, _killed_for_memory()
        reply = {"reply": "begin", "pid": kept.pid, "files": kept.files}
        send_message(self.channel, reply, *([fresh.fileno()] if fresh else []))
        if fresh:
            fresh.close()

    def _spawn(self, task: str) -> tuple[KeptChild, socket.socket]:
        """A new child; before the second for a task, load what the first has loaded for itself."""
        works.load(task)
        if self.served.get(task) is False:
            warm_up(task)
        self.served[task] = task in self.served
        self.spawned += 1
        self.child, answers = spawn(self.folder / f"child-{self.spawned}", self.limits)
        return self.child, answers

    def _tidy(self) -> None:
        self.is_reading = False
        if self.child is not None:
            self.child.tidy()

    def _end(self, *, is_gone: bool) -> None:
        """Part with the child and say how it was found: its exit code, None for one that lived.

        One that is gone closed its answers; its end may be still on the way.
        """
        self.is_reading = False
        kept = self.child
        reply: dict[str, Any] = {"reply": "end", "code": None, "breach": None, "memory": False, "peak": 0}
        if kept is not None:
            if is_gone:
                kept.await_end()
            code = os.waitstatus_to_exitcode(kept.status or 0) if kept.has_ended() else None
            reply |= {"code": code, "breach": kept.breach, "peak": kept.peak or descendants.peak_memory(kept.pid)}
            kept.kill()
            was_killed = code == -signal.SIGKILL and _killed_for_memory() > self.killed_before
            reply["memory"] = was_killed or kept.ran_out_of_memory()
            self._retire()
        send_message(self.channel, reply)

    def _retire(self) -> None:
        """Part with the child, if there is one."""
        if self.child is not None:
            self.child.kill()
            self.child.forget()
            self.child = None


def warm_up(task: str) -> None:
    """Load what a task needs, and keep the collector of garbage off it: children are forked from here and share it."""
    works.warm_up(task)
    gc.collect()
    keep_from_collector()


def close_in() -> list[str]:
    """Put this process, and so every child, behind what holds for all files; what the kernel refuses is named."""
    kernel.adopt_orphans()
    has_network = not kernel.leave_the_network()
    is_filtered = seccomp.forbid_calls()
    missing = ["network"] if has_network and not is_filtered else []
    missing += [] if is_filtered else ["calls"]
    return missing + ([] if landlock.version() else ["writes"])


def hello() -> dict[str, Any]:
    """Close in, and say what the parent wants to know first: `missing` parts of the fence, and the `rule_set`."""
    return {"missing": close_in(), "rule_set": rule_set()}


def main(arguments: list[str]) -> None:
    """Serve the parent at the end of an inherited channel: descriptor, scratch folder, limits as JSON, first task."""
    channel = socket.socket(fileno=int(arguments[0]))
    limits = ProcessLimits(**json.loads(arguments[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    works.load(arguments[3])
    words = hello()
    keep_from_collector()
    Server(channel, Path(arguments[1]), limits).serve(words)


if __name__ == "__main__":
    main(sys.argv[1:])
