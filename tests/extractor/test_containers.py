"""Containers through the whole pipeline: each member a record of its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractor import pipeline
from extractor.budget import UNLIMITED, Budget
from extractor.errors import ProfileError
from extractor.pipeline import process_all, process_all_bytes, process_bytes
from extractor.refusal import refuse
from schemas.record import Record
from tests.extractor.checks.documents import REPORT, changed
from tests.extractor.containers.packages import DOCUMENT, archive, attachment, header, letter, locked, package

NEWS = "Trang chủ / Tin tức\nViết bình luận\nXem thêm\nTIN LIÊN QUAN\n".encode()
PLAN = changed(("Số: 88/BC", "Số: 12/KH"), ("BÁO CÁO", "KẾ HOẠCH")).encode()


def records(data: bytes, name: str = "goi.zip", budget: Budget = UNLIMITED) -> list[Record]:
    """The records of a container."""
    return [extraction.record for extraction in process_all_bytes(data, name, budget=budget)]


def told(data: bytes) -> list[tuple[str, str | None, str]]:
    """Name, container and reason or status of each record."""
    return [(r.source.name, r.source.container, r.reason.code if r.reason else r.status.value) for r in records(data)]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (archive(("a.txt", DOCUMENT)), [("a.txt", "goi.zip", "extracted")]),
        (
            archive(("a.txt", DOCUMENT), ("b.txt", NEWS), ("c.txt", b""), ("d.bin", b"\x00\x01" * 99), ("e.txt", PLAN)),
            [
                ("a.txt", "goi.zip", "extracted"),
                ("b.txt", "goi.zip", "refused.not_administrative"),
                ("c.txt", "goi.zip", "refused.empty"),
                ("d.bin", "goi.zip", "failed.unsupported"),
                ("e.txt", "goi.zip", "extracted"),
            ],
        ),
        (locked(archive(("a.txt", DOCUMENT))), [("a.txt", "goi.zip", "failed.encrypted")]),
        (archive(), [("goi.zip", None, "failed.unsupported")]),
        (archive(("x.zip", archive())), [("x.zip", "goi.zip", "failed.unsupported")]),
        (letter(("a.txt", DOCUMENT)), [("a.txt", "goi.zip", "extracted")]),
        (letter(), [("body.txt", "goi.zip", "refused.not_administrative")]),
        (letter(words=REPORT), [("body.txt", "goi.zip", "extracted")]),
        (letter(("a.txt", NEWS)), [("a.txt", "goi.zip", "refused.not_administrative")]),
        (
            letter(("a.txt", PLAN), words=REPORT),
            [("a.txt", "goi.zip", "extracted"), ("body.txt", "goi.zip", "extracted")],
        ),
        (package().encode(), [("bao-cao.txt", "goi.zip", "extracted")]),
        (package(attachments="").encode(), [("goi.zip", None, "failed.unsupported")]),
        (
            archive(("p.edxml", package().encode()), ("t.eml", letter(("a.txt", PLAN)))),
            [("bao-cao.txt", "goi.zip/p.edxml", "extracted"), ("a.txt", "goi.zip/t.eml", "extracted")],
        ),
    ],
)
def test_each_member_is_a_record(data: bytes, found: list[tuple[str, str | None, str]]):
    """In the order of the container; a container is a record only where there is nothing in it."""
    assert told(data) == found


def test_a_member_reads_as_it_would_alone():
    """But for where it came from, the record is the file's own."""
    (member,) = records(archive(("a.txt", DOCUMENT)))
    alone = process_bytes(DOCUMENT, "a.txt").record

    assert member.model_copy(update={"source": alone.source}) == alone
    assert member.source.sha256 == alone.source.sha256
    assert member.source.model_copy(update={"container": None}) == alone.source


def test_a_member_may_enclose_documents():
    """The header of a package goes to the document that it is about."""
    both = f"{REPORT}\n{PLAN.decode()}".encode()
    data = package(header(number="12", notation="KH-UBND", type="Kế hoạch"), "", attachment("a.txt", both)).encode()

    first, second = records(data)

    assert first.enclosed == (second.id,)
    assert first.document is not None
    assert second.document is not None
    assert [bool(r.document and r.document.code_number.candidates) for r in (first, second)] == [False, True]
    assert [found.code for r in (first, second) for found in r.findings if "edxml" in found.code] == []


def test_a_defect_met_by_one_member_leaves_the_others(monkeypatch: pytest.MonkeyPatch):
    """It is a failed record of that member."""

    def broken(division, flow):
        if "KẾ HOẠCH" in division.parts.source.text:
            raise RuntimeError
        return refuse(division, flow)

    monkeypatch.setattr("extractor.pipeline.refuse", broken)

    assert [code for *_, code in told(archive(("a", DOCUMENT), ("b", PLAN), ("c", DOCUMENT)))] == [
        "extracted",
        "failed.crash",
        "extracted",
    ]


def test_members_behind_the_deadline_say_so():
    """Time is the container's; what is not begun is told, one by one."""
    found = records(archive(("a.txt", DOCUMENT), ("b.txt", PLAN)), budget=Budget(deadline=time.monotonic() - 1))

    assert [record.reason.code for record in found if record.reason] == ["failed.timeout", "failed.timeout"]


def test_each_stage_of_each_member_is_a_sign_of_life():
    """Whoever watches hears of every member."""
    heard: list[str] = []
    records(archive(("a.txt", DOCUMENT), ("b.txt", PLAN)), budget=Budget(report=heard.append))

    assert heard.count("structure") == 2


def test_an_unknown_profile_is_told_before_anything_is_read():
    """For a container as for a file."""
    with pytest.raises(ProfileError):
        process_all_bytes(archive(("a.txt", DOCUMENT)), "goi.zip", profile="unknown")


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Members are read in memory, wherever their names point."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "goi.zip"
    path.write_bytes(archive(("../../a.txt", DOCUMENT), ("/tmp/vanthu-absolute.txt", DOCUMENT), ("b/c.txt", DOCUMENT)))

    found = process_all(path)

    assert [extraction.record.status for extraction in found] == ["extracted"] * 3
    assert [entry.name for entry in tmp_path.iterdir()] == ["goi.zip"]
    assert not Path("/tmp/vanthu-absolute.txt").exists()


@pytest.mark.parametrize(
    "data", [archive(("a.txt", DOCUMENT), ("b.txt", PLAN)), package().encode(), letter(("a", PLAN))]
)
def test_the_same_bytes_give_the_same_records(data: bytes):
    """Order and words do not change."""
    assert [r.to_json_line() for r in records(data)] == [r.to_json_line() for r in records(data)]


@pytest.mark.parametrize("stage", ["clean", "findings_of"])
def test_a_defect_met_by_an_enclosed_document_leaves_the_first(monkeypatch: pytest.MonkeyPatch, stage: str):
    """Each has its record, the damaged one a failed one."""
    original = getattr(pipeline, stage)
    calls = iter(range(100))
    broken_at = {"clean": 2, "findings_of": 1}[stage]

    def broken(*arguments):
        if next(calls) == broken_at:
            raise RuntimeError
        return original(*arguments)

    monkeypatch.setattr(pipeline, stage, broken)
    both = f"{REPORT}\n{PLAN.decode()}".encode()
    first, second = records(both, "a.txt")

    assert first.status == "extracted"
    assert second.reason is not None
    assert second.reason.code == "failed.crash"
    assert first.enclosed == (second.id,)
