from __future__ import annotations

import pytest

from extractor.containers.bounds import Room
from extractor.containers.outlook import entries
from extractor.containers.recognise import is_outlook
from extractor.errors import CorruptError, TooLargeError
from extractor.pipeline import process_all_bytes
from tests.extractor.containers.compound import Tree, attached, compound, message
from tests.extractor.containers.packages import DOCUMENT

LONG = DOCUMENT + b"\n" * 5000
SHOWN = b"<img src='cid:l@1'>"
EIGHT_BIT: Tree = {"__substg1.0_3704001E": "báo cáo.txt".encode("cp1258", "replace"), "__substg1.0_37010102": b"x"}


def told(tree: Tree) -> list[tuple[str, bytes, bool]]:
    """Name, bytes and whether it stands beside, of each file of a message."""
    return [(entry.path[-1], entry.data, entry.beside) for entry in entries(compound(tree), Room())]


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        (message(), [("body.txt", "Kính gửi anh chị báo cáo của xã.".encode(), True)]),
        (message(attached("a.txt", DOCUMENT), words=""), [("a.txt", DOCUMENT, False)]),
        (message(attached("a.txt", LONG), attached("b.p7s", b"x"), words=""), [("a.txt", LONG, False)]),
        (message(attached("..\\..\\a\x00b.txt", b"x"), words=""), [("a\ufffdb.txt", b"x", False)]),
        (message(attached("", b"x"), words=""), [("unnamed", b"x", False)]),
        (message(attached("mail", message(attached("in.txt", b"y"))), words=""), [("in.txt", b"y", False)]),
        (message(words="", page=b"<p>x</p>"), [("body.html", b"<p>x</p>", True)]),
        (
            message(attached("logo.png", b"x", "l@1"), attached("a.txt", b"y", "a@1"), words="", page=SHOWN),
            [("a.txt", b"y", False), ("body.html", SHOWN, True)],
        ),
    ],
)
def test_attachments_come_before_the_words(tree: Tree, found: list[tuple[str, bytes, bool]]):
    """In their order, those of attached messages in their place; pictures of the message's page are none."""
    assert told(tree) == found


def test_a_name_of_eight_bits_is_decoded():
    """Programs of old write names in the code page of their system."""
    ((name, data, _),) = told(message(EIGHT_BIT, words=""))

    assert (name.endswith("o.txt"), data) == (True, b"x")


def test_an_attachment_without_bytes_says_so():
    """Its siblings are read all the same."""
    tree = message({"__substg1.0_3707001F": "a.txt".encode("utf-16-le")}, attached("b.txt", b"y"), words="")

    first, second = entries(compound(tree), Room())

    assert isinstance(first.failure, CorruptError)
    assert second.data == b"y"


def test_messages_in_messages_are_bounded():
    """Whoever packs them without end is stopped."""
    tree: Tree = message(attached("a.txt", b"x"))
    for _ in range(5):
        tree = message(attached("mail", tree))

    with pytest.raises(TooLargeError):
        told(tree)


def test_a_document_in_a_message_is_a_record():
    """With the message as its container."""
    data = compound(message(attached("a.txt", DOCUMENT)))

    (record,) = (extraction.record for extraction in process_all_bytes(data, "thư.msg"))

    assert (record.source.name, record.source.container, record.status) == ("a.txt", "thư.msg", "extracted")


def test_a_message_is_told_by_its_content():
    """Other compound files are none, nor is what cannot be opened."""
    assert is_outlook(compound(message()))
    assert not is_outlook(compound({"WordDocument": b"x" * 100}))
    assert not is_outlook(compound(message())[:600])
    assert not is_outlook(b"A text.")


@pytest.mark.parametrize("cut", [600, 1100, 2000, 3000])
def test_a_damaged_message_is_an_error_of_the_file(cut: int):
    """Never one of the program."""
    data = bytearray(compound(message(attached("a.txt", LONG))))
    data[cut : cut + 40] = b"\xff" * 40
    try:
        found = list(entries(bytes(data), Room()))
    except CorruptError:
        return

    assert all(isinstance(entry.failure, CorruptError | None) for entry in found)
