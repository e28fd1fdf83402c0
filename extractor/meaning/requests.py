"""Requests and difficulties, item by item: the parts that ask someone for something, or say what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.meaning.addressee import addressee_heading, addressee_in, addressee_led, names_addressee
from extractor.meaning.named_items import OBSTACLES, REQUESTS, words_behind_name
from extractor.meaning.nil_answer import is_nil_answer
from extractor.parts.enumerators import item_mark
from extractor.parts.model import Node, Parts
from extractor.parts.roles import only_looks_like, role_of
from extractor.text.fold import fold_key
from extractor.text.notes import before_notes, introduces
from extractor.text.passage import Quote, words
from schemas.meaning import Difficulty, Recommendation
from schemas.sections import Role

_ASKS = re.compile(r"\b(?:de nghi|kien nghi|de xuat)\b")
_VERB = re.compile(r"\b(?:(?:kinh |tran trong )?(?:kien nghi|de xuat)|(?:kinh|tran trong) de nghi)\b")
_ANNOUNCES = re.compile(
    r"^\s?(?:,\s)?(?:(?:xem xet|quan tam|chi dao|giai quyet|thuc hien|ho tro)[,\s]{1,2}){0,4}(?:voi )?"
    r"(?:mot so |cac |nhung )?(?:noi dung |van de |viec |diem |giai quyet )?(?:cu the )?"
    r"(?:nhu |la )?(?:sau(?: day)?)?\s?:$"
)
"""What may stand between the verb, or the body asked, and the colon of a lead that announces requests."""
_MADE_BY_OTHERS = re.compile(
    r"\b(?:theo|giai quyet|tra loi|tiep thu|tiep nhan|phan anh|xem xet|tong hop|nhan duoc|cu tri|cong dan|don|ve)"
    r"\W{1,2}(?:y kien,? |cac |nhung |noi dung )?$"
)
_ASKING = re.compile(r"^\W{0,3}(?:(?:kinh|tran trong) )?(?:de nghi|kien nghi|de xuat|khuyen nghi)\b")
_ASKING_BODY = re.compile(r"^(?:ubnd|uy ban|so|phong|tram|truong|dia phuong|xa|phuong|don vi)\b[^.;:,]{0,60}$")
_AND_REQUESTS = re.compile(r"(?:[,;/-]|\bva)\s?(?:cac |nhung |mot so |y kien )?(?:de xuat|kien nghi|de nghi)\b")
_OWN_MEASURES = re.compile(r"\bgiai phap\b")
_DIRECTS = frozenset({Role.ORGANISATION, Role.CONTENT, Role.NEXT, Role.TARGETS})
_BARE_NAME = frozenset(["de", "xuat", "kien", "nghi", "khuyen", "va", "mot", "so", "cac", "nhung", "y", "noi", "dung"])
_ASKS_BEHIND = re.compile(r"[.;]\s(?=(?:kinh )?(?:de nghi|kien nghi|de xuat)\b)")
_MAX_HEADING_WORDS = 12
_MAX_SUBJECT = 140
_SUBMITS = re.compile(r"\W?trinh\b")
_REPORTED_ELSEWHERE = re.compile(
    r"^\W?(?:chi tiet|thong ke|co|xem)\b.{0,60}\b(?:phu luc|bieu|kem theo)\b|"
    r"^\W{0,2}\((?:gui kem|kem theo|dinh kem|ho so|danh sach|tai lieu|du thao)\b[^()]{0,200}\)\W{0,3}$"
)
_FAVOURS = re.compile(
    r"\W{0,3}(?:(?:ve|nhung|mot so) )?(?:mat )?(?:thuan loi|uu diem)\b(?!.{0,30}\b(?:kho khan|han che)\b)"
)
_HINDERS = re.compile(
    r"\W{0,3}(?:(?:ve|nhung|mot so) )?(?:mat )?(?:kho khan|han che|ton tai|vuong mac|bat cap|nguyen nhan)\b"
)
_LEAVES_OPEN = re.compile(
    r"\b(?:de nghi|kien nghi|de xuat)\s?(?:(?:mot so|cac) noi dung )?(?:nhu )?(?:sau(?: day)?)?\s?:$"
)
"""How a lead ends whose items begin with the bodies that they ask."""
_CLOSES_BEHIND = re.compile(r"(?<=[.;])\stren day la (?:bao cao|ket qua|noi dung|ke hoach|toan bo)\b.{0,400}$")
_REFERS_BEHIND = re.compile(
    r"\s\((?:chi tiet|co|kem theo|so lieu|theo)\b[^()]{0,60}\b(?:phu luc|bieu|kem theo)\b[^()]{0,40}\)\W?$"
)


_THE_END = re.compile(r"\W*het(?: bao cao)?\W*")
"""`—HẾT—` below the last words."""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One item of a part: its words without the mark, the addressee named above it, and its section."""

    words: Quote
    addressee: Quote | None
    section: str | None


