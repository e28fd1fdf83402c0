"""Rows for what holds more than one value: an item of a list, a whole list, a heading; made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from extractor.decisions.applying import Reviewed
from extractor.decisions.declared import LED, declared, value_type
from extractor.decisions.targets import Sort, Target, Targets
from extractor.decisions.typed_items import ITEMS
from extractor.desk.rows import Row, about_of, made
from extractor.desk.words import DeskWords
from extractor.review.attention import Look
from extractor.review.fields import Reading, value_of
from extractor.writing.report_view import shown_value
from schemas.fields import FieldValue
from schemas.sections import Section
from schemas.tables import Cell
from schemas.tables import Row as TableRow

_HELD: Final = {"collaborators": "collaborators.counts"}
"""Groups of rows whose list has another path than theirs."""
SINGLE: Final = frozenset({"responds_to"})
"""What stands once, and in no row where it was not read."""
LISTS: Final = (*ITEMS, *SINGLE)
"""What a person may add to."""
_MOST: Final = 12
"""Values of an item that its row says."""
_NO_LISTS: Final = frozenset({"", "document", "responds_to"})


def above(path: str) -> str:
    """The item or list that a path belongs to; empty where it belongs to none."""
    if not path.endswith("]"):
        return path[: path.rfind("]") + 1]
    list_ = path[: path.rfind("[")]
    if list_.startswith("sections"):
        return "sections"
    return list_[: list_.rfind("]") + 1] or list_


def list_of(group: str) -> str:
    """The list whose items stand in a group of rows; empty where the group is no list."""
    return "" if group in _NO_LISTS else _HELD.get(group, group)


def wholes(paths: Iterable[str], reviewed: Reviewed, looks: Iterable[Look], words: DeskWords) -> Iterator[Row]:
    """The rows of items, lists and headings; paths of values and of nothing have none here."""
    asked = tuple(paths)
    targets = Targets.of(reviewed.shown, asked)
    open_at = {look.place.path: look for look in looks}
    for path in asked:
        # One is found on its way; of many, every part is looked at once.
        target = targets.at(path) if len(asked) == 1 else targets.by_path.get(path)
        if target is not None and target.sort in _KINDS:
            yield _row(target, reviewed, open_at.get(path), words)


def _row(target: Target, reviewed: Reviewed, look: Look | None, words: DeskWords) -> Row:
    field, path = target.place.field, target.path
    return made(
        path=path, field=field, group=field.partition(".")[0], item=path.rpartition("]")[0],
        label=_label(target, words), words=_words(target, words), evidence=target.evidence, kind=_kind(target),
        detail=target.words, **about_of(look, reviewed.state_of(path)),
    )  # fmt: skip


_KINDS: Final = {Sort.ITEM: "item", Sort.LIST: "list", Sort.PLAIN: "heading"}


def _kind(target: Target) -> str:
    return "lines" if target.sort is Sort.LIST and _is_typed(target.place.field) else _KINDS[target.sort]


def _is_typed(field: str) -> bool:
    """Whether a list can be typed anew, one item a line."""
    kind = declared(field)
    return field in LED or (issubclass(kind, FieldValue) and value_type(kind) is str)


def _label(target: Target, words: DeskWords) -> str:
    name = words.whole_field(target.place.field)
    if target.sort is Sort.LIST:
        return f"{words.of('wholes', 'list')}: {name}"
    if target.sort is Sort.ITEM:
        number = int(target.path[target.path.rfind("[") + 1 : -1]) + 1
        return f"{words.of('wholes', 'item')} {number}: {words.of('groups', target.place.field.partition('.')[0])}"
    return words.of("wholes", target.place.field)


def _readings(item: Any) -> Iterator[Reading]:
    parts = item.cells if isinstance(item, TableRow) else (part for _, part in item)
    return (part for part in parts if isinstance(part, FieldValue | Cell))


def _words(target: Target, words: DeskWords) -> str:
    if target.sort is Sort.PLAIN:
        return str(target.part or "")
    if isinstance(target.part, Section):
        return " ".join(filter(None, (target.part.label, target.part.heading)))
    if target.sort is not Sort.LIST:
        said = (shown_value(value_of(each), words.language) for each in _readings(target.part))
        return " · ".join(list(dict.fromkeys(filter(None, said)))[:_MOST])
    if not _is_typed(target.place.field):
        return f"{len(target.part)} {words.of('wholes', 'items')}"
    led = LED.get(target.place.field)
    return "\n".join(str(value_of(getattr(item, led) if led else item) or "") for item in target.part)
