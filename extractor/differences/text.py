"""A comparison in words: for a person at a terminal, for a program, and for the description of a change.

Words of documents may hold anything. The text form is for a terminal that is given no control characters (its caller
sees to it); in Markdown they stand in code spans, where nothing is a link, a mention, markup or a table.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from extractor.differences.model import Comparison, Difference, Kind, Side
from extractor.differences.wording import word
from extractor.review.places import place_of
from schemas.fields import Source, Status

_LONGEST: Final = 120
"""Characters of a value that are shown; the JSON form has all of them."""
_NOTHING: Final = "∅"
_PLACES: Final = 3
"""Places of a value that are shown."""


def text_lines(comparison: Comparison, *, language: str = "en") -> Iterator[str]:
    """Document by document, then how many differences each field has; fields keep their names in any language."""
    for compared in comparison.compared:
        yield _one_line(compared.document)
        for difference in compared.differences:
            yield f"  {_path(difference)}  {word('kind', difference.kind.value, language)}"
            yield from (f"    {sign} {_short(side)}{_about(side, language)}" for sign, side in _sides(difference))
    if comparison.compared:
        yield ""
        within = word("heading", "in", language)
        yield from (f"{count:6d} {within} {documents:4d}  {field}" for field, count, documents in _by_field(comparison))
    yield _summary(comparison, language)


def _sides(difference: Difference) -> Iterator[tuple[str, Side]]:
    if difference.a is not None:
        yield "-", difference.a
    if difference.b is not None:
        yield "+", difference.b


def _path(difference: Difference) -> str:
    side = difference.b or difference.a
    assert side is not None
    return f"{difference.field} [{side.path}]" if difference.field != side.path else side.path


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(side: Side) -> str:
    if side.value is None or side.value == "":
        return _NOTHING
    words = _one_line(str(side.value))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _about(side: Side, language: str) -> str:
    """Status, confidence, how the words came, and places: all words of ours but the path of a block."""
    places = [place_of(evidence, language=language) for evidence in side.evidence[:_PLACES]]
    if len(side.evidence) > _PLACES:
        places.append("…")
    parts = [
        _named("status", side.status, language),
        "" if side.confidence is None else f"{side.confidence:.2f}",
        _named("source", side.source, language),
        _one_line("; ".join(places)),
    ]
    shown = " · ".join(part for part in parts if part)
    return f"  ({shown})" if shown else ""


def _named(group: str, said: Status | Source | None, language: str) -> str:
    """A status or source in words; nothing for what most values have."""
    return "" if said in {None, Status.PRESENT, Source.TEXT} else word(group, str(said.value), language)


def _by_field(comparison: Comparison) -> list[tuple[str, int, int]]:
    """Fields with their differences and the documents that have any, most first."""
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for fields in comparison.heat().values():
        counts.update(fields)
        documents.update(fields.keys())
    return sorted(((field, n, documents[field]) for field, n in counts.items()), key=lambda row: (-row[1], row[0]))


def _summary(comparison: Comparison, language: str) -> str:
    total = sum(len(compared.differences) for compared in comparison.compared)
    if language == "vi":
        found = f"{total} chỗ khác nhau trong {len(comparison.compared)} văn bản" if total else "không có gì khác nhau"
        return f"{found}; đã so {comparison.size_a} với {comparison.size_b} bản ghi"
    sizes = f"{comparison.size_a} and {comparison.size_b} records compared"
    if not total:
        return f"no differences; {sizes}"
    return f"{_counted(total, 'difference')} in {_counted(len(comparison.compared), 'document')}; {sizes}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def json_text(comparison: Comparison) -> str:
    """Everything as JSON: sizes, each difference with both sides whole, and the heat of documents and fields."""
    values = {
        "records_a": comparison.size_a,
        "records_b": comparison.size_b,
        "documents": [
            {
                "document": compared.document,
                "paired_by": compared.pair.how.value,
                "record_a": compared.pair.a.record.id if compared.pair.a else None,
                "record_b": compared.pair.b.record.id if compared.pair.b else None,
                "differences": [_difference_json(difference) for difference in compared.differences],
            }
            for compared in comparison.compared
        ],
        "heat": comparison.heat(),
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _difference_json(difference: Difference) -> dict[str, Any]:
    sides = {name: _side_json(side) if side else None for name, side in (("a", difference.a), ("b", difference.b))}
    named = {"field": difference.field, "kind": difference.kind.value, "reason": difference.reason.value}
    return {**named, **sides}


def _side_json(side: Side) -> dict[str, Any]:
    value = side.value
    return {
        "path": side.path,
        "value": value if value is None or isinstance(value, bool | int | str) else str(value),
        "status": side.status.value if side.status else None,
        "confidence": side.confidence,
        "source": side.source.value if side.source else None,
        "evidence": [evidence.model_dump(mode="json") for evidence in side.evidence],
    }


def markdown_lines(comparison: Comparison, *, language: str = "en") -> Iterator[str]:
    """A summary, a table of fields and kinds, and the differences in a part that unfolds."""
    yield from (f"**{_summary(comparison, language)}**", "")
    if not comparison.compared:
        return
    yield from _heat_table(comparison, language)
    yield from ("", f"<details><summary>{word('heading', 'differences', language)}</summary>", "")
    for compared in comparison.compared:
        yield from (f"- {code_span(compared.document)}",)
        for difference in compared.differences:
            sides = [f"{code_span(_short(side))}{_code_about(side, language)}" for _, side in _sides(difference)]
            kind = word("kind", difference.kind.value, language)
            yield f"  - {code_span(_path(difference))} {kind}: {_arrow(difference, sides)}"
    yield from ("", "</details>")


def _heat_table(comparison: Comparison, language: str) -> Iterator[str]:
    kinds = sorted({difference.kind for difference in comparison.differences}, key=list(Kind).index)
    counts = Counter((difference.field, difference.kind) for difference in comparison.differences)
    titles = [word("heading", name, language) for name in ("field", "documents")]
    yield f"| {' | '.join([*titles, *(word('kind', kind.value, language) for kind in kinds)])} |"
    yield f"|---|{'---:|' * (len(kinds) + 1)}"
    for field, _, documents in _by_field(comparison):
        cells = " | ".join(str(counts[field, kind] or "") for kind in kinds)
        yield f"| `{field}` | {documents} | {cells} |"


def _code_about(side: Side, language: str) -> str:
    about = _about(side, language).strip().removeprefix("(").removesuffix(")")
    return f" ({code_span(about)})" if about else ""


def _arrow(difference: Difference, sides: Sequence[str]) -> str:
    if difference.a is None:
        return f"→ {sides[0]}"
    return f"{sides[0]} →" if difference.b is None else f"{sides[0]} → {sides[1]}"


def code_span(text: str) -> str:
    """Any text as one code span of Markdown: on one line, between more backticks than stand in it."""
    words = _one_line(text) or _NOTHING
    longest = max((len(run) for run in re.findall(r"`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{words}{pad}{fence}"
