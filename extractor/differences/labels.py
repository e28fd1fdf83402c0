"""A record as a gold label says it ought to be: labels are compared with records by the way records are compared.

What the label does not say (docs/gold.md), and all it says in other letters that stand for the same, stays as it was
read. Tables, appendices, counts, seals and signatures are left to `vanthu evaluate`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from extractor.differences.align import align, normal
from extractor.differences.sets import Line, Lines
from extractor.errors import UsageError
from extractor.review.fields import value_of
from extractor.text.fold import tone_key
from schemas.document import Document, Signer
from schemas.evidence import ReviewEvidence
from schemas.fields import DateField, FieldValue, Source, Status, Text
from schemas.meaning import Citation, Recommendation, Relation
from schemas.record import Record
from schemas.sections import Role, Section, SectionState
from schemas.versions import load

SUFFIX: Final = ".gold.json"
LABEL: Final = "gold label"
"""What stands for the decision in the evidence of a labelled value."""
_HEAD: Final = {
    "type": "type",
    "notation": "code_notation",
    "place": "place",
    "parent_issuer": "parent_organ_name",
    "issuer": "organ_name",
    "subject": "subject",
    "urgency": "urgency",
    "confidentiality": "secrecy",
}
_PARTS: Final = {"authority": "authority", "capacity": "capacity", "position": "position", "name": "full_name"}
_LEVELS: Final = 2
_WORDS: Final = re.compile(r"[^\W_]+")
_BY: Final = (ReviewEvidence(decision=LABEL),)
_ABSENT: Final = Text(status=Status.ABSENT, confidence=1.0, source=Source.REVIEW)
Label = Mapping[str, Any]


def labelled_lines(lines: Lines, folder: Path) -> tuple[Lines, Lines]:
    """Of a set of records those that have a label in a folder (`NAME.gold.json` for `NAME.pdf`), and as labelled.

    Raises:
        UsageError: a label cannot be read.
        ValueError: a line is no record.
    """
    labels = {path.name.removesuffix(SUFFIX): path for path in sorted(folder.glob(f"*{SUFFIX}"))}

    def chosen(change: Callable[[Line, Label], Line]) -> Iterator[Line]:
        for line in lines():
            source = load(line.json).source
            path = labels.get(source.name.rpartition(".")[0])
            if path is not None and (source.text_range is None or source.text_range[0] == 0):
                yield change(line, _label(path))

    return (lambda: chosen(lambda line, _: line)), (lambda: chosen(_labelled_line))


def _labelled_line(line: Line, label: Label) -> Line:
    changed = labelled(load(line.json), label).to_json_line().encode()
    return replace(line, kept=changed, is_packed=False, digest=None)


def _label(path: Path) -> Label:
    try:
        label = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path.name} is no gold label: {error}") from error
    if not isinstance(label, dict):
        raise UsageError(f"{path.name} is no gold label")
    return label


def labelled(record: Record, label: Label) -> Record:
    """The record with what the label says in place; keys that are unsure or unlabelled change nothing.

    Raises:
        UsageError: the label has a value of another type.
    """
    beside = {*label.get("unsure", ()), *label.get("unlabelled", ())}
    if record.document is None or not label.get("is_administrative", True):
        return record
    sure = {key: value for key, value in label.items() if key not in beside}
    try:
        head = _head(record.document, sure)
        body = {name: make(getattr(record, name), sure[key]) for key, (name, make) in _BODY.items() if key in sure}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{record.source.name}: its gold label is not as docs/gold.md describes ({error})") from error
    return record.model_copy(update={"document": head, **body})


def _head(document: Document, label: Label) -> Document:
    values: dict[str, Any] = {
        name: _text(getattr(document, name), label[key]) for key, name in _HEAD.items() if key in label
    }
    if "number" in label:
        status = Status(label.get("number_status", "present"))
        values["code_number"] = _number(document.code_number, label["number"], status)
    if "date" in label:
        values["issued_date"] = _date(document.issued_date, label)
    return document.model_copy(update=values)


def _key(text: Any) -> str:
    """Words by which a label and a record are compared: case, the place of tone marks and punctuation do not count."""
    return " ".join(_WORDS.findall(tone_key(normal(str(text or "")))))


def _given(value: Any, status: Status) -> Text:
    known = None if status not in {Status.PRESENT, Status.STRUCK_OUT} else normal(str(value))
    raw = known if known is not None else None
    return Text(value=known, raw=raw, status=status, confidence=1.0, source=Source.REVIEW, evidence=_BY)


def _text(field: Text | None, value: str | None) -> Text:
    if value is None:
        return field if field is not None and field.value is None else _ABSENT
    same = field is not None and _key(field.value) == _key(value)
    return field if field is not None and same else _given(value, Status.PRESENT)


def _number(field: Text, value: str | None, status: Status) -> Text:
    same_value = (field.value or "").lstrip("0") == (value or "").replace(" ", "").lstrip("0")
    if field.status is status and (same_value or status is Status.ILLEGIBLE):
        return field
    return _ABSENT if status is Status.ABSENT else _given(value, status)


def _date(field: DateField, label: Label) -> DateField:
    status = Status(label.get("date_status", "present"))
    value = date.fromisoformat(label["date"]) if label["date"] else None
    partial = label.get("date_partial")
    if field.status is status and (status is Status.ILLEGIBLE or (field.value, field.partial) == (value, partial)):
        return field
    has_value = status in {Status.PRESENT, Status.STRUCK_OUT}
    return DateField(
        value=value if has_value else None,
        partial=partial,
        raw=label["date"] if has_value else None,
        status=status,
        confidence=1.0,
        source=Source.REVIEW,
        evidence=() if status is Status.ABSENT else _BY,
    )


def _matched(there: Sequence[Any], words: Callable[[Any], str], lines: Iterable[str]) -> Iterator[tuple[Any, str]]:
    """Each labelled line with the item that says it, or that is most like it; None where there is none."""
    asked = list(lines)
    pairs = align([_key(words(each)) for each in there], [_key(line) for line in asked])
    found = {j: i for i, j in pairs if i is not None and j is not None}
    return ((None if index not in found else there[found[index]], line) for index, line in enumerate(asked))


def _texts(there: tuple[Text, ...], lines: Sequence[str]) -> tuple[Text, ...]:
    return tuple(_text(item, line) for item, line in _matched(there, lambda each: str(value_of(each) or ""), lines))


def _recommendations(there: tuple[Recommendation, ...], lines: Sequence[str]) -> tuple[Recommendation, ...]:
    found = _matched(there, lambda each: str(each.text.value or ""), lines)
    new = Recommendation(text=_ABSENT, addressee=None, section=None)
    return tuple((item or new).model_copy(update={"text": _text(item and item.text, line)}) for item, line in found)


def _signers(there: tuple[Signer, ...], labels: Sequence[Label]) -> tuple[Signer, ...]:
    new = Signer(authority=_ABSENT, capacity=_ABSENT, position=_ABSENT, full_name=_ABSENT)
    found = _matched(there, lambda each: f"{each.position.value} {each.full_name.value}", map(_signer_words, labels))
    result = []
    for (item, _), label in zip(found, labels, strict=True):
        signer = item or new
        result.append(signer.model_copy(update={n: _text(getattr(signer, n), label[k]) for k, n in _PARTS.items()}))
    return tuple(result)


def _signer_words(label: Label) -> str:
    return f"{label['position']} {label['name']}"


def _citations(there: tuple[Citation, ...], labels: Sequence[Label]) -> tuple[Citation, ...]:
    """Citations by reference; a date that the label does not give is left as it was read."""
    known = {_tight(each.ref.value): each for each in reversed(there)}
    result = []
    for label in labels:
        spellings = (label["ref"], *label.get("also_printed", ()))
        found = next((known[_tight(each)] for each in spellings if _tight(each) in known), None)
        result.append(found or _cited(label["ref"]))
    return tuple(result)


def _tight(ref: str | None) -> str:
    return re.sub(r"\s", "", normal(ref or "")).lower()


def _cited(ref: str) -> Citation:
    return Citation(
        ref=_given(ref, Status.PRESENT),
        type=_ABSENT,
        code_number=_ABSENT,
        year=FieldValue[int](status=Status.ABSENT, confidence=1.0),
        notation=_ABSENT,
        date=DateField(status=Status.ABSENT, confidence=1.0),
        organ_name=_ABSENT,
        relation=Relation.MENTION,
        key="",
        mentions=(),
    )


def _sections(there: tuple[Section, ...], labels: Sequence[Label]) -> tuple[Section, ...]:
    """The tree that the labelled headings make; what stands below level 2 stays where it was read."""
    read = [each for section in there for each in section.walk()]
    tree: list[Section] = []
    for label in labels:
        if label["level"] <= _LEVELS:
            section = _section(read, label)
            if label["level"] > 1 and tree:
                tree[-1] = tree[-1].model_copy(update={"children": (*tree[-1].children, section)})
            else:
                tree.append(section)
    return tuple(tree)


def _section(read: list[Section], label: Label) -> Section:
    """The section with this label and heading, else the one with this label: the role is no part of gold."""
    name, heading, level = label["label"], label["heading"], label["level"]
    named = [each for each in read if _key(each.label) == _key(name) and each.level == level]
    found = next((each for each in named if _key(each.heading) == _key(heading)), None)
    known = found or next((each for each in named if name), None)
    if known is None:
        return Section(
            label=name, level=level, heading=heading, role=Role.OTHER, state=SectionState.PRESENT, evidence=_BY
        )
    read.remove(known)
    deeper = tuple(each for each in known.children if each.level > _LEVELS)
    return known.model_copy(update={"children": deeper, "heading": known.heading if found else heading})


_BODY: Final[dict[str, tuple[str, Callable[[Any, Any], Any]]]] = {
    "signers": ("signers", _signers),
    "recipients": ("recipients", _texts),
    "responds_to": ("responds_to", _text),
    "citations": ("citations", _citations),
    "sections": ("sections", _sections),
    "recommendations": ("recommendations", _recommendations),
}
"""Keys of a label, the parts of the record they are, and how these are made of what was read and what is labelled."""
