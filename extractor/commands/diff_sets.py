"""The two sets that `vanthu diff` compares: sets of records, labels of a gold folder, what reviewers decided."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from extractor.commands.kept_records import Chosen, is_store, kept_lines, lines_of, opened
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.decisions.log import DecisionLog
    from extractor.differences.model import Comparison
    from extractor.differences.sets import Asked, Line

    Lines: TypeAlias = Callable[[], Iterable[Line]]


@contextmanager
def compared_sets(arguments: argparse.Namespace, asked: Asked) -> Iterator[Comparison]:
    """What differs.

    Raises:
        UsageError: a line that differs is no record, or a label is none.
    """
    from extractor.differences.sets import compare_sets

    with _sets(arguments) as (a, b):
        try:
            yield compare_sets(a, b, same_document=arguments.same_document, asked=asked)
        except ValueError as error:
            raise UsageError("a line that differs is no record of a known schema") from error


@contextmanager
def _sets(arguments: argparse.Namespace) -> Iterator[tuple[Lines, Lines]]:
    if arguments.against is not None:
        with _against_decisions(arguments) as both:
            yield both
        return
    # Decisions are about records as they were read: so are those that are decided about.
    as_read = arguments.as_read or bool(arguments.accept or arguments.reject)
    other = arguments.b or arguments.a
    with kept_lines(arguments.a, Chosen(arguments.version_a, arguments.profile, as_read)) as a:
        if is_gold(other):
            from extractor.differences.labels import labelled_lines

            yield labelled_lines(a, Path(other))
            return
        with kept_lines(other, Chosen(arguments.version_b, arguments.profile, as_read)) as b:
            yield a, b


@contextmanager
def _against_decisions(arguments: argparse.Namespace) -> Iterator[tuple[Lines, Lines]]:
    from extractor.decisions.lines import decided_lines
    from extractor.decisions.log import DecisionLog

    with opened(arguments.a) as store:
        lines = lines_of(store, Chosen(arguments.version_a, arguments.profile, as_read=True))
        log = DecisionLog(store)
        yield lines, decided_lines(log if arguments.by is None else log.by(arguments.by), lines)


def is_gold(location: str) -> bool:
    """Whether a folder holds gold labels and no records."""
    path = Path(location)
    if is_store(location) or not path.is_dir() or (path / "records.jsonl").is_file():
        return False
    return any(path.glob("*.gold.json"))


def decided_store(arguments: argparse.Namespace) -> tuple[DecisionLog, bool, bool]:
    """The log that decisions go to, whether it is that of B, and whether the other side are labels.

    Raises:
        UsageError: neither side is a store.
    """
    from extractor.decisions.log import DecisionLog

    other = arguments.b or arguments.a
    if arguments.against is not None:
        raise UsageError("what reviewers decided is decided already")
    if is_store(other):
        return DecisionLog(opened(other)), True, False
    if is_store(arguments.a):
        return DecisionLog(opened(arguments.a)), False, is_gold(other)
    raise UsageError("decisions are kept in a store: neither A nor B is one")
