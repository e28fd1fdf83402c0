"""Nil answers: a part that says there is nothing to say, told from one that says what is missing."""

from __future__ import annotations

from extractor.text.fold import fold_key
from extractor.text.notes import MARK

_OPENERS = frozenset({"khong", "chua", "nil"})
_LEAD = frozenset(
    "hien nay don vi dia phuong xa phuong thi tran tai thoi diem den trong ky nam bao cao ubnd".split()  # noqa: SIM905
)
_WORDS = _LEAD | frozenset(
    "khong chua co phat sinh xay ra kho khan vuong mac kien nghi de xuat y kien noi dung gi truong hop vu viec tai nan "  # noqa: SIM905
    "nao va them nhung cac ton han che lon nil".split()
)
_INTRODUCING = _LEAD | frozenset(
    "nhin chung co ban qua trinh trien khai thuc hien phong so trung tam co quan va cac".split()  # noqa: SIM905
)
"""Words before `không` alone: `chưa triển khai` says something."""
_MAX_WORDS = 16


def is_nil_answer(text: str) -> bool:
    """`Không có.`, `Không có kiến nghị, đề xuất gì.`: an answer that says there is nothing (and nothing else)."""
    found = fold_key(MARK.sub("", text)).split()
    if not 0 < len(found) <= _MAX_WORDS or not _OPENERS & set(found):
        return False
    opener = next(i for i, word in enumerate(found) if word in _OPENERS)
    return set(found[:opener]) <= _INTRODUCING and set(found[opener:]) <= _WORDS
