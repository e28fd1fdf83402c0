"""Runs the command in this process, or as its own program."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor.commands.main import main

ROOT = Path(__file__).parents[3]
VANTHU = Path(sys.executable).with_name("vanthu")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ended:
    """Run the command in this process; leaving by SystemExit is an end like any other."""
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    captured = capsys.readouterr()
    return Ended(code, captured.out, captured.err)


def run_program(*arguments: str | Path, stdin: int = subprocess.DEVNULL, cwd: Path = ROOT) -> Ended:
    """Run the console script that the installation made."""
    command = [str(VANTHU), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, stdin=stdin, cwd=cwd, check=False)
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
