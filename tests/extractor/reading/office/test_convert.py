"""Old and foreign office files through LibreOffice."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import time
import zipfile
from pathlib import Path

import pytest

from extractor import extract
from extractor.budget import UNLIMITED, Budget
from extractor.errors import CorruptError, ReadError, TooLargeError
from extractor.pipeline import process_bytes
from extractor.reading.office import convert as module
from extractor.reading.office.convert import NoOfficeError, OfficeTimeoutError, convert
from extractor.reading.office.reader import ODF_TEXT, RTF
from extractor.reading.registry import sniff
from extractor.reading.sheets.reader import read as read_sheets
from tests.extractor.reading.docx.packages import package
from tests.extractor.reading.office.conftest import WORDS
from tests.extractor.reading.sheets.books import outline
from tests.golden.documents import SAMPLES

_PLACES = frozenset({"evidence", "source", "provenance", "findings", "confidence", "candidates"})


def values(value: object) -> object:
    """A record without places and without what says where it comes from."""
    if isinstance(value, dict):
        return {key: values(item) for key, item in value.items() if key not in _PLACES}
    return [values(item) for item in value] if isinstance(value, list) else value


def record_of(path: Path) -> object:
    """The values of the record of a file."""
    return values(process_bytes(path.read_bytes(), path.name).record.model_dump(mode="json"))


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_the_same_document_gives_the_same_values(converted: Path, name: str, form: str):
    """A Word document saved in another format has the record it has as DOCX."""
    assert record_of(converted / f"{name}.{form}") == record_of(SAMPLES / f"{name}.docx")


def test_inside_the_fence(converted: Path):
    """The program works under the bounds of the process that reads files."""
    record = extract(converted / "kh-tinh.doc")

    assert record.status.value == "extracted"


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("xls", "application/vnd.ms-excel"), ("ods", "application/vnd.oasis.opendocument.spreadsheet")],
)
def test_workbooks(converted: Path, form: str, media_type: str):
    """Sheets of other formats read as those of XLSX: cells, spans, formats, hidden rows; the media type is kept."""
    data = (converted / f"book.{form}").read_bytes()
    expected = read_sheets((converted / "book.xlsx").read_bytes())

    source = sniff(data).read(data, UNLIMITED)

    assert outline(source) == outline(expected)
    assert (source.media_type, source.warnings) == (media_type, expected.warnings)


def odt(content: str) -> bytes:
    """A text of OpenDocument with this body."""
    names = ["office", "text", "draw", "xlink", "svg"]
    spaces = "".join(
        f' xmlns:{name}="{"http://www.w3.org/1999/xlink" if name == "xlink" else _ODF.format(_OF.get(name, name))}"'
        for name in names
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content{spaces} office:version="1.2"><office:body><office:text>{content}'
            "</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF.format("manifest")}">'
            '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        }
    )


_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_OF = {"draw": "drawing", "svg": "svg-compatible"}


def fake(folder: Path, script: str) -> None:
    """A command of LibreOffice's name that does what the script says."""
    command = folder / "soffice"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands first in the path of commands."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return folder


def scratch_folders(tmp_path: Path) -> list[str]:
    """What conversions left behind."""
    return [entry.name for entry in tmp_path.iterdir() if entry.name != "bin"]


def test_without_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where it is not installed, the reason is `unsupported` and the advice is the command to install it."""
    monkeypatch.setenv("PATH", str(tmp_path))

    record = process_bytes(rb"{\rtf1 a}", "a.rtf").record

    assert record.reason is not None
    assert record.reason.code == "failed.unsupported"
    assert "apt install" in record.reason.message
    with pytest.raises(NoOfficeError):
        convert(b"", RTF, UNLIMITED)


def test_a_full_disk_is_not_the_files_fault(bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The program only writes nothing; whoever called is told what the machine lacks."""
    fake(bin_folder, "exit 0")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))

    with pytest.raises(OSError, match="No space left") as caught:
        convert(b"a", RTF, UNLIMITED)

    assert caught.value.errno == errno.ENOSPC
    assert scratch_folders(tmp_path) == []


