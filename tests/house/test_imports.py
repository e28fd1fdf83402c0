import sys
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.check_imports import OURS, breaches, imported
from scripts.check_shape import ROOT, modules
from tests.house.test_wheel import PACKAGES


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


def test_what_is_imported_is_declared() -> None:
    """Each library that the product imports is one of its own requirements, not one that another brings along."""
    declared = {canonicalize_name(Requirement(line).name) for line in metadata.requires("vanthu") or []}
    owners = metadata.packages_distributions()
    packages = {
        package
        for path in modules(ROOT)
        if path.relative_to(ROOT).parts[0] in PACKAGES
        for _, package in imported(path.read_text(encoding="utf-8"))
        if package not in sys.stdlib_module_names | OURS
    }

    assert packages
    assert sorted(name for name in packages if not declared & set(map(canonicalize_name, owners[name]))) == []


def test_the_tree_keeps_its_direction() -> None:
    """No module of the product imports what it must not."""
    paths = modules(ROOT)

    assert paths
    assert [
        breach
        for path in paths
        for breach in breaches(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ] == []
