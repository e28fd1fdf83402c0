import hashlib
import re
from pathlib import Path

import pytest

from extractor import __version__
from extractor.batch.run import version_of
from extractor.version import add_files, code_version, rule_set


def printed(folder: Path) -> str:
    """The fingerprint of a folder."""
    digest = hashlib.sha256()
    add_files(digest, folder, "package")
    return digest.hexdigest()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with code and data, and with what the interpreter compiled of it."""
    for name in ("one.py", "inner/two.toml", "__pycache__/one.cpython-311.pyc", "inner/__pycache__/x.pyc"):
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a = 1\n")
    return tmp_path / "package"


@pytest.mark.parametrize("name", ["one.py", "inner/two.toml", "three.py"])
def test_a_changed_or_new_file_changes_the_fingerprint(package: Path, name: str) -> None:
    """Code and data alike, in any folder."""
    before = printed(package)
    (package / name).write_text("a = 2\n")

    assert printed(package) != before


def test_what_was_compiled_changes_nothing(package: Path) -> None:
    """Neither other bytes nor other files in the interpreter's own folders."""
    before = printed(package)
    (package / "__pycache__" / "other.pyc").write_text("a")
    (package / "inner" / "__pycache__" / "x.pyc").write_text("b")

    assert printed(package) == before


def test_a_file_moved_changes_the_fingerprint(package: Path) -> None:
    """Names count, not only bytes."""
    before = printed(package)
    (package / "one.py").rename(package / "uno.py")

    assert printed(package) != before


def test_the_version_of_records_names_program_rules_and_code() -> None:
    """What stores keep records under: three parts, the same each time."""
    assert version_of() == version_of()
    assert re.fullmatch(rf"{re.escape(__version__)}\+{rule_set()}\.[0-9a-f]{{16}}", version_of())
    assert re.fullmatch("[0-9a-f]{16}", code_version())
