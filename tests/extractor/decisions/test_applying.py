from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.decisions.applying import applied
from extractor.decisions.looks import open_looks, open_looks_of
from extractor.decisions.model import Act, Action, Drawn, Note, Quoted, State
from extractor.decisions.targets import Targets
from extractor.errors import DecisionError
from extractor.review.attention import Why, needs_look
from schemas.evidence import Box, ReviewEvidence
from schemas.fields import Source, Status
from schemas.meaning import Citation
from schemas.record import Record
from schemas.tables import Origin
from schemas.versions import load
from tests.extractor.decisions.deciding import ONE, THREE, TWO, absent, accept, decided, edit, head_of, reject
from tests.extractor.differences.sets import ABSENT, edited
from tests.extractor.writing.exports import HOSTILE, NAMES, poisoned, sample

A = sample("bc-phuong.txt")
TABLES = sample("bc-conflict.docx")
PLACE = "document.place"


def place(**values):
    """An edit of the extraction: the field `place` is read otherwise."""
    return edited(lambda record: record["document"]["place"].update(values))


@pytest.mark.parametrize(
    ("act", "state", "value", "status"),
    [
        (accept(PLACE), State.ACCEPTED, "Mỹ Tho", Status.PRESENT),
        (edit(PLACE, "Cao Lãnh"), State.EDITED, "Cao Lãnh", Status.PRESENT),
        (Act(PLACE, Action.EDIT, "", Status.BLANK), State.EDITED, None, Status.BLANK),
        (reject(PLACE), State.REJECTED, None, Status.ILLEGIBLE),
        (absent(PLACE), State.ABSENT, None, Status.ABSENT),
    ],
)
def test_a_decision_gives_the_field_its_value_and_names_itself(act, state, value, status):
    """The record as decided has the value with the decision beside the places, and is a valid record."""
    reviewed = applied(A, decided(A, act))
    field = head_of(reviewed.record).place

    assert reviewed.states[PLACE].state is state
    assert (field.value, field.status, field.confidence) == (value, status, 1)
    assert [each.decision for each in field.evidence if isinstance(each, ReviewEvidence)] == (
        [] if state is State.ABSENT else ["1"]
    )
    assert load(reviewed.record.to_json_line()) == reviewed.record


def test_an_accepted_value_keeps_its_source_and_an_edited_one_is_the_persons():
    """Whose words they are stays known."""
    sources = [head_of(applied(A, decided(A, act)).record).place.source for act in (accept(PLACE), edit(PLACE, "X"))]

    assert sources == [Source.TEXT, Source.REVIEW]


@pytest.mark.parametrize("name", NAMES)
def test_without_decisions_nothing_changes(name):
    """The record is the very same, and so is what needs a look."""
    assert applied(sample(name), ()).record is sample(name)
    assert open_looks(sample(name), ()) == needs_look(sample(name))


def test_words_from_a_drawn_box_are_the_raw_text():
    """A value read elsewhere has the words of the box, and the log keeps the box."""
    act = Act(PLACE, Action.EDIT, "Huế", quote=Quoted("Hu\u00ea\u0301", drawn=Drawn(1, Box(1, 2, 3, 4))))
    decisions = decided(A, act)

    field = head_of(applied(A, decisions).record).place

    assert (field.value, field.raw, decisions[0].drawn) == ("Huế", "Hu\u00ea\u0301", Drawn(1, Box(1, 2, 3, 4)))
    assert [each.kind for each in field.evidence] == ["review"]


@pytest.mark.parametrize(
    ("act", "gone"),
    [
        (reject("recipients[0]"), "recipients"),
        (absent("citations[1]"), "citations"),
        (reject("findings[0]"), "findings"),
    ],
)
def test_rejected_items_are_left_out(act, gone):
    """An item that is not there, a false alarm: the record as decided has one less; what is shown still has it."""
    reviewed = applied(A, decided(A, act))

    assert len(getattr(reviewed.record, gone)) == len(getattr(A, gone)) - 1
    assert len(getattr(reviewed.shown, gone)) == len(getattr(A, gone))
    assert reviewed.is_settled(act.path)