def _is_lead(quote: Quote, following: Quote | None) -> bool:
    """A paragraph that only introduces the items below it: closed by a colon, or no more than whom they ask."""
    if following is None:
        return False
    return introduces(quote.text) or (len(quote.text.split()) <= _MAX_HEADING_WORDS and _names_whom(quote))


def _names_whom(quote: Quote) -> bool:
    """`Đối với Sở Tài chính` alone on its line."""
    unmarked = _unmarked(quote)
    named = addressee_in(unmarked)
    return named is not None and not unmarked.text[named.end - unmarked.start :].strip(" .,;*")


def _unmarked(quote: Quote) -> Quote:
    return quote.part(item_mark(quote.text, quote.folded))


def _items(quotes: Sequence[Quote], addressee: Quote | None, section: str | None) -> Iterator[Item]:
    for said, above, bare in _said(quotes, addressee):
        yield Item(said, _asked(said, above, bare=bare), section)


def _said(quotes: Sequence[Quote], addressee: Quote | None) -> Iterator[tuple[Quote, Quote | None, bool]]:
    """The words of each item, the body that stands above it (at first `addressee`), and whether a bare name leads."""
    quotes = [quote for quote in quotes if not _THE_END.fullmatch(quote.folded)]
    marked = [item_mark(q.text, q.folded) > 0 for q in quotes]
    bare = False
    for index, quote in enumerate(quotes):
        following = quotes[index + 1] if index + 1 < len(quotes) else None
        if _is_lead(quote, following):
            addressee = _asked_by_lead(_unmarked(quote)) or addressee
            bare = _LEAVES_OPEN.search(quote.folded) is not None
            continue
        if not marked[index] and any(marked) and _introduces(quote, following, marked, index):
            addressee = addressee_in(quote) or addressee
            continue
        if not marked[index] and any(marked[:index]) and not _ASKS.search(quote.folded):
            continue
        body = _without_reference(_unmarked(quote))
        if _says_something(body) and not is_nil_answer(body.text) and not _REPORTED_ELSEWHERE.match(body.folded):
            yield body, addressee, bare


def _asked_by_lead(lead: Quote) -> Quote | None:
    """`Đối với Sở Y tế:`, `Để thực hiện tốt …, UBND xã kính đề nghị Sở Y tế:`."""
    verbs = [verb.start() for verb in _ASKS.finditer(lead.folded)]
    return addressee_in(lead) or (addressee_in(lead.part(verbs[-1])) if verbs else None)


def _asked(body: Quote, above: Quote | None, *, bare: bool) -> Quote | None:
    """Whom an item asks: the body it names, else the one above it; `Trình HĐND …` is a task for the one above."""
    if above is not None and _SUBMITS.match(body.folded):
        return above
    verb = _ASKS.search(body.folded, 0, _MAX_SUBJECT)
    by_writer = verb is not None and _ASKING_BODY.match(body.folded[: verb.start()].removesuffix("kinh ").rstrip())
    behind = addressee_in(body.part(verb.start())) if verb is not None and by_writer else None
    return addressee_in(body) or behind or addressee_led(body, bare=bare and above is None) or above


def _without_reference(quote: Quote) -> Quote:
    """The words without `(Chi tiết có phụ lục kèm theo)` or the closing of the document behind them."""
    reference = _REFERS_BEHIND.search(quote.folded) or _CLOSES_BEHIND.search(quote.folded)
    return quote.part(0, reference.start()) if reference else quote


def _says_something(quote: Quote) -> bool:
    """Whether there are words: forms are sent in with the dotted line for the answer left as it was."""
    return any(character.isalnum() for character in quote.text)


