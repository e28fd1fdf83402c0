"""The list under `Nơi nhận`: its lines as entries, without dash and closing mark (NĐ 30/2020, Annex I, II.9; ô 9b)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.parts.lines import Kind, kind_of, names_body, names_post
from extractor.parts.names import name_in
from extractor.text.capitals import is_capitals
from extractor.text.passage import Quote

FILED = re.compile(r"\W{0,3}luu(?:\s?[:.]|\s(?:vt|vp|van phong|van thu|ho so)\b|\W{0,3}$)")
"""`- Lưu: VT.`, and not `- Lưu ý …`."""
_DASHED_NEXT = re.compile(r"[;,]\s*(?=[-–—]\s?\S)")
_NEXT_ENTRY = re.compile(r";\s*(?=\S)")
BULLET_START = re.compile(r"^[-–—+•*·]\s*")


def is_office_line(line: Quote) -> bool:
    """Whether a line can stand in a signature block above the name: authority, capacity or post in capitals."""
    if kind_of(line) is Kind.AUTHORITY:
        return True
    return is_capitals(line.text) and len(line.text) <= 120 and (names_post(line.text) or names_body(line))


def _tidy(quote: Quote, *, last: bool) -> Quote:
    """A line of a recipient without the dash before it and, on the last one, the closing mark behind it."""
    start, text = 0, quote.text
    mark = BULLET_START.match(text)
    if mark:
        start = mark.end()
    end = len(text)
    while last and end > start and text[end - 1] in ";.,/ ":
        end -= 1
    return quote.part(start, end)


def _split_list(lines: Sequence[Quote]) -> list[list[Quote]]:
    """Lines to entries: a dash opens one, a closing mark ends it, what follows without a dash continues it."""
    entries: list[list[Quote]] = []
    open_entry = False
    for line in lines:
        dashed = BULLET_START.match(line.text) is not None
        if dashed:
            entries.append([line])
        elif entries and (open_entry or not looks_like_entry(line) or _goes_on_listing(entries[-1], line)):
            entries[-1].append(line)
        elif entries or looks_like_entry(line):
            entries.append([line])
        open_entry = line.text.rstrip()[-1:] not in {";", "."} or line.text.rstrip().endswith(("TP.", "Đ/c."))
    return entries


def _goes_on_listing(entry: Sequence[Quote], line: Quote) -> bool:
    """`- Các công ty: Cổ phần A;` / `Cổ phần B;`: a dashed entry that lists bodies goes on without dashes."""
    lists = BULLET_START.match(entry[0].text) is not None and ":" in entry[0].text
    return lists and not any(FILED.match(each.folded) for each in (entry[0], line))


def looks_like_entry(line: Quote) -> bool:
    """Whether a line is closed as entries of the list are."""
    return line.text.rstrip().endswith((";", "."))


def _inline_entries(label: Quote) -> list[Quote]:
    """Entries on the label's own line: `Nơi nhận: - Như trên; - Lưu: VT`, `Nơi nhận: Như trên.`."""
    at = label.text.find(":")
    rest = label.part(at + 1) if at >= 0 else label.part(len(label.text))
    if not rest or is_office_line(rest) or name_in(rest) is not None:
        return []
    dashed = BULLET_START.match(rest.text) is not None
    if not dashed and (" " not in rest.text or rest.text.isupper()):
        return []  # initials or what was misread of a signature
    pieces, start = [], 0
    for match in (_DASHED_NEXT if dashed else _NEXT_ENTRY).finditer(rest.text):
        pieces.append(rest.part(start, match.end()))
        start = match.end()
    return [*pieces, rest.part(start)]


def entries_of(label: Quote, lines: Sequence[Quote]) -> tuple[tuple[Quote, ...], ...]:
    """Recipients on the label's line and below it, each as its lines without dash and closing mark."""
    entries = [[entry] for entry in _inline_entries(label)] + _split_list(lines)
    tidied = (tuple(quote for line in entry if (quote := _tidy(line, last=line is entry[-1]))) for entry in entries)
    return tuple(entry for entry in tidied if entry)
