"""Tables with a row a document: the documents themselves, and what each says of collaborators.

Names of columns are those of the record, which are those of NĐ 30/2020/NĐ-CP, Annex VI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from extractor.text.fold import fold_key
from extractor.writing.head import pages_of, type_name, words_of
from extractor.writing.tabular import (
    Column,
    Kind,
    Part,
    Sheet,
    Taken,
    dated,
    field,
    page_of,
    plain,
)
from schemas.document import Signer
from schemas.fields import FieldValue, Status, Text
from schemas.findings import Severity
from schemas.meaning import CollaboratorCount, CountMeaning
from schemas.record import RecordStatus

_SOCIAL_WORK = "cong tac xa hoi"
_COLLABORATORS = re.compile(r"\b(?:cong tac vien|ctv)\b")


def _head(name: str, title: str) -> Part[Taken]:
    def get(taken: Taken) -> FieldValue[Any] | None:
        return getattr(taken.record.document, name, None)

    return field(name, title, get)


def _signer(name: str, title: str) -> Part[Taken]:
    def get(taken: Taken) -> FieldValue[Any] | None:
        first: Signer | None = next(iter(taken.record.signers), None)
        return getattr(first, name, None)

    return field(f"signer_{name}", title, get)


def _findings(severity: Severity, title: str) -> Part[Taken]:
    column = Column(f"findings_{severity.value}", title, Kind.INTEGER, required=True)
    return plain(column, lambda taken: sum(found.severity is severity for found in taken.record.findings))


def _itself(taken: Taken) -> Iterator[Taken]:
    yield taken


_FILE: tuple[Part[Taken], ...] = (
    plain(Column("position", "Thứ tự trong tệp", Kind.INTEGER, required=True), lambda t: t.position),
    plain(Column("name", "Tên tệp", required=True), lambda t: t.record.source.name),
    plain(Column("container", "Gói chứa tệp"), lambda t: t.record.source.container),
    plain(Column("record_id", "Mã bản ghi", required=True), lambda t: t.record.id),
    plain(Column("media_type", "Định dạng", required=True), lambda t: t.record.source.media_type),
    plain(
        Column("text_source", "Nguồn chữ", choices=("digital", "ocr", "mixed"), required=True),
        lambda t: t.record.source.text_source,
    ),
    plain(Column("pages", "Số trang", Kind.INTEGER), lambda t: pages_of(t.record.source)),
    plain(
        Column("record_status", "Kết quả đọc", choices=tuple(RecordStatus), required=True),
        lambda t: t.record.status.value,
    ),
    plain(Column("reason", "Lý do"), lambda t: t.record.reason.code if t.record.reason else None),
    plain(Column("superseded_by", "Được thay bằng"), lambda t: t.superseded_by),
)
_PAPER: tuple[Part[Taken], ...] = (
    _head("type", "Loại văn bản"),
    plain(Column("type_name", "Tên loại văn bản"), lambda t: type_name(t.record.document)),
    _head("code_number", "Số"),
    _head("code_notation", "Ký hiệu"),
    _head("place", "Địa danh"),
    dated("issued_date", "Ngày ban hành", lambda t: t.record.document.issued_date if t.record.document else None),
    _head("parent_organ_name", "Cơ quan chủ quản"),
    _head("organ_name", "Cơ quan ban hành"),
    plain(
        Column("organ_unit", "Mã đơn vị hành chính"),
        lambda t: t.record.document.organ_unit if t.record.document else None,
    ),
    _head("subject", "Trích yếu"),
    _head("urgency", "Mức độ khẩn"),
    _head("secrecy", "Mức độ mật"),
    plain(Column("signers", "Số người ký", Kind.INTEGER, required=True), lambda t: len(t.record.signers)),
    _signer("authority", "Quyền hạn ký"),
    _signer("capacity", "Ký thay"),
    _signer("position", "Chức vụ người ký"),
    _signer("full_name", "Họ tên người ký"),
    plain(Column("addressees", "Kính gửi"), lambda t: words_of(t.record.addressees)),
    plain(Column("recipients", "Nơi nhận"), lambda t: words_of(t.record.recipients)),
    field("responds_to", "Thực hiện văn bản", lambda t: t.record.responds_to),
)
_OUTCOME: tuple[Part[Taken], ...] = (
    _findings(Severity.ERROR, "Lỗi"),
    _findings(Severity.WARNING, "Cảnh báo"),
    _findings(Severity.INFO, "Thông tin"),
    plain(
        Column("collaborator_counts", "Số liệu cộng tác viên", Kind.INTEGER, required=True),
        lambda t: len(t.record.collaborators.counts),
    ),
    plain(
        Column("roster_entries", "Người trong danh sách", Kind.INTEGER, required=True),
        lambda t: len(t.record.collaborators.roster),
    ),
    plain(Column("tables", "Số bảng", Kind.INTEGER, required=True), lambda t: len(t.record.tables)),
    plain(Column("profile", "Hồ sơ yêu cầu", required=True), lambda t: t.record.provenance.profile),
    plain(Column("extractor_version", "Phiên bản", required=True), lambda t: t.record.provenance.extractor_version),
    plain(Column("rule_set", "Bộ quy tắc", required=True), lambda t: t.record.provenance.rule_set),
)

DOCUMENTS: Final = Sheet(
    "documents",
    "Văn bản",
    "One row a document, refused and failed files too; two columns beside each value say its status and page.",
    (*_FILE, *_PAPER, *_OUTCOME),
    _itself,
)


def _current(taken: Taken) -> list[CollaboratorCount]:
    counts = taken.record.collaborators.counts
    return [count for count in counts if count.meaning is CountMeaning.CURRENT and count.value.status is Status.PRESENT]


def _stated(taken: Taken) -> str | None:
    """The numbers in their order, each with its place, and with whom it counts where they count several."""
    counts = _current(taken)
    several = not _are_same_people(counts)
    told: dict[str, str] = {}
    for words in (_in_words(count, whom=several) for count in counts):
        told.setdefault(fold_key(words), words)
    return "; ".join(told.values()) or None


def _in_words(count: CollaboratorCount, *, whom: bool) -> str:
    place = f"{count.organ_or_place.value}: " if count.organ_or_place.value else ""
    people = f" {count.of_whom.value}" if whom and count.of_whom.value else ""
    return f"{place}{count.value.value}{people}"


def _of_social_work(counts: list[CollaboratorCount]) -> list[CollaboratorCount]:
    """Counts of collaborators in social work where a report also counts others (of population, of children)."""
    named = [key for count in counts if _SOCIAL_WORK in (key := fold_key(count.of_whom.value or ""))]
    widest = f" {max(named, key=len, default='')} "
    return [c for c in counts if f" {fold_key(c.of_whom.value or '')} " in widest] if named else counts


def _agreed(taken: Taken) -> int | None:
    """The one number that all counts give of the same people at the same place; None where they speak of several.

    A report with a row for each of twenty communes, 2 in each, does not state 2.
    """
    counts = _of_social_work(_current(taken))
    values = {count.value.value for count in counts}
    kinds = {count.kind for count in counts if count.kind is not None}
    places = _keys([count.organ_or_place for count in counts])
    units = _keys([count.unit_of_count for count in counts])
    # A hamlet is not its commune.
    is_one = _are_same_people(counts) and all(len(each) < 2 for each in (kinds, places, units, values))
    return values.pop() if values and is_one else None


def _are_same_people(counts: list[CollaboratorCount]) -> bool:
    """Whether all words for those counted fit together, as `cộng tác viên` and `cộng tác viên công tác xã hội`."""
    people = _keys([count.of_whom for count in counts])
    widest = f" {max(people, key=len, default='')} "
    return all(f" {key} " in widest for key in people)


def _keys(fields: list[Text]) -> set[str]:
    return {fold_key(found.value) for found in fields if found.value is not None}


def _about_collaborators(taken: Taken) -> Iterator[Taken]:
    """A document that counts collaborators or lists them, and one that is about them and does neither."""
    found, document = taken.record.collaborators, taken.record.document
    subject = fold_key(document.subject.value or "") if document is not None else ""
    if found.counts or found.roster or _COLLABORATORS.search(subject):
        yield taken


COMMUNES: Final = Sheet(
    "communes",
    "CTV theo xã",
    "One row a document that speaks of collaborators: the number it states now, empty where it states none or speaks "
    "of several, which then stand side by side, each with its place; numbers are never added up.",
    (
        plain(
            Column("organ_unit", "Mã đơn vị hành chính"),
            lambda t: t.record.document.organ_unit if t.record.document else None,
        ),
        _head("organ_name", "Cơ quan ban hành"),
        _head("code_number", "Số"),
        _head("code_notation", "Ký hiệu"),
        dated("issued_date", "Ngày ban hành", lambda t: t.record.document.issued_date if t.record.document else None),
        plain(Column("current", "Số CTV được nêu", Kind.INTEGER), _agreed),
        plain(Column("current_stated", "Các số được nêu"), _stated),
        plain(
            Column("current_page", "Trang", Kind.INTEGER),
            lambda t: next((page_of(count.value.evidence) for count in _current(t)), None),
        ),
        plain(
            Column("roster_entries", "Người trong danh sách", Kind.INTEGER, required=True),
            lambda t: len(t.record.collaborators.roster),
        ),
        plain(Column("superseded_by", "Được thay bằng"), lambda t: t.superseded_by),
    ),
    _about_collaborators,
)
