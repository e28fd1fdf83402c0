"""The digit reader: pictures of single signs to likelihoods, by a small network of our own.

The network (`digits.onnx`) is made by `scripts/train_digits.py`, which says from what and how well it does. It tells
for one sign which digit it is, whether it is printed or written by hand, or that it is no digit at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TypeAlias, cast

import cv2
import numpy as np
import numpy.typing as npt

Ink: TypeAlias = npt.NDArray[np.float32]
"""A picture of ink, rows from the top: 0 is paper, 1 is full ink."""

SIDE = 28
"""Width and height of a sign's picture as the network sees it; the sign itself fills `_FILLED`."""
_FILLED = 20
_DIRECTIONS = 8
_PLACES = 7
_BALANCE = 8.0
"""Length of the edges' part, so that it weighs as much as the picture's."""
_CLASSES = 21
MODEL = "digits.onnx"


@dataclass(frozen=True, slots=True)
class Sign:
    """How one sign reads: likelihoods of the ten digits by hand and in print (ten each, in order), and of none."""

    hand: tuple[float, ...]
    print: tuple[float, ...]
    none: float

    @property
    def by_digit(self) -> tuple[float, ...]:
        """Likelihood of each digit, however it was set down."""
        return tuple(hand + print_ for hand, print_ in zip(self.hand, self.print, strict=True))

    @property
    def printed(self) -> float:
        """Likelihood that it is printed, among digits of both kinds; 0 for what is no digit at all."""
        whole = sum(self.hand) + sum(self.print)
        return sum(self.print) / whole * (1 - self.none) if whole > 0 else 0.0


def framed(ink: Ink) -> Ink:
    """One sign, cut out to its ink, centred and scaled into a picture of SIDE × SIDE; proportions are kept."""
    height, width = ink.shape
    scale = _FILLED / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    picture = np.zeros((SIDE, SIDE), np.float32)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    picture[top : top + size[1], left : left + size[0]] = small
    return picture


def features(picture: Ink) -> Ink:
    """What the network is given of a picture of SIDE × SIDE.

    How much edge lies in each of eight directions in each of 7 × 7 places, and the picture itself at half its size.
    """
    across, down = cv2.Sobel(picture, cv2.CV_32F, 1, 0), cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    strength, angle = cv2.cartToPolar(across, down)
    turns = angle[None] / (2 * np.pi) * _DIRECTIONS - np.arange(_DIRECTIONS, dtype=np.float32)[:, None, None]
    apart = np.abs((turns + _DIRECTIONS / 2) % _DIRECTIONS - _DIRECTIONS / 2)
    edges = strength[None] * np.clip(1 - apart, 0, None)
    places = edges.reshape(_DIRECTIONS, _PLACES, SIDE // _PLACES, _PLACES, SIDE // _PLACES).mean(axis=(2, 4)).ravel()
    coarse = cv2.resize(picture, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA).ravel()
    whole = max(float(np.linalg.norm(places)), 1e-6)
    return cast(Ink, np.concatenate([places * (_BALANCE / whole), coarse]).astype(np.float32))


@lru_cache(maxsize=1)
def _network() -> cv2.dnn.Net:
    data = (resources.files("extractor.reading.handwriting") / MODEL).read_bytes()
    return cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))


def read_signs(inks: Sequence[Ink]) -> tuple[Sign, ...]:
    """How each of some signs reads; every picture is one sign, cut out to its ink."""
    if not inks:
        return ()
    return signs_of([features(framed(ink)) for ink in inks])


def signs_of(rows: Sequence[Ink]) -> tuple[Sign, ...]:
    """How signs read whose `features` are known."""
    network = _network()
    network.setInput(np.stack(rows))
    likelihoods = np.asarray(network.forward(), np.float64).reshape(len(rows), _CLASSES)
    return tuple(
        Sign(tuple(row[:10].tolist()), tuple(row[10:20].tolist()), float(row[20])) for row in likelihoods
    )
