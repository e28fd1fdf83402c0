"""The boxes of a text's characters, kept as one array of numbers."""

from __future__ import annotations

import pickle

import pytest
from pydantic import TypeAdapter

from extractor.reading.boxes import NO_BOXES, Boxes

FIRST, LAST = (1.0, 2.0, 3.5, 4.0), (5.0, 2.0, 7.25, 4.0)
GIVEN = [FIRST, None, LAST]
BOXES = Boxes.of(GIVEN)


def test_boxes_are_read_as_they_were_given() -> None:
    """Each place gives its box, None where the character is not on the paper, from either end."""
    assert list(BOXES) == GIVEN
    assert [BOXES[at] for at in (0, 1, 2, -1)] == [FIRST, None, LAST, LAST]
    assert BOXES.inked() == [True, False, True]
    assert BOXES.known() == [FIRST, LAST]
    assert None in BOXES
    assert repr(BOXES) == f"Boxes.of({GIVEN})"


def test_a_stretch_goes_from_its_first_to_its_last_box() -> None:
    """What is not on the paper at its ends says nothing, nor does what lies behind the text."""
    ends = Boxes.joined((Boxes.nowhere(1), BOXES, Boxes.nowhere(2)))

    assert ends.stretch(0, len(ends)) == (1.0, 2.0, 7.25, 4.0)
    assert ends.stretch(2, 99) == LAST
    assert ends.stretch(4, 6) is None
    assert NO_BOXES.stretch(0, 3) is None


@pytest.mark.parametrize("stretch", [slice(0, 2), slice(1, None), slice(None, None, -1), slice(2, 1), slice(-1, 9)])
def test_a_stretch_holds_the_boxes_of_that_stretch(stretch) -> None:
    """Slices are those of a list."""
    assert list(BOXES[stretch]) == GIVEN[stretch]


@pytest.mark.parametrize("place", [3, -4])
def test_a_place_outside_has_no_box(place) -> None:
    """A place behind the end, or before the beginning, is an error, as with any sequence."""
    with pytest.raises(IndexError):
        BOXES[place]


def test_boxes_follow_one_another() -> None:
    """Joined boxes are those of the parts, with characters that are nowhere between."""
    whole = Boxes.joined((BOXES[:1], Boxes.nowhere(1), BOXES[2:]))

    assert whole == BOXES
    assert hash(whole) == hash(BOXES)
    assert whole != Boxes.joined((BOXES, Boxes.nowhere(1)))
    assert not NO_BOXES


def test_boxes_come_back_from_where_they_are_kept() -> None:
    """Kept as JSON they are lists of four numbers or null, and the same when they are read again; pickled, too."""
    kept = TypeAdapter(Boxes)

    written = kept.dump_json(BOXES)

    assert written == b"[[1.0,2.0,3.5,4.0],null,[5.0,2.0,7.25,4.0]]"
    assert kept.validate_json(written) == BOXES
    assert pickle.loads(pickle.dumps(BOXES)) == BOXES
