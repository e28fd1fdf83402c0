"""Tables in body and appendices: which ones a document gets, and how they are ruled, numbered and continued."""

from dataclasses import replace

from corpus.generator import tables
from corpus.generator.plan import Appendix, Block, Para, Table, TableHere
from corpus.generator.prose import Writer
from corpus.generator.subjects import wrap

RULINGS = {"all": 10.0, "rows": 1, "none": 1}
NUMBERED = 0.15
REPEATED = 0.7


def styled(writer: Writer, table: Table) -> Table:
    """The table with rulings, perhaps a row of column numbers, its header repeated on each page or not."""
    chance = writer.chance
    # Merged cells without lines between the rows would leave open what they cover.
    merged = any(cell and cell.down > 1 for row in table.rows for cell in row)
    return replace(
        table,
        rulings="all" if merged else chance.weighted(RULINGS),
        numbering=table.numbering or chance.odds(NUMBERED),
        repeats=chance.odds(REPEATED),
    )


def add_tables(writer: Writer, blocks: list[Block], made: list[Table], appendices: list[Appendix]) -> None:
    """Puts a table into some bodies and up to three appendices behind; `made` collects the tables."""
    chance = writer.chance
    if chance.odds(0.25):
        _add_to_body(writer, blocks, made)
    while len(appendices) < 3 and chance.odds(0.3 if not appendices else 0.15):
        appendices.append(_appendix(writer, made))
    if len(appendices) > 1:
        for index, entry in enumerate(appendices):
            appendices[index] = replace(entry, label=f"Phụ lục {('I', 'II', 'III', 'IV')[index]}")
    if appendices:
        blocks.append(Para("(Chi tiết có phụ lục kèm theo)", "note"))


def _add_to_body(writer: Writer, blocks: list[Block], made: list[Table]) -> None:
    table = writer.chance.pick((tables.figures, tables.budget, tables.narrow_budget))(writer)
    made.append(styled(writer, table))
    place = max((index for index, block in enumerate(blocks) if isinstance(block, Para) and not block.asks), default=0)
    middle = [index for index, block in enumerate(blocks[:place]) if isinstance(block, Para) and not block.mark]
    at = middle[len(middle) // 2] + 1 if middle else 1
    blocks[at:at] = [Para("Số liệu cụ thể được tổng hợp tại bảng sau:"), TableHere(len(made) - 1)]


def _appendix(writer: Writer, made: list[Table]) -> Appendix:
    """An appendix of one table, sometimes of two short ones on a page."""
    table, name, wide = _appendix_table(writer)
    made.append(styled(writer, table))
    blocks: tuple[Block, ...] = (TableHere(len(made) - 1),)
    if writer.chance.odds(0.2):
        made.append(styled(writer, writer.chance.pick((tables.budget, tables.figures))(writer)))
        captions = [
            Para(f"{number}. {text}") for number, text in ((1, "Kết quả thực hiện"), (2, "Kinh phí và số liệu"))
        ]
        blocks = (captions[0], *blocks, captions[1], TableHere(len(made) - 1))
    title = wrap(f"{name} {writer.field['work']}".upper(), 60)
    return Appendix("Phụ lục", title, "?", None, blocks, landscape=wide)


def _appendix_table(writer: Writer) -> tuple[Table, str, bool]:
    chance = writer.chance
    which = chance.weighted({"tasks": 1, "units": 1, "figures": 1, "names": 1, "grouped": 1.2})
    if which == "tasks":
        return tables.tasks(writer, chance.pick((5, 9, 24, 40))), "DANH MỤC NHIỆM VỤ", chance.odds(0.2)
    if which == "units":
        return tables.by_unit(writer, chance.pick((3, 6, 18, 30))), "TỔNG HỢP SỐ LIỆU", False
    if which == "figures":
        return tables.figures(writer), "BIỂU SỐ LIỆU", True
    if which == "grouped":
        return tables.grouped(writer, chance.pick((2, 3, 6))), "BIỂU TỔNG HỢP THEO ĐỊA BÀN", chance.odds(0.4)
    return tables.name_list(writer, chance.number(5, 60)), "DANH SÁCH THÀNH VIÊN PHỤ TRÁCH", False
