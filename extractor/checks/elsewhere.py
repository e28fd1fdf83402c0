"""Where the content of a part stands that has no numbered heading: requests in another part, a lead, a bare title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import vocabulary
from extractor.checks.registry import Subject
from extractor.parts.enumerators import item_mark
from extractor.parts.roles import only_looks_like, role_of
from extractor.text.fold import fold, fold_key
from extractor.text.notes import before_notes, introduces
from extractor.text.passage import Passage
from schemas.sections import Role

_MAX_LEAD_WORDS = 12
_MAX_TITLE_WORDS = 10
_MAX_ANNOUNCING_WORDS = 30
_ANNOUNCES = re.compile(r"\b(?:sau|sau day|duoi day)$")
_ANNOUNCED = r"\b(?:{})(?: [a-z]+){{0,5}} (?:nhu|cu the|(?:nhu )?(?:sau|sau day|duoi day))$"
_SAID_OF_ANYTHING = frozenset({Role.RESULTS, Role.CONTENT, Role.STEERING, Role.OPENING, Role.CLOSING, Role.ASSESSMENT})
"""`Kết quả cụ thể như sau:` opens a list of figures and is no title."""
_ACHIEVED = re.compile(
    r"\b(?:dat duoc|thu duoc)(?: [a-z]+){0,4} ket qua(?: [a-z]+){0,5} (?:nhu|cu the|(?:nhu )?(?:sau|sau day))$"
)
"""`… đã đạt được một số kết quả nhất định, như:` above the items."""
_SHORTEST = 7
"""Letters of a variant that may stand inside a lead."""


def stands_elsewhere(subject: Subject, roles: Sequence[Role]) -> bool:
    """Whether the document says what a part would say, though no heading of the outline names the part."""
    if Role.PROPOSALS in roles and subject.record.recommendations:
        return True
    body = subject.division.parts.body
    opening = {id(passage) for passage in subject.division.parts.opening}
    names = [
        _announces(passage, roles) or (id(passage) not in opening and _names_one_of(passage, roles)) for passage in body
    ]
    # The last line has nothing below it.
    return any(names[:-1])


def _names_one_of(passage: Passage, roles: Sequence[Role]) -> bool:
    """`* Kiến nghị: …`, `Khó khăn, vướng mắc:` or a title without a number above its text."""
    words = passage.text[item_mark(passage.text, passage.folded) :]
    lead, colon, _ = words.partition(":")
    most = _MAX_LEAD_WORDS if colon else _MAX_TITLE_WORDS
    if len(lead.split()) > most or (not colon and lead[-1:] in {".", ";", ",", "/"}):
        return False
    role = role_of(lead)
    return role in roles and not only_looks_like(lead, role) and _ANNOUNCES.search(fold(lead).strip()) is None


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
