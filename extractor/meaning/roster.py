"""The roster of the appendix table: one person a row, columns found by their names, persons by layout and NER.

The forms in use have no column for names: they stand in the notes with post and degree. underthesea reads those few
cells only (its NER takes headings for persons), and only what begins with a family name counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor import vocabulary
from extractor.meaning.cells import cell_value, cell_words
from extractor.meaning.clauses import CAPITAL
from extractor.meaning.kinds import kind_of
from extractor.parts.model import Parts
from extractor.text.fold import fold, fold_key
from extractor.text.passage import absent, raw_text
from schemas.fields import FieldValue, Status
from schemas.meaning import RosterEntry
from schemas.tables import Cell, Origin, Row, RowKind, Table

_OURS = re.compile(r"\b(?:cong tac vien|ctv|cong tac xa hoi|ctxh)\b")
_FORM = frozenset({"manager", "task", "recruited", "form", "allowance", "name", "post", "count", "note", "unit"})
_MARKED = ("qualification", "field")
_MAX_CELL = 400
_NAME_WORD = rf"{CAPITAL}[^\W\d_]{{0,7}}"
_NAME = re.compile(rf"(?<!\w){_NAME_WORD}(?: {_NAME_WORD}){{1,4}}(?!\w)")


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(vocabulary.load("counted")["people"]["surnames"])


@lru_cache(maxsize=1)
def _after_name() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(vocabulary.load('counted')['people']['after_name'])})\b", re.IGNORECASE)


def _cut(text: str, start: int, end: int) -> str:
    """A run of capitalised words from behind a title to where a post or degree begins."""
    title, _, rest = text[start:end].partition(" ")
    if title in vocabulary.load("counted")["people"]["titles"] and " " in rest:
        start = end - len(rest)
    stop = _after_name().search(text, start)
    return text[start : min(end, stop.start()) if stop else end]


def _is_name(name: str) -> bool:
    syllables = name.split()
    return 2 <= len(syllables) <= 5 and syllables[0] in _surnames() and not name.isupper()


def _by_layout(text: str) -> list[str]:
    """Runs of capitalised words that begin with a family name."""
    return [name for match in _NAME.finditer(text) if _is_name(name := _cut(text, match.start(), match.end()))]


def _by_ner(text: str) -> list[str]:
    """Persons by underthesea, those that begin with a family name."""
    from underthesea import ner  # noqa: PLC0415 -- heavy

    names: list[str] = []
    open_name = False
    for word, _, _, label in ner(text):
        if label == "B-PER":
            names.append(word)
        elif label == "I-PER" and open_name:
            names[-1] += f" {word}"
        open_name = label.endswith("-PER")
    return [name for name in names if _is_name(name)]


def find_name(text: str) -> tuple[str, float] | None:
    """The person named in a note, with how sure it is; None where layout and NER see none.

    Both readings agree in most cells; where they differ the shorter one that the other begins with is the name.
    """
    text = text[:_MAX_CELL]
    by_layout = _by_layout(text)
    if not by_layout:
        return None
    named = _by_ner(text)
    first = by_layout[0]
    if first in named:
        return first, 0.93
    shorter = [name for name in named if first.startswith(f"{name} ")]
    return (shorter[0], 0.85) if shorter else (first, 0.75)


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """A roster table with the positions of its named columns."""

    table: Table
    names: tuple[str | None, ...]

    def cell(self, row: Row, name: str) -> Cell | None:
        """The cell of a named column, None where the table has none."""
        return row.cells[self.names.index(name)] if name in self.names else None

    def marked(self, row: Row, family: str) -> list[tuple[Cell, str]]:
        """Ticked cells under one heading with the words of their leaf header."""
        return [
            (cell, column.path[-1])
            for cell, column, name in zip(row.cells, self.table.columns, self.names, strict=True)
            if name and name.startswith(f"{family}.") and cell.value is True
        ]


def _form(parts: Parts, table: Table) -> _Form | None:
    """The table as a roster form; None for tables of other things, and for sums by unit."""
    names = tuple(column.name for column in table.columns)
    ours = {name for name in names if name and (name in _FORM or name.split(".")[0] in _MARKED)}
    telling = {name for name in ours if name.split(".")[0] not in {"note", "unit", "count"}}
    heads = " ".join(fold_key(part) for column in table.columns for part in column.path)
    titles = " ".join(quote.folded for appendix in parts.appendices for quote in appendix.title)
    context = f"{heads} {fold(table.caption or '')} {titles}"
    if len(ours) < 4 or len(telling) < 2 or not _OURS.search(context) or _is_sum(table, names):
        return None
    return _Form(table, names)


def _is_sum(table: Table, names: Sequence[str | None]) -> bool:
    """Whether the columns of degrees and fields hold numbers of people."""
    columns = [i for i, name in enumerate(names) if name and name.split(".")[0] in _MARKED and "." in name]
    values = [row.cells[i].value for row in table.rows if row.kind is RowKind.DATA for i in columns]
    return any(value is not None and not isinstance(value, bool | str) and value > 1 for value in values)


def _name(parts: Parts, form: _Form, row: Row) -> FieldValue[str]:
    """The name from its own column, else from the notes, the task or the post."""
    own = form.cell(row, "name")
    if own is not None and own.text:
        return cell_words(parts, own)
    for column in ("note", "task", "post"):
        cell = form.cell(row, column)
        named = find_name(cell.text) if cell is not None and cell.text else None
        if cell is None or named is None:
            continue
        return _name_field(parts, cell, *named)
    return absent(confidence=0.7)


def _name_field(parts: Parts, cell: Cell, name: str, confidence: float) -> FieldValue[str]:
    """The evidence is the stretch of the cell that holds the name, the whole cell where lines break it."""
    evidence = cell.evidence
    if len(evidence) == 1 and evidence[0].kind in {"page", "block"}:
        place = evidence[0]
        at = parts.source.text.find(name, place.start, place.end)
        if at >= 0:
            evidence = (parts.source.evidence(at, at + len(name)),)
    return FieldValue[str](
        value=name,
        raw=raw_text(parts.source, evidence),
        status=Status.PRESENT,
        confidence=confidence,
        evidence=evidence,
    )


def _marks(parts: Parts, form: _Form, row: Row, family: str) -> FieldValue[str]:
    """The words of the ticked columns, or the text of a column without ticks."""
    marked = form.marked(row, family)
    if marked:
        value = "; ".join(words for _, words in marked)
        evidence = tuple(place for cell, _ in marked for place in cell.evidence)
        return cell_value(parts, marked[0][0].model_copy(update={"evidence": evidence}), value)
    return _text(parts, form, row, family)


def _text(parts: Parts, form: _Form, row: Row, name: str) -> FieldValue[str]:
    cell = form.cell(row, name)
    return cell_words(parts, cell) if cell is not None else absent()


def _is_person(form: _Form, row: Row) -> bool:
    """Whether a row says anything of a person, beyond unit, ordinal and number."""
    if row.kind is not RowKind.DATA:
        return False
    cells = [form.cell(row, name) for name in ("name", "task", "post", "note", "recruited", "form")]
    said = any(cell is not None and cell.text and cell.origin is Origin.OWN for cell in cells)
    return said or bool(form.marked(row, "qualification"))


def _entries(parts: Parts, form: _Form) -> Iterator[RosterEntry]:
    unit: FieldValue[str] = absent()
    for row in form.table.rows:
        own = form.cell(row, "unit")
        if row.kind is not RowKind.DATA:
            unit = absent()
        elif own is not None and own.text:
            unit = cell_words(parts, own)
        if _is_person(form, row):
            yield _entry(parts, form, row, unit)


def _entry(parts: Parts, form: _Form, row: Row, unit: FieldValue[str]) -> RosterEntry:
    task = _text(parts, form, row, "task")
    about = [form.cell(row, name) for name in ("form", "task", "post", "note")]
    return RosterEntry(
        name=_name(parts, form, row),
        unit=unit,
        task=task if task.value is not None else _text(parts, form, row, "post"),
        qualification=_marks(parts, form, row, "qualification"),
        field_of_study=_marks(parts, form, row, "field"),
        recruited=_text(parts, form, row, "recruited"),
        form=_text(parts, form, row, "form"),
        allowance=_text(parts, form, row, "allowance"),
        kind=kind_of(fold(" | ".join(cell.text for cell in about if cell is not None))),
        note=_text(parts, form, row, "note"),
    )


def read_roster(parts: Parts, tables: Sequence[Table]) -> tuple[RosterEntry, ...]:
    """Every person of every roster table, in reading order."""
    forms = [form for table in tables if (form := _form(parts, table)) is not None]
    return tuple(entry for form in forms for entry in _entries(parts, form))
