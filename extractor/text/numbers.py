"""Numbers in running text: `.` between thousands and `,` before decimals (Luật Kế toán 2003, Điều 12).

Owns figures, number words, what bounds them (`trên`, `ít nhất` …), ranges and `36/36`. Values are exact decimals as
printed: a scale word behind the figure (`2,34 triệu đồng`) belongs to its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.text.dates import DateMatch, find_periods
from extractor.text.notation import NotationMatch
from schemas.meaning import Operator

_FIGURE = r"(?:[1-9]\d{0,2}(?:\.\d{3}){1,5}(?:,\d{1,6})?|\d{1,15}(?:,\d{1,6})?)"
# Units that are printed against the figure; other letters there make it a name (`A4`, `13h30`, `4E`).
_GLUED_UNIT = r"(?=(?:ha|km2?|kg|km²|m[²³23]?|cm|mm|g|l|kWh?|MW|đ|tr|tấn|người|hộ|%)(?!\w))"
# A figure with nothing before it that it belongs to. What stands before is looked at behind the first digit: a pattern
# that begins with a digit is searched for many times faster.
_FIRST = (
    r"\d(?<![\w./,:]\d)(?<!\d[-–]\d)"
    r"(?:(?<=[1-9])\d{0,2}(?:\.\d{3}){1,5}(?:,\d{1,6})?|\d{0,14}(?:,\d{1,6})?)"
)
_AFTER = rf"(?:(?![\w/]|[.,:]\d|[-–]\w)|{_GLUED_UNIT})"
_SINGLE = re.compile(rf"(?P<a>{_FIRST}){_AFTER}")
_FRACTION = re.compile(rf"(?P<a>{_FIRST})\s?/\s?(?P<b>{_FIGURE}){_AFTER}")
_RANGE = re.compile(rf"(?P<a>{_FIRST})%?\s?(?:[-–]|đến)\s?(?P<b>{_FIGURE}){_AFTER}")
_PERCENT = re.compile(r"\s?(?:%|phần trăm\b)")
_WHOLE = re.compile(rf"{_FIGURE}")

# Numbers behind these words count nothing: they name an article, a place in a list, a road, a part of the calendar.
_NAMERS = (
    "điều|khoản|điểm|mục|chương|phần|phụ lục|biểu|mẫu|bảng|hình|quý|tháng|ngày|năm|khóa|kỳ họp thứ|lần thứ|thứ|"
    "quốc lộ|tỉnh lộ|lô|thửa|tờ bản đồ|đề án|chỉ thị|nghị quyết|kết luận|nghị định|thông tư|quyết định|công văn|"
    "tổ dân phố|tổ|khu phố|thôn|khóm|điện thoại|đt|fax"
)
_NAMING = re.compile(rf"\b(?:{_NAMERS})\s(?:số\s)?$", re.IGNORECASE)
_NAMED_BY = frozenset(namer.split()[-1] for namer in _NAMERS.split("|")) | {"số"}
"""The last word before a number that those words, or `số`, name."""
_NUMBERED = re.compile(r"\bsố:?\s$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:(?:trong|với|có|trên|bằng|đủ)\ssố|(?:tổng|tổng cộng|dân|quân|nhân|sĩ|sỹ|doanh)\ssố:?)\s$", re.IGNORECASE
)
"""`Tổng số: 15 người`, `Dân số: 32.500 người`: no number of a document."""
_ALWAYS = re.compile(r"24\s?/\s?(?:7|24)(?!\d)")
_HEADING = re.compile(r"\d{1,2}$")
_ANY_DIGIT = re.compile(r"\d")

_OPERATORS: tuple[tuple[str, Operator], ...] = (
    (r"ít nhất|tối thiểu|không dưới|không ít hơn|chí ít|không thấp hơn", Operator.AT_LEAST),
    (r"nhiều nhất|tối đa|không quá|không vượt quá|không trên|không hơn", Operator.AT_MOST),
    (r"trên|hơn|vượt|cao hơn|nhiều hơn|lớn hơn", Operator.MORE),
    (r"dưới|chưa đến|chưa tới|ít hơn|thấp hơn|nhỏ hơn", Operator.LESS),
    (r"khoảng|ước|xấp xỉ|chừng|gần|độ", Operator.ABOUT),
    (r"đạt|bằng|là|đúng", Operator.EQUAL),
)
# Words that end in one of those and bound nothing: `ngân sách cấp trên 14 triệu`, `tiến độ 85%`, `văn bằng 2`.
_COMPOUND = re.compile(
    r"\b(?:(?:cấp|bên|phía|ở|nêu|kể|nói|như) (?:trên|dưới)|(?:trình|mức|tốc|tiến|chế|mật|cường|nhiệt) độ|"
    r"(?:văn|công) bằng|(?:quy|công|hiệp|khế) ước)\s?$",
    re.IGNORECASE,
)
_SIGNS = {"≥": Operator.AT_LEAST, "≤": Operator.AT_MOST, ">": Operator.MORE, "<": Operator.LESS, "≈": Operator.ABOUT}
_LEAD = re.compile(
    r"(?:^|(?<=[\s(]))(?:"
    + "|".join(f"(?P<o{i}>{words})" for i, (words, _) in enumerate(_OPERATORS))
    + r"|(?P<sign>[≥≤><≈]))(?P<link>(?:\slà)?(?:\scó)?(?:\stừ)?)\s?$",
    re.IGNORECASE,
)
_BOUND_BY = frozenset(word.split()[-1] for words, _ in _OPERATORS for word in words.split("|")) | {"có", "từ", ""}
"""The last word before a number that is bounded; none where a sign stands there."""
_FROM = re.compile(r"(?:^|(?<=[\s(]))từ\s$", re.IGNORECASE)
_UP = re.compile(r"[^.;:,\d]{0,40}?\btrở (?:lên|xuống)\b", re.IGNORECASE)
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number at `text[start:end]` (a range or fraction whole, the percent sign outside).

    `operator_start` is where its bounding words begin (`start` where there are none). `of_total` is the second number
    of `36/36`, `upper` the second of a range `01 đến 02`.
    """

    start: int
    end: int
    value: Decimal
    operator: Operator = Operator.EQUAL
    operator_start: int = -1
    of_total: Decimal | None = None
    upper: Decimal | None = None
    is_percent: bool = False
    is_word: bool = False


