"""Where a part stands that no numbered heading names: requests in another part, a lead, a bare title, a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import vocabulary
from extractor.checks.headings import names_inside, parts_named
from extractor.checks.registry import Subject
from extractor.checks.titles import titled_outline
from extractor.meaning.nil_answer import is_nil_answer
from extractor.parts.enumerators import item_mark
from extractor.parts.model import Parts
from extractor.parts.roles import only_looks_like, role_of
from extractor.text.fold import fold, fold_key
from extractor.text.notes import before_notes, introduces
from extractor.text.passage import Passage, Quote
from schemas.evidence import Evidence
from schemas.sections import Role, SectionState
from schemas.tables import RowKind

_MAX_LEAD_WORDS = 12
_MAX_TITLE_WORDS = 10
_MAX_INNER_LEAD_WORDS = 6
_MAX_ANNOUNCING_WORDS = 30
_ANNOUNCES = re.compile(r"\b(?:sau|sau day|duoi day)$")
_ANNOUNCED = r"\b(?:{})(?: [a-z]+){{0,5}} (?:nhu|cu the|(?:nhu )?(?:sau|sau day|duoi day))$"
_SAID_OF_ANYTHING = frozenset({Role.RESULTS, Role.CONTENT, Role.STEERING, Role.OPENING, Role.CLOSING, Role.ASSESSMENT})
"""`Kết quả cụ thể như sau:` opens a list of figures and is no title."""
_ANSWERED = frozenset({Role.DIFFICULTIES, Role.PROPOSALS})
"""Parts of which a sentence may say that there is nothing, and that a form in columns asks for."""
_ACHIEVED = re.compile(
    r"\b(?:dat duoc|thu duoc)(?: [a-z]+){0,4} ket qua(?: [a-z]+){0,5} (?:nhu|cu the|(?:nhu )?(?:sau|sau day))$"
)
"""`… đã đạt được một số kết quả nhất định, như:` above the items."""
_HOWEVER = re.compile(
    r"(?:^|[.;]\s)(?:tuy nhien|tuy vay)\b.{0,400}?\b(?:con|gap|mot so|nhieu|nhung|cac|van)\s(?:[a-z]{1,9}\s){0,3}"
    r"(?:kho khan|vuong mac|han che|bat cap|ton tai)\b"
)
"""`Tuy nhiên, việc … còn gặp một số khó khăn`: troubles told in prose behind what was done.

