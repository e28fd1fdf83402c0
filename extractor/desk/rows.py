"""Rows of the desk: a value, a finding or a whole record, with its words, its sign, its places and what was decided."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from extractor.decisions.applying import Reviewed
from extractor.decisions.model import FieldState, State
from extractor.desk.words import DeskWords
from extractor.review.attention import Look, Why
from extractor.review.fields import Placed, Reading, readings, value_of
from extractor.writing.inert import visible
from extractor.writing.report_view import shown_value
from schemas.evidence import Evidence, PageEvidence
from schemas.fields import DateField, FieldValue, Status
from schemas.record import Reason, Record
from schemas.tables import Cell, Origin

FAMILIES: Final[dict[Why, str]] = {
    Why.FAILED: "failed",
    Why.CUT: "failed",
    Why.CONTRADICTORY: "rule",
    Why.ILLEGIBLE: "misread",
    Why.INCOMPLETE: "misread",
    Why.DOUBTFUL: "misread",
    Why.BLANK: "gap",
    Why.CHANGED: "changed",
    Why.DISPUTED: "changed",
}
"""Reasons for a look that call for the same kind of look, and so look the same."""
SIGNS: Final = {
    "failed": "✕", "rule": "≠", "misread": "≈", "gap": "∅", "changed": "↻", "done": "✓", "plain": "",
}  # fmt: skip
"""A sign beside each colour, for those who do not see it."""
_KINDS: Final[dict[Any, str]] = {int: "integer", bool: "flag", Decimal: "number", str: "text"}
LONGEST: Final = 8000
"""Characters of a value that a row holds; the page has the rest, and a longer one is not edited here."""
LOST: Final = "lost:"
"""Before the number of a decision, the path of a row whose place is in the record no more."""
_LEADING: Final = ("full_name", "ref", "name", "text", "task", "title", "value")
"""Parts of an item by which a reader knows it, the first that says something."""
_SHORT: Final = 60
"""Characters of these words."""
_DONE: Final = frozenset({State.ACCEPTED, State.EDITED, State.REJECTED, State.ABSENT, State.ADDED})
_CELL: Final = re.compile(r"tables\[(\d+)\]\.rows\[(\d+)\]\.cells\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be decided on.

    `of` are the words by which the item is known that a value belongs to; empty where it says them itself.

    `kind` is the type of value that a person may enter (`lines`: a list, one item a line); `finding`, `whole`, `item`
    or `list` where there is none to enter. `seen` changes whenever what is shown changes: a decision names it, so that
    nobody decides on what he has not seen.
    """

    path: str
    field: str
    group: str
    item: str
    label: str
    words: str
    printed: str
    status: str
    why: Why | None
    family: str
    detail: str
    confidence: str
    source: str
    others: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    kind: str
    state: FieldState | None
    seen: str
    is_cell: bool = False
    of: str = ""

    @property
    def sign(self) -> str:
        """The sign of its family."""
        return SIGNS[self.family]

    @property
    def is_open(self) -> bool:
        """Whether it still has to be looked at."""
        return self.why is not None

    @property
    def can_edit(self) -> bool:
        """Whether a value can be entered."""
        return self.kind not in {"finding", "whole", "item", "list"} and len(self.words) <= LONGEST


def rows_of(reviewed: Reviewed, looks: Iterable[Look], words: DeskWords) -> Iterator[Row]:
    """What is said of the whole record, decisions whose place is gone, findings, then every value."""
    open_at = {look.place.path: look for look in looks if not _is_lost(look, reviewed)}
    if reviewed.shown.reason is not None:
        yield _whole_row(reviewed.shown.reason, reviewed, open_at.get(""), words)
    for state in reviewed.lost:
        yield state_row(f"{LOST}{state.decision.id}", state, Why.CHANGED, words)
    yield from _finding_rows(reviewed, open_at, words)
    leads = _leads(reviewed.shown, words)
    for placed in readings(reviewed.shown):
        yield _value_row(placed, reviewed, (open_at.get(placed.place.path), leads), words)


def _leads(record: Record, words: DeskWords) -> dict[str, str]:
    """The words by which each item of a list is known, by the beginning of the paths of its values."""
    found: dict[str, tuple[int, str]] = {}
    for placed in readings(record.model_copy(update={"tables": ()})):
        item, _, name = placed.place.path.rpartition("].")
        if not item or placed.value is None:
            continue
        rank = _LEADING.index(name) if name in _LEADING else len(_LEADING)
        if item not in found or rank < found[item][0]:
            found[item] = rank, shown_value(placed.value, words.language)
    return {item: said if len(said) <= _SHORT else f"{said[:_SHORT]}…" for item, (_, said) in found.items()}


def _is_lost(look: Look, reviewed: Reviewed) -> bool:
    """Whether a look is at a decision whose place is gone: its path may be that of something else by now."""
    state = reviewed.states.get(look.place.path)
    return look.why in {Why.CHANGED, Why.DISPUTED} and (state is None or state.is_settled)


def _whole_row(reason: Reason, reviewed: Reviewed, look: Look | None, words: DeskWords) -> Row:
    return made(
        path="", field="", group="", label=words.of("document", "whole"), words=words.of("reasons", reason.code),
        detail=reason.code, kind="whole", **about_of(look, reviewed.state_of("")),
    )  # fmt: skip


