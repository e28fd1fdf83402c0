from __future__ import annotations

import zipfile

import pytest

from extractor.containers import archive as archives
from extractor.containers.bounds import Room
from extractor.containers.model import Member
from extractor.containers.names import decode_name, harmless, is_side_file
from extractor.containers.unpack import unpack
from extractor.errors import ReadError
from extractor.limits import DOCUMENT
from tests.extractor.containers.packages import archive, letter, locked, package, renamed


def opened(data: bytes, name: str = "in.zip") -> list[Member]:
    """The members of a file."""
    return list(unpack(data, name))


def failure(member: Member) -> str | None:
    """The reason for which a member failed."""
    assert member.failure is None or isinstance(member.failure, ReadError)
    return member.failure.reason if isinstance(member.failure, ReadError) else None


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("a.txt", ("a.txt",)),
        ("../../etc/a.txt", ("etc", "a.txt")),
        ("/root/a.txt", ("root", "a.txt")),
        ("C:\\Users\\an\\a.txt", ("Users", "an", "a.txt")),
        ("..\\..\\a.txt", ("a.txt",)),
        ("x/./y//a.txt", ("x", "y", "a.txt")),
        ("...", ("unnamed",)),
        ("", ("unnamed",)),
        ("a\x00b\n\x1b[31m\u202e.txt", ("a\ufffdb\ufffd\ufffd[31m\ufffd.txt",)),
        ("ba\u0301o ca\u0301o.txt", ("báo cáo.txt",)),
    ],
)
def test_names_are_made_harmless(path: str, parts: tuple[str, ...]):
    """No way up, no root, no drive, no control character; letters composed."""
    assert harmless(path) == parts


def test_a_long_name_keeps_its_ending():
    """A name is cut in the middle."""
    (name,) = harmless("a" * 100_000 + ".docx")

    assert (len(name), name[-5:]) == (DOCUMENT.name_characters, "aaaaa")
    assert harmless("a" * 300 + ".docx")[0].endswith("a.docx")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Báo cáo.docx".encode(), "Báo cáo.docx"),
        ("Ba\u0301o ca\u0301o.docx".encode("cp1258"), "Báo cáo.docx"),
        ("Đơn vị.docx".replace("ị", "i\u0323").encode("cp1258"), "Đơn vị.docx"),
        ("tài liệu 1.txt".encode(), "tài liệu 1.txt"),
        (b"\x81\x8d.txt", "ü\u00ec.txt"),
    ],
)
def test_names_in_an_encoding_that_nobody_tells(raw: bytes, name: str):
    """UTF-8, then the Vietnamese code page of Windows, then that of DOS."""
    assert decode_name(raw) == name


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        (("a.docx",), False),
        (("xã A", "a.pdf"), False),
        ((".DS_Store",), True),
        (("__MACOSX", "a.docx"), True),
        (("x", "Thumbs.db"), True),
        (("~$a.docx",), True),
        (("a.pdf.p7s",), True),
        (("results.JSON",), True),
    ],
)
def test_files_that_stand_beside_documents(path: tuple[str, ...], beside: bool):
    """Hidden, temporary and known other files are passed over."""
    assert is_side_file(path) is beside


@pytest.mark.parametrize(
    ("data", "members"),
    [
        (b"BC", [("in.zip", None)]),
        (archive(("a.txt", b"1"), ("b.txt", b"2")), [("a.txt", "in.zip"), ("b.txt", "in.zip")]),
        (archive(("xã/", b""), ("xã/b/c.txt", b"1")), [("c.txt", "in.zip/xã/b")]),
        (archive(("../../x.txt", b"1"), ("/abs/y.txt", b"2")), [("x.txt", "in.zip"), ("y.txt", "in.zip/abs")]),
        (archive(("d/in.zip", archive(("a.txt", b"1")))), [("a.txt", "in.zip/d/in.zip")]),
        (archive(("t.eml", letter(("a.txt", b"1"), words=""))), [("a.txt", "in.zip/t.eml")]),
        (archive(("p.edxml", package().encode())), [("bao-cao.txt", "in.zip/p.edxml")]),
        (archive((".hidden", b"1"), ("a.p7s", b"1"), ("a.txt", b"1")), [("a.txt", "in.zip")]),
        (archive(("[Content_Types].xml", b"1"), ("word/document.xml", b"1")), [("in.zip", None)]),
        (archive(("mimetype", b"application/vnd.oasis.opendocument.text")), [("in.zip", None)]),
        (archive(("a.txt", b"1"))[:30], [("in.zip", None)]),
    ],
)
def test_members_and_where_they_lay(data: bytes, members: list[tuple[str, str | None]]):
    """In the order of the container, by base name; what is no container is its own member."""
    assert [(member.name, member.container) for member in opened(data)] == members


