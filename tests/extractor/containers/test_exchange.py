from __future__ import annotations

import codecs
from datetime import date

import pytest

from extractor.containers.model import ExchangeHeader, Member
from extractor.containers.recognise import is_exchange
from extractor.containers.unpack import unpack
from extractor.errors import ReadError
from tests.extractor.containers.packages import (
    DOCUMENT,
    NAMESPACE,
    archive,
    attachment,
    header,
    locked,
    package,
    reference,
)

PACKED = archive(("5f0c-uuid.txt", DOCUMENT))


def opened(data: bytes | str) -> list[Member]:
    """The members of a package."""
    return list(unpack(data if isinstance(data, bytes) else data.encode(), "goi.edxml"))


def reason(member: Member) -> str | None:
    """The reason for which a member failed."""
    return member.failure.reason if isinstance(member.failure, ReadError) else None


def told(head: ExchangeHeader | None) -> dict[str, str]:
    """The words of each value of a header."""
    assert head is not None
    names = ("number", "notation", "promulgation", "place", "organ", "type_name", "subject", "signer")
    return {name: value.text for name in names if (value := getattr(head, name)) is not None}


WHOLE = {
    "number": "88",
    "notation": "BC-UBND",
    "promulgation": "2026/05/14",
    "place": "Suối Nghệ",
    "organ": "UBND xã Suối Nghệ",
    "type_name": "Báo cáo",
    "subject": "Kết quả công tác xã hội",
    "signer": "Đinh Văn Khoát",
}


@pytest.mark.parametrize(
    "text",
    [
        package(),
        "1212" + package(),
        "\ufeff\n" + package(),
        package().replace("edXML:", ""),
        package().replace("edXML:", "ns3:").replace("xmlns:edXML=", "xmlns:ns3="),
        package().replace(f' xmlns:edXML="{NAMESPACE}"', ""),
        package().replace(NAMESPACE, "http://www.e-doc.vn/Schema/"),
        package().replace(' encoding="utf-8"', ' encoding="UTF-16"'),
        package().replace("<edXML:Code>", "<edXML:Code><!-- số --><?x y?>"),
        package(references=reference(1)),
        package(references=reference(1, "bao-cao.txt")),
        package(references=reference(7), attachments=attachment("bao-cao.txt", DOCUMENT)),
        package(references=reference(1), attachments=attachment("", DOCUMENT)).replace(
            "<edXML:ContentId>1<", "<edXML:AttachmentName>bao-cao.txt</edXML:AttachmentName><edXML:ContentId>1<"
        ),
        package(attachments=attachment("bao-cao.txt", PACKED)),
        package(attachments=attachment("C:\\x\\..\\bao-cao.txt", PACKED)),
        package()[: -len("</AttachmentEncoded></edXML>")],
    ],
    ids=[
        "standard",
        "junk before the XML",
        "byte order mark",
        "without prefix",
        "other prefix",
        "prefix without declaration",
        "namespace of before 2016",
        "wrong encoding declared",
        "comments",
        "manifest",
        "manifest with names",
        "manifest with another id",
        "name in the manifest alone",
        "packed attachment",
        "path in the name",
        "cut off behind the attachment",
    ],
)
def test_packages_as_systems_write_them(text: str):
    """Whatever the form, the file inside and the header are had."""
    (member,) = opened(text)

    assert (member.name, member.container, member.failure) == ("bao-cao.txt", "goi.edxml", None)
    assert member.data == DOCUMENT
    assert told(member.header) == WHOLE
    assert member.header is not None
    assert member.header.issued == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
    ],
)
def test_encodings(mark: bytes, encoding: str):
    """With a byte order mark or without, and whatever the declaration says."""
    (member,) = opened(mark + package().encode(encoding))

    assert told(member.header) == WHOLE


def test_the_path_of_a_value_is_by_local_names():
    """Evidence names the element as it is written, without prefixes."""
    (member,) = opened(package())

    assert member.header is not None
    assert member.header.number is not None
    assert member.header.number.path == "edXML/edXMLEnvelope/edXMLHeader/MessageHeader/Code/CodeNumber"


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("2026/05/14", date(2026, 5, 14)),
        ("2026-05-14T08:00:00", date(2026, 5, 14)),
        ("2026/5/4 08:12:44", date(2026, 5, 4)),
        ("14/05/2026", date(2026, 5, 14)),
        ("2014/02/30", None),
        ("0/0/0", None),
        ("", None),
        ("hôm qua", None),
    ],
)
def test_dates_of_the_header(text: str, issued: date | None):
    """The standard's form and those that stand for it; an impossible date is none."""
    (member,) = opened(package(header(date=text)))

    assert member.header is not None
    assert member.header.issued == issued