def _finding_rows(reviewed: Reviewed, open_at: Mapping[str, Look], words: DeskWords) -> Iterator[Row]:
    for index, finding in enumerate(reviewed.shown.findings):
        path = f"findings[{index}]"
        state = reviewed.state_of(path)
        yield made(
            path=path, field="findings", group="findings", label=words.of("severity", finding.severity.value),
            words=finding.message_vi if words.language == "vi" else finding.message_en, detail=finding.code,
            evidence=finding.evidence, kind="finding", **about_of(open_at.get(path), state),
        )  # fmt: skip


def _value_row(
    placed: Placed, reviewed: Reviewed, known: tuple[Look | None, Mapping[str, str]], words: DeskWords
) -> Row:
    reading, place = placed.reading, placed.place
    look, leads = known
    said = shown_value(value_of(reading), words.language)
    lead = leads.get(place.path.rpartition("].")[0], "")
    state = reviewed.state_of(place.path)
    about = about_of(look, state)
    if isinstance(reading, FieldValue) and reading.status is Status.ABSENT and about["family"] == "plain":
        about["family"] = "gap"
    return made(
        path=place.path, field=place.field, group=place.field.partition(".")[0], item=place.path.rpartition("]")[0],
        label=_label(placed, reviewed.shown, words), words=said, of="" if said.startswith(lead.rstrip("…")) else lead,
        evidence=reading.evidence, kind=kind_of(reading), is_cell=isinstance(reading, Cell),
        **about, **_reading_words(reading, words),
    )  # fmt: skip


def state_row(path: str, state: FieldState, why: Why | None, words: DeskWords) -> Row:
    """A row for a decision about what is no value, or is there no more."""
    decision = state.decision
    said = decision.after or decision.before or {}
    value = next((said[key] for key in ("value", "text", "says") if said.get(key)), decision.words)
    return made(
        path=path, field=state.field, group=state.field.partition(".")[0], label=words.field(state.field),
        words=str(value), evidence=decision.evidence, kind="finding", why=why,
        family="done" if why is None else FAMILIES[why], state=state,
    )  # fmt: skip


def about_of(look: Look | None, state: FieldState | None) -> dict[str, Any]:
    """The parts of a row that say why it is looked at, or what was decided."""
    family = "plain"
    if look is not None:
        family = FAMILIES[look.why]
    elif state is not None and state.state in _DONE:
        family = "done"
    return {"why": look.why if look else None, "family": family, "state": state}


def _reading_words(reading: Reading, words: DeskWords) -> dict[str, Any]:
    confidence = f"{round(reading.confidence * 100)} %"
    if isinstance(reading, Cell):
        blank = words.of("document", "blank_cell") if reading.origin is Origin.BLANK else ""
        return {"confidence": confidence, "status": blank}
    return {
        "confidence": confidence,
        "status": words.of("field_status", reading.status.value),
        "printed": (reading.raw or "") if any(each.kind != "review" for each in reading.evidence) else "",
        "source": words.of("source", reading.source.value),
        "others": tuple(shown_value(each.value, words.language) for each in reading.candidates),
    }


def made(**parts: Any) -> Row:
    """A row of its parts, its words within bounds; what a person drew round is its place."""
    defaults: dict[str, Any] = {
        "item": "", "printed": "", "status": "", "detail": "", "confidence": "", "source": "", "others": (),
        "evidence": (),
    }  # fmt: skip
    whole = defaults | parts
    whole["evidence"] = _drawn(whole["state"]) or whole["evidence"]
    whole["words"] = _bounded(whole["words"])
    printed = _bounded(whole["printed"])
    whole["printed"] = "" if " ".join(printed.split()) == whole["words"] else printed
    whole["others"] = tuple(_bounded(other) for other in whole["others"])
    return Row(seen=_seen(whole), **whole)


def _drawn(state: FieldState | None) -> tuple[Evidence, ...]:
    """The box round the words of a value that a person gave."""
    drawn = state.decision.drawn if state is not None and state.state in {State.EDITED, State.ADDED} else None
    return () if drawn is None else (PageEvidence(page=drawn.page, start=0, end=1, boxes=(drawn.box,)),)


def _bounded(text: str) -> str:
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]} …")


def _seen(parts: Mapping[str, Any]) -> str:
    state: FieldState | None = parts["state"]
    decided = state.decision.id if state is not None and state.decision is not None else 0
    shown = (parts["words"], parts["status"], parts["printed"], parts["detail"], str(parts["why"]), str(decided))
    return hashlib.sha256("\0".join(shown).encode("utf-8", "replace")).hexdigest()[:16]


def _label(placed: Placed, record: Record, words: DeskWords) -> str:
    """The name of a field; of a cell its column and row, both counted from 1."""
    found = _CELL.fullmatch(placed.place.path)
    if found is None:
        return words.field(placed.place.field)
    table, row, column = (int(number) for number in found.groups())
    path = record.tables[table].columns[column].path
    name = visible(path[-1]) if path else f"{words.of('document', 'column')} {column + 1}"
    return f"{words.of('document', 'cell')} · {name} · {words.of('document', 'row')} {row + 1}"


def kind_of(reading: Reading) -> str:
    """What a person may enter for it: text, date, integer, number or flag."""
    if isinstance(reading, DateField):
        return "date"
    if isinstance(reading, Cell):
        return "text"
    arguments = type(reading).__pydantic_generic_metadata__["args"]
    plain = getattr(arguments[0], "__origin__", arguments[0]) if arguments else str
    return _KINDS.get(plain, "text")
