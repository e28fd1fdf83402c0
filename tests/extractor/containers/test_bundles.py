from __future__ import annotations

import pytest

from extractor.containers.unpack import unpack
from extractor.pipeline import process_all_bytes
from tests.extractor.checks.documents import changed
from tests.extractor.containers.packages import DOCUMENT, archive, attachment, header, package, reference

OTHER = changed(("Số: 88/BC", "Số: 12/KH"), ("BÁO CÁO", "KẾ HOẠCH")).encode()
NAMES = package(references=reference(1, "báo cáo.txt") + reference(2, "phu-luc.txt"), attachments="").encode()
BY_ID = package(references=reference(7), attachments="").encode()
EMPTY = (
    "<edXML:Attachment><edXML:ContentId>1</edXML:ContentId><edXML:AttachmentName>a.txt</edXML:AttachmentName>"
    "</edXML:Attachment>"
)
HELD = package(references=reference(1, "a.txt"), attachments=attachment("a.txt", DOCUMENT)).encode()


def told(data: bytes) -> list[tuple[str, str | None, bool, str | None]]:
    """Name, container, whether a header comes with it, and the failure, of each member."""
    return [
        (each.name, each.container, each.header is not None, str(each.failure) if each.failure else None)
        for each in unpack(data, "g.zip")
    ]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            [("phu-luc.txt", OTHER), ("x.txt", b"x"), ("v.edxml", NAMES), ("BÁO CÁO.TXT", DOCUMENT)],
            [("x.txt", False), ("BÁO CÁO.TXT", True), ("phu-luc.txt", True)],
        ),
        ([("v.xml", BY_ID), ("7.txt", DOCUMENT), ("8.txt", OTHER)], [("7.txt", True), ("8.txt", False)]),
        ([("v.xml", package(attachments=EMPTY).encode()), ("a.txt", DOCUMENT)], [("a.txt", True)]),
        ([("a/v.xml", BY_ID), ("b/7.txt", DOCUMENT)], [("7.txt", True)]),
        ([("a/v.xml", BY_ID), ("b/7.txt", DOCUMENT), ("a/7.txt", OTHER)], [("7.txt", True), ("7.txt", False)]),
        ([("v.xml", HELD), ("a.txt", OTHER)], [("a.txt", True), ("a.txt", False)]),
    ],
    ids=["names", "ids", "attachment", "elsewhere", "beside first", "held"],
)
def test_files_beside_a_package_get_its_header(files: list[tuple[str, bytes]], found: list[tuple[str, bool]]):
    """Those that it names and does not hold, in its order and in its place; the package itself is no document."""
    assert [(name, has_header) for name, _, has_header, failure in told(archive(*files)) if failure is None] == found


@pytest.mark.parametrize(
    "files",
    [
        [("v.xml", BY_ID), ("other.txt", DOCUMENT)],
        [("a/v.xml", BY_ID), ("b/7.txt", DOCUMENT), ("c/7.txt", DOCUMENT)],
        [("v.xml", BY_ID[:-40] + b"<!DOCTYPE x>"), ("7.txt", DOCUMENT)],
    ],
    ids=["not there", "two of them", "damaged"],
)
def test_a_package_whose_file_is_not_known_says_so(files: list[tuple[str, bytes]]):
    """The other files are read without it."""
    found = told(archive(*files))

    assert any(failure for *_, failure in found)
    assert not any(has_header for *_, has_header, failure in found if failure is None)


def test_the_header_is_evidence_of_its_own():
    """For the document that it is about; the other keeps what it says itself."""
    head = header(organ="UBND xã Suối Nghệ khác", number="89")
    names = package(head, reference(1, "a.txt") + reference(2, "b.txt"), "").encode()

    data = archive(("v.xml", names), ("b.txt", OTHER), ("a.txt", DOCUMENT))
    report, other = (extraction.record for extraction in process_all_bytes(data, "g.zip"))

    assert [report.source.name, other.source.name] == ["a.txt", "b.txt"]
    assert report.document is not None
    assert any(finding.code.startswith("conflict.edxml") for finding in report.findings)
    assert not any(finding.code.startswith("conflict.edxml") for finding in other.findings)
