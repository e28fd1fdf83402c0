"""Fences that share a template: each as if it had started its server itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.batch.readers import FencesByThread
from extractor.fence import Fence, FenceError, Template
from extractor.fence.descendants import children
from extractor.limits import PROCESS
from tests.extractor.fence.conftest import ROOT
from tests.golden.documents import SAMPLES

TEXT = SAMPLES / "bc-nil.txt"
KILLED = """
import os, signal, sys
from extractor.fence import Fence, Template
template = Template() if sys.argv[2] == "forked" else None
fence = Fence(template=template)
if sys.argv[1] == "reading":
    fence.run(b"text")
print(fence._connection.folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def shared() -> Iterator[Template]:
    """One template for the tests of this file."""
    with closing(Template()) as template:
        yield template


def process_of(template: Template) -> int:
    """The process of a template that runs."""
    assert template._process is not None
    return template._process.pid


def test_each_fence_has_a_server_of_its_own(shared: Template):
    """Two fences give the same records from processes in sessions of their own; the end of one is none of the other."""
    with Fence(template=shared) as one, Fence(template=shared) as other, Fence() as alone:
        found = [fence.run(TEXT).records for fence in (one, other, alone)]
        servers = children(process_of(shared))
        one.close()

        assert found[0] == found[1] == found[2]
        assert len(servers) == 2
        assert [os.getsid(server) for server in servers] == servers
        assert other.run(TEXT).records == found[0]


def test_a_template_that_is_gone(shared: Template):
    """Its servers go on; who needs a new one gets it from a new template, and so does who lost its server."""
    with Fence(template=shared) as fence:
        before = fence.run(TEXT).records
        gone = process_of(shared)
        os.kill(gone, signal.SIGKILL)

        assert fence.run(TEXT).records == before
        assert fence._connection is not None
        fence._connection.kill()
        assert fence.run(TEXT).records == before
        assert process_of(shared) != gone


def test_nothing_is_left_of_a_forked_server(shared: Template):
    """When the fence is closed, its process and its folder are gone."""
    fence = Fence(template=shared)
    fence.run(TEXT)
    connection = fence._connection
    assert connection is not None
    fence.close()

    assert connection._process.poll() is not None
    assert not connection.folder.exists()


@pytest.mark.parametrize("server", ["started", "forked"])
@pytest.mark.parametrize("moment", ["starting", "reading"])
def test_a_parent_that_is_killed_leaves_nothing(moment: str, server: str):
    """Template and server notice and end, and the scratch folder is gone, even where one of them was still loading."""
    command = [sys.executable, "-c", KILLED, moment, server]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    folder = Path(done.stdout.strip())

    # Template and server hold the error output open: they have ended by now.
    assert done.returncode == -signal.SIGKILL
    assert done.stderr == ""
    assert folder.name.startswith("vanthu-")
    assert not folder.exists()


def test_a_fence_is_stopped_while_the_template_loads():
    """Nobody waits for a server that is not there yet."""
    with closing(Template()) as template, Fence(template=template) as fence:
        met: list[BaseException] = []

        def read() -> None:
            try:
                fence.run(TEXT)
            except FenceError as error:
                met.append(error)

        reading = threading.Thread(target=read)
        reading.start()
        fence.stop()
        reading.join()

    assert len(met) == 1


@pytest.mark.parametrize("is_possible", [True, False])
def test_threads_share_a_template_where_there_can_be_one(is_possible: bool, monkeypatch: pytest.MonkeyPatch):
    """On a kernel without handles of processes every fence starts its own server, with the same records."""
    if not is_possible:
        monkeypatch.delattr(os, "pidfd_open")
    with closing(FencesByThread(PROCESS)) as fences:
        record = fences.get().run(TEXT).records[0]

    assert record.status == "extracted"
    assert (fences._template is not None) is is_possible
