"""Cells of head and tail that a copy wrote on one line: `UBND TỈNH A SỞ B -----`, `KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Văn C`.

Only cells of regions set side by side are taken apart, before anchors that begin a line of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.parts.lines import is_unfinished, names_post
from extractor.reading.source import Grid
from extractor.text.capitals import is_capitals
from extractor.text.passage import Passage, Quote

_MAX_CELL = 600
_ANCHOR = re.compile(
    r" (?=doc lap ?- ?tu do\b|-{3,}|_{3,}|so ?: ?[\d.… ]{0,12}/|v/v\b|ve viec\b|noi nhan ?:|kinh gui ?:)|"
    r"(?<=-{3}) |(?<=_{3}) "
)
_NATIONAL = re.compile(r"\b(?:cong hoa xa hoi|doc lap ?- ?tu do|dang cong san)\b")
_BODY = re.compile(
    r" (?=(?:SỞ|UBND|[UỦ][ỶY] BAN (?:NHÂN DÂN|MTTQ)|HỘI ĐỒNG NHÂN DÂN|HĐND|VĂN PHÒNG|TRUNG TÂM|CHI CỤC|CÔNG ĐOÀN|"
    r"BAN (?:QUẢN LÝ|TUYÊN GIÁO|DÂN VẬN|DÂN TỘC|TỔ CHỨC|CHỈ ĐẠO|CHỈ HUY|THƯỜNG|CHẤP HÀNH)|BỆNH VIỆN|THANH TRA|"
    r"ĐẢNG [UỦ][ỶY]|TRẠM Y TẾ|CÔNG AN|XÍ NGHIỆP|HẠT KIỂM LÂM|LIÊN MINH|(?<!TỔNG )LIÊN ĐOÀN|"
    r"(?<!VĂN )(?<!HẢI )(?<!QUỐC )PHÒNG|(?<!CHI )(?<!TỔNG )CỤC|(?<!MÔI )(?<!THỊ )TRƯỜNG)(?!\w))"
)
"""First words of the second body in a head; one at the start of a cell opens the first."""
_HANGS = re.compile(r"(?:\b(?:VÀ|CỦA|CÁC|THUỘC)|[-–,])$")
_OFFICE = re.compile(
    r" (?=(?:KT\.|TL\.|TUQ\.|K/T) ?\S)|(?<!KT\.)(?<!K/T)(?<!TL\.)(?<!TUQ\.)(?<!Q\.)(?<!PHÓ)(?<!TỔNG)(?<!CHI) "
    r"(?=(?:PHÓ )?(?:TỔNG )?(?:CHI )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG PHÒNG|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|"
    r"BÍ THƯ|CỤC TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG ĐOÀN)\b)"
)
_WORD = re.compile(r"\S+")
_OPENS_NAME = re.compile(r" (?=(?:(?:PGS|GS|TS|ThS|BS|CN|KS)\S{0,12}|H'|[YA]) $)")
"""Capitals that belong to the name: a degree, the first syllable of peoples of the highlands."""


def cut(quote: Quote, column: int | None, group: int | None) -> Passage:
    """The words of a quote as a passage of their own in a column."""
    passage, start, end = quote.passage, quote.start, quote.end
    return replace(
        passage,
        text=passage.text[start:end],
        folded=passage.folded[start:end],
        starts=passage.starts[start:end],
        stops=passage.stops[start:end],
        marks=passage.marks[start:end],
        slices=tuple(s for s in passage.slices if s.end > passage.starts[start] and s.start < passage.stops[end - 1]),
        column=column,
        group=group,
    )


def apart(flow: Sequence[Passage | Grid]) -> Iterator[Passage | Grid]:
    """The flow with run-on cells as the lines they were."""
    heads = {p.group for p in flow if isinstance(p, Passage) and p.column and _NATIONAL.search(p.folded[:_MAX_CELL])}
    for item in flow:
        if not isinstance(item, Passage) or item.column is None or len(item.slices) > 1 or len(item.text) > _MAX_CELL:
            yield item
            continue
        begins = _lines_of_head(item) if item.group in heads else _lines_of_signer(item)
        places = sorted({0, len(item.text), *begins})
        pieces = [item.quote(*place) for place in pairwise(places)]
        yield from (cut(piece, item.column, item.group) for piece in pieces if piece) if len(pieces) > 1 else (item,)


def _lines_of_head(cell: Passage) -> Iterator[int]:
    """Where lines begin inside a cell of the head."""
    anchors = [match.start() for match in _ANCHOR.finditer(cell.folded)]
    yield from anchors
    end = anchors[0] if anchors else len(cell.text)
    if cell.column == 0 and is_capitals(cell.text[:end]):
        yield from _bodies(cell, end)


def _lines_of_signer(cell: Passage) -> Iterator[int]:
    """Where offices and the name begin inside a cell that opens with a post."""
    offices = [match.start() for match in _OFFICE.finditer(cell.text)]
    opens = is_capitals(cell.text.split(maxsplit=1)[0]) and (offices or names_post(cell.text.removeprefix("Q. ")))
    name = _start_of_name(cell.text)
    if opens and name:
        yield from (at for at in offices if at < name)
        yield name


def _start_of_name(text: str) -> int:
    """Where the name behind capitals begins: its first word with small letters, or its degree; the end without one."""
    words = (word.start() for word in _WORD.finditer(text) if any(map(str.islower, word[0])))
    start = next(words, len(text))
    before = _OPENS_NAME.search(text, 0, start) if start < len(text) else None
    return before.start() if before else start


def _bodies(cell: Passage, end: int) -> Iterator[int]:
    """Where the name of another body begins: behind a whole one."""
    start = 0
    for match in _BODY.finditer(cell.text, 0, end):
        first = cell.quote(start, match.start())
        unfinished = is_unfinished(first, cell.quote(match.start(), end)) or _HANGS.search(first.text)
        if len(first.text.split()) > 1 and not unfinished:
            yield match.start()
            start = match.end()
