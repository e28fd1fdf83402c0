"""The process that reads one document for `vanthu pages`, behind the bounds that the kernel offers.

It takes the file on standard input and answers on standard output: `+` and the pages, or `-` and what went wrong.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.budget import Budget
from extractor.commands.pages import FAILED, PAGES
from extractor.errors import UnsupportedError, VanthuError
from extractor.fence import kernel, landlock, seccomp
from extractor.limits import PROCESS

if TYPE_CHECKING:
    from extractor.writing.page_text import PageText


def written(data: bytes, name: str, form: str, budget: Budget) -> bytes:
    """The pages of a file in a format: `hocr`, `alto` or `pdf`.

    Raises:
        ReadError: the file cannot be read, has no pages or cannot be copied.
    """
    from extractor.reading.registry import sniff
    from extractor.writing.page_text import pages_of

    source = sniff(data).read(data, budget)
    pages = pages_of(source)
    if not pages:
        raise UnsupportedError(f"{source.media_type} has no pages, so its words have no place on them")
    return _in_form(data, name, form, pages)


def _in_form(data: bytes, name: str, form: str, pages: tuple[PageText, ...]) -> bytes:
    if form == "pdf":
        from extractor.writing.searchable import searchable_of

        return searchable_of(data, pages)
    if form == "alto":
        from extractor.writing.alto import alto_of

        return alto_of(pages, name)
    from extractor.writing.hocr import hocr_of

    return hocr_of(pages, name)


def _settle(parent: int, scratch: Path) -> None:
    """Go behind the bounds of the fence; what this kernel does not know is done without, as the fence does."""
    kernel.die_with_parent(parent)
    kernel.leave_the_network()
    seccomp.forbid_calls()
    kernel.bound_resources(PROCESS)
    kernel.bound_processor(os.getpid(), PROCESS.cpu_seconds)
    landlock.confine_writes(scratch)


def main(arguments: list[str]) -> int:
    """Read one file; `arguments` are format, name and process id of the parent, the scratch folder is the current."""
    form, name, parent = arguments
    data = sys.stdin.buffer.read()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _settle(int(parent), Path.cwd())
    budget = Budget(time.monotonic() + PROCESS.deadline * PROCESS.soft_share)
    try:
        answer = PAGES + written(data, name, form, budget)
    except VanthuError as error:
        answer = FAILED + str(error).encode("utf-8", "replace")
    except MemoryError:
        answer = FAILED + b"reading it takes more memory than one file may use"
    with answers:
        answers.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
