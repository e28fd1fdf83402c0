from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.calibration import (
    Calibration,
    CalibrationError,
    calibration_toml,
    curve_of,
    fit,
    load_calibration,
    on_curve,
)
from evaluation.confidence import CELLS, Accepted, Judged, judged_values, reliability
from evaluation.confidence_report import confidence_json, confidence_text, groups
from evaluation.match import match
from evaluation.predictions import assign_predictions
from tests.evaluation.labels import ABSENT, corpus, text
from tests.evaluation.planting import LABELS, RECORDS, head


def values(confidence, right, wrong=0, field="place"):
    """So many right and wrong values of one confidence."""
    return [Judged(field, confidence, place < right) for place in range(right + wrong)]


def test_values_are_judged_by_the_rule_of_their_field():
    """Of two records one has a wrong place, the other an invented urgency and no place: a missed value has none."""
    wrong = {
        "report.txt": RECORDS["report.txt"].model_copy(update=head(place=text("Hà Nội"))(RECORDS["report.txt"])),
        "plan.txt": RECORDS["plan.txt"].model_copy(
            update=head(place=ABSENT, urgency=text("KHẨN"))(RECORDS["plan.txt"])
        ),
    }
    documents = match(assign_predictions(corpus(LABELS), (RECORDS | wrong).values()))
    judged = list(judged_values(documents))
    assert [each.field for each in judged if not each.right] == ["urgency", "place"]
    assert sum(each.field == "place" for each in judged) == 1


@pytest.mark.parametrize(
    ("given", "error"),
    [
        pytest.param(values(0.9, 9, 1), 0.0, id="nine of ten at 0.9"),
        pytest.param(values(0.9, 10), 0.1, id="too modest"),
        pytest.param(values(1.0, 5, 5), 0.5, id="too sure"),
        pytest.param(values(0.9, 9, 1) + values(0.5, 0, 10), 0.25, id="half of the values half off"),
    ],
)
def test_expected_calibration_error(given, error):
    """The mean gap between confidence and share of right values, weighed by values."""
    assert reliability(given).error == pytest.approx(error)


def test_bins_hold_their_lower_edge():
    """0.99 is in the last bin, 1.0 too, 0.9899 below."""
    bins = reliability([*values(0.99, 1), *values(1.0, 1), *values(0.9899, 0, 1)]).bins
    assert [(each.low, each.count, each.right) for each in bins] == [(0.95, 1, 0), (0.99, 2, 2)]


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        pytest.param(values(0.9, 10), Accepted(0.9, 10, 0, 10), id="no error"),
        pytest.param(values(0.9, 10) + values(0.8, 9, 1), Accepted(0.9, 10, 0, 20), id="down to the first error"),
        pytest.param(values(0.9, 999, 1), Accepted(0.9, 1000, 1, 1000), id="one in a thousand"),
        pytest.param(values(0.9, 998, 1), Accepted(1.0, 0, 0, 999), id="one in fewer"),
        pytest.param(values(0.9, 9, 1), Accepted(1.0, 0, 0, 10), id="equal confidences pass together"),
        pytest.param([], Accepted(1.0, 0, 0, 0), id="nothing"),
    ],
)
def test_what_is_accepted_without_a_look(given, accepted):
    """The largest set by threshold with at most one wrong value in a thousand."""
    assert reliability(given).accepted == accepted


def test_ten_right_values_do_not_show_a_precision_of_0999():
    """The lower bound says how much was shown."""
    assert reliability(values(0.9, 10)).accepted.proven == pytest.approx(0.7225, abs=1e-4)
    assert Accepted(0.9, 3838, 0, 3838).proven >= 0.999 > Accepted(0.9, 3837, 0, 3837).proven


def test_a_curve_rises_and_pools_what_falls():
    """0.8 was right more often than 0.9: both get their common share."""
    curve = curve_of([*values(0.8, 98, 0), *values(0.9, 88, 10), *values(0.5, 48, 50)])
    assert curve == ((0.5, 0.49), (0.8, 0.94), (0.9, 0.94))


