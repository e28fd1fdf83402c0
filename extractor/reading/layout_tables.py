"""Which tables only set text side by side: the head, the signature block, `Kính gửi` lists, frames.

Such tables hold no data; every reader gives their text as paragraphs in columns instead of a grid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

MAX_COLUMNS: Final = 3
"""Columns with text: issuer and national title, or recipients and two signers."""
MAX_ROWS: Final = 20
MAX_BORDERED_ROWS: Final = 4
"""A drawn frame around a head or a signature block is low."""
MAX_PLAIN_ROWS: Final = 2
"""Rows of a borderless table without any of the words below (signers side by side)."""
READ_CHARACTERS: Final = 4000
"""Of each cell; the words that decide stand at its beginning or in a short cell."""

_HEAD: Final = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap ?- ?tu do|^ ?noi nhan ?[:;]", re.MULTILINE
)
"""Words of the head and the recipients: no cell of data says them, so they count with borders too."""
_SIDE_BY_SIDE: Final = re.compile(
    r"^ ?(?:noi nhan|kinh gui|v/v|ve viec|so ?:|(?:tm|kt|tl|tuq)[. ]|q\. |ngay ?\S{0,9} ?thang"
    r"|\(?(?:da ky|ky ten|ky,? ?(?:ghi ro )?ho ten))|, ngay .{0,12} thang ",
    re.MULTILINE,
)
"""Words at the start of a line of a signature block, an addressee list or a place-and-date line."""
_DATA_HEADER: Final = re.compile(r"^ ?(?:stt|tt|so tt|so thu tu)\.?\s*$")
_TAIL: Final = re.compile(
    r"\s*(?P<list>noi nhan ?[:;])"
    r"|\s*(?:(?:tm|kt|tl|tuq)\.|nguoi lap(?: bieu| bang| bao cao)?$|thu truong(?: don vi| co quan)?$)",
    re.MULTILINE,
)
"""What opens the tail of a document; all but the list of recipients only in capitals, as office lines are set."""
_TAIL_CHARACTERS: Final = 40
_PLACE_DATE: Final = re.compile(r"[^\n,]{2,40}, ngay [^\n]{0,12} ?thang [^\n]{0,12} ?nam [^\n]{0,6}")
_SPACES: Final = re.compile(r"[^\S\n]+")
_LETTERS: Final = str.maketrans({"đ": "d", "ð": "d", "–": "-"})
"""Eth is what some keyboards write for đ."""


def is_layout_table(rows: Sequence[Sequence[str]], has_borders: bool) -> bool:
    """Whether a table sets text side by side and holds no data.

    Text in a single column is framed or pushed aside, unless a longer drawn form leaves other columns open.
    Otherwise the table is narrow, low, without a serial-number header, and either says the words of a head or
    of a recipients list, or has no drawn borders and says those of a signature block or an addressee list, or
    has no drawn borders and at most two rows.

    Args:
        rows: texts of the cells of each row, lines separated by line feeds; empty cells as "".
        has_borders: whether most cells with text are drawn with rules around them.
    """
    texts = [[_folded(cell) for cell in row] for row in rows]
    columns = max((sum(1 for cell in row if cell.strip()) for row in texts), default=0)
    if columns <= 1:
        is_form = has_borders and len(texts) > MAX_BORDERED_ROWS and any(len(row) > 1 for row in texts)
        return not (is_form and columns)
    if columns > MAX_COLUMNS or len(texts) > MAX_ROWS or _has_data_header(texts):
        return False
    if has_borders:
        return len(texts) <= MAX_BORDERED_ROWS and _says(texts, _HEAD)
    return len(texts) <= MAX_PLAIN_ROWS or _says(texts, _HEAD) or _says(texts, _SIDE_BY_SIDE)


def is_ordinal_head(text: str) -> bool:
    """Whether a cell heads the ordinals of rows: `STT`, `TT`."""
    return _DATA_HEADER.match(_folded(text)) is not None


def opens_tail(row: Sequence[str]) -> bool:
    """Whether the filled cells of a row open the tail: recipients, an authority, or place and date pushed right.

    A row with a figure or an ordinal in a cell of its own is one of data.
    """
    filled = [cell for cell in row if cell.strip()]
    if len(filled) == 1 and not row[0].strip() and _PLACE_DATE.fullmatch(_folded(filled[0]).strip()):
        return True
    has_figures = any(not any(map(str.isalpha, cell)) for cell in filled)
    return not has_figures and any(_is_tail_line(cell) for cell in filled)


def _is_tail_line(cell: str) -> bool:
    match = _TAIL.match(_folded(cell.lstrip()[:_TAIL_CHARACTERS]))
    return match is not None and (match["list"] is not None or cell.strip().splitlines()[0].isupper())


def _folded(text: str) -> str:
    """Lower case without accents, spaces single, lines kept."""
    plain = unicodedata.normalize("NFD", text[:READ_CHARACTERS].lower().translate(_LETTERS))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return _SPACES.sub(" ", plain)


def _has_data_header(texts: Sequence[Sequence[str]]) -> bool:
    return any(_DATA_HEADER.match(cell) for row in texts[:2] for cell in row[:1])


def _says(texts: Sequence[Sequence[str]], words: re.Pattern[str]) -> bool:
    return any(words.search(cell) for row in texts for cell in row)
