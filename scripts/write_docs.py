"""Writes what the program itself can tell: docs/{record,commands,limits}.md and the marked blocks of README.md.

Also the blocks and plots of measured figures, from the results in docs/measured. Run as `python -m scripts.write_docs`
after a change of the record, of a command, of what they print or of a result; with `--check` nothing is written, and
pages out of date are named with exit code 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.check_shape import ROOT
from scripts.commands_page import commands_page
from scripts.limits_page import limits_page
from scripts.measured_pages import measured_pages
from scripts.readme_blocks import readme_page
from scripts.record_page import record_page


def pages() -> dict[Path, str]:
    """Each written page with the text that it should have."""
    readme = ROOT / "README.md"
    return {
        ROOT / "docs" / "record.md": record_page(),
        ROOT / "docs" / "commands.md": commands_page(),
        ROOT / "docs" / "limits.md": limits_page(),
        readme: readme_page(readme.read_text(encoding="utf-8")),
        **measured_pages(),
    }


def main() -> int:
    """Write or check; returns the exit code."""
    stale = [
        (path, text)
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    checking = "--check" in sys.argv[1:]
    for path, text in stale:
        print(f"{path.relative_to(ROOT)}: {'out of date' if checking else 'written'}")
        if not checking:
            path.write_text(text, encoding="utf-8")
    return 1 if checking and stale else 0


if __name__ == "__main__":
    sys.exit(main())
