"""What a document may use: a soft deadline that stages look at, and a sign of life that they give."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from extractor.errors import OcrDeferredError

_PAGE = re.compile(r"(?:picture of )?(?:page|sheet) (\d{1,9})$")


def _silent(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A point on the monotonic clock (seconds; None: no limit) and who is told which stage begins.

    A reader that meets the deadline between two pages stops and gives what it has with a `Cut`; whoever cannot stop is
    killed from outside later. Where pictures may not be read (`may_use_ocr` is False), a document that needs it is
    not read at all.
    """

    deadline: float | None = None
    report: Callable[[str], None] = _silent
    may_use_ocr: bool = True

    def spent(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def begin(self, stage: str) -> None:
        """Say that a stage (`read`, `page 3`, `structure` …) begins."""
        self.report(stage)

    def begin_picture(self, page: int) -> None:
        """Say that the picture of a page (from 1) is about to be read.

        Raises:
            OcrDeferredError: pictures are left to another worker.
        """
        if not self.may_use_ocr:
            raise OcrDeferredError
        self.begin(f"picture of page {page}")


UNLIMITED = Budget()


def page_of(stage: str) -> int | None:
    """The page or sheet (from 1) that a stage reads, None where it reads none."""
    match = _PAGE.match(stage)
    return int(match[1]) if match else None
