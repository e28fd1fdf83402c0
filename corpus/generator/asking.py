"""The part that asks: recommendations as bullets, numbers, letters, prose, or below headings by addressee."""

from corpus.generator.outline import LETTERS, Node
from corpus.generator.plan import Block, Para
from corpus.generator.prose import PHRASES, Writer

FORMS = {"bullets": 4, "numbers": 2, "letters": 1, "prose": 2, "addressees": 2}


def draw_asks(writer: Writer, count: int, form: str) -> list[Para]:
    """Different recommendations in one form; the bare form begins with the verb of the thing asked for."""
    chance = writer.chance
    lead_verb = chance.odds(0.55)
    items = []
    for index, wish in enumerate(dict.fromkeys(writer.phrase("asks", count))):
        text = wish
        if lead_verb or form == "prose":
            whom = f" {chance.pick(writer.body.above)}" if chance.odds(0.7) else ""
            text = f"{chance.pick(PHRASES['ask_verbs'])}{whom} {wish[0].lower()}{wish[1:]}"
        mark = {"bullets": "-", "numbers": f"{index + 1}.", "letters": f"{LETTERS[index]})", "prose": ""}[
            form
        ]
        items.append(Para(text, "item", mark, asks=True))
    if form == "bullets" and chance.odds(0.15):
        items = [Para(item.text, item.look, "+", asks=True) for item in items]
    return items


def lead_in(writer: Writer) -> list[Block]:
    """The line before the items, sometimes."""
    texts = (
        f"{writer.body.name} đề xuất, kiến nghị một số nội dung sau:",
        f"Để thực hiện tốt {writer.field['work']} trong thời gian tới, {writer.body.short} kiến nghị:",
        f"Từ thực tế trên, {writer.body.name} kính đề nghị {writer.chance.pick(writer.body.above)} một số nội dung:",
    )
    return [Para(writer.chance.pick(texts))] if writer.chance.odds(0.4) else []


def proposals(writer: Writer, heading: str) -> Node:
    """The section of recommendations."""
    chance = writer.chance
    form = chance.weighted(FORMS)
    if form != "addressees":
        items = draw_asks(writer, chance.number(1, 5) if form != "prose" else chance.number(1, 3), form)
        return Node(heading, "proposals", (*lead_in(writer), *items))
    children = []
    used: set[str] = set()
    for above in chance.some(writer.body.above, chance.number(1, 3)):
        asked = [item for item in draw_asks(writer, 3, "bullets") if item.text not in used]
        if not asked:
            continue
        used |= {item.text for item in asked}
        lead = chance.pick(("Đối với", "Đề nghị", "Kiến nghị với"))
        children.append(Node(f"{lead} {above}", "proposals", tuple(asked)))
    return Node(heading, "proposals", (), tuple(children))
