"""Secrets that are handed out once and kept as digests."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

TOKEN_PREFIX: Final = "vanthu_"
"""By it a scanner for leaked secrets knows a token."""


def new_secret() -> str:
    """256 bits, safe in a URL and in a cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """The form in which a secret is kept: it has too many bits to be guessed, so a plain hash will do."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def derived(secret: str, purpose: str) -> str:
    """Another secret, which only who has this one can make."""
    return hashlib.sha256(f"{purpose}\0{secret}".encode("utf-8", "surrogatepass")).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compared in a time that tells nothing about where they differ."""
    return secrets.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
