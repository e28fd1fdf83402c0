"""Several documents in one file: where the enclosed ones begin.

A document enclosed in another has a head of its own behind the other's end: national title, number and type, at the top
of a page where there are pages. A copy (sao y, sao lục, trích sao; NĐ 30/2020, Annex I, part II) has its form, number,
place and date below the original. Appendices, forms to be filled in and texts issued with a decision may repeat the
national title: they have no number of their own, or stand below a label, and stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from extractor.parts.head import read_head
from extractor.parts.lines import NUMBER, Kind, goes_on, kind_of, lines_of, names_body, names_post
from extractor.parts.names import name_in
from extractor.reading.source import Grid, Paragraph, SourceText, Zone
from extractor.text.capitals import is_capitals
from extractor.text.passage import Passage

MAX_DOCUMENTS = 50
_MAX_HEAD = 14
"""Passages of one head."""
_MAX_ABOVE = 4
"""Short passages between the edge of a page and a head: stamps and page numbers that no reader set apart."""
_MAX_SHORT = 80
_HINT = re.compile(r"cong hoa|chu nghia|viet nam|/\s?(?:s[yl]|tr?s)\b")
"""What national title and number of a copy hold even where a word of them is misread: few passages do."""
_FORM_LABEL = re.compile(r"^\W{0,3}(?:phu luc|mau|bieu|bieu mau|de cuong)\b")
_BLANK_ORGAN = re.compile(r"ten (?:co quan|don vi|to chuc)|\.{3}|…|\(\d\)")
_LEADER = re.compile(r"[.…_]{5,}|…{2,}")
_FEWEST_LEADERS = 3
_COPY_FORM = re.compile(r"^\W{0,3}(?:ban\s)?(?:sao (?:y|luc)|trich sao)(?: ban chinh)?\W{0,3}$")
_COPY_NOTATION = re.compile(r"(?:sy|sl|trs|ts)\b")
_HEAD_KINDS = frozenset(
    {Kind.NATIONAL, Kind.MOTTO, Kind.NUMBER, Kind.PLACE_DATE, Kind.RULE, Kind.MARK, Kind.URGENCY, Kind.SECRECY}
)


@dataclass(frozen=True, slots=True, eq=False)
class _Start:
    """The first passage of an enclosed document, and what stands behind a copy that ends before the file does."""

    first: Passage
    is_copy: bool
    behind: Passage | Grid | None = None


def split(flow: Sequence[Passage | Grid], source: SourceText) -> tuple[SourceText, ...]:
    """The documents of a file in their order, each a part of the flow over the same text; one for most files.

    What stands behind the block of a copy, such as the appendices of the original, is the original's.
    """
    main = [item for item in flow if isinstance(item, Grid) or item.zone is Zone.BODY]
    starts = {_place(found.first, source): found for found in _starts(main)}
    own: list[Paragraph | Grid] = []
    documents, original, end = [own], own, None
    for index, item in enumerate(source.flow):
        if index > 0 and (found := starts.get(index)):
            own, end = [], found.behind and _place(found.behind, source)
            original = original if found.is_copy else own
            documents.append(own)
        elif index == end:
            own = original
        own.append(item)
    return (source,) if len(documents) == 1 else tuple(part(source, document) for document in documents)


def joined(source: SourceText, one: SourceText, other: SourceText) -> SourceText:
    """Two parts of one flow as one, in its order."""
    held = {id(item) for item in (*one.flow, *other.flow)}
    return part(source, [item for item in source.flow if id(item) in held])


def _place(start: Passage | Grid, source: SourceText) -> int:
    """Index in the flow of an item, with the running head and the stamps of its page."""
    at = next((i for i, item in enumerate(source.flow) if _is_at(item, start)), 0)
    while at > 0 and _is_beside(source.flow[at - 1]) and source.flow[at - 1].page == start.page:
        at -= 1
    return at


def _is_at(item: Paragraph | Grid, start: Passage | Grid) -> bool:
    if isinstance(start, Grid):
        return item is start
    return isinstance(item, Paragraph) and item.slices[0] == start.slices[0]


def _is_beside(item: Paragraph | Grid) -> bool:
    return isinstance(item, Paragraph) and item.zone is not Zone.BODY and item.page is not None


def part(source: SourceText, flow: Sequence[Paragraph | Grid]) -> SourceText:
    """A stretch of the flow as a document of its own, with the signatures and the pictures of its pages."""
    piece = replace(source, flow=tuple(flow))
    pages = page_range(piece)
    if pages is None:
        return piece
    inside = range(pages[0], pages[1] + 1)
    ocr = source.ocr and replace(source.ocr, pages=source.ocr.pages & frozenset(inside))
    signatures = tuple(signature for signature in source.signatures if signature.page in {None, *inside})
    return replace(piece, signatures=signatures, ocr=ocr if ocr and ocr.pages else None)


def page_range(source: SourceText) -> tuple[int, int] | None:
    """First and last page of a flow; None without pages."""
    pages = [item.page for item in source.slices() if item.page is not None]
    return (min(pages), max(pages)) if pages else None


def text_range(source: SourceText) -> tuple[int, int]:
    """From the first character of a flow to behind its last, in the offsets of the whole text."""
    slices = source.slices()
    return (slices[0].start, slices[-1].end) if slices else (0, 0)


def _starts(main: Sequence[Passage | Grid]) -> Iterator[_Start]:
    """Where each enclosed document begins."""
    last, found = 0, 1
    for index, item in enumerate(main):
        if found >= MAX_DOCUMENTS or index <= last or not isinstance(item, Passage) or not _HINT.search(item.folded):
            continue
        is_copy = _numbers_copy(item)
        top = _top_of_copy(main, index) if is_copy else _top_of_head(main, index)
        if top is not None and top > last and _has_ended(main[last:top]):
            start = main[top]
            last, found = index, found + 1
            if isinstance(start, Passage):
                yield _Start(start, is_copy, _behind_copy(main, index) if is_copy else None)


def _behind_copy(main: Sequence[Passage | Grid], index: int) -> Passage | Grid | None:
    """What follows the block of a copy: another page, a table, an appendix; None where it is the last."""
    page = main[index].page
    for at, item in enumerate(main[index + 1 :], start=index + 1):
        if isinstance(item, Grid) or _kinds(item) & {Kind.APPENDIX, Kind.ATTACHED} or _FORM_LABEL.match(item.folded):
            return item
        if item.page != page:
            if _has_ended(main[index:at]) or not _opens_end(item):
                return item
            page = item.page
    return None


def _opens_end(item: Passage) -> bool:
    """Whether a passage at the top of a page goes on with a block that has not been signed yet."""
    first = lines_of(item)[0]
    return kind_of(first) in {Kind.RECIPIENTS, Kind.AUTHORITY} or (is_capitals(first.text) and names_post(first.text))


def _kinds(item: Passage) -> set[Kind]:
    return {kind_of(line) for line in lines_of(item)}


def _is_of_head(item: Passage) -> bool:
    """Whether a passage above a title or number is of the same head: a body's name or a mark, no post, no person."""
    lines = list(lines_of(item))
    kinds = {kind_of(line) for line in lines}
    if kinds <= _HEAD_KINDS:
        return True
    names = all(is_capitals(line.text) and not names_post(line.text) for line in lines)
    return names and Kind.AUTHORITY not in kinds and any(names_body(line) or goes_on(line) for line in lines)


