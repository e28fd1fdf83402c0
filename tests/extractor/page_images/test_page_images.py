from __future__ import annotations

import hashlib
import io
import os
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from extractor.errors import NoPagesError, PageNotFoundError, TaskEndedError
from extractor.fence import Fence, FenceError, Intake
from extractor.fence.tasks import Drawing, page_picture
from extractor.limits import PICTURES
from extractor.page_images import WIDTHS, PageImages, Shown, has_pictures, images
from extractor.page_images.cache import DiskCache
from extractor.page_images.shapes import nearest_width, shape_of
from extractor.reading.source import PageSize
from schemas.evidence import Box
from tests.extractor.containers.packages import archive

SAMPLE = (Path(__file__).resolve().parents[3] / "corpus" / "samples" / "bc-xa.pdf").read_bytes()
TEXT = b"A text."
PACKED = archive(("a.pdf", SAMPLE), ("b.txt", TEXT))
FILES = {hashlib.sha256(data).hexdigest(): data for data in (SAMPLE, TEXT, PACKED, b"%PDF-1.4")}
PDF, NOTE, ZIP, BROKEN = (Shown(digest) for digest in FILES)
ALONE = replace(PICTURES, ahead=0)


@pytest.fixture
def fetched() -> Counter[str]:
    """How often each original was fetched."""
    return Counter()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageImages]:
    """The pictures of one program, for tests that count nothing."""
    with PageImages(tmp_path_factory.mktemp("cache"), FILES.__getitem__, limits=ALONE) as kept:
        yield kept


def test_a_page_is_drawn_once(tmp_path: Path, fetched: Counter[str], monkeypatch: pytest.MonkeyPatch):
    """However many threads ask for it at once, and however often later, also by the next program."""
    drawn: list[Drawing] = []

    def load(digest: str) -> bytes:
        fetched[digest] += 1
        return FILES[digest]

    def counted(fence: Fence, file: Intake, drawing: Drawing, member: str | None) -> bytes:
        drawn.append(drawing)
        return page_picture(fence, file, drawing, member)

    monkeypatch.setattr(images, "page_picture", counted)
    with PageImages(tmp_path, load, limits=ALONE) as pages, ThreadPoolExecutor(6) as threads:
        pages.start()
        found = list(threads.map(lambda _: pages.picture(PDF, 1, 500), range(12)))
    with PageImages(tmp_path, load, limits=ALONE) as pages:
        found.append(pages.picture(PDF, 1, 900))

    assert len(drawn) == 1
    assert fetched[PDF.original] == 1
    assert len(set(found)) == 1
    with Image.open(io.BytesIO(found[0].data)) as picture:
        assert picture.size == (found[0].width, found[0].height) == (960, 1358)


def test_the_next_pages_are_drawn_ahead(tmp_path: Path):
    """They are there before anybody asks for them."""
    with PageImages(tmp_path, FILES.__getitem__) as pages:
        count = len(pages.pages(PDF))
        pages.picture(PDF, 1)
        waiting, drawn = threading.Event(), list[str]()
        for _ in range(600):
            drawn = sorted(path.name.partition("-")[0] for path in tmp_path.rglob("p[0-9]*-*x*"))
            if len(drawn) == min(count, 1 + PICTURES.ahead):
                break
            waiting.wait(0.1)

    assert drawn == [f"p{number}" for number in range(1, 1 + min(count, 1 + PICTURES.ahead))]


def test_a_record_lies_on_the_picture(shared: PageImages):
    """The sizes are those in which boxes of evidence count, whatever the picture's resolution."""
    (first, *_), picture = shared.pages(PDF), shared.picture(PDF, 1, 480)

    found = shared.words(PDF, 1, Box(0, 0, first.width / 2, 80))

    assert found.text.startswith("ỦY BAN NHÂN DÂN")
    scale = picture.width / first.width
    with Image.open(io.BytesIO(picture.data)) as drawn:
        x0, top, x1, bottom = (round(side * scale) for side in found.words[0].box)
        ink = drawn.convert("L").crop((x0, top, x1, bottom))
    assert min(ink.tobytes()) < 128


def test_a_file_in_a_container_is_shown(shared: PageImages):
    """By its own SHA-256, as the record names it."""
    inside = replace(ZIP, member=PDF.original)

    assert shared.pages(inside) == shared.pages(PDF)
    assert shared.picture(inside, 1).data == shared.picture(PDF, 1).data
    assert shared.picture(inside, 1).etag != shared.picture(PDF, 1).etag


