from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extractor
from extractor import fence
from extractor.errors import InputNotFoundError
from extractor.pipeline import Extraction, extract, process, process_bytes
from extractor.text.clean import clean
from extractor.text.fold import tone_key
from extractor.text.passage import Passage, raw_text
from extractor.version import rule_set
from schemas.fields import Status
from schemas.record import Record, RecordStatus
from schemas.sections import Section
from schemas.tables import Origin
from tests.extractor.documents import report
from tests.extractor.walking import fields, quotations, values
from tests.golden.documents import ROOT, SAMPLES, documents

READ = [path for path in documents() if path.parent == SAMPLES]
TEXTS = [path for path in READ if path.suffix == ".txt" and path.stat().st_size]
_CODED = re.compile(r"document\.type|\.citations|\.qualification|\.field_of_study")
"""Values by a list of codes, in the words of the act cited, or of the column in which a cross stands."""
SEEN: dict[Path, Extraction] = {}
OLD_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "ũy": "uỹ",
    "ủy": "uỷ",
    "úy": "uý",
    "ùy": "uỳ",
    "òe": "oè",
    "ỏe": "oẻ",
    "óe": "oé",
}
TONES = OLD_TONES | {new.upper(): old.upper() for new, old in OLD_TONES.items()}


def seen(path: Path) -> Extraction:
    """A sample's extraction, made once."""
    if path not in SEEN:
        SEEN[path] = process(path)
    return SEEN[path]


def read_text(text: str) -> Record:
    """The record of a text."""
    return process_bytes(text.encode(), "a.txt").record


def same_values(one: Record, other: Record) -> None:
    """Both records say the same: values, statuses and plain keys, at whatever place."""
    assert [(path, tone_key(value)) for path, value in values(one)] == [
        (path, tone_key(value)) for path, value in values(other)
    ]


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_every_raw_is_the_text_at_its_evidence(path: Path):
    """`raw` of every field and mention is exactly the reader's text at its evidence, slices joined by a line feed."""
    extraction = seen(path)
    for place, raw, evidence in quotations(extraction.record):
        assert extraction.source is not None
        assert raw_text(extraction.source, evidence) == raw, place


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_every_text_value_is_printed_at_its_evidence(path: Path):
    """Text values are as printed: the letters and digits of a value stand in `raw`, in their order."""
    for place, field in fields(seen(path).record):
        if not isinstance(field.value, str) or field.raw is None or _CODED.search(place):
            continue
        printed = [c for c in unicodedata.normalize("NFC", field.raw) if c.isalnum()]
        rest = iter(printed)
        assert all(any(c == other for other in rest) for c in field.value if c.isalnum()), (
            place,
            field.value,
            field.raw,
        )


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_cells_stand_where_they_say(path: Path):
    """The words of a table's cell are at its evidence; a blank cell has neither."""
    extraction = seen(path)
    for table in extraction.record.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            assert extraction.source is not None
            there = raw_text(extraction.source, cell.evidence)
            letters = [[c for c in unicodedata.normalize("NFC", text) if c.isalnum()] for text in (cell.text, there)]
            assert letters[0] == letters[1]
            assert cell.origin is not Origin.BLANK or cell.text == ""


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_headings_stand_where_they_say(path: Path):
    """The label and words of a heading are at its evidence; its text lies behind it."""
    extraction = seen(path)

    def check(sections: tuple[Section, ...]) -> None:
        for section in sections:
            assert extraction.source is not None
            there = raw_text(extraction.source, section.evidence)
            for word in re.findall(r"\w+", unicodedata.normalize("NFC", section.heading or "")):
                assert word in unicodedata.normalize("NFC", there)
            check(section.children)

    check(extraction.record.sections)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_json_brings_back_the_record_of_every_sample(path: Path):
    """A record written and read again is the same."""
    record = seen(path).record

    assert Record.model_validate_json(record.to_json_line()) == record


def variants(text: str) -> dict[str, str]:
    """The same words, written another way."""
    old = text
    for new, before in TONES.items():
        old = re.sub(rf"(?<![qQ]){new}(?!\w)", before, old)
    return {
        "decomposed": unicodedata.normalize("NFD", text),
        "spaces": re.sub(r"(?<=\w) (?=\w)", "  ", text),
        "no-break spaces": re.sub(r"(?<=[a-zà-ỹ]) (?=[a-zà-ỹ])", "\u00a0", text),
        "trailing spaces": text.replace("\n", "   \n"),
        "line ends": text.replace("\n", "\r\n"),
        "byte order mark": "\ufeff" + text,
        "zero width": text.replace(", ", ",\u200b "),
        "tones": old,
    }


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
@pytest.mark.parametrize("variant", variants(""))
def test_writing_changes_no_value(path: Path, variant: str):
    """Composition, spaces, line ends and the place of a tone mark are writing, not words."""
    text = path.read_text("utf-8")

    same_values(read_text(text), read_text(variants(text)[variant]))


