"""What containers give: members with their names and bytes, and what an exchange header says of its document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from extractor.containers.bounds import Room
from extractor.errors import ReadError


@dataclass(frozen=True, slots=True)
class HeaderValue:
    """The words of an element of an exchange header and its path from the root, by local names."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class ExchangeHeader:
    """What the header of an edXML package says of the document it carries; what it leaves out is None.

    Names follow QCVN 102:2016/BTTTT: `CodeNumber`, `CodeNotation`, `PromulgationDate`, `Place`, `OrganName` of `From`,
    `TypeName`, `Subject`, `FullName` of `SignerInfo`. `issued` is the date that `promulgation` means, None where it
    means none (2014/02/30).
    """

    number: HeaderValue | None = None
    notation: HeaderValue | None = None
    promulgation: HeaderValue | None = None
    issued: date | None = None
    place: HeaderValue | None = None
    organ: HeaderValue | None = None
    type_name: HeaderValue | None = None
    subject: HeaderValue | None = None
    signer: HeaderValue | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside one container: its path there (made harmless), its bytes or why they cannot be had.

    `beside` is set for what accompanies documents and may be none itself, such as the words of a letter.
    """

    path: tuple[str, ...]
    data: bytes
    failure: ReadError | None = None
    header: ExchangeHeader | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A file to be read: base name, bytes, and the container it lies in; a file of its own has none.

    `container` is the container's base name, with folders and containers inside it behind `/`. `failure` says why the
    bytes could not be had (`data` is then what there is of them).
    """

    name: str
    data: bytes
    container: str | None = None
    failure: Exception | None = None
    header: ExchangeHeader | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A form of container: how its content is recognised, and the files inside.

    `entries` raises a child of `ReadError` where the container itself cannot be read.
    """

    media_type: str
    recognises: Callable[[bytes], bool]
    entries: Callable[[bytes, Room], Iterator[Entry]]
