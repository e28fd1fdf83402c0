from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.gold import GoldTable
from evaluation.match import match
from evaluation.match_tables import Grid, gold_grids
from evaluation.metrics import Mean, score
from evaluation.plans import Plan
from evaluation.predictions import Predictions
from evaluation.teds import teds
from tests.evaluation.labels import REPORT, gold, labelled, record_of, row
from tests.evaluation.planting import cells


def grid(rows, columns=(("A",), ("B",))) -> Grid:
    """A table of two columns."""
    table = GoldTable(page=1, header_rows=1, columns=columns, rows=tuple(rows))
    return gold_grids(gold(REPORT, tables=[table.model_dump(mode="json")], appendices=[]))[0]


WHOLE = grid([("một", "hai"), ("ba", "bốn")])
"""Ten nodes: table, header, two columns, two rows, four cells."""


@pytest.mark.parametrize(
    ("other", "similarity"),
    [
        pytest.param(WHOLE, 1.0, id="itself"),
        pytest.param(None, 0.0, id="no table"),
        pytest.param(grid([("một", "hai"), ("ba", "")]), 0.9, id="a text left out"),
        pytest.param(grid([("một", "hai"), ("ba", "bống")]), 1 - 0.2 / 10, id="a letter of five too many"),
        pytest.param(grid([("một", "hai")]), 1 - 3 / 10, id="a row left out: the row and its two cells"),
        pytest.param(grid([("mới", "xin"), ("một", "hai"), ("ba", "bốn")]), 1 - 3 / 13, id="a row invented"),
        pytest.param(grid([("một", "hai"), ("ba", "bốn")], (("A",), ("X",))), 0.9, id="a header changed"),
        pytest.param(grid([("hai", "một"), ("bốn", "ba")]), 1 - 4 / 10, id="cells exchanged"),
    ],
)
def test_teds(other, similarity):
    """1 - distance / nodes of the larger tree, the same from both sides."""
    assert teds(WHOLE, other) == pytest.approx(similarity, abs=0.12 if similarity == 0.6 else 1e-9)
    assert teds(WHOLE, other) == pytest.approx(teds(other, WHOLE))


def test_teds_is_measured_on_generated_documents_alone():
    """Of three documents one has no plan; of the others one has a right table, one none."""
    label = gold(REPORT)
    record = record_of("a.txt", label)
    planned = replace(labelled("a.txt", label), plan=Plan())
    missed = record.model_copy(update={"tables": ()})
    pairs = ((planned, record), (planned, missed), (labelled("a.txt", label), missed))
    assert score(match(Predictions(pairs, 0)))[0].teds == Mean(2, 0.5)


def test_a_right_text_under_another_path_is_wrong_by_path():
    """The leaf header is the same, the header above it is not."""
    label = gold(REPORT)
    record = record_of("a.txt", label)
    columns = tuple(
        column.model_copy(update={"path": ("Bậc", *column.path[1:])}) if len(column.path) > 1 else column
        for column in record.tables[0].columns
    )
    rows = (row(["1", "Lê Văn Một", "x", ""]), row(["2", "Lê Văn Hai", "", "x"]))
    changed = record.model_copy(update=cells(*rows, columns=columns)(record))
    fields = {
        figure.name: figure.counts
        for figure in score(match(Predictions(((labelled("a.txt", label), changed),), 0)))[0].fields
    }
    assert (fields["tables.cells"].f1, fields["tables.paths"].tp) == (1.0, 4)
