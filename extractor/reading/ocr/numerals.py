"""Roman numerals of one, two or three strokes before headings, counted on the picture.

The engine takes `I/` for `U`, `II/` for `1U` and `III` for `II`, and is sure of it. Such a numeral is strokes of full
height and nothing else, so that they can be counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.reading.ocr.engine import Grey, ReadWord
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word

_LIKE_STROKES = re.compile(r"(?!1{1,2}[./)]?$)[VX]?[IUHLJ1l|!ÌÍỊƯ]{1,5}[./)]?")
"""What the engine makes of strokes: `U`, `1U`, `HI/`, `VƯ` of `VI/`; `1.` and `11.` are figures, which look alike."""
_LETTERS = re.compile(r"[UHLJ]|[VX].{1,6}|.{0,4}Ư.{0,4}")
"""Such words may be letters indeed: they are strokes only with a sign behind them."""
_COMMA = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3},")
_BELOW = 0.08
"""How far a stop reaches below its line at most, in heights of a figure."""
_PART = re.compile(r"PHẦN|CHƯƠNG|MỤC")
_BEHIND = re.compile(r"(PHẦN|CHƯƠNG|MỤC)([IVXH!1l|]{1,5})")
"""A part's word joined to its numeral: `PHẦN!I`."""
_DARK = 150
_FULL = 0.8
"""Share of the height of a capital that a stroke of the numeral fills in a column of pixels."""
_WIDEST = 0.42
"""Width of one stroke in heights of a capital: a bold `I` without its serifs has 0.3."""
_SIGN = 0.6
"""Height from which the sign behind the strokes is a slash and not a stop."""
_WIDEST_SIGN = 0.75
"""Room of serif and sign behind the last stroke, in heights of a capital: a `V` needs more."""
_LEAST_SIGN = 0.05
_MOST_STROKES = 3
_MARGIN = 2
_STROKES_ALONE = re.compile(r"[IHUL1l|!\u00cc\u00cd\u1eca]{1,3}")
_READ_FOR_STROKES = str.maketrans({"H": "II", "\u00cc": "I", "\u00cd": "I", "\u1eca": "I"})
"""What the engine makes of strokes of a numeral (`VH`, `V\u1eca`)."""
_ENDS_IN_STROKES = re.compile(r"(?P<before>[VX]?)(?P<strokes>I{1,3})(?P<sign>[./,;:)]?)")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_SERIAL = frozenset({"STT", "TT"})
_CENTRED = 0.5
"""How far the middle of a serial number is from that of its head at most, in heights of the head."""
_COUNTED = 0.9
"""How sure a numeral is whose strokes were counted."""


