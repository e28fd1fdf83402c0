"""`vanthu pages`: the words of a document with their places, as hOCR, as ALTO or as a searchable PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from extractor.commands.documents import printable
from extractor.errors import ExitCode, OutputError, UsageError
from extractor.writing.whole import write_whole

HELP = "write the words of a document with their places: hOCR, ALTO, or a searchable PDF of a scan"
_FORMS: Final = {".hocr": "hocr", ".html": "hocr", ".alto": "alto", ".xml": "alto", ".pdf": "pdf"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu pages`."""
    parser.add_argument("path", metavar="FILE", help="a PDF or a picture (PNG, JPEG, TIFF)")
    parser.add_argument(
        "--format",
        choices=("hocr", "alto", "pdf"),
        help="format of the output (default: by the ending of OUT, or hocr)",
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="file to write (default: standard output)")


def run(arguments: argparse.Namespace) -> int:
    """Write the pages of one document."""
    from extractor.fence.intake import take_in
    from extractor.fence.shared import shared_fence
    from extractor.fence.tasks import written_pages

    path = Path(arguments.path)
    file = take_in(path)
    output = Path(arguments.output) if arguments.output is not None else None
    form = arguments.format or _FORMS.get(output.suffix.lower() if output else "", "hocr")
    if output is None and form == "pdf" and sys.stdout.isatty():
        raise UsageError("a PDF is not for a terminal: name a file with -o")
    if output is not None and output.exists() and output.samefile(path):
        raise UsageError(f"{printable(arguments.output)} is the document itself, which is never changed")
    written = written_pages(shared_fence(), file, form)
    if output is None:
        sys.stdout.buffer.write(written)
        return ExitCode.DONE
    try:
        write_whole(output, written)
    except OSError as error:
        raise OutputError(f"{printable(arguments.output)}: {error.strerror or error}") from error
    return ExitCode.DONE
