"""Nil answers: a part that says there is nothing to say, told from one that says what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extractor.text.fold import fold, fold_key
from extractor.text.notes import MARK

_OPENERS = frozenset({"khong", "chua", "nil"})
_LEAD = frozenset(
    "hien nay don vi dia phuong xa phuong thi tran tai thoi diem den trong ky nam bao cao ubnd nhin chung co ban qua "  # noqa: SIM905
    "trinh trien khai thuc hien phong so trung tam co quan va cac nhat tri".split()
)
"""Words before `không` alone: `chưa triển khai` says something."""
_SPEAKERS = frozenset(
    "ubnd uy xa phuong thi dac huyen tinh so phong ban trung truong tram chi doi hoi don dia co trong den tai hien "  # noqa: SIM905
    "qua tren".split()
)
"""First words of who says so, and when: `UBND xã Lộc An không có kiến nghị`, `Trong 6 tháng đầu năm`."""
_VERBS = frozenset("co phat sinh xay ra gap phai ghi nhan con neu".split())  # noqa: SIM905
_NOUNS = frozenset("kho khan vuong mac kien nghi de xuat y kien ton tai han che bat cap nguyen vong".split())  # noqa: SIM905
_WORDS = _NOUNS | frozenset(
    "phat sinh noi dung van gi truong hop vu viec tai nan nao va hoac them khac nhung cac lon can".split()  # noqa: SIM905
)
_BEHIND = frozenset({"voi", "doi", "trong", "qua", "tren"})
"""Words that open where and to whom: `với cấp trên`, `trong quá trình thực hiện`."""
_BUT = frozenset("nhung tuy song thieu do vi nen de chua khong".split())  # noqa: SIM905
_MAX_AROUND = 14
_SENTENCE = re.compile(r"[.;]\s+")
_LABEL = re.compile(r"^([^:]{1,60}):")


def is_nil_answer(text: str) -> bool:
    """`Không có.`, `Không có kiến nghị, đề xuất gì.`: an answer that says there is nothing (and nothing else)."""
    if not any(opener in fold(text) for opener in _OPENERS):
        return False
    sentences = [words for each in _SENTENCE.split(MARK.sub("", text)) if (words := _unlabelled(each))]
    return bool(sentences) and all(_denies(words) for words in sentences)


def _unlabelled(sentence: str) -> list[str]:
    """The folded words, without the name of the part before them: `Kiến nghị: không có`."""
    label = _LABEL.match(sentence)
    own = label is not None and set(fold_key(label[1]).split()) <= _WORDS | {"ve"}
    return fold_key(sentence[label.end() :] if label and own else sentence).split()


def _denies(words: Sequence[str]) -> bool:
    lead = list(takewhile(lambda word: word not in _OPENERS, words))
    said = words[len(lead) + 1 :]
    if len(lead) == len(words):
        return False
    verbs = list(takewhile(_VERBS.__contains__, said))
    nouns = list(takewhile(_WORDS.__contains__, said[len(verbs) :]))
    behind = said[len(verbs) + len(nouns) :]
    named = not _NOUNS.isdisjoint(nouns)
    return _is_speaker(lead, named=named) and (not behind or (named and _is_circumstance(behind, _BEHIND)))


def _is_speaker(lead: Sequence[str], *, named: bool) -> bool:
    return set(lead) <= _LEAD or (named and _is_circumstance(lead, _SPEAKERS))


def _is_circumstance(words: Sequence[str], openings: frozenset[str]) -> bool:
    """Few words that begin as they should and turn nothing round: no `nhưng`, `thiếu`, `đề nghị`."""
    return len(words) <= _MAX_AROUND and words[0] in openings and _BUT.isdisjoint(words)