def test_rejected_tables_keep_the_indexes_of_appendices_right():
    """An appendix names the table it had, wherever that stands now."""
    twice = TABLES.model_copy(update={"tables": (TABLES.tables[0], *TABLES.tables)})
    appendix = sample("bc-xa.pdf").appendices[0].model_copy(update={"tables": (0, 1)})
    record = twice.model_copy(update={"appendices": (appendix,)})

    kept = applied(record, decided(record, reject("tables[0]"))).record

    assert (len(kept.tables), kept.appendices[0].tables) == (len(TABLES.tables), (0,))


def test_a_typed_list_keeps_the_places_of_items_it_knows():
    """Items that stay are those that were read; new ones are the person's; decisions on items count no more."""
    first = A.recipients[0]
    decisions = decided(A, reject("recipients[0]"), edit("recipients", f"Mới\n{first.value}"))

    new, kept = applied(A, decisions).record.recipients

    assert (new.value, new.source, new.evidence[0].kind) == ("Mới", Source.REVIEW, "review")
    assert kept.evidence[: len(first.evidence)] == first.evidence


def test_an_accepted_list_settles_all_that_is_in_it():
    """Every value below it is sure from then on."""
    before = [look for look in needs_look(A) if look.place.path.startswith("recommendations")]
    decisions = decided(A, accept("recommendations"))

    assert before
    assert [look for look in open_looks(A, decisions) if look.place.path.startswith("recommendations")] == []
    assert [look for look in needs_look(applied(A, decisions).record) if "recommendations" in look.place.path] == []


def test_supplying_what_was_missing_closes_the_finding():
    """A finding that a date is missing goes when a person types the date."""
    finding = {
        "code": "missing.place_date",
        "severity": "warning",
        "message_vi": "m",
        "message_en": "m",
        "evidence": [],
    }
    record = edited(lambda r: (r["document"]["place"].update(ABSENT), r.update(findings=[finding])))

    assert applied(record, decided(record, edit(PLACE, "Huế"))).record.findings == ()
    assert len(applied(record, decided(record, absent(PLACE))).record.findings) == 1


def test_an_edited_issuer_takes_its_code_with_it():
    """The code of the unit was derived from another name."""
    record = edited(lambda r: r["document"].update(organ_unit="12345"))

    assert head_of(applied(record, decided(record, accept("document.organ_name"))).record).organ_unit == "12345"
    assert head_of(applied(record, decided(record, edit("document.organ_name", "X"))).record).organ_unit is None


@pytest.mark.parametrize(
    ("now", "note"),
    [
        (A, None),
        (place(confidence=0.2), None),
        (place(raw="Mỹ  Tho"), None),
        (place(value="Mỹ Thọ", raw="Mỹ Thọ"), Note.WORDS_CHANGED),
        (place(value="Mỹ Thọ"), Note.VALUE_CHANGED),
        (place(**ABSENT), Note.WORDS_CHANGED),
        (place(status="struck_out"), Note.VALUE_CHANGED),
    ],
)
@pytest.mark.parametrize("act", [accept(PLACE), edit(PLACE, "Huế"), reject(PLACE)])
def test_a_decision_holds_while_words_and_value_are_the_same(act, now, note):
    """Read otherwise, the field is open again with a note, and the new reading stands."""
    reviewed = applied(now, decided(A, act))
    state = reviewed.states[PLACE]

    assert state.note is note
    assert (state.state is State.REOPENED) == (note is not None)
    if note is not None:
        assert head_of(reviewed.record).place.value == head_of(now).place.value
        assert Why.CHANGED in {look.why for look in open_looks_of(reviewed) if look.place.path == PLACE}


def test_what_a_person_said_of_a_reopened_field_is_a_candidate():
    """It is never moved into the value silently."""
    field = head_of(applied(place(value="Mỹ Thọ", raw="Mỹ Thọ"), decided(A, edit(PLACE, "Huế"))).record).place

    assert (field.value, [each.value for each in field.candidates]) == ("Mỹ Thọ", ["Huế"])


