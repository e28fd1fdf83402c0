import pytest

from scripts.check_imports import breaches
from scripts.check_shape import ROOT, modules


@pytest.mark.parametrize(
    ("name", "source", "package"),
    [
        ("schemas/a.py", "import json\nfrom pydantic import BaseModel", ""),
        ("schemas/a.py", "from schemas.b import C", ""),
        ("schemas/a.py", "import lxml.etree", "lxml"),
        ("schemas/a.py", "from extractor import extract", "extractor"),
        ("extractor/a.py", "def f():\n    import evaluation.run", "evaluation"),
        ("extractor/a.py", "import spacy, rapidfuzz\nfrom schemas import Record", ""),
        ("extractor/a.py", "from corpus.build import x", "corpus"),
        ("evaluation/a.py", "from extractor import extract", ""),
        ("evaluation/a.py", "from tests.house import x", "tests"),
        ("corpus/build.py", "from docx import Document", ""),
        ("corpus/build.py", "from extractor import extract", "extractor"),
        ("corpus/build.py", "from schemas import Record", "schemas"),
    ],
)
def test_an_import_is_allowed_or_named(name: str, source: str, package: str) -> None:
    """Only imports that point down pass, wherever in the module they stand."""
    found = breaches(name, source)

    assert [line.rpartition(" ")[2] for line in found] == ([package] if package else [])


def test_the_tree_keeps_its_direction() -> None:
    """No module of the product imports what it must not."""
    paths = modules(ROOT)

    assert paths
    assert [
        breach
        for path in paths
        for breach in breaches(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ] == []
