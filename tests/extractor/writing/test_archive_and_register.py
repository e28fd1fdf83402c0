from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from extractor.writing.archive import ELEMENTS, ead_of, metadata_of, write_archive
from extractor.writing.inert import inert
from extractor.writing.register import Register, write_register
from schemas.record import Record
from tests.extractor.writing.exports import HOSTILE_TEXT, changed, files_in, poisoned, sample, samples, taken

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("ead_doc.xsd")))


def metadata(record: Record) -> dict[str, str]:
    """The metadata of a record's document."""
    assert record.document is not None
    return metadata_of(record, record.document)


def rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "bc-xa.pdf",
            {
                "typeName": "14",
                "codeNumber": "96",
                "codeNotation": "BC-UBND",
                "issuedDate": "07/04/2026",
                "organName": "ỦY BAN NHÂN DÂN XÃ QUỲ HỢP",
                "language": "01",
            },
        ),
        ("bc-so.docx", {"typeName": "14", "description": "số: để trống; ngày: không đủ"}),
        ("bc-phuong.txt", {"description": "số: bị gạch", "issuedDate": "14/04/2026"}),
        ("cv-tinh-signed.pdf", {"typeName": "22", "codeNumber": "3521", "codeNotation": "UBND-VX"}),
    ],
)
def test_what_the_paper_shows_is_filled_in(name: str, expected: dict[str, str]) -> None:
    """Codes and dates in the form of the circular; what has no plain value is said in the remark."""
    found = metadata(sample(name))

    assert {key: found.get(key) for key in expected} == expected


def test_what_only_the_archive_knows_stays_empty() -> None:
    """No code of a file, no time of keeping, no right of use is made up."""
    found = metadata(sample("bc-xa.pdf"))

    assert not {"docId", "docCode", "maintenance", "mode", "confidenceLevel", "autograph", "riskRecovery"} & set(found)
    assert [each.tag for each in etree.fromstring(ead_of(found))] == list(ELEMENTS)


@pytest.mark.parametrize(
    ("path", "words", "kept", "remark"),
    [
        ("subject", "a" * 501, "a" * 499 + "…", "trích yếu đã cắt ngắn"),
        ("organ_name", "a" * 201, None, "organName dài hơn quy định, không ghi"),
        ("code_number", "1" * 12, None, "codeNumber dài hơn quy định, không ghi"),
    ],
)
def test_too_long_a_value_is_never_another_value(path: str, words: str, kept: str | None, remark: str) -> None:
    """A subject is cut with a sign; a number or name that does not fit is left out; the remark says so."""
    names = {"subject": "subject", "organ_name": "organName", "code_number": "codeNumber"}

    found = metadata(changed(sample("bc-xa.pdf"), path, value=words))

    assert found.get(names[path]) == kept
    assert remark in found["description"]
    SCHEMA.assertValid(etree.fromstring(ead_of(found)))


@pytest.mark.parametrize("code", ["QC", "QyĐ", "TC"])
def test_a_type_whose_code_is_not_known_has_none(code: str) -> None:
    """Readings of the circular disagree on three codes: none is better than a wrong one."""
    assert "typeName" not in metadata(changed(sample("bc-xa.pdf"), "type", value=code))


@settings(max_examples=60)
@given(words=HOSTILE_TEXT)
def test_metadata_follows_the_schema_whatever_the_words(words: str) -> None:
    """Words of documents are words: never markup, never longer than allowed."""
    SCHEMA.assertValid(etree.fromstring(ead_of(metadata(poisoned(sample("bc-xa.pdf"), words)))))


def test_a_folder_holds_metadata_of_every_document(tmp_path: Path) -> None:
    """A file each, numbered as the other exports number them, and one table of them all; the same bytes again."""
    write_archive(samples(), tmp_path / "a")
    write_archive(samples(), tmp_path / "b")

    files = files_in(tmp_path / "a")
    assert files == files_in(tmp_path / "b")
    assert list(files) == [*(f"EAD_doc_{number:06d}.xml" for number in (1, 2, 3, 4, 5)), "metadata.csv"]
    table = rows(tmp_path / "a" / "metadata.csv")
    assert table[0] == ["document", "file", *ELEMENTS]
    assert [row[0] for row in table[1:]] == ["1", "2", "3", "4", "5"]
    for name, data in files.items():
        if name.endswith(".xml"):
            SCHEMA.assertValid(etree.fromstring(data))


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        (
            Register.SENT,
            ["96/BC-UBND", "07/04/2026", "Báo cáo", "", "", "", "", "", "", "tệp bc-xa.pdf"],
        ),
        (
            Register.RECEIVED,
            ["", "", "ỦY BAN NHÂN DÂN XÃ QUỲ HỢP", "96/BC-UBND", "07/04/2026", "Báo cáo", "", "", "", "tệp bc-xa.pdf"],
        ),
    ],
)
def test_a_register_has_the_columns_of_the_decree(tmp_path: Path, register: Register, expected: list[str]) -> None:
    """Ten columns; those that only the office can fill are empty."""
    record = changed(sample("bc-xa.pdf"), "subject", value=None, raw=None, status="absent", evidence=[])
    bare = record.model_copy(update={"signers": (), "recipients": (), "addressees": ()})

    write_register(taken(bare), tmp_path / "out.csv", register)

    header, row = rows(tmp_path / "out.csv")
    assert len(header) == 10
    assert row == [*expected[:-1], f"trích yếu: không có; {expected[-1]}"]


def test_a_register_says_what_is_not_there(tmp_path: Path) -> None:
    """A blank or struck out number is not entered; the remark tells which it is, and what replaced the document."""
    records = taken(sample("bc-so.docx"), sample("bc-phuong.txt"), superseded_by="moi/bc.docx")

    assert write_register(records, tmp_path / "out.csv", Register.SENT) == 2

    assert [(row[0], row[-1]) for row in rows(tmp_path / "out.csv")[1:]] == [
        ("", "số: để trống; ngày: không đủ; được thay bằng moi/bc.docx; tệp bc-so.docx"),
        ("", "số: bị gạch; được thay bằng moi/bc.docx; tệp bc-phuong.txt"),
    ]


@settings(max_examples=40)
@given(words=HOSTILE_TEXT)
def test_a_register_holds_words(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    """Whatever stands in every field: one row of ten cells, none of which is computed."""
    out = tmp_path_factory.mktemp("register") / "out.csv"

    write_register(taken(poisoned(sample("bc-xa.pdf"), words)), out, Register.SENT)

    _, row = rows(out)
    assert len(row) == 10
    assert [text for text in row if inert(text) != text and not text.startswith("'")] == []
