"""The words around a cited number: type word before it, date and issuing body beside it, how it is cited."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extractor.text.dates import DateMatch
from extractor.text.fold import fold
from extractor.vocabulary import load
from schemas.meaning import Relation

_TYPES, _ACTS, _ORGANS = load("types"), load("acts"), load("organs")
TYPE_WORDS: dict[str, str] = {
    **{fold(name): kind for kind, names in _TYPES["administrative"].items() for name in names},
    **{fold(name): kind for kind, names in _TYPES["normative"].items() for name in names},
    **_ACTS["words"],
}
_WORDS = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(TYPE_WORDS, key=len, reverse=True))
_BEFORE = re.compile(rf"(?<!\w)(?P<w>{_WORDS})(?:\s(?:ky thuat quoc gia|lien tich|quoc gia))?(?P<so>,?\s?so)?\s?:?\s?$")
_SO = re.compile(r"(?<!\w)so\s?:?\s?$")
NUMBERED_WORD = re.compile(rf"(?<!\w)(?P<w>{_WORDS})(?:\slien tich)?\sso\s?:?\s?(?=[0-9a-z])")
_LOOK_BACK = 70


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type word at `text[start:end]` before a number; `type` is its abbreviation."""

    start: int
    end: int
    type: str


def type_word_before(folded: str, start: int) -> TypeWord | None:
    """The type word that ends right before `start`, `số` between them or not."""
    offset = max(0, start - _LOOK_BACK)
    match = _BEFORE.search(folded[offset:start])
    if match is None:
        return None
    return TypeWord(offset + match.start("w"), offset + match.end("w"), TYPE_WORDS[match["w"]])


# Numbers of forms and tables are no documents: `Mẫu số 01/ĐK-XH`, `Biểu số 02/BC`.
_FORM = re.compile(r"(?<!\w)(?:bieu|mau|bieu mau|phu luc|bang|ma|ho so|tai khoan)(?:\sso)?\s?:?\s?$")


def is_form(folded: str, start: int) -> bool:
    """Whether the number before `start` is that of a form, table or file."""
    return _FORM.search(folded[max(0, start - 20) : start]) is not None


def is_numbered(folded: str, start: int) -> bool:
    """Whether `số` stands right before."""
    return _SO.search(folded[max(0, start - 8) : start]) is not None


_BESIDE = re.compile(
    r"[\s,(]{0,3}(?:(?:đã )?(?:được )?(?:ký|ban hành|thông qua) )?"
    r"(?:của (?:(?!hiệu lực|về việc|quy định)[^.;:()\d]){2,90}?[\s,]{1,2})?",
    re.IGNORECASE,
)
_ISSUES = re.compile(r"\b(?:ban hành|có|ký|phê duyệt|thông qua|gửi|cho ý kiến)\b")
_FURTHEST = 100


def _start(date: DateMatch) -> int:
    return date.start


def date_beside(text: str, end: int, dates: tuple[DateMatch, ...]) -> DateMatch | None:
    """The date printed behind a number: directly, or behind the issuing body."""
    index = bisect_left(dates, end, key=_start)
    following = dates[index] if index < len(dates) else None
    if following is None or following.start - end > _FURTHEST:
        return None
    return following if _BESIDE.fullmatch(text, end, following.start) else None


def date_opening(text: str, start: int, after: int, dates: tuple[DateMatch, ...]) -> DateMatch | None:
    """The date that opens the sentence: `Ngày 27/6/2026, Bộ Xây dựng ban hành Quyết định số …`.

    `start` is where the cited document's words begin, `after` where the one cited before ends.
    """
    index = bisect_left(dates, start, key=_start) - 1
    nearest = dates[index] if index >= 0 else None
    if nearest is None or nearest.start < after or not 0 <= start - nearest.end <= 2 * _FURTHEST:
        return None
    between = text[nearest.end : start]
    opens = text.startswith("Ngày", nearest.start)
    return nearest if opens and not re.search(r"[.;]\s", between) and _ISSUES.search(between) else None


# Folded, `Quỹ` is `Quy hoạch`; funds issue little.
_BODY_HEADS = {*_ORGANS["heads"], *_ACTS["organs"]["heads"]} - {"quy"}
_HEADS = "|".join(re.escape(h).replace(r"\ ", r"\s") for h in sorted(_BODY_HEADS, key=len, reverse=True))
_HEAD = re.compile(rf"(?<!\w)(?:{_HEADS})(?!\w)")
_OF = re.compile(rf"[\s,]{{1,3}}(?:do\s|cua\s)(?={_HEADS})")
# A body's name ends before these words, at the next document and at any sign but the comma of a list of fields
# (`Bộ Lao động, Thương binh và Xã hội`). As printed: `tư` and `Giao` belong to names, `từ` and `giao` do not.
_ORGAN_STOPS = _ACTS["organs"]["stops"]
_AFTER_ORGAN = re.compile(
    rf"(?<!\w)(?:{'|'.join(_ORGAN_STOPS)})(?!\w)|[.;:()\"/]|(?<!khu vực )(?<!phường )(?<!quận )(?<!số )\d"
    r"|,(?!\s[^,.;:()]{2,30}\svà\s)"
)
_NEXT_ITEM = re.compile(rf"(?:,|\sva)\s(?={_HEADS}|{_WORDS})")
_LONGEST_ORGAN = 110


