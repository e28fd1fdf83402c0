"""Items that persons add to lists: what they say, where they stand, and what becomes of them in another extraction."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.decisions.applying import applied
from extractor.decisions.drafting import drafts
from extractor.decisions.gold import label_of
from extractor.decisions.looks import open_looks, open_looks_of
from extractor.decisions.model import Act, Action, Decision, Drawn, Note, Quoted, State
from extractor.decisions.typed_items import ITEMS
from extractor.differences.compare import compare
from extractor.differences.model import Kind
from extractor.errors import DecisionError
from extractor.review.attention import Why
from schemas.evidence import Box, Evidence, PageEvidence
from schemas.fields import Source, Status
from schemas.record import Record
from schemas.versions import load
from tests.extractor.decisions.deciding import ONE, TWO, absent, accept, add, decided, edit, reject
from tests.extractor.differences.sets import edited
from tests.extractor.writing.exports import HOSTILE, sample

A = sample("bc-phuong.txt")
PAGED = sample("bc-xa.pdf")
CITED = "Quyết định số 32/2010/QĐ-TTg ngày 25/3/2010 của Thủ tướng Chính phủ"


def drawn(field: str, words: str, page: int, top: float) -> Act:
    """An item added from a box on a page."""
    return Act(field, Action.ADD, words, quote=Quoted(words, drawn=Drawn(page, Box(60, top, 500, top + 14))))


def place_of(evidence: Sequence[Evidence]) -> PageEvidence:
    """The first place, on a page."""
    (place, *_) = evidence
    assert isinstance(place, PageEvidence)
    return place


def later(record: Record, number: int, act: Act | tuple[str, Act]) -> Decision:
    """A decision that is made after others, with a number of its own."""
    (decision,) = decided(record, act)
    return replace(decision, id=number)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("recipients", "- Phòng Văn hóa;", {"value": "Phòng Văn hóa"}),
        ("addressees", "Sở Y tế", {"value": "Sở Y tế"}),
        ("difficulties", "a) Thiếu kinh phí", {"text": "Thiếu kinh phí"}),
        ("recommendations", "- Đề nghị Sở Y tế mở lớp.", {"text": "Đề nghị Sở Y tế mở lớp.", "addressee": "Sở Y tế"}),
        (
            "signers",
            "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn An",
            {"capacity": "KT. CHỦ TỊCH", "position": "PHÓ CHỦ TỊCH", "full_name": "Nguyễn Văn An", "authority": None},
        ),
        ("signers", "Trưởng phòng; Y Blor", {"position": "Trưởng phòng", "full_name": "Y Blor"}),
        (
            "citations",
            CITED,
            {
                "ref": "32/2010/QĐ-TTg",
                "type": "QĐ",
                "code_number": "32",
                "year": 2010,
                "organ_name": "Thủ tướng Chính phủ",
                "key": "QĐ|32|2010|TTg",
            },
        ),
        ("citations", "35/GĐN", {"ref": "35/GĐN", "code_number": "35", "key": "CV|35||GĐN"}),
        ("citations", "Sổ tay lạ", {"ref": "Sổ tay lạ", "code_number": None, "key": "|||sổ tay lạ"}),
        ("sections", "IV. Kiến nghị", {"label": "IV", "level": 1, "heading": "Kiến nghị", "role": "proposals"}),
        ("sections", "3. Việc khác", {"label": "3", "level": 2, "heading": "Việc khác"}),
    ],
)
def test_words_become_an_item_as_the_rules_read_them(field, typed, said):
    """An added item has the parts that the rules find in its words, and the decision as its place."""
    record = applied(A, decided(A, add(field, typed))).shown

    item = getattr(record, field)[-1]
    found = item.model_dump(mode="json")
    values = {name: part["value"] if isinstance(part, dict) else part for name, part in found.items()}
    assert {name: found["value"] if field in {"recipients", "addressees"} else values[name] for name in said} == said
    assert load(record.to_json_line()) == record
    assert len(getattr(record, field)) == len(getattr(A, field)) + 1


@pytest.mark.parametrize(
    ("path", "typed", "expected"),
    [
        ("recipients", "  ", "text"),
        ("citations", "Quyết định 32/2010/QĐ-TTg và Thông tư 07/2013/TT-BLĐTBXH", "one_citation"),
        ("signers", "Phó Chủ tịch", "signer"),
        ("tables", "x", "action"),
        ("statistics", "x", "action"),
        ("findings", "x", "action"),
        ("document.place", "x", "action"),
        ("citations[0]", "x", "action"),
        ("recipients", "a\u202eb", "visible"),
        ("recipients", "x" * 5000, "shorter"),
    ],
)
def test_what_is_no_item_is_refused(path, typed, expected):
    """One line says what is expected instead."""
    with pytest.raises(DecisionError) as caught:
        list(drafts(A, [add(path, typed)]))
    assert caught.value.expected == expected


def test_nothing_is_added_to_a_document_that_was_not_read():
    """A failed record has no lists that something could be missing from."""
    with pytest.raises(DecisionError):
        list(drafts(sample("broken/truncated.docx"), [add("recipients", "x")]))


def test_an_added_item_is_decided_on_like_any_other():
    """Its parts are edited, it is left out, and taking it back leaves the record as it was read."""
    at = len(A.citations)
    (added,) = decided(A, add("citations", CITED))
    whole = applied(A, [added]).read

    dated = later(whole, 2, edit(f"citations[{at}].date", "26/3/2010"))
    gone = later(whole, 3, reject(f"citations[{at}]"))
    reviewed = applied(A, [added, dated])

    assert str(reviewed.record.citations[at].date.value) == "2010-03-26"
    assert reviewed.stands(f"citations[{at}]") is State.ADDED
    assert applied(A, [added, gone]).record.citations == A.citations
    assert applied(A, ()).record is A


def test_the_program_may_read_it_by_now():
    """A later extraction that has the item has it once, with its place; the addition stands as decided."""
    before = A.model_copy(update={"citations": A.citations[1:]})
    (added,) = decided(before, add("citations", A.citations[0].ref.value or ""))

    reviewed = applied(A, [added])

    assert reviewed.record.citations == A.citations
    assert reviewed.stands("citations[0]") is State.ADDED
    assert [look for look in open_looks_of(reviewed) if look.place.path == "citations[0]"] == []


def test_what_is_read_otherwise_from_the_same_place_is_asked():
    """The reading stands, the person's words are shown as changed; accepting the item settles it."""
    place = place_of(PAGED.citations[0].ref.evidence)
    without = PAGED.model_copy(update={"citations": PAGED.citations[1:]})
    act = Act("citations", Action.ADD, CITED, quote=Quoted(CITED, drawn=Drawn(place.page, place.boxes[0])))
    (added,) = decided(without, act)

    reviewed = applied(PAGED, [added])

    state = reviewed.states["citations[0]"]
    assert (state.state, state.note, reviewed.record.citations) == (
        State.REOPENED,
        Note.WORDS_CHANGED,
        PAGED.citations,
    )
    assert Why.CHANGED in {look.why for look in open_looks(PAGED, [added]) if look.place.path == "citations[0]"}
    settled = later(PAGED, 2, accept("citations[0]"))
    assert applied(PAGED, [added, settled]).is_settled("citations[0]")


