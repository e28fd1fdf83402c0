"""Writes the golden records anew: `python -m tests.golden.write`.

Ends with 1 where one changed, so that somebody looks.
"""

from __future__ import annotations

import sys

from tests.golden.documents import GOLDEN, documents, golden_of, text_of


def main() -> int:
    """Write, and name what changed."""
    GOLDEN.mkdir(exist_ok=True)
    wanted = {golden_of(document): text_of(document) for document in documents()}
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in changed:
        path.write_text(wanted[path], "utf-8")
    left = [path for path in sorted(GOLDEN.glob("*.json")) if path not in wanted]
    for path in left:
        path.unlink()
    for path in [*changed, *left]:
        sys.stderr.write(f"review {path.name}\n")
    return 1 if changed or left else 0


if __name__ == "__main__":
    sys.exit(main())
