from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from corpus.generator import scan as scanning
from corpus.generator.chance import Chance
from corpus.generator.handwriting import DIGITS, write_digits
from corpus.generator.plan import Head
from corpus.generator.scan import FORMATS, ONE_PAGE, to_scan

NOTICE = Path(__file__).parents[2] / "corpus" / "samples" / "tb-tinh.pdf"
HEAD = Head((), (), "TB-UBND", "PLACE", 2026, number="57", month="5", day="14")


def written(digits: str, seed: int) -> Image.Image:
    """White paper with these digits."""
    page = Image.new("RGB", (300, 120), "white")
    write_digits(page, digits, (40, 40), 40, Chance("pen", seed))
    return page


def test_every_digit_has_variants_inside_its_box() -> None:
    """Ten digits, each with at least three forms whose points lie between 0 and 1."""
    assert sorted(DIGITS) == list("0123456789")
    assert all(len(variants) >= 3 for variants in DIGITS.values())
    points = [point for variants in DIGITS.values() for strokes in variants for stroke in strokes for point in stroke]
    assert all(0 <= part <= 1 for point in points for part in point)


def test_writers_differ_and_each_writes_the_same_again() -> None:
    """The same seed gives the same ink, another seed another hand; both leave ink on the paper."""
    first, again, other = written("2074", 1), written("2074", 1), written("2074", 2)

    assert first.tobytes() == again.tobytes() != other.tobytes()
    assert min(first.convert("L").tobytes()) < 120


@pytest.mark.parametrize("seed", range(2))
def test_a_scan_says_how_it_was_made(seed: int) -> None:
    """The file is of the format that the answers name, of the same bytes again, and opens."""
    pdf = NOTICE.read_bytes()

    scan = to_scan(pdf, str(seed), None)

    assert scan == to_scan(pdf, str(seed), None)
    assert scan.end == scan.told["format"]
    assert scan.end in FORMATS
    assert scan.told["pages"] == 1 or scan.end not in ONE_PAGE
    assert scan.told["dpi"] in {150, 200, 300}
    assert scan.raw.startswith(b"%PDF") == (scan.end == "pdf")


@pytest.mark.parametrize(("source", "told"), [("hand", False), ("stamped", True)])
def test_marks_change_the_page(source: str, told: bool) -> None:
    """Digits by hand and covered ones are drawn; what covers them is told."""
    pdf = NOTICE.read_bytes()
    marked = replace(HEAD, number_source=source)

    scans = [to_scan(pdf, "marks", head) for head in (HEAD, marked)]

    assert scans[0].raw != scans[1].raw
    assert ("number_covered_by" in scans[1].told) == told


def test_a_fax_is_black_and_white(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 150 dots an inch with one bit a dot."""
    monkeypatch.setattr(scanning, "STYLES", {"fax": scanning.STYLES["fax"]})
    monkeypatch.setattr(scanning, "FORMATS", {"tif": 1.0})

    scan = to_scan(NOTICE.read_bytes(), "fax", None)

    assert scan.told["dpi"] == 150
    with Image.open(BytesIO(scan.raw)) as page:
        assert page.mode == "1"
