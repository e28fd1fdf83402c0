"""Packages: tolerance for what is missing, one clear error for what is damaged or hostile."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import CorruptError, EncryptedError, ReadError, TooLargeError, UnsupportedError
from extractor.reading.docx import package as package_module
from extractor.reading.docx.reader import read
from extractor.reading.source import Grid
from tests.extractor.reading.docx.packages import (
    NAMESPACES,
    document,
    lines,
    package,
    paragraph,
    parts_of,
    relationships,
)

WHOLE = document(paragraph("nội dung " * 50))
BOMB = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def replaced(name: str, content: str | bytes) -> bytes:
    """A document with one part exchanged."""
    return package({**parts_of(paragraph("x"), styles=""), name: content})


def test_a_document_of_python_docx_is_read() -> None:
    """The package of another program, with styles, numbering and a table."""
    made = docx.Document()
    made.add_heading("Tiêu đề", level=1)
    made.add_paragraph("một", style="List Number")
    made.add_paragraph("hai", style="List Number")
    grid = made.add_table(rows=3, cols=2, style="Table Grid")
    for number, cell in enumerate(grid._cells):
        cell.text = str(number)
    buffer = BytesIO()
    made.save(buffer)
    source = read(buffer.getvalue())
    assert lines(source) == ["Tiêu đề", "1. một", "2. hai"]
    assert sum(isinstance(item, Grid) for item in source.flow) == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(package({"word/document.xml": parts_of(paragraph("x"))["word/document.xml"]}), ["x"], id="alone"),
        pytest.param(
            package(
                {
                    **parts_of(paragraph("x")),
                    "word/_rels/document.xml.rels": relationships({"styles": "no.xml"}),
                }
            ),
            ["x"],
            id="dangling-relationship",
        ),
        pytest.param(
            package(
                {
                    "_rels/.rels": relationships({"officeDocument": "/Word\\Main.xml"}),
                    "word/main.xml": parts_of(paragraph("x"))["word/document.xml"],
                }
            ),
            ["x"],
            id="other-name-and-case",
        ),
        pytest.param(
            package(
                {
                    name: str(content)
                    .replace(
                        "http://schemas.openxmlformats.org/wordprocessingml/2006/",
                        "http://purl.oclc.org/ooxml/wordprocessingml/",
                    )
                    .replace(
                        "http://schemas.openxmlformats.org/officeDocument/2006/",
                        "http://purl.oclc.org/ooxml/officeDocument/",
                    )
                    for name, content in parts_of(paragraph("x")).items()
                }
            ),
            ["x"],
            id="strict",
        ),
        pytest.param(document(""), [], id="empty"),
    ],
)
def test_incomplete_packages_are_read(data: bytes, expected: list[str]) -> None:
    """What is missing is plain; nothing but the main part is needed."""
    assert lines(read(data)) == expected


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", CorruptError, id="nothing"),
        pytest.param(b"PK\x03\x04 rubbish", CorruptError, id="rubbish"),
        pytest.param(WHOLE[: len(WHOLE) // 2], CorruptError, id="truncated"),
        pytest.param(package({"a.txt": "x"}), CorruptError, id="no-main-part"),
        pytest.param(replaced("word/document.xml", "<w:document"), CorruptError, id="broken-xml"),
        pytest.param(replaced("word/document.xml", b"\x00\xff\x00"), CorruptError, id="binary-part"),
        pytest.param(replaced("word/document.xml", ""), CorruptError, id="empty-part"),
        pytest.param(replaced("word/document.xml", f"<w:document {NAMESPACES}/>"), CorruptError, id="no-body"),
        pytest.param(replaced("word/document.xml", "<workbook/>"), UnsupportedError, id="workbook"),
        pytest.param(replaced("word/document.xml", BOMB), CorruptError, id="entities"),
        pytest.param(replaced("word/document.xml", BOMB.encode("utf-16")), CorruptError, id="entities-in-utf-16"),
    ],
)
def test_damage_is_one_error(data: bytes, error: type[ReadError]) -> None:
    """Each kind of damage raises the error that says what to do."""
    with pytest.raises(error):
        read(data)


def test_a_damaged_second_part_is_damage_too() -> None:
    """Half a document is not read silently."""
    with pytest.raises(CorruptError, match=r"word/styles\.xml"):
        read(package({**parts_of(paragraph("x"), styles=""), "word/styles.xml": "<w:styles"}))


def test_entries_with_a_password_are_told() -> None:
    """Zip encryption is rare but real."""
    data = bytearray(WHOLE)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    with pytest.raises(EncryptedError):
        read(bytes(data))


@pytest.mark.parametrize("limit", ["MAX_ENTRIES", "MAX_TOTAL_BYTES", "MAX_PART_BYTES"])
def test_packages_beyond_the_limits_are_not_unpacked(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes are checked before anything is decompressed."""
    monkeypatch.setattr(package_module, limit, 2)
    with pytest.raises(TooLargeError):
        read(WHOLE)


@given(at=st.integers(0, len(WHOLE) - 1), value=st.integers(0, 255))
def test_one_changed_byte_gives_a_text_or_an_expected_error(at: int, value: int) -> None:
    """No damage escapes the tree of errors."""
    damaged = bytearray(WHOLE)
    damaged[at] = value
    with suppress(ReadError):
        read(bytes(damaged))


def test_same_bytes_same_text() -> None:
    """Reading is a function of the bytes."""
    assert read(WHOLE) == read(WHOLE)


def test_a_lying_size_is_damage() -> None:
    """An entry that unpacks to more than it says is cut and fails its checksum."""
    data = bytearray(WHOLE)
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    at = data.rfind(size.to_bytes(4, "little"))
    data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(CorruptError):
        read(bytes(data))
