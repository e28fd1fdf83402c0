import pytest

from extractor.text.notes import before_notes, introduces


@pytest.mark.parametrize(
    ("text", "before", "leads"),
    [
        ("Từ những khó khăn nêu trên, đơn vị kiến nghị: [1]", "Từ những khó khăn nêu trên, đơn vị kiến nghị:", True),
        ("Kiến nghị:[2] [3]", "Kiến nghị:", True),
        ("Kiến nghị:", "Kiến nghị:", True),
        ("Theo Quyết định [4] thì không.", "Theo Quyết định [4] thì không.", False),
        ("", "", False),
    ],
)
def test_marks_of_footnotes_are_no_words(text: str, before: str, leads: bool):
    """A lead keeps its colon as the last sign, whatever footnote hangs on it."""
    assert before_notes(text) == before
    assert introduces(text) is leads
