from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from extractor.containers import unpack
from extractor.containers.bounds import Room
from extractor.containers.exchange import entries
from extractor.containers.model import ExchangeHeader
from extractor.containers.recognise import is_exchange
from extractor.pipeline import process_all_bytes
from extractor.rules.exchange import notation_in, number_in, type_in
from extractor.store.originals import Originals
from extractor.store.store import KnownFile, SeenFile
from extractor.writing.edxml import NAMESPACE, Attachment, package_of, write_packages
from extractor.writing.head import sure
from extractor.writing.tabular import Taken
from extractor.writing.taking import Files
from schemas.fields import Status
from schemas.record import Record
from tests.extractor.containers.packages import archive
from tests.extractor.writing.exports import HOSTILE_TEXT, SAMPLES, changed, files_in, poisoned, sample, samples, taken

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("edxml.xsd")))


def sent(record: Record, data: bytes = b"%PDF-1.7") -> bytes:
    """The message about a record with its file inside."""
    assert record.document is not None
    return package_of(record, record.document, Attachment(record.source.name, data))


def read_back(message: bytes) -> tuple[ExchangeHeader, bytes]:
    """The header and the one file of a message, as our reader of packages from elsewhere finds them."""
    (entry,) = entries(message, Room())
    assert entry.failure is None
    assert entry.header is not None
    return entry.header, entry.data


def element(message: bytes, name: str) -> list[str]:
    """The texts of all elements of a name."""
    return [each.text or "" for each in etree.fromstring(message).iter(f"{{{NAMESPACE}}}{name}")]


@pytest.mark.parametrize("name", ["bc-phuong.txt", "bc-xa.pdf", "bc-so.docx", "cv-tinh-signed.pdf", "kh-tinh.docx"])
def test_what_is_sent_is_read_back(name: str) -> None:
    """Head values and the file's bytes are the same on the other side, and the message follows the schema."""
    record, data = sample(name), (SAMPLES / name).read_bytes()
    document = record.document
    assert document is not None

    message = sent(record, data)
    header, received = read_back(message)

    SCHEMA.assertValid(etree.fromstring(message))
    assert is_exchange(message)
    assert received == data
    told = (
        number_in(header),
        notation_in(header),
        header.issued,
        header.place.text if header.place else None,
        header.organ.text if header.organ else None,
        type_in(header),
        header.subject.text if header.subject else None,
        header.signer.text if header.signer else None,
    )
    names = ("code_number", "code_notation", "issued_date", "place", "organ_name", "type", "subject")
    signer = sure(record.signers[0].full_name) if len(record.signers) == 1 else None
    assert told == (*(sure(getattr(document, name)) for name in names), signer)


def test_a_message_comes_back_as_the_document_it_carries() -> None:
    """The whole reader finds the document in the message, agreeing with the header."""
    record = sample("bc-xa.pdf")

    (found,) = process_all_bytes(sent(record, (SAMPLES / "bc-xa.pdf").read_bytes()), "goi.edxml")

    assert found.record.document is not None
    assert record.document is not None
    assert found.record.document.code_number.value == record.document.code_number.value
    assert [each.code for each in found.record.findings if "edxml" in each.code] == []


@pytest.mark.parametrize("status", [Status.BLANK, Status.ILLEGIBLE, Status.ABSENT, Status.STRUCK_OUT])
def test_only_what_plainly_stands_there_is_sent(status: Status) -> None:
    """A number that is blank, illegible, absent or struck out is no number for another system."""
    nothing: dict[str, Any] = {"status": status.value}
    if status is not Status.STRUCK_OUT:
        nothing |= {"value": None, "raw": None, "evidence": []}

    message = sent(changed(sample("bc-xa.pdf"), "code_number", **nothing))

    SCHEMA.assertValid(etree.fromstring(message))
    assert element(message, "CodeNumber") == []
    assert element(message, "CodeNotation") == ["BC-UBND"]


def test_several_signers_are_not_made_one() -> None:
    """The header knows one signer: where the paper has two, nothing tells which."""
    record = sample("bc-xa.pdf")

    message = sent(record.model_copy(update={"signers": record.signers * 2}))

    assert element(message, "SignerInfo") == []


