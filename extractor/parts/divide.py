"""Takes a cleaned document apart: head, addressees, body with its outline, tail, appendices, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractor.parts.appendices import read_appendices
from extractor.parts.columns import split_columns
from extractor.parts.enumerators import item_mark, read_enumerator
from extractor.parts.head import Head, read_head
from extractor.parts.lines import Kind, kind_of, lines_of, names_body
from extractor.parts.model import Node, Parts
from extractor.parts.outline import outline, whole_headings
from extractor.parts.roles import role_of
from extractor.parts.tail import Tail, read_tail
from extractor.parts.wrapped import with_whole_tails
from extractor.reading.source import Grid, SourceText, Zone
from extractor.text.passage import Passage, Quote
from schemas.sections import Role

_CLOSING = re.compile(
    r"^(?:tren co so do\b|(?:rat )?(?:kinh )?mong |tran trong\b|vay |kinh |de nghi |yeu cau |trong qua trinh\b)"
)
_COURTESY = re.compile(
    r"\b(?:xem xet|tong hop|bao cao|quan tam|chi dao|phoi hop|trien khai|thuc hien|giai quyet|theo doi|duoc biet|"
    r"tran trong|cam on|cho y kien|phe duyet|quyet dinh|huong dan)\b"
)
_THANKS = re.compile(
    r"^(?:(?:ubnd|uy ban nhan dan)\s[^.;:]{0,60}?)?(?:xin )?"
    r"(?:(?:chan thanh|tran trong) (?:cam on|(?:kinh )?bao cao)|(?:rat|kinh) mong (?:nhan )?duoc)\b[^;:]{0,160}$"
)
"""Thanks and wishes at the end: `Rất mong nhận được sự quan tâm …`, `Xin trân trọng cảm ơn!`."""
_END = re.compile(r"\.\s?/\s?\.?\W{0,3}$|\./|/\.$")
_REPORTS_UP = re.compile(
    r"^[^.;:]{3,120}?\b(?:bao cao|trinh|kinh gui)\s(?!.{0,160}\b(?:de nghi|kien nghi|de xuat)\b)[^.;:]{3,120}?"
    r"\b(?:xem xet|chi dao|tong hop|theo doi|cho y kien|duoc biet|quyet dinh)\b[^.;:]{0,60}[./]{0,3}$|"
    r"^[^.;:]{3,80}?\bkinh bao cao\W{0,4}$"
)
"""A body reports to another one: `Ủy ban nhân dân xã … báo cáo Sở … xem xét, chỉ đạo.`, or `… kính báo cáo./.`"""
_ASKS = re.compile(r"\bde nghi\b|\bkinh\b|\byeu cau\b|\btran trong\b")
_CLOSING_REACH = 4
_ADDRESSEE_MARK = re.compile(r"^[-–—+•*]\s*")
_BASIS_ITEM = re.compile(r"[-–—+•*]\s*(?:can cu|theo de nghi|xet de nghi|thuc hien)\b")
"""`- Căn cứ Luật …;` below `Kính gửi: …`: the first of the legal bases."""
_MAX_PREFACE = 2
"""Passages above a portal's table."""
_REACH_OF_HEAD = 6
"""Passages below it among which the national title stands."""
_NOTE = re.compile(r"[(\[]\d{1,2}[)\]]\s?\S")
_KINH_GUI = re.compile(r"^kinh\s+(?:gui|trinh)\s?:?\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """The document taken apart, with the head's lines for the rules of the head."""

    head: Head
    parts: Parts


def _addressees(flow: Sequence[Passage | Grid], at: int) -> tuple[tuple[Quote, ...], int]:
    """`Kính gửi: …` on one line, or each addressee on a line of its own; and the index behind them."""
    while at < len(flow) and isinstance(above := flow[at], Passage) and kind_of(above.quote()) is Kind.RULE:
        at += 1
    item = flow[at] if at < len(flow) else None
    if not isinstance(item, Passage) or kind_of(first := lines_of(item)[0]) is not Kind.ADDRESSEES:
        return (), at
    lines = [first.part(_prefix(first)), *lines_of(item)[1:]]
    end = at + 1
    for index in range(at + 1, min(len(flow), at + 25)):
        passage = flow[index]
        if not isinstance(passage, Passage) or not _continues_addressees(passage, item):
            break
        lines += [line.part(_prefix(line)) for line in lines_of(passage)]
        end = index + 1
    return tuple(quote for line in _merged(lines) if (quote := _plain(line))), end


def _prefix(line: Quote) -> int:
    match = _KINH_GUI.match(line.folded)
    return match.end() if match else 0


def _continues_addressees(passage: Passage, label: Passage) -> bool:
    if passage.group is not None and passage.group == label.group:
        return True
    if _BASIS_ITEM.match(passage.folded):
        return False
    if passage.column == label.column and kind_of(passage.quote()) is Kind.ADDRESSEES:
        return True
    dashed = _ADDRESSEE_MARK.match(passage.text) is not None and len(passage.text) < 160
    alone = label.text.rstrip().endswith(":") and len(passage.text) < 160
    return passage.column == label.column and (dashed or (alone and passage.index == label.index + 1))


def _merged(lines: Sequence[Quote]) -> list[Quote]:
    """Lines of one passage that no dash and no closing mark keeps apart are one addressee."""
    merged: list[Quote] = []
    for line in lines:
        if not line:
            continue
        last = merged[-1] if merged else None
        same = last is not None and last.passage is line.passage and last.text[-1:] not in {";", "."}
        if last is not None and same and not _ADDRESSEE_MARK.match(line.text):
            merged[-1] = Quote(last.passage, last.start, line.end)
        else:
            merged.append(line)
    return merged


def _plain(line: Quote) -> Quote:
    mark = _ADDRESSEE_MARK.match(line.text)
    end = len(line.text)
    while end and line.text[end - 1] in ";., ":
        end -= 1
    return line.part(mark.end() if mark else 0, end)


def _closing_index(body: Sequence[Passage | Grid]) -> int | None:
    """Where the closing begins: `Trên đây là …`, or a last courtesy that ends the document."""
    for index in range(max(0, len(body) - _CLOSING_REACH), len(body)):
        item = body[index]
        if isinstance(item, Passage) and _says_above(item):
            return index
    at = len(body)
    while at > max(0, len(body) - _CLOSING_REACH) and _closes(body[:at], last=at == len(body)):
        at -= 1
    return at if at < len(body) else None


def _closes(body: Sequence[Passage | Grid], *, last: bool) -> bool:
    """Whether the last item of a body is its courtesy; above the last only thanks and wishes are."""
    item, above = body[-1], body[-2] if len(body) > 1 else None
    if not isinstance(item, Passage) or item_mark(item.text, item.folded):
        return False
    if last and _REPORTS_UP.match(item.folded) and names_body(item.quote()):
        return True
    if _is_request_heading(above):
        return False
    if _THANKS.match(item.folded):
        return True
    below_list = isinstance(above, Passage) and item_mark(above.text, above.folded) > 0
    return last and _is_courtesy(item, below_list=below_list)


def _says_above(passage: Passage) -> bool:
    """`Trên đây là báo cáo …`; with a colon behind it it introduces what follows."""
    return passage.folded.startswith(("tren day ", "tren day, ")) and not passage.text.endswith(":")


def _is_request_heading(item: Passage | Grid | None) -> bool:
    """A heading of requests: what stands alone below it is the request, however politely it ends."""
    if not isinstance(item, Passage) or item.text[-1] in ".;,/":
        return False
    enumerator = read_enumerator(item.text, item.folded)
    return enumerator is not None and role_of(item.text[enumerator.end :]) is Role.PROPOSALS


def _is_courtesy(passage: Passage, *, below_list: bool) -> bool:
    """Asking for attention, closed by the end mark; below the last item of a list a full stop closes it as well."""
    opening = passage.folded[:300]
    courtesy = _CLOSING.match(opening) is not None or names_body(passage.quote()) or _ASKS.search(opening) is not None
    ended = _END.search(passage.text) is not None or (below_list and passage.text.endswith("."))
    return courtesy and ended and _COURTESY.search(passage.folded) is not None


def _opening(body: Sequence[Passage | Grid], sections: Sequence[Node]) -> tuple[Passage, ...]:
    stop = sections[0].place.passage if sections else None
    taken: list[Passage] = []
    for item in body:
        if item is stop:
            break
        if isinstance(item, Passage):
            taken.append(item)
    return tuple(taken)


def _passages(items: Sequence[Passage | Grid]) -> tuple[Passage, ...]:
    return tuple(item for item in items if isinstance(item, Passage))


def _is_note(item: Passage | Grid) -> bool:
    """`(1) Công văn số …` right below the signature: a footnote of a copy that has no pages."""
    return isinstance(item, Passage) and _NOTE.match(item.text) is not None


def _read_boxes(head: Head, flow: Sequence[Passage | Grid]) -> None:
    """Marks of urgency and secrecy are stamps: Word draws them in text boxes."""
    for item in _passages(flow):
        if item.zone is Zone.TEXT_BOX:
            kind = kind_of(item.quote())
            if kind is Kind.URGENCY and head.urgency is None:
                head.urgency = item.quote()
            elif kind is Kind.SECRECY and head.secrecy is None:
                head.secrecy = item.quote()


def _read_closing_date(head: Head, flow: Sequence[Passage | Grid], tail: Tail) -> None:
    """Offices without a head like the decree's write place and date above the signature."""
    if head.place_date is not None or not tail.signatures:
        return
    around = _passages(flow[max(0, tail.start - 2) : tail.end])
    dates = [line for item in around for line in lines_of(item) if kind_of(line) is Kind.PLACE_DATE]
    head.place_date = dates[0] if dates else None


def _below_preface(flow: Sequence[Passage | Grid]) -> Sequence[Passage | Grid]:
    """The flow without the table of its properties that a portal puts above a copy, and the title above that table."""
    at = next((i for i, item in enumerate(flow[: _MAX_PREFACE + 1]) if isinstance(item, Grid)), None)
    if at is None or any(map(_is_national, flow[:at])):
        return flow
    head = takewhile(lambda item: not isinstance(item, Grid), flow[at + 1 : at + 1 + _REACH_OF_HEAD])
    return flow[at + 1 :] if any(map(_is_national, head)) else flow


def _is_national(item: Passage | Grid) -> bool:
    return isinstance(item, Passage) and any(kind_of(line) is Kind.NATIONAL for line in lines_of(item))


def divide(flow: Sequence[Passage | Grid], source: SourceText) -> Division:
    """Take a document apart; never fails, what is not there stays empty."""
    whole = with_whole_tails(split_columns([item for item in flow if isinstance(item, Grid) or item.zone is Zone.BODY]))
    main = _below_preface(whole)
    first_grid = next((i for i, item in enumerate(main) if isinstance(item, Grid)), len(main))
    head = read_head(_passages(main[:first_grid]))
    _read_boxes(head, flow)
    addressees, body_start = _addressees(main, head.end)
    tail = read_tail(main, body_start)
    _read_closing_date(head, main, tail)
    body = whole_headings(main[body_start : tail.start])
    grids = tuple(item for item in whole if isinstance(item, Grid))
    numbers = {id(grid): index for index, grid in enumerate(grids)}
    closing = _closing_index(body)
    told = body[:closing]
    sections = outline(told, numbers)
    closing_item = body[closing] if closing is not None else None
    below = main[max(tail.start, tail.end) :]
    notes = _passages(list(takewhile(_is_note, below)))
    parts = Parts(
        source=source,
        head=_passages(main[: head.end]),
        addressees=addressees,
        opening=_opening(told, sections),
        body=_passages(body),
        sections=sections,
        closing=closing_item.quote() if isinstance(closing_item, Passage) else None,
        recipients=tail.recipients,
        signatures=tail.signatures,
        appendices=read_appendices(below[len(notes) :], numbers),
        footnotes=(*(item for item in _passages(flow) if item.zone is Zone.FOOTNOTE), *notes),
        grids=grids,
    )
    return Division(head, parts)
