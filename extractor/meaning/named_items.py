"""Paragraphs that carry the name of their part: `4. Khó khăn: chưa có kinh phí.`, `5. Kiến nghị: đề nghị Sở Y tế …`.

Short reports have no parts; one number after the other says what a longer one says under a heading.
"""

from __future__ import annotations

from extractor.parts.enumerators import item_mark
from extractor.text.fold import fold_key
from extractor.text.passage import Quote

_LINKS = frozenset(["va", "nhung", "mot", "so", "cac", "noi", "dung", "y", "kien", "ve", "neu", "co"])
REQUESTS = _LINKS | frozenset(["de", "xuat", "kien", "nghi", "khuyen"])
OBSTACLES = _LINKS | frozenset(["kho", "khan", "vuong", "mac", "ton", "tai", "han", "che", "bat", "cap"])
_TELLING = {REQUESTS: frozenset(["xuat", "nghi"]), OBSTACLES: frozenset(["khan", "mac", "tai", "che", "cap"])}
"""Of the words of a name one of these at least."""
_MAX_NAME = 60


def words_behind_name(quote: Quote, names: frozenset[str]) -> Quote | None:
    """What stands behind the colon of a paragraph that begins with the name of requests or of difficulties."""
    start = item_mark(quote.text, quote.folded)
    colon = quote.text.find(":", start, start + _MAX_NAME)
    words = set(fold_key(quote.text[start:colon]).split()) if colon > start else set()
    if not words <= names or not words & _TELLING[names]:
        return None
    return quote.part(colon + 1) or None
