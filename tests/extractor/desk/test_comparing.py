"""Comparisons of a desk that several people ask for at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.access.context import Services
from extractor.access.problems import ProblemError
from extractor.access.settings import Settings
from extractor.desk import comparing
from extractor.desk.comparing import DECIDED, Comparing, Kept, Sides
from extractor.store.store import Store


class Slow:
    """Comparisons that end when they are let go."""

    def __init__(self) -> None:
        self.go, self.second, self._lock = threading.Event(), threading.Event(), threading.Lock()
        self.made, self.at_once, self._now = 0, 0, 0

    def __call__(self, *_: Any, **__: Any) -> object:
        with self._lock:
            self.made, self._now = self.made + 1, self._now + 1
            self.at_once = max(self.at_once, self._now)
            if self.made > 1:
                self.second.set()
        self.go.wait(30)
        with self._lock:
            self._now -= 1
        return object()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    """In place of the comparisons."""
    slow = Slow()
    monkeypatch.setattr(comparing, "compare_sets", slow)
    return slow


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Those of a server over an empty store."""
    settings = Settings(location=str(tmp_path / "store"), cache=tmp_path / "cache")
    with Store.open(settings.location) as store:
        services = Services.of(store, settings, "1")
        yield services
        services.pictures.close()


def ask(comparing: Comparing, names: list[str], answers: queue.Queue[Kept | ProblemError | None]) -> None:
    """Ask for the comparison of each of these people with all."""

    def one(name: str) -> None:
        try:
            answers.put(comparing.compared(Sides(f"person:{name}", DECIDED)))
        except ProblemError as error:
            answers.put(error)

    for name in names:
        threading.Thread(target=one, args=(name,), daemon=True).start()


def test_the_same_comparison_is_made_once(services: Services, slow: Slow) -> None:
    """Who asks while it is made gets the same one; who asks afterwards too."""
    together = threading.Barrier(6)

    class Together(Comparing):
        def _stamp(self, sides: Sides) -> tuple[object, ...]:
            stamp = super()._stamp(sides)
            together.wait(30)
            return stamp

    answers: queue.Queue[Any] = queue.Queue()
    ask(Together(services), ["an"] * 6, answers)
    slow.second.wait(0.3)
    slow.go.set()

    kept = [answers.get(timeout=30) for _ in range(6)]
    assert (slow.made, len(set(map(id, kept)))) == (1, 1)


def test_few_comparisons_are_made_and_few_wait(services: Services, slow: Slow) -> None:
    """Two at once, eight with those that wait; one more is asked to come again, so that the server has threads left."""
    answers: queue.Queue[Any] = queue.Queue()
    ask(Comparing(services), [f"p{number}" for number in range(9)], answers)

    refused = answers.get(timeout=30)
    slow.go.set()
    others = [answers.get(timeout=30) for _ in range(8)]

    assert isinstance(refused, ProblemError)
    assert (refused.status_code, refused.headers) == (429, {"Retry-After": "5"})
    assert all(isinstance(each, Kept) for each in others)
    assert (slow.made, slow.at_once) == (8, 2)
