from __future__ import annotations

import io
import zipfile

import pytest

from extractor.budget import UNLIMITED
from extractor.errors import CorruptError, EncryptedError, PackedError, ReadError, UnsupportedError
from extractor.reading.registry import sniff
from tests.extractor.reading.docx.packages import package
from tests.extractor.reading.office.test_kinds import BOF, compound, word
from tests.golden.documents import SAMPLES

ODF = "application/vnd.oasis.opendocument."
OOXML = "application/vnd.openxmlformats-officedocument."


def archive(*names: str) -> bytes:
    """A ZIP archive of small files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"II*\x00....", "image/tiff"),
        (b"\r\n\r\n%PDF-1.4", "application/pdf"),
        (archive("word/document.xml"), f"{OOXML}wordprocessingml.document"),
        (archive("xl/workbook.xml"), f"{OOXML}spreadsheetml.sheet"),
        (archive("xl/workbook.bin"), "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
        (package({"mimetype": f"{ODF}text"}), f"{ODF}text"),
        (package({"mimetype": f"{ODF}spreadsheet"}), f"{ODF}spreadsheet"),
        (compound("WordDocument", word(0xC1)), "application/msword"),
        (compound("Workbook", BOF), "application/vnd.ms-excel"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"  <!DOCTYPE HTML><html>", "text/html"),
        (b"<HTML>", "text/html"),
        ("Báo cáo".encode(), "text/plain"),
        ("Báo cáo".encode("utf-16"), "text/plain"),
        ("Báo cáo".encode("utf-8-sig"), "text/plain"),
        (b"PK is not a zip", "text/plain"),
        (b"", "text/plain"),
        (b"\t\r\n\x0c", "text/plain"),
    ],
)
def test_content_decides(data: bytes, media_type: str):
    """A reader is chosen by the first bytes and what is inside, never by a name."""
    assert sniff(data).media_type == media_type


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (compound("PowerPoint Document"), UnsupportedError, "PowerPoint"),
        (compound("__properties_version1.0"), UnsupportedError, "Outlook"),
        (compound("anything"), UnsupportedError, "unknown program"),
        (compound("EncryptedPackage"), EncryptedError, "password"),
        (compound("WordDocument", word(0xC1, 0x100)), EncryptedError, "password"),
        (compound("WordDocument")[:600], CorruptError, "damaged"),
        (archive("a.txt"), UnsupportedError, "ZIP archive"),
        (archive("ppt/presentation.xml"), UnsupportedError, "presentation"),
        (b"PK\x03\x04cut", CorruptError, "end is missing"),
        (b"Rar!\x1a\x07\x01\x00", PackedError, "a RAR archive; unpack it"),
        (b"7z\xbc\xaf\x27\x1c\x00", PackedError, "a 7-Zip archive; unpack it"),
        (b"\x1f\x8b\x08\x00", PackedError, "packed with gzip; unpack it"),
        (bytes(range(256)) * 20, UnsupportedError, "none of the formats"),
        (b"\x00" * 50, UnsupportedError, "none of"),
    ],
)
def test_what_no_reader_takes_is_told(data: bytes, error: type[ReadError], words: str):
    """Each kind of file that cannot be read is named, with the next thing to do."""
    with pytest.raises(error, match=words) as told:
        sniff(data)

    assert told.value.advice in str(told.value)
    assert told.value.reason.startswith("failed.")


@pytest.mark.parametrize(
    "name",
    [
        "truncated.docx",
        "truncated.pdf",
        "encrypted.pdf",
        "garbage.bin",
        "latin1-bytes.txt",
        "zip-without-document.docx",
    ],
)
def test_broken_files_are_told(name: str):
    """Every broken sample ends in one of the read errors, from sniffing or from reading."""
    data = (SAMPLES / "broken" / name).read_bytes()

    with pytest.raises(ReadError):
        sniff(data).read(data, UNLIMITED)
