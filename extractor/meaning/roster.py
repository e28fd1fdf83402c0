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
from extractor.meaning.cells import cell_value, cell_words, header_places
from extractor.meaning.clauses import CAPITAL
from extractor.meaning.kinds import kind_of
from extractor.parts.model import Parts
from extractor.text.clean import clean_slices
from extractor.text.fold import fold, fold_key
from extractor.text.marks import UNMARKED
from extractor.text.passage import absent, found
from extractor.text.words import labelled_words
from extractor.units.units import load as load_units
from schemas.evidence import Evidence
from schemas.fields import FieldValue
from schemas.meaning import CollaboratorKind, RosterEntry
from schemas.tables import Cell, Origin, Row, RowKind, Table

_OURS = re.compile(r"\b(?:cong tac vien|ctv|cong tac xa hoi|ctxh)\b")
_LIST = re.compile(r"\bdanh sach\b[^.;]{0,60}\b(?:cong tac vien|ctv)\b")
_FEWEST_OF_LIST = 2
"""Columns of a record in a table that is titled as a list of collaborators: `Họ và tên` and one that tells more."""
_FORM = frozenset({"manager", "task", "recruited", "form", "allowance", "name", "post", "count", "note", "unit"})
_MARKED = ("qualification", "field")
_MAX_CELL = 400
_RECRUITED = re.compile(r"\b(?:xet|thi|duoc) tuyen\b|\btuyen dung\b")
_SIGN = re.compile(r"^\s?[-–,(:;]\s?")
# Names of the peoples of the highlands join a prefix by an apostrophe: `H'Nguôm Êban`, `K’Brêu`.
_NAME_WORD = rf"{CAPITAL}(?:['’‘`][^\W\d_]{{1,9}}|[^\W\d_]{{0,7}})"
_PREFIX = re.compile(r"[HK]['’‘`]")
_NAME = re.compile(rf"(?<!\w){_NAME_WORD}(?: {_NAME_WORD}){{1,4}}(?!\w)")


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(vocabulary.load("counted")["people"]["surnames"])


@lru_cache(maxsize=1)
def _after_name() -> re.Pattern[str]:
    people = vocabulary.load("counted")["people"]
    posts, places = "|".join(people["after_name"]), "|".join(people["after_name_places"])
    return re.compile(rf" (?:(?:{posts})\b|(?:{places}) (?=\w))", re.IGNORECASE)


@lru_cache(maxsize=1)
def _before_place() -> re.Pattern[str]:
    words = vocabulary.load("counted")["people"]["before_place"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))}) ?$", re.IGNORECASE)


def _cut(text: str, start: int, end: int) -> str:
    """A run of capitalised words from behind a title to where a post or degree begins."""
    title, _, rest = text[start:end].partition(" ")
    if title in vocabulary.load("counted")["people"]["titles"] and " " in rest:
        start = end - len(rest)
    stop = _after_name().search(text, start)
    return text[start : min(end, stop.start()) if stop else end]


def _is_name(name: str) -> bool:
    syllables = name.split()
    never = vocabulary.load("counted")["people"]["not_names"]
    known = bool(_surnames().intersection(syllables[:1])) or _PREFIX.match(name) is not None
    usual = 2 <= len(syllables) <= 5 and not name.isupper()
    return known and usual and " ".join(syllables[:2]).lower() not in never


def _by_layout(text: str) -> list[str]:
    """Runs of capitalised words that begin with a family name, none behind a word that makes them a place."""
    runs = [match.span() for match in _NAME.finditer(text)]
    runs = [(start, end) for start, end in runs if not _before_place().search(text[max(0, start - 20) : start])]
    return [name for start, end in runs if _is_name(name := _cut(text, start, end))]


def _by_ner(text: str) -> list[str]:
    """Persons by underthesea, those that begin with a family name."""
    names: list[str] = []
    open_name = False
    for word, label in labelled_words(text):
        if label == "B-PER":
            names.append(word)
        elif label == "I-PER" and open_name:
            names[-1] += f" {word}"
        open_name = label.endswith("-PER")
    return [name for name in names if _is_name(name)]


def _is_place(text: str, name: str) -> bool:
    """Whether an administrative unit bears the name, and neither title nor post shows a person."""
    titled = any(f"{title} {name}" in text for title in vocabulary.load("counted")["people"]["titles"])
    behind = _SIGN.sub(" ", text[text.find(name) + len(name) :], count=1)
    return not titled and _after_name().match(behind) is None and bool(load_units().find(name))


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
    if _is_place(text, first):
        return None
    if first in named:
        return first, 0.93
    shorter = [name for name in named if first.startswith(f"{name} ")]
    return (shorter[0], 0.85) if shorter else (first, 0.75)


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """A roster table with the positions of its named columns."""

    table: Table
    names: tuple[str | None, ...]
    headers: tuple[tuple[Evidence, ...], ...]

    def cell(self, row: Row, name: str) -> Cell | None:
        """The cell of a named column, None where the table has none."""
        return row.cells[self.names.index(name)] if name in self.names else None

    @property
    def counts_marks(self) -> bool:
        """Whether a `1` is a tick: where each row names a person it counts nobody else."""
        return "name" in self.names

    def marked(self, row: Row, family: str) -> list[tuple[Cell, int]]:
        """Ticked cells under one heading with the numbers of their columns."""
        return [
            (cell, at)
            for at, (cell, name) in enumerate(zip(row.cells, self.names, strict=True))
            if name and name.startswith(f"{family}.") and self._is_tick(cell)
        ]

    def _is_tick(self, cell: Cell) -> bool:
        return cell.value is True or (self.counts_marks and cell.value == 1)


