"""The spaCy pipeline for Vietnamese: a rule tokenizer by syllables with folded norms; no model is loaded.

spaCy's own `vi` needs a word segmenter; rules about counts want syllables, and places have to stay exact.
Importing spaCy takes longer than reading most documents: only passages with a trigger get this far.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.text.fold import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# Document numbers and dates stay whole (`918/BC-UBND`, `24/5/2013`); `28,8%` is a figure and a sign.
TOKEN = re.compile(r"\d+(?:/\d+){0,2}/[A-ZĐ][\w-]*|\d+(?:/\d+){1,2}|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\S\n]+|.", re.DOTALL)


class SyllableTokenizer:
    """Splits a text into syllables, figures, document numbers and signs; a space belongs to the token before."""

    def __init__(self, vocab: Vocab) -> None:
        """Tokens are kept in the pipeline's own vocabulary."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A document whose tokens are exact stretches of the text."""
        from spacy.tokens import Doc  # noqa: PLC0415 -- only where a passage needs it

        words: list[str] = []
        spaces: list[bool] = []
        for match in TOKEN.finditer(text):
            token = match.group()
            if token == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline, made once a process; `token.norm_` is the folded token."""
    from spacy.attrs import (  # type: ignore[import-not-found]  # noqa: PLC0415 -- heavy; compiled, without stubs
        LANG,
        NORM,
    )
    from spacy.language import Language  # noqa: PLC0415 -- heavy
    from spacy.vocab import Vocab  # noqa: PLC0415 -- heavy

    vocab = Vocab(lex_attr_getters={NORM: fold, LANG: lambda _: "vi"})
    return Language(vocab, create_tokenizer=lambda language: SyllableTokenizer(language.vocab))
