"""The server as a process: many at once, slow ones, killed ones, several of it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.extractor.coroutines import outcome
from tests.extractor.serving.running import Running, jobs_of, serving, wait_until_done

SAMPLE = Path("corpus/samples/bc-nil.txt").read_bytes()
UPLOADS = "/api/v1/uploads"


def content(number: int) -> bytes:
    """A document of its own for each number."""
    return SAMPLE + f"\n{number}\n".encode()


async def upload_all(running: Running, numbers: range) -> list[int]:
    """Hand in files at once, each in a request of its own; gives the statuses."""
    limits = httpx.Limits(max_connections=len(numbers))
    async with httpx.AsyncClient(
        base_url=running.address, headers=running.headers, timeout=120, limits=limits
    ) as client:
        requests = (
            client.post(
                UPLOADS,
                files={"file": (f"{number}.txt", content(number))},
                headers={"Idempotency-Key": f"key-{number}"},
            )
            for number in numbers
        )
        return [answer.status_code for answer in await asyncio.gather(*requests)]


async def upload_slowly(running: Running) -> bytes:
    """Hand in a file in small pieces with pauses; gives the beginning of the answer."""
    place = urlsplit(running.address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="slow.txt"\r\n\r\n'
    body = part + content(-1) + b"\r\n--b--\r\n"
    head = (
        f"POST {UPLOADS} HTTP/1.1\r\nHost: {place.netloc}\r\nAuthorization: {running.headers['Authorization']}\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode())
    step = len(body) // 20 + 1
    for start in range(0, len(body), step):
        writer.write(body[start : start + step])
        await writer.drain()
        await asyncio.sleep(0.1)
    answer = await reader.read(-1)
    writer.close()
    return answer


async def break_off(running: Running) -> None:
    """Begin to hand in a file and go away in the middle."""
    place = urlsplit(running.address)
    _, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(
        f"POST {UPLOADS} HTTP/1.1\r\nHost: {place.netloc}\r\nAuthorization: {running.headers['Authorization']}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"; filename="half.txt"\r\n\r\nhalf'.encode()
    )
    await writer.drain()
    writer.close()


def names(jobs: list[dict[str, Any]]) -> list[str]:
    """The names of their files, in order."""
    return sorted(job["name"] for job in jobs)


def test_fifty_at_once_and_a_slow_one(tmp_path: Path) -> None:
    """Fifty uploads at once, one in small pieces and one that breaks off: nothing is lost, nothing half is kept."""
    store = tmp_path / "store"

    async def all_at_once(running: Running) -> tuple[list[int], bytes]:
        slow = asyncio.create_task(upload_slowly(running))
        await break_off(running)
        statuses = await upload_all(running, range(50))
        return statuses, await slow

    with serving(str(store), store / "originals") as running, running.client() as client:
        statuses, slow = outcome(all_at_once(running))
        jobs = wait_until_done(client)
        documents = client.get("/api/v1/documents?limit=200").json()["documents"]

    expected = sorted(["slow.txt", *(f"{number}.txt" for number in range(50))])
    assert statuses == [202] * 50
    assert slow.startswith(b"HTTP/1.1 202")
    assert names(jobs) == expected
    assert {job["state"] for job in jobs} == {"done"}
    assert sorted(document["name"] for document in documents) == expected
    assert [path for path in store.rglob("*") if path.parent.name in {"incoming", "partial"}] == []


def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    """Killed twice in the middle of its jobs and started again: each file is read once, each request answered once."""
    store = tmp_path / "store"
    with serving(str(store), store / "originals") as running:
        assert outcome(upload_all(running, range(12))) == [202] * 12
        with running.client() as client:
            while not any(job["state"] == "done" for job in jobs_of(client)):
                time.sleep(0.05)
        running.kill()
    with serving(str(store), store / "originals") as running:
        # The other end did not hear the answers: it asks again with the same keys.
        assert outcome(upload_all(running, range(14))) == [202] * 14
        running.kill()
    with serving(str(store), store / "originals") as running, running.client() as client:
        jobs = wait_until_done(client)
        documents = client.get("/api/v1/documents?limit=200").json()["documents"]

    expected = sorted(f"{number}.txt" for number in range(14))
    assert names(jobs) == expected
    assert {job["state"] for job in jobs} == {"done"}
    assert sorted(document["name"] for document in documents) == expected


def test_two_servers_work_on_one_database(database: str, tmp_path: Path) -> None:
    """Two servers on one PostgreSQL: what either gets is done once; when one is killed the other goes on."""
    originals = tmp_path / "originals"
    cache = ("--cache", str(tmp_path / "cache"))
    with serving(database, originals, *cache) as one, serving(database, originals, *cache) as two:
        assert outcome(upload_all(one, range(6))) == [202] * 6
        assert outcome(upload_all(two, range(6, 12))) == [202] * 6
        assert outcome(upload_all(two, range(6))) == [202] * 6
        with two.client() as client:
            jobs = wait_until_done(client)
            documents = client.get("/api/v1/documents?limit=200").json()["documents"]
        one.kill()
        assert outcome(upload_all(two, range(12, 14))) == [202] * 2
        with two.client() as client:
            later = wait_until_done(client)

    expected = sorted(f"{number}.txt" for number in range(12))
    assert names(jobs) == expected
    assert sorted(document["name"] for document in documents) == expected
    assert len(later) == 14
    assert {job["state"] for job in later} == {"done"}
