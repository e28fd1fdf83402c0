"""The secrets by which receivers of webhooks know our messages: kept in the database, or made from a key beside it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final

from extractor.access.keys import digest, is_same
from extractor.errors import VanthuError

SHORTEST_KEY: Final = 32
"""Bytes of a key: it must not be guessed by who knows one secret made from it."""
LONGEST_KEY: Final = 4096
_PREFIX: Final = "whsec_"
"""By the Standard Webhooks specification."""
_MADE: Final = "sha256:"
"""Before the digest that is kept instead of a secret that a key makes."""


class NoSecretError(VanthuError):
    """The secret of a webhook was made from a key that this server does not have."""

    advice = "start the server with the --webhook-key that it was added under, or add the webhook anew"


@dataclass(frozen=True, slots=True)
class Secrets:
    """How secrets come about: from `key` (bytes kept outside of the database), or by chance where there is none."""

    key: bytes | None = field(default=None, repr=False)

    def new(self, webhook: str) -> tuple[str, str]:
        """The secret of a new webhook, and what the database keeps of it: a digest where a key makes it again."""
        if self.key is None:
            secret = _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
            return secret, secret
        secret = _from_key(self.key, webhook)
        return secret, _MADE + digest(secret)

    def of(self, webhook: str, kept: str) -> str:
        """The secret of a webhook, by what the database keeps of it.

        Raises:
            NoSecretError: it was made from a key that is not this one.
        """
        if not kept.startswith(_MADE):
            return kept
        secret = "" if self.key is None else _from_key(self.key, webhook)
        if not is_same(_MADE + digest(secret), kept):
            raise NoSecretError("the secret of this webhook is made from a key that this server does not have")
        return secret


def _from_key(key: bytes, webhook: str) -> str:
    """HMAC-SHA256 over the id: who has one secret learns nothing of the key or of another one."""
    made = hmac.new(key, b"vanthu webhook\0" + webhook.encode(), hashlib.sha256).digest()
    return _PREFIX + base64.b64encode(made).decode()
