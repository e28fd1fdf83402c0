"""The values that were asked for last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """The values that were asked for last, by key; safe to ask from several threads."""

    def __init__(self, most: int) -> None:
        """Nothing yet; at most so many."""
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable, is_good: Callable[[V], bool], make: Callable[[], V | None]) -> V | None:
        """The value kept under a key while it is good, or one made anew."""
        with self._lock:
            found = self._values.get(key)
            if found is not None and is_good(found):
                self._values.move_to_end(key)
                return found
        made = make()
        if made is not None:
            with self._lock:
                self._values[key] = made
                self._values.move_to_end(key)
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
        return made
