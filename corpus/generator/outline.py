"""Headings: the tree of sections, and the ways a split numbers and prints them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.generator.plan import Block, Heading, Look, Para

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LETTERS = tuple("abcdđeghiklmnopqrstuvxy")
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")


@dataclass(frozen=True, slots=True)
class Node:
    """A section before it has a number: what it is called, its task, its text, its parts."""

    text: str
    role: str = "other"
    blocks: tuple[Block, ...] = ()
    children: tuple["Node", ...] = ()


Scheme = tuple[Look, ...]

# Each scheme: looks from the top level down. A level below the last is printed like the last.
COMMON: Mapping[str, Scheme] = {
    "roman-caps": (Look("roman", caps=True), Look("arabic"), Look("letter", "{})", italic=True, bold=False)),
    "roman-bold": (Look("roman"), Look("arabic"), Look("nested", "{}.", italic=True)),
    "arabic": (Look("arabic"), Look("nested", "{}."), Look("letter", "{})", bold=False, italic=True)),
}
BY_SPLIT: Mapping[str, Mapping[str, Scheme]] = {
    "train": {
        "parts-ordinal": (
            Look("ordinal", "{}", caps=True, centred=True, own_line=True),
            Look("roman", caps=True),
            Look("arabic"),
        ),
        "roman-run-in": (Look("roman", caps=True), Look("arabic", colon=True, run_in=True)),
        "plain-colon": (Look("roman", bold=False, caps=True), Look("arabic", bold=False, colon=True)),
        "automatic": (Look("roman", caps=True, automatic=True), Look("arabic", automatic=True)),
        "arabic-slash": (Look("arabic", "{}/"), Look("letter", "{}/", bold=False, colon=True)),
    },
    "dev": {
        "parts-roman": (
            Look("part", "{}", caps=True, centred=True, own_line=True),
            Look("roman", caps=True),
            Look("arabic"),
        ),
        "roman-slash": (Look("roman", "{}/", caps=True), Look("arabic", "{}/")),
        "letters-top": (Look("upper", caps=True), Look("roman", caps=True), Look("arabic")),
        "arabic-run-in": (Look("arabic", colon=True), Look("nested", "{}.", run_in=True, colon=True)),
        "automatic": (Look("roman", automatic=True), Look("arabic", automatic=True)),
    },
    "test": {
        "parts-ordinal-line": (
            Look("ordinal", "{}:", caps=True, centred=True),
            Look("roman", caps=True),
            Look("arabic"),
        ),
        "arabic-bracket": (Look("arabic", "{})", colon=True), Look("letter", "{})", italic=True, colon=True)),
        "letters-arabic": (
            Look("upper", "{}.", caps=True),
            Look("arabic"),
            Look("letter", "{})", italic=True),
        ),
        "roman-nested": (Look("roman", caps=True), Look("nested", "{}", colon=True, run_in=True)),
        "roman-colon": (
            Look("roman", caps=True, colon=True),
            Look("arabic", bold=False, italic=True, colon=True),
        ),
        "automatic": (Look("arabic", automatic=True), Look("latin", "{})", automatic=True)),
    },
}


def schemes(split: str) -> dict[str, Scheme]:
    """The schemes of a split: three that all share, and its own."""
    return {**COMMON, **BY_SPLIT[split]}


def label(look: Look, index: int, above: str) -> str:
    """The label of the heading with that index (from 0) below the heading labelled `above`."""
    if look.counter == "ordinal":
        return f"Phần thứ {ORDINALS[index]}"
    plain = {
        "roman": ROMAN[index % len(ROMAN)],
        "part": f"PHẦN {ROMAN[index % len(ROMAN)]}",
        "arabic": str(index + 1),
        "letter": LETTERS[index % len(LETTERS)],
        "latin": "abcdefghijklm"[index % 13],
        "upper": "ABCDEGHIKLMN"[index % 12],
        "nested": f"{_arabic(above)}.{index + 1}",
    }
    return plain[look.counter]


def _arabic(above: str) -> str:
    return str(ROMAN.index(above) + 1) if above in ROMAN else above


def flatten(nodes: tuple[Node, ...], scheme: Scheme, level: int = 1, above: str = "") -> Iterator[Block]:
    """Headings with their labels and texts in the order of the page."""
    look = scheme[min(level, len(scheme)) - 1]
    if level > len(scheme):
        look = replace(
            look, counter="letter", label="{})", caps=False, centred=False, own_line=False, automatic=False
        )
    for index, node in enumerate(nodes):
        name = label(look, index, above)
        text = node.text.upper() if look.caps else node.text
        first = node.blocks[0] if node.blocks else None
        runs_in = look.run_in and isinstance(first, Para) and not first.mark
        yield Heading(name, level, text, replace(look, run_in=runs_in), node.role)
        yield from node.blocks
        yield from flatten(node.children, scheme, level + 1, name)
