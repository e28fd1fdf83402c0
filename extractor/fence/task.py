"""What a child can be asked to do with a file: a name, its parameters, and how the file may be worked on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Parameter = str | int | float | None | list[float]
"""What the parameters of a task are made of; they cross to the child as JSON."""


class Name(StrEnum):
    """The tasks; what each does stands in `works`."""

    RECORDS = "records"
    """The records of all documents of the file."""
    PAGES = "pages"
    """Its words with their places: hOCR, ALTO, a searchable PDF."""
    SIZES = "sizes"
    """How many pages it has, and how large they are."""
    PICTURE = "picture"
    """The picture of one page."""
    WORDS = "words"
    """The words inside a box of a page."""
    MEMBER = "member"
    """A file inside a container, as it is."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do with a file; `kept` are texts from before, which are handed over behind the file."""

    name: Name
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    may_use_ocr: bool = True
    kept: bytes | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is to be read: the profile (None: by type), whether OCR is allowed, texts kept from before.

    `tables_anyway` gives the tables of refused documents too.
    """

    profile: str | None = None
    may_use_ocr: bool = True
    kept: bytes | None = None
    tables_anyway: bool = False

    def task(self) -> Task:
        """Reading on these terms."""
        parameters = {"profile": self.profile, "tables_anyway": self.tables_anyway}
        return Task(Name.RECORDS, parameters, self.may_use_ocr, self.kept)
