"""Runs LibreOffice on one file: in a folder of its own that is removed, without macros, killed with its children."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extractor.budget import Budget
from extractor.errors import CorruptError, ReadError, TooLargeError, UnsupportedError
from extractor.limits import DOCUMENT
from extractor.reading.office.profile import make_profile
from extractor.reading.office.sockets import remove_dead_sockets

SECONDS: Final = 90.0
"""For one conversion; a document of 300 pages takes about ten."""
MAX_INPUT: Final = DOCUMENT.converted_bytes
MAX_OUTPUT: Final = DOCUMENT.stream_bytes
"""Bytes that the conversion may write to any one file; the reader behind it has limits of its own."""
_COMMANDS: Final = ("soffice", "libreoffice")
_PACKAGES: Final = "libreoffice-writer libreoffice-calc"
_TICK: Final = 0.5
"""Seconds between two looks at deadline and process."""
_RESTART: Final = frozenset({79, 81})
"""Exit codes with which LibreOffice asks to be started again."""
_STARTS: Final = 3
_LEAST_ROOM: Final = 1_000_000
"""Bytes that are free on a disk that is not full."""
_SWITCHES: Final = (
    "--headless",
    "--norestore",
    "--nodefault",
    "--nolockcheck",
    "--nologo",
    "--nofirststartwizard",
)


class NoOfficeError(UnsupportedError):
    """LibreOffice is not installed."""

    advice = f"install it (Debian: apt install --no-install-recommends {_PACKAGES}), or convert the file to PDF or DOCX"


class OfficeTimeoutError(ReadError):
    """LibreOffice did not finish in time."""

    reason = "failed.timeout"


@dataclass(frozen=True, slots=True)
class Conversion:
    """From what to what: suffix and import filter of the input, suffix and export filter of the output."""

    suffix: str
    infilter: str
    target: str
    outfilter: str


@dataclass(frozen=True, slots=True)
class _Until:
    """How long a conversion may take: a point on the monotonic clock, and what the document may use."""

    deadline: float
    budget: Budget


def convert(data: bytes, conversion: Conversion, budget: Budget) -> bytes:
    """The file in the format of the conversion's target.

    Raises:
        NoOfficeError: LibreOffice is not installed.
        CorruptError: it cannot open the file.
        OfficeTimeoutError: it is not done within `SECONDS` or the budget.
        TooLargeError: the file or what becomes of it passes the limits.
    """
    command = _command()
    if len(data) > MAX_INPUT:
        raise TooLargeError(f"the file has {len(data)} bytes, more than {MAX_INPUT}")
    with tempfile.TemporaryDirectory(prefix="vanthu-office-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        source = _laid_out(scratch, data, conversion)
        output = scratch / "out" / f"document.{conversion.target}"
        deadline = time.monotonic() + SECONDS
        for profile in _profiles(scratch):
            code = _run(_arguments(command, source, conversion, profile), scratch, _Until(deadline, budget))
            if code == -signal.SIGXFSZ:
                raise TooLargeError(f"the converted file has more than {MAX_OUTPUT} bytes")
            if code not in _RESTART:
                break
        if not output.is_file() and shutil.disk_usage(scratch).free < _LEAST_ROOM:
            # It does not say so itself, and the file is not to blame.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if not output.is_file():
            raise CorruptError("LibreOffice cannot open the file")
        return output.read_bytes()


def _command() -> str:
    """The program itself, where it lies beside the script of that name: the script starts more and restarts unasked."""
    found = next((path for path in map(shutil.which, _COMMANDS) if path), None)
    if found is None:
        raise NoOfficeError("reading this format needs LibreOffice, which is not installed")
    program = Path(found).resolve().with_name("soffice.bin")
    return str(program) if os.access(program, os.X_OK) else found


def _profiles(scratch: Path) -> Iterator[Path]:
    """Folder of the profile for each start: LibreOffice makes a new profile and asks to be started again.

    The profile moves in between, for its path names the socket that the start before may not have been able to remove.
    """
    profile = scratch / "profile"
    yield profile
    for number in range(1, _STARTS):
        profile = profile.rename(scratch / f"profile{number}")
        yield profile


def _laid_out(scratch: Path, data: bytes, conversion: Conversion) -> Path:
    """Lay profile and input into the scratch folder; the name of the input is ours, never the sender's."""
    make_profile(scratch / "profile")
    (scratch / "in").mkdir()
    source = scratch / "in" / f"document.{conversion.suffix}"
    source.write_bytes(data)
    return source


def _arguments(command: str, source: Path, conversion: Conversion, profile: Path) -> list[str]:
    return [
        command,
        *_SWITCHES,
        f"-env:UserInstallation={profile.as_uri()}",
        f"--infilter={conversion.infilter}",
        "--convert-to",
        f"{conversion.target}:{conversion.outfilter}",
        "--outdir",
        str(source.parents[1] / "out"),
        str(source),
    ]


def _environment(scratch: Path) -> Mapping[str, str]:
    """Nothing of the caller's but the path of commands: no home, no display, no proxy."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _run(arguments: list[str], scratch: Path, until: _Until) -> int | None:
    """Run to the end or to the deadline, then kill the whole process group; the exit code."""
    process = subprocess.Popen(  # noqa: S603 -- fixed switches and paths of our own scratch folder
        arguments,
        cwd=scratch,
        env=_environment(scratch),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _limit(process.pid)
        _wait(process, until)
    finally:
        _kill(process)
    return process.returncode


def _limit(pid: int) -> None:
    """Bound what the process may write, unless it is bounded closer already."""
    try:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        if hard == resource.RLIM_INFINITY or hard > MAX_OUTPUT:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
    except ProcessLookupError:
        return


def _wait(process: subprocess.Popen[bytes], until: _Until) -> None:
    while time.monotonic() < until.deadline and not until.budget.spent():
        until.budget.begin("convert")
        try:
            process.wait(_TICK)
        except subprocess.TimeoutExpired:
            continue
        return
    raise OfficeTimeoutError("LibreOffice did not finish converting the file in time")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and all that it started; its group outlives it while one of them runs."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    remove_dead_sockets()
