"""Files of old and foreign office programs, made once a session: all forms of one document in one start each way."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.extractor.reading.sheets.books import report, saved
from tests.golden.documents import SAMPLES

WORDS = ("kh-tinh",)
"""Samples that are converted: numbered headings and tables are in them."""


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each of `WORDS` as .doc, .rtf and .odt, and a workbook as .xls and .ods."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "book.xlsx").write_bytes(saved(report()))
    texts = [SAMPLES / f"{name}.docx" for name in WORDS]
    for form, files in (
        ("doc", texts),
        ("rtf", texts),
        ("odt", texts),
        ("xls", [folder / "book.xlsx"]),
        ("ods", [folder / "book.xlsx"]),
    ):
        _convert(folder, form, files)
    return folder


def _convert(folder: Path, form: str, files: list[Path]) -> None:
    command = shutil.which("soffice")
    assert command is not None, "install libreoffice-writer and libreoffice-calc: these tests read what it writes"
    profile = (folder / "profile").as_uri()
    arguments = [command, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", form]
    subprocess.run([*arguments, "--outdir", folder, *files], check=True, capture_output=True, timeout=180)
