import numpy as np
import pytest
from PIL import Image

from corpus.generator import stamps
from corpus.generator.chance import Chance
from corpus.generator.plan import Head
from corpus.generator.stamps import press_stamps

HEAD = Head((), (), "TB-UBND", "PLACE", 2026, number="57", month="5", day="14")


def sheet(shade: int) -> Image.Image:
    """An A4 page at 100 dots an inch."""
    return Image.new("RGB", (827, 1169), (shade, shade, shade))


@pytest.mark.parametrize(("shade", "pressed"), [(255, True), (90, False)])
def test_stamps_are_pressed_on_free_paper_alone(monkeypatch: pytest.MonkeyPatch, shade: int, pressed: bool) -> None:
    """What a label says of a page is on it; the same page comes out again."""
    monkeypatch.setattr(stamps, "MARKS", {key: (1.0, kinds) for key, (_, kinds) in stamps.MARKS.items()})
    pages = [sheet(shade), sheet(shade)]

    told = [press_stamps(page, HEAD, Chance("stamps", 1)) for page in pages]

    assert told[0] == told[1]
    assert ({"urgency", "confidentiality"} <= set(told[0])) is pressed
    assert (np.asarray(pages[0]) != shade).any() == pressed
    assert pages[0].tobytes() == pages[1].tobytes()
