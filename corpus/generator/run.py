"""Writes a split into a folder: documents, gold labels, and answers about what was planted."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.generator.answers import answers_of
from corpus.generator.bodies import EPOCH
from corpus.generator.chance import Chance
from corpus.generator.contents import Draw
from corpus.generator.damage import damaged_elements, damaged_text
from corpus.generator.drawing import Made, NoPlanError, draw_document
from corpus.generator.drawn import draw_fields
from corpus.generator.labels import label_of
from corpus.generator.office import convert
from corpus.generator.outline import schemes
from corpus.generator.package import document_bytes
from corpus.generator.pages import Element, compose
from corpus.generator.plan import Layout
from corpus.generator.refused import EMPTY_LABEL
from corpus.generator.scan import Scan, to_scan
from corpus.generator.seals import draw_pictures
from corpus.generator.text import text_of

KIND_WEIGHTS = {"txt": 3.0, "docx": 3.0, "pdf": 4.0, "scan": 2.0}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a split, how many documents, from which seed, as which kinds; `epoch` moves test on.

    `faults` are kinds of planted faults, one in each document in turn; without any, documents are drawn as they come.
    """

    split: str
    count: int
    seed: int
    kinds: tuple[str, ...]
    epoch: int = EPOCH
    faults: tuple[str, ...] = ()


class Progress:
    """A bar on standard error, drawn only on a terminal."""

    def __init__(self, total: int, stage: str) -> None:
        self._total, self._stage, self._done = total, stage, 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if sys.stderr.isatty():
            filled = 30 * self._done // max(1, self._total)
            end = "\n" if self._done == self._total else ""
            print(
                f"\r{self._stage} [{'#' * filled:<30}] {self._done}/{self._total}",
                end=end,
                file=sys.stderr,
                flush=True,
            )


def generate(order: Order, folder: Path) -> int:
    """Write the split; returns the number of documents, without those that a fault asked for does not fit.

    Raises CalledProcessError where LibreOffice fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {document.name: document for document in _drawn(order)}
    word = {name: _word(document) for name, document in made.items() if document.kind != "txt"}
    bar = Progress(len(made), "documents")
    for document in made.values():
        if document.kind == "txt":
            _write(document, folder, _text(document), {})
            bar.step()
    for name, pdf, pages in convert(word):
        document = made[name]
        _write(document, folder, _content(document, word[name], pdf), pages)
        bar.step()
    return len(made)


def _drawn(order: Order) -> Iterator[Made]:
    for index in range(order.count):
        with suppress(NoPlanError):
            yield draw_document(_draw(order, index))


def _draw(order: Order, index: int) -> Draw:
    chance = Chance(
        "kind", order.split, order.seed, index, *((order.epoch,) if order.split == "test" and order.epoch else ())
    )
    kind = chance.weighted({kind: KIND_WEIGHTS[kind] for kind in order.kinds})
    fault = order.faults[index % len(order.faults)] if order.faults else ""
    return Draw(order.split, order.seed, index, kind, epoch=order.epoch if order.split == "test" else 0, fault=fault)


def _elements(document: Made) -> tuple[list[Element], Layout]:
    if document.plan is None:
        return list(document.refusal.lines if document.refusal else ()), Layout("none", points=13)
    return compose(document.plan), document.plan.layout


def _word(document: Made) -> bytes:
    elements, layout = _elements(document)
    elements = damaged_elements(elements, document.damage)
    scheme = schemes(document.split).get(layout.name, ())
    pictures = draw_pictures(document.name) if document.kind != "docx" and document.plan else ()
    return document_bytes(elements, layout, tuple((look.counter, look.label) for look in scheme), pictures)


def _text(document: Made) -> bytes:
    return damaged_text(text_of(*_elements(document)), document.damage)


def _content(document: Made, word: bytes, pdf: bytes) -> bytes | Scan:
    plan = document.plan
    if document.kind == "docx":
        return word
    if document.kind == "scan":
        return to_scan(pdf, document.name, plan.head if plan else None)
    return draw_fields(pdf, plan.head) if plan and plan.head.number_source == "signature" else pdf


def document_files(document: Made, content: bytes | Scan, pages: dict[int, tuple[int, int]]) -> dict[str, bytes]:
    """Names and bytes of a document, its label and its answers; `content` is the page as LibreOffice made it.

    A text or Word document is made here, where no content is given.
    """
    plan = document.plan
    if not content and document.kind in {"txt", "docx"}:
        content = _text(document) if document.kind == "txt" else _word(document)
    label = label_of(plan, document.kind, pages) if plan else EMPTY_LABEL
    end = "pdf" if document.kind == "scan" else document.kind
    answers = answers_of(document)
    if isinstance(content, Scan):
        end, answers["scan"], label = content.end, content.told, {**label, **content.label}
        content = content.raw
    return {
        f"{document.name}.{end}": content,
        f"{document.name}.gold.json": _json(label),
        f"{document.name}.plan.json": _json(answers),
    }


def _write(document: Made, folder: Path, content: bytes | Scan, pages: dict[int, tuple[int, int]]) -> None:
    for name, raw in document_files(document, content, pages).items():
        (folder / name).write_bytes(raw)


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
