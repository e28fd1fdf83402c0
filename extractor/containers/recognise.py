"""How containers are told by their first bytes, where it takes more than a mark."""

from __future__ import annotations

import re
from typing import Final

from extractor.errors import CorruptError
from extractor.reading.office import ole

_HEAD: Final = 65_536
"""Bytes in which the header of a letter is looked for."""
_BLANK: Final = b"\xef\xbb\xbf\r\n"
_FIELD = re.compile(rb"(?:From [^\r\n]*|([A-Za-z][A-Za-z0-9-]{0,60}):[^\r\n]*|[ \t][^\r\n]*)(?:\r?\n|\r)")
_TELLING = frozenset({b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to"})
"""Fields that only letters have; one that a person could type above a text (`Date:`) says nothing."""
_ALSO = frozenset({b"from", b"to", b"subject", b"date", b"content-type", b"reply-to"})
_MAX_JUNK: Final = 64
"""Bytes that writers of packages leave before the XML."""
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?edxml(?:envelope|header)?[\s>/]", re.IGNORECASE)


def is_letter(data: bytes) -> bool:
    """Whether the bytes begin with the header of a letter: a field that only letters have, and one more."""
    names, at, head = set(), 0, data[:_HEAD].lstrip(_BLANK)
    while match := _FIELD.match(head, at):
        names.add((match[1] or b"").lower())
        at = match.end()
    return bool(names & _TELLING) and len(names & (_TELLING | _ALSO)) > 1


def is_exchange(data: bytes) -> bool:
    """Whether an edXML element stands at the start of the bytes, behind no more than a little junk."""
    head = data[:4096].replace(b"\0", b"")
    return 0 <= head.find(b"<") <= _MAX_JUNK and _ROOT.search(head) is not None


def is_outlook(data: bytes) -> bool:
    """Whether the bytes are a message as Outlook stores it, a compound file with a message's properties."""
    if not data.startswith(ole.SIGNATURE):
        return False
    try:
        return ole.kind_of(data) is ole.Kind.MAIL
    except CorruptError:
        return False
