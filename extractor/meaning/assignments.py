"""Who is to do what: lead organ, coordinating organs, task and deadline of a plan.

Five forms are read: lines `Cơ quan chủ trì: …`, sentences `Sở … chủ trì, phối hợp …`, items `Sở …: …` and headings for
each unit in sections of organisation, and task tables of appendices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from extractor import vocabulary
from extractor.meaning.cells import cell_words
from extractor.meaning.clauses import CAPITAL
from extractor.meaning.statistics import text_or_absent
from extractor.meaning.targets import deadline_in, without_marker
from extractor.parts.model import Node, Parts
from extractor.text.fold import fold_key
from extractor.text.passage import Quote, absent, words
from schemas.fields import FieldValue
from schemas.meaning import Assignment
from schemas.sections import Role
from schemas.tables import Row, RowKind, Table

_ORGAN = r"(?:co quan|don vi|so,? nganh|bo phan)"
_LEAD_LINE = re.compile(rf"(?:{_ORGAN}(?:, ?don vi)? )?(?:chu tri|thuc hien|chu tri thuc hien|chu tri tham muu) ?: ?")
_HELP_LINE = re.compile(rf"(?:[;.,] ?)?(?:{_ORGAN}(?:, ?don vi)? )?phoi hop(?: thuc hien)? ?: ?")
_TIME_LINE = re.compile(r"(?:[;.,] ?)?(?:thoi (?:gian|han)(?: thuc hien| hoan thanh)?|tien do|hoan thanh) ?: ?")
_LEADS = re.compile(r"(?: la co quan| la don vi)?,? (?:chu tri|co trach nhiem|lam dau moi|chiu trach nhiem)\b")
_LEADS_WITH = re.compile(r"[,;]? (?:chu tri[,;]? )?phoi hop (?:chat che )?(?:(?:voi|cung)(?: voi)? )?")
_WITH = re.compile(r"\bphoi hop (?:chat che )?(?:voi|cung)(?: voi)? ")
# Lower case only: `Sở Xây dựng` is a body, `xây dựng` opens what is done.
_HELPERS_END = re.compile(
    r"[;.]|,? (?:tổ chức (?!liên quan|chính trị|thành viên)|triển khai|thực hiện|tham mưu|xây dựng|hướng dẫn|"
    r"kiểm tra|rà soát|theo dõi|báo cáo|để |trong |tổng hợp|chỉ đạo|tuyên truyền|đẩy mạnh|tiếp tục|cân đối|"
    r"bố trí|lập |"
    r"ban hành|cung cấp|tăng cường|đôn đốc|thẩm định|phổ biến|nghiên cứu|đề xuất|xử lý|giải quyết|quản lý|"
    r"tiếp nhận|giám sát (?!thi công)|đưa )"
)
_OPENING = re.compile(r"(?:(?:đề nghị|giao|yêu cầu|trách nhiệm của|đối với|các|từng|lãnh đạo) )+")
_GIVES = re.compile(r"(?:giao|de nghi|yeu cau) ")
_SEPARATOR = re.compile(rf";\s|(?:,| và)\s(?={CAPITAL}|các\s)")
_GENERIC = re.compile(
    r"(?:nhiem vu|phan cong|trach nhiem|to chuc|co quan|don vi|thoi gian|tien do|noi dung|thuc hien)(?:,? (?:va )?"
    r"(?:trach nhiem|nhiem vu|thuc hien|to chuc|phan cong))?"
)
_REMARK = re.compile(r"\([^()]*\b(?:phu luc|bieu|danh muc)\b[^()]*\)[;.]?")
"""`(Có phụ lục kèm theo)` sets no task."""

_NO_TASKS = frozenset({Role.BUDGET, Role.TIME})
"""`Đơn vị chủ trì: …` there is of the whole plan, not of the sum or the day told above it."""
_ASKED_TO_DO = (Role.PROPOSALS, Role.ORGANISATION)
"""`Đề nghị Hội Nông dân xã` among the bodies that a plan gives tasks to."""
_ITEM_NUMBER = re.compile(r"(\d{1,2})[.)]\s")
_MAX_ORGAN = 160
_MAX_NAME = 14
"""Syllables of a body's name before a colon."""


@lru_cache(maxsize=1)
def _bodies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = vocabulary.load("counted")["bodies"]
    heads, never = ("|".join(sorted(map(re.escape, data[key]), key=len, reverse=True)) for key in ("heads", "never"))
    return re.compile(rf"(?:{heads})(?!\w)"), re.compile(rf"(?:{never})(?!\w)")


