"""`vanthu pages`: the words of a document with their places, as hOCR, as ALTO or as a searchable PDF."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from extractor.commands.documents import printable
from extractor.errors import ExitCode, InputNotFoundError, OutputError, ReadError, UsageError
from extractor.limits import DOCUMENT, PROCESS
from extractor.writing.whole import write_whole

HELP = "write the words of a document with their places: hOCR, ALTO, or a searchable PDF of a scan"
PAGES, FAILED = b"+", b"-"
"""How the child's answer begins: the pages follow, or what went wrong."""
_FORMS = {".hocr": "hocr", ".html": "hocr", ".alto": "alto", ".xml": "alto", ".pdf": "pdf"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu pages`."""
    parser.add_argument("path", metavar="FILE", help="a PDF or a picture (PNG, JPEG, TIFF)")
    parser.add_argument(
        "--format",
        choices=("hocr", "alto", "pdf"),
        help="format of the output (default: by the ending of OUT, or hocr)",
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="file to write (default: standard output)")


def run(arguments: argparse.Namespace) -> int:
    """Write the pages of one document."""
    path = Path(arguments.path)
    output = Path(arguments.output) if arguments.output is not None else None
    form = arguments.format or _FORMS.get(output.suffix.lower() if output else "", "hocr")
    data = _content(path)
    if output is None and form == "pdf" and sys.stdout.isatty():
        raise UsageError("a PDF is not for a terminal: name a file with -o")
    if output is not None and output.exists() and output.samefile(path):
        raise UsageError(f"{printable(arguments.output)} is the document itself, which is never changed")
    written = _written(data, path.name, form)
    if output is None:
        sys.stdout.buffer.write(written)
        return ExitCode.DONE
    try:
        write_whole(output, written)
    except OSError as error:
        raise OutputError(f"{printable(arguments.output)}: {error.strerror or error}") from error
    return ExitCode.DONE


def _content(path: Path) -> bytes:
    name = printable(str(path))
    if not path.is_file():
        raise InputNotFoundError(f"{name}: no such file")
    try:
        if path.stat().st_size > DOCUMENT.file_bytes:
            raise ReadError(f"{name} has more than {DOCUMENT.file_bytes} bytes")
        return path.read_bytes()
    except OSError as error:
        raise InputNotFoundError(f"{name}: {error.strerror or error}") from error


def _written(data: bytes, name: str, form: str) -> bytes:
    """What the child answers; it is killed at the deadline, and whatever it leaves is removed."""
    root = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    # -P: a file named like a module in the current folder is never loaded.
    command = [sys.executable, "-P", "-m", "extractor.commands.page_child", form, printable(name), str(os.getpid())]
    with tempfile.TemporaryDirectory(prefix="vanthu-") as scratch:
        environment = os.environ | {"PYTHONPATH": search, "OMP_THREAD_LIMIT": "1", "TMPDIR": scratch, "HOME": scratch}
        code, answer = _answer(command, data, environment)
    if code is None:
        raise ReadError(f"{printable(name)}: not done within {PROCESS.deadline:g} seconds")
    if code != 0 or not answer:
        raise ReadError(f"{printable(name)}: the process that read it ended without an answer ({code})")
    if answer[:1] != PAGES:
        raise ReadError(f"{printable(name)}: {answer[1:].decode('utf-8', 'replace')}")
    return answer[1:]


def _answer(command: list[str], data: bytes, environment: dict[str, str]) -> tuple[int | None, bytes]:
    """Exit code and answer of the child; no code where its time ran out. Nothing it started lives on."""
    with subprocess.Popen(  # noqa: S603 -- our own interpreter and module; the name is an argument, not a command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=environment["TMPDIR"],
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            answer, _ = process.communicate(data, timeout=PROCESS.deadline)
        except subprocess.TimeoutExpired:
            return None, b""
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return process.returncode, answer
