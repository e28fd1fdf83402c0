"""Whether a certificate leads to a root that this installation trusts; nothing is fetched, no clock is asked.

The roots are PEM or DER files in the folder that the environment variable `VANTHU_TRUST` names by its whole path:
self-signed certificates are roots, the others are those between. Revocation is not checked, for that needs the network.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

Certificate: TypeAlias = Any
"""A certificate of asn1crypto, which has no types."""
FOLDER = "VANTHU_TRUST"
_ENDINGS = frozenset({".pem", ".crt", ".cer", ".der"})


def folder() -> str | None:
    """The folder of trusted certificates, None where none is configured."""
    return os.environ.get(FOLDER) or None


def files() -> list[Path]:
    """The readable files of certificates in the configured folder, by name; none where there is no such folder."""
    path = folder()
    try:
        return _files(Path(path)) if path is not None else []
    except OSError:
        return []


def _files(path: Path) -> list[Path]:
    return [file for file in sorted(path.iterdir()) if file.suffix.lower() in _ENDINGS and file.is_file()]


@lru_cache(maxsize=4)
def known(path: str) -> tuple[tuple[Certificate, ...], tuple[Certificate, ...]]:
    """Roots and certificates between, of the readable files of a folder in the order of their names."""
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415 -- only where a folder is configured

    certificates: list[Certificate] = []
    for file in _files(Path(path)):
        certificates += load_certs_from_pemder_data(file.read_bytes())
    roots = [each for each in certificates if each.self_issued]
    return tuple(roots), tuple(each for each in certificates if not each.self_issued)


def is_trusted(certificate: Certificate, others: list[Certificate], moment: datetime | None) -> bool | None:
    """Whether a certificate leads to a root and was valid at a moment; None where there are no roots or no moment."""
    path = folder()
    if path is None or moment is None or moment.tzinfo is None:
        return None
    try:
        roots, between = known(path)
    except (OSError, ValueError):
        return None
    return _leads_to_root(certificate, (roots, (*between, *others)), moment) if roots else None


def _leads_to_root(
    certificate: Certificate, known: tuple[tuple[Certificate, ...], tuple[Certificate, ...]], moment: datetime
) -> bool:
    from pyhanko_certvalidator import (  # noqa: PLC0415 -- only where a folder is configured
        CertificateValidator,
        ValidationContext,
    )
    from pyhanko_certvalidator.errors import PathError, ValidationError  # noqa: PLC0415

    roots, between = known
    context = ValidationContext(
        trust_roots=list(roots),
        other_certs=list(between),
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
        weak_hash_algos=set(),
    )
    try:
        validator: Any = CertificateValidator(certificate, list(between), context)
        # In a thread of its own: a caller such as a notebook has a loop of its own in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, validator.async_validate_usage(set())).result()
    except (PathError, ValidationError):
        return False
    return True
