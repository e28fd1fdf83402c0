from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest
from frictionless import validate
from hypothesis import given, settings

from extractor.errors import OutputError
from extractor.writing.flat import write_csv, write_package
from extractor.writing.inert import inert
from extractor.writing.parquet import write_parquet
from extractor.writing.sheets import SHEETS
from schemas.fields import Integer, Status, Text
from schemas.meaning import CollaboratorKind, Collaborators, CountMeaning
from schemas.record import Record
from tests.extractor.writing.exports import HOSTILE_TEXT, changed, files_in, poisoned, sample, samples, taken, texts_of

_CSV = """read_csv(?, all_varchar=true, header=true, delim=',', quote='"', escape='"')"""
"""CSV as RFC 4180 has it, without guessing at signs."""


def rows_of(path: Path, columns: str = "*") -> list[tuple[object, ...]]:
    """The rows of a CSV or Parquet file as DuckDB reads them, words as words."""
    reader = "read_parquet(?)" if path.suffix == ".parquet" else _CSV
    return duckdb.execute(f"SELECT {columns} FROM {reader}", [str(path)]).fetchall()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("\t1", "'\t1"),
        ("＝1", "'＝1"),
        ("@a", "'@a"),
        ("- Sở Y tế", "'- Sở Y tế"),
        ("-12,5%", "-12,5%"),
        ("-1.234.567", "-1.234.567"),
        ("=", "="),
        ("≥", "≥"),
        ("Sở Y tế", "Sở Y tế"),
        ("a\x00b\rc", "a\ufffdb\ufffdc"),
        ("", ""),
    ],
)
def test_a_cell_of_csv_is_shown_and_never_computed(text: str, cell: str) -> None:
    """What a spreadsheet would compute stands behind an apostrophe; numbers and lone signs stay as they are."""
    assert inert(text) == cell


def test_another_program_reads_the_documents(tmp_path: Path) -> None:
    """DuckDB finds values, statuses and pages of each document; one that failed has a row, too."""
    write_csv(samples(), tmp_path / "out")

    columns = "name, code_number, code_number_status, issued_date, issued_date_page, record_status, reason"
    assert rows_of(tmp_path / "out" / "documents.csv", columns) == [
        ("bc-phuong.txt", "207", "struck_out", "2026-04-14", None, "extracted", None),
        ("bc-xa.pdf", "96", "present", "2026-04-07", "1", "extracted", None),
        ("bc-so.docx", None, "blank", None, None, "extracted", None),
        ("cv-tinh-signed.pdf", "3521", "present", "2026-05-11", "1", "extracted", None),
        ("kh-tinh.docx", "412", "present", "2025-08-18", None, "extracted", None),
        ("news.txt", None, None, None, None, "refused", "refused.not_administrative"),
        ("truncated.docx", None, None, None, None, "failed", "failed.corrupt"),
    ]


def test_counts_stand_with_their_page_and_are_never_added(tmp_path: Path) -> None:
    """Each count is a row with its page and place; a commune's number is one that all its counts agree on."""
    write_csv(samples(), tmp_path / "out")

    counted = rows_of(tmp_path / "out" / "counts.csv", "file, value, value_page, meaning")
    assert ("bc-xa.pdf", "2", "1", "current") in counted
    assert rows_of(tmp_path / "out" / "communes.csv", "file, current, current_stated, roster_entries") == [
        ("bc-phuong.txt", "2", "phường Mỹ Tho: 2", "2"),
        ("bc-xa.pdf", "2", "xã Quỳ Hợp: 2; 2", "2"),
    ]


def counting(*counts: tuple[int, str | None, str | None]) -> Record:
    """A record that states counts of now: number, place and kind of collaborators."""
    record = sample("bc-xa.pdf")
    first = record.collaborators.counts[0]

    def words(text: str | None) -> Text:
        return Text(status=Status.ABSENT, confidence=0.9) if text is None else changed_to(first.value, text)

    made = [
        first.model_copy(
            update={
                "value": first.value.model_copy(update={"value": number}),
                "organ_or_place": words(place),
                "of_whom": words("cộng tác viên"),
                "unit_of_count": words("người"),
                "kind": CollaboratorKind(kind) if kind else None,
                "meaning": CountMeaning.CURRENT,
            }
        )
        for number, place, kind in counts
    ]
    return record.model_copy(update={"collaborators": Collaborators(counts=tuple(made))})


