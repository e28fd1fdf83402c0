"""Sentences that count collaborators of social work, each with what its number states."""

from corpus.generator.bodies import load
from corpus.generator.plan import Block, Mention, Para
from corpus.generator.prose import WORDS, Writer

SENTENCES = load("counts.toml")
MEANINGS = {"planned": 2.0, "needed": 2, "recruited": 1.5, "trained": 2, "reduced": 1}
TEAM = "đội"


def draw_word(writer: Writer) -> str:
    """The word in one of its spellings, the widespread misspelling among them."""
    return writer.chance.weighted(
        {
            "cộng tác viên công tác xã hội": 5,
            "cộng tác viên": 3,
            "công tác viên công tác xã hội": 2,
            "CTV công tác xã hội": 2,
            "CTV": 1,
            "cộng tác viên CTXH": 1,
        }
    )


def draw_count(writer: Writer, value: int, word: str, meaning: str) -> Mention:
    """`02 cộng tác viên …` in figures or words."""
    forms: dict[tuple[str, str], float] = {
        (f"{value:02d}", ""): 10, (f"{value:02d} người là", "người"): 0.6, (f"{value}", ""): 1.5,
        (f"{value:02d} đồng chí", "đồng chí"): 0.4,
    }  # fmt: skip
    if value <= 10:
        forms |= {(WORDS[value], ""): 1.5, (f"{value:02d} ({WORDS[value]})", ""): 1}
    lead, unit = writer.chance.weighted(forms)
    return Mention("count", f"{lead} {word}", value=value, meaning=meaning, whom=word, unit=unit)


def count_sentence(writer: Writer, value: int, word: str, meaning: str = "current") -> str:
    """A sentence that counts collaborators; `meaning` is a key of the table of sentences."""
    chance = writer.chance
    said = _filled(writer, chance.pick(SENTENCES[meaning]), draw_count(writer, value, word, meaning))
    return said + chance.pick(SENTENCES["behind"]) if meaning == "current" else said


def _filled(writer: Writer, template: str, counted: Mention) -> str:
    area = writer.body.area
    sign = writer.mention(counted)
    values = {"count": sign, "area": area, "Area": area[0].upper() + area[1:], "next_year": writer.date.year + 1}
    text = template.format(**values)
    return text[0].upper() + text[1:]


def _teams(writer: Writer, word: str) -> str:
    """Teams of collaborators: a count of another unit, which is no number of persons."""
    value = writer.chance.number(2, 9)
    counted = Mention("count", f"{value:02d} {TEAM} {word}", value=value, meaning="current", whom=word, unit=TEAM)
    return _filled(writer, writer.chance.pick(SENTENCES["teams"]), counted)


def near_miss(writer: Writer) -> str:
    """A sentence about collaborators that counts nobody."""
    return writer.fill(writer.chance.pick(SENTENCES["near_misses"]))


def count_blocks(writer: Writer, total: int, word: str) -> tuple[Block, ...]:
    """The number of today, sometimes with counts of other meanings beside it."""
    chance = writer.chance
    lines = [count_sentence(writer, total, word)]
    if chance.odds(0.3):
        lines.append(near_miss(writer))
    for meaning in chance.some(sorted(MEANINGS), chance.pick((0, 0, 1, 1, 2))):
        most = total if meaning in {"recruited", "trained"} else 4
        lines.append(count_sentence(writer, chance.number(1, max(1, most)), word, meaning))
    if chance.odds(0.08):
        lines.append(_teams(writer, word))
    return (Para(" ".join(lines)),) if chance.odds(0.5) else tuple(Para(line, "item", "-") for line in lines)


def planned_blocks(writer: Writer) -> tuple[Block, ...]:
    """What a plan says of collaborators: what is intended or needed, and nothing of today."""
    meaning = writer.chance.weighted({"planned": 3, "needed": 1})
    return (Para(count_sentence(writer, writer.chance.number(2, 12), draw_word(writer), meaning), "item", "-"),)
