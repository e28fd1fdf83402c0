"""The line of the number read again where ink over it hides the label or the slash; at another scale it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.reading.handwriting.places import folded
from extractor.reading.ocr.engine import ONE_BLOCK, ReadWord
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.stretches import MARGIN, WIDE_GAP, bottom_of, read_stretch, replaced, top_of

_SCALES = (1.25, 1.5, 2.0)
_LABEL = re.compile(r"s[o06][:.;]?")
_NUMBER_LINE = re.compile(r"s[o06]\s?[:.;]?\s?(?P<digits>[^/a-z]{0,12})/\s?[a-z0-9]{1,8}(?:-[a-z0-9&.]{1,12}){1,4}")
_NOTATION = re.compile(r"[^a-z0-9]{0,2}/[a-z0-9]{2,12}(?:-[a-z0-9&.]{1,12}){0,4}")
_LABEL_AND_INK = re.compile(r"s[o06][^a-z0-9]{0,6}")
_SPOILT_LABEL = re.compile(
    r"[Ss][ốôóồỗ](?:[)]?$|[:.;]{2,}$|[:.;]{0,4}[^a-zà-ỹ\s:.;/-]{2})|[^\W\d_]?[ốôồỗ][:.;-]$|[Ss$][^\W\d_]:$"
)
_PRINTED_LABEL = "Số:"
_LONGEST_LABEL = 4
_NUMBER_WORDS = 3
_UNREADABLE = 0.4
_LABEL_ROOM = 9.0
"""Room of `Số:` and of a number by hand before the slash, in heights of the notation."""
_UPPER = 0.5
"""The number stands in the upper half of a page."""
_SURE = 0.8


def read_number_line(page: Prepared, words: list[ReadWord]) -> list[ReadWord]:
    """The line of the number read at other scales where it has no slash or a doubtful notation."""
    at = _label_at(page, words)
    if at is None:
        return _label_again(page, words)
    piece = _piece(words, at)
    old = [words[n] for n in piece]
    if len(old) < 2 or _is_read(old) or _is_sentence(old):
        return words
    box = (old[0].word.x0 - MARGIN, top_of(old) - MARGIN, old[-1].word.x1 + 2 * MARGIN, bottom_of(old) + MARGIN)
    readings = (read_stretch(page, box, scale, ONE_BLOCK) for scale in _SCALES)
    better = next((new for new in readings if _is_better(old, new)), None)
    return words if better is None else replaced(words, piece, better)


def _label_at(page: Prepared, words: Sequence[ReadWord]) -> int | None:
    """Where the label of the number stands; in capitals it is a word of a body's name: `THEO QUYẾT ĐỊNH SỐ …`."""
    labels = (n for n, word in enumerate(words) if _is_label(word, page) and not word.word.text[:2].isupper())
    return next((n for n in labels if not _goes_on(words, n)), None)


def _is_read(line: Sequence[ReadWord]) -> bool:
    """Whether a line has number and notation, and the engine is sure of its end."""
    return _NUMBER_LINE.match(_text(line)) is not None and line[-1].word.confidence >= _SURE


def _is_sentence(line: Sequence[ReadWord]) -> bool:
    """Whether a line is none of a number (`Số liệu cụ thể`, `Sở Y tế`): words in small letters, no figure, no slash."""
    if any(char.isdigit() or char == "/" for word in line for char in word.word.text):
        return False
    small = (word for word in line[1:] if word.word.text.isalpha() and word.word.text.islower())
    return any(len(word.word.text) > 1 and word.word.confidence >= _SURE for word in small)


def _label_again(page: Prepared, words: list[ReadWord]) -> list[ReadWord]:
    """The line of the number read again from further left where only its notation was read: ink hid the label."""
    for at in _notations_alone(page, words):
        word = words[at]
        room = _LABEL_ROOM * (word.word.bottom - word.word.top)
        box = (word.word.x0 - room, word.word.top - MARGIN, word.word.x1 + 2 * MARGIN, word.word.bottom + MARGIN)
        readings = (read_stretch(page, box, scale, ONE_BLOCK) for scale in (1.0, *_SCALES))
        labelled = next((new for new in readings if _has_label(new)), None)
        if labelled is not None:
            before = [n for n in range(at) if words[n].line == word.line and words[n].word.x0 >= box[0]]
            return replaced(words, [*before, at], labelled)
    return words


