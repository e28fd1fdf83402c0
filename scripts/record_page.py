"""docs/record.md: every model of `schemas` as a table, from its own docstrings, descriptions and types."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from schemas import evidence
from schemas.fields import Candidate, DateField, FieldValue, Source, Status
from schemas.record import FAILURES, REFUSALS, SCHEMA_VERSION, Record

_FIELD_OF = {str: "text field", int: "integer field", Decimal: "number field", bool: "flag field", date: "date field"}
_PLAIN = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true or false",
    Decimal: "number",
    NoneType: "null",
    evidence.Box: "box",
}
_INTRODUCTION = """# The record, key by key

Written by `python -m scripts.write_docs` from the models in `schemas/`; a test fails when it is out of date. The same
contract for programs is [record.schema.json](../schemas/record.schema.json), printed by `vanthu schema`. Schema version
{version}.

Every document gives one record, on one line of JSON, in UTF-8. A value lies inside a **field**, together with the place
it was read from; a field whose status is `present` or `struck_out` cannot be built without evidence. Other keys are
plain.

Places in the contract that this version leaves empty: `ocr_engine`, `ocr_quality`; statuses
`illegible` of a field and `partial` of a record; sources other than `text`, `signature` and `edxml`; evidence other
than `page`, `block` and `edxml`. `confidence` is not calibrated yet.

## Several documents in one file

A file that holds a second document behind the first (a draft or a report that a letter encloses, the block of a copy
below the original) gives a record for each, in their order. All have the name and `sha256` of the file; `text_range`
tells where in its text they begin and end (the block of a copy may lie inside the range of its original),
`page_range` on which pages that is, and every offset refers to the whole text. The id of such a record is
`sha256#start-end` with the ends of `text_range`, the id of any other its `sha256` alone; the first record lists the
ids of the others under `enclosed`. Appendices and forms to be filled in are no documents of their own.

Archives (ZIP), letters (`.eml`, `.msg`) and packages of document exchange (edXML) give a record for each file inside,
in their order, with the file's own base name and `sha256`. `container` tells where it lay: the base name of the
container, then folders and containers inside it (`reports.zip/commune A/package.edxml`). A container has a record of
its own only where it, or the rest of it, cannot be read. Hidden and temporary files, detached signatures and results
of programs inside are passed over; the words of a letter are a record only where they are a document themselves, or
nothing else is there.

The header of an edXML package is set beside what the page says: its values are `candidates` of the fields of the
document that the package is about, with the path of the element as evidence, and findings `conflict.edxml_*` tell where
they differ.
"""
_EVIDENCE = """## Evidence

