from pathlib import Path

import pytest

from scripts.check_shape import BODY_LINES, FILE_LINES, ROOT, measure, measure_tree


def function(body: int, docstring: bool = False) -> str:
    """A function `f` of `body` body lines, `def` included."""
    documentation = '    """One.\n\n    Two.\n    """\n' if docstring else ""
    return "def f():\n" + documentation + "    pass\n" * (body - 1)


@pytest.mark.parametrize(
    ("name", "source", "breach"),
    [
        ("extractor/a.py", "x = 1\n" * FILE_LINES, ""),
        ("extractor/a.py", "x = 1\n" * (FILE_LINES + 1), "extractor/a.py: 351 lines, at most 350"),
        ("extractor/a.py", function(BODY_LINES), ""),
        ("extractor/a.py", function(BODY_LINES, docstring=True), ""),
        ("extractor/a.py", function(BODY_LINES + 1), "extractor/a.py:1: f has 41 body lines, at most 40"),
        (
            "extractor/a.py",
            "async " + function(BODY_LINES + 1),
            "extractor/a.py:1: f has 41 body lines, at most 40",
        ),
        ("extractor/utils.py", "", "extractor/utils.py: the name does not say what the module owns"),
        ("extractor/a.py", "X = 'o\u0302'\n", "extractor/a.py: not in Unicode normalization form C"),
        ("extractor/a.py", "X = '\u00f4'\n", ""),
    ],
)
def test_each_breach_is_named(name: str, source: str, breach: str) -> None:
    """A file or function at its ceiling passes, one line more is named with its place."""
    assert measure(name, source).breaches == ((breach,) if breach else ())


def test_the_tree_keeps_its_shape() -> None:
    """No file and no function of the product is past its ceiling."""
    assert [breach for shape in measure_tree(ROOT) for breach in shape.breaches] == []


def test_a_breach_deep_in_a_tree_is_found(tmp_path: Path) -> None:
    """Sub-packages are measured, other folders are not."""
    for folder in ("extractor/parts", "notes"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "helpers.py").write_text("", encoding="utf-8")

    breaches = [breach for shape in measure_tree(tmp_path) for breach in shape.breaches]

    assert breaches == ["extractor/parts/helpers.py: the name does not say what the module owns"]
