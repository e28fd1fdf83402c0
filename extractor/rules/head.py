"""Rules of the head (NĐ 30/2020, Annex I, II.1–5, 10; names by Annex VI)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from extractor import vocabulary
from extractor.parts.lines import NUMBER, NUMBER_BESIDE, NUMBER_LABEL, PLACE_DATE, goes_on, is_unfinished, names_body
from extractor.parts.type_names import TYPE_GROUPS
from extractor.reading.source import Mark
from extractor.rules.registry import Case, rule
from extractor.rules.signing import with_signing_days
from extractor.text.passage import Quote, absent, blank, dated, evidence_of, found, raw_text, words
from extractor.units.units import load as load_units
from schemas.fields import Candidate, DateField, Source, Status, Text

_NOTATION = re.compile(r"[A-Za-zÀ-ỹĐđ0-9.&]+(?:\s?[-–/]\s?[A-Za-zÀ-ỹĐđ0-9.&]+)*")
_ANCHORED = 0.98
"""Confidence of what an unmistakable anchor names; `_PLACED` of what only position tells."""
_PLACED = 0.93
_YEARS = range(1945, 2100)


def _number_groups(line: Quote) -> tuple[Quote, Quote | None] | None:
    """The number's place (maybe without a digit) and the notation's, None where the line holds no number."""
    match = NUMBER.match(line.folded) or NUMBER_BESIDE.match(line.folded)
    if match is None:
        return None
    notation = _NOTATION.match(line.text, match.start("notation")) if match["notation"] else None
    place = line.part(match.start("number"), match.end("number"))
    return place, line.part(notation.start(), notation.start() + len(notation[0].rstrip(".&-–/"))) if notation else None


@rule("document.code_number")
def code_number(case: Case) -> Text:
    """`Số: 918 /BC-UBND` is 918, `Số: 45a/KH-UBND` 45a; `Số:      /BC-UBND` is blank; one struck out keeps its value.

    What was written by hand (or covered by a stamp) and not read for certain is illegible, never a value.
    """
    line = case.head.number
    if line is None:
        return absent(_PLACED)
    groups = _number_groups(line)
    if groups is None:
        return _label_alone(line)
    place = groups[0]
    digits = "".join(character for character in place.text if character.isalnum())
    if place.has(Mark.HANDWRITTEN) or _is_unchecked(place):
        return _illegible(place, digits)
    if not digits:
        return blank(line, confidence=_ANCHORED)
    struck = place.has(Mark.STRUCK)
    return found(digits, place, confidence=_ANCHORED, status=Status.STRUCK_OUT if struck else Status.PRESENT)


def _is_unchecked(place: Quote) -> bool:
    """Whether a digit was read from a picture at a place that nobody looked at again: it may be anything."""
    marks = place.passage.marks[place.start : place.end]
    digits = (known for known, sign in zip(marks, place.text, strict=True) if sign.isdigit())
    return any(Mark.OCR in known and Mark.CHECKED not in known for known in digits)


def _label_alone(line: Quote) -> Text:
    """`Số:` and nothing behind it that is a number: left open, or ink that hides the notation as well."""
    if line.has(Mark.HANDWRITTEN):
        return _illegible(line, "")
    return blank(line, confidence=_PLACED) if NUMBER_LABEL.match(line.folded) else absent(_PLACED)


def _illegible(place: Quote, guess: str) -> Text:
    """Ink that nobody read for certain; the digits that it looks like are a candidate."""
    evidence = place.evidence()
    return Text(
        status=Status.ILLEGIBLE,
        raw=raw_text(place.passage.source, evidence),
        confidence=_PLACED,
        source=Source.OCR,
        candidates=(Candidate(value=guess, source=Source.OCR, evidence=evidence),) if guess else (),
        evidence=evidence,
    )


@rule("document.code_notation")
def code_notation(case: Case) -> Text:
    """What stands behind the number's slash, without the spaces round `/` and `-`."""
    groups = _number_groups(case.head.number) if case.head.number else None
    if groups is None or groups[1] is None:
        return absent(_PLACED)
    notation = groups[1]
    return found(re.sub(r"\s", "", notation.text).replace("–", "-"), notation, confidence=_ANCHORED)


