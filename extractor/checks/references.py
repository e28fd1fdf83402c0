"""What the text says of its own tables: how many a list names, and what a table adds up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.sentences import sentences
from extractor.checks.wording import shown_number
from extractor.text.fold import fold_key
from extractor.text.numbers import NumberMatch
from extractor.text.passage import Quote
from schemas.findings import Severity
from schemas.meaning import Operator
from schemas.tables import Cell, Origin, RowKind, Table

_LIST = re.compile(r"\bdanh sach\b[^.;:]{0,80}\b(?:gom|co|gom co|tong so)\s$")
_OF_PERSONS = re.compile(r"^\s?(?:nguoi|dong chi|thanh vien|can bo|cong tac vien|ctv|hoc vien|dai bieu)\b")
_NAMES = frozenset({"ho va ten", "ho ten", "ho va ten cong tac vien", "ten cong tac vien", "ho ten cong tac vien"})
_TABLE = re.compile(r"\b(?:phu luc|bieu|bang|danh sach)\b")
_ADDED = re.compile(r"\b(?:tong so|tong cong|tinh chung|tong|ca thay|toan bo)\b")
_SHORTEST_HEADER = 5


def _plain(number: NumberMatch) -> bool:
    exact = number.operator is Operator.EQUAL and number.upper is None
    return exact and not number.is_percent and number.of_total is None


@check("conflict.list_length", Severity.WARNING)
def list_length(subject: Subject) -> Iterator[Hit]:
    """`Danh sách gồm 05 người`: the one table of names has as many rows."""
    lists = [names for table in subject.record.tables if (names := _names(table))]
    if len(lists) != 1:
        return
    for quote in sentences(subject):
        for number in quote.passage.numbers:
            if _counts_list(quote, number) and number.value != len(lists[0]):
                places = (*lists[0][0].evidence, *lists[0][-1].evidence)
                evidence = (*quote.passage.quote(number.start, number.end).evidence(), *places)
                yield Hit(evidence, {"text": shown_number(number.value), "rows": str(len(lists[0]))})


def _names(table: Table) -> list[Cell]:
    """The cells of a table's column of persons."""
    at = next((i for i, column in enumerate(table.columns) if fold_key(" ".join(column.path)) in _NAMES), None)
    if at is None:
        return []
    cells = [row.cells[at] for row in table.rows if row.kind is RowKind.DATA]
    return [cell for cell in cells if cell.text.strip() and cell.origin is Origin.OWN]


def _counts_list(quote: Quote, number: NumberMatch) -> bool:
    folded = quote.passage.folded
    inside = quote.start <= number.start and number.end <= quote.end and _plain(number)
    led = inside and _LIST.search(folded[max(quote.start, number.start - 120) : number.start])
    return bool(led) and _OF_PERSONS.match(folded[number.end : number.end + 20]) is not None


@check("conflict.table_statement", Severity.WARNING)
def table_statement(subject: Subject) -> Iterator[Hit]:
    """A total that the text takes from a table (`số liệu tại biểu`) is that of the column it names."""
    totals = [total for table in subject.record.tables for total in _totals(table)]
    for quote in sentences(subject):
        numbers = [n for n in quote.passage.numbers if quote.start <= n.start and n.end <= quote.end]
        if len(numbers) != 1 or not _plain(numbers[0]) or not _refers(quote):
            continue
        key = f" {fold_key(quote.text)} "
        named = [(cell, header) for cell, header in totals if f" {header} " in key]
        if len(named) == 1 and named[0][0].value != numbers[0].value:
            cell = named[0][0]
            place = quote.passage.quote(numbers[0].start, numbers[0].end)
            values = {"text": shown_number(numbers[0].value), "table": cell.text}
            yield Hit((*place.evidence(), *cell.evidence), values)


def _refers(quote: Quote) -> bool:
    return _TABLE.search(quote.folded) is not None and _ADDED.search(quote.folded) is not None


def _totals(table: Table) -> Iterator[tuple[Cell, str]]:
    """The cells of a table's one total row that hold numbers, each with its folded leaf header."""
    rows = [row for row in table.rows if row.kind is RowKind.TOTAL]
    if len(rows) != 1:
        return
    for column, cell in zip(table.columns, rows[0].cells, strict=True):
        header = fold_key(column.path[-1]) if column.path else ""
        if isinstance(cell.value, Decimal) and len(header) >= _SHORTEST_HEADER and cell.origin is Origin.OWN:
            yield cell, header
