"""Small sets written for single parts where the samples are too few: counts in sentences, names in cells, Word files.

Each gives how many cases are right with the part, and without it or with what would stand in for it.
"""

from __future__ import annotations

import io
import itertools
import json
import random
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import docx
from lxml.etree import LxmlError
from pydantic import ValidationError
from underthesea import ner

from evaluation.corpus import LabelledDocument
from evaluation.gold import GoldTable
from extractor.errors import ReadError
from extractor.meaning import roster
from extractor.meaning.counted import Counted, find_counted
from extractor.parts.roles import role_of
from extractor.pipeline import extract, process
from extractor.reading.docx.reader import read as read_docx
from extractor.reading.markdown import read as read_text
from extractor.reading.source import SourceText
from extractor.tables.columns import column_name
from extractor.text.clean import clean
from extractor.text.passage import Passage
from schemas.record import Record
from schemas.sections import Role

LOOKING_ALIKE = {
    **{"c": "e", "e": "c", "b": "h", "h": "b", "u": "n", "n": "u", "r": "t", "t": "f", "f": "t", "l": "i"},
    **{"i": "l", "a": "o", "o": "a", "v": "y", "C": "G", "H": "N", "O": "Q", "I": "L"},
}
"""Letters taken for others; those that differ by marks alone are left out, for folding repairs them."""
DAMAGE = 0.06
"""Share of these letters that are damaged."""
SEEDS = (1, 2, 3)

SENTENCES: tuple[tuple[str, list[int]], ...] = (
    ("Toàn xã hiện có 05 cộng tác viên công tác xã hội.", [5]),
    ("Hiện nay phường bố trí hai cộng tác viên trẻ em.", [2]),
    ("Số cộng tác viên công tác xã hội trên địa bàn là 12 người.", [12]),
    ("Có 03 đồng chí làm cộng tác viên công tác xã hội.", [3]),
    ("Đội ngũ cộng tác viên: 07 người, trong đó có 04 nữ.", [7]),
    ("Toàn tỉnh thành lập 15 đội công tác xã hội tình nguyện.", [15]),
    ("Số lượng cộng tác viên dân số hiện có 31 người.", [31]),
    ("UBND xã phân công 01 công chức phụ trách công tác xã hội.", [1]),
    ("Xã có 02 công tác viên công tác xã hội.", [2]),
    ("Bố trí 04 CTV công tác xã hội tại bốn thôn.", [4]),
    ("Cả huyện có 1.204 cộng tác viên bảo vệ trẻ em.", [1204]),
    ("Tập huấn cho 45 lượt cộng tác viên công tác xã hội.", [45]),
    ("Năm 2025 cộng tác viên đã đến thăm 163 hộ.", []),
    ("Mức phụ cấp của cộng tác viên là 500.000 đồng.", []),
    ("Trên 80% cộng tác viên được tập huấn.", []),
    ("Báo có 12 cộng tác viên báo chí thường xuyên.", []),
    ("Nghị định số 24 cộng tác viên không áp dụng.", []),
    ("Xã có 31 thôn; cộng tác viên được trả phụ cấp hằng tháng.", []),
    ("Thực hiện Đề án 32, cộng tác viên được đào tạo.", []),
    ("Tổ chức 02 lớp tập huấn cho cộng tác viên.", []),
)
"""Sentences with the counts of collaborators in them; the last ones hold numbers of other things."""

_FAMILIES = ("Nguyễn Thị", "Trần Văn", "Lê", "Hoàng Thị Minh", "Vi Văn", "Lò Thị", "Đặng")
_GIVEN = ("Hạnh", "Tú", "Quốc Bảo", "Nguyệt", "Thoa", "Pâng", "Thu Hà", "Lộc", "Mai", "Khánh", "Hải Yến", "Sen", "Dung")
PERSONS = tuple(" ".join(words) for words in zip(itertools.cycle(_FAMILIES), _GIVEN, strict=False))
NOTES = (
    "{}",
    "{}, trung cấp Y sĩ",
    "{} - Phó Bí thư Đoàn xã",
    "{} Trưởng ban công tác Mặt trận",
    "{} Chi hội phụ nữ thôn 3",
    "Kiêm nhiệm: {} (ĐH Luật)",
    "{} Thôn Trung Sơn",
    "{} Hội Nông dân",
)
NO_PERSONS = ("Kiêm nhiệm", "Hoàng Mai", "Yên Bình Đông", "Cao đẳng Y tế Sơn La", "Trung cấp kế toán", "Hà Trung")
"""Cells of a roster's column of notes: persons with what follows their names, and cells that name nobody."""
_AGREED = 0.9
"""Names that layout and underthesea read alike are surer than this."""