def organ_after(text: str, folded: str, end: int) -> tuple[int, int] | None:
    """Where the issuing body stands that follows a number or its date: `của Bộ Y tế`."""
    of = _OF.match(folded, end)
    if of is None:
        return None
    start = of.end()
    limit = min(len(text), start + _LONGEST_ORGAN)
    named = _AFTER_ORGAN.search(text[start:limit], 1)
    following = _NEXT_ITEM.search(folded, start + 1, limit)
    finish = min(start + named.start() if named else limit, following.start() if following else limit)
    while finish > start and not text[finish - 1].isalnum():
        finish -= 1
    return (start, finish) if finish > start and _is_named(text, start, folded) else None


def _is_named(text: str, start: int, folded: str) -> bool:
    """`Bộ Y tế`, `trường Mầm non …`: a capital opens the name, or follows the kind of body."""
    head = _HEAD.match(folded, start)
    return text[start].isupper() or (head is not None and text[head.end() + 1 : head.end() + 2].isupper())


_ISSUED_BY = re.compile(rf"(?P<o>(?:{_HEADS})(?:\s[^.;:,()\d]{{1,80}}?)?)\s(?:da\s)?(?:ban hanh|co|tai)\s(?:cac\s)?$")


def organ_before(text: str, folded: str, start: int) -> tuple[int, int] | None:
    """Where the issuing body stands before a type word: `Bộ Xây dựng ban hành Quyết định số …`."""
    offset = max(0, start - _LONGEST_ORGAN)
    before = folded[offset:start]
    for head in _HEAD.finditer(before):
        by = _ISSUED_BY.match(before, head.start()) if text[offset + head.start()].isupper() else None
        if by is not None:
            return _name_before_verb(text, offset + by.start("o"), offset + by.end("o"))
    return None


def _name_before_verb(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The body's name before what it did (`Văn phòng Chính phủ có ý kiến`); None where other words follow it."""
    stop = _AFTER_ORGAN.search(text[start:end], 1)
    finish = start + stop.start() - 1 if stop else end
    did = stop is None or stop[0] in {"đã", "có", "phê duyệt", "cho", "ban hành"}
    return (start, finish) if did and " " in text[start:finish] else None


_CARRIES_OUT = r"(?:trien khai )?(?:thuc hien|thi hanh)\s|tra loi\s|phuc dap\s|theo (?:de nghi|yeu cau|chi dao)\s"
_LEADS = (
    (re.compile(r"can cu\s?"), Relation.BASIS),
    (re.compile(_CARRIES_OUT), Relation.CARRIES_OUT),
)
_SENTENCE = re.compile(r"[.]\s(?=[^\W\d_a-zà-ỹ]|[-+])")
_LONGEST_SENTENCE = 3000
_NEAREST_LEAD = 80
_LIST_WORDS = 20


def sentence_start(text: str, position: int) -> int:
    """Where the sentence around a position begins; a semicolon does not end one."""
    begin = max(0, position - _LONGEST_SENTENCE)
    for match in _SENTENCE.finditer(text, begin, position):
        begin = match.end()
    return begin


def relation_of(text: str, folded: str, start: int, before: int) -> Relation:
    """How the document named at `start` is cited; `before` is where the one cited before it ends (or 0).

    The word that opens the sentence (`Căn cứ …`, `Thực hiện …`) holds for each item of the list behind it.
    """
    begin = sentence_start(text, start)
    opening = re.match(r"[-+*\s]*(?:\d{1,2}[.)]\s)?", folded[begin:start])
    lead_at = begin + (opening.end() if opening else 0)
    for pattern, relation in _LEADS:
        semicolon = max(folded.rfind("; ", lead_at, start) + 2, lead_at)
        lead = pattern.match(folded, semicolon) or pattern.match(folded, lead_at)
        if lead is None:
            continue
        if before <= lead.start():
            return relation if start - lead.end() <= _NEAREST_LEAD else Relation.MENTION
        last = max(folded.rfind(mark, before, start) + len(mark) for mark in (";", ",", " va "))
        is_item = last > before and start - last <= _LIST_WORDS
        return relation if is_item else Relation.MENTION
    return Relation.MENTION
