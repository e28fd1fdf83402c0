"""Rules of signers, addressees and recipients (NĐ 30/2020, Annex I, II.7 and II.9)."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import takewhile

from extractor.parts.lines import Kind, goes_on, kind_of, names_body, names_post
from extractor.parts.model import SignatureBlock
from extractor.parts.names import name_in
from extractor.rules.registry import Case, rule
from extractor.rules.signing import bound, field_of
from extractor.text.capitals import is_capitals
from extractor.text.passage import Quote, absent, words
from schemas.document import Signer
from schemas.fields import Text

_AUTHORITY = re.compile(r"^(?:t\s?/?\s?m|tl|tuq|thua lenh|thua uy quyen|thay mat)(?:\s?[./]|\s)")
_CAPACITY = re.compile(r"^(?:k\s?/?\s?t|q|quyen)(?:\s?[./]|\s)")
_IN_CHARGE = re.compile(r"^phu trach\b")
_NO_OFFICE = re.compile(r"^\W{0,3}(?:da ky|ky ten|ky,|ky va|chu ky|dong dau|ky dien tu|ky so)\b")
_TITLE_SIGN = re.compile(r"[“”\"]|\b(?:19|20)\d\d\b")
_CONFIDENCE = 0.95


class _Line(Enum):
    AUTHORITY = auto()
    CAPACITY = auto()
    POSITION = auto()


def _kind(line: Quote, before: _Line | None) -> _Line:
    """What an office line says; a capitals line without mark goes on the line above or names the post."""
    if _AUTHORITY.match(line.folded):
        return _Line.AUTHORITY
    if _CAPACITY.match(line.folded):
        return _Line.CAPACITY
    if names_post(line.text):
        return _Line.POSITION
    if before in {None, _Line.AUTHORITY} and names_body(line):
        return _Line.AUTHORITY
    # One word alone is no post: `TM. ỦY BAN NHÂN` / `DÂN`.
    if before in {_Line.AUTHORITY, _Line.CAPACITY} and (goes_on(line) or " " not in line.text):
        return before
    return _Line.POSITION


def _is_office(line: Quote) -> bool:
    """Whether a line of a signature block says office or post: capitals, or words that begin with a post."""
    if name_in(line) is not None or kind_of(line) in {Kind.MARK, Kind.RULE, Kind.PLACE_DATE}:
        return False
    if _NO_OFFICE.match(line.folded) or not any(c.isalpha() for c in line.text):
        return False
    return is_capitals(line.text) or names_post(line.text) or kind_of(line) is Kind.AUTHORITY


def _is_title(line: Quote) -> bool:
    """Whether a line below an office is the title of what comes next: words in quotation marks, of a year."""
    return _TITLE_SIGN.search(line.text) is not None


def signer_of(block: SignatureBlock) -> Signer:
    """A signature block to its four fields."""
    rows: dict[_Line, list[Quote]] = {_Line.AUTHORITY: [], _Line.CAPACITY: [], _Line.POSITION: []}
    before: _Line | None = None
    offices = [line for line in takewhile(lambda line: not _is_title(line), block.lines) if _is_office(line)]
    for at, line in enumerate(offices):
        before = _kind(line, before)
        if _IN_CHARGE.match(line.folded) and any(names_post(below.text) for below in offices[at + 1 :]):
            before = _Line.CAPACITY
        rows[before].append(line)
    name = next((held for line in block.lines if (held := name_in(line)) is not None), None)

    def text(kind: _Line) -> Text:
        return words(*rows[kind], confidence=_CONFIDENCE) if rows[kind] else absent(_CONFIDENCE)

    return Signer(
        authority=text(_Line.AUTHORITY),
        capacity=text(_Line.CAPACITY),
        position=text(_Line.POSITION),
        full_name=words(name, confidence=_CONFIDENCE) if name else absent(_CONFIDENCE),
    )


@rule("signers")
def signers(case: Case) -> tuple[Signer, ...]:
    """Each signature block in reading order, with the digital signature of the person who signs there."""
    source, blocks = case.parts.source, case.parts.signatures
    digital = [field_of(each, source) if each is not None else None for each in bound(case)]
    return tuple(
        signer_of(block).model_copy(update={"digital_signature": each})
        for block, each in zip(blocks, digital, strict=True)
    )


@rule("addressees")
def addressees(case: Case) -> tuple[Text, ...]:
    """Bodies behind `Kính gửi`."""
    return tuple(words(quote) for quote in case.parts.addressees)


@rule("recipients")
def recipients(case: Case) -> tuple[Text, ...]:
    """Lines under `Nơi nhận`, without dash and closing mark."""
    return tuple(words(*lines) for lines in case.parts.recipients)
