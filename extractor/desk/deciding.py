"""Decisions of a person: on a row, and back again; and reading a place on the paper once more."""

from __future__ import annotations

import json
import math
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from extractor.access.guards import Reviewer
from extractor.decisions.model import Act, Action, Decision, Drawn
from extractor.decisions.quoting import quoted
from extractor.desk.document_pages import Asking, row_page
from extractor.desk.holding import holding_of, shown_of
from extractor.desk.pages import words_of
from extractor.desk.paper import Paper
from extractor.desk.rows import LONGEST, LOST
from extractor.desk.wholes import LISTS, SINGLE
from extractor.errors import DecisionError, ReadError
from extractor.store.listing import number_of
from extractor.store.store import RecordKey
from schemas.evidence import Box

_ACTS = {action.value: action for action in Action if action not in {Action.ADD, Action.UNDO}}
_MOST_POINTS = 20_000.0
"""Points that a page may measure."""

router = APIRouter(prefix="/desk")


def _said(status: int, message: str) -> Response:
    """One line for a person, which the page shows beside what was tried."""
    return JSONResponse({"message": message}, status_code=status, headers={"Cache-Control": "no-store"})


class Typed(BaseModel):
    """What a person typed, why, and where it stands: the box that was drawn and the words that were read in it."""

    value: str = Field(default="", max_length=LONGEST)
    note: str = Field(default="", max_length=1000)
    box: str = Field(default="", max_length=200)
    words: str = Field(default="", max_length=LONGEST)


class Decided(Typed):
    """What the page sends: an act on a path, the row as seen, and for an edit what was typed."""

    path: str = Field(default="", max_length=300)
    act: str = Field(default="", max_length=10)
    seen: str = Field(default="", max_length=40)


@router.post("/documents/{number}/decisions")
def decide(request: Request, who: Reviewer, paper: Asking, sent: Annotated[Decided, Form()]) -> Response:
    """Keep a decision and answer with the row as it stands then."""
    row = paper.row_at(sent.path)
    if row is None or row.seen != sent.seen or sent.act not in _ACTS or (sent.act == "edit" and not row.can_edit):
        return _said(409, paper.words.of("acts", "changed"))
    holding, listed = holding_of(request), paper.listed
    key = RecordKey(listed.sha256, listed.name, listed.position)
    if sent.path.startswith(LOST) and row.state is not None:
        holding.services.decisions.withdraw(who.name, row.state.decision)
        return _gone(holding.paper(listed.number, paper.words))
    try:
        holding.services.decisions.append(who.name, key, paper.reviewed.read, (_act(sent, paper),))
    except DecisionError as error:
        return _said(422, _one_line(error, paper))
    now = holding.paper(listed.number, paper.words)
    assert now is not None
    return row_page(request, who, now, sent.path)


def _gone(paper: Paper | None) -> Response:
    """The row is no more."""
    assert paper is not None
    return Response("", headers={"X-Desk-Left": str(len(paper.looks)), "Cache-Control": "no-store"})


def _act(sent: Decided, paper: Paper) -> Act:
    action = _ACTS[sent.act]
    if action is not Action.EDIT:
        return Act(sent.path, action, reason=sent.note)
    return _edit(sent.path, action, sent, paper)


def _edit(path: str, action: Action, typed: Typed, paper: Paper) -> Act:
    """The act that keeps what was typed, with the words of the box that was drawn."""
    drawn = _drawn(typed.box)
    quote = None if drawn is None else quoted(paper.text, paper.record, typed.words, drawn)
    return Act(path, action, value=typed.value, reason=typed.note, quote=quote)


class Missed(Typed):
    """An item that was missed, for a list of the record; for a single value that was, the path of this."""

    list: str = Field(default="", max_length=40)


@router.post("/documents/{number}/additions")
def add(request: Request, who: Reviewer, paper: Asking, sent: Annotated[Missed, Form()]) -> Response:
    """Keep what was missed and say where it stands."""
    if sent.list not in LISTS:
        return _said(422, paper.words.of("expected", "action"))
    holding, listed = holding_of(request), paper.listed
    action = Action.EDIT if sent.list in SINGLE else Action.ADD
    act = _edit(sent.list, action, sent, paper)
    key = RecordKey(listed.sha256, listed.name, listed.position)
    try:
        written = holding.services.decisions.append(who.name, key, paper.reviewed.read, (act,))
    except DecisionError as error:
        return _said(422, _one_line(error, paper))
    now = holding.paper(listed.number, paper.words)
    assert now is not None
    answer = {"path": _path_of(written[0], now), "left": len(now.looks)}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _path_of(decision: Decision, paper: Paper) -> str:
    """Where what a decision gave stands now: of an item its first value, which has a row in lists."""
    states = paper.reviewed.states
    path = next((path for path, state in states.items() if state.decision.id == decision.id), decision.path)
    return next((row for row in paper.rows if row.startswith(f"{path}.")), path)


def _one_line(error: DecisionError, paper: Paper) -> str:
    """What is expected, in the person's language."""
    return paper.words.of("expected", error.expected) if error.expected else paper.words.of("acts", "changed")


def _drawn(text: str) -> Drawn | None:
    """`page,x0,top,x1,bottom` as the page sends it; None for anything else."""
    parts = text.split(",")
    if len(parts) != 5 or not parts[0].isdecimal():
        return None
    try:
        x0, top, x1, bottom = (float(part) for part in parts[1:])
    except ValueError:
        return None
    edges = (x0, top, x1, bottom)
    if not all(math.isfinite(edge) and -_MOST_POINTS < edge < _MOST_POINTS for edge in edges):
        return None
    return Drawn(int(parts[0][:6]), Box(*(round(edge, 1) for edge in edges))) if x0 < x1 and top < bottom else None


@router.post("/documents/{number}/readings")
def read_again(
    request: Request, who: Reviewer, paper: Asking, box: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """What stands in a box that was drawn on a page; nothing is kept."""
    _ = who
    drawn = _drawn(box)
    if drawn is None or drawn.page not in paper.numbers or not paper.has_pages:
        return _said(422, paper.words.of("acts", "nothing_read"))
    shown = shown_of(paper.listed.sha256, paper.record)
    try:
        found = holding_of(request).services.pictures.words(shown, drawn.page, drawn.box)
    except (ReadError, OSError, ValueError):
        return _said(422, paper.words.of("acts", "nothing_read"))
    text = " ".join(found.text.split())[:LONGEST]
    if not text:
        return _said(422, paper.words.of("acts", "nothing_read"))
    lines = "\n".join(" ".join(line.split()) for line in found.text.splitlines() if line.strip())[:LONGEST]
    answer = {"text": text, "lines": lines, "source": found.source}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


@router.post("/undo")
def undo(request: Request, who: Reviewer) -> Response:
    """Take back the person's last decision that still stands, wherever it was made."""
    services = holding_of(request).services
    undone = services.decisions.undo(who.name)
    words = words_of(request)
    if undone is None:
        return _said(404, words.of("acts", "nothing_to_undo"))
    key = undone.key
    number = number_of(services.store, key, services.version, services.profile)
    answer = {"number": number, "path": undone.path, "action": undone.action.value}
    return Response(json.dumps(answer), media_type="application/json", headers={"Cache-Control": "no-store"})
