from __future__ import annotations

import pytest

from evaluation.comparison import compare
from evaluation.comparison_report import comparison_markdown, comparison_text
from evaluation.errors import PredictionError
from evaluation.match import match
from evaluation.predictions import assign_predictions
from tests.evaluation.labels import ABSENT, corpus, text, unread
from tests.evaluation.planting import LABELS, LINES, RECORDS, head, signer


def run(changes):
    """The matchings after changes of some records, by name."""
    changed = {name: RECORDS[name].model_copy(update=change(RECORDS[name])) for name, change in changes.items()}
    return match(assign_predictions(corpus(LABELS), (RECORDS | changed).values()))


def value_of(item):
    """The value as shown, None for none."""
    return item and item.shown


def lines(changes):
    """Changes as field, gained, gold, before and after."""
    return [
        (each.document, each.field, each.gained, *map(value_of, (each.gold, each.before, each.after)))
        for each in changes
    ]


REPORT_PLACE = {"report.txt": head(place=text("Hà Nội"))}
ONE_MORE = {"report.txt": lambda record: {"recipients": (*record.recipients, text("Nơi lạ"))}}
TURNED = {"report.txt": lambda record: {"recipients": record.recipients[::-1]}}
OTHER_LINE = {"report.txt": lambda record: {"recipients": (text("Nơi lạ"), *record.recipients[1:])}}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param({}, [], id="nothing changed"),
        pytest.param(TURNED, [], id="another order"),
        pytest.param(
            REPORT_PLACE,
            [("report.txt", "place", False, "Hòa Bình", "Hòa Bình", "Hà Nội")],
            id="a wrong value is told once, with the right one",
        ),
        pytest.param(
            {"plan.txt": signer(full_name=ABSENT)},
            [("plan.txt", "signers.name", False, "Trần Thị Mẫu", "Trần Thị Mẫu", None)],
            id="a value missed",
        ),
        pytest.param(ONE_MORE, [("report.txt", "recipients", False, None, None, "Nơi lạ")], id="a value invented"),
        pytest.param(
            OTHER_LINE,
            [
                ("report.txt", "recipients", False, LINES[0], LINES[0], None),
                ("report.txt", "recipients", False, None, None, "Nơi lạ"),
            ],
            id="a line missed and another invented",
        ),
    ],
)
def test_changes(after, expected):
    """Against a perfect run everything is a loss, the other way round a gain with the sides exchanged."""
    assert lines(compare(before=run({}), after=run(after))) == expected
    back = lines(compare(before=run(after), after=run({})))
    assert sorted(back, key=str) == sorted(
        ((name, field, not gained, gold, new, old) for name, field, gained, gold, old, new in expected), key=str
    )


def test_a_value_wrong_in_both_runs_is_no_change():
    """Only what turns is told."""
    assert compare(before=run(REPORT_PLACE), after=run(REPORT_PLACE)) == ()


def test_a_document_that_fails_now_is_told():
    """Its status first, then every value that is gone."""
    failed = RECORDS | {"report.txt": unread("report.txt", "failed.timeout")}
    changes = compare(before=run({}), after=match(assign_predictions(corpus(LABELS), failed.values())))
    assert lines(changes)[0] == ("report.txt", "status", False, None, "extracted", "failed.timeout")
    assert all(not change.gained for change in changes)


def test_runs_about_other_documents_are_refused():
    """A comparison of half a corpus would hide losses."""
    with pytest.raises(PredictionError, match="same documents"):
        compare(before=run({}), after=run({})[1:])


HOSTILE = {"plan.txt": head(place=text("|*\x1b[31m"))}


def test_the_text_of_a_comparison():
    """Totals, then losses and gains with values and the place of the right value; control characters are spelt out."""
    changes = compare(before=run(REPORT_PLACE), after=run(HOSTILE))
    assert comparison_text(changes) == (
        "lost 1, gained 1\n"
        "  place: lost 1, gained 1\n"
        "\n"
        "lost\n"
        '  plan.txt  place: gold "Hòa Bình", before "Hòa Bình", after "|*\\u001b[31m" (body/p[1], 0–1)\n'
        "\n"
        "gained\n"
        '  report.txt  place: gold "Hòa Bình", before "Hà Nội", after "Hòa Bình" (body/p[1], 0–1)\n'
    )


def test_the_markdown_of_a_comparison():
    """Tables whose cells a document cannot break out of."""
    page = comparison_markdown(compare(before=run({}), after=run(HOSTILE)))
    assert page.startswith("**Lost 1, gained 0**\n\n| field | lost | gained |\n")
    assert '| "Hòa Bình" | "Hòa Bình" | "\\|\\*\\\\u001b\\[31m" | body/p\\[1\\], 0–1 |' in page


def test_nothing_to_tell():
    """Both forms say so in one line."""
    assert comparison_text(()) == "lost 0, gained 0\n"
    assert comparison_markdown(()) == "**Lost 0, gained 0**\n\n"