def _is_organ(words_: str) -> bool:
    """Whether words begin like the name of a body or the post of its head."""
    if len(words_) > _MAX_ORGAN:
        return False
    key = words_.lower().strip()
    opening = _OPENING.match(key)
    key = key[opening.end() :] if opening else key
    heads, never = _bodies()
    return heads.match(key) is not None and never.match(key) is None


def _organs(quote: Quote | None) -> tuple[FieldValue[str], ...]:
    """Several organs in one list; a comma inside a body's name (`Văn hóa, Thể thao`) parts nothing."""
    if not quote:
        return ()
    text = quote.text
    cuts = [match for match in _SEPARATOR.finditer(text) if _is_organ(text[match.end() : match.end() + 40])]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    pieces = [_trimmed(quote.part(start, end)) for start, end in zip(starts, ends, strict=True)]
    return tuple(words(piece) for piece in pieces if piece)


def _trimmed(quote: Quote) -> Quote:
    end = len(quote.text)
    while end and quote.text[end - 1] in ";,. :":
        end -= 1
    return quote.part(0, end)


def _labelled(quote: Quote) -> tuple[Quote, Quote | None, Quote | None] | None:
    """`Cơ quan chủ trì: A; cơ quan phối hợp: B. Thời gian: C` as its three parts; None where it is no such line."""
    item = without_marker(quote)
    lead = _LEAD_LINE.match(item.folded)
    if lead is None:
        return None
    label = lead.group()
    if "chu tri" not in label and not label.startswith(("co quan", "don vi")):
        return None
    helpers = _HELP_LINE.search(item.folded, lead.end())
    time = _TIME_LINE.search(item.folded, lead.end())
    ends = sorted(match.start() for match in (helpers, time) if match)
    first = _trimmed(item.part(lead.end(), ends[0] if ends else None))
    return first, _behind(item, helpers, ends), _behind(item, time, ends)


def _behind(item: Quote, label: re.Match[str] | None, ends: Sequence[int]) -> Quote | None:
    if label is None:
        return None
    end = next((at for at in ends if at > label.start()), None)
    return _trimmed(item.part(label.end(), end))


def _line_after(quotes: Sequence[Quote], at: int, label: re.Pattern[str]) -> Quote | None:
    """The words of a line `Cơ quan phối hợp: …` in one of the two lines behind the lead's."""
    for quote in quotes[at + 1 : at + 3]:
        item = without_marker(quote)
        match = label.match(item.folded)
        if match:
            return _trimmed(item.part(match.end()))
    return None


def _from_lines(node: Node, above: Quote | None) -> Iterator[Assignment]:
    """Lines with labels; the task is the text before them, else the heading, else the heading above."""
    if node.role in _NO_TASKS:
        return
    for at, quote in enumerate(node.own):
        parts = _labelled(quote)
        if parts is None or not parts[0]:
            continue
        lead, beside = _lead_and_helpers(parts[0])
        helpers, time = parts[1] or beside, parts[2]
        task = _task_before(node, at, above)
        if task and lead:
            yield Assignment(
                lead_organ=words(lead, confidence=0.93),
                coordinating_organs=_organs(helpers or _line_after(node.own, at, _HELP_LINE)),
                task=words(task, confidence=0.85),
                deadline=text_or_absent(time or _line_after(node.own, at, _TIME_LINE)),
                section=node.label,
            )


def _lead_and_helpers(named: Quote) -> tuple[Quote, Quote | None]:
    """`Đơn vị thực hiện: Đoàn xã chủ trì, phối hợp với Hội …`: who leads and who helps, told in one line."""
    parted = _LEADS_WITH.search(named.folded)
    if parted is None:
        return named, None
    return _trimmed(named.part(0, parted.start())), _trimmed(named.part(parted.end())) or None


def _task_before(node: Node, at: int, above: Quote | None) -> Quote | None:
    for quote in reversed(node.own[:at]):
        item = without_marker(quote)
        if not any(label.match(item.folded) for label in (_LEAD_LINE, _HELP_LINE, _TIME_LINE)):
            return item
    generic = node.title is None or _GENERIC.fullmatch(fold_key(node.title.text)) is not None
    return above if generic and above is not None else node.title


def _helpers_in(quote: Quote) -> Quote | None:
    """`… phối hợp với A, B và C tổ chức …`: the organs between."""
    match = _WITH.search(quote.folded)
    if match is None:
        return None
    end = _HELPERS_END.search(quote.text, match.end())
    return _trimmed(quote.part(match.end(), end.start() if end else None))


