"""Places of evidence in words, for a person."""

from __future__ import annotations

from schemas.evidence import BlockEvidence, EdxmlEvidence, Evidence, PageEvidence, ReviewEvidence


def place_of(evidence: Evidence, *, language: str = "en") -> str:
    """`page 3, 120-135` (`trang 3, …` in Vietnamese); offsets are those of `vanthu show --text`."""
    if isinstance(evidence, PageEvidence):
        page = "trang" if language == "vi" else "page"
        return f"{page} {evidence.page}, {evidence.start}-{evidence.end}"
    if isinstance(evidence, BlockEvidence):
        return f"{evidence.path}, {evidence.start}-{evidence.end}"
    if isinstance(evidence, EdxmlEvidence):
        return evidence.path
    return evidence.decision if isinstance(evidence, ReviewEvidence) else "file name"
