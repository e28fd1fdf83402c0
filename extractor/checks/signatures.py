"""Digital signatures against the paper, against the file as it is now, and against what is known of their issuers.

That a document may be trusted is never said: where no roots are configured the certificates are told as unchecked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.checks.registry import Hit, Subject, check
from extractor.reading.source import FileSignature, SourceText
from extractor.rules.signing import bound, person_of, printed_name, same_name, signing_days
from schemas.evidence import Evidence
from schemas.fields import Status
from schemas.findings import Severity


def _source(subject: Subject) -> SourceText:
    return subject.division.parts.source


def _evidence(signatures: Sequence[FileSignature]) -> tuple[Evidence, ...]:
    """The places of the names of the signers, or else of the signature fields."""
    return tuple(place for each in signatures for place in each.evidence("signer") or each.evidence())


def _by_signer(signatures: Sequence[FileSignature]) -> dict[str, list[FileSignature]]:
    """Signatures by the name in their certificate: the seal of one body is often put three times."""
    found: dict[str, list[FileSignature]] = {}
    for each in signatures:
        found.setdefault(each.signer or "?", []).append(each)
    return found


@check("conflict.signer_certificate", Severity.ERROR)
def signer_certificate(subject: Subject) -> Iterator[Hit]:
    """The certificate of the person who signed on a block names the person printed there.

    Left out are certificates of bodies, persons whose signature stands elsewhere, and names that pages were recognised
    for in another spelling.
    """
    blocks = subject.division.parts.signatures
    for block, signature in zip(blocks, bound(subject.case), strict=True):
        printed = printed_name(block)
        person = person_of(signature, _source(subject)) if signature is not None else None
        if signature is None or printed is None or person is None or same_name(printed, person):
            continue
        evidence = (*printed.evidence(), *_evidence([signature]))
        yield Hit(evidence, {"printed": printed.text, "certificate": person})


@check("quality.changed_since_signing")
def changed_since_signing(subject: Subject) -> Iterator[Hit]:
    """What was signed is no longer what the file holds, or something else than signatures was added behind it."""
    signatures = _source(subject).signatures
    broken = [each for each in signatures if each.intact is False]
    added = [each for each in signatures if each.intact and each.whole is False]
    for found, how, severity in ((broken, "signed_part", Severity.ERROR), (added, "later_part", Severity.WARNING)):
        for signer, own in _by_signer(found).items():
            yield Hit(_evidence(own), {"signer": signer}, {"how": how}, severity=severity)


@check("quality.signature_unreadable", Severity.WARNING)
def signature_unreadable(subject: Subject) -> Iterator[Hit]:
    """A signature field is filled, but what fills it is no signature that can be read."""
    found = [each for each in _source(subject).signatures if each.intact is None]
    if found:
        yield Hit(_evidence(found), {"count": str(len(found))})


@check("signature.untrusted", Severity.WARNING)
def untrusted(subject: Subject) -> Iterator[Hit]:
    """A certificate leads to none of the configured roots, or was not valid when it signed."""
    found = [each for each in _source(subject).signatures if each.trusted is False]
    for signer, own in _by_signer(found).items():
        yield Hit(_evidence(own), {"signer": signer})


@check("signature.trust_not_checked", Severity.INFO)
def trust_not_checked(subject: Subject) -> Iterator[Hit]:
    """Signatures are right in themselves; who issued their certificates was not looked at."""
    found = [each for each in _source(subject).signatures if each.intact and each.trusted is None]
    if found:
        first = {signer: own[0] for signer, own in _by_signer(found).items()}
        yield Hit(_evidence(tuple(first.values())), {"signers": ", ".join(first)})


@check("chronology.signing_time", Severity.INFO)
def signing_time(subject: Subject) -> Iterator[Hit]:
    """The paper leaves its date open and the signer's or the seal's digital signature has a time: a candidate."""
    issued = subject.document.issued_date
    if issued.status in {Status.PRESENT, Status.STRUCK_OUT}:
        return
    days = signing_days(subject.case)
    if days:
        evidence = (*issued.evidence, *(place for _, each in days for place in each.evidence("signed_at")))
        yield Hit(evidence, {"days": ", ".join(day.strftime("%d/%m/%Y") for day, _ in days)})
