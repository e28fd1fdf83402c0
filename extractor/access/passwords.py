"""Passwords: which are good enough, and how they are kept (Argon2id with the parameters of RFC 9106)."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from extractor.errors import UsageError

SHORTEST: Final = 12
LONGEST: Final = 256
"""Characters; more would let somebody have long texts hashed."""
_HASHER: Final = PasswordHasher()
_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Each hash takes 64 MiB: many people who sign in at once wait for each other instead of filling the memory."""


def hashed(password: str) -> str:
    """The form in which a password is kept.

    Raises:
        UsageError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the kept one; without a kept one it takes as long to say no."""
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether newer parameters would be used today."""
    return _HASHER.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
