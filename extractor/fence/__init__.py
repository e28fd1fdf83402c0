"""The fence: every file is worked on in a child process, behind limits that the kernel or its parent enforces.

`Fence` (in `guard`) is for who reads many files; `extract`, `extract_all` and `process` keep one for the whole program.
Reading is one task; the others (`tasks`) write a file's pages, draw one, read a place on one, take a file out of a
container. The parent loads neither the pipeline nor any library that opens documents.

    guard, tasks → attempt → connection → starting ⇢ template ⇢ server → kept ⇢ child → works → pipeline …
    (results)      (answer)  (channel)               (loads)    (forks)  (watch)  (bounds)

What a server loads is kept off the garbage collector (`collector`), and so is the parent of a batch.
"""

from __future__ import annotations

from extractor.fence.connection import FenceError, FenceWarning
from extractor.fence.guard import Fence, Result
from extractor.fence.intake import Intake
from extractor.fence.shared import extract, extract_all, extract_tables, process
from extractor.fence.starting import Template
from extractor.fence.task import Terms

__all__ = [
    "Fence",
    "FenceError",
    "FenceWarning",
    "Intake",
    "Result",
    "Template",
    "Terms",
    "extract",
    "extract_all",
    "extract_tables",
    "process",
]