def _introduces(quote: Quote, following: Quote | None, marked: Sequence[bool], index: int) -> bool:
    """A plain sentence right above a list of marked items introduces it."""
    return following is not None and marked[index + 1] and not any(marked[:index]) and not _ASKS.search(quote.folded)


def items_under(node: Node, addressee: Quote | None = None) -> Iterator[Item]:
    """Items of a part and of the parts below it."""
    addressee = (addressee_heading(node.title) if node.title else None) or addressee
    yield from _items(node.own, addressee, node.label)
    for child in node.children:
        yield from items_under(child, addressee)


def _is_request(node: Node) -> bool:
    """A part that asks; one that mixes requests with the writer's own measures (`Giải pháp, kiến nghị`) is none."""
    return node.role is Role.PROPOSALS and _OWN_MEASURES.search(_title(node)) is None


def _title(node: Node) -> str:
    return fold_key(node.title.text) if node.title else ""


def _gives_tasks(node: Node, parent: Node | None, siblings: Sequence[Node]) -> bool:
    """`Đề nghị Ủy ban Mặt trận …` among the bodies that a plan or directive gives tasks to."""
    if node.title is None or addressee_in(node.title) is None:
        return False
    if parent is not None and parent.role in _DIRECTS:
        return True
    return any(other.title is not None and names_addressee(other.title) for other in siblings)


def _asking(nodes: Sequence[Node], parent: Node | None = None) -> Iterator[Node]:
    """The topmost parts that ask."""
    for node in nodes:
        if not _is_request(node) or (_on_petitions(parent) and not set(_title(node).split()) <= _BARE_NAME):
            yield from _asking(node.children, node)
        elif not _gives_tasks(node, parent, nodes):
            yield node


def _on_petitions(node: Node | None) -> bool:
    """A part on what others asked: `Kiến nghị của cử tri và kết quả giải quyết`."""
    if node is None or node.title is None or _ASKS.search(node.title.folded) is None:
        return False
    return only_looks_like(node.title.text, Role.PROPOSALS)


def _mixes(node: Node) -> bool:
    """A part on difficulties or own measures whose heading announces requests too: some items ask, some do not."""
    if node.title is None or _on_petitions(node):
        return False
    if node.role is Role.PROPOSALS:
        return not _is_request(node)
    return _AND_REQUESTS.search(node.title.folded) is not None


def asks(quote: Quote) -> bool:
    """Whether a paragraph is a request by its own words: `Đề nghị …`, `Ủy ban nhân dân xã kiến nghị Sở …`."""
    if _ASKING.match(quote.folded):
        return True
    verb = _VERB.search(quote.folded, 0, _MAX_SUBJECT)
    if verb is None or _ASKING_BODY.match(quote.folded[: verb.start()]) is None:
        return False
    return addressee_in(quote.part(verb.start())) is not None


def _leads_to_requests(quote: Quote) -> bool:
    """A paragraph that announces the writer's requests, or the word alone above them (`* Kiến nghị:`)."""
    unmarked = _unmarked(quote)
    if len(unmarked.text.split()) <= _MAX_HEADING_WORDS and unmarked.text[-1:] not in {".", ";", ","}:
        short = role_of(unmarked.text) is Role.PROPOSALS and _OWN_MEASURES.search(unmarked.folded) is None
        if short and not only_looks_like(unmarked.text, Role.PROPOSALS):
            return addressee_in(unmarked) is None or _names_whom(quote)
    verb = max(_VERB.finditer(quote.folded), key=re.Match.start, default=None)
    if verb is None or not introduces(quote.text) or _MADE_BY_OTHERS.search(quote.folded[: verb.start()][-40:]):
        return False
    asked = addressee_in(quote.part(verb.start()))
    behind = asked.end - quote.start if asked else verb.end()
    return _ANNOUNCES.match(before_notes(quote.folded[behind:])) is not None


def _is_item(quote: Quote) -> bool:
    """A marked item, or a marked lead that names whom the items below it ask; other leads end the list."""
    marked = item_mark(quote.text, quote.folded) > 0
    return marked and (not introduces(quote.text) or addressee_in(_unmarked(quote)) is not None)


