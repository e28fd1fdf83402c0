"""What a child does with a file: a module for each task, named as the task, with `work(given)` and `warm_up()`.

Only a child calls `work`: it opens the file. A module is loaded when its task is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from extractor.fence.task import Name
from extractor.fence.works.given import Frames, Given

__all__ = ["Frames", "Given", "load", "warm_up", "work_of"]


def work_of(task: str) -> Callable[[Given], Frames]:
    """What gives the frames of the answer to a task.

    The function raises a child of `ReadError` where the task cannot be done for the file.
    """
    return cast("Callable[[Given], Frames]", import_module(f"{__name__}.{Name(task)}").work)


def load(task: str) -> None:
    """Load the module of a task, with the libraries that it always needs."""
    import_module(f"{__name__}.{Name(task)}")


def warm_up(task: str) -> None:
    """Load also what a task needs for most files only, such as models."""
    import_module(f"{__name__}.{Name(task)}").warm_up()
