"""Texts that were dear to read, kept between runs; losing them costs time and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.store.objects import Objects
from extractor.store.originals import place_of

_FOLDER = "readings"


@dataclass(frozen=True, slots=True)
class KeptReadings:
    """Packed texts of files by the SHA-256 of their content, as one `version` of the readers gave them."""

    objects: Objects
    version: str

    def get(self, digest: str) -> bytes | None:
        """The packed texts of a file; None where there are none."""
        try:
            return self.objects.read(self._name(digest))
        except FileNotFoundError:
            return None

    def put(self, digest: str, packed: bytes) -> None:
        """Keep the packed texts of a file.

        Raises:
            OSError: they cannot be written.
        """
        self.objects.write(self._name(digest), packed)

    def forget_others(self) -> None:
        """Let go of what other versions gave."""
        for version in self.objects.folders(_FOLDER):
            if version != self.version:
                self.objects.remove_folder(f"{_FOLDER}/{version}")

    def _name(self, digest: str) -> str:
        return f"{_FOLDER}/{self.version}/{place_of(digest)}"


def forget_texts(objects: Objects, digest: str) -> None:
    """Let go of the texts of a file, whichever version of the readers gave them.

    Raises:
        OSError: they cannot be removed.
    """
    for version in objects.folders(_FOLDER):
        objects.remove(f"{_FOLDER}/{version}/{place_of(digest)}")
