"""Pages that are no administrative documents: each with the reason why they are refused."""

import re
from dataclasses import dataclass

from corpus.generator.bodies import PROVINCES, load
from corpus.generator.chance import Chance
from corpus.generator.pages import MOTTO, NATIONAL, Line
from corpus.generator.prose import dotted, invent_person

PIECES = load("refused.toml")
WEIGHTS = {
    "news": 4.0, "portal": 2, "law": 2, "circular": 2, "normative_decision": 1.5, "invoice": 1, "slides": 1,
    "empty": 0.7, "english": 1, "french": 0.5,
}  # fmt: skip
REASONS = {
    "law": "refused.legal_normative", "circular": "refused.legal_normative",
    "normative_decision": "refused.legal_normative", "empty": "refused.empty", "english": "refused.language",
    "french": "refused.language",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refused:
    """A page to be refused: its sort, the reason, its lines."""

    sort: str
    reason: str
    lines: tuple[Line, ...]


def draw_refused(split: str, chance: Chance) -> Refused:
    """A page of some sort, with places of the split."""
    sort = chance.weighted(WEIGHTS)
    province = chance.pick([entry for entry in PROVINCES if entry["split"] == split and not entry.get("epoch")])
    place = chance.pick([province["name"], *province["wards"]])
    lines = _lines(sort, place, province, chance)
    return Refused(sort, REASONS.get(sort, "refused.not_administrative"), tuple(lines))


def _fill(text: str, place: str, chance: Chance) -> str:
    values = {
        "place": lambda: place,
        "person": lambda: invent_person(chance),
        "n": lambda: str(chance.number(11, 98)),
        "N": lambda: dotted(chance.number(1200, 99000)),
        "d": lambda: f"{chance.number(1, 28):02d}/{chance.number(1, 12):02d}/2026",
    }
    return re.sub(r"\{(\w+)\}", lambda match: values[match[1]](), text)


def _lines(sort: str, place: str, province: dict[str, object], chance: Chance) -> list[Line]:
    if sort == "empty":
        return []
    if sort == "news":
        return [Line(_fill(text, place, chance), "left", indent=0) for text in _news(chance)]
    if sort in {"law", "circular", "normative_decision"}:
        return _legal(sort, f"{province['kind']} {province['name']}", place, chance)
    texts = PIECES[sort]
    if sort == "portal":
        texts = chance.some(texts, len(texts))
    return [
        Line(_fill(text, place, chance), "left", bold=index == 0, indent=0)
        for index, text in enumerate(texts)
    ]


def _news(chance: Chance) -> list[str]:
    chrome = chance.some(PIECES["chrome"], 6)
    body = chance.some(PIECES["paragraphs"], chance.number(3, 6))
    more = [f"- {text}" for text in chance.some(PIECES["headlines"], 3)]
    first = [
        chance.pick(PIECES["sites"]),
        chance.pick(PIECES["menus"]),
        chance.pick(PIECES["headlines"]),
        chrome[0],
    ]
    return [*first, *body, *chrome[1:], *more]


def _legal(sort: str, whole: str, place: str, chance: Chance) -> list[Line]:
    year = chance.number(2014, 2026)
    number = f"{chance.number(1, 160):02d}"
    named = {
        "law": ("QUỐC HỘI", f"Luật số: {number}/{year}/QH15", "LUẬT"),
        "circular": ("BỘ NỘI VỤ", f"Số: {number}/{year}/TT-BNV", "THÔNG TƯ"),
        "normative_decision": (
            f"ỦY BAN NHÂN DÂN {whole}".upper(),
            f"Số: {number}/{year}/QĐ-UBND",
            "QUYẾT ĐỊNH",
        ),
    }
    issuer, line, title = named[sort]
    where = "Hà Nội" if sort != "normative_decision" else place
    day = f"{where}, ngày {chance.number(10, 28)} tháng {chance.number(3, 12)} năm {year}"
    subject = chance.pick(PIECES["law_titles"])
    top = (issuer, NATIONAL, MOTTO, line, day, title, subject)
    lines = [Line(text, "center", bold=True, indent=0) for text in top]
    lines.append(
        Line("Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 19 tháng 02 năm 2025;", italic=True)
    )
    articles = chance.some(PIECES["articles"], chance.number(5, 9))
    for index, name in enumerate(articles, 1):
        if index % 4 == 1:
            lines.append(Line(f"Chương {('I', 'II', 'III')[index // 4]}", "center", bold=True, indent=0))
        lines.append(Line(f"Điều {index}. {name}", bold=True))
        clauses = chance.some(PIECES["clauses"], chance.number(1, 3))
        lines += [Line(f"{place_}. {_fill(text, place, chance)}") for place_, text in enumerate(clauses, 1)]
    signer = {"law": "CHỦ TỊCH QUỐC HỘI", "circular": "BỘ TRƯỞNG"}.get(sort, "CHỦ TỊCH")
    return [*lines, Line(signer, "right", bold=True), Line(invent_person(chance), "right", bold=True)]


EMPTY_LABEL: dict[str, object] = {
    "is_administrative": False, "type": None, "number": None, "number_status": "absent", "notation": None,
    "place": None, "date": None, "date_status": "absent", "parent_issuer": None, "issuer": None, "subject": None,
    "urgency": None, "confidentiality": None, "signers": [], "signature": "none", "recipients": [],
    "responds_to": None, "citations": [], "sections": [], "recommendations": [], "collaborators": None,
    "appendices": [], "tables": [], "missing": [], "note": "generated, to be refused", "unsure": ["type"],
}  # fmt: skip
