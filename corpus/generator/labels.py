"""The gold label of a plan: what a careful clerk would read off its pages (docs/gold.md)."""

import re
from typing import Any

from corpus.generator.counts import TEAM
from corpus.generator.plan import Block, Heading, Mention, Para, Plan, Table, TableHere, mentioned, resolve
from corpus.generator.seals import draw_pictures

ROWS = 40
YEAR = re.compile(r" [0-9]{4}$")
COUNT_HEADERS = frozenset({"Tổng số CTV", "Số lượng cộng tác viên"})
WOMEN = "Nữ"
SHOWN_AS = {"hand": "handwritten", "stamped": "covered"}


def label_of(plan: Plan, kind: str, pages: dict[int, tuple[int, int]]) -> dict[str, Any]:
    """The label of one rendition; `pages` tells on which pages the table of that index begins and ends."""
    lost = plan.layout.text_style == "lost-head" and kind == "txt"
    texts = _body_texts(plan)
    cited = [entry for text in texts for entry in mentioned(text, plan.mentions) if entry.kind == "cite"]
    label: dict[str, Any] = {
        "is_administrative": True,
        "type": plan.type,
        **_head(plan, lost),
        "subject": plan.subject_text or None,
        "urgency": plan.head.urgency,
        "confidentiality": plan.head.secrecy,
        "signers": [_signer(plan, index) for index in range(len(plan.signers))],
        "signature": _signature(plan, kind),
        "recipients": list(plan.recipients),
        "responds_to": next((entry.ref for entry in cited if entry.responds), None),
        "citations": _citations(cited),
        "sections": _sections(plan),
        "recommendations": _recommendations(plan),
        "collaborators": _collaborators(plan, texts),
        "appendices": _appendices(plan),
        "tables": [_table(table, kind, pages.get(index)) for index, table in enumerate(plan.tables)],
        "missing": _missing(plan, kind, lost),
        "note": "generated",
    }
    _, _, partial = _date(plan)
    seldom = {"date_partial": partial, "digits": _digits(plan), "unsure": _unsure(plan)}
    return label | {name: value for name, value in seldom.items() if value}


def _head(plan: Plan, lost: bool) -> dict[str, Any]:
    head = plan.head
    day_status, date, _ = _date(plan)
    return {
        "number": head.number or None,
        "number_status": head.number_status,
        "notation": (head.notation or None) if head.number_status != "absent" else None,
        "place": head.place or None,
        "date": date,
        "date_status": day_status,
        "parent_issuer": None if lost else " ".join(head.parent) or None,
        "issuer": None if lost else " ".join(head.issuer) or None,
    }


def _digits(plan: Plan) -> dict[str, str]:
    """What is hard to read in the head, and why."""
    sources = {"number": plan.head.number_source, "date": plan.head.day_source}
    return {name: SHOWN_AS[source] for name, source in sources.items() if source in SHOWN_AS}


def _appendices(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "title": " ".join(entry.title),
            "refers_to": entry.refers_to,
            "tables": [block.index for block in entry.blocks if isinstance(block, TableHere)],
        }
        for entry in plan.appendices
    ]


def _signature(plan: Plan, kind: str) -> str:
    if kind == "pdf" and plan.head.number_source == "signature":
        return "digital"
    if seal_drawn(plan, kind) == "none":
        return "none"
    return "ink" if kind == "scan" else "digital"


def seal_drawn(plan: Plan, kind: str) -> str:
    """What a page shows of a seal: picture (of seal and pen), fields (a signature field alone), none."""
    if kind in {"pdf", "scan"} and plan.signers and draw_pictures(plan.name):
        return "picture"
    return "fields" if kind == "pdf" and plan.head.number_source == "signature" else "none"


def _date(plan: Plan) -> tuple[str, str | None, str | None]:
    head = plan.head
    if not head.place:
        return "absent", None, None
    if head.day and head.month:
        status = "illegible" if head.day_source in SHOWN_AS else "present"
        return status, f"{head.year}-{int(head.month):02d}-{int(head.day):02d}", None
    return "partial", None, f"{head.year}-{int(head.month):02d}" if head.month else str(head.year)


