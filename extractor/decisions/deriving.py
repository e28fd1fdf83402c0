"""What follows from a value that a person gave: the parts and the key of a citation, made as the rules make them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from extractor.decisions.typed_items import passage_of
from extractor.meaning.citation_laws import find_laws
from extractor.meaning.citations import citations_in, key_of
from extractor.text.fold import fold
from extractor.text.notation import Notation, loose_at, parse_notation, split_symbol
from schemas.fields import FieldValue, Integer, Source, Status, Text
from schemas.meaning import Citation
from schemas.record import Record

_PARTS: Final = ("ref", "type", "code_number", "year", "notation", "date")
"""Parts of a citation that its key is made of."""
_IN_REF: Final = ("type", "code_number", "notation", "year")
"""Parts of a citation that are read from its reference."""
_SURE: Final = 1.0


def derived(record: Record, parts: Mapping[str, Any], decided: Container[str]) -> dict[str, Any]:
    """Parts of citations, by path, that follow from those which persons changed; what was decided itself stays."""
    found: dict[str, Any] = {}
    for index, read in enumerate(record.citations):
        at = f"citations[{index}]"
        said = {name: parts[f"{at}.{name}"] for name in _PARTS if f"{at}.{name}" in parts}
        changed = {name: part for name, part in said.items() if not _is_same(getattr(read, name), part)}
        if changed:
            follows = dict(_following(read.model_copy(update=said), changed))
            found |= {f"{at}.{name}": part for name, part in follows.items() if f"{at}.{name}" not in decided}
            whole = read.model_copy(update={**said, **{n: p for n, p in follows.items() if f"{at}.{n}" in found}})
            if f"{at}.key" not in decided:
                found[f"{at}.key"] = key_with(whole, "ref" in changed)
    return found


def _is_same(read: FieldValue[Any], part: FieldValue[Any]) -> bool:
    return (read.value, read.status) == (part.value, part.status)


def _following(citation: Citation, changed: Container[str]) -> Iterator[tuple[str, FieldValue[Any]]]:
    """Parts that are read anew from a reference or date that a person gave."""
    ref, date = citation.ref, citation.date
    if "ref" in changed and ref.value is not None:
        for name, value in _printed_in(ref.value).items():
            if value != getattr(citation, name).value:
                yield name, _given(value, ref)
    if "date" in changed and date.value is not None and _printed_in(ref.value or "").get("year") is None:
        yield "year", _given(date.value.year, date)


def _printed_in(ref: str) -> dict[str, Any]:
    """What a reference says by itself, as the rules read it; nothing where they read no reference."""
    read, notation = _read(ref), _notation(ref)
    if read is None:
        return {}
    said = {name: getattr(read, name).value for name in _IN_REF}
    is_silent = {"year": said["year"] is None, "type": notation is not None and notation.type is None}
    return {name: value for name, value in said.items() if not is_silent.get(name)}


def _given(value: Any, by: FieldValue[Any]) -> FieldValue[Any]:
    kind: type[FieldValue[Any]] = Integer if isinstance(value, int) else Text
    if value is None:
        return kind(status=Status.ABSENT, confidence=_SURE, source=Source.REVIEW)
    return kind(
        value=value,
        raw=by.raw,
        status=Status.PRESENT,
        confidence=by.confidence,
        source=Source.REVIEW,
        evidence=by.evidence,
    )


def _read(ref: str) -> Citation | None:
    """A reference as the rules read it where it stands by itself."""
    found = citations_in((passage_of(ref),), None) or citations_in((passage_of(f"số {ref}"),), None)
    return found[0] if len(found) == 1 else None


def _notation(ref: str) -> Notation | None:
    found = parse_notation(ref)
    if found is None:
        loose = loose_at(ref, 0)
        found = loose.notation if loose is not None and loose.end == len(ref) else None
    return found


def key_with(citation: Citation, is_new: bool) -> str:
    """The key of a citation as its parts say; the year that the rules know from elsewhere stays unless `is_new`."""
    ref, kind = citation.ref.value or "", citation.type.value or ""
    year = citation.year.value or (citation.date.value.year if citation.date.value is not None else None)
    known = citation.key.split("|")[2:3]
    if year is None and not is_new and known and known[0].isdecimal():
        year = int(known[0])
    if citation.code_number.value is None:
        law = next(iter(find_laws(ref, fold(ref))), None)
        return key_of(kind, None, law.name if law is not None else ref, year)
    notation = Notation(ref, citation.code_number.value, year, "", None, _body(ref, citation.notation.value))
    return key_of(kind, notation, None, year)


def _body(ref: str, symbol: str | None) -> str:
    """The body of a number: as its reference says, unless the symbol says otherwise."""
    printed = _notation(ref)
    if printed is not None and symbol in {None, printed.symbol}:
        return printed.body
    return split_symbol(symbol)[1] if symbol is not None else ""
