"""Who signs and who is addressed (NĐ 30/2020, Điều 13; Annex I, II.7 and II.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.registry import Hit, Subject, check
from extractor.text.fold import fold_key
from schemas.document import Signer
from schemas.fields import Status
from schemas.findings import Severity

_FOR_HEAD = re.compile(r"^k ?t\b\s?(?P<post>.*)$")
_COLLECTIVE = re.compile(r"^uy ban nhan dan\b|^u b n d\b|^ubnd\b")
_OF_THE_COLLECTIVE = frozenset({"BC", "KH", "TTr"})
"""Types that a People's Committee issues as a collective body and not its chair alone."""


@check("conflict.signing_authority", Severity.WARNING)
def signing_authority(subject: Subject) -> Iterator[Hit]:
    """Behind `KT.` and the post of the head stands the post of a deputy, who signs for the head."""
    for signer in subject.record.signers:
        match = _FOR_HEAD.match(fold_key(signer.capacity.value or ""))
        if match is not None and match["post"] and fold_key(signer.position.value or "") == match["post"]:
            values = {"capacity": signer.capacity.value or "", "position": signer.position.value or ""}
            yield Hit((*signer.capacity.evidence, *signer.position.evidence), values)


@check("form.no_collective", Severity.INFO)
def no_collective(subject: Subject) -> Iterator[Hit]:
    """A report, plan or submission of a People's Committee is signed `TM. ỦY BAN NHÂN DÂN`."""
    document = subject.document
    organ = fold_key(document.organ_name.value or "")
    if document.type.value not in _OF_THE_COLLECTIVE or not _COLLECTIVE.match(organ):
        return
    for signer in subject.record.signers:
        if signer.authority.status is Status.ABSENT and _chairs(signer):
            yield Hit((*signer.capacity.evidence, *signer.position.evidence))


def _chairs(signer: Signer) -> bool:
    post = fold_key(f"{signer.capacity.value or ''} {signer.position.value or ''}")
    return "chu tich" in post


@check("addressee.missing", Severity.INFO)
def addressee_missing(subject: Subject) -> Iterator[Hit]:
    """A submission (tờ trình) is always to someone: `Kính gửi` (Annex I, II.9.a)."""
    document = subject.document
    if document.type.value == "TTr" and not subject.record.addressees:
        yield Hit(document.type.evidence)
