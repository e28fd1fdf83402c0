"""Figures in running text with what they measure: number, bound, unit, and who or what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from extractor import vocabulary
from extractor.meaning.clauses import CAPITAL
from extractor.text.numbers import NumberMatch
from extractor.text.passage import Passage, Quote
from schemas.meaning import Operator

_PERCENT = re.compile(r"\s?(?:%|phần trăm\b)", re.IGNORECASE)
# Where the words for those counted end: a sign, the next figure, or a word that opens what is said of them.
_STOP = re.compile(
    r"[,;:.()\[\]“”\"!?/]|\s[-–+]\s|\s(?<!khối )(?<!lớp )(?:làm\s|gây\s)?(?=\d)(?!\d{1,3} tuổi\b)|"
    r"\b(?:đã|được|có(?!\scông\b)|là|trong|tại|với|theo|và|đạt|tham gia|để|cho|của|ở|đến(?<!văn bản đến)|"
    r"từ(?!\sthiện)|xuống|lên|bằng(?<!văn bằng)|so với|tăng|giảm|chiếm(?<!lấn chiếm)|do(?<!tự do)|vào|trên|còn|nhằm|"
    r"về|thuộc(?<!phụ thuộc)|khi|như|phải|sẽ|bị(?<!thiết bị)|nên|thì|hoặc|cùng|không|chưa|trở lên|mỗi|gồm|hoàn thành|"
    r"ngày|tháng|năm|qua|đang|phục vụ|bao gồm|tương ứng|cần|nhưng|mà|này|đó|dưới(?!\s\d{1,3} tuổi)|thực hiện|đảm bảo|"
    r"bảo đảm|trị giá|giá trị|tổng trị giá|đối với|nêu|trực tiếp|tổ chức|bố trí|sử dụng(?<!quyền sử dụng)|xin|trước|"
    r"sau(?!\scai)|nhận(?<!chứng nhận)(?<!tiếp nhận)(?<!xác nhận)|tham dự|trực thuộc|x)\b",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(r"\s(?:trong )?(?:tổng số|số|trên tổng số)\s", re.IGNORECASE)
# `hồ, đập` and `xã, phường` are one kind of thing: two words of one syllable each, then a word that ends them.
_PAIR = re.compile(
    r"\s?[^\W\d_]{1,7}, (?!(?:trong|bao|gồm|có|với|đạt|đã|được|chiếm|tăng|giảm|thuộc|chưa|nam|nữ)\b)[^\W\d_]{1,7}"
    r"(?:, (?:đặc khu|thị trấn|thị xã|thành phố)){0,3}(?=\s|$|[;.])"
)
_SPELLED = re.compile(
    r"\s?\((?:(?:không|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|trăm|linh|lẻ|nghìn|ngàn)\s?){1,8}\)",
    re.IGNORECASE,
)
"""The number once more in words: `07 (bảy) đợt`."""
_AGE = re.compile(r"tuoi tho|trung binh|binh quan")
_NAME_BEFORE = re.compile(
    rf"\b(?:[Tt]rường|[Tt]hôn|[Bb]ản|[Ấấ]p|[Kk]hu phố|[Kk]hóm|[Xx]óm|[Bb]uôn|[Pp]hường|[Cc]hi bộ)\s"
    rf"(?:[^\W\d_]{{1,9}}\s){{0,4}}(?:{CAPITAL}[^\W\d_]*\s){{1,4}}$|"
    r"\b(?:[Qq]uận|[Pp]hường|[Tt]hôn|[Ấấ]p|[Kk]hu phố|[Tt]ổ dân phố|[Kk]hóm|[Tt]iểu khu)\s$"
)
_HOUR_BEFORE = re.compile(r"(?:\d giờ|\b(?:hồi|lúc)) $", re.IGNORECASE)
_HOUR = re.compile(r" giờ (?:\d{2}(?!\d)|(?:sáng|trưa|chiều|tối|cùng ngày|ngày \d))", re.IGNORECASE)
_LUNAR = re.compile(r" tháng (?:giêng|chạp|\w{1,4} âm lịch)", re.IGNORECASE)
_NAME_REACH = 70
_MAX_WORDS = 14
"""Words for those counted; where they run on further, what is said of them is not told apart."""

_REACH = 120
_RATED_PER = frozenset(Decimal(10) ** power for power in (3, 4, 5, 6))
"""What rates are told per: `550/100.000 trẻ em` are 550 of the unit `/100.000 trẻ em`."""
_SPAN_BEFORE = re.compile(
    r"\b(?:kỷ niệm|kế hoạch|chiến lược|chương trình|quy hoạch|tổng kết|sơ kết|đánh giá|kết quả|nhiệm kỳ|phong trào|"
    r"dự toán|dự án|đề án|thành tích)\s$",
    re.IGNORECASE,
)
_SPAN_BEHIND = re.compile(
    r"\s(?:19|20)\d\d\b|[\s,]{1,2}\(?(?:giai đoạn\s)?(?:19|20)\d\d\s?[-–]|"
    r"\s(?:đầu|cuối|tiếp theo|tới|liền kề|sau đó)\b",
    re.IGNORECASE,
)
_WORDS_LEAD = 30
_IN_WORDS = re.compile(
    r"\d(?:\s?(?:nghìn|triệu|tỷ|tỉ))?\s?(?:đồng|đ|VNĐ)?[.,;]?\s?\(\s?(?:bằng chữ\s?:?\s?|viết bằng chữ\s?:?\s?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A figure of one passage; `quote` runs from the words that bound it to its unit."""

    number: NumberMatch
    quote: Quote
    unit: Quote | None
    of_whom: Quote | None


