"""A word as the engine reads it from a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in pixels of the picture that was read; `confidence` is the engine's, from 0 to 1."""

    text: str
    confidence: float
    x0: float
    top: float
    x1: float
    bottom: float
