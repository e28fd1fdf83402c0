"""The examples of findings on digital signatures: pages describe the file, here it is made."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryDirectory

import pytest

from extractor.pipeline import process_bytes
from schemas.record import Record
from tests.extractor import signing
from tests.extractor.signing import Letter, Signature, letter, sign


def _of(make: Callable[[], bytes]) -> Callable[[pytest.MonkeyPatch], Record]:
    return lambda _: process_bytes(make(), "example.pdf").record


def _untrusted(monkeypatch: pytest.MonkeyPatch) -> Record:
    """Signed under one root, judged with another in the folder."""
    pdf = sign(letter(), Signature())
    with TemporaryDirectory() as folder:
        signing.write_other_root(folder)
        monkeypatch.setenv("VANTHU_TRUST", folder)
        return process_bytes(pdf, "example.pdf").record


SIGNED: dict[str, Callable[[pytest.MonkeyPatch], Record]] = {
    "conflict.signer_certificate": _of(lambda: sign(letter(), Signature(common="Nguyễn Thị Hạnh"))),
    "quality.changed_since_signing": _of(lambda: signing.tampered(sign(letter(), Signature()))),
    "quality.signature_unreadable": _of(lambda: signing.with_broken_contents(sign(letter(), Signature()))),
    "signature.trust_not_checked": _of(lambda: sign(letter(), Signature())),
    "signature.untrusted": _untrusted,
    "chronology.signing_time": _of(
        lambda: sign(letter(Letter(day="Suối Nghệ, ngày      tháng 5 năm 2026")), Signature())
    ),
}
