"""Places of evidence in words, for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.evidence import Evidence


def place_of(evidence: Evidence, *, language: str = "en") -> str:
    """`page 3, 120-135` (`trang 3, …` in Vietnamese); offsets are those of `vanthu show --text`."""
    if evidence.kind == "page":
        page = "trang" if language == "vi" else "page"
        return f"{page} {evidence.page}, {evidence.start}-{evidence.end}"
    if evidence.kind == "block":
        return f"{evidence.path}, {evidence.start}-{evidence.end}"
    if evidence.kind == "edxml":
        return evidence.path
    return evidence.decision if evidence.kind == "review" else "file name"
