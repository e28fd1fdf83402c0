"""The roster against the persons of a plan, and tables over page breaks against their label."""

from __future__ import annotations

import pytest

from evaluation.match_roster import ROSTER, compare_roster, compare_stitched
from schemas.fields import Status
from schemas.meaning import CollaboratorKind, Collaborators, RosterEntry
from tests.evaluation.labels import ABSENT, REPORT, gold, record_of, text

ANN = {"name": "Vũ Thị Hạnh", "unit": "Xã An Lộc", "kind": "contract", "note": None}


def entry(name: str, unit: str = "Xã An Lộc", kind: CollaboratorKind | None = CollaboratorKind.CONTRACT) -> RosterEntry:
    """A person of a record."""
    names = ("task", "qualification", "field_of_study", "recruited", "form", "allowance", "note")
    blanks = dict.fromkeys(names, ABSENT)
    return RosterEntry(name=text(name, Status.PRESENT), unit=text(unit, Status.PRESENT), kind=kind, **blanks)


def figures(*entries: RosterEntry) -> dict[str, tuple[int, int, int]]:
    """Right, missed and false values of each figure that has any."""
    record = record_of("report.txt", gold(REPORT)).model_copy(update={"collaborators": Collaborators(roster=entries)})
    found = {}
    for name, made in compare_roster([ANN], record):
        right = sum(pair.folded for pair in made.pairs)
        wrong = len(made.pairs) - right
        found[name.removeprefix("planted.roster.")] = (right, wrong + len(made.missed), wrong + len(made.spurious))
    return {name: counts for name, counts in found.items() if any(counts)}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry("Vũ Thị Hạnh")], {"name": (1, 0, 0), "unit": (1, 0, 0), "kind": (1, 0, 0)}),
        ([], {"name": (0, 1, 0), "unit": (0, 1, 0), "kind": (0, 1, 0)}),
        ([entry("Vũ Thị Hạnh", kind=None)], {"name": (1, 0, 0), "unit": (1, 0, 0), "kind": (0, 1, 0)}),
        ([entry("Vũ Thị Hạnh", "Xã An Phú")], {"name": (1, 0, 0), "unit": (0, 1, 1), "kind": (1, 0, 0)}),
    ],
    ids=["right", "nobody", "kind not told", "another unit"],
)
def test_persons(entries, expected) -> None:
    """Fields count under the person of the same name; nobody else's do."""
    assert figures(*entries) == expected


def test_every_field_has_a_figure() -> None:
    """The figures are those that are reported, in their order."""
    record = record_of("report.txt", gold(REPORT))

    assert tuple(name for name, _ in compare_roster([ANN], record)) == ROSTER


@pytest.mark.parametrize(
    ("span", "pages", "rows", "counts"),
    [
        ((2, 3), (2, 3), 2, (1, 0, 0)),
        ((2, 3), (2, 3), 1, (0, 1, 1)),
        ((2, 3), (), 2, (0, 1, 0)),
        ((2, 2), (2, 3), 2, (0, 0, 1)),
        ((2, 2), (), 2, (0, 0, 0)),
    ],
    ids=["joined", "a row lost", "left apart", "joined by mistake", "on one page"],
)
def test_tables_over_page_breaks(span, pages, rows, counts) -> None:
    """A table over a page break counts where it came out as one with all rows, and only there."""
    label = {"page": 2, "header_rows": 1, "columns": (("Xã",), ("Số hộ",)), "rows": (("A", "1"), ("B", "2"))}
    report = gold(REPORT, tables=(label | {"page_span": span},))
    record = record_of("report.pdf", report)
    made = record.tables[0].model_copy(
        update={"pages": pages or (2,), "stitched_from": pages, "rows": record.tables[0].rows[:rows]}
    )
    paged = record.source.model_copy(update={"pages": 3})

    found = compare_stitched(report, record.model_copy(update={"tables": (made,), "source": paged}))
    right = sum(pair.folded for pair in found.pairs)
    wrong = len(found.pairs) - right

    assert (right, wrong + len(found.missed), wrong + len(found.spurious)) == counts
