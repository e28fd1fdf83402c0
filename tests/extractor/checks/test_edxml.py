from __future__ import annotations

import pytest

from extractor.pipeline import process_all_bytes
from schemas.evidence import EdxmlEvidence
from schemas.fields import Source, Status
from schemas.record import Record
from tests.extractor.checks.documents import REPORT, changed
from tests.extractor.containers.packages import attachment, header, package

COMMUNE = (("SUỐI NGHỆ", "NGHĨA THÀNH"), ("Suối Nghệ", "Nghĩa Thành"))
ANNEX = """PHỤ LỤC

DANH SÁCH CỘNG TÁC VIÊN
"""


def records(report: str = REPORT, **told: str) -> tuple[Record, ...]:
    """The records of a package with a report in it."""
    held = attachment("a.txt", report.encode())
    return tuple(e.record for e in process_all_bytes(package(header(**told), "", held).encode(), "goi.edxml"))


def conflicts(record: Record) -> list[str]:
    """What a record says against the header."""
    return [found.code.removeprefix("conflict.edxml_") for found in record.findings if "edxml" in found.code]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, []),
        ({"number": "98"}, ["number"]),
        ({"number": "0088"}, []),
        ({"number": " 88/BC-UBND"}, []),
        ({"number": ""}, []),
        ({"number": "không số"}, []),
        ({"notation": "KH-UBND"}, ["number"]),
        ({"notation": "88/BC - UBND"}, []),
        ({"notation": "/bc-ubnd"}, []),
        ({"number": "98", "notation": "KH-UBND"}, ["number", "number"]),
        ({"date": "2026/05/15"}, ["date"]),
        ({"date": "2026/05/14 23:59:59"}, []),
        ({"date": "2014/02/30"}, []),
        ({"type": "Kế hoạch"}, ["type"]),
        ({"type": "BÁO CÁO"}, []),
        ({"type": "Văn bản khác"}, []),
        ({"signer": "Trần Văn Bình"}, ["signer"]),
        ({"signer": "DINH VAN KHOAT"}, []),
        ({"signer": "Ông Đinh Văn Khoát"}, []),
        ({"organ": "Sở Y tế"}, []),
    ],
)
def test_header_against_page(told: dict[str, str], found: list[str]):
    """Two values that were both read and differ are a finding; another spelling of one is none."""
    (record,) = records(**told)

    assert conflicts(record) == found


@pytest.mark.parametrize(
    ("organ", "found"),
    [
        ("UBND xã Nghĩa Thành", []),
        ("UBND xã Tân Hương", ["organ"]),
        ("Văn phòng HĐND và UBND xã Nghĩa Thành", []),
        ("UBND Thành phố Hồ Chí Minh", []),
        ("UBND tỉnh Lào Cai", ["organ"]),
        ("UBND xã Không Có Trong Danh Sách", []),
    ],
)
def test_sender_against_issuer(organ: str, found: list[str]):
    """Bodies are compared by their administrative units; those above and below may send."""
    (record,) = records(changed(*COMMUNE), organ=organ)

    assert conflicts(record) == found


@pytest.mark.parametrize(
    ("replaced", "told", "found"),
    [
        (("Số: 88/BC", "Số:      /BC"), {}, []),
        (("ngày 14 tháng 5 năm 2026", "ngày     tháng 5 năm 2026"), {}, []),
        (("ngày 14 tháng 5 năm 2026", "ngày     tháng 5 năm 2026"), {"date": "2026/06/01"}, ["date"]),
        (("ngày 14 tháng 5 năm 2026", "ngày     tháng     năm"), {"date": "2026/06/01"}, []),
        (("CHỦ TỊCH\n\nĐinh Văn Khoát", "CHỦ TỊCH\n"), {"signer": "Trần Văn Bình"}, []),
    ],
)
def test_what_the_page_leaves_open(replaced: tuple[str, str], told: dict[str, str], found: list[str]):
    """An open place contradicts nothing; the header's value is its candidate and not its value."""
    (record,) = records(changed(replaced), **told)

    assert conflicts(record) == found


def test_values_of_the_header_are_candidates():
    """Beside the page's own value, with the element that holds them."""
    (record,) = records(changed(("Số: 88/BC", "Số:      /BC")))
    assert record.document is not None
    field = record.document.code_number
    (candidate,) = field.candidates

    assert (field.value, field.status) == (None, Status.BLANK)
    assert (candidate.value, candidate.source) == ("88", Source.EDXML)
    assert candidate.evidence == (EdxmlEvidence(path="edXML/edXMLEnvelope/edXMLHeader/MessageHeader/Code/CodeNumber"),)
    assert [c.value for c in record.document.type.candidates] == ["BC"]
    assert [c.value for c in record.document.organ_name.candidates] == ["UBND xã Suối Nghệ"]
    assert [c.value for c in record.signers[0].full_name.candidates] == ["Đinh Văn Khoát"]
    assert Record.model_validate_json(record.to_json_line()) == record


@pytest.mark.parametrize(
    ("files", "told", "own"),
    [
        ((ANNEX, REPORT), {}, 1),
        ((changed(("Số: 88/BC", "Số: 70/BC")), REPORT), {}, 1),
        ((REPORT, changed(("Số: 88/BC", "Số: 70/BC"))), {"number": "98"}, 0),
        ((changed(("Số: 88/BC-UBND", "Số: 70/KH-UBND")), REPORT), {"number": "98"}, 1),
        (("", REPORT), {"number": "98"}, 1),
    ],
    ids=["annex first", "another report first", "neither", "notation tells", "empty first"],
)
def test_the_header_is_about_one_document(files: tuple[str, ...], told: dict[str, str], own: int):
    """Of several files the one that agrees with the header most, the first of equals; the others are left alone."""
    held = "".join(attachment(f"{n}.txt", text.encode(), n) for n, text in enumerate(files, start=1))
    data = package(header(**told), "", held).encode()

    found = [e.record for e in process_all_bytes(data, "goi.edxml")]

    told_of = [bool(record.document and record.document.type.candidates) for record in found]
    assert told_of == [index == own for index in range(len(files))]
    assert [bool(conflicts(record)) for record in found] == [bool(told) and index == own for index in range(len(files))]