def changed_to(field: Integer, words: str) -> Text:
    """Other words at the place of a number."""
    return Text(value=words, raw=words, status=Status.PRESENT, confidence=0.9, evidence=field.evidence)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([(2, "xã A", None), (2, None, "contract")], ("2", "xã A: 2; 2")),
        ([(2, "phường Mỹ Tho", None), (2, "Phường Mỹ Tho", None)], ("2", "phường Mỹ Tho: 2")),
        ([(2, "xã A", None), (3, "xã A", None)], (None, "xã A: 2; xã A: 3")),
        ([(2, "xã A", None), (2, "xã B", None)], (None, "xã A: 2; xã B: 2")),
        ([(2, "thôn 1, xã A", None), (2, "xã A", None)], (None, "thôn 1, xã A: 2; xã A: 2")),
        ([(2, "xã A", "contract"), (2, "xã A", "concurrent")], (None, "xã A: 2")),
    ],
)
def test_a_commune_has_a_number_only_if_there_is_one(
    tmp_path: Path, counts: list[tuple[int, str | None, str | None]], expected: tuple[str | None, str | None]
) -> None:
    """Numbers that differ, or are of several places or kinds, stand side by side and are not made one."""
    write_csv(taken(counting(*counts)), tmp_path / "out")

    assert rows_of(tmp_path / "out" / "communes.csv", "current, current_stated") == [expected]


def test_those_in_social_work_count_where_others_are_counted_too(tmp_path: Path) -> None:
    """Collaborators of population and of children stand beside them with their names."""
    record = counting((9, None, None), (12, None, None))
    people = ("cộng tác viên công tác xã hội", "cộng tác viên dân số")
    counts = tuple(
        count.model_copy(update={"of_whom": changed_to(count.value, whom)})
        for count, whom in zip(record.collaborators.counts, people, strict=True)
    )
    write_csv(taken(record.model_copy(update={"collaborators": Collaborators(counts=counts)})), tmp_path / "out")

    assert rows_of(tmp_path / "out" / "communes.csv", "current, current_stated") == [
        ("9", "9 cộng tác viên công tác xã hội; 12 cộng tác viên dân số")
    ]


@pytest.mark.parametrize(
    ("subject", "rows"), [("Đội ngũ cộng tác viên công tác xã hội", [(None, "0")]), ("Về chăn nuôi", [])]
)
def test_who_states_no_number_has_a_row_too(tmp_path: Path, subject: str, rows: list[tuple[str | None, str]]) -> None:
    """A report about collaborators that counts none is told; one about something else is not in the table."""
    record = sample("bc-xa.pdf")
    assert record.document is not None
    told = record.document.subject.model_copy(update={"value": subject})
    document = record.document.model_copy(update={"subject": told})
    write_csv(
        taken(record.model_copy(update={"collaborators": Collaborators(), "document": document})), tmp_path / "out"
    )

    assert rows_of(tmp_path / "out" / "communes.csv", "current, roster_entries") == rows


@pytest.mark.parametrize("status", [Status.BLANK, Status.ILLEGIBLE, Status.ABSENT])
def test_what_is_not_there_is_told_apart(tmp_path: Path, status: Status) -> None:
    """An empty cell says nothing; the column beside it says why it is empty."""
    record = changed(sample("bc-xa.pdf"), "code_number", value=None, raw=None, status=status.value, evidence=[])

    write_csv(taken(record), tmp_path / "out")

    found = rows_of(tmp_path / "out" / "documents.csv", "code_number, code_number_status")
    assert found == [(None, status.value)]


