import sys

import pytest

from extractor.text.words import labelled_words, words_of

MODULES = [f"underthesea.pipeline.{part}.tagged_feature" for part in ("ner", "chunking", "pos_tag")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đề nghị Sở Y tế xem xét", ["Đề nghị", "Sở", "Y tế", "xem xét"]),
        ("", []),
        ("Đề nghị Uỷ ban nhân dân  Hoà Bình", ["Đề nghị", "Uỷ ban nhân dân", "Hoà Bình"]),
    ],
)
def test_syllables_are_joined_to_words(text: str, words: list[str]) -> None:
    """Words of several syllables stay together, and their tones where the text has them."""
    assert words_of(text) == words


def test_names_are_labelled() -> None:
    """A person's name bears its label, other words bear none."""
    assert labelled_words("Ông Nguyễn Văn An phụ trách") == [
        ("Ông", "O"),
        ("Nguyễn Văn An", "B-PER"),
        ("phụ trách", "O"),
    ]


def test_one_dictionary_is_held() -> None:
    """The library's three modules look words up in one set, and keep no list beside it."""
    words_of("một từ")
    modules = [sys.modules[name] for name in MODULES]

    assert len({id(module.lower_words) for module in modules}) == 1
    assert len(modules[0].lower_words) > 70_000
    assert not any(hasattr(module, "words") for module in modules)