def _notations_alone(page: Prepared, words: Sequence[ReadWord]) -> Iterator[int]:
    """Where a notation stands in the upper half of a page with no word left of it on its line."""
    limit = _UPPER * page.grey.shape[0]
    for at, word in enumerate(words):
        is_notation = word.word.bottom <= limit and _NOTATION.fullmatch(folded(word.word.text)) is not None
        if is_notation and not _has_left(words, at):
            yield at


def _has_label(line: Sequence[ReadWord]) -> bool:
    """Whether a line is that of the number, with its label and what the engine made of ink behind it."""
    starts = bool(line) and _LABEL_AND_INK.fullmatch(folded(line[0].word.text)) is not None
    return starts and _NUMBER_LINE.fullmatch(_text(line)) is not None


def with_label(page: Prepared, words: list[ReadWord]) -> list[ReadWord]:
    """The label of the number as it is printed where ink over the number spoilt it: `số)`, `SốØQ@@`."""
    limit = _UPPER * page.grey.shape[0]
    for at, word in enumerate(words):
        if word.word.bottom > limit or _has_left(words, at) or _SPOILT_LABEL.match(word.word.text) is None:
            continue
        if len(word.word.text) <= _LONGEST_LABEL:
            after = words[at + 1 :][:_NUMBER_WORDS]
            if any("/" in w.word.text and w.line == word.line for w in after):
                words[at] = _label(word, word.word.x1)
        elif word.word.confidence < _UNREADABLE:
            words[at] = _label(word, word.symbols[1].x1)
    return words


def _label(word: ReadWord, x1: float) -> ReadWord:
    """A word as the label `Số:`, which ends at `x1`."""
    own = replace(word.word, text=_PRINTED_LABEL, confidence=max(word.word.confidence, _SURE), x1=x1)
    return replace(word, word=own, symbols=evenly(own))


def _has_left(words: Sequence[ReadWord], at: int) -> bool:
    """Whether a word, not the remains of one, stands before this one on its line."""
    left = (other.word.text for other in words[:at] if other.line == words[at].line)
    return any(char.isalnum() for text in left for char in text)


def _goes_on(words: Sequence[ReadWord], at: int) -> bool:
    """Whether a word stands close before this one on its line: `chuyển đổi số` labels nothing."""
    last, word = words[at - 1] if at else None, words[at]
    if last is None or last.line != word.line:
        return False
    return 0 <= word.word.x0 - last.word.x1 < WIDE_GAP * (word.word.bottom - word.word.top)


def _is_label(word: ReadWord, page: Prepared) -> bool:
    return word.word.bottom < _UPPER * page.grey.shape[0] and _LABEL.fullmatch(folded(word.word.text)) is not None


def _piece(words: Sequence[ReadWord], at: int) -> list[int]:
    """A word and those that follow it on its line without a wide gap: room is left for a number, none for a column."""
    piece = [at]
    for n in range(at + 1, len(words)):
        last, word = words[piece[-1]], words[n]
        room = 2 * WIDE_GAP * (last.word.bottom - last.word.top)
        if word.line != last.line or word.word.x0 - last.word.x1 > room or "ngay" in folded(word.word.text):
            break
        piece.append(n)
    return piece


def _is_better(old: Sequence[ReadWord], new: Sequence[ReadWord]) -> bool:
    """Whether a new reading has number and notation and changes no figure that the old one was sure of."""
    match = _NUMBER_LINE.fullmatch(_text(new))
    if match is None or min(word.word.confidence for word in new[-1:]) <= old[-1].word.confidence:
        return False
    before = _digits("".join(word.word.text for word in old).split("/")[0])
    return not before or before == _digits(match["digits"])


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _text(words: Sequence[ReadWord]) -> str:
    return folded(" ".join(word.word.text for word in words))
