from __future__ import annotations

from email.message import EmailMessage

import pytest

from extractor.containers.recognise import is_letter
from extractor.containers.unpack import unpack
from extractor.errors import ReadError
from tests.extractor.checks.documents import REPORT
from tests.extractor.containers.packages import DOCUMENT, letter


def names(data: bytes) -> list[str]:
    """Names of the members of a letter."""
    return [member.name for member in unpack(data, "thu.eml")]


def raw(*parts: str, kind: str = "mixed") -> bytes:
    """A letter whose parts are written by hand."""
    held = "".join(f"--x\r\n{part}\r\n" for part in parts)
    head = f'Received: by a\r\nSubject: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary="x"\r\n\r\n'
    return f"{head}{held}--x--\r\n".encode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (letter(), True),
        (b"\xef\xbb\xbf\r\n" + letter(), True),
        (b"From an@example.org Mon Jan  1\n" + letter(), True),
        (b"Return-Path: <a>\nReceived: by b\n\nwords", True),
        (DOCUMENT, False),
        (b"From: a\nTo: b\nSubject: c\nDate: d\n\nwords", False),
        (b"Subject: a\n", False),
        (b"", False),
    ],
)
def test_letters_are_told_by_their_header(data: bytes, told: bool):
    """By fields that only programs write; a memo that begins with From and To is a text."""
    assert is_letter(data) is told


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="a.pdf"', "a.pdf"),
        ("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf", "Báo cáo.pdf"),
        ('attachment; filename*0="bao-"; filename*1="cao.pdf"', "bao-cao.pdf"),
        ('attachment; filename="=?UTF-8?B?QsOhbyBjw6FvLnBkZg==?="', "Báo cáo.pdf"),
        ('attachment; filename="Báo cáo.pdf"', "Báo cáo.pdf"),
        ('attachment; filename="../../etc/passwd.txt"', "passwd.txt"),
        ('attachment; filename="C:\\\\a\\\\b.pdf"', "b.pdf"),
        ("attachment", "unnamed"),
        ("attachment; filename*=nonsense''%ff%fe", "ÿþ"),
    ],
)
def test_names_of_attachments(disposition: str, name: str):
    """In every way in which writers encode them; only the base name counts."""
    data = raw(f"Content-Type: application/octet-stream\r\nContent-Disposition: {disposition}\r\n\r\nabc")

    assert names(data)[0] == name


def test_attachments_then_words():
    """Attachments in their order with their bytes; the words of the letter come last and only beside them."""
    members = list(unpack(letter(("1.txt", DOCUMENT), ("a.p7s", b"1"), ("2.bin", b"\x00\xff")), "thu.eml"))

    assert [(member.name, member.beside) for member in members] == [
        ("1.txt", False),
        ("2.bin", False),
        ("body.txt", True),
    ]
    assert [member.data for member in members[:2]] == [DOCUMENT, b"\x00\xff"]
    assert {member.container for member in members} == {"thu.eml"}


def test_a_letter_inside_a_letter():
    """Attachments of a forwarded letter are members too."""
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"], outer["Subject"] = "a", "b"
    inner["Message-ID"], outer["Message-ID"] = "<1>", "<2>"
    inner.set_content("words")
    inner.add_attachment(DOCUMENT, maintype="text", subtype="plain", filename="sâu.txt")
    outer.set_content("see below")
    outer.add_attachment(inner)

    assert names(outer.as_bytes()) == ["sâu.txt", "body.txt"]


def test_pictures_of_the_letters_own_page_are_no_attachments():
    """A logo that the page shows is passed over; a photograph beside it is not."""
    picture = "Content-Type: image/png; name={0}.png\r\nContent-ID: <{0}@x>\r\nContent-Disposition: inline\r\n\r\n{0}"
    data = raw('Content-Type: text/html\r\n\r\n<img src="cid:logo@x">', picture.format("logo"), picture.format("scan"))

    assert names(data) == ["scan.png", "body.html"]


def test_words_in_another_encoding():
    """The words of a letter reach the readers in UTF-8."""
    message = EmailMessage()
    message["Message-ID"], message["Subject"] = "<1>", "a"
    message.set_content("Ba\u0301o ca\u0301o cu\u0309a xa\u0303", charset="cp1258")
    (member,) = unpack(message.as_bytes(), "thu.eml")

    assert "Ba\u0301o" in member.data.decode("utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\nSubject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        + b"".join(b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" for _ in range(3_000)),
        b"MIME-Version: 1.0\nReceived: a\n"
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(2_000)
        ),
        b"MIME-Version: 1.0\nReceived: a\nContent-Type: message/rfc822\n\n" * 2_000,
        raw(*("Content-Type: application/pdf\r\n\r\n1" for _ in range(2_500))),
        raw("Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n=é=$$"),
        raw("Content-Type: ;;;=\r\nContent-Disposition: \x00\r\n\r\n"),
        b"MIME-Version: 1.0\nReceived: a",
    ],
    ids=["same boundary", "deep", "deep letters", "many parts", "no base64", "no type", "no end"],
)
def test_hostile_letters_end_in_members(data: bytes):
    """Whatever a letter holds, it gives members, and none of them a defect."""
    members = list(unpack(data, "thu.eml"))

    assert members
    assert all(member.failure is None or isinstance(member.failure, ReadError) for member in members)


def test_a_document_in_the_words_of_a_letter():
    """Words are given as they stand, for a document may be typed there."""
    (member,) = unpack(letter(words=REPORT), "thu.eml")

    assert member.data.decode().split() == REPORT.split()
