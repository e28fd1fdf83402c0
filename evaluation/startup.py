"""Processes started from nothing: the interpreter with one library, and the commands of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_MAIN = "import sys; from extractor.commands.main import main; sys.exit(main(sys.argv[1:]))"
_SOME_FAILED = 3


def run_bare(library: str) -> None:
    """An interpreter that loads one library and ends."""
    _run("-c", f"import {library}")


def run_command(arguments: Sequence[str]) -> None:
    """A command of the program from start to end, its output thrown away."""
    _run("-c", _MAIN, *arguments)


def run_batch(folder: Path, jobs: int) -> None:
    """`vanthu batch` over a folder into a store that is not there yet."""
    store = tempfile.mkdtemp(prefix="bench-")
    try:
        run_command(["batch", str(folder), "-o", store, "--jobs", str(jobs), "--quiet"])
    finally:
        shutil.rmtree(store)


def _run(*arguments: str) -> None:
    """Run the interpreter as an installed program is run: what it loads is compiled."""
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=compiled)  # noqa: S603 -- our own
    if done.returncode not in {0, _SOME_FAILED}:
        raise SystemExit(f"{' '.join(arguments[2:])} ended with {done.returncode}")
