"""Rows for the registers of documents sent and received, with the ten columns of NĐ 30/2020/NĐ-CP, Annex IV.

What only the office that keeps the register knows (its own numbers, who took the document, copies) stays empty. A
number or day that is not plainly on the paper stays empty too; the last column says what became of it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final

from extractor.writing.head import reference_of, states_of, sure, type_name, words_of
from extractor.writing.inert import inert
from extractor.writing.streams import whole_text
from extractor.writing.tabular import Taken
from schemas.document import Document


class Register(StrEnum):
    """Which register: of documents sent (đi) or received (đến)."""

    SENT = "sent"
    RECEIVED = "received"


def write_register(documents: Iterable[Taken], target: Path, register: Register) -> int:
    """A CSV file (UTF-8 with a mark) with a row for each document that was read; gives the number of rows.

    Raises:
        OSError: the file cannot be written.
    """
    columns = _COLUMNS[register]
    count = 0
    with whole_text(target, "utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(title for title, _ in columns)
        for taken in documents:
            document = taken.record.document
            if document is not None:
                count += 1
                writer.writerow(inert(get(taken, document) or "") for _, get in columns)
    return count


def _nothing(_taken: Taken, _document: Document) -> str | None:
    return None


def _reference(_taken: Taken, document: Document) -> str | None:
    return reference_of(document)


def _day(_taken: Taken, document: Document) -> str | None:
    day = sure(document.issued_date)
    return f"{day:%d/%m/}{day.year:04d}" if day is not None else None


def _subject(_taken: Taken, document: Document) -> str | None:
    return " ".join(filter(None, (type_name(document), sure(document.subject)))) or None


def _author(_taken: Taken, document: Document) -> str | None:
    name: str | None = sure(document.organ_name)
    return name


def _signers(taken: Taken, _document: Document) -> str | None:
    return "; ".join(name for signer in taken.record.signers if (name := sure(signer.full_name))) or None


def _recipients(taken: Taken, _document: Document) -> str | None:
    return words_of((*taken.record.addressees, *taken.record.recipients))


def _note(taken: Taken, document: Document) -> str | None:
    notes = states_of(document)
    if taken.record.reason is not None:
        notes.append(f"chưa đọc hết: {taken.record.reason.code}")
    if taken.superseded_by is not None:
        notes.append(f"được thay bằng {taken.superseded_by}")
    return "; ".join((*notes, f"tệp {taken.path}"))


_Cell = Callable[[Taken, Document], str | None]
_COLUMNS: Final[dict[Register, tuple[tuple[str, _Cell], ...]]] = {
    Register.SENT: (
        ("Số, ký hiệu văn bản", _reference),
        ("Ngày tháng văn bản", _day),
        ("Tên loại và trích yếu nội dung văn bản", _subject),
        ("Người ký", _signers),
        ("Nơi nhận văn bản", _recipients),
        ("Đơn vị, người nhận bản lưu", _nothing),
        ("Số lượng bản", _nothing),
        ("Ngày chuyển", _nothing),
        ("Ký nhận", _nothing),
        ("Ghi chú", _note),
    ),
    Register.RECEIVED: (
        ("Ngày đến", _nothing),
        ("Số đến", _nothing),
        ("Tác giả", _author),
        ("Số, ký hiệu văn bản", _reference),
        ("Ngày tháng văn bản", _day),
        ("Tên loại và trích yếu nội dung văn bản", _subject),
        ("Đơn vị hoặc người nhận", _nothing),
        ("Ngày chuyển", _nothing),
        ("Ký nhận", _nothing),
        ("Ghi chú", _note),
    ),
}
