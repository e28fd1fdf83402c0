"""Words that a person typed or drew round, to a new item of a list: by the rules that read a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from pydantic import BaseModel

from extractor.decisions.model import Said
from extractor.decisions.values import LONGEST, text_typed, words_typed
from extractor.differences.align import normal
from extractor.errors import DecisionError
from extractor.meaning.addressee import addressee_in
from extractor.meaning.citations import citations_in, key_of
from extractor.parts.enumerators import item_mark, read_enumerator
from extractor.parts.lines import names_post
from extractor.parts.model import SignatureBlock
from extractor.parts.roles import role_of
from extractor.reading.source import Paragraph, Slice, SourceText
from extractor.rules.people import signer_of
from extractor.text.clean import clean
from extractor.text.fold import fold
from extractor.text.passage import Passage, Quote
from schemas.fields import FieldValue, Status
from schemas.record import Record
from schemas.sections import Section, SectionState

_AT_THE_END: Final = " ;.,/"


def item_typed(field: str, record: Record, typed: str) -> Said:
    """What a new item of a list says, from its words; lines of a signature block stand on lines of their own.

    Raises:
        DecisionError: there are no words, or they are no item of this list.
    """
    if field not in ITEMS:
        raise DecisionError.at(field, "nothing can be added to this list", "action")
    if len(typed) > LONGEST:
        raise DecisionError.at(field, f"an item has at most {LONGEST} characters", "shorter")
    lines = [words_typed(field, line) for line in typed.splitlines() if line.strip()]
    if not lines:
        raise DecisionError.at(field, "a value is needed", "text")
    return ITEMS[field](record, lines)


def passage_of(words: str) -> Passage:
    """Words as the rules see a paragraph of a document."""
    source = SourceText("text/plain", words, (Paragraph((Slice(0, len(words), path="p[1]"),)),))
    return next(item for item in clean(source) if isinstance(item, Passage))


def _quote(lines: Sequence[str]) -> Quote:
    return passage_of(" ".join(lines)).quote()


def _said(item: BaseModel) -> Said:
    """What an item says, without the places that its words had where they were typed."""
    said: Said = {}
    for name, part in item:
        if isinstance(part, FieldValue):
            if part.status is not Status.ABSENT:
                said[name] = part.model_dump(mode="json", include={"value", "status", "partial"})
        elif part is None or isinstance(part, str):
            said[name] = part
    return said


def _present(value: str) -> Said:
    return {"value": value, "status": Status.PRESENT.value}


def _line(_: Record, lines: Sequence[str]) -> Said:
    """A recipient or addressee, without the dash before and the mark behind it."""
    quote = _quote(lines)
    words = quote.part(item_mark(quote.text, quote.folded)).text.rstrip(_AT_THE_END)
    return _present(words or quote.text)


def _paragraph(_: Record, lines: Sequence[str]) -> Said:
    """A request or a difficulty, without its mark, with the body that it asks."""
    quote = _quote(lines)
    words = quote.part(item_mark(quote.text, quote.folded))
    return {"text": _present(words.text or quote.text)}


def _request(record: Record, lines: Sequence[str]) -> Said:
    asked = addressee_in(_quote(lines))
    said = _paragraph(record, lines)
    return said if asked is None else {**said, "addressee": _present(asked.text)}


def _citation(record: Record, lines: Sequence[str]) -> Said:
    """A document cited; what the grammar of numbers does not read is kept as it is typed."""
    words = " ".join(lines)
    issued = record.document.issued_date.value if record.document is not None else None
    found = citations_in((passage_of(words),), issued) or citations_in((passage_of(f"số {words}"),), issued)
    if len(found) > 1:
        raise DecisionError.at("citations", "several documents are cited there; add them one by one", "one_citation")
    if found:
        return _said(found[0])
    ref = text_typed("citations", "citations.ref", words)
    return {"ref": _present(ref), "relation": "mention", "key": key_of("", None, ref, None)}


def _signer(_: Record, lines: Sequence[str]) -> Said:
    """A signature block, a line for each of authority, capacity, post and name; the last one is the name."""
    parts = [part.strip() for line in lines for part in line.split(";") if part.strip()]
    said = _said(signer_of(SignatureBlock(tuple(passage_of(part).quote() for part in parts))))
    if "full_name" in said:
        return said
    if names_post(parts[-1]):
        raise DecisionError.at("signers", "no name of a person; write post and name on lines of their own", "signer")
    return {**said, "full_name": _present(parts[-1])}


def _section(record: Record, lines: Sequence[str]) -> Said:
    """A heading with its enumerator; it is as deep as others with such an enumerator are."""
    quote = _quote(lines)
    mark = read_enumerator(quote.text, quote.folded)
    if mark is None:
        return _heading(None, 1, quote.text)
    words = quote.part(mark.end).text.rstrip(" :.")
    return _heading(mark.label, _depth(record.sections, mark.level), words or None)


def _heading(label: str | None, level: int, words: str | None) -> Said:
    section = Section(label=label, level=level, heading=words, role=role_of(words or ""), state=SectionState.PRESENT)
    return section.model_dump(mode="json", include={"label", "level", "heading", "role", "state"})


def _depth(sections: Sequence[Section], kind: int) -> int:
    """The depth of headings with this kind of enumerator, else one below those with a kind that stands above it."""
    known = dict(_kinds(sections))
    if kind in known:
        return known[kind]
    return 1 + max((depth for level, depth in known.items() if level < kind), default=0)


def _kinds(sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    for section in sections:
        heading = f"{section.label}. X"  # a label alone is not read as the mark of a heading
        mark = read_enumerator(heading, fold(heading)) if section.label else None
        if mark is not None:
            yield mark.level, section.level
        yield from _kinds(section.children)


ITEMS: Final[dict[str, Callable[[Record, Sequence[str]], Said]]] = {
    "citations": _citation,
    "recipients": _line,
    "addressees": _line,
    "signers": _signer,
    "recommendations": _request,
    "difficulties": _paragraph,
    "sections": _section,
}
"""Lists that a person can add to, and what words become there."""


def lead_of(field: str, item: Any) -> str:
    """By what an item is known among others of its list, whatever else is read of it."""
    if isinstance(item, FieldValue):
        return _key(item.value)
    parts = [getattr(item, name) for name in _LEADS[field]]
    return _key(" ".join(str(part.value if isinstance(part, FieldValue) else part or "") for part in parts))


def _key(words: object) -> str:
    """Words without spaces and case: a reference has none, and a line may be broken anywhere."""
    return "".join(normal(str(words or "")).split()).lower()


_LEADS: Final = {
    "citations": ("ref",),
    "signers": ("full_name",),
    "recommendations": ("text",),
    "difficulties": ("text",),
    "sections": ("label", "heading"),
}
