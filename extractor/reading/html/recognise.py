"""Whether bytes are an HTML page, and the text of its bytes."""

from __future__ import annotations

import re
from typing import Final

from extractor.errors import UnsupportedError
from extractor.reading.legacy.files import BOMS, by_evidence

_READ: Final = 4096
"""Bytes in which a page says what it is, and in which encoding."""
_OPENING = re.compile(
    rb"(?:\s|<\?xml[^>]{0,200}\?>|<!--(?!>)[^>]{0,2000}-->)*<(?:!doctype\s+html|(?:html|head|meta|body|table|style|title)[\s>/])",
    re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_FAMILIES = re.compile(r"windows-125[0-8]|iso-8859-(?:[1-9]|1[013-6])|utf-16(?:le|be)?")
_WESTERN: Final = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "x-user-defined"})
"""What pages say that never thought about it; browsers read all of them as Windows-1252."""


def is_html(data: bytes) -> bool:
    """Whether the content begins as a page, or as an export that is nothing but its table."""
    head = data[:_READ]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    return _OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def decode(data: bytes) -> str:
    """The text of a page: by its mark, as UTF-8 where it is, by what it declares, else by evidence.

    A declared Western encoding may hide an older Vietnamese one, which the letters tell.

    Raises:
        UnsupportedError: where none of these gives text.
    """
    mark = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(mark)
    except UnicodeDecodeError as error:
        declared = _declared(data)
        text = _read_as(data, declared) if declared and declared not in _WESTERN else None
        text = text or by_evidence(data)
        if text is None and declared in _WESTERN:
            text = data.decode("cp1252", "replace")
        if text is None:
            raise UnsupportedError(f"the page is not {mark.upper()} and says no other encoding") from error
        return text


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_READ])
    return match[1].decode("ascii").lower() if match else None


def _read_as(data: bytes, name: str) -> str | None:
    """The text in a declared encoding of a known family; none for `utf-8`, which has been tried."""
    return data.decode(name, "replace") if _FAMILIES.fullmatch(name) else None