def breaks(text: str) -> list[int]:
    """Where a page could end inside a sentence: before a word in small letters, in lines that are no table."""
    lines = [line for line in re.finditer(r"[^\n]+", text) if "\t" not in line.group() and len(line.group()) > 80]
    return [
        line.start() + m.start() for line in lines for m in re.finditer(r"(?<=[^\W\d_]) (?=[a-zà-ỹđ]{2})", line.group())
    ]


@settings(max_examples=40)
@given(st.data())
def test_a_moved_page_break_changes_no_value(data: st.DataObject):
    """A blank line inside a sentence before a small letter changes nothing."""
    path = data.draw(st.sampled_from([p for p in TEXTS if breaks(p.read_text("utf-8"))]))
    text = path.read_text("utf-8")
    at = data.draw(st.sampled_from(breaks(text)))

    same_values(seen(path).record, read_text(text[:at] + "\n\n" + text[at + 1 :]))


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            report("I. KẾT QUẢ\n1. Về đội ngũ\n- Có 2 người;\nII. KIẾN NGHỊ\n- Đề nghị Sở Y tế mở lớp.").splitlines()
        ),
        max_size=25,
    )
)
def test_any_order_of_lines_gives_a_grounded_record(lines: list[str]):
    """Whatever is left of a document, its record is built and every value has its place."""
    extraction = process_bytes("\n".join(lines).encode(), "a.txt")

    for place, raw, evidence in quotations(extraction.record):
        assert extraction.source is not None
        assert raw_text(extraction.source, evidence) == raw, place


HOSTILE = {
    "control characters": "".join(map(chr, range(1, 32))) * 50 + "BÁO CÁO",
    "one long line": "Số liệu công tác viên " * 9_000,
    "one long word": "a" * 200_000,
    "a long number": "Số: " + "1" * 100_000 + "/BC-UBND",
    "a long date": "Huế, ngày " + "0" * 50_000 + " tháng 4 năm 2026",
    "line feeds": "\n" * 100_000,
    "dashes": "-" * 200_000,
    "dash lines": "-\n" * 20_000,
    "halves of sentences": "chưa hết câu\n\ntiếp theo\n\n" * 2_000,
    "letters alone": "a\n" * 5_000,
    "small tables": "|a|b|\nx\n" * 2_000,
    "a wide row": "a\t" * 20_000 + "\n" + "b\t" * 20_000,
    "bidi": "\u202eBÁO CÁO\u202c \u2066Số: 5/BC-UBND\u2069\n" * 50,
    "stars": "*" * 50_000,
    "emphasis": "**a" * 20_000,
    "struck": "~~" * 50_000,
    "tabs": "\t" * 100_000,
    "pipes": "|" * 100_000,
    "dots": "." * 100_000 + "/" + "." * 100_000,
    "decimals": "1." * 50_000,
    "marks": "a" + "\u0301" * 50_000,
    "numerals": "I" * 100_000,
    "numbers": "Số: 5/BC-UBND\n" * 2_000,
    "headings": "".join(f"{n}. Kết quả\n" for n in range(1, 3_000)),
    "recipients": "Nơi nhận:\n" * 2_000,
    "appendices": "PHỤ LỤC\n" * 2_000,
    "references": "Công văn số 5/UBND-VX ngày 5/5/2025, " * 2_000,
    "laws": "Luật " * 20_000,
    "figures": "24.715 người, " * 3_000,
    "digits and dots": "1.234." * 20_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "private use": "\ue000\uf8ff\ufffd" * 5_000,
    "surrogate-like": "\U0010ffff" * 1_000,
    "capitals": "ỦY BAN NHÂN DÂN " * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("around", ["{}", "report"])
def test_hostile_text_ends_in_a_record(text: str, around: str):
    """Whatever the text is, there is one record, and nothing is raised."""
    whole = report("@@").replace("@@", text) if around == "report" else text
    record = read_text(whole)

    assert record.status in {RecordStatus.EXTRACTED, RecordStatus.REFUSED, RecordStatus.FAILED}
    assert record.reason is None or record.reason.code != "failed.crash"


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_record(data: bytes):
    """Bytes of any kind are read or told to be unreadable, without a defect of the program."""
    reason = process_bytes(data, "x").record.reason
    assert reason is None or reason.code != "failed.crash"


def test_a_defect_is_a_failed_record_of_one_document(monkeypatch):
    """An error that nobody expected fails the document it was met in, names its place and none of its words."""

    def broken(*_: object) -> None:
        raise RuntimeError("secret words of the document")

    monkeypatch.setattr("extractor.pipeline.divide", broken)
    reason = process_bytes("Số: 1/BC-UBND".encode(), "x").record.reason

    assert reason is not None
    assert reason.code == "failed.crash"
    assert "RuntimeError" in reason.message
    assert "secret" not in reason.message


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_a_record(text: str):
    """Text of any kind gives one record, and the record can be written."""
    record = read_text(report("@@").replace("@@", text))

    assert Record.model_validate_json(record.to_json_line()) == record


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "refused.empty"),
        (b" \n\t ", "refused.empty"),
        (b"\xef\xbb\xbf", "refused.empty"),
        (b"\xff\xfe\x00", "failed.unsupported"),
        (b"%PDF-1.7\n", "failed.corrupt"),
        (b"PK\x03\x04", "failed.corrupt"),
        ("báo cáo".encode("cp1258"), "failed.unsupported"),
        (b"\x89PNG\r\n\x1a\n", "failed.corrupt"),
        (b"<!DOCTYPE html><html>", "refused.empty"),
        (b"The quick brown fox jumps over the lazy dog. " * 20, "refused.language"),
    ],
)
def test_reasons(data: bytes, code: str):
    """What is not extracted says why, and has no document."""
    record = process_bytes(data, "a.pdf").record

    assert record.reason is not None
    assert (record.reason.code, record.document, record.sections) == (code, None, ())


