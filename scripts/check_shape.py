"""The shape of the code: sizes and a few rules of form that the linter does not know.

Owns the ceilings. Complexity and the number of parameters are the linter's (pyproject.toml).
Run as `python -m scripts.check_shape`: one line a breach, exit code 1 if there is any.
"""

from __future__ import annotations

import ast
import statistics
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("schemas", "extractor", "evaluation", "corpus", "scripts")
FILE_LINES = 350
BODY_LINES = 40
# A file without a name for what it owns grows without limit.
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "misc", "common", "tools"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Shape:
    """One file: its number of lines, the body lines of each function, and the breaches found."""

    lines: int
    bodies: tuple[int, ...]
    breaches: tuple[str, ...]


def body_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method of a module, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def measure(name: str, source: str) -> Shape:
    """Measures one module; `name` is its path as breaches should show it."""
    lines = source.count("\n")
    found = [(function, body_lines(function)) for function in functions(ast.parse(source))]
    breaches = []
    if lines > FILE_LINES:
        breaches.append(f"{name}: {lines} lines, at most {FILE_LINES}")
    if Path(name).stem in NAMELESS:
        breaches.append(f"{name}: the name does not say what the module owns")
    if not unicodedata.is_normalized("NFC", source):
        breaches.append(f"{name}: not in Unicode normalization form C")
    breaches.extend(
        f"{name}:{function.lineno}: {function.name} has {body} body lines, at most {BODY_LINES}"
        for function, body in found
        if body > BODY_LINES
    )
    return Shape(lines, tuple(body for _, body in found), tuple(breaches))


def modules(root: Path, folders: tuple[str, ...] = PRODUCT) -> tuple[Path, ...]:
    """The Python files of the folders that exist, in order."""
    return tuple(sorted(path for folder in folders for path in (root / folder).rglob("*.py")))


def measure_tree(root: Path) -> tuple[Shape, ...]:
    """Measures every module of the product under `root`."""
    return tuple(
        measure(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in modules(root)
    )


def main() -> int:
    """Prints the breaches and a line of figures; returns the exit code."""
    shapes = measure_tree(ROOT)
    breaches = [breach for shape in shapes for breach in shape.breaches]
    bodies = [body for shape in shapes for body in shape.bodies] or [0]
    print(*breaches, sep="\n", end="\n" if breaches else "")
    print(
        f"{len(shapes)} files, {sum(shape.lines for shape in shapes)} lines; {len(bodies)} functions, "
        f"body lines: median {statistics.median(bodies):.0f}, longest {max(bodies)}"
    )
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
