"""Automatic numbers of lists: definitions of the numbering part, counters, and the number as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extractor.reading.docx.markup import Element, W, child, child_value, integer, is_on
from extractor.reading.docx.styles import Indent, Styles, Switches, font_of, indent_of, run_switches
from extractor.reading.docx.symbols import bullet
from extractor.reading.legacy.fonts import code_of_font, decode_run

LEVELS = 9
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ROMAN_LIMIT = 3999
_LETTER_LIMIT = 780
"""Word's last lettered number is thirty letters long."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level as defined; `restart` is the number of levels above it that restart it, None for all."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    legal: bool = False
    style: str = ""
    font: str = ""
    run: Switches = field(default_factory=dict)
    indent: Indent = field(default_factory=Indent)


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list (`w:num`): lists of one `family` share counters; `restarted` levels begin anew in this one."""

    family: str
    levels: Mapping[int, Level]
    restarted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, its suffix included, with the level that made it."""

    text: str
    level: Level


def roman(number: int) -> str:
    """Lower-case Roman numerals; decimal where there are none."""
    if not 0 < number <= _ROMAN_LIMIT:
        return str(number)
    letters = []
    for worth, letter in _ROMAN:
        count, number = divmod(number, worth)
        letters.append(letter * count)
    return "".join(letters)


def letters(number: int) -> str:
    """Lower-case letters as Word counts: a to z, then aa, bb and so on."""
    if not 0 < number <= _LETTER_LIMIT:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def formatted(number: int, form: str) -> str:
    """A number in a format of `w:numFmt`; formats that Vietnamese documents do not use are decimal."""
    if form in ("lowerRoman", "upperRoman"):
        shown = roman(number)
    elif form in ("lowerLetter", "upperLetter"):
        shown = letters(number)
    elif form == "decimalZero":
        return f"{number:02d}"
    elif form in ("none", "bullet"):
        return ""
    else:
        return str(number)
    return shown.upper() if form.startswith("upper") else shown


class Numbering:
    """Lists of a document and their counters, which advance as paragraphs are read in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Index lists and their abstract definitions."""
        self._styles = styles
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._lists = _by_id(root, "num", "numId")
        self._definitions: dict[str, ListDefinition | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def level_of_style(self, number: str, chain: tuple[str, ...]) -> int:
        """The level of a list that names one of these styles, the first where none does."""
        definition = self._definition(number)
        levels = definition.levels if definition else {}
        by_style = {level.style: index for index, level in levels.items()}
        return next((by_style[style] for style in chain if style in by_style), 0)

    def advance(self, number: str, index: int) -> Number | None:
        """Count one paragraph and give its number; None where the list or level is unknown."""
        definition = self._definition(number)
        if definition is None or index not in definition.levels:
            return None
        counts = self._counters.setdefault(definition.family, [None] * LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for restarted in definition.restarted:
                counts[restarted] = None
        level = definition.levels[index]
        count = counts[index]
        counts[index] = level.start if count is None else count + 1
        for deeper in range(index + 1, LEVELS):
            below = definition.levels.get(deeper)
            if below is None or below.restart is None or index < below.restart:
                counts[deeper] = None
        return Number(_printed(definition.levels, index, counts), level)

    def _definition(self, number: str) -> ListDefinition | None:
        if number not in self._definitions:
            self._definitions[number] = self._defined(number)
        return self._definitions[number]

    def _defined(self, number: str) -> ListDefinition | None:
        item = self._lists.get(number)
        if item is None:
            return None
        family = self._family(child_value(item, "abstractNumId"))
        abstract = self._abstract.get(family)
        levels = {} if abstract is None else _levels(abstract)
        restarted = set()
        for override in item.iterchildren(W + "lvlOverride"):
            index = integer(override.get(W + "ilvl"), 0, 0, LEVELS - 1)
            inner, start = child(override, "lvl"), child_value(override, "startOverride")
            if inner is not None:
                levels[index] = _level(inner)
            if start:
                restarted.add(index)
                levels[index] = replace(levels.get(index, Level()), start=integer(start, 1))
        return ListDefinition(family, levels, frozenset(restarted))

    def _family(self, family: str) -> str:
        """Follow `w:numStyleLink` to the abstract list that holds the levels; a ring ends where it began."""
        for _ in range(LEVELS):
            link = child_value(self._abstract.get(family), "numStyleLink")
            target = self._lists.get(self._styles.paragraph(link).number or "") if link else None
            if target is None:
                break
            family = child_value(target, "abstractNumId")
        return family


def _by_id(root: Element | None, tag: str, attribute: str) -> dict[str, Element]:
    items = () if root is None else root.iterchildren(W + tag)
    return {item.get(W + attribute, ""): item for item in items}


def _levels(abstract: Element) -> dict[int, Level]:
    items = abstract.iterchildren(W + "lvl")
    return {integer(item.get(W + "ilvl"), 0, 0, LEVELS - 1): _level(item) for item in items}


def _level(item: Element) -> Level:
    properties = child(item, "rPr")
    fonts, legal = child(properties, "rFonts"), child(item, "isLgl")
    text, code = child_value(item, "lvlText")[:200], code_of_font(font_of(properties) or "")
    restart = child_value(item, "lvlRestart")
    return Level(
        start=integer(child_value(item, "start"), 0),
        format=child_value(item, "numFmt", "decimal"),
        text="".join(decode_run(text, code)) if code else text,
        suffix=_SUFFIXES.get(child_value(item, "suff", "tab"), " "),
        restart=integer(restart, 0, 0, LEVELS) if restart else None,
        legal=legal is not None and is_on(legal),
        style=child_value(item, "pStyle"),
        font="" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "",
        run=run_switches(properties),
        indent=indent_of(child(item, "pPr")),
    )


def _printed(levels: Mapping[int, Level], index: int, counts: list[int | None]) -> str:
    level = levels[index]
    if level.format == "bullet":
        text = bullet(level.text, level.font)
    else:
        text = level.text
        for position in range(LEVELS):
            token = f"%{position + 1}"
            if token in text:
                text = text.replace(
                    token, _component(levels.get(position, Level()), counts[position], level.legal)
                )
    return text + level.suffix if text.strip() else ""


def _component(level: Level, count: int | None, legal: bool) -> str:
    number = level.start if count is None else count
    return str(number) if legal and level.format != "none" else formatted(number, level.format)
