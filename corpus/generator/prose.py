"""Prose: fills clauses of the phrase and field tables with figures, dates and mentions of one document."""

import dataclasses
import datetime
import re
from dataclasses import dataclass
from typing import Any

from corpus.generator.bodies import Body, load
from corpus.generator.chance import Chance
from corpus.generator.plan import MENTION_BASE, Mention

PHRASES = load("phrases.toml")
ACTS = load("acts.toml")
FIELDS: tuple[dict[str, Any], ...] = tuple(load("fields.toml")["field"])
PEOPLE = load("people.toml")
MARK = re.compile(r"\{([a-zA-Z_]+)\}|\[\[([^\]|]+)\]\]")
TYPES_ABOVE = (
    "Kế hoạch|KH",
    "Quyết định|QĐ",
    "Công văn|",
    "Chỉ thị|CT",
    "Công văn|",
    "Nghị quyết|NQ",
    "Thông báo|TB",
)
WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def dotted(number: int) -> str:
    """A number with the thousands dot."""
    return f"{number:,}".replace(",", ".")


def invent_person(chance: Chance) -> str:
    """A name from the tables of pieces."""
    sex = "female" if chance.odds(0.4) else "male"
    parts = (PEOPLE["surnames"], PEOPLE[f"{sex}_middles"], PEOPLE[f"{sex}_names"])
    return " ".join(str(chance.pick(part)) for part in parts)


def print_date(day: datetime.date, chance: Chance) -> str:
    """A date in running text in one of the customary forms, with its `ngày`."""
    padded = f"{day.month:02d}" if day.month < 3 or chance.odds(0.3) else str(day.month)
    return chance.weighted(
        {
            f"ngày {day.day:02d}/{padded}/{day.year}": 60.0,
            f"ngày {day.day:02d} tháng {padded} năm {day.year}": 30,
            f"ngày {day.day}/{day.month}/{day.year}": 7,
            f"ngày {day.day:02d}.{day.month:02d}.{day.year}": 2,
            f"ngày {day.day:02d}-{day.month:02d}-{day.year}": 1,
        }
    )


