"""What is dear: files with OCR are few at once, and what their reading gave is kept."""

from __future__ import annotations

import io
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.batch import run as batch
from extractor.batch.folder import scan
from extractor.batch.readers import LocalReaders, Task
from extractor.batch.workshop import Making, Workshop
from extractor.budget import UNLIMITED
from extractor.errors import OcrDeferredError
from extractor.fence import Fence, Intake, Terms
from extractor.pipeline import process
from extractor.reading.kept import pack, readers_version, unpack_texts
from extractor.reading.registry import sniff
from extractor.store.readings import KeptReadings
from extractor.store.store import Outcome, Store
from tests.extractor.batch.conftest import SAMPLES, InProcess, lines, ran

REFUSED = process(SAMPLES / "empty.txt").record


class FewWithOcr(InProcess):
    """Counts how many files named `scan…` are read at once; they are read slowly."""

    at_once = 4

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = self.put_off = 0

    def read(self, task: Task) -> Outcome:
        """The same record for all."""
        if task.file.name.startswith("scan"):
            if not task.may_use_ocr:
                self.put_off += 1
                raise OcrDeferredError
            with self.lock:
                self.now += 1
                self.most = max(self.most, self.now)
            time.sleep(0.02)
            with self.lock:
                self.now -= 1
        return Outcome((REFUSED,), (None,), 0.0, 0)


@pytest.mark.parametrize(("ocr_jobs", "most", "put_off"), [(1, 1, 8), (2, 2, 8), (None, 4, 0)])
def test_files_with_ocr_are_few_at_once(
    tmp_path: Path, store: Store, ocr_jobs: int | None, most: int, put_off: int
) -> None:
    """No more than asked for are read by OCR at a time, and all are read; without a number none is put off."""
    for number in range(8):
        (tmp_path / f"scan{number}").write_text(str(number))
        (tmp_path / f"text{number}").write_text(str(number))
    readers = FewWithOcr()
    shop = Workshop(tmp_path, store, readers, Making("1", ocr_jobs=ocr_jobs))
    for file in scan(tmp_path).files:
        if file.path.startswith(("scan", "text")):
            shop.offer(file)

    done = [each.path for _ in range(100) if shop.left for each in shop.work(1)]
    shop.close()

    assert len(done) == 16
    assert readers.most <= most
    assert readers.put_off == put_off


@pytest.fixture(scope="module")
def picture() -> bytes:
    """The picture of a page with a few lines."""
    image = Image.new("L", (1240, 700), 255)
    font = ImageFont.load_default(34)
    for row, line in enumerate(("BAO CAO", "Ket qua thuc hien nam 2025", "Tong so: 12 nguoi")):
        ImageDraw.Draw(image).text((150, 120 + 90 * row), line, fill=0, font=font)
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(150, 150))
    return stream.getvalue()


def test_a_picture_is_read_once(picture: bytes) -> None:
    """Without OCR the file is put off; with what OCR gave before, it has the same record without OCR."""
    file = Intake.of(picture, "a.png")
    with Fence() as fence:
        with pytest.raises(OcrDeferredError):
            fence.read(file, Terms(may_use_ocr=False))
        read = fence.read(file, Terms())
        again = fence.read(file, Terms(may_use_ocr=False, kept=read.kept))

    assert (again.records, again.texts) == (read.records, read.texts)
    assert read.records[0].source.text_source == "ocr"


def test_a_changed_rule_uses_kept_texts(
    tmp_path: Path, store: Store, picture: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version reads from what is kept; texts of other readers are let go; the records are the same."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.png").write_bytes(picture)
    KeptReadings(store.originals, "older").put("a" * 64, b"")
    ran(tmp_path / "in", store)
    first, version = lines(store), batch.version_of()
    monkeypatch.setattr(batch, "version_of", lambda _: "changed")
    monkeypatch.setattr(LocalReaders, "read", _without_ocr)

    summary, _ = ran(tmp_path / "in", store)

    assert (summary.read, summary.problems) == (1, 0)
    assert [(each.path, each.position, each.line) for each in store.records("changed")] == first
    assert set(store.versions()) == {version, "changed"}
    assert store.originals.folders("readings") == [readers_version()]


def _without_ocr(self: LocalReaders, task: Task, read: Callable[..., Outcome] = LocalReaders.read) -> Outcome:
    """The same, where a file that needed OCR would be put off for ever."""
    try:
        return read(self, Task(task.file, may_use_ocr=False))
    except OcrDeferredError as error:
        raise AssertionError("OCR is needed again") from error


@pytest.mark.parametrize("name", ["bc-phuong.txt", "bc-so.docx", "tb-tinh.pdf"])
def test_a_kept_text_is_the_text(name: str) -> None:
    """What was packed comes back the same to the last float."""
    data = (SAMPLES / name).read_bytes()
    source = sniff(data).read(data, UNLIMITED)

    assert repr(unpack_texts(pack({"a" * 64: source}) or b"")) == repr({"a" * 64: source})


@pytest.mark.parametrize("packed", [b"", b"x", zlib.compress(b"{}x"), zlib.compress(b'{"a": {"text": 1}}')])
def test_damaged_texts_are_no_texts(packed: bytes) -> None:
    """Whatever lies on the disk, the file itself is read then."""
    assert unpack_texts(packed) == {}