@lru_cache(maxsize=1)
def _measures() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Units that measure (money, size), and words for those counted (people, bodies, things)."""
    table: dict[str, list[str]] = vocabulary.load("counted")["measures"]
    counted = [*table["people"], *table["bodies"], *table["things"]]
    return _alternatives([*table["money"], *table["size"]]), _alternatives(counted)


def _alternatives(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    scale = r"(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s)?"
    return re.compile(rf"\s?(?P<unit>{scale}(?:{'|'.join(map(re.escape, ordered))}))(?![\w²³])", re.IGNORECASE)


def _whom(passage: Passage, start: int) -> Quote | None:
    """The noun phrase from `start` to the first sign or stop word; None where it has no end in reach."""
    text = passage.text
    stop = _STOP.search(text, start, start + _REACH)
    end = stop.start() if stop else len(text)
    pair = _PAIR.match(text, start, start + _REACH)
    if pair is not None and stop is not None and stop.start() < pair.end() and _ends_at(text, pair.end()):
        end = pair.end()
    count = len(text[start:end].split())
    if not 0 < count <= _MAX_WORDS or end - start > _REACH:
        return None
    quote = passage.quote(start, end)
    return quote if quote and quote.text[0].islower() else None


def _ends_at(text: str, at: int) -> bool:
    """Whether a sign or stop word stands right here."""
    following = _STOP.match(text, at + 1) or _STOP.match(text, at)
    return following is not None or at == len(text)


def _percentage(passage: Passage, number: NumberMatch) -> Figure | None:
    sign = _PERCENT.match(passage.text, number.end)
    if sign is None:
        return None
    behind = _TOTAL_OF.match(passage.text, sign.end())
    start = behind.end() if behind else sign.end() + 1
    start += len("là ") if passage.text.startswith("là ", start) else 0
    whom = _whom(passage, start) if passage.text[sign.end() : sign.end() + 1].isspace() else None
    quote = passage.quote(number.operator_start, sign.end())
    return Figure(number, quote, passage.quote(number.end, sign.end()), whom)


def _figure(passage: Passage, number: NumberMatch) -> Figure | None:
    """A number with its unit; None for one that nothing behind it explains."""
    if number.is_percent:
        return _percentage(passage, number)
    rate = passage.text.find("/", number.start, number.end) if number.of_total in _RATED_PER else -1
    measured, counted = _measures()
    again = _SPELLED.match(passage.text, number.end)
    end = again.end() if again else number.end
    match, people = measured.match(passage.text, end), counted.match(passage.text, end)
    longest = max((m for m in (match, people) if m), key=lambda m: m.end(), default=None)
    if longest is None or _is_of_name(passage, number) or _is_of_clock(passage.text, number):
        return None
    quote = passage.quote(number.operator_start, longest.end())
    unit = passage.quote(longest.start("unit"), longest.end())
    if rate >= 0:
        return Figure(replace(number, end=rate, of_total=None), quote, passage.quote(rate, longest.end()), None)
    if _is_age(passage, number, unit) or _is_span(passage, number, unit) or _is_told_again(passage, number):
        return None
    whom = _whom(passage, unit.start) if longest is people else None
    return Figure(number, quote, unit, whom if whom and len(whom.text) > len(unit.text) else None)


def _is_of_name(passage: Passage, number: NumberMatch) -> bool:
    """`Trường Tiểu học Kim Trà 1 thông báo`: a digit without a leading zero behind a school's or a place's name."""
    before = passage.text[max(0, number.start - _NAME_REACH) : number.start]
    return passage.text[number.start : number.end].isdigit() and _NAME_BEFORE.search(before) is not None


def _is_of_clock(text: str, number: NumberMatch) -> bool:
    """`14 giờ 00 phút`, `ngày 27 tháng Chạp`: a time of day or a day of the moon's months counts nothing."""
    is_time = _HOUR.match(text, number.end) or _LUNAR.match(text, number.end)
    return is_time is not None or _HOUR_BEFORE.search(text[: number.start][-8:]) is not None


def _is_age(passage: Passage, number: NumberMatch, unit: Quote) -> bool:
    """An age tells whom another figure counts (`người dân từ 18 đến 60 tuổi`); a mean age is a figure."""
    return unit.folded == "tuoi" and not _AGE.search(passage.folded, max(0, number.start - 60), number.start)


def _is_span(passage: Passage, number: NumberMatch, unit: Quote) -> bool:
    """`kế hoạch 5 năm (2021 - 2025)`, `kỷ niệm 15 năm thành lập`: a span that names something counts nothing."""
    if unit.folded != "nam" or number.operator is not Operator.EQUAL:
        return False
    before = passage.text[max(0, number.start - _NAME_REACH) : number.start]
    return (_SPAN_BEFORE.search(before) or _SPAN_BEHIND.match(passage.text, unit.end)) is not None


def _is_told_again(passage: Passage, number: NumberMatch) -> bool:
    """`185.000.000 đồng (Một trăm tám mươi lăm triệu đồng)`: the amount once more in words."""
    opening = passage.text[max(0, number.start - _WORDS_LEAD) : number.start]
    return number.is_word and _IN_WORDS.search(opening) is not None


def find_figures(passage: Passage) -> Iterator[Figure]:
    """Every figure with a unit, in order."""
    if any(character.isdigit() for character in passage.text):
        for number in passage.numbers:
            # `không tổ chức` denies and counts nothing.
            figure = None if number.is_word and number.value == 0 else _figure(passage, number)
            if figure is not None:
                yield figure