def _types() -> frozenset[str]:
    data = vocabulary.load("types")
    return frozenset(code for group in (*TYPE_GROUPS, "copies") for code in data[group])


@rule("document.type")
def document_type(case: Case) -> Text:
    """The named type; a letter without one (công văn) is known by `V/v`, by its notation or by `Kính gửi`."""
    head = case.head
    if head.type_line is not None and head.type_code is not None:
        return found(head.type_code, head.type_line.part(0, head.type_end), confidence=_ANCHORED)
    notation: Text = case.value("document.code_notation")
    if notation.value is not None and head.number is not None:
        first = re.split(r"[-/]", notation.value)[0]
        code = first if first in _types() else "CV"
        return found(code, head.number, confidence=_PLACED)
    if head.subject:
        return found("CV", head.subject[0], confidence=0.8)
    return absent(0.7)


def _date_match(case: Case) -> tuple[Quote, re.Match[str]] | None:
    line, rest = case.head.place_date, case.head.date_rest
    if line is None:
        return None
    match = PLACE_DATE.match(f"{line.folded} {rest.folded}" if rest else line.folded)
    return (line, match) if match is not None else None


@rule("document.place")
def place(case: Case) -> Text:
    """The words before `, ngày`, and those that a narrow column set above them."""
    found_at = _date_match(case)
    above = case.head.place_above
    quotes = [above] if above is not None else []
    if found_at is not None and found_at[1]["place"] is not None:
        quotes.append(found_at[0].part(found_at[1].start("place"), found_at[1].end("place")))
    trimmed = [part for quote in quotes if (part := quote.part(0, len(quote.text.rstrip(" ,"))))]
    return words(*trimmed, confidence=_ANCHORED) if trimmed else absent(_PLACED)


def _digits(match: re.Match[str], group: str) -> int | None:
    digits = re.sub(r"\D", "", match[group])
    return int(digits) if digits else None


@rule("document.issued_date")
def issued_date(case: Case) -> DateField:
    """`ngày 25 tháng 03 năm 2026`; with day or month left open it is partial, without a year blank.

    With a day or month by hand that was not read for certain the date is illegible: what is printed of it stands in
    `raw` and is no known part, for `partial` says that somebody left the rest open.
    """
    found_at = _date_match(case)
    if found_at is None:
        return with_signing_days(case, DateField(status=Status.ABSENT, confidence=_PLACED))
    line, match = found_at
    quote = _part(line, match, "date")
    day, month, year = (_digits(match, name) for name in ("day", "month", "year"))
    field = _date_field(quote, day, month, year)
    if case.head.date_rest is not None:
        evidence = evidence_of([quote, case.head.date_rest])
        field = field.model_copy(update={"evidence": evidence, "raw": raw_text(quote.passage.source, evidence)})
    unchecked = any(_is_unchecked(_part(line, match, name)) for name in ("day", "month"))
    if unchecked or any(_is_by_hand(line, match, name) for name in ("day", "month", "year")):
        field = _illegible_date(quote, field)
    return with_signing_days(case, field)


def _is_by_hand(line: Quote, match: re.Match[str], group: str) -> bool:
    return _part(line, match, group).has(Mark.HANDWRITTEN)


def _part(line: Quote, match: re.Match[str], group: str) -> Quote:
    """A group's words; what runs over to another line ends with the line."""
    return line.part(*(min(at, len(line.text)) for at in match.span(group)))


def _illegible_date(quote: Quote, guessed: DateField) -> DateField:
    """A date of which nobody read a part for certain; the whole date that it looks like is a candidate."""
    guess = guessed.value
    return DateField(
        status=Status.ILLEGIBLE,
        raw=guessed.raw,
        confidence=_PLACED,
        source=Source.OCR,
        candidates=(Candidate(value=guess, source=Source.OCR, evidence=guessed.evidence),) if guess else (),
        evidence=quote.evidence(),
    )


