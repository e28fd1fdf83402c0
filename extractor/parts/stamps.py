"""Lines that are no component of a document: marks of drafts and copies, stamps, lines of digital signatures."""

from __future__ import annotations

import re

from extractor.text.passage import Quote

_REACH = 400
"""Characters of a line that are looked at."""
_MARK = re.compile(
    r"^\W{0,3}(?:(?:ban )?du thao(?: lan [\divx]{1,4})?\W{0,3}$|sao (?:y|luc)\b.{0,60}$|trich sao\b.{0,60}$|"
    r"ban sao\W{0,3}$|luu hanh noi bo\W{0,3}$|xem xong tra lai\W{0,3}$|(?:ky boi|nguoi ky|duoc ky boi|ngay ky|"
    r"thoi gian ky|email|co quan|to chuc)\s?:|signature |signed by|digitally signed)"
)
_STAMP = re.compile(
    r"^\W{0,3}(?:(?:(?:cong van|van ban|cv|vb) )?"
    r"den(?:\s?[:.]?$|\s+(?:so|gio|luc)\b.{0,60}$|\s+ngay\s?[:.]?\s?[\d/. -]{6,14}$)|"
    r"(?:so|ngay|gio)\s+(?:den|nhan)\b.{0,60}$|(?:luu )?ho so so\s?:.{0,40}$|"
    r"so\s?[:.]?\s*\d{1,6}\s?/\s?(?:den|cvd|vbd)\b.{0,40}$)"
)
"""Lines of the stamp `ĐẾN` with which an office registers what comes in: its number and day are not the document's."""


def is_mark(line: Quote) -> bool:
    """Whether a line is a draft's or a copy's mark, or one that a digital signature prints."""
    return _MARK.match(line.folded[:_REACH]) is not None


def is_stamp(line: Quote) -> bool:
    """Whether a line is of the stamp of incoming documents (dấu đến)."""
    return _STAMP.match(line.folded[:_REACH]) is not None
