from functools import cache
from pathlib import Path

import pytest

from corpus.generator.chance import Chance
from corpus.generator.contents import Draw
from corpus.generator.documents import draw_plan
from corpus.generator.drawing import NoPlanError, draw_document
from corpus.generator.faults import CONTRADICTIONS, PLANTERS, apply
from corpus.generator.labels import label_of, sections_state
from corpus.generator.outline import COMMON, Node, flatten
from corpus.generator.pages import compose
from corpus.generator.plan import Heading, Para, Plan, resolve
from corpus.generator.prose import FIELDS
from corpus.generator.section_faults import plant_section
from corpus.generator.statements import STATEMENTS
from corpus.generator.text import text_of

DOCS = Path(__file__).parents[2] / "docs"
PROPOSED = (DOCS / "corpus.md").read_text(encoding="utf-8")


PRINTED = frozenset({"prose", "signature", "subject", "appendix", "title"})


@cache
def planted(name: str) -> Plan:
    """The first document of some that the fault fits, with the fault in it."""
    for index in range(600):
        plan = draw_plan(Draw("train", 11, index, "pdf"), "conflict.collaborator" if index % 2 else "")
        changed = apply(name, plan, Chance(name, index))
        if changed is not None:
            return changed
    raise AssertionError(f"{name} fits no document")


@pytest.mark.parametrize("name", sorted(PLANTERS))
def test_every_fault_can_be_planted_and_has_a_page(name: str) -> None:
    """A fault fits some document, names its kind, and the finding that it ought to raise is documented or proposed."""
    plan = planted(name)

    codes = [fault.code for fault in plan.faults]
    assert codes
    assert {fault.kind for fault in plan.faults} == {name}
    pages = [code for code in codes if (DOCS / "findings" / f"{code}.md").exists() or f"`{code}`" in PROPOSED]
    assert pages == codes


@pytest.mark.parametrize("name", sorted(set(CONTRADICTIONS)))
def test_both_sides_of_a_contradiction_stand_on_the_page(name: str) -> None:
    """What the answers say of a place in prose, head or signature is printed in the document."""
    plan = planted(name)
    page = " ".join(text_of(compose(plan), plan.layout).split()).upper()

    places = [place for fault in plan.faults for place in fault.places]
    assert places
    shown = [resolve(place.text, plan.mentions).upper() for place in places if place.where in PRINTED]
    assert [text for text in shown if text not in page] == []


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_a_sentence_that_is_in_order_differs_from_the_faulty_one(name: str) -> None:
    """From the same draw the right sentence and the wrong one are two texts, and only the wrong one is a fault."""
    for index in range(400):
        plan = draw_plan(Draw("dev", 3, index, "pdf"), "conflict.collaborator" if index % 2 else "")
        maker = STATEMENTS[name][1]
        right, wrong = (maker(plan, Chance(name, index), mistaken) for mistaken in (False, True))
        if right and wrong:
            texts = {said.text.format(*(entry.printed for entry in said.mentions)) for said in (right, wrong)}
            assert len(texts) == 2
            return
    raise AssertionError(f"{name} fits no document")


def test_there_are_twenty_kinds_of_contradiction_or_slip() -> None:
    """Kinds that leave out a part of the form are not counted."""
    assert len(set(CONTRADICTIONS)) >= 30


def test_an_appendix_fault_is_in_the_label() -> None:
    """The label says what stands on the page: the wrong number."""
    plan = planted("appendix_number")
    refs = {entry["refers_to"] for entry in label_of(plan, "pdf", {})["appendices"]}

    assert f"{plan.head.number}/{plan.head.notation}" not in refs or len(refs) > 1


def test_a_count_fault_is_in_the_label() -> None:
    """Prose and table differ, and the label keeps both."""
    label = label_of(planted("count_in_prose"), "pdf", {})["collaborators"]

    assert (
        label["total"] != max(count["value"] for count in label["others"] if "row" in count)
        or label["others"]
    )


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (("proposals", "missing"), None),
        (("proposals", "empty"), "empty"),
        (("difficulties", "nil_answer"), "nil_answer"),
        (("proposals", "elsewhere"), None),
    ],
)
def test_a_section_gets_its_state(fault: tuple[str, str], state: str | None) -> None:
    """A section left out is not in the tree, an emptied one has a heading only, a nil answer one short line."""
    nodes = (
        Node("Kết quả", "results", (Para("Đã làm."),)),
        Node("Khó khăn", "difficulties", (Para("Địa bàn rộng, đi lại khó khăn vào mùa mưa lũ."),)),
        Node("Kiến nghị", "proposals", (Para("Đề nghị hỗ trợ.", asks=True),)),
    )

    blocks = tuple(flatten(plant_section(nodes, fault, Chance("x")), COMMON["roman-caps"]))

    assert sections_state(blocks).get(fault[0]) == state
    asks = [block for block in blocks if isinstance(block, Para) and block.asks]
    assert bool(asks) == (fault != ("proposals", "missing") and fault[1] != "empty")


def test_labels_of_headings_run_without_gaps_after_a_section_was_left_out() -> None:
    """Sections are left out before headings get their labels."""
    for index in range(60):
        plan = draw_plan(Draw("dev", 5, index, "txt", section_state="missing"), types={"BC": 1})
        top = [block.label for block in plan.blocks if isinstance(block, Heading) and block.level == 1]
        assert len(set(top)) == len(top)


def test_fields_of_work_reach_beyond_social_work() -> None:
    """Most fields are others."""
    assert len([entry for entry in FIELDS if entry["key"] not in {"social_work", "children"}]) > 10


@pytest.mark.parametrize("name", ["women", "number_in_words"])
def test_a_kind_of_fault_can_be_asked_for(name: str) -> None:
    """Then the document has that fault and no other, and is the same each time."""
    draw = Draw("dev", 3, 5, "txt", fault=name)

    made = draw_document(draw)

    assert made.plan is not None
    assert {fault.kind for fault in made.plan.faults} == {name}
    assert draw_document(draw) == made


def test_a_state_of_a_section_can_be_asked_for() -> None:
    """Then one section is in that state, and no other fault is planted."""
    made = draw_document(Draw("dev", 3, 5, "txt", fault="section_empty"))

    assert made.plan is not None
    assert [state for _, state in made.plan.planted_sections] == ["empty"]
    assert made.plan.faults == ()


def test_a_fault_that_fits_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No document without the fault is passed off as one that has it."""
    monkeypatch.setitem(PLANTERS, "women", lambda _plan, _chance: None)

    with pytest.raises(NoPlanError, match="women"):
        draw_document(Draw("dev", 3, 5, "txt", fault="women"))
