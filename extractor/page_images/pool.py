"""Fences for several threads at once: each call has one for itself, and waits where all are at work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from extractor.fence import Fence, FenceError
from extractor.fence.task import Name
from extractor.limits import PictureLimits

_Given = TypeVar("_Given")


class FencePool:
    """At most so many fences, started when they are needed; the last used is used first, so that few are awake.

    Whoever draws ahead of time never takes the last one: somebody may be waiting in front of a screen.
    """

    def __init__(self, limits: PictureLimits) -> None:
        """Start none yet."""
        self._limits = limits.of_process()
        self._most = limits.drawn_at_once
        self._changed = threading.Condition()
        self._idle: list[Fence] = []
        self._busy: set[Fence] = set()
        self._is_closed = False

    def start(self) -> None:
        """Have every fence ready before it is needed; does not wait until they are.

        Raises:
            FenceError: no process can be started.
        """
        with self._changed:
            while not self._is_closed and len(self._idle) + len(self._busy) < self._most:
                self._idle.append(Fence(self._limits, first=Name.PICTURE))

    def run(self, work: Callable[[Fence], _Given], *, is_urgent: bool = True) -> _Given:
        """What `work` gives with a fence of its own.

        Raises:
            FenceError: the pool is closed, or no process can be started.
        """
        fence = self._take(is_urgent)
        try:
            return work(fence)
        finally:
            self._give_back(fence)

    def _take(self, is_urgent: bool) -> Fence:
        spare = 0 if is_urgent or self._most == 1 else 1
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or len(self._busy) < self._most - spare)
            if self._is_closed:
                raise FenceError("pages are not drawn any more")
            fence = self._idle.pop() if self._idle else Fence(self._limits, first=Name.PICTURE)
            self._busy.add(fence)
            return fence

    def _give_back(self, fence: Fence) -> None:
        with self._changed:
            self._busy.discard(fence)
            if self._is_closed:
                fence.close()
            else:
                self._idle.append(fence)
            self._changed.notify_all()

    def close(self) -> None:
        """End all processes; what is being drawn meets an error."""
        with self._changed:
            self._is_closed = True
            idle, self._idle = self._idle, []
            for fence in self._busy:
                fence.stop()
            self._changed.notify_all()
        for fence in idle:
            fence.close()
