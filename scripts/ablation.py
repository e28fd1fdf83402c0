"""What each library gains: the samples scored with it and with its part switched off.

Run as `python -m scripts.ablation`. Parts are switched off here and nowhere else. Damaged copies have letters read as
others that look like them, as recognition of poor scans does; the same damage each time. docs/decisions.md quotes what
this prints.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from types import SimpleNamespace
from unittest.mock import patch

from evaluation.corpus import Corpus, load_corpus
from evaluation.match import DocumentMatching, match
from evaluation.metrics import Figure, score
from evaluation.predictions import assign_predictions
from extractor import pipeline
from extractor.budget import Budget
from extractor.meaning import collaborators, roster
from extractor.meaning.counted import Counted
from extractor.parts import lines, roles
from extractor.reading.pdf import appearances, grids
from extractor.reading.registry import Reader, sniff
from extractor.reading.source import SourceText
from extractor.tables import columns
from extractor.text.passage import Passage
from scripts.ablation_cases import SEEDS, lines_of_cases, misread
from scripts.check_shape import ROOT

SAMPLES = ROOT / "corpus" / "samples"
Switch = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that can be switched off: the library, what stands in for it, and the switch."""

    library: str
    without: str
    off: Switch


def _misread(source: SourceText, seed: str) -> SourceText:
    """The text with some letters misread; every offset stays."""
    return replace(source, text=misread(source.text, seed))


def _damaging(seed: int) -> Callable[[bytes], Reader]:
    def choose(data: bytes) -> Reader:
        reader = sniff(data)
        name = f"{seed}:{hashlib.sha256(data).hexdigest()}"

        def read(content: bytes, budget: Budget) -> SourceText:
            return _misread(reader.read(content, budget), name)

        return replace(reader, read=read)

    return choose


def _no_tables(edges: object) -> list[grids.Table]:
    del edges
    return []


_PLAIN_COUNT = re.compile(r"\b(\d{1,4}) (?:nguoi |dong chi )?(?:lam )?(?:cong tac vien|ctv)\b")


def plain_counts(passage: Passage) -> tuple[Counted, ...]:
    """Counts by one plain pattern: a number right before the word."""
    return tuple(
        Counted(found.start(), found.end(), int(found[1]), None, None, is_range=False, confidence=0.5)
        for found in _PLAIN_COUNT.finditer(passage.folded)
    )


@contextmanager
def _exact_words() -> Iterator[None]:
    """Vocabularies by equality alone."""
    exact = SimpleNamespace(ratio=lambda a, b, **_: 100.0 if a == b else 0.0)
    roles.role_of.cache_clear()
    with ExitStack() as switches:
        switches.enter_context(patch.object(lines, "fuzz", exact))
        switches.enter_context(patch.object(roles, "fuzz", exact))
        switches.enter_context(patch.object(columns, "fuzz", exact))
        yield
    roles.role_of.cache_clear()


PARTS = (
    Part("pdfplumber", "no ruled tables in PDF", lambda: patch.object(grids, "find_tables", _no_tables)),
    Part("spaCy", "one plain pattern for counts", lambda: patch.object(collaborators, "find_counted", plain_counts)),
    Part("underthesea", "names by layout alone", lambda: patch.object(roster, "_by_ner", lambda _: [])),
    Part("rapidfuzz", "vocabularies by equality", _exact_words),
    Part(
        "pypdfium2",
        "signature appearances not drawn in",
        lambda: patch.object(appearances, "has_appearances", lambda _: False),
    ),
)


def _matchings(corpus: Corpus) -> tuple[DocumentMatching, ...]:
    # In this process: a part that is switched off here is not switched off behind the fence.
    records = [pipeline.extract(document.path) for document in corpus.documents]
    return match(assign_predictions(corpus, records))


def figures(corpus: Corpus, seeds: tuple[int, ...], off: Switch) -> dict[str, Figure]:
    """Figures by field over the samples, or over the copies that each seed damages."""
    matchings: list[DocumentMatching] = []
    with off():
        if not seeds:
            matchings += _matchings(corpus)
        for seed in seeds:
            with patch.object(pipeline, "sniff", _damaging(seed)):
                matchings += _matchings(corpus)
    scores = score(matchings)[0]
    return {figure.name: figure for figure in (scores.head, scores.signers, *scores.fields)}


def _f1(figure: Figure) -> float:
    return figure.counts.f1 or 0.0


def _differences(whole: dict[str, Figure], less: dict[str, Figure]) -> str:
    changed = [
        f"{name} {_f1(figure):.3f} → {_f1(less[name]):.3f} (n = {figure.counts.support})"
        for name, figure in whole.items()
        if round(_f1(figure), 3) != round(_f1(less[name]), 3)
    ]
    return "; ".join(changed) or "no field changes"


def main() -> int:
    """Print for each part the F1 that changes when it is off."""
    corpus = load_corpus(SAMPLES)
    print(*lines_of_cases(corpus.documents, plain_counts, _exact_words), sep="\n")
    for title, seeds in (("samples as they are", ()), (f"{len(SEEDS)} damaged copies of each sample", SEEDS)):
        print(f"{title}, F1 with → without:")
        whole = figures(corpus, seeds, nullcontext)
        for part in PARTS:
            print(f"  {part.library} ({part.without}): {_differences(whole, figures(corpus, seeds, part.off))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
