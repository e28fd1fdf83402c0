"""Short documents for tests, and how far each stage takes them; every text is written for this project."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.parts.divide import Division, divide
from extractor.reading.markdown import read
from extractor.reading.source import Grid, Mark, Paragraph, Slice, SourceText, Span, Zone
from extractor.rules.registry import Case
from extractor.tables.build import build_tables
from extractor.text.clean import clean
from extractor.text.passage import Passage

REPORT = """ỦY BAN NHÂN DÂN
PHƯỜNG AN BIÊN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 77/BC-UBND

An Biên, ngày 16 tháng 4 năm 2026

BÁO CÁO

Kết quả công tác trợ giúp xã hội quý I năm 2026

{body}

Trên đây là báo cáo của Ủy ban nhân dân phường An Biên./.

Nơi nhận:
- Sở Y tế thành phố;
- Lưu: VT, VHXH.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Thị Hoài
"""


def report(body: str) -> str:
    """A whole report around a body."""
    return REPORT.format(body=body.strip())


def flow_of(text: str) -> tuple[Passage | Grid, ...]:
    """A text as read and cleaned."""
    return clean(read(text))


def passages_of(text: str) -> list[Passage]:
    """The passages of a text."""
    return [item for item in flow_of(text) if isinstance(item, Passage)]


def passage_of(text: str) -> Passage:
    """The only passage of a text."""
    (passage,) = passages_of(text)
    return passage


def divided(text: str) -> Division:
    """A text taken apart."""
    source = read(text)
    return divide(clean(source), source)


def case_of(text: str) -> Case:
    """A text as the rules see it."""
    return case_of_source(read(text))


def case_of_source(source: SourceText) -> Case:
    """What a reader gave as the rules see it."""
    division = divide(clean(source), source)
    grids = division.parts.grids
    return Case.of(division, build_tables(source, grids, [None] * len(grids)))


def placed(*blocks: tuple[str, int | None, int | None]) -> SourceText:
    """Text blocks with column and group as a reader of pages gives them, one slice a line; `**` opens a bold one."""
    text = ""
    flow: list[Paragraph | Grid] = []
    spans: list[Span] = []
    for words, column, group in blocks:
        slices = []
        for line in words.split("\n"):
            plain = line.strip("*")
            start = len(text)
            text += plain + "\n"
            slices.append(Slice(start, start + len(plain), path=f"p[{len(flow)}]"))
            if line.startswith("**"):
                spans.append(Span(start, start + len(plain), Mark.BOLD))
        flow.append(Paragraph(tuple(slices), column=column, group=group))
    return SourceText("text/plain", text, tuple(flow), tuple(spans))


def source_of(lines: Sequence[str], zones: Sequence[Zone] | None = None) -> SourceText:
    """One paragraph a line, in the zones given."""
    text = ""
    flow: list[Paragraph | Grid] = []
    for number, line in enumerate(lines):
        zone = zones[number] if zones else Zone.BODY
        flow.append(Paragraph((Slice(len(text), len(text) + len(line), path=f"p[{number}]"),), zone=zone))
        text += line + "\n"
    return SourceText("text/plain", text, tuple(flow))