@dataclass(slots=True)
class Writer:
    """The pen of one document: knows its body, field and date and keeps the mentions it wrote."""

    chance: Chance
    body: Body
    field: dict[str, Any]
    date: datetime.date
    mentions: list[Mention] = dataclasses.field(default_factory=list)
    told: dict[str, str] = dataclasses.field(default_factory=dict)
    dated: dict[str, datetime.date] = dataclasses.field(default_factory=dict)

    def mention(self, entry: Mention) -> str:
        """The sign that stands for the mention in a text."""
        self.mentions.append(entry)
        return chr(MENTION_BASE + len(self.mentions) - 1)

    def before(self, most_days: int = 300) -> datetime.date:
        """A day before the document's own."""
        return self.date - datetime.timedelta(days=self.chance.number(3, most_days))

    def fill(self, template: str) -> str:
        """The clause with its marks filled; `[[ref]]` becomes a mention without a date."""
        text = MARK.sub(self._fill_mark, template)
        return text[0].upper() + text[1:] if template.startswith(("{area}", "{body}")) else text

    def once(self, template: str) -> str:
        """The clause with the figures that it had before: a document does not tell one thing with two numbers."""
        if template not in self.told:
            self.told[template] = self.fill(template)
        return self.told[template]

    def lowered(self, sentence: str) -> str:
        """The sentence as the second half of another: names and abbreviations keep their capital."""
        if sentence.startswith((self.body.name, self.body.short)):
            return sentence
        return sentence[0].lower() + sentence[1:]

    def plain(self, template: str) -> str:
        """The same without mentions, for a subject."""
        return MARK.sub(lambda match: match[2] or self._value(match[1]), template)

    def _fill_mark(self, match: re.Match[str]) -> str:
        if match[2]:
            return self.mention(Mention("cite", match[2], ref=match[2]))
        return self._value(match[1])

    def _value(self, mark: str) -> str:
        chance = self.chance
        texts: dict[str, str] = {
            "body": self.body.name if chance.odds(0.6) else self.body.short,
            "area": self.body.area,
            "work": self.field["work"],
            "year": str(self.date.year),
            "next_year": str(self.date.year + 1),
            "quarter": ("I", "II", "III", "IV")[(self.date.month - 1) // 3],
        }
        if mark in texts:
            return texts[mark]
        whole = chance.number(10, 48)
        figures = {
            "n": f"{chance.number(2, 49):02d}",
            "small": f"{chance.number(1, 15):02d}",
            "N": dotted(chance.number(120, 48000)),
            "p": f"{chance.number(55, 99)}{chance.pick(('', ',5', ',2', ',75'))}{chance.pick(('%', '%', ' %'))}",
            "m": dotted(chance.number(12, 9800) * 100_000),
            "f": f"{chance.number(3, whole)}/{whole}",
            "d": _slashed(self.date + datetime.timedelta(days=chance.number(12, 80))),
            "due": _slashed(self.date + datetime.timedelta(days=chance.number(20, 200))),
        }
        return figures[mark]

    def phrase(self, bank: str, count: int = 1) -> list[str]:
        """Different filled clauses of a bank, those of the field first in half of the draws."""
        own = self.field.get(bank, [])
        chosen = self.chance.some(own, self.chance.number(0, count)) if own else []
        rest = self.chance.some(PHRASES.get(bank, []), count - len(chosen))
        return [self.fill(text) for text in (*chosen, *rest)]

    def sentence(self) -> str:
        """A sentence of what was done."""
        chance = self.chance
        time = chance.pick(PHRASES["times"]) + ", " if chance.odds(0.5) else ""
        actor, act, tail = (chance.pick(PHRASES[bank]) for bank in ("actors", "steering", "tails"))
        text = f"{time}{self.fill(f' {actor}').strip()} {self.once(act)}{self.fill(tail)}."
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int) -> str:
        """Sentences about acts, figures and judgements; one in four names an act."""
        lines = []
        for _ in range(sentences):
            kind = self.chance.weighted({"act": 4, "stat": 3, "filler": 2, "cite": 1})
            if kind == "act":
                lines.append(self.sentence())
            elif kind == "stat":
                lines.append(self.once(self.chance.pick(self.field["stats"])))
            elif kind == "filler":
                lines.append(self.fill(self.chance.pick(PHRASES["fillers"])))
            else:
                done = self.sentence()
                lines.append(f"Thực hiện {self.cite()}, {self.lowered(done)}")
        return " ".join(dict.fromkeys(lines))

    def cite(self) -> str:
        """A reference to an act or a letter in one of many forms."""
        kind = self.chance.weighted({"act": 5, "above": 6, "own": 3, "law": 1.5, "party": 1})
        return {
            "act": self._act,
            "above": self.letter,
            "own": self._own,
            "law": self._law,
            "party": self._party,
        }[kind]()

    def _number(self, ref: str, day: datetime.date | None) -> str:
        """The number with its date as a mention; the date is sometimes left out."""
        chance = self.chance
        number, _, rest = ref.partition("/")
        printed = f"{number} /{rest}" if chance.odds(0.03) else ref
        if day is not None:
            day = self.dated.setdefault(ref, day)
            printed += f" {print_date(day, chance)}"
        return self.mention(Mention("cite", printed, ref=ref, date=day))

    def _act(self) -> str:
        known = [act for act in ACTS["acts"] if act[2] < self.date]
        lead, ref, day, tail = self.chance.pick(known)
        number = self._number(ref, day if self.chance.odds(0.75) else None)
        return f"{lead} {number} {tail}"

    def _law(self) -> str:
        known = [law for law in ACTS["laws"] if law[1] < self.date]
        name, day = self.chance.pick(known)
        form = self.chance.pick(("bare", "bare", "year", "date"))
        if form == "date":
            printed = f"{name} {print_date(day, self.chance)}"
            return self.mention(Mention("cite", printed, ref=name, date=day))
        full = f"{name} {day.year}" if form == "year" else name
        return self.mention(Mention("cite", full, ref=full))

    def _party(self) -> str:
        type_name, short = self.chance.pick((("Chương trình hành động số", "CTr"), ("Nghị quyết số", "NQ")))
        where = "TU" if self.body.era == "new" or self.chance.odds(0.6) else "HU"
        ref = f"{self.chance.number(1, 99):02d}-{short}/{where}"
        return (
            f"{type_name} {self._number(ref, self.before())} của {'Tỉnh ủy' if where == 'TU' else 'Huyện ủy'}"
        )

    def letter(self, responds: bool = False) -> str:
        """A letter or plan of a body above; `responds` marks the one the document answers."""
        chance = self.chance
        name, short = chance.pick(TYPES_ABOVE).split("|")
        above = chance.pick(self.body.above)
        symbol = _symbol_of(above)
        if responds and chance.odds(0.75):
            name, short = "Công văn", ""
        ref = f"{_padded(chance.number(3, 4200))}/" + (
            f"{short}-{symbol}" if short else f"{symbol}-{self._desk()}"
        )
        day = self.dated.setdefault(ref, self.before(40 if responds else 400))
        printed = f"{ref} {print_date(day, chance)}"
        lead = chance.weighted({f"{name} số ": 12, f"{name.lower()} số ": 3, f"{name} số: ": 1})
        number = self.mention(Mention("cite", printed, ref=ref, date=day, responds=responds))
        tail = f" {chance.pick(ACTS['about'])}" if chance.odds(0.4) and not responds else ""
        return f"{lead}{number} của {above}{tail}"

    def _desk(self) -> str:
        return (
            str(self.field["desk"]) if self.chance.odds(0.7) else self.chance.pick(("VP", "TH", "KT", "VX"))
        )

    def _own(self) -> str:
        name, short = self.chance.pick((("Kế hoạch", "KH"), ("Quyết định", "QĐ"), ("Báo cáo", "BC")))
        mark = "/" if not self.body.party else "-"
        refs = []
        for _ in range(self.chance.pick((1, 1, 1, 2, 3))):
            number = _padded(self.chance.number(2, 900))
            ref = f"{number}{mark}{short}{'-' if mark == '/' else '/'}{self.body.symbol}"
            refs.append(self._number(ref, self.before() if self.chance.odds(0.8) else None))
        if len(refs) == 1:
            return f"{name} số {refs[0]} của {self.body.short}"
        return f"các {name} số " + ", số ".join(refs[:-1]) + " và số " + refs[-1]


def _slashed(day: datetime.date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"


def _padded(number: int) -> str:
    return f"{number:02d}"


def _symbol_of(name: str) -> str:
    """The symbol under which a body above writes: UBND for a committee, initials for the rest."""
    if name.startswith("Ủy ban nhân dân"):
        return "UBND"
    if name.startswith("Ủy ban MTTQ"):
        return "MTTQ"
    known = {"Hội đồng": "HĐND", "Thường trực": "HĐND", "Thủ tướng": "TTg", "Đảng ủy": "ĐU", "Công an": "CAT"}
    for lead, symbol in known.items():
        if name.startswith(lead):
            return symbol
    words = re.sub(r" (tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu) .*", "", name).split()
    return "".join(word[0].upper() for word in words if word[0].isalpha() and word not in {"và", "các"})
