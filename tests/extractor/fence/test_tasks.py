from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractor.budget import Budget
from extractor.containers.model import Member
from extractor.containers.unpack import unpack
from extractor.errors import (
    CorruptError,
    EncryptedError,
    NoDocumentError,
    NoPagesError,
    PackedError,
    PageNotFoundError,
    ReadError,
    TaskEndedError,
)
from extractor.fence import Fence, Intake, Terms, attempt
from extractor.fence.task import Task
from extractor.fence.tasks import Drawing, Place, member_of, page_picture, page_sizes, words_in, written_pages
from extractor.fence.works import given
from extractor.fence.works.given import Given
from schemas.evidence import Box
from tests.extractor.containers.packages import archive
from tests.extractor.fence.conftest import SMALL

SAMPLE = (Path(__file__).resolve().parents[3] / "corpus" / "samples" / "bc-xa.pdf").read_bytes()
TASKS: dict[str, Callable[[Fence, Intake], Any]] = {
    "sizes": page_sizes,
    "picture": lambda fence, file: page_picture(fence, file, Drawing(1, 60, 90)),
    "words": lambda fence, file: words_in(fence, file, Place(1, Box(0, 0, 600, 900))),
    "pages": lambda fence, file: written_pages(fence, file, "hocr"),
}
ENDINGS = {
    "segfault": "failed.crash",
    "exit": "failed.crash",
    "panic": "failed.crash",
    "hang_up": "failed.crash",
    "hold_memory": "failed.memory",
    "fill_memory_in_c": "failed.memory",
    "write_a_large_file": "failed.crash",
    "write_many_files": "failed.too_large",
    "fork_a_crowd": "failed.crash",
    "leave_a_grandchild": "failed.crash",
    "call_itself": "failed.crash",
    "answer_garbage": "failed.crash",
    "announce_too_much": "failed.too_large",
    "answer_for_another": "failed.crash",
    "answer_twice": "failed.crash",
    "refuse_oddly": "failed.crash",
    "answer_what_is_no_result": "failed.crash",
    "fill_the_disk": "failed.too_large",
}
STAGES = dict.fromkeys(("sizes", "picture", "words"), ("sniff", "draw")) | {"pages": ("sniff", "read")}
CASES = [
    # Each end once, at one task and stage after the other.
    *(
        (task, STAGES[task][number // len(STAGES) % 2], act)
        for number, act in enumerate(ENDINGS)
        for task in [list(STAGES)[number % len(STAGES)]]
    ),
    *((task, stage, "segfault") for task, stages in STAGES.items() for stage in (*stages, "sending")),
    ("picture", "sending", "hold_memory"),
]


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    """One fence for the tests of this file."""
    with Fence() as fence:
        yield fence


def picture(form: str, *sizes: tuple[int, int], **saved: Any) -> bytes:
    """A picture file with a page of each size, each with a black square in its upper left quarter."""
    pages = []
    for size in sizes:
        page = Image.new("RGB", size, "white")
        page.paste((0, 0, 0), (10, 20, size[0] // 4, size[1] // 4))
        pages.append(page)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(out, form, **more, **saved)
    return out.getvalue()


def turned(quarters: int) -> bytes:
    """A PDF with one page of 200 by 300 points, its visible part 180 by 270, shown turned."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(200, 300)
    page.set_cropbox(10, 20, 190, 290)
    page.set_rotation(90 * quarters)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("task", "stage", "act"), CASES)
def test_whatever_a_task_meets_is_an_error(bad_fence: Fence, task: str, stage: str, act: str):
    """At each stage each bad end has its reason; the next file is worked on as ever."""
    with pytest.raises(TaskEndedError) as caught:
        TASKS[task](bad_fence, Intake.of(f"BAD {stage} {act}".encode(), "bad.bin"))

    assert caught.value.reason == ENDINGS[act]
    assert "\n" not in str(caught.value)
    assert len(page_sizes(bad_fence, Intake.of(SAMPLE, "good.pdf"))) > 1


@pytest.mark.parametrize(("task", "stage"), [("picture", "draw"), ("pages", "read")])
def test_a_task_that_never_ends_is_ended(hasty_fence: Fence, task: str, stage: str):
    """Whoever gives no sign of life is stopped."""
    with pytest.raises(TaskEndedError) as caught:
        TASKS[task](hasty_fence, Intake.of(f"BAD {stage} sleep".encode(), "bad.bin"))

    assert caught.value.reason == "failed.timeout"


def test_a_full_disk_is_tried_again_in_an_empty_folder(plugged: Path):
    """What one child left behind may have filled it; where it stays full, the record says so and not what to split."""
    assert plugged.is_dir()
    with Fence(SMALL) as fence:
        assert fence.run(b"BAD read fill_the_disk_once", "bad.bin").records[0].status == "extracted"
        (record,) = fence.run(b"BAD read fill_the_disk", "bad.bin").records

    assert record.reason is not None
    assert record.reason.code == "failed.too_large"
    assert "the disk with the folder for temporary files is full" in record.reason.message


@pytest.mark.parametrize(
    ("data", "sizes"),
    [
        (picture("PNG", (827, 1169), dpi=(200, 200)), [(297.72, 420.84)]),
        (picture("JPEG", (827, 1169)), [(595.28, 841.45)]),
        (picture("TIFF", (400, 600), (600, 400), dpi=(100, 100)), [(288, 432), (432, 288)]),
        (turned(0), [(180, 270)]),
        (turned(1), [(270, 180)]),
        (archive(("a.pdf", turned(1)), ("b.png", picture("PNG", (400, 600), dpi=(100, 100)))), [(288, 432)]),
    ],
    ids=["png", "jpeg", "tiff", "pdf", "turned", "member"],
)
def test_pages_have_the_size_that_they_are_shown_with(fence: Fence, data: bytes, sizes: list[tuple[float, float]]):
    """In points; of a container, those of the file that is meant."""
    file = Intake.of(data, "a.bin")
    member = Intake.of(picture("PNG", (400, 600), dpi=(100, 100)), "b.png").sha256 if data[:2] == b"PK" else None

    found = page_sizes(fence, file, member)

    assert [(size.width, size.height) for size in found] == [pytest.approx(size, abs=0.3) for size in sizes]


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_sizes_are_those_of_the_record(fence: Fence, form: str, orientation: int):
    """However the file says that it is to be turned, drawing and reading agree on the page."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = Intake.of(picture(form, (400, 600), dpi=(100, 100), exif=exif), "a.bin")
    (size,) = page_sizes(fence, file)

    shown = Image.open(io.BytesIO(page_picture(fence, file, Drawing(1, round(size.width), round(size.height)))))

    assert (size.width < size.height) is (orientation in (1, 3))
    assert abs(shown.width / shown.height - size.width / size.height) < 0.01
    corner = (0.15 if orientation in (1, 8) else 0.85, 0.15 if orientation in (1, 6) else 0.85)
    at = int(corner[0] * shown.width), int(corner[1] * shown.height)
    assert max(shown.convert("L").crop((*at, at[0] + 1, at[1] + 1)).tobytes()) < 60


def test_a_page_is_drawn_as_large_as_asked(fence: Fence):
    """A JPEG of exactly that size."""
    drawn = page_picture(fence, Intake.of(SAMPLE, "a.pdf"), Drawing(2, 480, 679))

    with Image.open(io.BytesIO(drawn)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (480, 679))


def test_the_words_of_a_place_are_the_pages_own(fence: Fence):
    """Each word whose middle lies in the box, with its box, line by line."""
    found = words_in(fence, Intake.of(SAMPLE, "a.pdf"), Place(1, Box(0, 0, 280, 110)))

    assert found.source == "text"
    assert found.text.startswith("ỦY BAN NHÂN DÂN\n")
    assert all(word.box.x0 < 280 and word.box.top < 110 and word.confidence is None for word in found.words)


@pytest.mark.parametrize("turn", [0, 180])
def test_the_words_of_a_place_on_a_scan_are_read(fence: Fence, turn: int):
    """From its picture, also where the page stands on its head; each word with the engine's confidence."""
    with pdfium.PdfDocument(SAMPLE) as document:
        page = document[0].render(scale=200 / 72).to_pil().rotate(turn)
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(200, 200))
    width, height = page.width * 72 / 200, page.height * 72 / 200
    box = Box(0, 0, 280, 110) if not turn else Box(width - 280, height - 110, width, height)

    found = words_in(fence, Intake.of(out.getvalue(), "a.png"), Place(1, box))

    assert found.source == "ocr"
    assert found.text.startswith("ỦY BAN NHÂN DÂN\n")
    assert all(0 <= (word.confidence or 0) <= 1 and box.x0 <= word.box.x1 <= width for word in found.words)


def test_nothing_stands_in_an_empty_place(fence: Fence):
    """Neither outside of the page nor on white paper."""
    file = Intake.of(picture("PNG", (827, 1169), dpi=(100, 100)), "a.png")

    for box in (Box(300, 500, 400, 600), Box(5000, 5000, 6000, 6000), Box(10, 10, 10, 10)):
        assert words_in(fence, file, Place(1, box)).text == ""


@pytest.mark.parametrize(
    ("data", "page", "error"),
    [
        (b"A text.", 1, NoPagesError),
        (b"%PDF-1.4 nothing", 1, CorruptError),
        (picture("PNG", (40, 60))[:60], 1, CorruptError),
        (SAMPLE, 99, PageNotFoundError),
        (picture("TIFF", (40, 60)), 99, PageNotFoundError),
        (b"Rar!\x1a\x07\x00", 1, PackedError),
    ],
    ids=["text", "pdf", "png", "page", "tiff", "rar"],
)
@pytest.mark.parametrize("task", ["picture", "words"])
def test_what_cannot_be_shown_says_why(fence: Fence, task: str, data: bytes, page: int, error: type[ReadError]):
    """An error of its kind, with the next thing to do."""
    ask = {
        "picture": lambda: page_picture(fence, Intake.of(data, "a.bin"), Drawing(page, 60, 90)),
        "words": lambda: words_in(fence, Intake.of(data, "a.bin"), Place(page, Box(0, 0, 9, 9))),
    }

    with pytest.raises(error) as caught:
        ask[task]()

    assert type(caught.value) is error
    assert "; " in str(caught.value)


def test_a_file_that_is_not_in_the_container_is_an_error(fence: Fence):
    """Whoever asks for it has another version of the container."""
    with pytest.raises(NoDocumentError):
        page_sizes(fence, Intake.of(archive(("a.txt", b"A text.")), "a.zip"), "0" * 64)


def test_a_file_is_handed_over_once(monkeypatch: pytest.MonkeyPatch):
    """The child has it for the next task, until it gets another file or is another child."""
    handed: list[str] = []

    def counted(file: Intake, task: Task) -> BinaryIO:
        handed.append(f"{file.name} {task.name}")
        return shared(file, task)

    shared = attempt._shared
    monkeypatch.setattr(attempt, "_shared", counted)
    one, other = Intake.of(SAMPLE, "one"), Intake.of(turned(0), "other")
    with Fence() as fence:
        pages = [len(page_sizes(fence, file)) for file in (one, one, other, one)]
        with pytest.raises(PageNotFoundError):
            page_picture(fence, one, Drawing(99, 60, 90))
        assert page_picture(fence, one, Drawing(1, 60, 90)) == page_picture(fence, one, Drawing(1, 60, 90))
        assert fence.read(one, Terms()).records == fence.read(one, Terms()).records

    assert pages == [pages[0], pages[0], 1, pages[0]]
    assert handed == ["one sizes", "other sizes", "one sizes", "one picture", "one records", "one records"]


def test_a_password_is_told(fence: Fence):
    """As for reading."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(SAMPLE)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(EncryptedError):
        page_sizes(fence, Intake.of(out.getvalue(), "a.pdf"))


def test_a_file_is_taken_out_of_its_container(fence: Fence) -> None:
    """Byte for byte, in any order; what is not in it is said to be missing."""
    inner = {hashlib.sha256(data).hexdigest(): data for data in (b"one", b"two", b"", b"three")}
    outer = Intake.of(archive(*((f"{number}.txt", data) for number, data in enumerate(inner.values()))), "a.zip")

    for digest in (*inner, *reversed(inner)):
        assert member_of(fence, outer, digest) == inner[digest]
    with pytest.raises(NoDocumentError):
        member_of(fence, outer, "0" * 64)


def test_a_container_is_unpacked_once_for_files_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that is asked for one after the other goes on where it was; one that comes earlier is looked for anew."""
    contents = [f"file {number}".encode() for number in range(20)]
    digests = [hashlib.sha256(data).hexdigest() for data in contents]
    outer = archive(*((f"{number:02}.txt", data) for number, data in enumerate(contents)))
    unpacked: list[str] = []

    def counted(data: bytes, name: str) -> Iterator[Member]:
        for member in unpack(data, name):
            unpacked.append(member.name)
            yield member

    monkeypatch.setattr(given, "unpack", counted)
    asked = [*digests, digests[-1], digests[0]]
    found = [Given(outer, "a.zip", "f" * 64, Budget(), {"member": digest}).document() for digest in asked]

    assert found == [*contents, contents[-1], contents[0]]
    assert len(unpacked) == 21
