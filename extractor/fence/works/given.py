"""What a task is given: the file, the document meant in it, its parameters, the budget."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.budget import Budget
from extractor.containers.model import Member
from extractor.containers.unpack import unpack
from extractor.errors import NoDocumentError
from extractor.fence.wire import Kind

Frames = Iterator[tuple[Kind, bytes]]
_unpacked: dict[tuple[str, str], bytes] = {}
"""The last file that this child took out of a container: its pages are asked for one after the other."""
_walks: dict[str, Iterator[Member]] = {}
"""By the SHA-256 of that container, what comes behind that file in it: files are asked for in their order too."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file with its SHA-256 as the parent reckoned it, the budget, the task's parameters and texts from before."""

    data: bytes
    name: str
    sha256: str
    budget: Budget
    parameters: Mapping[str, Any]
    kept: bytes = b""

    def document(self) -> bytes:
        """The bytes of the document meant: the file's, or of the one inside it with the SHA-256 `member`.

        Raises:
            NoDocumentError: there is none such in it.
        """
        member = self.parameters.get("member")
        if member is None or member == self.sha256:
            return self.data
        if (self.sha256, member) not in _unpacked:
            _unpacked.clear()
            found = self._unpack(member)
            _unpacked[self.sha256, member] = found
        return _unpacked[self.sha256, member]

    def _unpack(self, member: str) -> bytes:
        going_on = _walks.pop(self.sha256, iter(()))
        _walks.clear()
        for walk in (going_on, unpack(self.data, self.name)):
            for found in walk:
                if hashlib.sha256(found.data).hexdigest() == member:
                    _walks[self.sha256] = walk
                    return found.data
        raise NoDocumentError("the container holds no such file")
