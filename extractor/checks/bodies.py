"""Who issues and who signs, told in the head, in the text, in the signature and in the appendix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.unit_names import names_other_body
from extractor.text.fold import fold, fold_key
from extractor.text.passage import Quote
from schemas.document import Signer
from schemas.findings import Severity

_OF_COMMITTEE = re.compile(r"(?<![\w/-])(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|hội đồng nhân dân|hđnd)\s(?P<unit>.+)$")
_PERSON = re.compile(
    r"\b(?:[Đđ]ồng chí|[ÔôBb](?:ng|à))\s(?P<name>(?:[^\W\d_]+\s?){2,5}?)\s?(?:,|-|–)\s?(?=(?P<post>[^;.]{4,160}))"
)
_COLLECTIVE = re.compile(r"^tm (?:uy ban nhan dan|ubnd)$")
_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_IN_UNIT = re.compile(r"\s(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|dac khu|phuong|xa(?! hoi))\s")


@check("conflict.organ_name", Severity.ERROR)
def organ_name(subject: Subject) -> Iterator[Hit]:
    """The head and the signature (`TM. ỦY BAN NHÂN DÂN XÃ …`) name one issuing body."""
    own = subject.document.organ_name if subject.document.organ_name.value else subject.document.place
    for signer in subject.record.signers:
        authority = signer.authority
        named = authority.value is not None and _OF_COMMITTEE.search(authority.value.lower())
        if named and names_other_body(subject.document, authority.value or ""):
            values = {"own": own.value or "", "other": authority.value or ""}
            yield Hit((*own.evidence, *authority.evidence), values)


@check("conflict.signer_name", Severity.WARNING)
def signer_name(subject: Subject) -> Iterator[Hit]:
    """Who the text calls the holder of the post signs in it; deputies and those who sign for others are left out."""
    signers = subject.record.signers
    if len(signers) != 1 or signers[0].capacity.value is not None:
        return
    name, post = signers[0].full_name, signers[0].position
    if name.value is None or post.value is None:
        return
    held = [f"{post.value} {body}" for body in _bodies_of_post(subject, signers[0])]
    for quote in (quote for each in held for quote in _persons_of_post(subject, each)):
        if fold(quote.text) != fold(name.value):
            yield Hit(
                (*quote.evidence(), *name.evidence), {"post": post.value, "text": quote.text, "signer": name.value}
            )


def _bodies_of_post(subject: Subject, signer: Signer) -> list[str]:
    """The body whose head signs: of a standing committee (`BAN THƯỜNG TRỰC`) the one that it stands for.

    A text that lost its head tells it by `TM. ỦY BAN NHÂN DÂN` and the place: a unit of any kind of that name.
    """
    document = subject.document
    organ, parent, place = (each.value for each in (document.organ_name, document.parent_organ_name, document.place))
    if organ is not None:
        standing = fold_key(organ) in {"ban thuong truc", "thuong truc"}
        return [parent if standing and parent else organ]
    collective = _COLLECTIVE.match(fold_key(signer.authority.value or ""))
    return [f"Ủy ban nhân dân {kind} {place}" for kind in _KINDS] if collective and place else []


def _persons_of_post(subject: Subject, post: str) -> Iterator[Quote]:
    """Names in the text that stand before the post: `đồng chí …, Chủ tịch Ủy ban nhân dân xã …`."""
    wanted = _abbreviated(post)
    short = _without_unit(wanted)
    for passage in subject.division.parts.body:
        for match in _PERSON.finditer(passage.text):
            held = _abbreviated(match["post"])
            capitals = all(word[0].isupper() for word in match["name"].split())
            own = short and held.startswith(f"{short} ") and _IN_UNIT.match(held, len(short)) is None
            if capitals and (own or held == short or f"{held} ".startswith(f"{wanted} ")):
                yield passage.quote(match.start("name"), match.end("name"))


def _without_unit(post: str) -> str:
    """`giam doc so y te` of `… tinh dong nai`, as texts name the body; nothing for committees: all places have one."""
    unit = _IN_UNIT.search(post)
    short = post[: unit.start()] if unit is not None else ""
    return "" if short.endswith(("ubnd", "hdnd")) else short


def _abbreviated(text: str) -> str:
    key = fold_key(text).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return key.replace("mat tran to quoc", "mttq")
