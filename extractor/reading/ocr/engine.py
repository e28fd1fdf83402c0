"""Tesseract with its Vietnamese model: a grey picture in, words with the boxes of their letters out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from extractor.errors import NeedsOcrError
from extractor.reading.ocr.words import Word

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

Grey = npt.NDArray[np.uint8]
"""A picture of height × width, 0 is black."""

PAGE_LAYOUT = 3
"""Tesseract's page segmentation mode that finds blocks by itself."""
ONE_COLUMN = 4
"""The mode for a picture that holds one column of text of several sizes."""
ONE_BLOCK = 6
"""The mode for a picture that holds one column of lines, such as a table cell."""
_LSTM_ONLY = 1
_LANGUAGE = "vie"
_TURNED_ROUND = "0.7"
"""Sureness below which a line is read again as white print on black, in cut-outs such as heads of columns.

On whole pages and in columns of text it takes time and finds none.
"""
_NEVER_WRITTEN = "\u00d0\u00f0\u2044§"
"""Signs that the model knows and such documents do not have: it gives `QĐ` with a second, Icelandic letter."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter, digit or sign with its box in pixels."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word with its symbols, the number of its line and the height of the line's baseline in pixels."""

    word: Word
    symbols: tuple[Symbol, ...]
    line: int
    base: float


@lru_cache(maxsize=1)
def _engine() -> PyTessBaseAPI:
    """The engine, loaded once a process: the model of one for each mode takes as long to load as a column to read.

    Raises:
        NeedsOcrError: it is not installed.
    """
    # One thread a process: documents are what runs in parallel. Read when the library is loaded.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr  # noqa: PLC0415 -- loaded only where a picture is read
    except ImportError as error:
        raise NeedsOcrError("reading pictures needs the OCR engine, which is not installed") from error
    with resources.as_file(resources.files("extractor.reading.ocr") / "model") as folder:
        api = tesserocr.PyTessBaseAPI(path=str(folder), lang=_LANGUAGE, psm=PAGE_LAYOUT, oem=_LSTM_ONLY)
    api.SetVariable("tessedit_char_blacklist", _NEVER_WRITTEN)
    api.SetVariable("textord_all_prop", "1")  # no line is looked through for typewriter's pitch
    return api


@lru_cache(maxsize=1)
def engine_name() -> str:
    """Engine, version and model for the record's provenance."""
    api = _engine()
    return f"tesseract {api.Version()} {_LANGUAGE}"


def read_words(grey: Grey, dpi: float, mode: int = PAGE_LAYOUT, only: str = "") -> list[ReadWord]:
    """The words of a picture in the engine's order, made of the letters `only` where any are given.

    Raises:
        NeedsOcrError: the engine is not installed.
    """
    api = _engine()
    api.SetPageSegMode(mode)
    api.SetVariable("invert_threshold", _TURNED_ROUND if mode == ONE_BLOCK else "0.0")
    height, width = grey.shape
    api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    api.SetSourceResolution(max(70, round(dpi)))
    api.SetVariable("tessedit_char_whitelist", only)
    try:
        if not api.Recognize():
            return []
        found = api.GetIterator()
        return list(_words(found)) if found is not None else []
    finally:
        api.Clear()


def _words(found: Any) -> Iterator[ReadWord]:
    """Walk the engine's result symbol by symbol."""
    from tesserocr import RIL  # noqa: PLC0415 -- beside its engine

    line, base, goes_on = -1, 0.0, True
    found.Begin()
    while goes_on:
        if found.IsAtBeginningOf(RIL.TEXTLINE):
            line, base = line + 1, _base(found.Baseline(RIL.TEXTLINE), found.BoundingBox(RIL.TEXTLINE))
        confidence = found.Confidence(RIL.WORD) / 100 if not found.Empty(RIL.WORD) else 0.0
        symbols = _symbol(found, RIL.SYMBOL)
        while (goes_on := found.Next(RIL.SYMBOL)) and not found.IsAtBeginningOf(RIL.WORD):
            symbols += _symbol(found, RIL.SYMBOL)
        if symbols:
            yield ReadWord(_word(symbols, confidence), tuple(symbols), line, base)


def _symbol(found: Any, level: int) -> list[Symbol]:
    if found.Empty(level):
        return []
    text, box = found.GetUTF8Text(level).strip(), found.BoundingBox(level)
    return [Symbol(text, *map(float, box))] if text and box else []


def _base(baseline: Any, box: Any) -> float:
    """The baseline's height in the middle of its line; the box's lower edge where the engine has none."""
    if baseline is None:
        return float(box[3]) if box else 0.0
    return float(baseline[0][1] + baseline[1][1]) / 2


def _word(symbols: list[Symbol], confidence: float) -> Word:
    return Word(
        "".join(symbol.text for symbol in symbols),
        min(max(confidence, 0.0), 1.0),
        min(symbol.x0 for symbol in symbols),
        min(symbol.top for symbol in symbols),
        max(symbol.x1 for symbol in symbols),
        max(symbol.bottom for symbol in symbols),
    )
