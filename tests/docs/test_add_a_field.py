import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.check_shape import ROOT

PAGE = (ROOT / "docs" / "add-a-field.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
READ = "import sys; from extractor import extract; print(extract(sys.argv[1]).document.drafter_mark.value)"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the two changes that the page shows."""
    root = tmp_path_factory.mktemp("program")
    for package in ("schemas", "extractor"):
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    declared, rule = BLOCKS
    model, rules = root / "schemas" / "document.py", root / "extractor" / "rules" / "people.py"
    first = '    type: Text = Field(description="tên loại'
    model.write_text(model.read_text("utf-8").replace(first, declared + first), "utf-8")
    rules.write_text(f"{rules.read_text('utf-8')}\n\n{rule}", "utf-8")
    return root


@pytest.mark.parametrize(("sample", "value"), [("cv-tinh-signed.pdf", "Hg-14b"), ("bc-xa.pdf", "None")])
def test_the_two_places_are_enough(changed, sample, value):
    """The field of the page is read from a sample that has it, and absent where there is none."""
    path = ROOT / "corpus" / "samples" / sample
    done = subprocess.run([sys.executable, "-c", READ, path], cwd=changed, capture_output=True, text=True, check=False)

    assert (done.stdout.strip(), done.stderr) == (value, "")
