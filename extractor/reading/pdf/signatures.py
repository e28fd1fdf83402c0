"""The digital signatures of a PDF: put beside its text, with their words behind it and their places on its pages.

A file without any sign of a signature costs one search of its bytes; pyHanko is loaded for the others only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from extractor.budget import UNLIMITED, Budget
from extractor.reading.boxes import Boxes
from extractor.reading.pdf.glyphs import Frame
from extractor.reading.pdf.page_box import sides_of, visible_box
from extractor.reading.source import FileSignature, Slice, SourceText
from schemas.evidence import Box

if TYPE_CHECKING:
    from extractor.reading.pdf.signing import Signing

_SIGNED = re.compile(rb"/ByteRange|/Type\s{0,4}/(?:Sig|DocTimeStamp)\b")
_MAX_WORDS = 200
"""Characters of one entry of a certificate; names of bodies have about 80."""
_MAX_PAGES, _MAX_ANNOTATIONS = 2000, 10_000
_YEARS = range(1990, 2200)


def with_signatures(source: SourceText, data: bytes, budget: Budget = UNLIMITED) -> SourceText:
    """A PDF as read, with the digital signatures that its file holds.

    What certificates say stands behind the text of the last page, outside the reading order, so that it can be pointed
    at like any other words. A signature that cannot be read is one with unknown parts; it never fails a document.
    """
    if not _SIGNED.search(data):
        return source
    writer = _Writer(len(source.text))
    signatures = tuple(writer.signature(signing, place) for signing, place in _placed(data, budget))
    if not signatures:
        return source
    boxes = Boxes.joined((source.boxes, Boxes.nowhere(writer.length))) if source.boxes else source.boxes
    return replace(source, text=source.text + "".join(writer.parts), boxes=boxes, signatures=signatures)


@dataclass(slots=True)
class _Writer:
    """Appends what signatures say to a text of a known length."""

    start: int
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def line(self, text: str, place: tuple[int, Box | None]) -> Slice:
        """Write one line and its line feed."""
        start = self.start + self.length
        self.parts += (text, "\n")
        self.length += len(text) + 1
        return Slice(start, start + len(text), page=place[0], box=place[1])

    def signature(self, signing: Signing, at: tuple[int | None, Box | None]) -> FileSignature:
        """Write the words of one signature."""
        place = at[0] or 1, at[1]
        name = self.line(_printable(signing.field) or "/Sig", place)
        signer, organ = _printable(signing.signer or ""), [_printable(part) for part in signing.organ[:4]]
        time = _printable(signing.time or "")
        said = {
            "signer": (self.line(signer, place),) if signer else (),
            "organ": tuple(self.line(part, place) for part in organ if part),
            "signed_at": (self.line(time, place),) if time else (),
        }
        return FileSignature(
            signer=unicodedata.normalize("NFC", signer) or None,
            organ=unicodedata.normalize("NFC", ", ".join(part for part in organ if part)) or None,
            signed_at=_iso(signing.signed_at),
            intact=signing.intact,
            whole=signing.whole,
            page=at[0],
            box=at[1],
            trusted=signing.trusted,
            name=name,
            said=tuple(said.items()),
        )


def _printable(text: str) -> str:
    """An entry of a certificate on one line: bounded, no control characters, no halves of characters."""
    whole = text[:_MAX_WORDS].encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in whole).split())


def _iso(moment: datetime | None) -> str | None:
    if moment is None or moment.year not in _YEARS:
        return None
    return moment.replace(microsecond=0).isoformat()


def _placed(data: bytes, budget: Budget) -> Iterator[tuple[Signing, tuple[int | None, Box | None]]]:
    """Each signature with page (from 1) and box of its appearance."""
    from extractor.reading.pdf import signing  # noqa: PLC0415 -- pyHanko costs 0.4 s, needed for signed files only

    budget.begin("signatures")
    try:
        reader = signing.open_reader(data)
        pages = tuple(_pages(reader.root["/Pages"]))
        for each in signing.read_signings(reader, budget):
            try:
                place = _place(each.widget, pages)
            except signing.MALFORMED:
                place = None, None
            yield each, place
    except signing.MALFORMED:
        yield signing.Signing(""), (None, None)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the file: its object number, its annotations and its frame."""

    number: int | None
    annotations: frozenset[int]
    frame: Frame


def _pages(root: Any) -> Iterator[_Page]:
    """The pages in order, entries inherited from the tree above them included."""
    waiting: list[tuple[Any, Mapping[str, Any]]] = [(root, {})]
    seen: set[int | None] = set()
    for _ in range(2 * _MAX_PAGES):
        if not waiting:
            return
        node, inherited = waiting.pop()
        number = getattr(node, "idnum", None)
        if number is not None and number in seen:
            continue
        seen.add(number)
        node = node.get_object()
        own = {key: node[key] for key in ("/MediaBox", "/CropBox", "/Rotate") if key in node}
        entries = {**inherited, **own}
        if "/Kids" in node:
            kids = node["/Kids"]
            raw = [kids.raw_get(index) for index in range(min(len(kids), _MAX_PAGES))]
            waiting += [(kid, entries) for kid in reversed(raw)]
        else:
            yield _Page(number, _annotations(node), _frame(entries))


def _annotations(page: Any) -> frozenset[int]:
    listed: Any = page.get("/Annots")
    raw = [listed.raw_get(index) for index in range(min(len(listed or ()), _MAX_ANNOTATIONS))]
    return frozenset(each.idnum for each in raw if hasattr(each, "idnum"))


def _frame(entries: Mapping[str, Any]) -> Frame:
    """The visible box of a page: the crop box inside the media box."""
    media = entries.get("/MediaBox", (0, 0, 612, 792))
    turns = round(float(entries.get("/Rotate", 0))) // 90 % 4
    return Frame(*visible_box(media, entries.get("/CropBox", media)), turns)


def _place(widget: Any, pages: tuple[_Page, ...]) -> tuple[int | None, Box | None]:
    """Page and box of a widget; no box where it has no size or lies off its page."""
    if widget is None:
        return None, None
    page = _page_of(widget, pages)
    if page is None:
        return None, None
    frame = pages[page].frame
    x0, y0, x1, y1 = sides_of(widget.get_object()["/Rect"])
    x, y = frame.place(np.array([x0, x1]), np.array([y0, y1]))
    left, right = sorted(np.clip(x, 0, frame.width).round(2).tolist())
    top, bottom = sorted(np.clip(y, 0, frame.height).round(2).tolist())
    shown = right - left > 1 and bottom - top > 1
    return page + 1, Box(left, top, right, bottom) if shown else None


def _page_of(widget: Any, pages: tuple[_Page, ...]) -> int | None:
    dictionary = widget.get_object()
    own = getattr(getattr(dictionary, "container_ref", None), "idnum", None)
    named = getattr(dictionary.raw_get("/P") if "/P" in dictionary else None, "idnum", None)
    for index, page in enumerate(pages):
        if own is not None and own in page.annotations:
            return index
    for index, page in enumerate(pages):
        if named is not None and named == page.number:
            return index
    return None