def parse_number(text: str) -> Decimal | None:
    """The exact value of a figure; None for what is no number or can be read two ways (`1.5`, `2.1`, `0.500`)."""
    text = text.strip()
    if _WHOLE.fullmatch(text) is None:
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_WORDS = "|".join(sorted({*_DIGITS, *_SCALES, "mười", "mươi", "chục", "trăm", "linh", "lẻ"}, key=len, reverse=True))
_WORD_NUMBER = re.compile(rf"(?<!\w)(?:{_WORDS})(?:\s(?:{_WORDS})){{0,14}}(?!\w)", re.IGNORECASE)
# A single number word states a number only before what is counted: `hai đồng chí`, but `một số`, `năm 2026`.
_COUNT_NOUN = re.compile(
    r"\s(?:người|đồng chí|cộng tác viên|công tác viên|CTV|cán bộ|công chức|viên chức|nhân viên|đội|tổ|nhóm|lớp|cuộc|"
    r"hội nghị|"
    r"buổi|đợt|xã|phường|thôn|huyện|tỉnh|đơn vị|cơ quan|cơ sở|hộ|trường hợp|dự án|công trình|văn bản|kế hoạch|trẻ em|"
    r"đối tượng|mô hình|câu lạc bộ|trạm|trường)\b",
    re.IGNORECASE,
)


def _below_thousand(words: list[str]) -> int | None:
    """Number words below a thousand: `một trăm linh hai`, `hai mươi mốt`, `mười lăm`."""
    total, digit = 0, None
    for word in words:
        if word in {"linh", "lẻ"}:
            continue
        if word == "mười":
            total, digit = total + 10, None
        elif word in {"mươi", "chục", "trăm"}:
            if digit is None and word != "chục":
                return None
            total, digit = total + (1 if digit is None else digit) * (100 if word == "trăm" else 10), None
        elif digit is not None:
            return None
        else:
            digit = _DIGITS[word]
    return total + (digit or 0)


def parse_words(text: str) -> int | None:
    """The value of number words (`hai mươi mốt` is 21); None where they make no number."""
    words = text.lower().split()
    if not words or any(re.fullmatch(_WORDS, word) is None for word in words):
        return None
    total, part, limit = 0, list[str](), 10**12
    for word in words:
        if word not in _SCALES:
            part.append(word)
            continue
        below, scale = _below_thousand(part), _SCALES[word]
        if not part or below is None or scale >= limit:
            return None
        total, part, limit = total + below * scale, [], scale
    rest = _below_thousand(part)
    return None if rest is None else total + rest