def _announced(quotes: Sequence[Quote], section: str | None) -> Iterator[Item]:
    """Requests in a part that is none by its heading: the marked items right under a lead that announces them."""
    at = 0
    while at < len(quotes):
        end = at + 1
        if _leads_to_requests(quotes[at]):
            while end < len(quotes) and (_is_item(quotes[end]) or _ASKING.match(quotes[end].folded)):
                end += 1
            yield from _items(quotes[at + 1 : end], addressee_in(_unmarked(quotes[at])), section)
        at = end


def _request_in(item: Item) -> Item | None:
    """An item that asks, or what behind its first sentence does: `Còn thiếu người. Đề nghị cấp trên bố trí`."""
    if asks(item.words):
        return item
    behind = _ASKS_BEHIND.search(item.words.folded)
    if behind is None:
        return None
    words = item.words.part(behind.end())
    return Item(words, addressee_in(words), item.section)


def _named(quotes: Sequence[Quote], names: frozenset[str], section: str | None) -> Iterator[Item]:
    """Items of paragraphs that carry the name of their part."""
    for quote in quotes:
        behind = words_behind_name(quote, names)
        if behind is not None and not is_nil_answer(behind.text):
            yield Item(behind, _asked(behind, None, bare=False), section)


def _outside(node: Node) -> Iterator[Item]:
    """Requests in a part whose heading does not ask: announced by a lead, or asking by their own words."""
    if _on_petitions(node):
        return
    announced = list(_announced(node.own, node.label))
    announced += _named(node.own, REQUESTS, node.label) if not _mixes(node) else ()
    taken = {id(item.words.passage) for item in announced}
    if _mixes(node):
        mixed = (_request_in(item) for item in _items(node.own, None, node.label))
        announced += [item for item in mixed if item is not None and id(item.words.passage) not in taken]
    yield from sorted(announced, key=lambda item: item.words.passage.index)


def _requests(parts: Parts) -> Iterator[Item]:
    """Requests in reading order: items of the parts that ask, and those that other parts hold."""
    whole = {id(node) for node in _asking(parts.sections)}
    opening = [passage.quote() for passage in parts.opening]
    yield from (*_announced(opening, None), *_named(opening, REQUESTS, None))
    stack = list(reversed(parts.sections))
    while stack:
        node = stack.pop()
        if id(node) in whole:
            yield from items_under(node)
        else:
            yield from _outside(node)
            stack += reversed(node.children)


def _topmost(nodes: Sequence[Node], role: Role) -> Iterator[Node]:
    for node in nodes:
        if node.role is role:
            yield node
        else:
            yield from _topmost(node.children, role)


def recommendations(parts: Parts) -> tuple[Recommendation, ...]:
    """Each item of the parts that ask someone for something."""
    return tuple(
        Recommendation(
            text=words(item.words, confidence=0.93),
            addressee=words(item.addressee, confidence=0.85) if item.addressee else None,
            section=item.section,
        )
        for item in _requests(parts)
    )


def _without_favours(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """The paragraphs of a part on difficulties without what it says before of `Thuận lợi`."""
    favours = False
    for quote in quotes:
        words = _unmarked(quote).folded
        favours = not _HINDERS.match(words) and (favours or _FAVOURS.match(words) is not None)
        if not favours:
            yield quote


def _obstacles(node: Node) -> Iterator[Item]:
    """Items of a part on difficulties, without the requests it may hold."""
    own = list(_without_favours(node.own))
    mixes = _mixes(node)
    for said, _, _ in _said(own, None):
        item = Item(said, None, node.label)
        asked = _request_in(item) if mixes else None
        end = asked.words.start - item.words.start if asked else len(item.words.text)
        if end:
            yield replace(item, words=item.words.part(0, end))
    for child in node.children:
        if not _is_request(child) and not (child.title and _FAVOURS.match(child.title.folded)):
            yield from _obstacles(child)


def _all_obstacles(parts: Parts) -> Iterator[Item]:
    if not parts.sections:
        yield from _named([passage.quote() for passage in parts.opening], OBSTACLES, None)
    for node in _topmost(parts.sections, Role.DIFFICULTIES):
        yield from _obstacles(node)


def difficulties(parts: Parts) -> tuple[Difficulty, ...]:
    """Each item of the parts on difficulties."""
    return tuple(
        Difficulty(text=words(item.words, confidence=0.9), section=item.section) for item in _all_obstacles(parts)
    )