def test_what_stood_beside_it_is_not_taken_for_it():
    """Two documents cited in one line, one of them missed: the other one is not what was meant."""
    place = place_of(PAGED.citations[0].ref.evidence)
    act = Act("citations", Action.ADD, CITED, quote=Quoted(CITED, drawn=Drawn(place.page, place.boxes[0])))

    reviewed = applied(PAGED, decided(PAGED, act))

    assert len(reviewed.record.citations) == len(PAGED.citations) + 1
    assert reviewed.lost == ()


def test_items_stand_in_the_order_of_the_paper():
    """Drawn before others it stands before them; a heading below the part that it belongs to; paths stay."""
    first, last = (place_of(PAGED.recipients[index].evidence) for index in (0, -1))
    middle = (first.boxes[0].top + last.boxes[0].top) / 2
    acts = [drawn("recipients", "Giữa", first.page, middle), drawn("sections", "9. Việc khác", 1, 5000)]

    reviewed = applied(PAGED, decided(PAGED, *acts))

    names = [each.value for each in reviewed.record.recipients]
    assert names[0] == PAGED.recipients[0].value
    assert names[-1] == PAGED.recipients[-1].value
    assert "Giữa" in names[1:-1]
    assert reviewed.shown.recipients[-1].value == "Giữa"
    before = [each for each in PAGED.sections if place_of(each.evidence).page == 1][-1]
    parent = next(each for each in reviewed.record.sections if each.heading == before.heading)
    assert (parent.children[-1].label, len(reviewed.record.sections)) == ("9", len(PAGED.sections))


