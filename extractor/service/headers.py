"""Headers that several requests have."""

from __future__ import annotations

from typing import Any

from fastapi import Header


def idempotency_header(description: str) -> Any:
    """The header under whose key a request is done once."""
    return Header(
        alias="Idempotency-Key", min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$", description=description
    )
