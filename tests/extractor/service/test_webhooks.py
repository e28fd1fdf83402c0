from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook, WebhookVerificationError

from extractor.access.keys import digest
from extractor.access.roles import Role
from extractor.access.settings import LocalMode, WebhookRules
from extractor.jobs.notices import EVENTS, Notices
from extractor.jobs.queue import Ending, File, Queue, State
from extractor.jobs.signing import Secrets
from extractor.service.courier import Courier
from extractor.store.service_tables import WEBHOOKS as WEBHOOK_ROWS
from extractor.store.store import Store
from tests.extractor.service.conftest import Server
from tests.extractor.service.receiver import Receiver, receiving

WEBHOOKS = "/api/v1/webhooks"
QUICK = (0.01, 0.01)
LOOSE = WebhookRules(may_be_private=True, pauses=QUICK, seconds=5)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on this machine."""
    with receiving(Receiver()) as made:
        yield made


def end_a_job(store: Store) -> str:
    """A job that is done; gives its id."""
    queue = Queue(store)
    with store.transaction() as connection:
        key = queue.add(connection, File("a" * 64, "a.txt", 1), "", "an")
    job = queue.take("w")
    assert job is not None
    queue.end(job, "w", Ending(State.DONE, ("extracted",)))
    return key


def sent(store: Store, rules: WebhookRules) -> list[str]:
    """Have a courier send until nothing waits; gives what came of each try."""
    told: list[str] = []
    courier = Courier(Notices(store), rules, told.append)
    courier.start()
    end = time.monotonic() + 60
    while time.monotonic() < end and not all(
        delivery.state in {"sent", "failed"}
        for webhook in Notices(store).all()
        for delivery in Notices(store).deliveries(webhook.id, None, 50)
    ):
        time.sleep(0.02)
    courier.stop()
    return told


def test_a_message_is_signed(server: Server, receiver: Receiver) -> None:
    """The receiver knows by its secret that it is ours and whole (Standard Webhooks); it holds ids, no names."""
    store = server.services.store
    _, secret = Notices(store).add(f"{receiver.address}/hook?x=1", EVENTS, "an")
    job = end_a_job(store)

    assert sent(store, LOOSE) == ["sent"]

    path, headers, body = receiver.got[0]
    signed = {name: headers[name] for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
    said = Webhook(secret).verify(body, signed)
    assert path == "/hook?x=1"
    assert headers["host"] == receiver.address.removeprefix("http://")
    assert (said["type"], said["data"]) == (
        "job.done",
        {"job": job, "sha256": "a" * 64, "state": "done", "statuses": ["extracted"]},
    )
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body + b" ", signed)


@pytest.mark.parametrize(
    ("statuses", "told", "states", "tries"),
    [
        ([500, 204], ["waiting", "sent"], ["sent"], [2]),
        ([429, 503, 200], ["waiting", "waiting", "sent"], ["sent"], [3]),
        ([500], ["waiting", "waiting", "failed"], ["failed"], [3]),
        ([302, 204], ["waiting", "sent"], ["sent"], [2]),
        ([410], ["failed"], ["failed"], [1]),
    ],
)
def test_a_message_is_sent_until_it_arrives(
    server: Server, receiver: Receiver, statuses: list[int], told: list[str], states: list[str], tries: list[int]
) -> None:
    """Again after each failure under the same id, with a bound; a redirect is a failure and is not followed."""
    store = server.services.store
    webhook, _ = Notices(store).add(receiver.address, EVENTS, "an")
    receiver.statuses = statuses
    end_a_job(store)

    assert sent(store, LOOSE) == told

    deliveries = Notices(store).deliveries(webhook.id, None, 9)
    assert ([each.state for each in deliveries], [each.tries for each in deliveries]) == (states, tries)
    assert {path for path, _, _ in receiver.got} == {"/"}
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1
    assert Notices(store).all()[0].is_disabled is (statuses == [410])


def test_nothing_goes_to_this_machine_unless_it_is_allowed(server: Server, receiver: Receiver) -> None:
    """Neither by its address nor by a name of it; it is tried again, for a name may lead elsewhere later."""
    store = server.services.store
    port = receiver.address.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]"):
        Notices(store).add(f"https://{host}:{port}/", EVENTS, "an")
    Notices(store).add(receiver.address, EVENTS, "an")
    end_a_job(store)

    assert sorted(sent(store, WebhookRules(pauses=QUICK))) == ["failed"] * 4 + ["waiting"] * 8
    assert receiver.got == []
    answers = [Notices(store).deliveries(each.id, None, 1)[0].answer for each in Notices(store).all()]
    assert sorted(map(str, answers)) == [
        "the address must begin with https://",
        *["the name leads to an address that is not public"] * 3,
    ]


def test_a_local_desk_sends_nothing(serve: Callable[..., Server], receiver: Receiver) -> None:
    """It does not know what the service allows: what is to be told waits for the service."""
    server = serve(local=LocalMode.new("an"))
    store = server.services.store
    webhook, _ = Notices(store).add(receiver.address, EVENTS, "an")
    end_a_job(store)

    with server.client:
        names = {thread.name for thread in threading.enumerate()}

    assert not any(name.startswith("vanthu-courier") for name in names)
    with Store.open(server.services.settings.location) as again:
        (delivery,) = Notices(again).deliveries(webhook.id, None, 9)
    assert (delivery.state, delivery.tries) == ("waiting", 0)


def test_retries_survive_a_restart(server: Server, receiver: Receiver) -> None:
    """What could not be sent lies in the store, and another courier sends it later."""
    store = server.services.store
    Notices(store).add(receiver.address, EVENTS, "an")
    receiver.statuses = [500]
    end_a_job(store)
    late = WebhookRules(may_be_private=True, pauses=(3600.0,), seconds=5)
    courier = Courier(Notices(store), late, lambda _: None)
    courier.start()
    while not receiver.got:
        time.sleep(0.02)
    courier.stop()

    waiting = Notices(store).deliveries(Notices(store).all()[0].id, None, 9)[0]
    assert (waiting.state, waiting.tries, waiting.answer) == ("waiting", 1, "status 500")
    assert waiting.due_at > time.time() + 3000
    Notices(store).note(waiting, waiting.state, "due")
    receiver.statuses = [204]
    assert sent(store, LOOSE) == ["sent"]


def test_the_interface_manages_webhooks(serve: Callable[..., Server]) -> None:
    """Added with a secret that is shown once, listed without it, removed; what came of messages is listed."""
    server = serve()
    headers = server.bearer(Role.ADMIN)
    asked = {"url": "https://receiver.example/hook", "events": ["job.done"]}
    added: Any = server.client.post(WEBHOOKS, json=asked, headers=headers).json()
    end_a_job(server.services.store)
    listed = server.client.get(WEBHOOKS, headers=headers)
    key = added["webhook"]["id"]
    deliveries = server.client.get(f"{WEBHOOKS}/{key}/deliveries", headers=headers).json()["deliveries"]

    assert added["secret"].startswith("whsec_")
    assert added["secret"] not in listed.text
    assert listed.json()["webhooks"] == [added["webhook"]]
    assert [(each["event"], each["state"], each["tries"]) for each in deliveries] == [("job.done", "waiting", 0)]
    assert server.client.delete(f"{WEBHOOKS}/{key}", headers=headers).status_code == 204
    assert server.client.get(f"{WEBHOOKS}/{key}/deliveries", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        {"url": "http://receiver.example/"},
        {"url": "https://user@receiver.example/"},
        {"url": "x"},
        {"url": "https://receiver.example/", "events": ["job.unknown"]},
        {"url": "https://receiver.example/", "events": []},
        {"url": "https://receiver.example/", "more": 1},
        {},
        [],
    ],
)
def test_webhooks_that_are_refused(server: Server, asked: object) -> None:
    """With a problem that says where, and does not repeat what was sent."""
    headers = server.bearer(Role.ADMIN) | {"Content-Type": "application/json"}
    answer = server.client.post(WEBHOOKS, content=json.dumps(asked), headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert "receiver.example" not in answer.text


def test_a_key_keeps_secrets_out_of_the_database(serve: Callable[..., Server], receiver: Receiver) -> None:
    """The receiver gets messages signed by the secret it was shown; the database has only its digest."""
    rules = replace(LOOSE, key=b"k" * 32)
    server = serve(webhooks=rules)
    store = server.services.store
    added = server.client.post(WEBHOOKS, json={"url": receiver.address}, headers=server.bearer(Role.ADMIN)).json()
    end_a_job(store)

    assert sent(store, rules) == ["sent"]

    _, headers, body = receiver.got[0]
    assert Webhook(added["secret"]).verify(body, dict(headers))
    with store.transaction() as connection:
        (kept,) = connection.execute(select(WEBHOOK_ROWS.c.secret)).scalars()
    assert kept == f"sha256:{digest(added['secret'])}"
    assert b"kkkk" not in repr(server.services.settings).encode()


@pytest.mark.parametrize("key", [None, b"x" * 32])
def test_no_message_is_signed_by_another_key(server: Server, receiver: Receiver, key: bytes | None) -> None:
    """A server without the key sends nothing and says why; the message waits for one that has it."""
    store = server.services.store
    webhook, _ = Notices(store).add(receiver.address, EVENTS, "an", Secrets(b"k" * 32))
    end_a_job(store)

    assert sent(store, replace(LOOSE, key=key)) == ["waiting", "waiting", "failed"]

    assert receiver.got == []
    assert "--webhook-key" in str(Notices(store).deliveries(webhook.id, None, 1)[0].answer)


def test_secrets_of_one_key_differ() -> None:
    """Each webhook has its own, the same each time, and those of before a key was there stay as they are."""
    made = Secrets(b"k" * 32)
    one, kept = made.new("1")

    assert made.new("2")[0] != one == made.of("1", kept) == made.new("1")[0]
    assert made.of("1", "whsec_old") == "whsec_old"
