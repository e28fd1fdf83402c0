"""Pages drawn before they are asked for, by one thread in the background; what was wished for last comes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Final, Generic, TypeVar

_REST: Final = 0.15
"""Seconds without another wish after which drawing ahead begins."""
_Wish = TypeVar("_Wish", bound=Hashable)


class Ahead(Generic[_Wish]):
    """Wishes and the thread that fulfils them; more than `most` are forgotten, the oldest first.

    `fulfil` must raise nothing: nobody waits for it.
    """

    def __init__(self, fulfil: Callable[[_Wish], None], most: int) -> None:
        """Start no thread yet."""
        self._fulfil = fulfil
        self._most = most
        self._changed = threading.Condition()
        self._wishes: OrderedDict[_Wish, None] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def wish(self, wishes: Iterable[_Wish]) -> None:
        """Put wishes before those of earlier, the first of them first; does not wait."""
        with self._changed:
            if self._is_closed:
                return
            for wish in reversed(list(wishes)):
                self._wishes[wish] = None
                self._wishes.move_to_end(wish)
            while len(self._wishes) > self._most:
                self._wishes.popitem(last=False)
            if self._wishes and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="vanthu-ahead", daemon=True)
                self._thread.start()
            self._changed.notify()

    def withdraw(self, is_meant: Callable[[_Wish], bool]) -> None:
        """Forget some wishes; one that is being fulfilled is not waited for."""
        with self._changed:
            for wish in [wish for wish in self._wishes if is_meant(wish)]:
                del self._wishes[wish]

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed or self._wishes)
                # Whoever turns pages quickly waits for each of them: nothing else is drawn meanwhile.
                while not self._is_closed and self._changed.wait(_REST):
                    continue
                if self._is_closed:
                    return
                if not self._wishes:
                    continue
                wish, _ = self._wishes.popitem()
            self._fulfil(wish)

    def close(self) -> None:
        """Forget all wishes and end the thread after the one it is at."""
        with self._changed:
            self._is_closed = True
            self._wishes.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