def test_the_name_never_decides():
    """A text under the name of a PDF is read as text; the name is kept."""
    data = report("Đã mở 3 lớp tập huấn.").encode()
    one, other = (process_bytes(data, name).record for name in ("a.txt", "scan.pdf"))

    assert other.source.name == "scan.pdf"
    assert other.model_copy(update={"source": one.source}) == one


def test_a_missing_file_is_an_error():
    """The caller named a file that does not exist: no record can be made of it."""
    with pytest.raises(InputNotFoundError, match="no-such-file"):
        extract(ROOT / "no-such-file.pdf")


def test_one_function_serves_everybody():
    """`from extractor import extract`, behind the fence, gives the record that the pipeline gives."""
    assert extractor.extract is fence.extract
    assert extractor.extract(str(SAMPLES / "bc-nil.txt")) == seen(SAMPLES / "bc-nil.txt").record


def test_source_and_provenance():
    """A record says which bytes it was made from and what made it."""
    path = SAMPLES / "bc-xa.pdf"
    record = seen(path).record

    assert (record.source.name, record.source.bytes) == (path.name, path.stat().st_size)
    assert record.source.pages == 3
    assert record.provenance.rule_set == rule_set()
    assert seen(SAMPLES / "bc-nil.txt").record.source.pages is None


def test_an_open_number_is_blank_with_its_place():
    """A number left for the pen is blank, not absent, and says where it belongs."""
    document = read_text(report("Đã mở 3 lớp.").replace("Số: 77/", "Số:      /")).document
    assert document is not None
    field = document.code_number

    assert (field.status, field.value, field.raw) == (Status.BLANK, None, "Số:      /BC-UBND")


def test_passages_are_read_once():
    """Cleaning gives the same passages each time."""
    source = seen(SAMPLES / "bc-phuong.txt").source
    assert source is not None
    first, second = ([item.text for item in clean(source) if isinstance(item, Passage)] for _ in range(2))

    assert first == second


@pytest.mark.parametrize("names", [["bc-phuong.txt", "kh-tinh.docx", "bc-xa.pdf", "bc-conflict.docx"]])
def test_same_input_same_bytes(names: list[str]):
    """Two processes with other hash seeds, and another order of documents, write the same bytes."""
    code = (
        "import sys; from extractor import extract; "
        "[sys.stdout.write(extract(p).to_json_line() + '\\n') for p in sys.argv[1:]]"
    )
    paths = [str(SAMPLES / name) for name in names]

    def run(seed: str, order: list[str]) -> list[bytes]:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", code, *order], capture_output=True, check=True, cwd=ROOT, env=environment
        )
        return sorted(done.stdout.splitlines())

    assert run("1", paths) == run("4242", paths[::-1])
