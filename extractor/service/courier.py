"""The courier: sends what webhooks are to be told, signed by the Standard Webhooks specification, until it arrives."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from standardwebhooks import Webhook as Signer

from extractor.access.settings import WebhookRules
from extractor.errors import StoreError
from extractor.jobs.notices import Letter, Notices, Sending
from extractor.jobs.signing import NoSecretError, Secrets
from extractor.service.outbound import ForbiddenAddressError, SendingError, post, target_of
from extractor.version import __version__

_LOOK: Final = 1.0
"""Seconds between two looks at what is due."""
_THREADS: Final = 4
"""A receiver that is slow holds up only one."""
_GONE: Final = 410
"""By this a receiver says that it wants no more (Standard Webhooks)."""


class Courier:
    """Sends in threads until it is stopped; `tell` hears of every try."""

    def __init__(self, notices: Notices, rules: WebhookRules, tell: Callable[[str], None]) -> None:
        """Start nothing yet."""
        self._notices, self._rules, self._tell = notices, rules, tell
        self._secrets = Secrets(rules.key)
        self._stop = threading.Event()
        names = range(_THREADS)
        self._threads = [threading.Thread(target=self._work, name=f"vanthu-courier-{n}", daemon=True) for n in names]

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Send no more; a try that is under way ends by its clock, and is made again if nobody hears of its end."""
        self._stop.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(self._rules.seconds + 1)

    def _work(self) -> None:
        while not self._stop.is_set():
            letter = None
            with suppress(StoreError):
                letter = self._notices.take(4 * self._rules.seconds)
            if letter is None:
                self._stop.wait(_LOOK)
                continue
            with suppress(StoreError):
                self._send(letter)

    def _send(self, letter: Letter) -> None:
        """Try once, and note what came of it."""
        try:
            status = self._post(letter)
        except (ForbiddenAddressError, NoSecretError, SendingError) as error:
            # A forbidden address too: names lead elsewhere for a while, and another server may be allowed more or
            # have the key.
            self._again(letter, str(error))
        else:
            if 200 <= status < 300:
                self._note(letter, Sending.SENT, f"status {status}")
            elif status == _GONE:
                self._notices.disable(letter.delivery.webhook)
                self._note(letter, Sending.FAILED, "it is gone (status 410)")
            else:
                self._again(letter, f"status {status}")

    def _post(self, letter: Letter) -> int:
        delivery, body = letter.delivery, letter.delivery.payload.encode()
        secret = self._secrets.of(delivery.webhook, letter.secret)
        target = target_of(letter.url, self._rules)
        now = datetime.now(UTC)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"vanthu/{__version__}",
            "Connection": "close",
            "webhook-id": delivery.message,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Signer(secret).sign(delivery.message, now, delivery.payload),
        }
        return post(target, body, headers, self._rules.seconds)

    def _again(self, letter: Letter, answer: str) -> None:
        """Wait longer each time, and give up at the end."""
        pauses, tries = self._rules.pauses, letter.delivery.tries
        if tries > len(pauses):
            self._note(letter, Sending.FAILED, answer)
        else:
            self._note(letter, Sending.WAITING, answer, pauses[tries - 1])

    def _note(self, letter: Letter, state: Sending, answer: str, pause: float = 0.0) -> None:
        self._notices.note(letter.delivery, state, answer, pause)
        self._tell(state.value)
