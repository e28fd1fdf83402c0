"""The fence: every file is read in a child process, behind limits that the kernel or its parent enforces.

`Fence` (in `guard`) is for who reads many files; `extract`, `extract_all` and `process` keep one for the whole program.
The parent loads neither the pipeline nor any library that reads documents.

    guard      → attempt → connection ⇢ server → kept ⇢ child → pipeline
    (records)    (answer)  (channel)    (forks)  (watch)  (bounds)
"""

from __future__ import annotations

from extractor.fence.attempt import Terms
from extractor.fence.connection import FenceError, FenceWarning
from extractor.fence.guard import Fence, Result
from extractor.fence.intake import Intake
from extractor.fence.shared import extract, extract_all, process

__all__ = ["Fence", "FenceError", "FenceWarning", "Intake", "Result", "Terms", "extract", "extract_all", "process"]