`Tuy nhiên, số vụ chưa giảm` is a result; a sentence that only says what was not reached names no troubles.
"""
_SHORTEST = 7
"""Letters of a variant that may stand inside a lead."""
_SENTENCE = re.compile(r"[.;]\s+")


def stands_elsewhere(subject: Subject, roles: Sequence[Role]) -> tuple[SectionState | None, tuple[Evidence, ...]]:
    """How a part is told that no heading of the outline names, and where its answer stands that there is nothing."""
    if Role.PROPOSALS in roles and subject.record.recommendations:
        return SectionState.PRESENT, ()
    if _led_to(subject, roles) or _asked_in_column(subject, roles):
        return SectionState.PRESENT, ()
    nil = [quote for passage in subject.division.parts.body for quote in _nil_sentences(passage, roles)]
    return (SectionState.NIL_ANSWER, nil[0].evidence()) if nil else (None, ())


def _led_to(subject: Subject, roles: Sequence[Role]) -> bool:
    """Whether a lead or a bare title names the part; the last line has nothing below it."""
    body = subject.division.parts.body
    opening = {id(passage) for passage in subject.division.parts.opening}
    known = opening | _headings(subject.division.parts)
    titled = any(
        _announces(passage, roles) or (id(passage) not in known and _names_one_of(passage, roles))
        for passage in body[:-1]
    )
    told = [passage for passage in body if id(passage) not in opening]
    in_prose = Role.DIFFICULTIES in roles and any(_HOWEVER.search(passage.folded) for passage in told)
    return titled or in_prose or any(_leads_inside(passage, roles) for passage in told)


def _headings(parts: Parts) -> set[int]:
    """Passages that are looked at as headings, whatever they name."""
    nodes = [*parts.nodes(), *titled_outline(parts)]
    places = [quote for node in nodes for quote in (node.place, node.title) if quote is not None]
    return {id(quote.passage) for quote in places}


def _names_one_of(passage: Passage, roles: Sequence[Role]) -> bool:
    """`* Kiến nghị: …`, `Khó khăn, vướng mắc:` or a title without a number above its text."""
    words = passage.text[item_mark(passage.text, passage.folded) :]
    lead, colon, _ = words.partition(":")
    most = _MAX_LEAD_WORDS if colon else _MAX_TITLE_WORDS
    if len(lead.split()) > most or (not colon and lead[-1:] in {".", ";", ",", "/"}):
        return False
    return _is_title_of(lead, roles) and _ANNOUNCES.search(fold(lead).strip()) is None


def _is_title_of(lead: str, roles: Sequence[Role]) -> bool:
    role = role_of(lead)
    if role in roles and not only_looks_like(lead, role):
        return role in _SAID_OF_ANYTHING or names_inside(lead, role)
    return any(role in _ANSWERED for role in parts_named(lead, outermost=False) & set(roles))


def _leads_inside(passage: Passage, roles: Sequence[Role]) -> bool:
    """`… đạt 95%. Khó khăn: thiếu cán bộ.`: a title inside a paragraph, with words behind it."""
    for sentence in _SENTENCE.split(passage.text)[1:]:
        lead, colon, behind = sentence.partition(":")
        few = colon and behind.strip() and len(lead.split()) <= _MAX_INNER_LEAD_WORDS
        if few and role_of(lead) in _ANSWERED.intersection(roles) and _is_title_of(lead, roles):
            return True
    return False


def _asked_in_column(subject: Subject, roles: Sequence[Role]) -> bool:
    """Whether a form in columns asks for the part and a row answers: `Khó khăn, vướng mắc` beside `Kết quả`."""
    wanted = _ANSWERED.intersection(roles)
    for table in subject.record.tables if wanted else ():
        for index, column in enumerate(table.columns):
            asked = bool(column.path) and not wanted.isdisjoint(parts_named(column.path[-1], outermost=False))
            if asked and any(row.kind is RowKind.DATA and _says(row.cells[index].text) for row in table.rows):
                return True
    return False


def _says(text: str) -> bool:
    """Whether a cell answers in words: figures below `Kiến nghị` count petitions."""
    return any(character.isalpha() for character in text)


def _nil_sentences(passage: Passage, roles: Sequence[Role]) -> Iterator[Quote]:
    """`Đơn vị không có kiến nghị, đề xuất.` below another heading: answered."""
    start = item_mark(passage.text, passage.folded)
    ends = [match.end() for match in _SENTENCE.finditer(passage.text, start)]
    for first, last in zip([start, *ends], [*ends, len(passage.text)], strict=True):
        quote = passage.quote(first, last)
        said = f" {fold_key(quote.text)} "
        variants = (word for role in _ANSWERED.intersection(roles) for word in _variants(role))
        if is_nil_answer(quote.text) and any(f" {word} " in said for word in variants):
            yield quote


def _announces(passage: Passage, roles: Sequence[Role]) -> bool:
    """`Bên cạnh kết quả đạt được, còn một số khó khăn, vướng mắc sau:` above the items."""
    lead = re.split(r"[.;]\s", before_notes(passage.text))[-1]
    key = fold_key(lead)
    # `báo cáo kết quả và khó khăn như sau:` announces the whole document.
    if not introduces(lead) or len(lead.split()) > _MAX_ANNOUNCING_WORDS or " bao cao " in f" {key} ":
        return False
    if Role.RESULTS in roles and _ACHIEVED.search(key):
        return True
    wanted = [role for role in roles if role not in _SAID_OF_ANYTHING]
    variants = [word for role in wanted for word in _variants(role) if len(word) >= _SHORTEST]
    pattern = _ANNOUNCED.format("|".join(map(re.escape, variants)))
    return bool(variants) and re.search(pattern, key) is not None


def _variants(role: Role) -> list[str]:
    words: list[str] = vocabulary.load("headings").get(role.value, {}).get("words", [])
    return words
