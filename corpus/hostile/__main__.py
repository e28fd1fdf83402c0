"""Streams hostile files to standard output, or writes them into a folder to look at.

A file in the stream is one line of JSON (`number`, `name`, `how`, `bytes`) and that many bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus.hostile.cases import SEED, case


def main() -> int:
    """Make the files of a range of numbers; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.hostile", description=__doc__)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--count", type=int, default=10, help="how many files")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other files")
    parser.add_argument("--write", metavar="FOLDER", type=Path, help="write them here instead of streaming them")
    arguments = parser.parse_args()
    for number in range(arguments.first, arguments.first + arguments.count):
        made = case(number, arguments.seed)
        if arguments.write is not None:
            arguments.write.mkdir(parents=True, exist_ok=True)
            (arguments.write / made.name).write_bytes(made.data)
            print(made.name, made.how)
            continue
        header = {"number": made.number, "name": made.name, "how": made.how, "bytes": len(made.data)}
        sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + made.data)
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        # Whoever read the stream has enough.
        sys.exit(0)
