"""Places of evidence in words, for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.evidence import Evidence
    from schemas.record import Record


def document_of(file: str, record: Record, *, language: str = "en") -> str:
    """Which document a record is of, for a person: `batch.zip/folder/report.docx`, `letter.pdf [pages 4-5]`.

    `file` is the file that was read, with or without folders: the outermost container, or the document itself.
    """
    source = record.source
    whole = file
    if source.container is not None:
        whole = "/".join((file, *source.container.split("/")[1:], source.name))
    if source.text_range is None:
        return whole
    first, last = source.page_range or source.text_range
    words = ("trang", "ký tự") if language == "vi" else ("pages", "characters")
    return f"{whole} [{words[source.page_range is None]} {first}-{last}]"


def name_of(path: str, record: Record, *, language: str = "en") -> str:
    """The same for a record out of a set: `path` is that of its file in a store, empty where the set has no paths."""
    source = record.source
    return document_of(path or (source.container or source.name).partition("/")[0], record, language=language)


def place_of(evidence: Evidence, *, language: str = "en") -> str:
    """`page 3, 120-135` (`trang 3, …` in Vietnamese); offsets are those of `vanthu show --text`."""
    if evidence.kind == "page":
        page = "trang" if language == "vi" else "page"
        return f"{page} {evidence.page}, {evidence.start}-{evidence.end}"
    if evidence.kind == "block":
        return f"{evidence.path}, {evidence.start}-{evidence.end}"
    if evidence.kind == "edxml":
        return evidence.path
    if evidence.kind == "review":
        named = "quyết định" if language == "vi" else "decision"
        return f"{named} {evidence.decision}" if evidence.decision.isdecimal() else evidence.decision
    return "file name"