def _from_sentence(quote: Quote, section: str | None) -> Assignment | None:
    """`Sở A chủ trì, phối hợp với Sở B …`: the body before the verb leads."""
    item = without_marker(quote)
    verb = _LEADS.search(item.folded, 0, _MAX_ORGAN)
    if verb is None or _LEAD_LINE.match(item.folded) or not _is_organ(item.text[: verb.start()]):
        return None
    return _assignment(_named(item.part(0, verb.start())), item, section)


def _named(lead: Quote) -> Quote:
    """The body without the words that give it a task."""
    opening = _GIVES.match(lead.folded)
    return lead.part(opening.end()) if opening else lead


def _from_name(quote: Quote, section: str | None) -> Assignment | None:
    """`Sở A: Hoàn thành … trước ngày …`: the body before the colon is to do what stands behind it."""
    item = without_marker(quote)
    colon = item.text.find(": ", 0, _MAX_ORGAN)
    labelled = any(label.match(item.folded) for label in (_LEAD_LINE, _HELP_LINE, _TIME_LINE))
    if colon < 0 or labelled or not _is_organ(item.text[:colon]) or len(item.text[:colon].split()) > _MAX_NAME:
        return None
    return _assignment(_named(item.part(0, colon)), item.part(colon + 1), section)


def _assignment(lead: Quote, task: Quote, section: str | None) -> Assignment:
    return Assignment(
        lead_organ=words(_trimmed(lead), confidence=0.9),
        coordinating_organs=_organs(_helpers_in(task)),
        task=words(task, confidence=0.88),
        deadline=text_or_absent(deadline_in(task)),
        section=section,
    )


def _from_unit(node: Node) -> Iterator[Assignment]:
    """A heading that names a unit, its tasks under it."""
    title = node.title
    if title is None or not _is_organ(title.text):
        return
    below = (child_quote for child in node.children for child_quote in _tasks_below(child))
    for quote in (*takewhile(lambda own: not _counts_on(node, own), node.own), *below):
        task = without_marker(quote)
        if task and _labelled(quote) is None and not _REMARK.fullmatch(task.folded):
            yield _assignment(_named(title), task, node.label)


def _counts_on(node: Node, quote: Quote) -> bool:
    """`2. Đề nghị …` below `1. Sở Y tế` is no heading, but the next of its enumeration: the unit's tasks end there."""
    number = _ITEM_NUMBER.match(quote.text)
    return number is not None and (node.label or "").isdigit() and int(number[1]) == int(node.label or 0) + 1


def _tasks_below(node: Node) -> Iterator[Quote]:
    if node.title is not None and not node.own:
        yield node.title
    yield from node.own


def _from_nodes(nodes: Sequence[Node], role: Role, above: Quote | None) -> Iterator[Assignment]:
    """Each heading by the first form that fits it; a heading that names a unit takes those below it along."""
    for node in nodes:
        own = role if node.role is Role.OTHER or (node.role, role) == _ASKED_TO_DO else node.role
        found = list(_from_lines(node, above))
        if not found and own is Role.ORGANISATION:
            found = list(_from_unit(node))
            if found:
                yield from found
                continue
        if not found and own in {Role.ORGANISATION, Role.CONTENT}:
            forms = (_from_sentence, _from_name) if own is Role.ORGANISATION else (_from_sentence,)
            told = (next(filter(None, (form(quote, node.label) for form in forms)), None) for quote in node.own)
            found = [one for one in told if one is not None]
        yield from found
        yield from _from_nodes(node.children, own, node.title)


def _from_row(parts: Parts, names: Sequence[str | None], row: Row) -> Assignment | None:
    cells = {name: cell for name, cell in zip(names, row.cells, strict=True) if name}
    lead, task = cells["lead_organ"], cells["work"]
    if row.kind is not RowKind.DATA or not lead.evidence or not task.evidence:
        return None
    helpers, time = cells.get("coordinating_organs"), cells.get("deadline")
    return Assignment(
        lead_organ=cell_words(parts, lead),
        coordinating_organs=(cell_words(parts, helpers),) if helpers is not None and helpers.text else (),
        task=cell_words(parts, task),
        deadline=cell_words(parts, time) if time is not None else absent(),
        section=None,
    )


def _from_table(parts: Parts, table: Table) -> Iterator[Assignment]:
    names = [column.name for column in table.columns]
    if {"lead_organ", "work"} <= set(names):
        found = (_from_row(parts, names, row) for row in table.rows)
        yield from (assignment for assignment in found if assignment is not None)


def assignments(parts: Parts, tables: Sequence[Table]) -> tuple[Assignment, ...]:
    """Every assignment, those of the body first and then those of task tables."""
    found = list(_from_nodes(parts.sections, Role.OTHER, None))
    for table in tables:
        found += _from_table(parts, table)
    return tuple(found)
