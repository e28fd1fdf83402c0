"""What the style sheets in a page say of showing and hiding, written into the elements that they are about.

Only sheets in the page count; none is fetched. Selectors are those of tags, classes, ids and attributes, one within
another; states (`:hover`) and neighbours (`+`, `~`) are left out, as are rules for print and for some screens only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import tinycss2
from cssselect import HTMLTranslator, SelectorError, SelectorSyntaxError, parse
from lxml import etree

from extractor.errors import TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.html.styles import LONGEST_STYLE, SHOWING, Element

_SIMPLE = re.compile(r"[\w\s.#>*,=\"'\[\]\-]{1,1000}")
_MOST_STEPS: Final = 8
"""Elements within each other that one selector may name."""
_FOR_ALL: Final = frozenset({"", "all", "screen", "screen, print", "print, screen", "only screen"})


@dataclass(frozen=True, slots=True)
class _Said:
    """A declaration with its weight: important ones before others, then by specificity, then the later one."""

    is_important: bool
    specificity: tuple[int, int, int]
    place: int
    name: str
    value: str

    def weight(self) -> tuple[bool, tuple[int, int, int], int]:
        return self.is_important, self.specificity, self.place


def apply_style_sheets(root: Element) -> None:
    """Put what style sheets say of showing before what the `style` attributes say, which outweighs it.

    Raises:
        TooLargeError: more bytes of style sheets, or more rules about showing, than the published limits.
    """
    rules = list(_rules(root))
    if len(rules) > DOCUMENT.style_rules:
        raise TooLargeError(f"the page has more than {DOCUMENT.style_rules} rules of style that show or hide something")
    said: dict[Element, list[_Said]] = {}
    for place, rule in enumerate(rules):
        for element, specificity in _matched(root, tinycss2.serialize(rule.prelude)):
            said.setdefault(element, []).extend(_declared(rule, specificity, place))
    for element, found in said.items():
        ordered = sorted(found, key=_Said.weight)
        before = "".join(f"{each.name}:{each.value};" for each in ordered if not each.is_important)
        behind = "".join(f";{each.name}:{each.value}" for each in ordered if each.is_important)
        own = (element.get("style") or "")[: max(0, LONGEST_STYLE - len(before) - len(behind))]
        element.set("style", before + own + behind)


def _rules(root: Element) -> Iterator[Any]:
    """The rules that show or hide something, in the order of the page."""
    left = DOCUMENT.style_bytes
    for sheet in root.iter("style"):
        text = "".join(str(piece) for piece in sheet.itertext())
        left -= len(text)
        if left < 0:
            raise TooLargeError(f"the page's style sheets have more than {DOCUMENT.style_bytes} characters")
        if (sheet.get("media") or "").strip().lower() in _FOR_ALL:
            yield from _in_sheet(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _in_sheet(parsed: list[Any]) -> Iterator[Any]:
    for rule in parsed:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            if tinycss2.serialize(rule.prelude).strip().lower() in _FOR_ALL:
                inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield from (each for each in inside if each.type == "qualified-rule" and _is_about_showing(each))
        elif rule.type == "qualified-rule" and _is_about_showing(rule):
            yield rule


def _is_about_showing(rule: Any) -> bool:
    return any(token.type == "ident" and token.lower_value in SHOWING for token in rule.content)


def _declared(rule: Any, specificity: tuple[int, int, int], place: int) -> Iterator[_Said]:
    for each in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name in SHOWING:
            value = tinycss2.serialize(each.value).strip().lower().partition(";")[0]
            yield _Said(each.important, specificity, place, each.lower_name, value[:40])


def _matched(root: Element, selectors: str) -> Iterator[tuple[Element, tuple[int, int, int]]]:
    """Elements that a rule is about, each with how specific the selector is."""
    for text in selectors.split(","):
        if not _SIMPLE.fullmatch(text) or len(text.replace(">", " ").split()) > _MOST_STEPS:
            continue
        try:
            (selector,) = parse(text)
            path = HTMLTranslator().selector_to_xpath(selector, prefix="descendant-or-self::")
            found = cast("list[Element]", etree.XPath(path)(root))
        except (SelectorError, SelectorSyntaxError, etree.XPathError, ValueError):
            # Browsers skip rules that they do not understand, too.
            continue
        for element in found:
            yield element, selector.specificity()