def misread(text: str, seed: str) -> str:
    """A text of the same length with some letters taken for others; the same seed, the same damage."""
    chance = random.Random(seed)  # noqa: S311 -- damage, not secrecy
    letters = list(text)
    for at, letter in enumerate(letters):
        if letter in LOOKING_ALIKE and chance.random() < DAMAGE:
            letters[at] = LOOKING_ALIKE[letter]
    return "".join(letters)


def _passage(text: str) -> Passage:
    passage = clean(read_text(text))[0]
    assert isinstance(passage, Passage), "one line of text is one paragraph"
    return passage


def _counts_right(find: Callable[[Passage], Sequence[Counted]]) -> int:
    return sum([count.value for count in find(_passage(text))] == wanted for text, wanted in SENTENCES)


def _names() -> list[tuple[str, str | None, float]]:
    """Each cell's person, empty where it names nobody; the name found; how sure."""
    cells = [(note.format(person), person) for person in PERSONS for note in NOTES]
    cells += [(cell, "") for cell in NO_PERSONS]
    found = [(person, roster.find_name(cell)) for cell, person in cells]
    return [(person, *(name or (None, 1.0))) for person, name in found]


def _names_line() -> str:
    """What underthesea changes, and how often names are right that it agrees with and that it does not."""
    both = _names()
    with patch.object(roster, "_by_ner", lambda _: []):
        alone = _names()
    right = [sum((name or "") == person for person, name, _ in found) for found in (both, alone)]
    named = [(name == person, sure > _AGREED) for person, name, sure in both if name is not None]
    agreed, other = ([good for good, sure in named if sure is agrees] for agrees in (True, False))
    return (
        f"names right in {len(both)} cells: with underthesea {right[0]}, by layout alone {right[1]}; of the names it "
        f"agrees with {sum(agreed)} of {len(agreed)} are right, of the others {sum(other)} of {len(other)}"
    )


def _people_of(record: Record) -> list[str]:
    """The persons of a record: who signs, and who stands in a roster."""
    people = [*(signer.full_name for signer in record.signers), *(row.name for row in record.collaborators.roster)]
    return [name.value for name in people if name.value]


def _first_words(source: SourceText | None) -> list[str]:
    """The first words of all persons that underthesea sees in a document."""
    texts = [item.text for item in clean(source) if isinstance(item, Passage)] if source else []
    return [word for text in texts for word, _, _, label in ner(text) if label == "B-PER"]


def _whole_documents(documents: Sequence[LabelledDocument]) -> str:
    """Persons that underthesea sees in whole samples, how many are those of the record, and the seconds it takes."""
    began = time.perf_counter()
    read = [process(document.path) for document in documents if document.gold.is_administrative]
    reading, began = time.perf_counter() - began, time.perf_counter()
    right = seen = 0
    for extraction in read:
        names = _people_of(extraction.record)
        starts = _first_words(extraction.source)
        seen, right = seen + len(starts), right + sum(any(word in name for name in names) for word in starts)
    naming = time.perf_counter() - began
    return (
        f"underthesea over whole samples: {right} of {seen} persons are persons; {naming:.1f} s, the pipeline itself "
        f"{reading:.1f} s"
    )


def _understood(documents: Sequence[LabelledDocument]) -> tuple[int, int, int, int]:
    """Of damaged headings those that keep their role and of damaged column headers those that keep their name."""
    sections = itertools.chain.from_iterable(document.gold.sections or () for document in documents)
    tables = itertools.chain.from_iterable(document.gold.tables or () for document in documents)
    roles, names = _roles_kept(section.heading for section in sections), _names_kept(tables)
    return sum(roles), len(roles), sum(names), len(names)


def _roles_kept(headings: Iterable[str | None]) -> list[bool]:
    known = sorted({heading for heading in headings if heading and role_of(heading) is not Role.OTHER})
    return [role_of(misread(heading, f"{seed}")) is role_of(heading) for heading in known for seed in SEEDS]


