"""Damage of text with known answers, in text, Word and PDF files.

A label keeps what a clerk reads off the page: a font artefact (NFD, `Ƣ`, `Ð`, a legacy encoding) changes no value.
Damage that changes letters is done to the plan, so that the label reads what then stands on the page.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from corpus.generator.chance import Chance
from corpus.generator.legacy import to_tcvn3, to_vni
from corpus.generator.pages import Box, Element, Line, TablePart
from corpus.generator.plan import Cell, Mention, Para, Plan, Table

OF_PLAN = frozenset({"ocr", "lost_hyphens"})
LEGACY = frozenset({"tcvn3", "vni", "tcvn3_bytes", "vni_bytes", "tcvn3_mixed", "vni_mixed"})
SIGNS = {"nfd": 2.0, "horn": 2.0, "eth": 1.0, "nbsp": 1.0, "hard_hyphen": 1.0, "dashes": 1.0}
WEIGHTS: dict[str, dict[str, float]] = {
    "txt": SIGNS
    | {"spaces": 1, "crlf": 1, "ocr": 2, "lost_hyphens": 2, "tcvn3": 2, "vni": 2, "tcvn3_bytes": 1, "vni_bytes": 1},
    "docx": SIGNS | {"ocr": 2, "lost_hyphens": 2, "tcvn3": 2.5, "vni": 2.5, "tcvn3_mixed": 1, "vni_mixed": 1},
    "pdf": {"nfd": 2, "horn": 2, "eth": 1, "nbsp": 1, "hard_hyphen": 1, "ocr": 2, "lost_hyphens": 2},
}  # fmt: skip

OCR = (
    ("cộng tác viên", "công tác viên"), ("Cộng tác viên", "Công tác viên"), ("Phấn đấu", "Phân đầu"),
    ("chỉ đạo", "chi đạo"), ("dữ liệu", "đữ liệu"), ("tổ chức", "tô chức"), ("kết nối", "kêt nội"),
    ("chuyển đổi", "chuyên đôi"),
)  # fmt: skip
HYPHEN = re.compile(r"(?<=[A-ZĐ])-(?=[A-ZĐ])")


def _replacing(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return change


_misread = _replacing(*OCR)
DAMAGES: dict[str, Callable[[str], str]] = {
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "horn": _replacing(("Ư", "\u01a2"), ("ư", "\u01a3")),
    "eth": _replacing(("Đ", "\u00d0"), ("đ", "\u00f0")),
    "nbsp": _replacing((" năm ", "\u00a0năm\u00a0"), ("số ", "số\u00a0")),
    "spaces": _replacing((" của ", "  của "), (" và ", "   và ")),
    "hard_hyphen": _replacing(("-UBND", "\u2011UBND"), ("-TTg", "\u2011TTg"), ("-CP", "\u2011CP")),
    "dashes": _replacing((" - ", " – ")),
    "crlf": _replacing(("\n", "\r\n")),
    "tcvn3": to_tcvn3,
    "vni": to_vni,
}


def draw_damage(chance: Chance, share: float, kind: str) -> str:
    """The name of a damage that such a file can have, or nothing; a scan is damaged as a picture."""
    return chance.weighted(WEIGHTS[kind]) if kind in WEIGHTS and chance.odds(share) else ""


def damaged_text(text: str, name: str) -> bytes:
    """A text file with that damage: UTF-8, or the bytes of the legacy encoding."""
    if name in OF_PLAN or not name:
        return text.encode()
    if name.endswith("_bytes"):
        return DAMAGES[name.removesuffix("_bytes")](text).encode("cp1252", "replace")
    return DAMAGES[name](text).encode()


def damaged_elements(elements: list[Element], name: str) -> list[Element]:
    """The elements of a page with that damage; a legacy encoding sets the font, `mixed` leaves head and tables."""
    if not name or name in OF_PLAN:
        return elements
    if name in LEGACY:
        font, mixed = name.split("_", maxsplit=1)[0], name.endswith("_mixed")
        return [_in_font(element, font, mixed) for element in elements]
    return [_changed(element, DAMAGES[name]) for element in elements]


def _lines(box: Box, change: Callable[[Line], Line]) -> Box:
    sides = (tuple(map(change, side)) for side in (box.left, box.right, box.second_left, box.second_right))
    left, right, second_left, second_right = sides
    return replace(box, left=left, right=right, second_left=second_left, second_right=second_right)


def _in_font(element: Element, font: str, mixed: bool) -> Element:
    if isinstance(element, Line):
        return replace(element, font=font)
    if isinstance(element, Box) and not mixed:
        return _lines(element, lambda line: replace(line, font=font))
    return replace(element, font=font) if isinstance(element, TablePart) and not mixed else element


def _changed(element: Element, change: Callable[[str], str]) -> Element:
    if isinstance(element, Line):
        return replace(element, text=change(element.text), footnote=change(element.footnote))
    if isinstance(element, Box):
        return _lines(element, lambda line: replace(line, text=change(line.text)))
    return replace(element, table=_table(element.table, change)) if isinstance(element, TablePart) else element


def _table(table: Table, change: Callable[[str], str]) -> Table:
    def row(cells: tuple[Cell | None, ...]) -> tuple[Cell | None, ...]:
        return tuple(replace(cell, text=change(cell.text)) if cell else None for cell in cells)

    columns = tuple(tuple(change(text) for text in path) for path in table.columns)
    return replace(table, columns=columns, header=tuple(map(row, table.header)), rows=tuple(map(row, table.rows)))


def damaged_plan(plan: Plan, name: str) -> Plan:
    """The plan with letters that were misread or hyphens that were lost: the label reads what stands there."""
    if name == "ocr":
        blocks = tuple(
            replace(block, text=_misread(block.text)) if isinstance(block, Para) else block for block in plan.blocks
        )
        mentions = tuple(
            replace(entry, printed=_misread(entry.printed), whom=_misread(entry.whom)) for entry in plan.mentions
        )
        read = tuple(_table(table, _misread) for table in plan.tables)
        return replace(plan, blocks=blocks, mentions=mentions, tables=read, closing=_misread(plan.closing))
    if name == "lost_hyphens":
        return replace(plan, mentions=tuple(map(_without_hyphen, plan.mentions)))
    return plan


def _without_hyphen(entry: Mention) -> Mention:
    if entry.kind != "cite" or "/" not in entry.ref or not HYPHEN.search(entry.ref):
        return entry
    printed, ref = HYPHEN.sub("", entry.printed), HYPHEN.sub("", entry.ref)
    return replace(entry, printed=printed, ref=ref, also=entry.ref)
