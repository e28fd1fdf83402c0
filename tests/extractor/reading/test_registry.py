from __future__ import annotations

import io
import zipfile

import pytest

from extractor.budget import UNLIMITED
from extractor.errors import CorruptError, EncryptedError, NeedsOcrError, ReadError, UnsupportedError
from extractor.reading.registry import decode, sniff
from tests.golden.documents import SAMPLES

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


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
        (b"\r\n\r\n%PDF-1.4", "application/pdf"),
        (archive("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
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
        (b"\x89PNG\r\n\x1a\n....", NeedsOcrError, "image/png"),
        (b"\xff\xd8\xff\xe0....", NeedsOcrError, "image/jpeg"),
        (b"II*\x00....", NeedsOcrError, "image/tiff"),
        (OLE2, UnsupportedError, "before 2007"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), EncryptedError, "password"),
        (archive("a.txt"), UnsupportedError, "ZIP archive"),
        (b"PK\x03\x04cut", CorruptError, "end is missing"),
        (b"{\\rtf1\\ansi", UnsupportedError, "RTF"),
        (b"  <!DOCTYPE HTML><html>", UnsupportedError, "HTML"),
        (b"<HTML>", UnsupportedError, "HTML"),
        (bytes(range(256)) * 20, UnsupportedError, "neither PDF nor DOCX nor text"),
        (b"\x00" * 50, UnsupportedError, "neither"),
    ],
)
def test_what_no_reader_takes_is_told(data: bytes, error: type[ReadError], words: str):
    """Each kind of file that cannot be read is named, with the next thing to do."""
    with pytest.raises(error, match=words) as told:
        sniff(data)

    assert told.value.advice in str(told.value)
    assert told.value.reason.startswith("failed.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_decoding(encoding: str):
    """UTF-8, and UTF-16 with its mark."""
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")

    assert decode(mark + "Đề nghị Sở Y tế".encode(encoding)) == "Đề nghị Sở Y tế"


@pytest.mark.parametrize("data", ["Đề nghị".encode("cp1258", "replace") + b"\xec", b"\xff\xfeb", b"caf\xe9"])
def test_other_encodings_are_told(data: bytes):
    """The byte that does not fit is named; nothing is guessed."""
    with pytest.raises(UnsupportedError, match=r"not UTF-.* \(byte \d+\)"):
        decode(data)


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