@settings(max_examples=60)
@given(words=HOSTILE_TEXT)
def test_words_of_documents_are_never_markup(words: str) -> None:
    """Whatever stands in every field, the message follows the schema, and its file has a name of our own."""
    record = poisoned(sample("bc-xa.pdf"), words)

    message = sent(record)
    header, data = read_back(message)

    SCHEMA.assertValid(etree.fromstring(message))
    assert data == b"%PDF-1.7"
    assert header.subject is not None
    assert header.subject.path == "edXML/edXMLEnvelope/edXMLHeader/MessageHeader/Subject"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("báo cáo.pdf", "báo cáo.pdf"),
        ("../../etc/x.pdf", "x.pdf"),
        ("C:\\a\\b.pdf", "b.pdf"),
        (".hidden", "hidden"),
        ("...", "unnamed"),
        ("a.json", "a.json.pdf"),
        ("~$a<b>|c?.pdf", "a_b__c_.pdf"),
    ],
)
def test_an_attachment_has_a_name_that_can_be_stored(name: str, shown: str) -> None:
    """A receiver that stores the file under its name stores it where it means to, and sees it."""
    record = sample("bc-xa.pdf")
    renamed = record.model_copy(update={"source": record.source.model_copy(update={"name": name})})

    assert element(sent(renamed), "AttachmentName") == [shown, shown]


def test_the_header_alone_carries_no_file(tmp_path: Path) -> None:
    """Headers are written for each document that was read, under names made from its number and digest."""
    count, problems = write_packages(samples(), tmp_path / "out", None)

    assert (count, problems) == (5, ())
    for name, message in files_in(tmp_path / "out").items():
        SCHEMA.assertValid(etree.fromstring(message))
        assert element(message, "Attachment") == []
        assert name[6] == "-"
        assert name[7:].removesuffix(".edxml").isalnum()


def test_the_original_is_taken_out_of_its_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of an archive is sent as the file it is; the archive is opened behind the fence, never here."""
    plan = (SAMPLES / "kh-phuong.txt").read_bytes()
    outer = archive(("bao-cao/kh.txt", plan), ("khac.txt", b"khac"))
    (first, *_) = process_all_bytes(outer, "goi.zip")
    monkeypatch.setattr(unpack, "_members", None)
    originals = Originals.at(str(tmp_path / "originals"))
    known = {"a/goi.zip": KnownFile(SeenFile("a/goi.zip", len(outer), 1), originals.put(outer), None, gone=False)}

    other = first.record.source.model_copy(update={"sha256": hashlib.sha256(b"lost").hexdigest()})
    records = (first.record, first.record.model_copy(update={"source": other}))
    lines = [Taken(number, "a/goi.zip", 0, record.to_json_line()) for number, record in enumerate(records, start=1)]
    with Files(originals, known) as files:
        assert write_packages(lines, tmp_path / "out", files) == (1, ("a/goi.zip: kh.txt is not in a/goi.zip",))

    (message,) = files_in(tmp_path / "out").values()
    assert read_back(message)[1] == plan


def test_a_file_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    """A message without its file is not sent; the others are."""
    data = (SAMPLES / "bc-xa.pdf").read_bytes()
    originals = Originals.at(str(tmp_path / "originals"))
    kept = originals.put(data)
    lost = hashlib.sha256(b"lost").hexdigest()
    known = {
        "bc-xa.pdf": KnownFile(SeenFile("bc-xa.pdf", len(data), 1), kept, None, gone=False),
        "bc-phuong.txt": KnownFile(SeenFile("bc-phuong.txt", 1, 1), lost, None, gone=False),
    }

    both = taken(sample("bc-xa.pdf"), sample("bc-phuong.txt"))
    count, problems = write_packages(both, tmp_path / "out", Files(originals, known))

    assert count == 1
    assert len(problems) == 1
    assert problems[0].startswith("bc-phuong.txt: ")


def test_the_same_record_gives_the_same_bytes() -> None:
    """No clock and no chance is in a message."""
    assert sent(sample("bc-xa.pdf")) == sent(sample("bc-xa.pdf"))