def _form(parts: Parts, table: Table) -> _Form | None:
    """The table as a roster form; None for tables of other things, and for sums by unit."""
    names = tuple(column.name for column in table.columns)
    ours = {name for name in names if name and (name in _FORM or name.split(".")[0] in _MARKED)}
    telling = {name for name in ours if name.split(".")[0] not in {"note", "unit", "count"}}
    heads = " ".join(fold_key(part) for column in table.columns for part in column.path)
    titles = " ".join(quote.folded for appendix in parts.appendices for quote in appendix.title)
    context = f"{heads} {fold(table.caption or '')} {titles}"
    is_list = "name" in names and _is_titled_list(parts, f"{fold(table.caption or '')} {titles}")
    is_ours = is_list or _OURS.search(context) is not None or _all_posts_ours(table, names)
    if len(ours) < (_FEWEST_OF_LIST if is_list else 4) or len(telling) < 2 or not is_ours or _is_sum(table, names):
        return None
    return _Form(table, names, header_places(parts, table))


def _is_titled_list(parts: Parts, titles: str) -> bool:
    """Whether a title above the table, or what the whole document is about, is a list of collaborators."""
    subject = " ".join(passage.folded for passage in parts.head)
    return _LIST.search(titles) is not None or _LIST.search(subject) is not None


def _all_posts_ours(table: Table, names: Sequence[str | None]) -> bool:
    """Whether every person's post or task is that of a collaborator, where neither header nor title says so."""
    columns = [at for at, name in enumerate(names) if name in {"post", "task"}]
    rows = [row for row in table.rows if row.kind is RowKind.DATA]
    return bool(rows) and all(any(_OURS.search(fold(row.cells[at].text)) for at in columns) for row in rows)


def _is_sum(table: Table, names: Sequence[str | None]) -> bool:
    """Whether the columns of degrees and fields hold numbers of people."""
    columns = [i for i, name in enumerate(names) if name and name.split(".")[0] in _MARKED and "." in name]
    values = [row.cells[i].value for row in table.rows if row.kind is RowKind.DATA for i in columns]
    return any(value is not None and not isinstance(value, bool | str) and value > 1 for value in values)


def _name(parts: Parts, form: _Form, row: Row, unit: str) -> FieldValue[str]:
    """The name from its own column, else from the notes, the task or the post; the name of the unit is no person's."""
    own = form.cell(row, "name")
    if own is not None and own.text:
        return cell_words(parts, own)
    for column in ("note", "task", "post"):
        cell = form.cell(row, column)
        named = find_name(cell.text) if cell is not None and cell.text else None
        if cell is None or named is None or named[0] in unit:
            continue
        return _name_field(parts, cell, *named)
    return absent(confidence=0.7)


def _name_field(parts: Parts, cell: Cell, name: str, confidence: float) -> FieldValue[str]:
    """The evidence is the stretch of the cell that holds the name, by the map that cleaning records."""
    slices = tuple(parts.source.slice_at(p.start) for p in cell.evidence if p.kind in {"page", "block"})
    passage = clean_slices(parts.source, slices, UNMARKED)
    at = passage.text.find(name) if passage is not None else -1
    if passage is None or at < 0:
        return cell_value(parts, cell, name)
    return found(name, passage.quote(at, at + len(name)), confidence=confidence)


def _marks(parts: Parts, form: _Form, row: Row, family: str) -> FieldValue[str]:
    """The words of the ticked columns, which stand in their headers, or the text of a column without ticks."""
    marked = form.marked(row, family)
    if marked:
        value = "; ".join(form.table.columns[at].path[-1] for _, at in marked)
        evidence = tuple(place for cell, at in marked for place in (*form.headers[at], *cell.evidence))
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
        if row.kind not in {RowKind.DATA, RowKind.SUBTOTAL}:
            unit = absent()
        elif own is not None and own.text:
            unit = cell_words(parts, own)
        if _is_person(form, row):
            yield _entry(parts, form, row, unit)


def _entry(parts: Parts, form: _Form, row: Row, unit: FieldValue[str]) -> RosterEntry:
    task = _text(parts, form, row, "task")
    about = [form.cell(row, name) for name in ("form", "task", "post", "note")]
    return RosterEntry(
        name=_name(parts, form, row, unit.value or ""),
        unit=unit,
        task=task if task.value is not None else _text(parts, form, row, "post"),
        qualification=_marks(parts, form, row, "qualification"),
        field_of_study=_marks(parts, form, row, "field"),
        recruited=_text(parts, form, row, "recruited"),
        form=_text(parts, form, row, "form"),
        allowance=_text(parts, form, row, "allowance"),
        kind=_kind(form.cell(row, "form"), fold(" | ".join(cell.text for cell in about if cell is not None))),
        note=_text(parts, form, row, "note"),
    )


def _kind(form: Cell | None, about: str) -> CollaboratorKind | None:
    """Contract or concurrent; who was recruited for the work is under contract (Thông tư 07/2013, Điều 5)."""
    kind = kind_of(about)
    if kind is None and form is not None and _RECRUITED.search(fold(form.text)):
        return CollaboratorKind.CONTRACT
    return kind


def read_roster(parts: Parts, tables: Sequence[Table]) -> tuple[RosterEntry, ...]:
    """Every person of every roster table, in reading order."""
    forms = [form for table in tables if (form := _form(parts, table)) is not None]
    return tuple(entry for form in forms for entry in _entries(parts, form))
