"""A corpus: documents with their gold labels beside them, and the fingerprint of both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evaluation.errors import CorpusError
from evaluation.gold import Gold, load_gold
from evaluation.inputs import kind_of
from evaluation.plans import PLAN_SUFFIX, Plan, load_plan

GOLD_SUFFIX: Final = ".gold.json"
DOCUMENT_SUFFIXES: Final = frozenset(
    {".pdf", ".docx", ".doc", ".txt", ".md", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
)
ABOUT_THE_FOLDER: Final = frozenset({"README.md", "README.txt"})
"""Files that describe a corpus and are no documents of it."""


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document, its label, and the SHA-256 (hex) of each file; its kind of input; the plan of a generated one."""

    path: Path
    gold: Gold
    sha256: str
    gold_sha256: str
    kind: str = ""
    plan: Plan | None = None
    plan_sha256: str = ""

    @property
    def name(self) -> str:
        """The file's base name: how records name their source."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled documents in order of their names."""

    documents: tuple[LabelledDocument, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over names, inputs and labels: figures of two fingerprints are not comparable."""
        lines = ["\t".join(_identity(document)) + "\n" for document in self.documents]
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def epoch_of_test(corpus: Corpus) -> int | None:
    """The epoch of a generated test set; None of any other corpus."""
    plans = [document.plan for document in corpus.documents if document.plan is not None]
    epochs = {plan.epoch for plan in plans if plan.split == "test"}
    return max(epochs, default=None)


def load_corpus(folder: Path) -> Corpus:
    """Every document in `folder` (not in folders below it) with the label `NAME.gold.json` beside it.

    Raises:
        CorpusError: when the folder is missing or empty, a document has no label, or a label no document.
        GoldError: when a label is not valid.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder} is not a folder; name one with documents and their {GOLD_SUFFIX} labels")
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    labels = {path for path in files if path.name.endswith(GOLD_SUFFIX)}
    paths = sorted((path for path in files if _is_document(path)), key=lambda path: path.name)
    _require_pairs(folder, paths, labels)
    return Corpus(tuple(_labelled(path) for path in paths))


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in DOCUMENT_SUFFIXES and path.name not in ABOUT_THE_FOLDER


def _label_of(path: Path) -> Path:
    return path.with_name(path.stem + GOLD_SUFFIX)


def _require_pairs(folder: Path, paths: list[Path], labels: set[Path]) -> None:
    unlabelled = [path.name for path in paths if _label_of(path) not in labels]
    orphans = sorted(path.name for path in labels - {_label_of(path) for path in paths})
    problems = [
        (unlabelled, "documents without a label"),
        (orphans, "labels without a document"),
    ]
    found = [f"{what}: {', '.join(names)}" for names, what in problems if names]
    if found:
        raise CorpusError(f"{folder}: {'; '.join(found)}")
    if not paths:
        raise CorpusError(f"{folder} holds no labelled document")


def _labelled(path: Path) -> LabelledDocument:
    label, plan = _label_of(path), path.with_name(path.stem + PLAN_SUFFIX)
    planned = plan.is_file()
    return LabelledDocument(
        path,
        load_gold(label),
        _sha256(path),
        _sha256(label),
        kind=kind_of(path),
        plan=load_plan(plan) if planned else None,
        plan_sha256=_sha256(plan) if planned else "",
    )


def _identity(document: LabelledDocument) -> list[str]:
    parts = [document.name, document.sha256, document.gold_sha256]
    return [*parts, document.plan_sha256] if document.plan_sha256 else parts


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
