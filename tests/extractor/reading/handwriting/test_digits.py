from __future__ import annotations

import hashlib
import json
from importlib import resources

import cv2
import numpy as np
import pytest

from extractor.reading.handwriting.digits import MODEL, SIDE, framed, read_signs

FOLDER = resources.files("extractor.reading.handwriting")


def test_the_network_is_the_one_that_was_measured():
    """Training takes minutes, so it is not repeated here: the file has the fingerprint written when it was made."""
    data = (FOLDER / MODEL).read_bytes()
    card = json.loads((FOLDER / "digits.json").read_text("utf-8"))

    assert hashlib.sha256(data).hexdigest() == card["sha256"]
    assert len(data) < 1_000_000


def test_no_sure_digit_was_wrong_when_it_was_measured():
    """Of the digits held out from training, what is read at 0.98 is wrong at most once in five hundred."""
    held = json.loads((FOLDER / "digits.json").read_text("utf-8"))["held_out"]
    read, wrong = np.sum([held[kind]["read_at_0.98"] for kind in held if kind != "none"], axis=0)

    assert read > 500
    assert 500 * wrong <= read


def test_no_pictures_give_no_signs():
    """Nothing to read is nothing read."""
    assert read_signs([]) == ()


@pytest.mark.parametrize("shape", [(40, 20), (10, 30), (300, 300), (1, 1)])
def test_a_sign_fills_its_frame_in_its_proportions(shape: tuple[int, int]):
    """Every size is brought to one; the longer side reaches over the inner part of the frame."""
    picture = framed(np.ones(shape, np.float32))

    assert picture.shape == (SIDE, SIDE)
    rows, columns = (np.count_nonzero((picture > 0.5).any(axis=axis)) for axis in (1, 0))
    assert max(rows, columns) == 20
    assert rows * shape[1] == pytest.approx(columns * shape[0], rel=0.1)


def test_likelihoods_are_shares_of_one():
    """The classes of a sign exclude each other."""
    ink = np.zeros((40, 26), np.float32)
    cv2.ellipse(ink, (13, 20), (10, 17), 0, 0, 360, 1.0, 3)

    (sign,) = read_signs([ink])

    assert sum(sign.by_digit) + sign.none == pytest.approx(1, abs=1e-4)
    assert max(range(10), key=sign.by_digit.__getitem__) == 0