@settings(max_examples=40)
@given(words=HOSTILE_TEXT)
def test_words_of_documents_stay_words(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    """Whatever stands in every field: the same rows and columns for another program, no formula, no other file."""
    out = tmp_path_factory.mktemp("flat") / "out"
    write_csv(taken(poisoned(sample("bc-xa.pdf"), words)), out)

    assert set(files_in(out)) == {f"{sheet.name}.csv" for sheet in SHEETS}
    for sheet in SHEETS:
        expected = sum(1 for each in taken(sample("bc-xa.pdf")) for _ in sheet.rows(each))
        rows = rows_of(out / f"{sheet.name}.csv")
        assert len(rows) == expected
        assert all(len(row) == len(sheet.columns) for row in rows)
        assert [text for text in texts_of(rows) if inert(text) != text and not text.startswith("'")] == []


@settings(max_examples=40)
@given(words=HOSTILE_TEXT)
def test_parquet_keeps_words_exactly(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    """DuckDB reads back what the record says, character for character."""
    out = tmp_path_factory.mktemp("parquet") / "out"
    write_parquet(taken(poisoned(sample("bc-xa.pdf"), words)), out)

    assert rows_of(out / "documents.parquet", "subject, name") == [(words, words)]
    assert {row[0] for row in rows_of(out / "cells.parquet", "DISTINCT text")} <= {words, None}


def test_parquet_has_types(tmp_path: Path) -> None:
    """Numbers are numbers, dates are dates, and a table without rows is a table."""
    write_parquet(samples(), tmp_path / "out")

    day = duckdb.execute(
        "SELECT year(issued_date), typeof(code_number), typeof(findings_error) FROM read_parquet(?) LIMIT 1",
        [str(tmp_path / "out" / "documents.parquet")],
    ).fetchall()
    assert day == [(2026, "VARCHAR", "BIGINT")]
    assert rows_of(tmp_path / "out" / "counts.parquet", "sum(value)") > [(0,)]
    write_parquet(taken(sample("news.txt")), tmp_path / "empty")
    assert rows_of(tmp_path / "empty" / "roster.parquet") == []


@pytest.mark.parametrize("words", [None, "=1+1", 'a,"b"\r\nc', "\x00\ufeff"])
def test_the_data_package_holds_what_it_says(tmp_path: Path, words: str | None) -> None:
    """Frictionless finds types, closed lists, keys, sizes and digests as the descriptor states them."""
    documents = samples() if words is None else taken(poisoned(sample("bc-xa.pdf"), words))

    write_package(documents, tmp_path / "out")

    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldNumber", "message"])[:5]
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    named = next(each for each in described["resources"] if each["name"] == "findings")
    assert [each["name"] for each in named["schema"]["fields"]] == header


@pytest.mark.parametrize("write", [write_csv, write_package, write_parquet])
def test_the_same_records_give_the_same_bytes(tmp_path: Path, write) -> None:
    """Nothing but the records is in the files."""
    write(samples(), tmp_path / "a")
    write(samples(), tmp_path / "b")

    assert files_in(tmp_path / "a") == files_in(tmp_path / "b")


@pytest.mark.parametrize("write", [write_csv, write_package, write_parquet])
def test_an_export_that_fails_leaves_nothing(tmp_path: Path, write) -> None:
    """A record that cannot be had half way: no folder, no part of one; what an earlier end left is swept away."""
    (tmp_path / ".out.part").mkdir()
    (tmp_path / ".out.part" / "documents.csv").write_text("left")

    def documents():
        yield from samples()
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write(documents(), tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_files_of_two_exports_are_never_mixed(tmp_path: Path) -> None:
    """A folder that holds something is left as it is; an empty one is filled."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (tmp_path / "empty").mkdir()

    with pytest.raises(OutputError, match="not an empty folder"):
        write_csv(samples(), tmp_path / "full")
    write_csv(samples(), tmp_path / "empty")

    assert files_in(tmp_path / "full") == {"letter.txt": b"mine"}
    assert len(files_in(tmp_path / "empty")) == len(SHEETS)
