"""Refusal: what is no administrative document, is told with a reason and never becomes half a record.

A scored sum of evidence: the parts that NĐ 30/2020 asks for against what only web pages, articles, invoices and
personal forms have. Weights and patterns are data (`vocabulary/refusals.toml`); a real document that lost its head or
its tail keeps enough parts to pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from extractor import vocabulary
from extractor.parts.divide import Division, divide
from extractor.parts.enclosed import joined, split
from extractor.parts.lines import NUMBER, lines_of
from extractor.parts.names import name_in
from extractor.reading.source import Grid, SourceText
from extractor.text.clean import clean
from extractor.text.fold import fold
from extractor.text.passage import Passage
from schemas.record import Reason

_MAX_CHROME_LINE = 160
_CHROME_LINES = 300
"""Lines from the start and from the end in which chrome is looked for: it frames a page."""
_SAMPLED_WORDS = 4_000
"""Words by which the language is told."""
_WORD = re.compile(r"[^\W\d_]+")
_END_MARK = re.compile(r"\./\.?\W{0,3}$")
_LEGAL_BASIS = re.compile(r"^can cu\b")
_CARRIES_OUT = re.compile(r"^thuc hien (?:cong van|chi thi|quyet dinh|ke hoach|thong bao|nghi quyet|van ban)\b")
_CLOSING = re.compile(r"^tren day la\b")


@dataclass(frozen=True, slots=True)
class _Chrome:
    kind: str
    weight: int
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return vocabulary.load("refusals")


@lru_cache(maxsize=1)
def _chrome() -> tuple[_Chrome, ...]:
    return tuple(
        _Chrome(group["kind"], group["weight"], re.compile(pattern))
        for group in _data()["chrome"]
        for pattern in group["patterns"]
    )


@lru_cache(maxsize=1)
def _suspicious() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """All patterns of chrome as two: those that open a line, and those that stand anywhere in it, words apart."""
    patterns = [chrome.pattern.pattern for chrome in _chrome()]
    opening = [pattern for pattern in patterns if pattern.startswith("^")]
    words = [pattern.removeprefix(r"\b") for pattern in patterns if pattern.startswith(r"\b")]
    signs = [pattern for pattern in patterns if not pattern.startswith(("^", r"\b"))]
    return re.compile("|".join(opening)), re.compile("|".join([rf"\b(?:{'|'.join(words)})", *signs]))


@lru_cache(maxsize=1)
def _syllable() -> re.Pattern[str]:
    return re.compile(_data()["language"]["syllable"])


def _is_signed(division: Division) -> bool:
    return any(name_in(line) for block in division.parts.signatures for line in block.lines)


def parts_found(division: Division, flow: Sequence[Passage | Grid]) -> dict[str, bool]:
    """Which parts of an administrative document are there, by the names of their weights."""
    head, parts = division.head, division.parts
    openings = [item.folded[:200] for item in flow if isinstance(item, Passage)]
    return {
        "national_title": bool(head.national),
        "number": head.number is not None,
        "organ": bool(head.organs) and (head.number is not None or bool(head.national)),
        "place_date": head.place_date is not None,
        "type": head.type_line is not None,
        "about": head.type_line is None and bool(head.subject),
        "addressees": bool(parts.addressees),
        "legal_bases": any(_LEGAL_BASIS.match(line) for line in openings),
        "carries_out": any(_CARRIES_OUT.match(line) for line in openings),
        "sections": len(parts.sections) >= 2,
        "closing": any(_CLOSING.match(line) for line in openings),
        "end_mark": any(isinstance(item, Passage) and _END_MARK.search(item.folded) for item in flow),
        "recipients": bool(parts.recipients),
        "signature": _is_signed(division),
    }


def _above_appendices(division: Division, flow: Sequence[Passage | Grid]) -> list[Passage]:
    """The passages down to the tail: forms and pages annexed to a document say nothing against it."""
    parts = division.parts
    tail = {id(line.passage) for block in parts.signatures for line in block.lines}
    tail |= {id(line.passage) for lines in parts.recipients for line in lines}
    passages = [item for item in flow if isinstance(item, Passage)]
    last = max((at for at, item in enumerate(passages) if id(item) in tail), default=len(passages))
    return passages[: last + 1]


def _chrome_score(passages: Sequence[Passage]) -> tuple[int, str]:
    """Weight of everything that no administrative document has, and what most of it speaks for."""
    folded = (line.folded for passage in passages for line in lines_of(passage))
    lines = [line for line in folded if len(line) <= _MAX_CHROME_LINE]
    lines = lines if len(lines) <= 2 * _CHROME_LINES else lines[:_CHROME_LINES] + lines[-_CHROME_LINES:]
    opening, anywhere = _suspicious()
    lines = [line for line in lines if opening.match(line) or anywhere.search(line)]
    weights: dict[str, int] = {}
    for chrome in _chrome():
        if any(chrome.pattern.search(line) for line in lines):
            weights[chrome.kind] = weights.get(chrome.kind, 0) + chrome.weight
    if not weights:
        return 0, "text without head, sender or signature"
    return sum(weights.values()), max(weights, key=lambda kind: weights[kind])


def _is_form(division: Division, passages: Sequence[Passage]) -> bool:
    """A form to be filled in: no name under it, no digit in its number, dotted leaders all over."""
    number, data = division.head.number, _data()["form"]
    match = NUMBER.match(number.folded) if number is not None else None
    if _is_signed(division) or (match is not None and any(c.isdigit() for c in match["number"])):
        return False
    leaders = sum(1 for passage in passages if re.search(data["leader"], passage.text))
    return bool(leaders >= data["fewest_leaders"])


def _vietnamese_share(text: str) -> tuple[float, int]:
    """Share of the words that have the shape of a Vietnamese syllable, and how many words there are."""
    data = _data()["language"]
    foreign = frozenset(data["foreign"])
    words = [fold(match.group()) for match in islice(_WORD.finditer(text), _SAMPLED_WORDS)]
    fitting = sum(1 for word in words if word not in foreign and len(word) <= 7 and _syllable().match(word))
    return (fitting / len(words) if words else 0.0), len(words)


def _normative(division: Division, flow: Sequence[Passage | Grid]) -> str | None:
    """Why a text is legal normative, None where it is not."""
    head, data = division.head, _data()["normative"]
    match = NUMBER.match(head.number.folded) if head.number is not None else None
    notation: str = (match["notation"] or "") if match is not None else ""
    if head.number is not None and (re.match(data["numbered"], notation) or re.match(data["assembly"], notation)):
        return f"its number carries the year as laws do: {head.number.text[:60]}"
    is_normative = head.type_code in data["types"] and not re.match(data["administrative"], notation)
    if head.type_line is not None and is_normative:
        return f"its type is {head.type_line.part(0, head.type_end).text}"
    if head.type_code is None and head.number is None and _signs(flow) >= data["needed"]:
        return "its articles set law"
    return None


def _signs(flow: Sequence[Passage | Grid]) -> int:
    openings = [item.folded[:200] for item in flow if isinstance(item, Passage)]
    return sum(
        sign["weight"]
        for sign in _data()["normative"]["signs"]
        if any(re.match(sign["pattern"], line) for line in openings)
    )


def refuse(division: Division, flow: Sequence[Passage | Grid]) -> Reason | None:
    """Why a document is refused; None for an administrative one. `flow` is the cleaned flow it was divided from."""
    share, words = _vietnamese_share(division.parts.source.text)
    if not words:
        return Reason(code="refused.empty", message="the file holds no words")
    data = _data()["administrative"]
    there = [name for name, has in parts_found(division, flow).items() if has]
    score = sum(data["weights"][name] for name in there)
    if foreign := _foreign(share, words, score):
        return foreign
    passages = _above_appendices(division, flow)
    chrome, kind = _chrome_score(passages)
    why = _normative(division, flow) if chrome < _data()["normative"]["max_other"] + score else None
    if why is not None:
        return Reason(code="refused.legal_normative", message=f"a legal normative text, not administrative: {why}")
    if _is_form(division, passages):
        return _other("a form to be filled in, without number and signer")
    if score < data["needed"] or score <= chrome or not set(data["anchors"]) & set(there):
        return _other(f"{kind}: evidence {score} of {data['needed']} needed, against {chrome}")
    return None


def _other(what: str) -> Reason:
    return Reason(code="refused.not_administrative", message=f"not an administrative document but {what}")


def _foreign(share: float, words: int, score: int) -> Reason | None:
    """Other languages; text with the parts of a document has to be far from Vietnamese, it may be damaged."""
    data = _data()["language"]
    needed = data["needed_with_parts"] if score >= _data()["administrative"]["needed"] else data["needed"]
    if words < data["fewest_words"] or share >= needed:
        return None
    message = f"not Vietnamese: {share:.0%} of {words} words have the shape of a Vietnamese syllable"
    return Reason(code="refused.language", message=message)


def documents_of(source: SourceText, flow: Sequence[Passage | Grid]) -> tuple[SourceText, ...]:
    """The documents in one text, in their order; what would be refused alone stays with what stands before it.

    `flow` is the text cleaned.
    """
    first, *others = split(flow, source)
    held = [first]
    for piece in others:
        if _stands_alone(held[0]) and _stands_alone(piece):
            held.append(piece)
        else:
            held[-1] = joined(source, held[-1], piece)
    return tuple(held)


def _stands_alone(source: SourceText) -> bool:
    flow = clean(source)
    refusal = refuse(divide(flow, source), flow)
    return refusal is None or refusal.code == "refused.legal_normative"