def with_numerals(grey: Grey, words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page with such numerals before lines in capitals as they are printed."""
    result: list[ReadWord] = []
    lines = _lines(words)
    for number, word in enumerate(words):
        on_line = lines[word.line]
        if word is on_line[0] and _COMMA.fullmatch(word.word.text):
            result.append(_with_stop(word))
        elif not _is_heading(on_line):
            result.append(_before_small_letters(grey, word, on_line))
        elif joined := _BEHIND.fullmatch(word.word.text):
            result += _parted(grey, word, joined)
        elif _may_be_numeral(word, number, words):
            result.append(_counted(grey, word, on_line))
        else:
            result.append(word)
    return result


def _with_stop(word: ReadWord) -> ReadWord:
    """A number before a line with the stop that the engine took for a comma: commas reach below the line."""
    sign, height = word.symbols[-1], word.word.bottom - word.word.top
    if sign.text != "," or sign.bottom > word.base + _BELOW * height:
        return word
    own = replace(word.word, text=f"{word.word.text[:-1]}.")
    return replace(word, word=own, symbols=(*word.symbols[:-1], replace(sign, text=".")))


def ordinal(grey: Grey, word: ReadWord) -> ReadWord:
    """A word that stands alone in a column of serial numbers, a numeral as printed where it was read as letters."""
    text, own = word.word.text, word.word
    if not any(map(str.isalpha, text)):
        return word
    seen = strokes_in(_crop(grey, own.x0, own.x1, [word])) if _STROKES_ALONE.fullmatch(text) else None
    plain = text.translate(_READ_FOR_STROKES) if seen is None else "I" * seen.count
    is_numeral = plain != text and _ROMAN.fullmatch(plain) is not None
    return _spelt(word, plain, own.x0, own.x1) if is_numeral else word


def with_ordinals(grey: Grey, words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page with the numerals below the head of serial numbers (`STT`) as they are printed."""
    heads = [word.word for word in words if word.word.text in _SERIAL]
    if not heads:
        return list(words)
    return [ordinal(grey, word) if any(_is_below(word.word, head) for head in heads) else word for word in words]


def with_strokes(grey: Grey, words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page, numerals that end in strokes (`Quý III`, `VII`) with all that are printed."""
    lines = _lines(words)
    return [_with_its_strokes(grey, word, lines) for word in words]


def _with_its_strokes(grey: Grey, word: ReadWord, lines: Mapping[int, Sequence[ReadWord]]) -> ReadWord:
    match = _ENDS_IN_STROKES.fullmatch(word.word.text)
    if match is None:
        return word
    count = len(_full_strokes(_crop(grey, word.word.x0, word.word.x1, lines[word.line]) < _DARK))
    # The engine leaves strokes out and adds none; a box that ends too early hides one.
    if not len(match["strokes"]) < count <= _MOST_STROKES:
        return word
    return _spelt(word, f"{match['before']}{'I' * count}{match['sign']}", word.word.x0, word.word.x1)


def _is_below(word: Word, head: Word) -> bool:
    """Whether a word stands below a head, in the middle of its column."""
    off = abs(word.x0 + word.x1 - head.x0 - head.x1) / 2
    return word.top > head.bottom and off < _CENTRED * (head.bottom - head.top)


def _lines(words: Sequence[ReadWord]) -> dict[int, list[ReadWord]]:
    lines: dict[int, list[ReadWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return lines


def _is_heading(line: Sequence[ReadWord]) -> bool:
    """Whether a line is set in capitals, with a word of several letters."""
    text = " ".join(word.word.text for word in line)
    return text.upper() == text and any(sum(map(str.isalpha, word.word.text)) > 1 for word in line)


def _may_be_numeral(word: ReadWord, number: int, words: Sequence[ReadWord]) -> bool:
    """Whether a word stands where a numeral does: before the first word of its line, or behind `PHẦN`."""
    if not _LIKE_STROKES.fullmatch(word.word.text):
        return False
    last = words[number - 1] if number else None
    after = words[number + 1] if number + 1 < len(words) else None
    if last is not None and last.line == word.line:
        ends = after is None or after.line != word.line
        return ends and _PART.fullmatch(last.word.text) is not None
    return after is not None and after.line == word.line


def _before_small_letters(grey: Grey, word: ReadWord, line: Sequence[ReadWord]) -> ReadWord:
    """The first word of a line in small letters (`I. Kinh phí`): a numeral only with a sign behind it."""
    if len(line) < 2 or word is not line[0] or not _LIKE_STROKES.fullmatch(word.word.text):
        return word
    numeral = _counted(grey, word, line) if line[1].word.text[:1].isupper() else word
    return numeral if numeral.word.text[-1] in "./" else word


def _counted(grey: Grey, word: ReadWord, line: Sequence[ReadWord]) -> ReadWord:
    """The word as the strokes on the picture say, or as it was read where they say nothing."""
    seen = strokes_in(_crop(grey, word.word.x0, word.word.x1, line))
    if seen is None or (not seen.sign and _LETTERS.fullmatch(word.word.text)):
        return word
    before = word.word.text[0] if word.word.text[0] in "VX" else ""
    text = before + "I" * seen.count + (seen.sign or re.sub(r"[^./)]", "", word.word.text))
    return _spelt(word, text, word.word.x0, word.word.x1)


def _parted(grey: Grey, word: ReadWord, joined: re.Match[str]) -> list[ReadWord]:
    """`PHẦN!I` as two words, the second as its strokes say."""
    label, own = joined[1], word.word
    start = own.x0 + (len(label) - 1) / len(own.text) * (own.x1 - own.x0)
    middle = start + _widest_gap(_crop(grey, start, own.x1, [word]))
    if middle == start:
        return [word]
    slanted = set(joined[2]) & {"V", "X"}
    seen = None if slanted else strokes_in(_crop(grey, middle, own.x1, [word]))
    if seen is None and not slanted:
        return [word]
    text = joined[2] if seen is None else "I" * seen.count + seen.sign
    return [_spelt(word, label, own.x0, middle - _MARGIN), _spelt(word, text, middle, own.x1)]


def _widest_gap(crop: Grey) -> float:
    """Where the widest strip without ink ends, in pixels from the left."""
    inked = np.flatnonzero((crop < _DARK).any(axis=0))
    if inked.size < 2:
        return 0.0
    steps = np.diff(inked)
    return float(inked[int(np.argmax(steps)) + 1]) if steps.max() > _MARGIN else 0.0


def _crop(grey: Grey, x0: float, x1: float, line: Sequence[ReadWord]) -> Grey:
    """The picture of a word from the top of the line's capitals to its foot."""
    base = float(np.median([word.base for word in line]))
    capitals = [s.bottom - s.top for word in line for s in word.symbols if s.text in "BCDEFGHIKLMNPRSTUVX"]
    height = float(np.median(capitals)) if capitals else max(word.word.bottom - word.word.top for word in line)
    top, bottom = round(base - height), round(base + 1)
    return grey[max(0, top) : bottom, max(0, round(x0) - _MARGIN) : round(x1) + _MARGIN]


@dataclass(frozen=True, slots=True)
class Strokes:
    """How many strokes of full height stand side by side, and the sign behind them."""

    count: int
    sign: str


def strokes_in(crop: Grey) -> Strokes | None:
    """The strokes of a numeral's picture; None where anything else stands there."""
    if crop.size == 0:
        return None
    height = crop.shape[0]
    ink = crop < _DARK
    runs = _full_strokes(ink)
    if not 1 <= len(runs) <= _MOST_STROKES:
        return None
    behind = np.flatnonzero(ink[:, runs[-1][1] :].any(axis=0))
    if _is_joined(ink, runs) or (behind.size and behind[-1] > _WIDEST_SIGN * height):
        return None
    return Strokes(len(runs), _sign(ink[:, runs[-1][1] :], height))


def _full_strokes(ink: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Left and right end of each stroke of full height; none where one is too wide to be a stroke."""
    height = ink.shape[0]
    runs = _runs(ink.sum(axis=0) >= _FULL * height)
    return [] if any(end - start > _WIDEST * height for start, end in runs) else runs


def _runs(columns: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open stretches of columns that are set."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _is_joined(ink: npt.NDArray[np.bool_], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether a bar joins two strokes, or ink stands before them: `H`, `U`, `M` are no numerals."""
    height = ink.shape[0]
    middle = ink[height // 4 : height - height // 4]
    before = middle[:, : runs[0][0]]
    between = [middle[:, left[1] + 1 : right[0] - 1] for left, right in pairwise(runs)]
    return any(part.size and part.any(axis=0).mean() > _FULL for part in (before, *between) if part.shape[1] > 1)


def _sign(behind: npt.NDArray[np.bool_], height: int) -> str:
    """The sign behind the last stroke: a slash, a stop or none."""
    serif = max(1, round(0.14 * height))
    rest = behind[:, serif:]
    if rest.sum() < _LEAST_SIGN * height * height / 4:
        return ""
    rows = np.flatnonzero(rest.any(axis=1))
    tall = (rows[-1] - rows[0] + 1) >= _SIGN * height
    return "/" if tall else "." if rows[0] > height / 2 else ""


def _spelt(word: ReadWord, text: str, x0: float, x1: float) -> ReadWord:
    own = replace(word.word, text=text, confidence=max(word.word.confidence, _COUNTED), x0=x0, x1=x1)
    return replace(word, word=own, symbols=evenly(own))
