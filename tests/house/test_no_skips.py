import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parent.parent / "conftest.py"
PASSES = "def test_it():\n    assert True\n"
SKIPS = "import pytest\n\n\ndef test_it():\n    pytest.skip('no tool')\n"
EXPECTED_FAILURE_PASSES = "import pytest\n\n\n@pytest.mark.xfail\ndef test_it():\n    assert True\n"


@pytest.mark.parametrize(
    ("body", "ci", "workers", "code"),
    [
        (PASSES, "true", "0", 0),
        (SKIPS, "true", "0", 1),
        (SKIPS, "true", "2", 1),
        (SKIPS, "", "0", 0),
        (EXPECTED_FAILURE_PASSES, "", "0", 1),
    ],
)
def test_a_skipped_test_fails_the_run_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, ci: str, workers: str, code: int
) -> None:
    """A skip fails the run where CI=true, in parallel runs too; an unexpected pass fails it everywhere."""
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nxfail_strict = true\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(body, encoding="utf-8")
    monkeypatch.setenv("CI", ci)

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", workers],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == code, run.stdout + run.stderr
    assert ("in CI every test runs" in run.stdout) == (body == SKIPS and ci == "true")