@pytest.mark.parametrize(
    ("data", "failures"),
    [
        (archive(), [("in.zip", "failed.unsupported")]),
        (archive((".hidden", b"1")), [("in.zip", "failed.unsupported")]),
        (locked(archive(("a.txt", b"1"))), [("a.txt", "failed.encrypted")]),
        (archive(("a.txt", b"0" * 3_000_000), ("b.txt", b"1")), [("a.txt", "failed.too_large"), ("b.txt", None)]),
    ],
)
def test_what_cannot_be_had_has_its_reason(data: bytes, failures: list[tuple[str, str | None]]):
    """A member that fails leaves the others as they are."""
    assert [(member.name, failure(member)) for member in opened(data)] == failures


def test_a_damaged_member_leaves_the_others():
    """A checksum that does not fit is damage of that member."""
    whole = archive(("a.txt", b"0123456789" * 3), ("b.txt", b"1"))
    at = whole.index(b"a.txt") + 5
    damaged = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]

    assert [(member.name, failure(member)) for member in opened(damaged)] == [
        ("a.txt", "failed.corrupt"),
        ("b.txt", None),
    ]


def test_a_size_that_the_archive_claims_is_not_believed():
    """A declared size of 4 GB reserves nothing, and one too small hides nothing."""
    whole = archive(("a.txt", b"0" * 2_000_000))
    at = whole.index(b"PK\x01\x02") + 24
    small, huge = (whole[:at] + size.to_bytes(4, "little") + whole[at + 4 :] for size in (1, 0xFFFFFFF0))

    for data in (small, huge):
        (member,) = opened(data)
        assert failure(member) in {"failed.too_large", "failed.corrupt"}
        assert len(member.data) < 2_000_000


def test_links_are_not_followed():
    """A link inside an archive is no file."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16

    assert [member.name for member in opened(archive((link, b"/etc/passwd"), ("a.txt", b"1")))] == ["a.txt"]


@pytest.mark.parametrize("writes_utf8", [True, False])
def test_a_name_in_utf8_without_a_word_of_it(writes_utf8: bool):
    """Many programs write UTF-8 and leave out the flag for it."""
    plain = archive(("aaaaaaaaaaaaa.txt", b"1"))
    name = "Báo cáo xã".encode() if writes_utf8 else b"Ba\xeco ca\xeco xaa"
    data = renamed(plain, b"aaaaaaaaaaaaa", name)

    assert opened(data)[0].name == ("Báo cáo xã.txt" if writes_utf8 else "Báo cáo xaa.txt")


def test_containers_nest_to_a_depth():
    """What lies deeper is told, not opened."""
    data = archive(("a.txt", b"1"))
    for _ in range(DOCUMENT.archive_depth):
        data = archive(("in.zip", data))

    (member,) = opened(data)

    assert failure(member) == "failed.too_large"
    assert (member.container or "").count("/") == DOCUMENT.archive_depth - 1


def test_members_are_counted_over_all_levels(monkeypatch: pytest.MonkeyPatch):
    """Behind the last file that is read stands a record of the container that says so."""
    monkeypatch.setattr("extractor.containers.unpack.Room", lambda: Room(members=3))
    data = archive(("1.zip", archive(("a", b"1"), ("b", b"2"))), ("c", b"3"), ("d", b"4"))

    members = opened(data)

    assert [(member.name, failure(member)) for member in members] == [
        ("a", None),
        ("b", None),
        ("in.zip", "failed.too_large"),
    ]


def test_bytes_are_counted_over_all_members(monkeypatch: pytest.MonkeyPatch):
    """Many small bombs are one large one."""
    monkeypatch.setattr("extractor.containers.unpack.Room", lambda: Room(octets=1_500))
    data = archive(*((f"{number}.txt", bytes([number]) * 1_000) for number in range(3)))

    assert [failure(member) for member in opened(data)] == [None, "failed.too_large", "failed.too_large"]


def test_a_defect_of_the_program_is_told_and_what_was_read_stays(monkeypatch: pytest.MonkeyPatch):
    """The members before it are there; the container's own member carries it."""
    original = archives._entry

    def broken(*arguments):
        if arguments[2] == ("b.txt",):
            raise TypeError
        return original(*arguments)

    monkeypatch.setattr(archives, "_entry", broken)
    members = opened(archive(("a.txt", b"1"), ("b.txt", b"2")))

    assert [(member.name, type(member.failure)) for member in members] == [("a.txt", type(None)), ("in.zip", TypeError)]