def _signer(plan: Plan, index: int) -> dict[str, str | None]:
    signer = plan.signers[index]
    return {
        "authority": signer.authority,
        "capacity": signer.capacity,
        "position": signer.position,
        "name": signer.name,
    }


def _body_texts(plan: Plan) -> list[str]:
    texts = list(plan.bases)
    for block in plan.blocks:
        if isinstance(block, Para):
            texts.append(block.text + block.footnote)
        elif isinstance(block, Heading) and block.text:
            texts.append(block.text)
    return [*texts, plan.closing]


def _citations(cited: list[Mention]) -> list[dict[str, Any]]:
    """Each document once, with the first date printed beside it; a law with and without its year is one law."""
    found: dict[str, dict[str, Any]] = {}
    for entry in cited:
        is_law = entry.ref.startswith("Luật")
        ref = entry.ref if is_law else entry.ref.replace(" ", "")
        key = YEAR.sub("", ref) if is_law else ref
        day = entry.date.isoformat() if entry.date else None
        known = found.setdefault(key, {"ref": ref, "date": day})
        known["date"] = known["date"] or day
        others = [form for form in (ref, entry.also.replace(" ", "")) if form and form != known["ref"]]
        if others:
            known["also_printed"] = list(dict.fromkeys([*known.get("also_printed", ()), *others]))
    return list(found.values())


def _sections(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "label": block.label,
            "level": block.level,
            "heading": block.text and _bare(resolve(block.text, plan.mentions)),
        }
        for block in plan.blocks
        if isinstance(block, Heading) and block.level <= 2
    ]


def _bare(text: str) -> str:
    return text.replace("**", "").rstrip(":").strip()


def _recommendations(plan: Plan) -> list[str]:
    return [
        resolve(block.text, plan.mentions) for block in plan.blocks if isinstance(block, Para) and block.asks
    ]


def _collaborators(plan: Plan, texts: list[str]) -> dict[str, Any] | None:
    """The count in prose, else the total of the roster; further counts of prose and tables beside it."""
    counts = [entry for text in texts for entry in mentioned(text, plan.mentions) if entry.kind == "count"]
    found = [_counted(entry, plan.area) for entry in counts]
    found += [counted for table in plan.tables for counted in _table_counts(table, plan.area)]
    first = _principal(found)
    if first is None:
        return None
    others = [entry for entry in found if entry is not first]
    keys = ("unit", "raw", "meaning", "of_whom", "unit_of_count")
    return {"total": first["value"], **{key: first[key] for key in keys}, "others": others}


