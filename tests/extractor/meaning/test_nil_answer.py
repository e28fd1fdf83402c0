from __future__ import annotations

import pytest

from extractor.meaning.nil_answer import is_nil_answer


@pytest.mark.parametrize(
    "text",
    [
        "Không.",
        "Không có.",
        "Không có kiến nghị, đề xuất gì.",
        "Chưa có.",
        "Trong kỳ báo cáo không phát sinh vụ việc nào.",
        "KHÔNG",
        "Nil",
        "Hiện nay đơn vị không có khó khăn, vướng mắc.",
        "Qua triển khai thực hiện, xã không có kiến nghị, đề xuất. [2]",
    ],
)
def test_nil_answers(text: str):
    """An answer that says there is nothing, in the words such answers have."""
    assert is_nil_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Không có kinh phí để mở lớp.",
        "Chưa có cán bộ chuyên trách.",
        "Xã có 3 trường hợp.",
        "Không đủ người.",
        "Chưa triển khai thực hiện.",
        "Có, không nhiều.",
        "…",
    ],
)
def test_answers_that_say_something(text: str):
    """A lack is an answer: `Không có kinh phí` is a difficulty."""
    assert not is_nil_answer(text)
