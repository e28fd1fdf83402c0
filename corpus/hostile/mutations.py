"""Damage to bytes of any format: flipped bits, cuts, repeated and spliced blocks, numbers grown beyond measure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes, bytes], bytes]
"""Chance, the bytes, and the bytes of another file of the same format."""

_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967296", b"9" * 40, b"1e308", b"0.0000001")
_WORDS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_LONGEST = 4_096


def _stretch(chance: random.Random, data: bytes, longest: int = _LONGEST) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, longest))


def flip_bits(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """Some bits, from one to one in a thousand bytes."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 1 + len(data) // 1000))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def set_words(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """Numbers of one, two or four bytes at the edges of their ranges."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        size = chance.choice((1, 2, 4))
        word = (chance.choice(_WORDS) & (256**size - 1)).to_bytes(size, chance.choice(("little", "big")))
        at = chance.randrange(len(damaged))
        damaged[at : at + size] = word
    return bytes(damaged)


def truncate(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def cut_out(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """A stretch is missing."""
    start, end = _stretch(chance, data)
    return data[:start] + data[end:]


def blank_out(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """A stretch is all one byte, as a damaged disk leaves it."""
    start, end = _stretch(chance, data)
    return data[:start] + bytes([chance.choice((0, 0x20, 0xFF))]) * (end - start) + data[end:]


def repeat(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """A stretch stands there many times."""
    start, end = _stretch(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50, 400)) + data[end:]


def splice(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def transplant(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A stretch of another file in the place of one here."""
    start, end = _stretch(chance, data)
    first, last = _stretch(chance, other)
    return data[:start] + other[first:last] + data[end:]


def grow_numbers(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """Written numbers (lengths, offsets, sizes, spans) become others."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return flip_bits(chance, data, data)
    for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 6))), key=lambda m: -m.start()):
        data = data[: match.start()] + chance.choice(_NUMBERS) + data[match.end() :]
    return data


PLAIN: tuple[Mutation, ...] = (
    flip_bits,
    set_words,
    truncate,
    cut_out,
    blank_out,
    repeat,
    splice,
    transplant,
    grow_numbers,
)


def damage(chance: random.Random, data: bytes, other: bytes) -> tuple[bytes, str]:
    """The bytes after one to three mutations, and the names of these."""
    names = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if data:
            mutation = chance.choice(PLAIN)
            data = mutation(chance, data, other)
            names.append(mutation.__name__)
    return data, "+".join(names)
