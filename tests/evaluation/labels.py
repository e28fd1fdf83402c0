"""Labels and the records that say exactly what a label says: the material of planted errors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.corpus import Corpus, LabelledDocument
from evaluation.gold import Gold, GoldCitation, GoldSection, GoldSigner, GoldTable
from schemas.document import Document, Signer
from schemas.evidence import BlockEvidence
from schemas.fields import DateField, Integer, Status, Text
from schemas.findings import Finding, Severity
from schemas.meaning import Citation, CollaboratorCount, Collaborators, CountMeaning, Recommendation, Relation
from schemas.record import Provenance, Reason, Record, RecordStatus, SourceInfo
from schemas.sections import Role, Section, SectionState
from schemas.tables import Cell, Column, Origin, Row, RowKind, Table

PLACE = (BlockEvidence(path="body/p[1]", start=0, end=1),)
ABSENT = Text(status=Status.ABSENT, confidence=1.0)
NO_DATE = DateField(status=Status.ABSENT, confidence=1.0)
NO_COUNT = Integer(status=Status.ABSENT, confidence=1.0)

REPORT: dict[str, Any] = {
    "is_administrative": True,
    "type": "BC",
    "number": "12",
    "number_status": "present",
    "notation": "BC-UBND",
    "place": "Hòa Bình",
    "date": "2026-03-25",
    "date_status": "present",
    "parent_issuer": "HUYỆN SÔNG LAM",
    "issuer": "ỦY BAN NHÂN DÂN XÃ ĐỒI THÔNG",
    "subject": "Kết quả công tác xã hội quý I năm 2026",
    "urgency": None,
    "confidentiality": None,
    "signers": [
        {
            "authority": "TM. ỦY BAN NHÂN DÂN",
            "capacity": "KT. CHỦ TỊCH",
            "position": "PHÓ CHỦ TỊCH",
            "name": "Trần Thị Mẫu",
        }
    ],
    "signature": "ink",
    "recipients": ["Sở Y tế (b/c)", "Các thôn, tổ dân phố", "Lưu: VT, VHXH"],
    "responds_to": "34/SYT-BTXH",
    "citations": [
        {"ref": "34/SYT-BTXH", "date": "2026-03-01"},
        {"ref": "07/2013/TT-BLĐTBXH", "date": "2013-05-24", "also_printed": ["07/TT-BLĐTBXH"]},
    ],
    "sections": [
        {"label": "I", "level": 1, "heading": "KẾT QUẢ THỰC HIỆN"},
        {"label": "1", "level": 2, "heading": "Công tác chỉ đạo"},
        {"label": "II", "level": 1, "heading": "ĐỀ XUẤT, KIẾN NGHỊ"},
    ],
    "recommendations": ["Bổ sung kinh phí tập huấn cho cộng tác viên", "Ban hành hướng dẫn mới về chế độ"],
    "collaborators": {"total": 2, "unit": "xã Đồi Thông", "raw": "02 cộng tác viên", "meaning": "current"},
    "appendices": [{"title": "Danh sách", "refers_to": None, "tables": [0]}],
    "tables": [
        {
            "page": 2,
            "header_rows": 2,
            "columns": [["STT"], ["Họ và tên"], ["Trình độ", "Đại học"], ["Trình độ", "Khác"]],
            "rows": [["1", "Lê Văn Một", "x", ""], ["2", "Lê Văn Hai", "", "x"]],
            "rows_total": 2,
        }
    ],
    "missing": ["seal_or_digital_signature"],
    "note": "",
}
"""A report with something under every key."""

PLAN: dict[str, Any] = REPORT | {
    "type": "KH",
    "number": None,
    "number_status": "blank",
    "notation": "KH-UBND",
    "date": None,
    "date_status": "partial",
    "date_partial": "2026-04",
    "parent_issuer": None,
    "subject": "Thực hiện Tháng hành động vì trẻ em",
    "recommendations": [],
    "collaborators": None,
    "appendices": [],
    "tables": [],
    "missing": [],
}
"""A plan with a blank number and a partial date."""

NEWS: dict[str, Any] = REPORT | {
    "is_administrative": False,
    **dict.fromkeys(("type", "number", "notation", "place", "date", "parent_issuer", "issuer", "subject")),
    **dict.fromkeys(("responds_to", "collaborators")),
    **{key: [] for key in ("signers", "recipients", "sections", "recommendations", "appendices", "tables")},
    "number_status": "absent",
    "date_status": "absent",
    "signature": "none",
    "missing": [],
}
"""A newspaper page that cites documents and is to be refused."""


def gold(label: dict[str, Any], **changes: Any) -> Gold:
    """A label with some keys changed."""
    return Gold.model_validate_json(json.dumps(label | changes))


def text(value: str | None, status: Status = Status.PRESENT) -> Text:
    """A field with a value, absent where there is none."""
    if value is None:
        return ABSENT
    return Text(value=value, raw=value, status=status, confidence=1.0, evidence=PLACE)


def record_of(name: str, label: Gold) -> Record:
    """The record that says exactly what a label says."""
    if not label.is_administrative:
        return unread(name, "refused.not_administrative")
    return Record(
        source=source(name),
        status=RecordStatus.EXTRACTED,
        document=document(label),
        signers=tuple(_signer(signer) for signer in label.signers),
        recipients=tuple(text(line) for line in label.recipients),
        responds_to=text(label.responds_to),
        citations=tuple(citation(each) for each in label.citations),
        sections=tuple(_section(each) for each in label.sections),
        collaborators=_collaborators(label),
        recommendations=tuple(
            Recommendation(text=text(line), addressee=None, section=None) for line in label.recommendations
        ),
        tables=tuple(table(each) for each in label.tables),
        findings=tuple(finding(f"missing.{part}") for part in label.missing),
        provenance=PROVENANCE,
    )


PROVENANCE = Provenance(extractor_version="0", rule_set="0", profile="none", profile_version="0")


def unread(name: str, code: str) -> Record:
    """The record of a refused or failed document."""
    reason = Reason(code=code, message="not read")
    status = RecordStatus(code.partition(".")[0])
    return Record(source=source(name), status=status, reason=reason, provenance=PROVENANCE)


def source(name: str) -> SourceInfo:
    """A file whose bytes are its name."""
    return SourceInfo(name=name, sha256=digest(name), media_type="text/plain", bytes=len(name))


def digest(name: str) -> str:
    """SHA-256 of a name, the bytes of the document called so."""
    return hashlib.sha256(name.encode()).hexdigest()


def labelled(name: str, label: Gold) -> LabelledDocument:
    """A document of a corpus that exists in memory only."""
    return LabelledDocument(Path(name), label, digest(name), digest(f"{name} label"))


def corpus(labels: dict[str, Gold]) -> Corpus:
    """A corpus in memory."""
    return Corpus(tuple(labelled(name, label) for name, label in labels.items()))


def citation(label: GoldCitation) -> Citation:
    """A cited document as a record holds it."""
    return Citation(
        ref=text(label.ref),
        type=ABSENT,
        code_number=ABSENT,
        year=NO_COUNT,
        notation=ABSENT,
        date=_date(label.date, "present" if label.date else "absent"),
        organ_name=ABSENT,
        relation=Relation.MENTION,
        key=label.ref,
        mentions=(),
    )


def table(label: GoldTable) -> Table:
    """A table as a record holds it."""
    return Table(
        pages=(label.page,),
        header_rows=label.header_rows,
        columns=tuple(Column(path=path) for path in label.columns),
        rows=tuple(row(cells) for cells in label.rows),
    )


def row(cells: Iterable[str], kind: RowKind = RowKind.DATA) -> Row:
    """A row of cells."""
    return Row(
        kind=kind,
        cells=tuple(Cell(text=cell, origin=Origin.OWN if cell else Origin.BLANK, confidence=1.0) for cell in cells),
    )


def finding(code: str) -> Finding:
    """A finding of a code."""
    return Finding(code=code, severity=Severity.INFO, message_vi=code, message_en=code)


def count(value: int, place: str | None = None) -> CollaboratorCount:
    """A current count of collaborators of a place."""
    field = Integer(value=value, raw=str(value), status=Status.PRESENT, confidence=1.0, evidence=PLACE)
    return CollaboratorCount(
        value=field,
        unit_of_count=ABSENT,
        of_whom=ABSENT,
        organ_or_place=text(place),
        as_of=ABSENT,
        meaning=CountMeaning.CURRENT,
    )


def changed_head(record: Record, **fields: Any) -> Record:
    """The record with other fields of the head."""
    assert record.document is not None
    return record.model_copy(update={"document": record.document.model_copy(update=fields)})


def document(label: Gold) -> Document:
    """The head that a label says; fields that no label knows are absent."""
    status = Status(label.number_status)
    number = text(label.number, status) if label.number else Text(status=status, confidence=1.0)
    labelled_fields: dict[str, Any] = {
        "type": text(label.type),
        "code_number": number,
        "code_notation": text(label.notation),
        "place": text(label.place),
        "issued_date": _date(label.date, label.date_status, label.date_partial),
        "parent_organ_name": text(label.parent_issuer),
        "organ_name": text(label.issuer),
        "organ_unit": None,
        "subject": text(label.subject),
        "urgency": text(label.urgency),
        "secrecy": text(label.confidentiality),
    }
    return Document(**{name: labelled_fields.get(name, ABSENT) for name in Document.model_fields})


def _date(value: date | None, status: str, partial: str | None = None) -> DateField:
    evidence = () if status == "absent" else PLACE
    raw = value.isoformat() if value else None
    return DateField(value=value, raw=raw, status=Status(status), partial=partial, confidence=1.0, evidence=evidence)


def _signer(label: GoldSigner) -> Signer:
    return Signer(
        authority=text(label.authority),
        capacity=text(label.capacity),
        position=text(label.position),
        full_name=text(label.name),
    )


def _section(label: GoldSection) -> Section:
    return Section(
        label=label.label,
        level=label.level,
        heading=label.heading,
        role=Role.OTHER,
        state=SectionState.PRESENT,
    )


def _collaborators(label: Gold) -> Collaborators:
    if label.collaborators is None:
        return Collaborators()
    others = tuple(count(each.value) for each in label.collaborators.others)
    return Collaborators(counts=(count(label.collaborators.total, label.collaborators.unit), *others))
