"""`vanthu schema`: the JSON Schema of a record."""

from __future__ import annotations

import argparse
import sys

from extractor.errors import ExitCode

HELP = "print the JSON Schema of a record"


def configure(parser: argparse.ArgumentParser) -> None:
    """`vanthu schema` has no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    from schemas.record import json_schema_text

    del arguments
    sys.stdout.write(json_schema_text())
    return ExitCode.DONE
