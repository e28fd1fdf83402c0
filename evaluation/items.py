"""Items of the kinds of values that labels hold: running text, codes, numbers, references."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from evaluation.align import Grounds, Item
from evaluation.folding import fold, fold_number, fold_reference, printed, without_spaces
from schemas.fields import DateField, Text


def words(text: str | None) -> Item | None:
    """Running text: folded equality and similarity."""
    if text is None:
        return None
    return Item(printed(text), printed(text), fold(text) or printed(text))


def exact(text: str | None) -> Item | None:
    """A code: nothing but spaces is ignored."""
    return _code(text, without_spaces)


def number(text: str | None) -> Item | None:
    """A document number: leading zeros and spaces are ignored."""
    return _code(text, fold_number)


def _code(text: str | None, key: Callable[[str], str]) -> Item | None:
    return None if text is None else Item(text, printed(text), key(text), fuzzy=False)


def reference(text: str | None) -> Item | None:
    """Number and notation, or the name of a law: spaces are ignored."""
    if text is None:
        return None
    return Item(printed(text), without_spaces(text), fold_reference(text), fuzzy=False)


def read(item: Callable[[str | None], Item | None], field: Text | None) -> Item | None:
    """The item of a record's field, with what the value stands on."""
    return on(item(field.value), field) if field is not None else None


def on(item: Item | None, field: Text | DateField | None) -> Item | None:
    """The item with the confidence and the evidence of the field that it was read from."""
    if item is None or field is None:
        return item
    return replace(item, grounds=Grounds(field.confidence, field.evidence))


def some(items: Iterable[Item | None]) -> list[Item]:
    """Those that exist."""
    return [item for item in items if item is not None]


def same(known: Item | None, predicted: Item | None) -> bool:
    """Whether both exist and are equal when folded."""
    return known is not None and predicted is not None and known.key == predicted.key


def as_set(items: Iterable[Item | None]) -> list[Item]:
    """Distinct items by their folded key; the first of equal ones stays."""
    distinct: dict[tuple[str, str], Item] = {}
    for item in some(items):
        distinct.setdefault(item.key, item)
    return list(distinct.values())
