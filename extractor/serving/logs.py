"""Structured logs: one line of JSON each, with ids and figures, no words of documents, no names of files or people.

What libraries log is cut to who logs it and where: their messages may hold what a request held.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final, TextIO

from extractor.errors import place_of

LOGGER: Final = logging.getLogger("vanthu.server")
"""Whoever logs here passes `extra={"fields": {…}}` and a fixed word as the message."""


class JsonLines(logging.Formatter):
    """A record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, and our own fields; of others the place only."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        if record.name == LOGGER.name:
            line["event"] = record.getMessage()
            line |= getattr(record, "fields", {})
        else:
            line["place"] = f"{record.filename}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            line["error"], line["at_line"] = place_of(record.exc_info[1])
        return json.dumps(line)


def set_up_logs(stream: TextIO | None = None) -> None:
    """Have everything that is logged in this process written as lines of JSON, to standard error by default."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