def _principal(found: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The number of persons today in prose, else the total of a table, else the first number of persons at all."""
    found = [entry for entry in found if entry["of_whom"] != WOMEN]
    people = [entry for entry in found if entry["unit_of_count"] != TEAM and entry["meaning"] != "previous"]
    today = [entry for entry in people if entry["meaning"] == "current"]
    orders = (
        [entry for entry in today if "row" not in entry], [entry for entry in today if entry.get("row") == "total"],
        today, people,
    )  # fmt: skip
    return next((order[0] for order in orders if order), None)


def _counted(entry: Mention, area: str) -> dict[str, Any]:
    return {
        "value": entry.value, "raw": entry.printed, "meaning": entry.meaning, "of_whom": entry.whom or None,
        "unit_of_count": entry.unit or None, "unit": area,
    }  # fmt: skip


def _table_counts(table: Table, area: str) -> list[dict[str, Any]]:
    """Cells below a header that counts collaborators; `unit` is whom a row is about."""
    columns = [index for index, path in enumerate(table.columns) if _undamaged(path[0]) in COUNT_HEADERS]
    found = []
    for row, kind in zip(table.rows, table.kinds, strict=True):
        unit = row[1].text if kind == "data" and row[1] else area
        for index in columns:
            cell = row[index]
            if cell and cell.text:
                women = WOMEN if table.columns[index][-1] == WOMEN else None
                value = int(cell.text.replace(".", ""))
                found.append(_in_table({"value": value, "raw": cell.text, "of_whom": women, "unit": unit, "row": kind}))
    return found


def _in_table(count: dict[str, Any]) -> dict[str, Any]:
    return count | {"meaning": "current", "unit_of_count": None}


def _undamaged(header: str) -> str:
    return header.replace("công tác viên", "cộng tác viên")


def body_rows(table: Table, repeat: bool) -> list[list[str]]:
    """Cells of the body; a merged cell is repeated downwards, across it stands in its first column only."""
    rows: list[list[str]] = []
    for row in table.rows:
        texts = [cell.text if cell else "" for cell in row]
        rows.append(texts)
    if repeat:
        for top, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                for below in range(1, cell.down if cell else 1):
                    rows[top + below][column] = cell.text if cell else ""
    return rows


def _table(table: Table, kind: str, pages: tuple[int, int] | None) -> dict[str, Any]:
    merged = any(cell and (cell.down > 1 or cell.across > 1) for row in table.rows for cell in row)
    rows = body_rows(table, repeat=kind != "txt")
    made: dict[str, Any] = {
        "page": pages[0] if pages else 1,
        "header_rows": len(table.header) + table.numbering,
        "columns": [list(path) for path in table.columns],
        "rows": rows[:ROWS],
    }
    if len(rows) > ROWS:
        made["rows_total"] = len(rows)
    if merged and kind != "txt":
        made["merged"] = True
    return made | _structure(table, kind, pages)


def _structure(table: Table, kind: str, pages: tuple[int, int] | None) -> dict[str, Any]:
    """Kinds of rows, cells of the header, merged cells (row, column, rows, columns), first and last page."""
    spans = [
        [row, column, cell.down, cell.across]
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell and (cell.down > 1 or cell.across > 1)
    ]
    header = [[[cell.text, cell.down, cell.across] if cell else None for cell in row] for row in table.header]
    made: dict[str, Any] = {
        "row_kinds": list(table.kinds), "numbered_columns": table.numbering, "header_cells": header,
        "cell_spans": spans, "rulings": table.rulings if kind != "txt" else "none", "header_repeats": table.repeats,
    }  # fmt: skip
    if pages:
        made["page_span"] = list(pages)
    return made


def _missing(plan: Plan, kind: str, lost: bool) -> list[str]:
    head = plan.head
    absent = {
        "national_title": lost or not head.national,
        "issuer": lost or not head.issuer,
        "number": head.number_status == "absent",
        "place_date": not head.place,
        "type_subject": not plan.subject,
        "signature_block": not plan.signers or not plan.signers[0].position,
        "signer_name": not plan.signers or not plan.signers[-1].name,
        "recipients": not plan.recipients,
        "seal_or_digital_signature": _signature(plan, kind) == "none",
    }
    return [name for name, is_absent in absent.items() if is_absent]


def _unsure(plan: Plan) -> list[str]:
    """What two careful clerks would label differently."""
    unsure = []
    if plan.head.party:
        unsure += ["notation", "missing"]
    if plan.head.number_source == "stamped":
        unsure += ["notation", "urgency", *(["subject"] if plan.type == "CV" else [])]
    cited = [entry for text in _body_texts(plan) for entry in mentioned(text, plan.mentions)]
    asked = [entry.ref for entry in cited if entry.responds]
    if not asked or asked[0].split("/")[1][:3] in {"KH-", "QĐ-", "CT-", "NQ-", "TB-"}:
        unsure.append("responds_to")
    if plan.copy:
        unsure += ["signers"]
    if plan.type in {"CV", "TB", "CT"} and not _recommendations(plan):
        unsure.append("recommendations")
    return list(dict.fromkeys(unsure))


def sections_state(blocks: tuple[Block, ...]) -> dict[str, str]:
    """The state of each role that has a section: present, empty or nil_answer."""
    states: dict[str, str] = {}
    headings = [index for index, block in enumerate(blocks) if isinstance(block, Heading)]
    for index in headings:
        heading = blocks[index]
        assert isinstance(heading, Heading)
        below = []
        for block in blocks[index + 1 :]:
            if isinstance(block, Heading) and block.level <= heading.level:
                break
            below.append(block)
        texts = [block.text for block in below if isinstance(block, Para)]
        tables = any(isinstance(block, TableHere) for block in below)
        state = "present" if texts or tables else "empty"
        if len(texts) == 1 and texts[0].startswith(("Không", "Đến nay không")) and len(texts[0]) < 60:
            state = "nil_answer"
        if states.get(heading.role) != "present":
            states[heading.role] = state
    return states
