from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.fence import Fence, Template
from extractor.limits import PROCESS

ROOT = Path(__file__).resolve().parents[3]
SMALL = replace(
    PROCESS,
    deadline=120.0,
    silence=20.0,
    memory=1_500_000_000,
    written_file=3_000_000,
    scratch=20_000_000,
    answer=2_000_000,
    processes=16,
)
"""Limits that a bad reader passes at once and a good one never; with time, for a machine may be busy."""
HASTY = replace(SMALL, deadline=8.0, silence=2.0, cpu_seconds=2)
"""For readers that would never end."""


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file outside of every scratch folder, which is not there yet."""
    return tmp_path_factory.mktemp("outside") / "written.txt"


@pytest.fixture(scope="module")
def plugged(tmp_path_factory: pytest.TempPathFactory, outside: Path) -> Iterator[Path]:
    """Whatever is started now finds the bad reader, installed as any other package with a reader is."""
    site = tmp_path_factory.mktemp("site")
    (site / "bad_reader.py").write_bytes((Path(__file__).with_name("bad_reader.py")).read_bytes())
    installed = site / "bad_reader-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-reader\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text("[vanthu.readers]\nbad = bad_reader:READER\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(site), str(ROOT))))
        patch.setenv("BAD_READER_OUTSIDE", str(outside))
        yield site


@pytest.fixture(scope="module")
def template(plugged: Path) -> Iterator[Template]:
    """A template that knows the bad reader."""
    assert plugged.is_dir()
    with closing(Template()) as template:
        yield template


@pytest.fixture(scope="module", params=["started", "forked"])
def bad_fence(template: Template, request: pytest.FixtureRequest) -> Iterator[Fence]:
    """A fence whose children have the bad reader: behind a server of its own, and behind one forked from a template."""
    with Fence(SMALL, template=template if request.param == "forked" else None) as fence:
        yield fence


@pytest.fixture(scope="module")
def hasty_fence(template: Template) -> Iterator[Fence]:
    """The same, which soon loses patience."""
    with Fence(HASTY, template=template) as fence:
        yield fence
