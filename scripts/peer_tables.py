"""Runs inside a peer's own environment: the tables that the peer finds in PDF files, as JSON on standard output.

`python scripts/peer_tables.py PEER FILE…` prints on its last line `{"version": …, "failed": files that the peer could
not read, "tables": {file: [table, …]}}`, a table being rows of texts with merged cells repeated as far as the peer says
so. Only the standard library and the peer are imported here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from importlib import metadata
from pathlib import Path
from typing import Any

Rows = list[list[str]]


def _texts(rows: Any) -> Rows:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def _filled(rows: list[list[str | None]]) -> Rows:
    """Rows in which a place that a merge covers (None) has the text from above, else from its left."""
    found: Rows = []
    for row in rows:
        texts: list[str] = []
        for column, cell in enumerate(row):
            above = found[-1][column] if found else None
            left = texts[-1] if texts else ""
            texts.append(cell if cell is not None else left if above is None else above)
        found.append(texts)
    return found


def by_pdfplumber(path: str) -> list[Rows]:
    """`extract_tables` on each page, each page closed."""
    import pdfplumber  # noqa: PLC0415 -- each environment holds one peer

    found: list[Rows] = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found += [_filled(rows) for rows in page.extract_tables()]
            page.close()
    return found


def by_camelot(path: str) -> list[Rows]:
    """Lattice, texts of merged cells copied over the cells they cover."""
    import camelot  # noqa: PLC0415 -- as above

    tables = camelot.read_pdf(path, pages="all", flavor="lattice", copy_text=["h", "v"])
    return [_texts(table.df.values.tolist()) for table in tables]


def by_img2table(path: str) -> list[Rows]:
    """With the text layer, no OCR."""
    from img2table.document import PDF  # noqa: PLC0415 -- as above

    pages = PDF(path).extract_tables()
    return [
        _texts([cell.value for cell in row] for row in table.content.values())
        for tables in pages.values()
        for table in tables
    ]


def by_kreuzberg(path: str) -> list[Rows]:
    """Its own tables."""
    import kreuzberg  # noqa: PLC0415 -- as above

    return [_texts(table.cells) for table in kreuzberg.extract_file_sync(path).tables]


def by_viparse(path: str) -> list[Rows]:
    """The pipe tables of its Markdown."""
    import viparse  # noqa: PLC0415 -- as above

    lines = "\n".join(document.text for document in viparse.load(path)).split("\n")
    found: list[Rows] = []
    inside = False
    for line in lines:
        row = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            inside = False
        elif not all(re.fullmatch(r":?-{3,}:?", cell) for cell in row):
            if not inside:
                found.append([])
            found[-1].append(row)
            inside = True
    return found


class _HtmlTables(HTMLParser):
    """Tables of an HTML text as rows, spans written out."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[tuple[int, int], str]] = []
        self._row = self._column = -1
        self._span = (1, 1)
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append({})
            self._row = -1
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag in {"td", "th"}:
            named = dict(attrs)
            self._span = int(named.get("rowspan") or 1), int(named.get("colspan") or 1)
            self._words = []

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"td", "th"} or self._words is None or not self.tables:
            return
        table = self.tables[-1]
        while (self._row, self._column) in table:
            self._column += 1
        text = " ".join("".join(self._words).split())
        for row in range(self._row, self._row + self._span[0]):
            for column in range(self._column, self._column + self._span[1]):
                table[row, column] = text
        self._words = None


def _rows_of(table: dict[tuple[int, int], str]) -> Rows:
    height = max((row for row, _ in table), default=-1) + 1
    width = max((column for _, column in table), default=-1) + 1
    return [[table.get((row, column), "") for column in range(width)] for row in range(height)]


def by_mineru(path: str) -> list[Rows]:
    """The flash tier, which needs no model download; `mineru server start` must have been called before."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.md"
        program = str(Path(sys.executable).with_name("mineru"))
        options = ["--tier", "flash", "-p", "all", "--no-marker", "--wait", "300", "-o", str(target)]
        subprocess.run([program, "parse", path, *options], check=True, capture_output=True)
        reader = _HtmlTables()
        reader.feed(target.read_text(encoding="utf-8"))
    return [_rows_of(table) for table in reader.tables]


PEERS: dict[str, tuple[str, Callable[[str], list[Rows]]]] = {
    "pdfplumber": ("pdfplumber", by_pdfplumber),
    "camelot": ("camelot-py", by_camelot),
    "img2table": ("img2table", by_img2table),
    "kreuzberg": ("kreuzberg", by_kreuzberg),
    "viparse": ("viparse", by_viparse),
    "mineru": ("mineru", by_mineru),
}
"""The distribution of each peer and its reader."""


def main() -> int:
    """Print the tables of every file; a file that the peer cannot read has none and is counted."""
    name, *files = sys.argv[1:]
    distribution, read = PEERS[name]
    found: dict[str, list[Rows]] = {}
    failed = 0
    for number, path in enumerate(files, start=1):
        print(f"\r{name} {number}/{len(files)}", end="", file=sys.stderr, flush=True)
        try:
            found[Path(path).name] = read(path)
        except Exception as error:  # noqa: BLE001 -- whatever a peer raises, its other files count
            print(f"\n{name}: {Path(path).name}: {type(error).__name__}", file=sys.stderr)
            found[Path(path).name] = []
            failed += 1
    print(file=sys.stderr)
    result = {"version": metadata.version(distribution), "failed": failed, "tables": found}
    # On a line of its own: some peers write to standard output too.
    print("\n" + json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