def _date_field(quote: Quote, day: int | None, month: int | None, year: int | None) -> DateField:
    if year is None or year not in _YEARS:
        return dated(quote, None, confidence=_ANCHORED)
    if month is None or not 1 <= month <= 12:
        return dated(quote, None, f"{year:04d}", _ANCHORED)
    try:
        whole = date(year, month, day) if day is not None else None
    except ValueError:
        whole = None
    return dated(quote, whole, f"{year:04d}-{month:02d}", _ANCHORED)


def split_organs(lines: list[Quote]) -> tuple[list[Quote], list[Quote]]:
    """Lines of the left head to governing body and issuing body.

    The issuing body is bold and the governing body is not (NĐ 30/2020, Annex I, II.2); where type does not tell, a new
    body begins with the first words of a body's name.
    """
    if len(lines) < 2:
        return [], lines
    bold = [line.passage.share(Mark.BOLD, line.start, line.end) > 0.5 for line in lines]
    first_bold = bold.index(True) if True in bold else 0
    if first_bold > 0 and all(bold[first_bold:]) and not goes_on(lines[first_bold]):
        return lines[:first_bold], lines[first_bold:]
    start = max(i for i in range(len(lines)) if i == 0 or _begins_name(lines[i], lines[i - 1]))
    return lines[:start], lines[start:]


def _begins_name(line: Quote, above: Quote) -> bool:
    # One word alone is no body: the second line of `UBND THÀNH PHỐ HẢI` / `PHÒNG`.
    several = len(line.text.split()) > 1
    return several and names_body(line) and not goes_on(line) and not is_unfinished(above, line)


@rule("document.parent_organ_name")
def parent_organ_name(case: Case) -> Text:
    """The lines above the issuing body."""
    parent, _ = split_organs(case.head.organs)
    return words(*parent, confidence=_PLACED) if parent else absent(_PLACED)


@rule("document.organ_name")
def organ_name(case: Case) -> Text:
    """The issuing body as printed."""
    _, organ = split_organs(case.head.organs)
    return words(*organ, confidence=_PLACED) if organ else absent(_PLACED)


@rule("document.organ_unit")
def organ_unit(case: Case) -> str | None:
    """Code of the administrative unit that the issuing body belongs to on the document's date."""
    name: Text = case.value("document.organ_name")
    parent: Text = case.value("document.parent_organ_name")
    issued: DateField = case.value("document.issued_date")
    if name.value is None:
        return None
    codes = {_unit_code(name.value, parent.value, day) for day in _days(issued)}
    return codes.pop() if len(codes) == 1 else None


def _unit_code(organ: str, parent: str | None, day: date | None) -> str | None:
    unit = load_units().organ_unit(organ, parent, day)
    return unit.code if unit is not None else None


def _days(issued: DateField) -> tuple[date | None, ...]:
    """The date, or first and last day of what is known of it: units change on days, and both must agree."""
    if issued.partial is None:
        return (issued.value,)
    year, month = int(issued.partial[:4]), int(issued.partial[5:] or 0)
    last_month = month or 12
    return date(year, month or 1, 1), date(year, last_month, monthrange(year, last_month)[1])


@rule("document.subject")
def subject(case: Case) -> Text:
    """Trích yếu: the lines below the type's name, or behind `V/v` of a công văn."""
    return words(*case.head.subject, confidence=_PLACED) if case.head.subject else absent(0.9)


@rule("document.urgency")
def urgency(case: Case) -> Text:
    """KHẨN, THƯỢNG KHẨN, HỎA TỐC on a line of its own."""
    return words(case.head.urgency) if case.head.urgency else absent(0.99)


@rule("document.secrecy")
def secrecy(case: Case) -> Text:
    """MẬT, TỐI MẬT, TUYỆT MẬT on a line of its own."""
    return words(case.head.secrecy) if case.head.secrecy else absent(0.99)
