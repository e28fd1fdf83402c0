"""What becomes of a picture before it is read."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.ocr.picture import DPI, prepare, skew_of, used_height
from extractor.reading.ocr.rulings import read_edges
from extractor.reading.pdf.grids import find_tables
from tests.extractor.reading.ocr.scans import askew, picture, sample, sealed

HEIGHT, WIDTH = 1000, 700


def ruled(lines: int = 24) -> np.ndarray:
    """A page with bars where a text has its lines."""
    page = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for number in range(lines):
        page[120 + 30 * number : 132 + 30 * number, 90:610] = 0
    return page


@pytest.mark.parametrize("degrees", [-2.0, -0.6, 0.0, 1.3, 3.1])
def test_skew_is_found(degrees):
    """A page that lies askew is made level."""
    page = askew(ruled(), degrees)[..., 0]

    assert skew_of(page) == pytest.approx(-degrees, abs=0.15)


@settings(max_examples=12, derandomize=True, deadline=None)
@given(
    turns=st.integers(0, 3), degrees=st.sampled_from([-1.5, 0.0, 2.0]), x=st.integers(150, 500), y=st.integers(900, 960)
)
def test_places_lead_back_to_the_page_as_it_was(turns, degrees, x, y):
    """A mark on the level page maps to the mark on the picture, turned and askew as it was."""
    page = ruled()
    page[y - 6 : y + 6, x - 6 : x + 6] = (250, 10, 10)
    picture_as_was = np.rot90(askew(page, degrees), turns)
    was_at = np.argwhere(picture_as_was[..., 0].astype(int) - picture_as_was[..., 1] > 120).mean(axis=0)

    level = prepare(np.ascontiguousarray(picture_as_was), DPI, turns)
    found = np.argwhere(level.coloured).mean(axis=0)
    back = level.back @ [found[1] * 72 / DPI, found[0] * 72 / DPI, 1.0]

    assert back == pytest.approx([was_at[1] * 72 / DPI, was_at[0] * 72 / DPI], abs=1.0)


def test_a_red_seal_vanishes_and_print_under_it_stays():
    """Coloured ink becomes paper; what is black under it is still dark."""
    page = sealed(ruled(), (300, 500), 120)

    level = prepare(page, DPI)

    clean = prepare(ruled(), DPI)
    assert level.coloured.sum() > 1000
    assert np.mean(np.abs(level.grey.astype(int) - clean.grey) > 60) < 0.002


def test_specks_vanish():
    """Single dark pixels all over a page are no print."""
    page = ruled()
    rows, columns = np.meshgrid(np.arange(5, HEIGHT, 20), np.arange(5, WIDTH, 20))
    page[rows, columns] = 0

    assert (prepare(page, DPI).grey[:100] < 128).sum() == 0


def test_crossings_of_faint_rules_are_no_specks():
    """Where rules fainter than ink cross, the crossing is as dark as a speck and stays; a speck beside them goes."""
    page = np.full((HEIGHT, WIDTH), 244, np.uint8)
    page[600:602, 200:900] = page[300:900, 400:402] = 150
    page[600:602, 400:402] = 90
    page[700:703, 600:603] = 0
    grey = prepare(np.dstack([page] * 3), DPI).grey

    assert grey[600:602, 390:412].max() < 200
    assert grey[695:708, 595:608].min() > 200


def test_rules_of_a_table_are_found_and_letters_are_none():
    """A drawn grid of three rows and four columns is found, and a page of text has no table."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in (200, 300, 400, 500):
        page[y : y + 2, 100:600] = 40
    for x in (100, 220, 340, 460, 598):
        page[200:502, x : x + 2] = 40

    tables = find_tables(read_edges(page, DPI))

    assert [(table.rows, table.columns, len(table.cells)) for table in tables] == [(3, 4, 12)]
    text = prepare(picture(sample("bc-xa.pdf")), DPI)
    assert find_tables(read_edges(text.grey, text.dpi)) == []


def test_strokes_keep_their_places_where_most_rows_hold_none():
    """Lying strokes are told at their heights in points, two that lie close together as two; short ones are none."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in (40, 48, 700):
        page[y : y + 2, 100:400] = 0
    page[500:502, 100:140] = 0

    heights = sorted(edge.top * DPI / 72 for edge in read_edges(page, DPI))

    assert heights == pytest.approx([41, 49, 701], abs=1.0)
    assert read_edges(np.full((HEIGHT, WIDTH), 255, np.uint8), DPI) == ()


@pytest.mark.parametrize(("top", "bottom", "used"), [(900, 906, 700), (900, 914, HEIGHT), (600, 614, 814)])
def test_the_rest_of_a_page_is_not_read(top, bottom, used):
    """A page is read down to an inch below what is as high as letters; specks far below are not read for."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    page[488:501, 90:610] = 0
    page[top:bottom, 300:306] = 0

    assert used_height(page, DPI) == pytest.approx(used, abs=2)