def test_a_header_without_elements_tells_what_is_left():
    """Missing elements are no error, and those about other documents are not taken instead."""
    (member,) = opened(
        package(
            "<MessageHeader><ResponseFor><Code><CodeNumber>402</CodeNumber></Code></ResponseFor>"
            "<From><OrganName>Sở Y tế</OrganName></From></MessageHeader>"
        )
    )

    assert told(member.header) == {"organ": "Sở Y tế"}


def test_attachments_come_in_the_order_of_the_manifest():
    """Those that it forgot stand behind; a nested archive and its files have the header too."""
    held = attachment("a.txt", b"a", 1) + attachment("b.zip", archive(("b1.txt", b"1"), ("b2.txt", b"2")), 2)
    members = opened(package(references=reference(2) + reference(9, "mất.txt"), attachments=held))

    assert [(member.name, member.container, reason(member)) for member in members] == [
        ("b1.txt", "goi.edxml/b.zip", None),
        ("b2.txt", "goi.edxml/b.zip", None),
        ("mất.txt", "goi.edxml", "failed.corrupt"),
        ("a.txt", "goi.edxml", None),
    ]
    assert all(member.header is not None for member in members)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (package(attachments=""), "failed.unsupported", "no document"),
        (
            package("<MessageHeader><StatusCode>03</StatusCode></MessageHeader>", attachments=""),
            "failed.unsupported",
            "03",
        ),
        ('<!DOCTYPE x [<!ENTITY a "aa">]>' + package(), "failed.corrupt", "document type"),
        (
            package(header(organ="&a;")).replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1),
            "failed.corrupt",
            "document type",
        ),
        ("<edXML>" + "<a>" * 500 + package(), "failed.corrupt", "deeper"),
        ("<edXML>" + "<a>" * 100_000, "failed.corrupt", "deeper"),
        ("<edXML >" + "<a/>" * 100_001 + "</edXML>", "failed.too_large", "elements"),
        ("<edXML <<< >", "failed.unsupported", "no document"),
        ("\n< edXML <edXML >", "failed.corrupt", "no XML"),
        ("<edXML >" + "\x00" * 10, "failed.unsupported", "no document"),
    ],
    ids=[
        "no attachment",
        "status message",
        "document type",
        "entity",
        "deep",
        "very deep",
        "many elements",
        "damaged",
        "no element",
        "nothing",
    ],
)
def test_a_package_without_files_says_why(text: str, code: str, words: str):
    """The package itself is the member, with its reason."""
    (member,) = opened(text)

    assert (member.name, reason(member)) == ("goi.edxml", code)
    assert words in str(member.failure)


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (
            attachment("a.txt", b"").replace("<edXML:ContentTransferEncoded></", "<edXML:ContentTransferEncoded>A</"),
            "failed.corrupt",
        ),
        ("<Attachment><AttachmentName>a.txt</AttachmentName></Attachment>", "failed.corrupt"),
        (attachment("a.txt", locked(PACKED)), "failed.encrypted"),
        (attachment("a.txt", archive(("x.txt", b"0" * 5_000_000))), "failed.too_large"),
    ],
    ids=["no base64", "no content", "locked", "bomb"],
)
def test_an_attachment_that_cannot_be_had(held: str, code: str):
    """Its own member says why; the next one is read."""
    first, second = opened(package(attachments=held + attachment("b.txt", DOCUMENT, 2)))

    assert (first.name, reason(first)) == ("a.txt", code)
    assert (second.name, second.data) == ("b.txt", DOCUMENT)


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (package().encode(), True),
        (b"<ns:edXMLEnvelope>", True),
        (b"<html><p>&lt;edXML&gt;</p>", False),
        (
            "Gói tin edXML có thẻ gốc <edXML> và phần đầu; xem hướng dẫn của Bộ Thông tin và Truyền thông.".encode(),
            True,
        ),
        (("Hướng dẫn. " * 20 + "<edXML>").encode(), False),
        (DOCUMENT, False),
        (b"", False),
    ],
)
def test_packages_are_told_by_content(data: bytes, known: bool):
    """By the first element, behind a little junk at most."""
    assert is_exchange(data) is known
