"""underthesea: words of a text, and names in it; loaded once, with one dictionary in memory.

It keeps the same 73,901 words in three of its modules, 17 MB each, and each of them twice. Its models are taken as they
are.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from itertools import accumulate
from typing import Any, cast

_WITH_DICTIONARY = tuple(f"underthesea.pipeline.{part}.tagged_feature" for part in ("ner", "chunking", "pos_tag"))
_ASKED = "lower_words"
"""The set that these modules look words up in; `words`, the list that it was made from, is used by nothing else."""


@lru_cache(maxsize=1)
def _underthesea() -> Any:
    """The library, with one dictionary for its three modules where it has them."""
    library = import_module("underthesea")
    modules = [import_module(name) for name in _WITH_DICTIONARY]
    shared = getattr(modules[0], _ASKED, None)
    for module in modules:
        if shared and getattr(module, _ASKED, None) == shared:
            setattr(module, _ASKED, shared)
            module.__dict__.pop("words", None)
    return library


def words_of(text: str) -> list[str]:
    """The words of a text, spelt as there; Vietnamese writes their syllables apart."""
    return _as_written(text, cast("list[str]", _underthesea().word_tokenize(text)))


def labelled_words(text: str) -> list[tuple[str, str]]:
    """The words of a text, each with its label of a name: `B-PER`, `I-PER`, `B-LOC` …, `O`."""
    labelled = [(word, label) for word, _, _, label in _underthesea().ner(text)]
    spelt = _as_written(text, [word for word, _ in labelled])
    return [(word, label) for word, (_, label) in zip(spelt, labelled, strict=True)]


def _as_written(text: str, words: list[str]) -> list[str]:
    """The words as the text spells them: the library writes `Ủy ban` for `Uỷ ban` and `hòa` for `hoà`."""
    at = [i for i, character in enumerate(text) if not character.isspace()]
    lengths = [len("".join(word.split())) for word in words]
    if sum(lengths) != len(at) or not all(lengths):
        return words
    ends = list(accumulate(lengths))
    return [text[at[end - length] : at[end - 1] + 1] for end, length in zip(ends, lengths, strict=True)]