@pytest.mark.parametrize(
    ("shown", "page", "error"),
    [
        (NOTE, 1, NoPagesError),
        (PDF, 0, PageNotFoundError),
        (PDF, 99, PageNotFoundError),
        (replace(ZIP, member=NOTE.original), 1, NoPagesError),
        (Shown("0" * 64), 1, KeyError),
        (Shown("../../etc/passwd"), 1, ValueError),
        (Shown("0" * 64, "../x"), 1, ValueError),
    ],
)
def test_what_has_no_picture_says_so(shared: PageImages, shown: Shown, page: int, error: type[Exception]):
    """And the next one is shown as ever; what `load` raises is not touched."""
    with pytest.raises(error):
        shared.picture(shown, page)

    assert shared.picture(PDF, 1).media_type == "image/jpeg"


def test_a_damaged_picture_in_the_cache_is_drawn_again(tmp_path: Path):
    """As after a loss of power."""
    with PageImages(tmp_path, FILES.__getitem__, limits=ALONE) as pages:
        whole = pages.picture(PDF, 1)
        for path in tmp_path.rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:-5])

        assert pages.picture(PDF, 1) == whole


def test_a_page_is_shown_when_it_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A disk that is full is no reason to show nothing."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(DiskCache, "put", full)
    with PageImages(tmp_path, FILES.__getitem__, limits=ALONE) as pages:
        assert pages.picture(PDF, 2).width == 960


def test_what_is_forgotten_is_gone(tmp_path: Path):
    """With the original, whatever was drawn of it and of the files in it."""
    with PageImages(tmp_path, FILES.__getitem__, limits=ALONE) as pages:
        pages.picture(replace(ZIP, member=PDF.original), 1)
        pages.picture(PDF, 1)
        pages.forget(ZIP.original)

        assert [path for path in tmp_path.rglob("*") if path.is_file() and ZIP.original in str(path)] == []
        assert [path for path in tmp_path.rglob("*") if path.is_file()] != []


def test_a_picture_that_takes_too_long_is_an_error(tmp_path: Path):
    """Of the file, with the next thing to do."""
    hasty = replace(ALONE, deadline=0.0001)
    with PageImages(tmp_path, FILES.__getitem__, limits=hasty) as pages, pytest.raises(TaskEndedError) as caught:
        pages.pages(PDF)

    assert caught.value.reason == "failed.timeout"


def test_nothing_is_drawn_after_the_end(tmp_path: Path):
    """Whoever still asks is told, but for what is kept."""
    pages = PageImages(tmp_path, FILES.__getitem__, limits=ALONE)
    kept = pages.picture(PDF, 1)
    pages.close()

    assert pages.picture(PDF, 1) == kept
    with pytest.raises(FenceError):
        pages.picture(PDF, 2)


def test_the_cache_keeps_what_was_looked_at_last(tmp_path: Path):
    """What was not looked at for longest goes when there is too much; nothing is left of what was not whole."""
    cache = DiskCache(tmp_path, 1000)
    for number in range(3):
        cache.put(f"a/{number}", b"x" * 300)
        # A clock may be coarser than this loop.
        os.utime(tmp_path / "a" / str(number), (number, number))
    assert cache.get("a/0") is not None
    cache.put("b/3", b"x" * 300)

    assert [cache.has(key) for key in ("a/0", "a/1", "a/2", "b/3")] == [True, False, True, True]
    cache.put("c", b"x" * 5000)
    assert cache.get("c") is None
    assert not list(tmp_path.glob("partial-*"))


@pytest.mark.parametrize(
    ("asked", "drawn"), [(1, 240), (240, 240), (241, 480), (900, 960), (2880, 2880), (10**9, 2880), (-5, 240)]
)
def test_widths_are_few(asked: int, drawn: int):
    """So that no request fills the cache."""
    assert nearest_width(asked) == drawn
    assert drawn in WIDTHS


@pytest.mark.parametrize(
    ("size", "shape"),
    [((600, 800), (960, 1280)), ((800, 600), (960, 720)), ((10, 14_400), (167, 239_998)), ((14_400, 1), (960, 1))],
)
def test_a_picture_is_bounded_in_pixels(size: tuple[float, float], shape: tuple[int, int]):
    """Pages of odd shapes are drawn smaller."""
    found = shape_of(PageSize(*size), 960)

    assert found[0] * found[1] <= 41_000_000
    assert found == pytest.approx(shape, rel=0.02)


@pytest.mark.parametrize(
    ("media_type", "known"),
    [("application/pdf", True), ("image/tiff", True), ("text/html", False), ("application/msword", False)],
)
def test_what_has_pictures(media_type: str, known: bool):
    """Of office files there is the text alone."""
    assert has_pictures(media_type) is known
