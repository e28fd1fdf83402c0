"""Decisions by a program: kept as a person's are, once for each key, never about what has changed meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.access.roles import Role
from extractor.store.listing import held
from tests.extractor.service.conftest import Server

DOCUMENT = "/api/v1/documents/1"
DECISIONS = f"{DOCUMENT}/decisions"
PLACE = {"path": "document.place", "action": "edit", "value": "Huế"}


def tag(server: Server, headers: dict[str, str]) -> dict[str, str]:
    """The condition under which the document is seen now."""
    return {"If-Match": server.client.get(DECISIONS, headers=headers).headers["etag"]}


def post(server: Server, headers: dict[str, str], *decisions: dict[str, Any]) -> Any:
    """Decide."""
    return server.client.post(DECISIONS, json={"decisions": list(decisions)}, headers=headers)


def test_a_program_decides_as_a_person_does(server: Server) -> None:
    """The record says what was decided, the log who decided, and what is left to look at is less."""
    headers = server.bearer(Role.REVIEWER)
    left = server.client.get(f"{DOCUMENT}/looks", headers=headers).json()
    add = {"path": "recipients", "action": "add", "value": "- Phòng Văn hóa;", "reason": "seen"}
    looked = [{"path": look["path"], "action": "accept"} for look in left["looks"]]

    answer = post(server, headers | tag(server, headers), PLACE, add, *looked)

    assert answer.status_code == 201
    record = server.client.get(f"{DOCUMENT}/record", headers=headers).json()
    assert (record["document"]["place"]["value"], record["recipients"][-1]["value"]) == ("Huế", "Phòng Văn hóa")
    log = server.client.get(DECISIONS, headers=headers).json()["decisions"]
    assert [(each["path"], each["action"], each["reviewer"], each["stands"]) for each in log[:2]] == [
        ("document.place", "edit", "reviewer", True),
        ("recipients", "add", "reviewer", True),
    ]
    assert log == answer.json()["decisions"]
    assert (left["left"] > 0, server.client.get(f"{DOCUMENT}/looks", headers=headers).json()["left"]) == (True, 0)


def test_what_changed_meanwhile_is_not_decided_on(server: Server) -> None:
    """Without the condition, with an old one, and with one that nobody has given: nothing is kept."""
    headers = server.bearer(Role.REVIEWER)
    seen = tag(server, headers)
    assert post(server, headers | seen, PLACE).status_code == 201

    refused = [post(server, headers | condition, PLACE) for condition in ({}, seen, {"If-Match": '"x"'})]

    assert [(each.status_code, each.json()["type"].rpartition("/")[2]) for each in refused] == [
        (428, "condition-required"),
        (412, "changed"),
        (412, "changed"),
    ]
    assert len(server.client.get(DECISIONS, headers=headers).json()["decisions"]) == 1
    assert post(server, headers | {"If-Match": "*"}, PLACE).status_code == 201


def test_somebody_who_is_faster_is_seen_in_the_transaction(server: Server) -> None:
    """Between looking and writing another decision comes in: the later one takes its own back."""
    headers, services = server.bearer(Role.REVIEWER), server.services
    seen = tag(server, headers)
    found = held(services.store, 1)
    assert found is not None
    log = type(services.decisions)
    original = log.append

    def slow(self: Any, *arguments: Any) -> Any:
        services.decisions.undo("reviewer")
        patch.undo()
        post(server, headers | seen, PLACE)
        return original(self, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "append", slow)
        answer = post(server, headers | seen, PLACE | {"value": "Vinh"})

    assert (answer.status_code, answer.json()["type"]) == (412, "/api/v1/problems/changed")
    decisions = server.client.get(DECISIONS, headers=headers).json()["decisions"]
    assert [each["after"]["value"] for each in decisions] == ["Huế"]


def test_the_same_request_is_kept_once(server: Server) -> None:
    """Sent again under its key it gives the same decisions; with others it is refused."""
    headers = server.bearer(Role.REVIEWER)
    asked = headers | tag(server, headers) | {"Idempotency-Key": "k-1"}
    first, again = post(server, asked, PLACE), post(server, asked, PLACE)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (again.headers["idempotency-replayed"], "idempotency-replayed" in first.headers) == ("true", False)
    reused = post(server, asked, PLACE | {"value": "Vinh"})
    assert reused.json()["type"] == "/api/v1/problems/idempotency-key-reused"


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"path": "document.issued_date", "action": "edit", "value": "secret"}, "decision 2: a date is written"),
        ({"path": "nothing.here", "action": "accept"}, "decision 2: the record has no such path"),
        ({"path": "recipients", "action": "absent"}, "decision 2: this action does not go"),
        ({"path": "tables", "action": "add", "value": "secret"}, "decision 2: this action does not go"),
        (PLACE | {"place": {"page": 1, "box": [1, 1, 0, 0], "words": ""}}, "decision 1: the box has no area"),
    ],
)
def test_all_is_kept_or_nothing(server: Server, decision: dict[str, Any], said: str) -> None:
    """One decision that cannot be keeps out the others; what was sent is not repeated."""
    headers = server.bearer(Role.REVIEWER)

    refused = post(server, headers | tag(server, headers), PLACE, decision)

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(said)
    assert "secret" not in refused.text
    assert server.client.get(DECISIONS, headers=headers).json()["decisions"] == []


def test_decisions_are_taken_back_one_by_one(server: Server) -> None:
    """One's own, the last first, until none stands."""
    headers = server.bearer(Role.REVIEWER)
    post(server, headers | tag(server, headers), PLACE, PLACE | {"value": "Vinh"})
    undo = f"{DECISIONS}/undo"

    undone = [server.client.post(undo, headers=headers) for _ in range(3)]

    assert [each.status_code for each in undone] == [200, 200, 404]
    assert [each.json()["after"]["value"] for each in undone[:2]] == ["Vinh", "Huế"]
    log = server.client.get(DECISIONS, headers=headers).json()["decisions"]
    assert [each["stands"] for each in log] == [False] * 4
    assert server.client.post(undo, headers=server.bearer(Role.ADMIN)).status_code == 404


def test_a_viewer_sees_and_decides_nothing(server: Server) -> None:
    """Everything can be read, and whatever would change something is refused."""
    headers = server.bearer(Role.VIEWER)
    seen = server.client.get(f"{DOCUMENT}/looks", headers=headers)

    assert seen.status_code == 200
    assert post(server, headers | {"If-Match": seen.headers["etag"]}, PLACE).status_code == 403
    assert server.client.post(f"{DECISIONS}/undo", headers=headers).status_code == 403
