"""Compound files ([MS-CFB], version 3) built for tests, and Outlook messages in that form."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import NamedTuple, TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _NONE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def _padded(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END] if count else []


class _Entry(NamedTuple):
    name: str
    kind: int
    first: int = _END
    size: int = 0
    right: int = _NONE
    child: int = _NONE

    def packed(self) -> bytes:
        raw = self.name.encode("utf-16-le")
        fixed = struct.pack("<64sHBBIII", raw, len(raw) + 2, self.kind, 1, _NONE, self.right, self.child)
        return fixed + bytes(36) + struct.pack("<IQ", self.first, self.size)


class _Writer:
    """Entries of the directory, the small streams, and the sectors of the large ones."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.small, self.small_chain = b"", list[int]()
        self.large, self.chain = b"", list[int]()

    def add(self, name: str, content: bytes | Tree) -> int:
        """An entry with all below it; gives its place in the directory."""
        place = len(self.entries)
        self.entries.append(_Entry(name, _STORAGE))
        if isinstance(content, bytes):
            self.entries[place] = _Entry(name, _STREAM, self._stream(content), len(content))
            return place
        below = [self.add(key, value) for key, value in content.items()]
        for left, right in pairwise(below):
            self.entries[left] = self.entries[left]._replace(right=right)
        self.entries[place] = _Entry(name, _STORAGE, child=below[0] if below else _NONE)
        return place

    def _stream(self, data: bytes) -> int:
        if not data:
            return _END
        if len(data) < _CUTOFF:
            first = len(self.small_chain)
            self.small_chain += _chain(first, -(-len(data) // _MINI))
            self.small += _padded(data, _MINI)
        else:
            first = len(self.chain)
            self.chain += _chain(first, -(-len(data) // _SECTOR))
            self.large += _padded(data, _SECTOR)
        return first


def compound(tree: Tree) -> bytes:
    """A compound file of streams (bytes) and storages (trees)."""
    writer = _Writer()
    writer.add("Root Entry", tree)
    parts = [writer.large]
    chain = writer.chain

    def append(data: bytes) -> int:
        if not data:
            return _END
        first = len(chain)
        chain.extend(_chain(first, -(-len(data) // _SECTOR)))
        parts.append(_padded(data, _SECTOR))
        return first

    root = writer.entries[0]
    writer.entries[0] = root._replace(kind=_ROOT, first=append(writer.small), size=len(writer.small))
    small_fat = append(struct.pack(f"<{len(writer.small_chain)}I", *writer.small_chain))
    directory = append(b"".join(entry.packed() for entry in writer.entries))
    sectors = -(-(len(chain) + 1) * 4 // _SECTOR) + 1
    fat = [*chain, *[_FAT] * sectors]
    fat += [_FREE] * (sectors * _SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    small_sectors = -(-len(writer.small_chain) * 4 // _SECTOR)
    header += struct.pack("<9I", 0, sectors, directory, 0, _CUTOFF, small_fat, small_sectors, _END, 0)
    places = [*range(len(chain), len(chain) + sectors)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - len(places)))
    return header + b"".join(parts) + struct.pack(f"<{len(fat)}I", *fat)


def attached(name: str, data: bytes | Tree, content_id: str = "") -> Tree:
    """An attachment of a message: a file, or another message."""
    tree: Tree = {"__substg1.0_3707001F": name.encode("utf-16-le")}
    tree["__substg1.0_37010102" if isinstance(data, bytes) else "__substg1.0_3701000D"] = data
    return tree | ({"__substg1.0_3712001F": content_id.encode("utf-16-le")} if content_id else {})


def message(*files: Tree, words: str = "Kính gửi anh chị báo cáo của xã.", page: bytes = b"") -> Tree:
    """What Outlook stores of a message with attachments."""
    tree: Tree = {"__properties_version1.0": bytes(32), "__substg1.0_1000001F": words.encode("utf-16-le")}
    tree |= {"__substg1.0_10130102": page} if page else {}
    return tree | {f"__attach_version1.0_#{number:08X}": file for number, file in enumerate(files)}
