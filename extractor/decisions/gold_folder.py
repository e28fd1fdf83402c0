"""Decided documents of a store with their labels, as a folder that `vanthu evaluate` scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from extractor.decisions.applying import applied
from extractor.decisions.gold import Labelled, label_of, label_text
from extractor.decisions.lines import is_touched
from extractor.decisions.log import DecisionLog
from extractor.store.store import Kept, Store
from extractor.writing.streams import whole_folder
from extractor.writing.tabular import Taken
from extractor.writing.taking import Files, NoOriginalError

KINDS: Final = frozenset(".pdf .docx .doc .txt .md .html .htm .png .jpg .jpeg .tif .tiff".split())  # noqa: SIM905
"""Files that a label can stand beside (docs/gold.md)."""
_UNSAFE: Final = frozenset('<>:"/\\|?*')


@dataclass(slots=True)
class GoldSummary:
    """What was written: documents, keys that persons settled, and documents that were left out with the reason."""

    documents: int = 0
    settled: int = 0
    left_out: list[str] = field(default_factory=list)


def write_gold(store: Store, version: str, profile: str, target: Path) -> GoldSummary:
    """Write every document of which anything is settled, with its label beside it; the folder appears whole.

    Raises:
        OutputError: the folder is there already and not empty.
        OSError: it cannot be written.
    """
    summary, used = GoldSummary(), set[str]()
    with Files.of(store) as files, whole_folder(target) as folder:
        for kept, labelled in _labelled(store, version, profile):
            _write(folder, kept, labelled, (files, used, summary))
    return summary


def _labelled(store: Store, version: str, profile: str) -> Iterator[tuple[Kept, Labelled]]:
    """Documents with their labels, each content once; of several in one file the first, for a label is of that."""
    log = DecisionLog(store)
    touched, seen = log.touched(), set()
    for kept in store.records(version, profile):
        if not is_touched(touched, kept.line.encode()):
            continue
        record = kept.record()
        labelled = label_of(applied(record, log.of(record)))
        if record.source.sha256 not in seen and labelled is not None:
            yield kept, labelled
        seen.add(record.source.sha256)


def _write(folder: Path, kept: Kept, labelled: Labelled, to: tuple[Files, set[str], GoldSummary]) -> None:
    files, used, summary = to
    source = kept.record().source
    suffix = Path(source.name).suffix.lower()
    if suffix not in KINDS:
        summary.left_out.append(f"{kept.path}: {source.name} is of a kind that labels do not stand beside")
        return
    try:
        data = files.original_of(Taken(1, kept.path, kept.position, kept.line))
    except NoOriginalError as error:
        summary.left_out.append(f"{kept.path}: {error}")
        return
    stem = _free(_safe(Path(source.name).stem), source.sha256, used)
    (folder / f"{stem}{suffix}").write_bytes(data)
    (folder / f"{stem}.gold.json").write_text(label_text(labelled.label), encoding="utf-8", newline="\n")
    summary.documents += 1
    summary.settled += labelled.settled


def _safe(stem: str) -> str:
    """A name as files may have it everywhere; names inside containers are anything."""
    shown = "".join("_" if each in _UNSAFE or not each.isprintable() else each for each in stem)
    return shown.encode("utf-8", "replace")[:120].decode("utf-8", "ignore").strip(" .") or "document"


def _free(stem: str, sha256: str, used: set[str]) -> str:
    """The name, with the beginning of the content's digest where another document has it."""
    name = stem if stem.lower() not in used and stem.upper() != "README" else f"{stem}-{sha256[:12]}"
    used.add(name.lower())
    return name
