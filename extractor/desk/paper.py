"""One document as the desk shows it: rows, sheets and outline, made once for a state of the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from extractor.decisions.applying import Reviewed, applied
from extractor.decisions.looks import open_looks_of
from extractor.decisions.model import Decision
from extractor.desk.grid import GridBox, grid_on
from extractor.desk.rows import Row, item_rows, rows_of
from extractor.desk.sheets import A4, Cuts, Mark, PageSheet, TextSheet, cuts_of, mark_on, sheet_of, text_sheet
from extractor.desk.words import DeskWords
from extractor.reading.source import PageSize
from extractor.review.attention import Look
from extractor.store.listing import Listed
from schemas.record import Record
from schemas.sections import Section
from schemas.tables import Table

SHOWN_AT_ONCE: Final = 250
"""Rows that one list holds before the reader asks for more."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline with the sheet that it stands on."""

    section: Section
    sheet: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading of a list."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Paper:
    """A document in one language; `sizes` are those of the file's pages, empty where there are no pictures."""

    listed: Listed
    record: Record
    text: str | None
    decisions: tuple[Decision, ...]
    sizes: tuple[PageSize, ...]
    words: DeskWords
    has_pages: bool
    _sheets: dict[int, PageSheet | TextSheet] = field(default_factory=dict)

    @cached_property
    def reviewed(self) -> Reviewed:
        """The record with what was decided."""
        return applied(self.record, self.decisions)

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """What is left to look at."""
        return open_looks_of(self.reviewed)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Every row by its path, in the order of the record."""
        known = {row.path: row for row in rows_of(self.reviewed, self.looks, self.words)}
        return known | {row.path: row for row in item_rows(self.reviewed, known, self.words)}

    @property
    def open_rows(self) -> tuple[Row, ...]:
        """What is left to look at, in the order of the record."""
        return tuple(row for row in self.rows.values() if row.is_open)

    @cached_property
    def cuts(self) -> Cuts | None:
        """Sheets of the text of a document without pages."""
        if self.has_pages:
            return None
        text = self.text or ""
        return cuts_of(text, *(self.record.source.text_range or (0, len(text))))

    @cached_property
    def numbers(self) -> range:
        """Numbers of the sheets, at least one."""
        if self.cuts is not None:
            return range(1, len(self.cuts.at))
        source = self.record.source
        first, last = source.page_range or (1, max(source.pages or len(self.sizes), 1))
        return range(first, last + 1)

    def places_of(self, row: Row) -> tuple[tuple[int, int], ...]:
        """The places of a row: sheet and number of the place from 0."""
        sheets = ((sheet_of(evidence, self.cuts), number) for number, evidence in enumerate(row.evidence))
        return tuple((sheet, number) for sheet, number in sheets if sheet is not None and sheet in self.numbers)

    def sheets_of(self, row: Row) -> tuple[tuple[int, int], ...]:
        """The first place of a row on each sheet."""
        first: dict[int, int] = {}
        for sheet, number in self.places_of(row):
            first.setdefault(sheet, number)
        return tuple(first.items())

    @cached_property
    def _by_sheet(self) -> dict[int, list[Row]]:
        found: defaultdict[int, list[Row]] = defaultdict(list)
        for row in self.rows.values():
            for sheet, _ in self.sheets_of(row):
                found[sheet].append(row)
        return found

    def rows_on(self, sheet: int) -> list[Row]:
        """Rows with a place on a sheet, in the order of the record."""
        return self._by_sheet.get(sheet, [])

    def sheet(self, number: int) -> PageSheet | TextSheet:
        """A sheet with its marks; made once."""
        if number not in self._sheets:
            rows = self.rows_on(number)
            self._sheets[number] = (
                self._page(number, rows)
                if self.cuts is None
                else text_sheet(number, self.text or "", self.cuts, rows)
            )
        return self._sheets[number]

    def _page(self, number: int, rows: Sequence[Row]) -> PageSheet:
        size = self.sizes[number - 1] if number <= len(self.sizes) else A4
        cells = tuple((box, self.rows[box.path]) for box in self._cells(number) if box.path in self.rows)
        gridded = {box.path for box, _ in cells}
        marks = (mark_on(row, number) for row in rows if row.path not in gridded)
        return PageSheet(number, size, tuple(_largest_first(mark for mark in marks if mark)), cells)

    def _cells(self, page: int) -> Iterator[GridBox]:
        for index, table in enumerate(self.reviewed.shown.tables):
            if _may_stand_on(table, page):
                yield from grid_on(table, index, page)

    @property
    def outline(self) -> Iterator[Heading]:
        """Sections in reading order, each before those below it."""
        return (Heading(section, self._sheet_of(section)) for section in _flat(self.record.sections))

    def _sheet_of(self, section: Section) -> int | None:
        sheets = (sheet_of(evidence, self.cuts) for evidence in (*section.evidence, *section.text))
        return next((sheet for sheet in sheets if sheet is not None and sheet in self.numbers), None)

    def parts(self, rows: Sequence[Row]) -> tuple[Part, ...]:
        """Rows under the headings of the parts of the record."""
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row.group, []).append(row)
        return tuple(Part(self._title(group), tuple(members)) for group, members in found.items())

    def _title(self, group: str) -> str:
        if group == "findings":
            return self.words.of("document", "findings")
        return self.words.of("groups", group) if group else self.words.of("document", "whole")


def _may_stand_on(table: Table, page: int) -> bool:
    return not table.pages or page in table.pages


def _largest_first(marks: Iterator[Mark]) -> list[Mark]:
    """What is drawn later lies above: small places can be clicked within large ones."""
    return sorted(marks, key=lambda mark: -max(_area(box) for _, box in mark.boxes))


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _flat(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.children)
