"""Functions of pdfium that are called for each glyph of a page, by the shortest way through ctypes.

A call without declared types of its arguments takes half the time: a number goes as C's `int`, what `handle` made as
the address in it. Python's lock is kept meanwhile, as letting go of it takes longer than what these functions do.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Handle: TypeAlias = Any
"""What `ctypes.byref` makes: an address, with what it belongs to."""
_AT_ONCE = 2048
"""Records that are filled before they are copied: a page has about two thousand glyphs."""


def by_number(function: Any, result: type[Any] | None) -> Callable[..., Any]:
    """A function of `pypdfium2.raw` that takes a handle and then numbers or further handles."""
    return ctypes.PYFUNCTYPE(result)(_address(function))


def by_address(function: Any, result: type[Any]) -> Callable[[int], Any]:
    """A function of `pypdfium2.raw` that takes nothing but an address, given as a number."""
    return ctypes.PYFUNCTYPE(result, ctypes.c_void_p)(_address(function))


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def handle(pointer: Any) -> Handle:
    """The handle of a pointer that pdfium gave."""
    return ctypes.byref(pointer.contents)


def room_of(numbers: npt.NDArray[Any]) -> Handle:
    """The handle of an array that a function writes into; the array has to be kept until it has."""
    return ctypes.byref(ctypes.c_byte.from_address(numbers.ctypes.data))


class Records:
    """What a function of pdfium writes for each number: `width` floats; zeros where it fails."""

    def __init__(self, function: Any, width: int) -> None:
        self._ask = by_number(function, None)
        memory = (ctypes.c_float * (_AT_ONCE * width))()
        self._room = np.ctypeslib.as_array(memory).reshape(_AT_ONCE, width)
        self._places = list(map(ctypes.byref, repeat(memory), range(0, self._room.nbytes, self._room.strides[0])))

    def of(self, owner: Handle, numbers: Sequence[int]) -> npt.NDArray[np.float64]:
        """One row for each number of the owner's glyphs."""
        found = np.empty((len(numbers), self._room.shape[1]))
        for first in range(0, len(numbers), _AT_ONCE):
            asked = numbers[first : first + _AT_ONCE]
            self._room[: len(asked)] = 0
            deque(map(self._ask, repeat(owner), asked, self._places), maxlen=0)
            found[first : first + len(asked)] = self._room[: len(asked)]
        return found
