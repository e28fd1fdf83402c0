"""Packages of document exchange: edXML by QCVN 102:2016/BTTTT and its amendment of 2022, as systems really write it.

Read by local names, whatever their prefix, namespace and order; junk before the XML, missing elements, `cid:` before
ids and prefixes without a declaration are common. No document type, entity or network is used.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lxml import etree

from extractor.containers.archive import count_files, is_archive
from extractor.containers.archive import entries as files_of_archive
from extractor.containers.bounds import Room
from extractor.containers.model import Entry, ExchangeHeader, HeaderValue
from extractor.containers.names import UNNAMED, harmless, is_side_file
from extractor.errors import CorruptError, NoDocumentError, ReadError, TooLargeError
from extractor.limits import DOCUMENT

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,300}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!\s*(?:doctype|entity)", re.IGNORECASE)
_DATE = re.compile(r"\s*(?:(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))(?!\d)")
_ELEMENTS = {
    ("code", "codenumber"): "number",
    ("code", "codenotation"): "notation",
    ("promulgationinfo", "promulgationdate"): "promulgation",
    ("promulgationinfo", "place"): "place",
    ("from", "organname"): "organ",
    ("documenttype", "typename"): "type_name",
    ("messageheader", "subject"): "subject",
    ("signerinfo", "fullname"): "signer",
}
"""Parent and element to what they tell of the document."""
_OTHERS = frozenset({"to", "responsefor", "traceheaderlist", "otherinfo", "toplaces", "replyfors", "responsefortask"})
"""Elements that tell of other documents and bodies."""
_CONTENTS = ("contenttransferencoded", "contentencoded")


class _Node(NamedTuple):
    element: etree._Element
    names: tuple[str, ...]
    """Local names from the root down to it, as written."""
    keys: tuple[str, ...]
    """The same in small letters: systems do not agree on capitals."""


def entries(data: bytes, room: Room) -> Iterator[Entry]:
    """The attachments of a package in the order of its manifest, each with the package's header.

    Raises:
        CorruptError: where it is no XML, declares a document type, or nests deeper than packages may.
        NoDocumentError: for a message that carries none, such as a report of receipt.
        TooLargeError: where the XML or the number of attachments passes a limit.
    """
    nodes = list(_walk(_parsed(_decoded(data))))
    header = _header(nodes)
    references, attached = _listed(nodes)
    if not references and not attached:
        code = next((_text(node.element) for node in nodes if node.keys[-1] == "statuscode"), None)
        told = f"a message of status {code[:20]}" if code else "a package without attachments"
        raise NoDocumentError(f"{told}: it carries no document")
    for found in _in_order(references, attached):
        path = harmless(found.name or UNNAMED)[-1:]
        if not is_side_file(path):
            room.enter()
            yield _entry(found, path, header, room)


def named_beside(data: bytes) -> tuple[ExchangeHeader, list[frozenset[str]]]:
    """The header of a package, and for each file that it names the names that it may have; none where it holds any.

    Raises:
        CorruptError: as for `entries`.
        TooLargeError: as for `entries`.
    """
    nodes = list(_walk(_parsed(_decoded(data))))
    references, attached = _listed(nodes)
    listed = [] if any(found.content for found in attached) else list(_in_order(references, attached))
    return _header(nodes), [frozenset(filter(None, (found.name, found.id))) for found in listed]


def _listed(nodes: list[_Node]) -> tuple[list[_Attached], list[_Attached]]:
    """What the manifest refers to, and what is attached."""
    references = [_reference(node.element) for node in nodes if node.keys[-1] == "reference" and _in_manifest(node)]
    return references, [_attachment(node.element) for node in nodes if node.keys[-1] == "attachment"]


def _decoded(data: bytes) -> str:
    if len(data) > DOCUMENT.package_xml_bytes:
        raise TooLargeError(f"the package is larger than {DOCUMENT.package_xml_bytes} bytes")
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if encoding is None:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    text = data.decode(encoding, "replace").lstrip("\ufeff")
    if _DOCTYPE.search(text):
        raise CorruptError("the package declares a document type or an entity, which no exchange needs")
    return _DECLARATION.sub("", text[max(text.find("<"), 0) :], count=1)


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptError("the package is no XML") from error
    if root is None:
        raise CorruptError("the package is no XML")
    return root


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _walk(root: etree._Element) -> Iterator[_Node]:
    """All elements with their path, without recursion."""
    waiting, met = [_Node(root, (name := _local(root),), (name.lower(),))], 0
    while waiting:
        node = waiting.pop()
        if len(node.names) > DOCUMENT.package_xml_depth:
            raise CorruptError(f"the package nests elements deeper than {DOCUMENT.package_xml_depth}")
        met += len(node.element)
        if met > DOCUMENT.package_elements:
            raise TooLargeError(f"the package has more than {DOCUMENT.package_elements} elements")
        yield node
        inside = list(node.element.iterchildren("*"))
        waiting += [_below(node, child) for child in reversed(inside)]


def _below(node: _Node, child: etree._Element) -> _Node:
    name = _local(child)
    return _Node(child, (*node.names, name), (*node.keys, name.lower()))


def _text(element: etree._Element) -> str:
    return " ".join((element.text or "")[:DOCUMENT.package_value].split())


def _header(nodes: list[_Node]) -> ExchangeHeader:
    """What the header tells of the package's own document: the first element of each kind that holds words."""
    values: dict[str, HeaderValue] = {}
    for node in nodes:
        name = _ELEMENTS.get((node.keys[-2], node.keys[-1])) if len(node.names) > 1 else None
        if name and name not in values and not _OTHERS & set(node.keys) and (words := _text(node.element)):
            values[name] = HeaderValue(words, "/".join(node.names))
    promulgation = values.get("promulgation")
    return ExchangeHeader(**values, issued=_issued(promulgation.text) if promulgation else None)