One evidence is one place; a value that stands on two lines has two. `start` and `end` are a half-open range of Unicode
code points in the text as the reader gave it, before any cleaning: `vanthu show FILE --text` prints that text. `raw` of
a field is that text at its evidence, lines joined by a line feed. Boxes are `[left, top, right, bottom]` in PDF points,
origin at the top left of the page.
"""


def record_page() -> str:
    """The whole page."""
    parts = [_INTRODUCTION.format(version=SCHEMA_VERSION), _field_section(), _EVIDENCE, *_evidence_sections()]
    parts += [_section(model) for model in _models()]
    parts += ["## Reasons\n", _reasons()]
    return "\n".join(parts)


def _field_section() -> str:
    kinds = ", ".join(sorted(set(_FIELD_OF.values())))
    head = f"## Field\n\n{_docstring(FieldValue)} The kinds are: {kinds}.\n\n"
    dates = "\nA date field also has:\n\n" + _table(DateField, skip=FieldValue)
    candidate = f"\n**Candidate** · {_docstring(Candidate)}\n\n" + _table(Candidate)
    return head + _table(FieldValue) + dates + _values("status", Status) + _values("source", Source) + candidate


def _values(name: str, values: type[StrEnum]) -> str:
    notes = member_notes(values)
    lines = [f"| `{value.value}` | {notes.get(value.name, '')} |" for value in values]
    return f"\n| `{name}` | |\n|---|---|\n" + "\n".join(lines) + "\n"


def member_notes(values: type[Enum]) -> dict[str, str]:
    """The string that stands under a member of an enumeration."""
    body = ast.parse(textwrap.dedent(inspect.getsource(values))).body[0]
    notes: dict[str, str] = {}
    name = ""
    for node in body.body if isinstance(body, ast.ClassDef) else []:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            notes[name] = " ".join(str(node.value.value).split())
    return notes


def _evidence_sections() -> Iterator[str]:
    for model in get_args(get_args(evidence.Evidence)[0]):
        yield f"**`kind: {model.model_fields['kind'].default}`** · {_docstring(model)} Keys: " + ", ".join(
            f"`{key}`" for key in model.model_fields if key != "kind"
        ) + ".\n"


def _models() -> list[type[BaseModel]]:
    """The record and every model below it, in the order in which a reader meets them."""
    met: list[type[BaseModel]] = [Record]
    for model in met:
        for info in model.model_fields.values():
            met += [inner for inner in _inside(info.annotation) if inner not in met]
    return met


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models of a type, fields and evidence aside."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not issubclass(annotation, FieldValue) and not annotation.__module__.endswith("evidence"):
            yield annotation
        return
    for argument in get_args(annotation):
        yield from _inside(argument)


def _section(model: type[BaseModel]) -> str:
    return f"## {model.__name__}\n\n{_docstring(model)}\n\n{_table(model)}"


def _docstring(model: type[BaseModel | StrEnum]) -> str:
    return " ".join(inspect.cleandoc(model.__doc__ or "").split("\n\n")[0].split())


def _table(model: type[BaseModel], skip: type[BaseModel] | None = None) -> str:
    left_out = set(skip.model_fields) if skip else set()
    rows = [
        f"| `{name}` | {_type(info.annotation)} | {_meaning(info)} |"
        for name, info in model.model_fields.items()
        if name not in left_out
    ]
    return "| key | type | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _meaning(info: FieldInfo) -> str:
    """A key's own description, else what its model or enumeration says of itself."""
    own = info.description or next((_docstring(kind) for kind in _described(info.annotation)), "")
    return own.replace("|", "\\|")


def _described(annotation: Any) -> Iterator[type[BaseModel | StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | StrEnum):
        if not issubclass(annotation, FieldValue | Status | Source) and not annotation.__module__.endswith("evidence"):
            yield annotation
        return
    for argument in get_args(annotation):
        yield from _described(argument)


def _type(annotation: Any) -> str:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return _named(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return "evidence" if annotation is evidence.Evidence else _type(arguments[0])
    if origin is Literal:
        return " · ".join(f"`{value}`" for value in arguments)
    if origin in {Union, UnionType}:
        return _union(arguments)
    if origin is tuple:
        return f"list: {_type(arguments[0])}" if Ellipsis in arguments else f"{len(arguments)} integers"
    return "value"


def _union(arguments: tuple[Any, ...]) -> str:
    if set(arguments) == set(get_args(get_args(evidence.Evidence)[0])):
        return "evidence"
    return " or ".join(_type(argument) for argument in arguments)


def _named(kind: type) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if issubclass(kind, StrEnum):
        return " · ".join(f"`{value.value}`" for value in kind)
    if issubclass(kind, FieldValue):
        argument = kind.__pydantic_generic_metadata__["args"]
        return "date field" if issubclass(kind, DateField) else _field_of(argument)
    if issubclass(kind, BaseModel):
        return "candidate" if issubclass(kind, Candidate) else f"[{kind.__name__}](#{kind.__name__.lower()})"
    return kind.__name__


def _field_of(arguments: tuple[Any, ...]) -> str:
    inner = arguments[0]
    return _FIELD_OF[get_args(inner)[0] if get_origin(inner) is Annotated else inner]


def _reasons() -> str:
    families = (("refused", REFUSALS), ("failed", FAILURES), ("partial", FAILURES))
    codes = [(family, " · ".join(f"`{family}.{name}`" for name in names)) for family, names in families]
    rows = [f"| `{family}` | {listed} |" for family, listed in codes]
    return "The closed list of `reason.code`.\n\n| status | codes |\n|---|---|\n" + "\n".join(rows) + "\n"
