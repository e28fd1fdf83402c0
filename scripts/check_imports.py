"""Who may import what, where import-linter has no words for it.

The contract depends on nothing but the standard library and pydantic; the corpus and the product do not know
each other; nobody imports tests or scripts. The layers themselves are contracts in pyproject.toml.
Run as `python -m scripts.check_imports`: one line a breach, exit code 1 if there is any.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.check_shape import PRODUCT, ROOT, modules

OURS = frozenset({*PRODUCT, "tests"})
# What a folder may import of our own; what is not named here may be imported from anywhere.
OWN = {
    "schemas": frozenset({"schemas"}),
    "extractor": frozenset({"schemas", "extractor"}),
    "evaluation": frozenset({"schemas", "extractor", "evaluation"}),
    "corpus": frozenset({"corpus"}),
    "scripts": OURS - {"tests", "corpus"},
}
# The contract is read by programs that do not have the extractor's libraries.
THIRD_PARTY = {"schemas": frozenset({"pydantic", "pydantic_core", "annotated_types", "typing_extensions"})}


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Line and top-level package of each absolute import, those inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.partition(".")[0]


def is_allowed(folder: str, package: str) -> bool:
    """True if a module of `folder` may import the top-level `package`."""
    if package in OURS:
        return package in OWN[folder]
    return folder not in THIRD_PARTY or package in sys.stdlib_module_names | THIRD_PARTY[folder]


def breaches(name: str, source: str) -> list[str]:
    """One line for each import that the module `name` (path from the root) must not have."""
    folder = Path(name).parts[0]
    return [
        f"{name}:{line}: {folder} must not import {package}"
        for line, package in imported(source)
        if not is_allowed(folder, package)
    ]


def main() -> int:
    """Prints the breaches; returns the exit code."""
    found = [
        breach
        for path in modules(ROOT)
        for breach in breaches(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
