"""Archives in which an exchange package lies beside the files that it names and does not hold.

Such a file gets the package's header, as one inside the package would; the package itself holds no document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from extractor.containers import archive
from extractor.containers.bounds import Room
from extractor.containers.model import Entry, ExchangeHeader
from extractor.containers.names import harmless
from extractor.containers.recognise import is_exchange
from extractor.errors import ReadError

_Paths = Sequence[tuple[str, ...]]
_Order = list[tuple[int, ExchangeHeader | None]]
"""Places of files in an archive in the order in which they are given, each with what a package says of it."""


def entries(data: bytes, room: Room) -> Iterator[Entry]:
    """The files of an archive in its order, but those that a package names together, where the package lies.

    Raises:
        CorruptError: where the archive cannot be opened.
        TooLargeError: behind the last file where there are too many.
    """
    begun = archive.beginnings(data)
    packages = [place for place, (_, head) in enumerate(begun) if is_exchange(head)]
    if not packages:
        yield from archive.entries(data, room)
        return
    order = _order(data, [path for path, _ in begun], packages)
    files = archive.entries(data, room, [place for place, _ in order])
    for (_, header), entry in zip(order, files, strict=True):
        yield replace(entry, header=header)


def _order(data: bytes, paths: _Paths, packages: Sequence[int]) -> _Order:
    from extractor.containers.exchange import named_beside  # noqa: PLC0415 -- lxml is loaded only for packages

    taken = set(packages)
    bundles: dict[int, _Order] = {}
    for place, package in zip(packages, archive.entries(data, Room(), packages), strict=True):
        try:
            header, names = named_beside(package.data)
        except ReadError:
            # Whoever opens the package by itself says what is wrong with it.
            continue
        files = [found for name in names if (found := _place_of(name, paths, place, taken)) is not None]
        if files:
            taken.update(files)
            bundles[place] = [(found, header) for found in dict.fromkeys(files)]
    bundled = {found for files in bundles.values() for found, _ in files}
    whole: _Order = []
    for place in range(archive.count_files(data)):
        if place not in bundled:
            whole += bundles.get(place, [(place, None)])
    return whole


def _place_of(names: frozenset[str], paths: _Paths, package: int, taken: set[int]) -> int | None:
    """Where the file with one of these names lies: beside the package, or the only such one anywhere."""
    wanted = {harmless(name)[-1].casefold() for name in names}
    found = [place for place, path in enumerate(paths) if place not in taken and _is_named(path[-1], wanted)]
    beside = [place for place in found if paths[place][:-1] == paths[package][:-1]]
    return beside[0] if beside else found[0] if len(found) == 1 else None


def _is_named(name: str, wanted: set[str]) -> bool:
    """By its name, or without the ending: files are stored under the id that the package gives them."""
    plain = PurePath(name.casefold())
    return plain.name in wanted or plain.stem in wanted
