"""Packages of document exchange by QCVN 102:2016/BTTTT: the header of a record, and its file inside.

Only what plainly stands on the paper is said: an element whose value is blank, struck out, illegible or absent is left
out. What the sending system knows and the paper does not (codes of organisations and types, degree of urgency as a
number, the trace of the message, its signature) is left to that system.
"""

from __future__ import annotations

import base64
import io
import re
import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from lxml import etree

from extractor.containers.names import UNNAMED, harmless, is_side_file
from extractor.writing.head import pages_of, reference_of, sure, type_name
from extractor.writing.inert import visible
from extractor.writing.streams import whole_folder
from extractor.writing.tabular import Taken
from extractor.writing.taking import Files, NoOriginalError
from schemas.document import Document, Signer
from schemas.fields import Status, Text
from schemas.record import Record

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_ENDINGS: Final = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/html": "html",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
}
"""Ending of the packed file by its content, never by a name that came with it."""
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*/\\]')
_NO_CLOCK: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send along: the name it is shown under, and its bytes."""

    name: str
    data: bytes


def package_of(record: Record, document: Document, attachment: Attachment | None = None) -> bytes:
    """A message about the document of a record, with its file or with the header alone."""
    # The stubs know no default namespace.
    root = etree.Element(_tag("edXML"), nsmap=cast("dict[str, str]", {None: NAMESPACE}))
    envelope = etree.SubElement(root, _tag("edXMLEnvelope"), nsmap={"edXML": NAMESPACE, "xlink": _XLINK})
    _header(_add(_add(envelope, "edXMLHeader"), "MessageHeader"), record, document)
    manifest = _add(_add(envelope, "edXMLBody"), "edXMLManifest", version="1.0")
    if attachment is not None:
        _attach(root, manifest, record, attachment)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name), attributes)
    if text is not None:
        element.text = _words(text)
    return element


def _words(text: str) -> str:
    return " ".join(visible(text).split())


def _maybe(parent: etree._Element, name: str, text: str | None) -> None:
    if text is not None:
        _add(parent, name, text)


def _header(parent: etree._Element, record: Record, document: Document) -> None:
    """The elements in the order of the standard."""
    _organ(parent, "From", sure(document.organ_name), sure(document.parent_organ_name))
    for addressee in record.addressees:
        _organ(parent, "To", sure(addressee), None)
    _group(parent, "Code", CodeNumber=sure(document.code_number), CodeNotation=sure(document.code_notation))
    day = sure(document.issued_date)
    written = f"{day.year:04d}/{day:%m/%d}" if day is not None else None
    _group(parent, "PromulgationInfo", Place=sure(document.place), PromulgationDate=written)
    _group(parent, "DocumentType", TypeName=type_name(document) if sure(document.type) else None)
    _maybe(parent, "Subject", sure(document.subject))
    if len(record.signers) == 1:
        _signer(parent, record.signers[0])
    _places(parent, record.recipients)
    _other(parent, record, document)
    _answered(parent, record)
    # A name of our own making: the paper has none, and the standard's form needs the code of the organisation.
    _add(parent, "DocumentId", str(uuid.uuid5(uuid.NAMESPACE_URL, f"sha256:{record.id}")))


def _group(parent: etree._Element, name: str, **values: str | None) -> None:
    """An element with those of its children that are known; none where nothing is."""
    known = {child: text for child, text in values.items() if text is not None}
    if known:
        element = _add(parent, name)
        for child, text in known.items():
            _add(element, child, text)


def _organ(parent: etree._Element, name: str, organ: str | None, above: str | None) -> None:
    _group(parent, name, OrganizationInCharge=above, OrganName=organ)


def _signer(parent: etree._Element, signer: Signer) -> None:
    lines = [line for line in (sure(signer.authority), sure(signer.capacity)) if line is not None]
    competence = " ".join(lines) or None
    _group(
        parent, "SignerInfo", Competence=competence, Position=sure(signer.position), FullName=sure(signer.full_name)
    )


def _places(parent: etree._Element, recipients: tuple[Text, ...]) -> None:
    known = [place for recipient in recipients if (place := sure(recipient)) is not None]
    if known:
        element = _add(parent, "ToPlaces")
        for place in known:
            _add(element, "Place", place)


def _other(parent: etree._Element, record: Record, document: Document) -> None:
    pages = pages_of(record.source)
    # 0 is the one degree whose number is known: a document without a mark of urgency.
    plain = "0" if document.urgency.status is Status.ABSENT else None
    appendices = [title for each in record.appendices if (title := sure(each.title) or sure(each.label)) is not None]
    _group(parent, "OtherInfo", Priority=plain, PageAmount=str(pages) if pages is not None else None)
    if appendices:
        other = parent.find(_tag("OtherInfo"))
        listed = _add(_add(parent, "OtherInfo") if other is None else other, "Appendixes")
        for title in appendices:
            _add(listed, "Appendix", title)


def _answered(parent: etree._Element, record: Record) -> None:
    """The letter that is carried out, with its day where citations of it give one."""
    answered = record.responds_to
    if answered is None or (code := sure(answered)) is None:
        return
    days = {sure(each.date) for each in record.citations if each.ref.value == code} - {None}
    day = days.pop() if len(days) == 1 else None
    _group(parent, "ResponseFor", Code=code, PromulgationDate=f"{day.year:04d}/{day:%m/%d}" if day else None)


def _attach(root: etree._Element, manifest: etree._Element, record: Record, attachment: Attachment) -> None:
    content = f"cid:{record.source.sha256[:32]}"
    told = {
        "ContentId": content,
        "ContentType": "application/zip",
        "Description": reference_of(record.document) if record.document else None,
        "AttachmentName": _shown(record, attachment.name),
    }
    _group(manifest, "Reference", **told)
    manifest[-1].set(f"{{{_XLINK}}}href", content)
    _group(_add(root, "AttachmentEncoded"), "Attachment", **told)
    packed = base64.b64encode(_packed(record, attachment.data)).decode("ascii")
    _add(root[-1][0], "ContentTransferEncoded").text = packed


def _ending(record: Record) -> str:
    return _ENDINGS.get(record.source.media_type, "bin")


def _shown(record: Record, name: str) -> str:
    """The file's name as a receiver can store it: no folder, nothing hidden, no sign that a file system obeys."""
    plain = _words(_NOT_IN_NAMES.sub("_", harmless(name)[-1])).lstrip("._~$ ") or UNNAMED
    return f"{plain}.{_ending(record)}" if is_side_file((plain,)) else plain


def _packed(record: Record, data: bytes) -> bytes:
    """The file in a ZIP under a name made from its content, as writers of the standard pack it."""
    name = f"{record.source.sha256[:32]}.{_ending(record)}"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo(name, _NO_CLOCK)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, data)
    return stream.getvalue()


def write_packages(documents: Iterable[Taken], target: Path, files: Files | None) -> tuple[int, tuple[str, ...]]:
    """A folder with one message a document, the file of each inside or, without `files`, headers alone.

    Gives the number of messages and, in words, what could not be sent because its file cannot be had.

    Raises:
        OutputError: the folder is there and not empty.
        OSError: it cannot be written.
    """
    count, problems = 0, list[str]()
    with whole_folder(target) as folder:
        for taken in documents:
            if taken.record.document is None:
                continue
            try:
                data = files.original_of(taken) if files is not None else None
            except NoOriginalError as error:
                problems.append(f"{taken.path}: {error}")
                continue
            attachment = None if data is None else Attachment(taken.record.source.name, data)
            name = f"{taken.number:06d}-{taken.record.source.sha256[:12]}.edxml"
            (folder / name).write_bytes(package_of(taken.record, taken.record.document, attachment))
            count += 1
    return count, tuple(problems)