def test_a_decision_holds_when_the_program_says_by_now_what_the_person_said():
    """A better extraction does not open what is right."""
    now = place(value="Huế", raw="Huế")

    assert applied(now, decided(A, edit(PLACE, "Huế"))).states[PLACE].state is State.EDITED
    assert applied(place(**ABSENT), decided(A, absent(PLACE))).states[PLACE].state is State.ABSENT


def shifted(record: Record, by: int) -> Record:
    """The same record where everything stands further behind in the text."""

    def move(value):
        if isinstance(value, dict):
            moved = {key: move(each) for key, each in value.items()}
            if {"start", "end"} <= moved.keys():
                moved |= {"start": moved["start"] + by, "end": moved["end"] + by}
            return moved
        return [move(each) for each in value] if isinstance(value, list) else value

    return Record.model_validate_json(json.dumps(move(json.loads(record.to_json_line()))))


@given(st.permutations(range(len(A.citations))), st.integers(0, 50), st.integers(0, len(A.citations) - 1))
def test_decisions_follow_their_words_wherever_items_move(order, by, index):
    """Items in another order, at other offsets: the decision is found at the item that has its words."""
    now = shifted(A.model_copy(update={"citations": tuple(A.citations[n] for n in order)}), by)
    decisions = decided(A, edit(f"citations[{index}].organ_name", "Bộ Y tế"), accept(f"citations[{index}].date"))

    reviewed = applied(now, decisions)

    at = list(order).index(index)
    assert reviewed.lost == ()
    assert {path: each.state for path, each in reviewed.states.items()} == {
        f"citations[{at}].organ_name": State.EDITED,
        f"citations[{at}].date": State.ACCEPTED,
    }
    assert reviewed.record.citations[at].organ_name.value == "Bộ Y tế"


@given(st.lists(st.sampled_from(range(len(A.recipients))), unique=True, max_size=len(A.recipients)), st.integers(0, 9))
def test_a_decision_never_lands_on_other_words(kept, by):
    """Items may be gone: what was decided about them is found at their words or nowhere."""
    now = shifted(A.model_copy(update={"recipients": tuple(A.recipients[n] for n in kept)}), by)
    acts = [edit(f"recipients[{n}]", f"thay {n}") for n in range(len(A.recipients))]

    reviewed = applied(now, decided(A, *acts))

    assert [each.value for each in reviewed.record.recipients] == [f"thay {n}" for n in kept]
    assert len(reviewed.lost) == len(A.recipients) - len(kept)
    assert {each.note for each in reviewed.lost} <= {Note.NOT_FOUND}


def test_cells_are_known_by_their_row_and_column():
    """A row put in before moves a decision down; the same words in another column are other words."""
    last = len(TABLES.tables[0].rows) - 1
    path = f"tables[0].rows[{last}].cells[1]"

    def grown(record):
        rows = record["tables"][0]["rows"]
        rows.insert(0, {"kind": "data", "cells": [dict(cell, text="khác") for cell in rows[0]["cells"]]})

    reviewed = applied(edited(grown, "bc-conflict.docx"), decided(TABLES, edit(path, "sửa")))

    assert list(reviewed.states) == [f"tables[0].rows[{last + 1}].cells[1]"]
    assert reviewed.record.tables[0].rows[last + 1].cells[1].text == "sửa"


@pytest.mark.parametrize(
    ("was", "typed", "value"),
    [(5, "1.200", 1200), (5, "x y", None), (True, "", None), ("2026-04-01", "2/4/2026", "2026-04-02")],
)
def test_an_edited_cell_is_read_as_it_was_before(was, typed, value):
    """A number stays a number, a date a date, where what is typed is one."""

    def edit_cell(record):
        record["tables"][0]["rows"][0]["cells"][0].update(text="cũ", value=was, origin="blank")

    record = edited(edit_cell, "bc-conflict.docx")
    cell = applied(record, decided(record, edit("tables[0].rows[0].cells[0]", typed))).record.tables[0].rows[0].cells[0]

    assert (cell.text, cell.value) == (typed, value)
    assert (cell.origin is Origin.OWN) == bool(typed)


