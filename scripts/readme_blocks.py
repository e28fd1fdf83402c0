"""The marked blocks of README.md: what the program prints today for its own samples.

A block stands between `<!-- shows NAME -->` and the end of the code that follows it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from extractor import extract
from extractor.commands.main import main
from scripts.blocks import filled
from scripts.check_shape import ROOT

SAMPLES = "corpus/samples"
_WIDTH = 112
_ROWS = (
    "field",
    "head",
    "signers ",
    "recipients",
    "recommendations",
    "sections",
    "citations",
    "tables.",
    "missing",
    "collaborators",
    "refused",
    "whole head",
)
_BLOCK = re.compile(r"(?P<before><!-- shows (?P<name>[a-z]+) -->\n```[a-z]*\n).*?(?P<after>```\n)", re.DOTALL)


def _printed(*arguments: str) -> str:
    """A command and what it prints."""
    words = [str(ROOT / word) if word.startswith(SAMPLES) else word for word in arguments]
    output = io.StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        main(words)
    return f"$ vanthu {' '.join(arguments)}\n" + output.getvalue().replace(f"{ROOT}/", "")


def _check() -> str:
    return _printed("check", f"{SAMPLES}/bc-conflict.docx")


def _refused() -> str:
    names = ("news.txt", "thong-tu.pdf", "english.txt", "empty.txt", "broken/encrypted.pdf", "broken/truncated.docx")
    return _printed("check", "--lang", "en", *(f"{SAMPLES}/{name}" for name in names))


def _record() -> str:
    """Some keys of one record as `vanthu extract` writes them."""
    record = json.loads(extract(ROOT / SAMPLES / "bc-xa.pdf").to_json_line())
    count = record["collaborators"]["counts"][0]
    shown = {
        "document": {name: record["document"][name] for name in ("code_number", "urgency")},
        "collaborators": {"counts": [{name: count[name] for name in ("value", "meaning")}]},
        "recommendations": [{name: record["recommendations"][0][name] for name in ("text", "section")}],
    }
    return _laid_out(_without_defaults(shown)) + "\n"


def _laid_out(value: Any, depth: int = 0, before: int = 0) -> str:
    """JSON with each value on one line where it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + depth + before <= _WIDTH or not isinstance(value, dict | list):
        return line
    pairs = [(f"{json.dumps(key)}: ", inner) for key, inner in value.items()] if isinstance(value, dict) else []
    pairs = pairs or [("", inner) for inner in value]
    parts = [" " * (depth + 1) + key + _laid_out(inner, depth + 1, len(key) + 1) for key, inner in pairs]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(parts) + f"\n{' ' * depth}{closing}"


def _without_defaults(value: Any) -> Any:
    """Keys that hold null or nothing, and the usual source, are left out to keep the excerpt short."""
    if isinstance(value, dict):
        return {key: _without_defaults(inner) for key, inner in value.items() if inner not in (None, [], "text")}
    return [_without_defaults(inner) for inner in value] if isinstance(value, list) else value


def _score() -> str:
    """Rows of the first table of the report, without the columns of the other levels."""
    command, _, report = _printed("evaluate", "score", "--run", SAMPLES).partition("\n")
    table = report.split("\n\n")[1].splitlines()
    rows = [line.partition(" |")[0].rstrip() for line in table if line.startswith(_ROWS)]
    return "\n".join([command, *rows]) + "\n"


BLOCKS: dict[str, Callable[[], str]] = {"check": _check, "record": _record, "refused": _refused, "score": _score}


def readme_page(page: str) -> str:
    """The page with its blocks as the program prints them today.

    Raises:
        KeyError: for a block without a maker.
    """
    return filled(page, _BLOCK, BLOCKS)
