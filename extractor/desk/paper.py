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
from extractor.desk.rows import Row, rows_of, state_row
from extractor.desk.sheets import A4, Cuts, Mark, PageSheet, TextSheet, cuts_of, mark_on, sheet_of, text_sheet
from extractor.desk.wholes import list_of, wholes
from extractor.desk.words import DeskWords
from extractor.reading.source import PageSize
from extractor.review.attention import Look, Why
from extractor.store.listing import Listed
from schemas.record import Record, RecordStatus
from schemas.sections import Section
from schemas.tables import Table

SHOWN_AT_ONCE: Final = 250
"""Rows that one list holds before the reader asks for more."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline with its path and the sheet that it stands on."""

    path: str
    section: Section
    sheet: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading; `list` is the path of the list of the record that they are of, empty where of none."""

    title: str
    rows: tuple[Row, ...]
    list: str = ""

    @property
    def count(self) -> int:
        """Items of the list that have a row here; of what is no list the rows."""
        return len({row.item or row.path for row in self.rows}) if self.list else len(self.rows)


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
        """Every row by its path, in the order of the record: values, findings, and what else was decided on."""
        known = {row.path: row for row in rows_of(self.reviewed, self.looks, self.words)}
        headed = (f"{path}.heading" for path, section in self.headings if section.heading is not None)
        known |= {row.path: row for row in wholes(headed, self.reviewed, self.looks, self.words)}
        return known | {path: self._decided(path) for path in self.reviewed.states if path not in known}

    def _decided(self, path: str) -> Row:
        state = self.reviewed.states[path]
        why = Why.DISPUTED if state.disputed else Why.CHANGED
        return self._whole(path) or state_row(path, state, None if state.is_settled else why, self.words)

    @property
    def advice(self) -> str:
        """What to do about a document that was not read whole; nothing about one that was refused."""
        reason = self.record.reason
        is_refused = self.record.status is RecordStatus.REFUSED
        return "" if reason is None or is_refused else self.words.of("advice", reason.code.partition(".")[2])

    def row_at(self, path: str) -> Row | None:
        """The row of a path, also of an item, a list or a heading that nobody decided on."""
        return self.rows.get(path) or self._whole(path)

    def _whole(self, path: str) -> Row | None:
        return next(wholes((path,), self.reviewed, self.looks, self.words), None)

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
                self._page(number, rows) if self.cuts is None else text_sheet(number, self.text or "", self.cuts, rows)
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

    @cached_property
    def headings(self) -> tuple[tuple[str, Section], ...]:
        """Sections in reading order with their paths, each before those below it."""
        return tuple(_flat("sections", self.reviewed.shown.sections))

    @property
    def outline(self) -> Iterator[Heading]:
        """The same with the sheets that they stand on."""
        return (Heading(path, section, self._sheet_of(section)) for path, section in self.headings)

    def _sheet_of(self, section: Section) -> int | None:
        sheets = (sheet_of(evidence, self.cuts) for evidence in (*section.evidence, *section.text))
        return next((sheet for sheet in sheets if sheet is not None and sheet in self.numbers), None)

    def parts(self, rows: Sequence[Row]) -> tuple[Part, ...]:
        """Rows under the headings of the parts of the record."""
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row.group, []).append(row)
        return tuple(Part(self._title(group), tuple(members), list_of(group)) for group, members in found.items())

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


def _flat(path: str, sections: tuple[Section, ...]) -> Iterator[tuple[str, Section]]:
    for index, section in enumerate(sections):
        yield f"{path}[{index}]", section
        yield from _flat(f"{path}[{index}].children", section.children)