def _top(main: Sequence[Passage | Grid], index: int) -> int:
    """First passage of the head that a passage stands in."""
    home, top = main[index], index
    for above in range(index - 1, max(-1, index - _MAX_HEAD), -1):
        item = main[above]
        if not isinstance(item, Passage) or not isinstance(home, Passage):
            break
        beside = item.group is not None and item.group == home.group
        if not beside and (not _is_of_head(item) or item.page != home.page):
            break
        top = above
    return top


def _top_of_head(main: Sequence[Passage | Grid], index: int) -> int | None:
    """Where the head begins whose national title a passage holds; None where no enclosed document can begin there."""
    item = main[index]
    if not isinstance(item, Passage) or Kind.NATIONAL not in _kinds(item):
        return None
    top = _edge_of_page(main, _top(main, index))
    if top is None or _stands_below_label(main, top) or not _is_own_head(main, top):
        return None
    return top


def _edge_of_page(main: Sequence[Passage | Grid], top: int) -> int | None:
    """First passage of the page, where only scraps stand above the head; the head itself without pages."""
    page = main[top].page
    if page is None:
        return top
    first = top
    while first > 0 and main[first - 1].page == page:
        first -= 1
    scraps = [item for item in main[first:top] if isinstance(item, Passage) and len(item.text) <= _MAX_SHORT]
    return first if len(scraps) == top - first <= _MAX_ABOVE else None


def _stands_below_label(main: Sequence[Passage | Grid], top: int) -> bool:
    """Whether `Phụ lục`, `Mẫu số 01` or `(Kèm theo …)` says that what follows is part of the document before."""
    around = [item for item in main[max(0, top - 2) : top + 3] if isinstance(item, Passage)]
    if any(_FORM_LABEL.match(line.folded) for item in around for line in lines_of(item)):
        return True
    above = [item for item in main[max(0, top - 2) : top + 1] if isinstance(item, Passage)]
    return any(Kind.ATTACHED in _kinds(item) for item in above)


def _is_own_head(main: Sequence[Passage | Grid], top: int) -> bool:
    """Whether a head names a body, a number and a type or subject, and is no form's."""
    passages = [item for item in main[top:] if isinstance(item, Passage)]
    head = read_head(passages[: 4 * _MAX_HEAD])
    if not (head.national and head.number and head.organs and (head.type_line or head.subject)):
        return False
    if any(_BLANK_ORGAN.search(line.folded) for line in head.organs):
        return False
    below = passages[head.end :]
    end = next((i for i, item in enumerate(below) if Kind.NATIONAL in _kinds(item)), len(below))
    return sum(1 for item in below[:end] if _LEADER.search(item.text)) < _FEWEST_LEADERS


def _numbers_copy(item: Passage) -> bool:
    matches = (NUMBER.match(line.folded) for line in lines_of(item))
    return any(match and _COPY_NOTATION.match(match["notation"] or "") for match in matches)


def _top_of_copy(main: Sequence[Passage | Grid], index: int) -> int | None:
    """Where the block of a copy begins whose number a passage holds; its form stands above or beside the number."""
    top = _top(main, index)
    around = [item for item in main[top : index + 4] if isinstance(item, Passage)]
    named = any(_COPY_FORM.match(line.folded) for item in around for line in lines_of(item))
    return top if named else None


def _has_ended(items: Sequence[Passage | Grid]) -> bool:
    """Whether a document has come to its end: recipients, or an authority or post with a person's name below."""
    passages = [item for item in items if isinstance(item, Passage)]
    return any(_signs(item, below) for item, below in zip_longest(passages, passages[1:]))


def _signs(item: Passage, below: Passage | None) -> bool:
    lines = list(lines_of(item)) + list(lines_of(below)[:1] if below else ())
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if kind_of(line) in {Kind.RECIPIENTS, Kind.AUTHORITY}:
            return True
        if after is not None and is_capitals(line.text) and names_post(line.text) and name_in(after):
            return True
    return False