def _word_before(text: str, start: int) -> str:
    """The word before a place in small letters, over spaces and a colon; empty where a sign or nothing stands there."""
    end = start
    while end > 0 and (text[end - 1].isspace() or text[end - 1] == ":"):
        end -= 1
    first = end
    while first > 0 and text[first - 1].isalpha():
        first -= 1
    return text[first:end].lower()


def find_operator(text: str, start: int, end: int) -> tuple[Operator, int]:
    """What bounds the number at `text[start:end]`, and where its words begin (`start` where nothing does)."""
    before = text[max(0, start - _LOOK_BACK) : start]
    shift = start - len(before)
    after = _UP.match(text, end, end + 60)
    if after is not None:
        begin = _FROM.search(before)
        bound = Operator.AT_LEAST if after[0].endswith("lên") else Operator.AT_MOST
        return bound, shift + begin.start() if begin else start
    lead = _LEAD.search(before) if _word_before(text, start) in _BOUND_BY else None
    if lead is None or _COMPOUND.search(before):
        return Operator.EQUAL, start
    if lead["sign"]:
        return _SIGNS[lead["sign"]], shift + lead.start()
    for index, (_, operator) in enumerate(_OPERATORS):
        if lead[f"o{index}"]:
            return operator, start if operator is Operator.EQUAL else shift + lead.start()
    return Operator.EQUAL, start


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether the figure names something instead of counting it."""
    if _ALWAYS.match(text, start):
        return True
    if _word_before(text, start) in _NAMED_BY:
        before = text[max(0, start - _LOOK_BACK) : start]
        if _NAMING.search(before) or (_NUMBERED.search(before) and not _COUNTED.search(before)):
            return True
    is_enumerator = start == 0 and text[end : end + 1] in {".", ")"}
    return is_enumerator and _HEADING.fullmatch(text[start:end]) is not None


def _taken(text: str, named: Iterable[DateMatch | NotationMatch]) -> bytearray:
    """Where dates, periods and document numbers stand."""
    taken = bytearray(len(text))
    for place in (*named, *find_periods(text)):
        taken[place.start : place.end] = b"\x01" * (place.end - place.start)
    return taken


def _second(match: re.Match[str], is_fraction: bool) -> NumberMatch | None:
    """A range or fraction; None where the two numbers do not make one."""
    first, second = parse_number(match["a"]), parse_number(match["b"])
    if first is None or second is None:
        return None
    if is_fraction:
        return NumberMatch(match.start(), match.end(), first, of_total=second) if second > 0 else None
    return NumberMatch(match.start(), match.end(), first, upper=second) if second > first else None


def _figures(text: str, taken: bytearray) -> list[NumberMatch]:
    found: list[NumberMatch] = []
    for pattern in (_FRACTION, _RANGE, _SINGLE):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]) or _is_name(text, match.start(), match.end()):
                continue
            if pattern is _SINGLE:
                value = parse_number(match["a"])
                number = None if value is None else NumberMatch(match.start(), match.end(), value)
            else:
                number = _second(match, pattern is _FRACTION)
            if number is not None:
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(number)
    return found


def _worded(text: str, taken: bytearray) -> list[NumberMatch]:
    found: list[NumberMatch] = []
    for match in _WORD_NUMBER.finditer(text):
        single = " " not in match[0]
        if any(taken[match.start() : match.end()]) or (single and not _COUNT_NOUN.match(text, match.end())):
            continue
        value = parse_words(match[0])
        if value is not None:
            found.append(NumberMatch(match.start(), match.end(), Decimal(value), is_word=True))
    return found


def find_numbers(text: str, named: Sequence[DateMatch | NotationMatch]) -> tuple[NumberMatch, ...]:
    """Every number that counts or measures something, in order; those that name something are none.

    `named` are the dates of the text and the numbers of documents in it.
    """
    has_figures = _ANY_DIGIT.search(text) is not None
    if not has_figures and _WORD_NUMBER.search(text) is None:
        return ()
    taken = _taken(text, named)
    figures = _figures(text, taken) if has_figures else []
    numbers = sorted([*figures, *_worded(text, taken)], key=lambda n: n.start)
    result = []
    for number in numbers:
        percent = _PERCENT.match(text, number.end) is not None
        operator, start = find_operator(text, number.start, number.end)
        result.append(replace(number, operator=operator, operator_start=start, is_percent=percent))
    return tuple(result)
