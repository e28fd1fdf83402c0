"""Containers built for tests: archives, letters, exchange packages."""

from __future__ import annotations

import base64
import zipfile
from email.message import EmailMessage
from io import BytesIO

from tests.extractor.checks.documents import REPORT

DOCUMENT = REPORT.encode()
NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def archive(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A ZIP archive of files in their order."""
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files:
            # A bare name would take the time of day into the archive, and so into the names of tests.
            entry = zipfile.ZipInfo(name) if isinstance(name, str) else name
            written.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """An archive with a name of the same length in other bytes, and no word of its encoding."""
    assert len(old) == len(new)
    assert data.count(old) == 2
    return data.replace(old, new)


def locked(data: bytes) -> bytes:
    """An archive of one file that says that the file is encrypted."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def letter(*files: tuple[str, bytes], words: str = "Kính gửi anh chị báo cáo của xã.") -> bytes:
    """A letter with attachments."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Báo cáo"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(words)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def header(**changed: str) -> str:
    """The header of a package about `REPORT`; `number`, `notation`, `date`, `organ`, `type` and `signer` may change."""
    told = {
        "number": "88",
        "notation": "BC-UBND",
        "date": "2026/05/14",
        "organ": "UBND xã Suối Nghệ",
        "type": "Báo cáo",
        "signer": "Đinh Văn Khoát",
    } | changed
    return (
        "<edXML:MessageHeader>"
        f"<edXML:From><edXML:OrganId>000.00.01.H41</edXML:OrganId><edXML:OrganName>{told['organ']}</edXML:OrganName>"
        "</edXML:From><edXML:To><edXML:OrganName>Sở Y tế</edXML:OrganName></edXML:To>"
        f"<edXML:Code><edXML:CodeNumber>{told['number']}</edXML:CodeNumber>"
        f"<edXML:CodeNotation>{told['notation']}</edXML:CodeNotation></edXML:Code>"
        f"<edXML:PromulgationInfo><edXML:Place>Suối Nghệ</edXML:Place><edXML:PromulgationDate>{told['date']}"
        "</edXML:PromulgationDate></edXML:PromulgationInfo>"
        f"<edXML:DocumentType><edXML:Type>18</edXML:Type><edXML:TypeName>{told['type']}</edXML:TypeName>"
        "</edXML:DocumentType><edXML:Subject>Kết quả công tác xã hội</edXML:Subject>"
        f"<edXML:SignerInfo><edXML:FullName>{told['signer']}</edXML:FullName></edXML:SignerInfo>"
        "<edXML:ResponseFor><edXML:Code><edXML:CodeNumber>402</edXML:CodeNumber></edXML:Code></edXML:ResponseFor>"
        "</edXML:MessageHeader>"
    )


def attachment(name: str, data: bytes, number: int = 1) -> str:
    """One attachment, its bytes as they are."""
    return (
        f"<edXML:Attachment><edXML:ContentId>cid:{number}</edXML:ContentId>"
        f"<edXML:AttachmentName>{name}</edXML:AttachmentName><edXML:ContentTransferEncoded>"
        f"{base64.encodebytes(data).decode()}</edXML:ContentTransferEncoded></edXML:Attachment>"
    )


def reference(number: int, name: str = "") -> str:
    """One line of the manifest."""
    named = f"<edXML:AttachmentName>{name}</edXML:AttachmentName>" if name else ""
    id_and_name = f"<edXML:ContentId>{number}</edXML:ContentId>{named}"
    return f'<edXML:Reference xlink:href="cid:{number}">{id_and_name}</edXML:Reference>'


def package(head: str | None = None, references: str = "", attachments: str | None = None) -> str:
    """An exchange package as systems write it; the prefix xlink is declared nowhere."""
    head = header() if head is None else head
    held = attachment("bao-cao.txt", DOCUMENT) if attachments is None else attachments
    manifest = f"<edXML:edXMLBody><edXML:edXMLManifest>{references}</edXML:edXMLManifest></edXML:edXMLBody>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><edXML xmlns="{NAMESPACE}" xmlns:edXML="{NAMESPACE}">'
        f"<edXML:edXMLEnvelope><edXML:edXMLHeader>{head}</edXML:edXMLHeader>"
        f"{manifest if references else ''}</edXML:edXMLEnvelope>"
        f"<AttachmentEncoded>{held}</AttachmentEncoded></edXML>"
    )
