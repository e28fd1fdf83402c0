"""Templates of pages of HTML: every value goes through autoescape, unseen characters in it shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from extractor.writing.inert import visible


def escaping(read: Callable[[str], str | None]) -> Environment:
    """An environment for the templates that `read` gives by name (None: there is none); unknown names are errors."""
    return Environment(
        loader=FunctionLoader(read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
