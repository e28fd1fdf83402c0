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
        "Trong quá trình thực hiện không gặp khó khăn, vướng mắc.",
        "Không ghi nhận khó khăn, vướng mắc.",
        "UBND xã Suối Nghệ không có kiến nghị, đề xuất gì.",
        "Ủy ban nhân dân xã không có ý kiến, kiến nghị gì thêm.",
        "Đến thời điểm báo cáo, đơn vị chưa phát sinh khó khăn trong quá trình triển khai thực hiện.",
        "Trong 6 tháng đầu năm, không có khó khăn, vướng mắc.",
        "Không có kiến nghị, đề xuất gì với cấp trên./.",
        "Không có vấn đề gì cần kiến nghị.",
        "Nhất trí, không có ý kiến khác.",
        "Kiến nghị: Không.",
        "Không có khó khăn. Không có kiến nghị.",
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
        "Chưa có kế hoạch thực hiện.",
        "Không có đơn vị thực hiện.",
        "Người dân không có ý kiến phản đối.",
        "Không giải quyết được kiến nghị.",
        "Khó khăn: Không có kinh phí.",
        "Không có khó khăn về vốn nhưng thiếu cán bộ.",
        "Khó khăn lớn, chưa được tháo gỡ.",
        "Không có khó khăn. Đề nghị cấp thêm kinh phí.",
        "…",
    ],
)
def test_answers_that_say_something(text: str):
    """A lack is an answer: `Không có kinh phí` is a difficulty."""
    assert not is_nil_answer(text)
