"""Damage behind the packing: streams of a PDF, members of a package, parts of a mail are unpacked, damaged, packed."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib

from corpus.hostile.mutations import damage

_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def pdf_streams(chance: random.Random, data: bytes, other: bytes) -> tuple[bytes, str]:
    """One packed stream of a PDF, damaged inside."""
    found = []
    for match in _STREAM.finditer(data):
        try:
            found.append((match, zlib.decompress(match[1])))
        except zlib.error:
            continue
    if not found:
        return damage(chance, data, other)
    match, plain = chance.choice(found)
    inner, how = damage(chance, plain, chance.choice(found)[1])
    return data[: match.start(1)] + zlib.compress(inner, 1) + data[match.end(1) :], f"stream {how}"


def pdf_objects(chance: random.Random, data: bytes, other: bytes) -> tuple[bytes, str]:
    """One object of a PDF in the place of another, of this or the other file."""
    here = list(_OBJECT.finditer(data))
    there = [match[0] for match in _OBJECT.finditer(chance.choice((data, other)))]
    if not here or not there:
        return damage(chance, data, other)
    match = chance.choice(here)
    body = chance.choice(there).split(b"obj", 1)[1]
    return data[: match.start()] + match[0].split(b"obj", 1)[0] + b"obj" + body + data[match.end() :], "object"


def package_members(chance: random.Random, data: bytes, other: bytes) -> tuple[bytes, str]:
    """One member of a package damaged, left out, doubled, or taken from the other package."""
    mine, theirs = _members(data), _members(other)
    if not mine or not theirs:
        return damage(chance, data, other)
    name = chance.choice(sorted(mine))
    act = chance.choice(("damage", "damage", "damage", "drop", "double", "swap"))
    members = list(mine.items())
    if act == "damage" and mine[name]:
        inner, how = damage(chance, mine[name], theirs.get(name) or mine[name])
        members = [(key, inner if key == name else value) for key, value in members]
        return _packed(members), f"member {how}"
    if act == "drop":
        members = [(key, value) for key, value in members if key != name]
    elif act == "double":
        members.append((name, mine[name]))
    else:
        members = [(key, theirs.get(name, b"") if key == name else value) for key, value in members]
    return _packed(members), f"member {act}"


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        return {}


def _packed(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, value in members:
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), value, zipfile.ZIP_DEFLATED)
    return out.getvalue()
