"""Metadata of documents handed to an archive by Thông tư 05/2025/TT-BNV: `EAD_doc` with its 21 elements.

Only what the paper and the file show is filled in. Codes that the archive gives, how long a file is kept, who may read
it and how it is stored are not on the paper: these elements are there and empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from lxml import etree

from extractor.writing.head import pages_of, states_of, sure
from extractor.writing.inert import inert, visible
from extractor.writing.streams import whole_folder
from extractor.writing.tabular import Taken
from schemas.document import Document
from schemas.fields import Status
from schemas.record import Record

ELEMENTS: Final = (
    *("docId", "docCode", "maintenance", "typeName", "codeNumber", "codeNotation", "issuedDate", "organName"),
    *("subject", "language", "numberOfPage", "inforSign", "keyword", "mode", "confidenceLevel", "autograph", "format"),
    *("process", "riskRecovery", "riskRecoveryStatus", "description"),
)
"""In the order of the circular."""
LENGTHS: Final = {
    "codeNumber": 11,
    "codeNotation": 30,
    "organName": 200,
    "subject": 500,
    "numberOfPage": 4,
    "description": 500,
}
"""Characters that the elements filled here may have."""
_TYPES: Final = {
    **{"NQ": "01", "QĐ": "02", "CT": "03", "TB": "07", "HD": "08", "CTr": "09", "KH": "10", "PA": "11", "ĐA": "12"},
    **{"DA": "13", "BC": "14", "TTr": "15", "GUQ": "16", "PG": "17", "PC": "18", "PB": "19", "BB": "20", "HĐ": "21"},
    **{"CV": "22", "CĐ": "23", "BGN": "24", "BTT": "25", "GM": "26", "GGT": "27", "GNP": "28"},
}
"""Codes of types. 04 to 06 are left out: of the two readings of the circular that we have each gives them otherwise."""
_VIETNAMESE: Final = "01"
_DIGITISED: Final = "02"
_SECRET: Final = "03"


def write_archive(documents: Iterable[Taken], target: Path) -> int:
    """A folder with `EAD_doc_000001.xml` … and the same values in `metadata.csv`; gives the number of documents.

    Files are numbered as the rows of an export are; a record without a document has none.

    Raises:
        OutputError: the folder is there and not empty.
        OSError: it cannot be written.
    """
    count = 0
    with whole_folder(target) as folder, ExitStack() as files:
        stream = files.enter_context((folder / "metadata.csv").open("w", encoding="utf-8-sig", newline=""))
        table = csv.writer(stream)
        table.writerow(("document", "file", *ELEMENTS))
        for taken in documents:
            if taken.record.document is None:
                continue
            count += 1
            values = metadata_of(taken.record, taken.record.document)
            (folder / f"EAD_doc_{taken.number:06d}.xml").write_bytes(ead_of(values))
            table.writerow((taken.number, inert(taken.path), *(inert(values.get(name, "")) for name in ELEMENTS)))
    return count


def metadata_of(record: Record, document: Document) -> dict[str, str]:
    """The elements that can be filled, by name; `description` says what became of the others on the paper."""
    day, pages = sure(document.issued_date), pages_of(record.source)
    found: dict[str, str | None] = {
        "typeName": _TYPES.get(sure(document.type) or ""),
        "codeNumber": sure(document.code_number),
        "codeNotation": sure(document.code_notation),
        "issuedDate": f"{day:%d/%m/}{day.year:04d}" if day is not None else None,
        "organName": sure(document.organ_name),
        "subject": sure(document.subject),
        "language": _VIETNAMESE,
        "numberOfPage": str(pages) if pages is not None else None,
        "mode": _SECRET if document.secrecy.status is Status.PRESENT else None,
        "confidenceLevel": _DIGITISED if record.source.text_source == "ocr" else None,
    }
    notes = states_of(document)
    values: dict[str, str] = {}
    for name, text in found.items():
        if text is None:
            continue
        if name == "subject" and len(text) > LENGTHS[name]:
            values[name] = text[: LENGTHS[name] - 1] + "…"
            notes.append("trích yếu đã cắt ngắn")
        elif len(text) > LENGTHS.get(name, len(text)):
            notes.append(f"{name} dài hơn quy định, không ghi")
        else:
            values[name] = text
    if notes:
        values["description"] = "; ".join(notes)[: LENGTHS["description"]]
    return values


def ead_of(values: Mapping[str, str]) -> bytes:
    """The metadata of one document as XML."""
    root = etree.Element("simpledc")
    for name in ELEMENTS:
        etree.SubElement(root, name).text = visible(values[name]) if name in values else None
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