@pytest.mark.parametrize(("confidence", "share"), [(0.0, 0.2), (0.5, 0.2), (0.7, 0.6), (0.9, 1.0), (1.0, 1.0)])
def test_between_points_a_curve_is_straight_and_beyond_them_flat(confidence, share):
    """Two points at 0.5 and 0.9."""
    assert on_curve(((0.5, 0.2), (0.9, 1.0)), confidence) == pytest.approx(share)


def test_a_calibration_fitted_on_one_set_helps_on_another(tmp_path):
    """Too modest confidences are corrected, before and after are shown; cells keep their own curve."""
    train = [*values(0.8, 400), *values(0.6, 5, 5, "subject"), *values(0.9, 30, 30, CELLS)]
    fitted = fit(train, "f" * 64)
    assert list(fitted.curves) == ["place", CELLS, "*"]
    (tmp_path / "curves.toml").write_text(calibration_toml(fitted), encoding="utf-8")
    test = [*values(0.8, 50), *values(0.6, 3, 3, "subject"), *values(0.9, 5, 5, CELLS)]
    named = dict(groups(test, load_calibration(tmp_path / "curves.toml")))
    assert list(named) == ["fields", "cells", "fields after calibration", "cells after calibration"]
    assert named["fields"].error == pytest.approx((50 * 0.2 + 6 * 0.1) / 56)
    assert named["fields after calibration"].error == pytest.approx(0.0, abs=0.01)
    assert named["cells after calibration"].error == pytest.approx(0.0)


def test_a_field_without_a_curve_keeps_its_confidence():
    """Nothing is known of cells, so nothing is changed."""
    (value,) = values(0.9, 1, field=CELLS)
    assert Calibration(fingerprint="f", values=1, curves={"place": ((0.5, 0.9),)}).apply(value) == value


def test_nothing_to_fit(tmp_path):
    """Neither values nor a file."""
    with pytest.raises(CalibrationError, match="nothing to fit"):
        fit([], "f")
    with pytest.raises(CalibrationError, match="is no calibration"):
        load_calibration(tmp_path / "none.toml")


def test_pictures_have_curves_of_their_own(tmp_path):
    """What is true of digital text says nothing of text read from pictures, and the file keeps them apart."""
    read = [replace(value, from_pictures=True) for value in values(0.8, 200, 200)]
    fitted = fit([*values(0.8, 400), *read], "f" * 64)
    (tmp_path / "curves.toml").write_text(calibration_toml(fitted), encoding="utf-8")
    loaded = load_calibration(tmp_path / "curves.toml")
    assert loaded.apply(values(0.8, 1)[0]).confidence == pytest.approx(401 / 402, abs=1e-3)
    assert loaded.apply(read[0]).confidence == pytest.approx(0.5)


def test_rare_confidences_are_one_point():
    """Thirty values make a point; fewer are taken together, so that one value is no certainty."""
    curve = curve_of([*values(0.9, 30), *values(0.95, 1), *values(0.97, 0, 1)])
    assert [given for given, _ in curve] == [pytest.approx(0.9037, abs=1e-4)]


def test_wrong_values_that_look_right_are_counted():
    """Of 0.95 or more, to 500 values."""
    found = reliability([*values(0.95, 98, 1), *values(0.9, 0, 1)])
    assert (found.sure_wrong, found.sure_wrong_rate) == (1, 5.0)


def test_the_text_and_the_json_of_reliability():
    """A line a bin, the error and what may pass; the JSON holds the same figures."""
    named = groups([*values(0.9, 9, 1), *values(1.0, 10)])
    assert confidence_text(named) == (
        "confidence of fields: 20 values, expected calibration error 0.000\n"
        "given            n   mean  right   95 %\n"
        "0.90–0.95       10  0.900  0.900   0.596–0.982\n"
        "0.99–1.00       10  1.000  1.000   0.722–1.000\n"
        "without a look at 99.9% precision: 10 of 20 (0.500), 0 wrong, from 1.000 on; shown for a precision of 0.722\n"
        "wrong values of 0.95 or more: 0 (0.000 in 500 values)\n"
    )
    assert confidence_json(named)["fields"]["accepted"]["share"] == 0.5
    assert confidence_text(groups([])) == "no confidences\n"