def _issued(text: str) -> date | None:
    """`2026/03/25`, the standard's form, with a time behind it or not; or day first, as some write it."""
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day = (int(match[i]) for i in ((1, 2, 3) if match[1] else (6, 5, 4)))
    try:
        return date(year, month, day)
    except ValueError:
        return None


class _Attached(NamedTuple):
    id: str
    name: str
    content: str | None


def _in_manifest(node: _Node) -> bool:
    """Not a reference of the package's XML signature."""
    return any("manifest" in key or key == "edxmlbody" for key in node.keys)


def _children(element: etree._Element) -> dict[str, str]:
    return {_local(child).lower(): (child.text or "") for child in element.iterchildren("*")}


def _plain_id(text: str) -> str:
    return text.strip().removeprefix("cid:").strip("<> ")


def _reference(element: etree._Element) -> _Attached:
    children = _children(element)
    link = next((str(value) for name, value in element.attrib.items() if str(name).endswith("href")), "")
    return _Attached(_plain_id(children.get("contentid") or link), _name_in(children), None)


def _attachment(element: etree._Element) -> _Attached:
    children = _children(element)
    content = next((children[name] for name in _CONTENTS if children.get(name, "").strip()), None)
    return _Attached(_plain_id(children.get("contentid", "")), _name_in(children), content)


def _name_in(children: dict[str, str]) -> str:
    named = children.get("attachmentname", "").strip() or children.get("description", "").strip()
    return " ".join(named[:DOCUMENT.package_value].split())


def _in_order(references: list[_Attached], attached: list[_Attached]) -> Iterator[_Attached]:
    """Attachments as the manifest names them, those it forgot behind; a reference to nothing stays without content."""
    left = dict(enumerate(attached))
    by_id = {found.id: number for number, found in left.items() if found.id}
    by_name = {found.name: number for number, found in left.items() if found.name}
    is_one = len(references) == len(attached) == 1
    for reference in references:
        match = left.pop(by_id.get(reference.id, -1), None) or left.pop(by_name.get(reference.name, -1), None)
        if match is None and is_one:
            match = left.pop(0)
        yield match._replace(name=match.name or reference.name) if match else reference
    yield from left.values()


def _entry(found: _Attached, path: tuple[str, ...], header: ExchangeHeader, room: Room) -> Entry:
    try:
        data = _bytes_of(found)
        room.take(data, len(data))
        return _unwrapped(Entry(path, data, header=header), room)
    except ReadError as error:
        return Entry(path, b"", error, header)


def _bytes_of(found: _Attached) -> bytes:
    if found.content is None:
        raise CorruptError("the package names the file and does not hold it")
    if len(found.content) > 2 * DOCUMENT.member_bytes:
        raise TooLargeError("the file in the package is too large")
    packed = re.sub(r"[^A-Za-z0-9+/]", "", found.content)
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError) as error:
        raise CorruptError("the file in the package is not encoded in Base64") from error


def _unwrapped(entry: Entry, room: Room) -> Entry:
    """Most writers pack the one file into a ZIP under a made-up name, the attachment's own name outside."""
    if not is_archive(entry.data) or count_files(entry.data) != 1:
        return entry
    inside = next(files_of_archive(entry.data, room))
    return Entry(entry.path, inside.data, inside.failure, entry.header)
