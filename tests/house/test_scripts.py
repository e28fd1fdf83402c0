import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.check_shape import ROOT

BASH = shutil.which("bash") or "/bin/bash"
NO_VENV_MODULE = 'case "$2" in *ensurepip*) exit 1 ;; esac'
TOO_OLD = "exit 1"


def tree(root: Path, script: str) -> Path:
    """Lays out one script of the project and an empty folder for commands; returns the script."""
    (root / "bin").mkdir()
    copy = root / script
    copy.parent.mkdir()
    shutil.copy(ROOT / script, copy)
    return copy


def command(root: Path, name: str, body: str) -> None:
    """Plants a command that does what `body` says in the language of the shell."""
    path = root / "bin" / name
    path.write_text(f"#!{BASH}\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def borrow(root: Path, *names: str) -> None:
    """Makes commands of this machine available beside the planted ones."""
    for name in names:
        (root / "bin" / name).symlink_to(shutil.which(name) or name)


def run(script: Path, root: Path) -> subprocess.CompletedProcess[str]:
    """Runs a script that finds only the commands of the folder."""
    environment = {**os.environ, "PATH": str(root / "bin"), "PYTHON": "python3"}
    return subprocess.run(
        [BASH, str(script)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("python", "line"),
    [
        (NO_VENV_MODULE, "vanthu: python3 has no venv module; install it (Debian: apt install python3-venv)"),
        (TOO_OLD, "vanthu: Python 3.11 or later is needed; install python3"),
    ],
)
def test_set_up_says_what_to_install(tmp_path: Path, python: str, line: str) -> None:
    """What is missing on a machine without package rights is named in one line."""
    script = tree(tmp_path, "scripts/setup.sh")
    borrow(tmp_path, "dirname", "id")
    command(tmp_path, "python3", python)

    done = run(script, tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("failing", "code", "ran"),
    [
        ("nothing", 0, ["setup", "check", "test", "hostile", "speed"]),
        ("speed", 1, ["setup", "check", "test", "hostile", "speed"]),
        ("hostile", 1, ["setup", "check", "test", "hostile", "speed"]),
        ("test", 1, ["setup", "check", "test", "hostile", "speed"]),
        ("check", 1, ["setup", "check", "test", "hostile", "speed"]),
        ("setup", 1, ["setup"]),
    ],
)
def test_ci_fails_when_any_step_does(tmp_path: Path, failing: str, code: int, ran: list[str]) -> None:
    """One run shows all that is wrong; only without set-up is there nothing more to run."""
    script = tree(tmp_path, ".ci/run")
    borrow(tmp_path, "dirname", "timeout")
    for name in ("python3", "git", "psql", "chromium"):
        command(tmp_path, name, "exit 0")
    command(tmp_path, "make", f'echo "ran ${{@: -1}}"\n[ "${{@: -1}}" != {failing} ]')

    done = run(script, tmp_path)

    assert done.returncode == code, done.stdout + done.stderr
    assert [line.removeprefix("ran ") for line in done.stdout.splitlines() if line.startswith("ran ")] == ran
    assert done.stdout.count("FAILED") == code