def _names_kept(tables: Iterable[GoldTable]) -> list[bool]:
    paths = sorted({tuple(path) for table in tables for path in table.columns if column_name(path) is not None})
    copies = ((path, [misread(part, f"{seed}") for part in path]) for path in paths for seed in SEEDS)
    return [column_name(copy) == column_name(path) for path, copy in copies]


def _vocabulary_line(documents: Sequence[LabelledDocument], exact: Callable[[], AbstractContextManager[None]]) -> str:
    roles, of_roles, names, of_names = _understood(documents)
    with exact():
        exact_roles, _, exact_names, _ = _understood(documents)
    return (
        f"damaged headings that keep their role: with rapidfuzz {roles} of {of_roles}, by equality {exact_roles}; "
        f"damaged column headers that keep their name: {names} of {of_names}, by equality {exact_names}"
    )


def _headings(document: LabelledDocument) -> list[str]:
    return [f"{section.label}" for section in document.gold.sections or () if section.label]


def _opens(text: str, labels: Sequence[str]) -> int:
    """How many labels open a line, in their order."""
    at = 0
    found = [line.strip() for line in text.splitlines()]
    for label in labels:
        place = next((i for i in range(at, len(found)) if found[i].startswith((f"{label}.", f"{label})", label))), None)
        at = place + 1 if place is not None else at
        if place is None:
            return labels.index(label)
    return len(labels)


def _without_evidence(value: Any) -> Iterator[None]:
    """Empties one list of evidence of a field after the other, each only for as long as the caller looks."""
    if isinstance(value, dict):
        if value.get("value") is not None and value.get("evidence") and "status" in value:
            kept, value["evidence"] = value["evidence"], []
            yield
            value["evidence"] = kept
        for inner in value.values():
            yield from _without_evidence(inner)
    if isinstance(value, list):
        for inner in value:
            yield from _without_evidence(inner)


def _refused(record: Record) -> tuple[int, int]:
    """Of the records with one field's evidence taken away, how many the models refuse."""
    data = json.loads(record.to_json_line())
    refused = total = 0
    for _ in _without_evidence(data):
        total += 1
        try:
            Record.model_validate_json(json.dumps(data))
        except ValidationError:
            refused += 1
    return refused, total


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A package with one of its parts rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()).encode() if entry.filename == name else content)
    return target.getvalue()


def dangling(data: bytes) -> bytes:
    """A package that names a picture which it does not hold."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rId9999" Type="{kind}" Target="media/gone.png"/></Relationships>'
    return changed(data, "word/_rels/document.xml.rels", lambda text: text.replace("</Relationships>", link))


def _opened(read: Callable[[bytes], object], data: bytes) -> bool:
    try:
        read(data)
    except (KeyError, ReadError, LxmlError):
        return False
    return True


def _plain_word(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _validation_line(records: Sequence[Record]) -> str:
    counted = [_refused(record) for record in records]
    refused, total = (sum(numbers) for numbers in zip(*counted, strict=True))
    return f"records with the evidence of one field taken away: {refused} of {total} refused"


def _word_lines(documents: Sequence[LabelledDocument]) -> Iterator[str]:
    word = [document for document in documents if document.path.suffix == ".docx"]
    packages = [(document, document.path.read_bytes()) for document in word]
    ours = sum(_opens(read_docx(data).text, _headings(document)) for document, data in packages)
    theirs = sum(_opens(_plain_word(data), _headings(document)) for document, data in packages)
    total = sum(len(_headings(document)) for document in word)
    yield f"heading labels in the text of {len(word)} Word samples: own reader {ours} of {total}, python-docx {theirs}"
    broken = [dangling(data) for _, data in packages]
    opened = [sum(_opened(read, data) for data in broken) for read in (read_docx, _plain_word)]
    yield f"opened with a dangling relationship: own reader {opened[0]} of {len(broken)}, python-docx {opened[1]}"


def lines_of_cases(
    documents: Sequence[LabelledDocument],
    plain_counts: Callable[[Passage], Sequence[Counted]],
    exact_words: Callable[[], AbstractContextManager[None]],
) -> Iterator[str]:
    """One line a comparison."""
    matched, plain = _counts_right(find_counted), _counts_right(plain_counts)
    yield f"counts right in {len(SENTENCES)} sentences: spaCy {matched}, one plain pattern {plain}"
    yield _names_line()
    yield _whole_documents(documents)
    yield _vocabulary_line(documents, exact_words)
    yield from _word_lines(documents)
    yield _validation_line([extract(document.path) for document in documents])
