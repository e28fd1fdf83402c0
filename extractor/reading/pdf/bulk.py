"""Functions of pdfium that are called for each glyph of a page: by cffi, in half the time of ctypes."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import cffi

_FFI = cffi.FFI()


def in_bulk(function: Any, form: str) -> Callable[..., Any]:
    """A function of `pypdfium2.raw` that takes plain addresses; `form` is its C type, such as `int(*)(uintptr_t)`."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    called: Callable[..., Any] = _FFI.cast(form, address)
    return called


def run_all(calls: Iterable[object]) -> None:
    """Make all calls of a map without a loop of Python's."""
    deque(calls, maxlen=0)
