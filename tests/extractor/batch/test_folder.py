"""What a look at a folder shows: names of every kind, folders that cannot be listed, folders that lost their files."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch.folder import read_whole, scan
from extractor.batch.run import Options, version_of
from extractor.errors import EmptiedFolderError
from extractor.fence import intake
from extractor.limits import DOCUMENT
from extractor.store.store import Store
from tests.extractor.batch.conftest import SAMPLES, ran
from tests.extractor.commands.running import run_program

TEXT = (SAMPLES / "bc-nil.txt").read_bytes()


def put(folder: Path, name: bytes, content: bytes = TEXT) -> Path:
    """A file under a name of bytes."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("names", "paths"),
    [
        ([b"a.txt", "báo cáo.txt".encode()], ["a.txt", "báo cáo.txt"]),
        ([b"B\xe1o c\xe1o n\xe3m.txt"], ["Báo cáo năm.txt"]),
        ([b"b\xff\xfe.txt"], ["b\xa0\u25a0.txt"]),
        ([b"below\xe1/a.txt"], ["belowá/a.txt"]),
        (["á.txt".encode(), b"\xe1.txt"], ["\\xe1.txt", "á.txt"]),
    ],
    ids=["text", "Windows", "no text at all", "a folder", "two that are shown alike"],
)
def test_every_name_becomes_text(tmp_path: Path, names: list[bytes], paths: list[str]) -> None:
    """Names whose bytes are no UTF-8 are decoded, apart from each other, and the files are opened by their bytes."""
    for name in names:
        put(tmp_path, name)

    files = scan(tmp_path).files

    assert [seen.path for seen in files] == paths
    assert [read_whole(tmp_path, seen)[1].data for seen in files] == [TEXT] * len(names)


def test_a_name_that_is_no_text_stops_nothing(tmp_path: Path) -> None:
    """Each command gives a record of such a file, as of the one beside it, and a second run finds both unchanged."""
    put(tmp_path / "in", b"b\xff\xfe.txt")
    put(tmp_path / "in", b"ok.txt")
    store = tmp_path / "store"

    extracted = run_program("extract", tmp_path / "in", "-o", tmp_path / "out")
    first = run_program("batch", tmp_path / "in", "-o", store, "--jobs", "1")
    second = run_program("batch", tmp_path / "in", "-o", store, "--jobs", "1")

    assert (extracted.code, first.code, second.code) == (0, 0, 0)
    lines = (tmp_path / "out" / "records.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["b\xa0\u25a0.txt", "ok.txt"]
    assert "2 files, 2 unchanged" in second.err


def test_the_store_in_the_folder_is_no_input(tmp_path: Path) -> None:
    """A store below the folder is left out, also one of another run; the folder itself is no place for it."""
    put(tmp_path / "in", b"a.txt")
    put(tmp_path / "in", b"bad.docx", b"PK\x03\x04 torn")
    inside, other = tmp_path / "in" / "store", tmp_path / "in" / "other"

    first = run_program("batch", tmp_path / "in", "-o", inside, "--jobs", "1")
    second = run_program("batch", tmp_path / "in", "-o", other, "--jobs", "1")
    itself = run_program("batch", tmp_path / "in", "-o", tmp_path / "in", "--jobs", "1")
    kept = run_program("batch", tmp_path / "in", "-o", tmp_path / "s", "--originals", tmp_path / "in" / "kept")
    missing = run_program("batch", tmp_path / "none", "-o", tmp_path / "s")

    assert [ended.code for ended in (first, second, itself, kept, missing)] == [3, 3, 2, 2, 2]
    assert all("2 files, 0 unchanged; 1 extracted, 1 failed" in ended.err for ended in (first, second))
    assert first.err.splitlines()[1:] == [
        "  bad.docx: failed.corrupt",
        f"next: vanthu report {inside} -o report.html",
    ]
    assert all(ended.err.count("\n") == 1 for ended in (itself, kept, missing))
    assert not (tmp_path / "s").exists()


def test_a_file_above_the_limit_is_known_by_all_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them that begin alike are two; none is kept, for what would be kept is half of it."""
    monkeypatch.setattr(intake, "DOCUMENT", replace(DOCUMENT, file_bytes=10))
    contents = [b"0123456789 and this", b"0123456789 and that"]
    for number, content in enumerate(contents):
        put(tmp_path, b"%d.txt" % number, content)

    files = [read_whole(tmp_path, seen)[1] for seen in scan(tmp_path).files]

    assert [(file.size, file.sha256, file.data) for file in files] == [
        (len(content), hashlib.sha256(content).hexdigest(), None) for content in contents
    ]


def test_an_emptied_folder_is_not_believed(folder: Path, store: Store) -> None:
    """So looks a share that is not mounted: the store keeps its files until somebody says that they are gone."""
    ran(folder, store)
    away = folder.rename(folder.with_name("away"))
    folder.mkdir()

    with pytest.raises(EmptiedFolderError, match="the store knows 7 of it; mount it"):
        ran(folder, store)
    assert not any(known.gone for known in store.files().values())
    store.release()
    assert ran(folder, store, Options(jobs=1, all_gone=True))[0].gone == 7
    assert away.exists()


def test_a_folder_that_cannot_be_listed_keeps_its_files(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it is not gone, and the run says that it could not look."""
    ran(folder, store)
    listed = os.scandir

    def forbidden(path: str) -> object:
        if str(path).endswith("broken"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", forbidden)
    summary, _ = ran(folder, store)

    assert (summary.unlisted, summary.gone, summary.files) == (1, 0, 6)
    assert not any(known.gone for known in store.files().values())


def test_what_failed_is_read_again_when_asked(tmp_path: Path, store: Store) -> None:
    """A run counts what failed before; with `again` it is read once more and its records take the place of the old."""
    put(tmp_path / "in", b"a.docx", (SAMPLES / "broken/truncated.docx").read_bytes())
    put(tmp_path / "in", b"ok.txt")
    ran(tmp_path / "in", store)

    usual, _ = ran(tmp_path / "in", store)
    again, told = ran(tmp_path / "in", store, Options(jobs=1, again=True))

    assert (usual.unchanged, usual.kept) == (2, {"extracted": 1, "failed": 1})
    assert ([done.path for done in told], again.kept) == (["a.docx"], {"extracted": 1, "failed": 1})
    assert store.versions() == {version_of(): 2}


def test_a_changed_profile_is_another_version(tmp_path: Path) -> None:
    """One that is a file of the user's counts by its bytes, those of the program by the program's own version."""
    profile = tmp_path / "mine.toml"
    profile.write_text("one")
    before = version_of(str(profile))
    profile.write_text("two")

    assert len({before, version_of(str(profile)), version_of()}) == 3
    assert version_of("bc") == version_of()
