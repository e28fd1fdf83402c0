"""The values that were asked for last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

V = TypeVar("V")


class Recent(Generic[V]):
    """The values that were asked for last, by key; safe to ask from several threads."""

    def __init__(self, most: int) -> None:
        """Nothing yet; at most so many."""
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._making: WeakValueDictionary[Hashable, threading.Lock] = WeakValueDictionary()

    def get(self, key: Hashable, is_good: Callable[[V], bool], make: Callable[[], V | None]) -> V | None:
        """The value kept under a key while it is good, or one made anew: once for all who ask at the same time."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            found = self.kept(key, is_good)
            return found if found is not None else self._made(key, make)

    def kept(self, key: Hashable, is_good: Callable[[V], bool]) -> V | None:
        """The value kept under a key while it is good."""
        with self._lock:
            found = self._values.get(key)
            if found is None or not is_good(found):
                return None
            self._values.move_to_end(key)
            return found

    def _made(self, key: Hashable, make: Callable[[], V | None]) -> V | None:
        made = make()
        with self._lock:
            self._values.pop(key, None)
            if made is not None:
                self._values[key] = made
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return made