def test_the_same_words_twice_are_told_apart_by_place():
    """Two rows that say the same: the decision stays with the one it was made on, by its place in the text."""
    twice = A.model_copy(update={"recipients": (A.recipients[0], shifted(A, 500).recipients[0])})
    now = twice.model_copy(update={"recipients": (A.recipients[1], *twice.recipients)})

    reviewed = applied(now, decided(twice, edit("recipients[1]", "thứ hai")))

    assert [each.value for each in reviewed.record.recipients][2] == "thứ hai"


def test_what_cannot_be_told_apart_is_asked_again():
    """The words stand there several times and nothing says which was meant: the decision is lost, not guessed."""
    one = A.recipients[0]
    now = shifted(A.model_copy(update={"recipients": (A.recipients[1], one, one)}), 7)

    (lost,) = applied(now, decided(A, edit("recipients[0]", "x"))).lost

    assert (lost.state, lost.note) == (State.REOPENED, Note.AMBIGUOUS)


def like(citation: Citation, ref: str, shift: int) -> Citation:
    """A citation that says nearly the same, further on in the text."""
    other = edited(lambda r: r.update(citations=[json.loads(citation.model_dump_json())]))
    (moved,) = shifted(other, shift).citations
    named = moved.ref.model_copy(update={"value": ref, "raw": ref})
    return moved.model_copy(update={"ref": named, "key": ref})


@pytest.mark.parametrize("action", [accept, absent, lambda path: edit(path, "Bộ Y tế")])
def test_a_field_without_words_is_never_filled_in_another_item(action):
    """An absent field is known by its item alone, and an item that is nearly the same is another one."""
    index = next(n for n, each in enumerate(A.citations) if each.organ_name.status is Status.ABSENT)
    citation = A.citations[index]
    assert citation.ref.value is not None
    other = like(citation, "9" + citation.ref.value[1:], 40)
    now = A.model_copy(update={"citations": (other, *A.citations[:index], *A.citations[index + 1 :])})

    reviewed = applied(now, decided(A, action(f"citations[{index}].organ_name")))

    assert reviewed.states == {}
    assert reviewed.record is now


@pytest.mark.parametrize("at", [0, 1])
def test_of_two_items_that_say_the_same_the_place_decides(at):
    """One put in before them moves both: an index would take the wrong one, the place does not."""
    index = next(n for n, each in enumerate(A.citations) if each.organ_name.status is Status.ABSENT)
    citation = A.citations[index]
    twins = (citation, like(citation, str(citation.ref.value), 900).model_copy(update={"key": citation.key}))
    before = A.model_copy(update={"citations": twins})
    now = A.model_copy(update={"citations": (A.citations[1 - index], *twins)})

    reviewed = applied(now, decided(before, edit(f"citations[{at}].organ_name", "Bộ Y tế")))

    assert list(reviewed.states) == [f"citations[{at + 1}].organ_name"]


def test_marks_in_cells_are_asked_again_when_their_row_is_read_otherwise():
    """`x` stands in many rows: where the words of its row changed and its place too, nothing tells which it was."""

    def mark(record, name):
        row = record["tables"][0]["rows"][0]["cells"]
        row[0].update(text=name)
        row[1].update(text="x")

    before = edited(lambda r: mark(r, "Nguyễn Thị A"), "bc-conflict.docx")
    now = shifted(edited(lambda r: mark(r, "Nguyễn Thị B"), "bc-conflict.docx"), 3)

    reviewed = applied(now, decided(before, edit("tables[0].rows[0].cells[1]", "y")))

    assert reviewed.record is now
    assert [each.note for each in reviewed.lost] == [Note.AMBIGUOUS]