def alive(pid: int) -> bool:
    """Whether a process runs and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_killed_with_its_children(bin_folder: Path, tmp_path: Path):
    """At the deadline the program, what it started and its folder are gone; the reason is `timeout`."""
    pids = bin_folder / "pids"
    fake(bin_folder, f"sleep 300 & echo $$ $! > {pids}.new; mv {pids}.new {pids}; wait")
    told: list[str] = []

    def report(stage: str) -> None:
        told.append(stage)
        if pids.exists():
            raise OfficeTimeoutError

    with pytest.raises(OfficeTimeoutError):
        convert(b"a", RTF, Budget(report=report))

    assert set(told) == {"convert"}
    numbers = [int(pid) for pid in pids.read_text().split()]
    assert [pid for pid in numbers if _still_alive(pid)] == []
    assert scratch_folders(tmp_path) == []


def _still_alive(pid: int) -> bool:
    for _ in range(200):
        if not alive(pid):
            return False
        time.sleep(0.01)
    return True


def test_a_spent_budget_ends_it(bin_folder: Path, tmp_path: Path):
    """The document's own deadline ends a conversion too."""
    fake(bin_folder, "sleep 300")

    with pytest.raises(OfficeTimeoutError) as told:
        convert(b"a", RTF, Budget(deadline=0.0))

    assert told.value.reason == "failed.timeout"
    assert scratch_folders(tmp_path) == []


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 0", CorruptError),
        ("exit 77", CorruptError),
        ("kill -SEGV $$", CorruptError),
        ("exit 81", CorruptError),
        ("yes x", OfficeTimeoutError),
        ("sleep 0.2; mkdir out; exec yes x > out/document.docx", TooLargeError),
        ("sleep 300", OfficeTimeoutError),
    ],
)
def test_what_goes_wrong_in_the_program(
    bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, error: type[ReadError]
):
    """No output, a crash, endless restarts, endless output: each ends in an error, and nothing stays behind."""
    monkeypatch.setattr(module, "MAX_OUTPUT", 1000)
    monkeypatch.setattr(module, "SECONDS", 1.0)
    fake(bin_folder, script)

    with pytest.raises(error):
        convert(b"a", RTF, UNLIMITED)

    assert scratch_folders(tmp_path) == []


def test_the_program_is_told_nothing_of_ours(bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It sees a folder of its own as home and for temporary files, no proxy and no name of the sender's."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    fake(bin_folder, 'env > "$HOME/../seen"; echo "$@" >> "$HOME/../seen"; ls -R >> "$HOME/../seen"')

    with pytest.raises(CorruptError):
        convert(b"a", RTF, UNLIMITED)

    seen = (tmp_path / "seen").read_text()
    assert "PROXY" not in seen
    assert f"HOME={tmp_path}/vanthu-office-" in seen
    assert "registrymodifications.xcu" in seen
    assert "--infilter=Rich Text Format" in seen


def test_no_macro_no_link_no_picture_from_elsewhere(tmp_path: Path):
    """A text with a linked section and a linked picture is read; what they name is not looked at."""
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    link = secret.as_uri()
    content = (
        "<text:p>Xin chào</text:p>"
        f'<text:section text:name="a"><text:section-source xlink:href="{link}"/><text:p>cũ</text:p></text:section>'
        f'<text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{link}" xlink:actuate="onLoad"/>'
        "</draw:frame></text:p>"
    )

    with zipfile.ZipFile(io.BytesIO(convert(odt(content), ODF_TEXT, UNLIMITED))) as archive:
        unpacked = b"".join(archive.read(name) for name in archive.namelist())

    assert "Xin chào".encode() in unpacked
    assert "bí mật".encode() not in unpacked


def test_the_limit_on_files_holds_for_the_program(bin_folder: Path, tmp_path: Path):
    """What the program may write to one file is bounded by the kernel."""
    fake(bin_folder, 'sleep 0.2; ulimit -f > "$HOME/../limit"')

    with pytest.raises(CorruptError):
        convert(b"a", RTF, UNLIMITED)

    assert (tmp_path / "limit").read_text().strip() != "unlimited"
    assert os.environ.get("HOME") != str(tmp_path)
