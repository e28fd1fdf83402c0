"""The hostile files by number: mostly damaged documents of every format, now and then a bomb."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from corpus.hostile.bombs import BOMBS
from corpus.hostile.inside import package_members, pdf_objects, pdf_streams
from corpus.hostile.mutations import damage
from corpus.hostile.seeds import seeds

SEED = 20_260_302
BOMB_EVERY = 250
"""Every so many numbers a bomb; the bombs take turns."""
_SHARES = {
    "pdf": 34,
    "docx": 24,
    "txt": 8,
    "zip": 6,
    "eml": 6,
    "xlsx": 6,
    "edxml": 5,
    "html": 4,
    "png": 2,
    "jpeg": 2,
    "tiff": 2,
    "rtf": 1,
}
"""How often a format comes: those first whose readers do the most by themselves; pictures and RTF take long to read."""
_INSIDE: dict[str, tuple[Callable[[random.Random, bytes, bytes], tuple[bytes, str]], ...]] = {
    "pdf": (pdf_streams, pdf_objects),
    "docx": (package_members,),
    "xlsx": (package_members,),
    "zip": (package_members,),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile file: its number, a name with the ending of its format, what was done to it, its bytes."""

    number: int
    name: str
    how: str
    data: bytes


def case(number: int, seed: int = SEED) -> Case:
    """The file of that number; the same for the same seed."""
    if number % BOMB_EVERY == 0:
        bomb = BOMBS[number // BOMB_EVERY % len(BOMBS)]
        return Case(number, f"{number}-{bomb.__name__}", f"bomb {bomb.__name__}", bomb())
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 -- the same files each time, no secrets
    (kind,) = chance.choices(tuple(_SHARES), tuple(_SHARES.values()))
    whole, other = chance.choice(seeds()[kind]), chance.choice(seeds()[kind])
    act = chance.choice((damage, *_INSIDE.get(kind, ()) * 2))
    data, how = act(chance, whole, other)
    return Case(number, f"{number}.{kind}", how, data)