def test_an_item_that_is_no_longer_read_needs_no_rejection():
    """A false item is gone by itself; an accepted one that is gone has to be looked at."""
    now = A.model_copy(update={"citations": A.citations[1:]})

    assert applied(now, decided(A, reject("citations[0]"))).lost == ()
    (lost,) = applied(now, decided(A, accept("citations[0]"))).lost
    assert Why.CHANGED in {look.why for look in open_looks(now, decided(A, accept("citations[0]")))}
    assert lost.note is Note.NOT_FOUND


@pytest.mark.parametrize(
    ("acts", "value", "is_disputed"),
    [
        ([(ONE, accept(PLACE)), (TWO, accept(PLACE))], "Mỹ Tho", False),
        ([(ONE, accept(PLACE)), (TWO, edit(PLACE, "Mỹ  Tho"))], "Mỹ Tho", False),
        ([(ONE, accept(PLACE)), (TWO, edit(PLACE, "Huế"))], "Huế", True),
        ([(ONE, edit(PLACE, "Huế")), (ONE, accept(PLACE))], "Mỹ Tho", False),
        ([(ONE, accept(PLACE)), (TWO, edit(PLACE, "Huế")), (ONE, edit(PLACE, "Huế"))], "Huế", False),
        ([(ONE, accept(PLACE)), (TWO, edit(PLACE, "Huế")), (THREE, accept(PLACE))], "Mỹ Tho", False),
        ([(ONE, accept(PLACE)), (THREE, accept(PLACE)), (TWO, absent(PLACE))], None, True),
    ],
)
def test_two_reviewers_who_disagree_are_shown(acts, value, is_disputed):
    """The last word counts and is doubtful while it contradicts all others; who decides after both settles it."""
    decisions = decided(A, *acts)
    reviewed = applied(A, decisions)

    assert head_of(reviewed.record).place.value == value
    assert bool(reviewed.states[PLACE].disputed) is is_disputed
    assert (Why.DISPUTED in {look.why for look in open_looks(A, decisions)}) is is_disputed
    assert (head_of(reviewed.record).place.confidence < 1) is is_disputed


@pytest.mark.parametrize("name", [*NAMES, "hostile"])
@pytest.mark.parametrize("turn", range(4))
def test_whatever_is_decided_the_record_stays_one(name, turn):
    """Every part of a record decided in one way or another: the result is a valid record that reads back the same."""
    record = load((poisoned(A, HOSTILE[turn]) if name == "hostile" else sample(name)).to_json_line())
    acts = []
    for number, path in enumerate(Targets.of(record, type(record).model_fields).by_path):
        make = (accept, reject, absent, lambda path: edit(path, "2026"))[(number + turn) % 4]
        with suppress(DecisionError):
            decided(record, make(path))
            acts.append(make(path))

    reviewed = applied(record, decided(record, *acts))

    assert load(reviewed.record.to_json_line()) == reviewed.record
    assert load(reviewed.shown.to_json_line()) == reviewed.shown
    assert set(reviewed.states) == {act.path for act in acts}
    assert [look for look in open_looks_of(reviewed) if look.place.path in reviewed.states] == []


def test_a_decision_that_is_taken_back_counts_for_nothing():
    """The one before it stands again."""
    first, second = decided(A, edit(PLACE, "Huế"), edit(PLACE, "Vinh"))
    undo = decided(A, accept(PLACE))[0]
    undone = [first, second, _undo(undo, 3, 2)]

    assert head_of(applied(A, undone).record).place.value == "Huế"
    assert applied(A, [*undone, _undo(undo, 4, 1)]).record is A


def _undo(decision, number, undoes):
    return replace(decision, id=number, action=Action.UNDO, before=None, undoes=undoes)


def test_a_failed_record_can_be_marked_as_seen():
    """Nothing else can be said of it; that somebody saw it can."""
    broken = sample("broken/truncated.docx")

    assert [look.why for look in open_looks(broken, ())] == [Why.FAILED]
    assert open_looks(broken, decided(broken, accept(""))) == ()
