"""The pages of differences: two sides, a map of where they differ, the list, both places, and decisions on many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from pydantic import BaseModel, Field

from extractor.access.guards import Reviewer, Viewer
from extractor.access.problems import Kind as Problem
from extractor.access.problems import ProblemError
from extractor.decisions.differing import decide
from extractor.desk.comparing import Kept, Sides, mark_of
from extractor.desk.holding import Holding, holding_of
from extractor.desk.pages import page, words_of
from extractor.desk.pair import places_of
from extractor.desk.words import DeskWords
from extractor.differences.listing import HeatMap, Listed, heat_map, listed
from extractor.differences.model import Difference, Kind, Reason, Side
from extractor.differences.sets import Asked as Wanted
from extractor.errors import DecisionError, UsageError
from extractor.writing.report_view import shown_value

_PAGE: Final = 100
"""Differences on a page."""
_MOST_DOCUMENTS: Final = 40
_MOST_FIELDS: Final = 24
_SHADES: Final = (1, 3, 8, 20)
"""From these counts on a cell of the map is darker."""
_LONGEST: Final = 300
"""Characters of a value in the list."""

router = APIRouter(prefix="/desk/differences")


class Asked(BaseModel):
    """What an address asks for; empty: everything, and the usual two sides."""

    a: str = Field(default="", max_length=200)
    b: str = Field(default="", max_length=200)
    same: bool = False
    field: str = Field(default="", max_length=100)
    kind: str = Field(default="", max_length=40)
    reason: str = Field(default="", max_length=40)
    document: str = Field(default="", max_length=500)
    page: int = Field(default=1, ge=1, le=10**9)
    mark: str = Field(default="", max_length=40)

    def sides(self, holding: Holding) -> Sides:
        """The two sides."""
        usual = holding.comparing.usual()
        return Sides(self.a or usual.a, self.b or usual.b, self.same)

    def wanted(self) -> Wanted:
        """Which differences."""
        return Wanted(
            fields=(_plain(self.field),) if self.field else (),
            kinds=frozenset({Kind(self.kind)} if self.kind in set(Kind) else ()),
            reasons=frozenset({Reason(self.reason)} if self.reason in set(Reason) else ()),
            documents=(_plain(self.document),) if self.document else (),
        )

    def query(self, **more: object) -> str:
        """As the query of an address."""
        said = {**self.model_dump(exclude={"page", "mark"}), **more}
        return f"?{urlencode({name: int(v) if v is True else v for name, v in said.items() if v})}"


def _plain(name: str) -> str:
    """The glob that fits a name and nothing else."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference as it is listed, with the words of both sides; None where a side has nothing."""

    mark: str
    document: str
    difference: Difference
    a: str | None
    b: str | None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A document of the map with the counts of the fields that are drawn, and of all."""

    document: str
    counts: tuple[int, ...]
    total: int


@router.get("")
def differences(request: Request, who: Viewer, asked: Annotated[Asked, Query()]) -> Response:
    """Two sides and what differs between them."""
    holding, words = holding_of(request), words_of(request)
    sides = asked.sides(holding)
    kept, problem = _compared(holding, sides)
    chosen = asked.model_copy(update={"a": sides.a, "b": sides.b})
    context: dict[str, Any] = {
        "who": who, "sides": sides, "asked": chosen, "names": holding.comparing.sides(words), "kept": kept,
        "problem": problem,
    }  # fmt: skip
    if kept is not None:
        context |= _list(kept, chosen, words.language) | _map(kept, chosen) | _facets(kept)
    return page(request, "differences.html", context)


def _compared(holding: Holding, sides: Sides) -> tuple[Kept | None, str]:
    """The comparison, or why there is none."""
    try:
        return holding.comparing.compared(sides), ""
    except (UsageError, ValueError) as error:
        return None, " ".join(str(error).split())[:300]


def _list(kept: Kept, asked: Asked, language: str) -> dict[str, Any]:
    found = list(listed(kept.comparison, asked.wanted()))
    pages = max(1, -(-len(found) // _PAGE))
    number = min(asked.page, pages)
    shown = [_shown(each, language) for each in found[(number - 1) * _PAGE : number * _PAGE]]
    return {"shown": shown, "count": len(found), "number": number, "pages": pages}


def _shown(each: Listed, language: str) -> Shown:
    difference = each.difference
    a, b = _words(difference.a, language), _words(difference.b, language)
    return Shown(mark_of(each), difference.document, difference, a, b)


def _words(side: Side | None, language: str) -> str | None:
    if side is None:
        return None
    words = shown_value(side.value, language)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"


def _map(kept: Kept, asked: Asked) -> dict[str, Any]:
    """The documents and fields with most differences; the list has all of them."""
    heat = heat_map(kept.comparison, asked.wanted())
    rows = _rows(heat)
    return {
        "heat_fields": heat.fields[:_MOST_FIELDS],
        "heat_rows": rows[:_MOST_DOCUMENTS],
        "fields_left_out": max(0, len(heat.fields) - _MOST_FIELDS),
        "documents_left_out": max(0, len(rows) - _MOST_DOCUMENTS),
        "shade": _shade,
    }


def _rows(heat: HeatMap) -> list[HeatRow]:
    by_document: dict[int, dict[int, int]] = {}
    for (document, field), count in heat.counts.items():
        by_document.setdefault(document, {})[field] = count
    rows = [
        HeatRow(
            heat.documents[document],
            tuple(counts.get(field, 0) for field in range(min(len(heat.fields), _MOST_FIELDS))),
            sum(counts.values()),
        )
        for document, counts in sorted(by_document.items())
    ]
    return sorted(rows, key=lambda row: -row.total)


def _shade(count: int) -> int:
    """0 for nothing, up to 4."""
    return sum(count >= least for least in _SHADES)


def _facets(kept: Kept) -> dict[str, Any]:
    fields: dict[str, int] = {}
    kinds: dict[Kind, int] = {}
    reasons: dict[Reason, int] = {}
    for difference in kept.comparison.differences:
        fields[difference.field] = fields.get(difference.field, 0) + 1
        kinds[difference.kind] = kinds.get(difference.kind, 0) + 1
        reasons[difference.reason] = reasons.get(difference.reason, 0) + 1
    return {
        "fields": sorted(fields.items(), key=lambda each: (-each[1], each[0])),
        "kinds": _in_order(kinds, list(Kind)),
        "reasons": _in_order(reasons, list(Reason)),
    }


def _in_order(counts: Mapping[Any, int], order: list[Any]) -> list[tuple[str, int]]:
    return [(each.value, counts[each]) for each in order if each in counts]


@router.get("/pair")
def pair(request: Request, who: Viewer, asked: Annotated[Asked, Query()]) -> Response:
    """Both places of a difference, each on its page."""
    holding = holding_of(request)
    sides = asked.sides(holding)
    kept, _ = _compared(holding, sides)
    each = kept.by_mark.get(asked.mark) if kept is not None else None
    if each is None:
        raise ProblemError(Problem.NOT_FOUND, words_of(request).of("acts", "changed"))
    versions = (holding.comparing.version_of(sides.a), holding.comparing.version_of(sides.b))
    shown = _shown(each, words_of(request).language)
    return page(request, "pair.html", {"who": who, "each": shown, "places": places_of(holding, each, versions)})


class Decided(Asked):
    """Which differences are decided on, and how."""

    act: str = Field(max_length=10)
    marks: list[str] = Field(default_factory=list, max_length=1000)
    note: str = Field(default="", max_length=1000)


@router.post("/decisions")
def settle(request: Request, who: Reviewer, sent: Annotated[Decided, Form()]) -> Response:
    """Keep side B (accept) or side A (reject) of differences in the log: all of those chosen, or none."""
    holding, words = holding_of(request), words_of(request)
    kept, _ = _compared(holding, sent.sides(holding))
    by_mark = kept.by_mark if kept is not None else {}
    chosen = [by_mark[mark] for mark in sent.marks if mark in by_mark]
    how = holding.comparing.deciding(sent.sides(holding), sent.act == "accept", sent.note)
    if how is None:
        return _told(request, words.of("differences", "as_read_only"), 422)
    if not chosen or len(chosen) != len(sent.marks) or sent.act not in {"accept", "reject"}:
        return _told(request, words.of("acts", "changed"), 409)
    try:
        done = decide(holding.services.decisions, who.name, chosen, how)
    except DecisionError as error:
        said = words.of("expected", error.expected) if error.expected else words.of("acts", "changed")
        return _told(request, said, 422)
    return _told(request, _outcome(len(done.decisions), len(done.left), words), 200 if done.decisions else 422)


def _outcome(written: int, left: int, words: DeskWords) -> str:
    said = f"{written} {words.of('differences', 'written')}"
    return f"{said}; {left} {words.of('differences', 'undecidable')}" if left else said


def _told(request: Request, message: str, status: int) -> Response:
    return page(request, "told.html", {"message": message}, status=status)