def test_two_persons_who_add_the_same_agree_and_who_rejects_it_disagrees():
    """One item, not two; the second opinion that it is not there has to be looked at."""
    at = f"recipients[{len(A.recipients)}]"
    both = decided(A, (ONE, add("recipients", "Mới")), (TWO, add("recipients", "mới")))
    whole = applied(A, both).read
    against = later(whole, 3, (TWO, absent(at)))

    assert len(applied(A, both).record.recipients) == len(A.recipients) + 1
    assert applied(A, both).states[at].disputed == ()
    assert applied(A, [both[0], against]).states[at].disputed != ()


def test_an_added_item_opens_a_list_that_was_called_whole():
    """None was missing, it was said; now one is."""
    accepted, added = decided(A, accept("recipients"), add("recipients", "Mới"))
    again = later(applied(A, [accepted, added]).read, 3, accept("recipients"))

    assert applied(A, [accepted, added]).stands("recipients") is State.REOPENED
    labelled = label_of(applied(A, [accepted, added, again]))
    assert labelled is not None
    assert labelled.label["recipients"][-1] == "Mới"


def test_a_difference_shows_what_was_added():
    """A record as read against the same as decided: one item more."""
    now = applied(A, decided(A, add("citations", CITED))).record

    found = [each for each in compare("x", A, now) if each.field == "citations"]

    assert [each.kind for each in found] == [Kind.ITEM_ADDED]


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("missing.recipients", add("recipients", "Mới")),
        ("missing.signature_block", add("signers", "Chủ tịch; Nguyễn Văn An")),
        ("missing.section.budget", add("sections", "V. Kinh phí thực hiện")),
        ("missing.number", edit("document.code_number", "12")),
        ("blank.issued_date", edit("document.issued_date", "1/4/2026")),
    ],
)
def test_what_a_person_supplies_is_missing_no_more(code, act):
    """The finding goes with the decision, and comes back with its undoing."""
    finding = {"code": code, "severity": "error", "message_vi": "m", "message_en": "m", "evidence": []}
    record = edited(lambda r: r.update(findings=[finding]))

    assert applied(record, decided(record, act)).record.findings == ()
    assert applied(record, decided(record, accept("document.place"))).record.findings != ()


def test_a_part_that_nobody_typed_is_absent_by_a_person():
    """Nothing is made up: what the words do not say is absent, and by whom it was said stands there."""
    item = applied(A, decided(A, add("citations", "35/GĐN"))).record.citations[-1]

    assert (item.date.status, item.date.source, item.ref.source) == (Status.ABSENT, Source.REVIEW, Source.REVIEW)
    assert [each.kind for each in item.ref.evidence] == ["review"]


@pytest.mark.parametrize("field", ITEMS)
@given(st.text(min_size=1, max_size=120) | st.sampled_from(HOSTILE))
def test_whatever_is_typed_the_record_stays_one(field, typed):
    """Any words: refused, or an item of a record that is valid and reads back the same."""
    with suppress(DecisionError):
        decisions = decided(A, add(field, typed))
        reviewed = applied(A, decisions)
        assert load(reviewed.record.to_json_line()) == reviewed.record
        assert applied(reviewed.read, decisions).added == ()
