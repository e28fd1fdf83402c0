"""Numbers that count on: headings one after the other, and the ordinals of a table's rows.

A gap may be a heading that was not recognised, so it is told only where no line of the text begins with the number
that is missing, and one slip at most: more is a list of another kind. Numbers read from pictures are left out: `II` for
`III` is how engines misread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from extractor.checks.reading import is_picture
from extractor.checks.registry import Hit, Subject, check
from extractor.checks.table_parts import FIGURES
from extractor.parts.enumerators import VIETNAMESE_LETTERS, Enumerator, Level, read_enumerator
from extractor.parts.model import Node
from extractor.reading.source import Mark
from extractor.text.fold import fold_key
from schemas.evidence import Evidence
from schemas.findings import Severity
from schemas.tables import Cell, Origin, Table

_FEWEST = 3
_LETTERED = frozenset({Level.CAPITAL, Level.LETTER})
_ALPHABETS = (VIETNAMESE_LETTERS, VIETNAMESE_LETTERS.replace("đ", ""), ascii_lowercase)
"""Writers count letters by one alphabet or another: `d)` before `e)`, `E.` before `G.`"""
_SURELY_READ = 0.9
"""Confidence of every ordinal in a table read from a picture: engines take `3` for `5` and `22` for `722`."""
_ORDINAL = frozenset({"stt", "tt", "so tt", "so thu tu"})


def _slips(numbers: Sequence[int]) -> list[int]:
    """Places where a number is not the one before it plus one."""
    return [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]


def _one_slip(numbers: Sequence[int]) -> int | None:
    """The only place where a count from 1 skips a number or tells one twice; None where there is none or more."""
    found = _slips(numbers)
    if len(numbers) < _FEWEST or numbers[0] != 1 or not found:
        return None
    at = found[0]
    skips, doubles = numbers[at] == numbers[at - 1] + 2, numbers[at] == numbers[at - 1]
    # One wrong number in a row breaks the count before and behind it: 1 2 5 4.
    strays = len(found) == 2 and found[1] == at + 1 and numbers[found[1]] == numbers[at - 1] + 2
    if strays or (len(found) == 1 and (skips or doubles or at == len(numbers) - 1)):
        return at
    return None


@check("conflict.heading_numbers", Severity.WARNING)
def heading_numbers(subject: Subject) -> Iterator[Hit]:
    """Headings of one row count on: I, II, III."""
    yield from _in_rows(subject, subject.division.parts.sections)


def _in_rows(subject: Subject, nodes: Sequence[Node]) -> Iterator[Hit]:
    read = [(node, read_enumerator(node.place.text, node.place.folded)) for node in nodes]
    known = [(node, enumerator) for node, enumerator in read if enumerator is not None]
    levels = {enumerator.level for _, enumerator in known}
    seen = not any(node.place.has(Mark.OCR) for node, _ in known)
    at = _slip_of([enumerator for _, enumerator in known]) if seen else None
    if at is not None and len(levels) == 1 and len(known) == len(nodes) and not _lies_between(subject, known, at):
        (before, _), (node, _) = known[at - 1], known[at]
        values = {"before": before.label or "", "after": node.label or ""}
        yield Hit((*before.place.evidence(), *node.place.evidence()), values)
    for node in nodes:
        if node.level == 1:
            yield from _in_rows(subject, node.children)


def _slip_of(enumerators: Sequence[Enumerator]) -> int | None:
    """Where a row of headings does not count on; of letters, by every alphabet that has them all."""
    if not enumerators or enumerators[0].level not in _LETTERED:
        return _one_slip([enumerator.ordinal for enumerator in enumerators])
    labels = [enumerator.label.lower() for enumerator in enumerators]
    numbers = [[letters.find(label) + 1 for label in labels] for letters in _ALPHABETS]
    found = {_one_slip(row) for row in numbers if 0 not in row}
    return found.pop() if len(found) == 1 else None


def _lies_between(subject: Subject, known: Sequence[tuple[Node, Enumerator]], at: int) -> bool:
    """Whether a line between two headings begins with the number that lies between theirs: a heading not recognised."""
    (before, first), (node, second) = known[at - 1], known[at]
    for passage in subject.division.parts.body:
        if not before.place.passage.index < passage.index < node.place.passage.index:
            continue
        enumerator = read_enumerator(passage.text, passage.folded)
        same = enumerator is not None and _family(enumerator) == _family(first)
        if same and enumerator is not None and first.ordinal < enumerator.ordinal <= second.ordinal:
            return True
    return False


def _family(enumerator: Enumerator) -> int:
    """Figures with and without a bracket are written for each other."""
    return Level.DECIMAL if enumerator.level == Level.BRACKETED else enumerator.level


@check("conflict.row_numbers", Severity.WARNING)
def row_numbers(subject: Subject) -> Iterator[Hit]:
    """The ordinals of a table's rows (STT) count on from 1, none twice and none left out."""
    seen = is_picture(subject)
    for table in subject.record.tables:
        told = list(_ordinals(table, seen=seen))
        numbers = [number for number, _ in told]
        at = _one_slip(numbers)
        if at is not None and not (seen and _is_one_misread(numbers, at)):
            (before, above), (number, place) = told[at - 1], told[at]
            yield Hit((*above, *place), {"before": str(before), "after": str(number)})


def _is_one_misread(numbers: Sequence[int], at: int) -> bool:
    """Whether the count goes on as if a single ordinal were another (1 2 8 4): a misread figure is likelier."""
    return at == len(numbers) - 1 or numbers[at + 1] == numbers[at - 1] + 2


def _ordinals(table: Table, *, seen: bool) -> Iterator[tuple[int, tuple[Evidence, ...]]]:
    """Whole numbers of the first column; nothing where a row is numbered otherwise.

    In a table `seen` on a picture every one must be read surely: a blank may be one that was not read.
    """
    if not table.columns or fold_key(" ".join(table.columns[0].path)) not in _ORDINAL:
        return
    first = [row.cells[0] for row in table.rows if row.kind in FIGURES]
    own = [cell for cell in first if cell.origin is Origin.OWN]
    if all(map(_is_ordinal, own)) and not (seen and any(map(_is_unsure, first))):
        yield from ((int(_ordinal(cell)), cell.evidence) for cell in own if _ordinal(cell))


def _ordinal(cell: Cell) -> str:
    return cell.text.strip().rstrip(".")


def _is_ordinal(cell: Cell) -> bool:
    """Whether a cell holds a number of a row, or nothing."""
    text = _ordinal(cell)
    return not text or (text.isdecimal() and len(text) < 5)


def _is_unsure(cell: Cell) -> bool:
    return cell.origin is not Origin.OWN or not _ordinal(cell) or cell.confidence < _SURELY_READ
