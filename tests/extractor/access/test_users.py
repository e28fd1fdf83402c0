"""People of a store, in both databases."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection

from extractor.access import passwords, users
from extractor.access.roles import Role
from extractor.access.users import Change, User, UserError, Users
from extractor.store.store import Store
from tests.extractor.store.conftest import location, server, store

__all__ = ["location", "server", "store"]
PASSWORD, OTHER = "a password of this test", "another password of it"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost nothing to check."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_a_person_is_changed_as_a_whole(store: Store) -> None:
    """What may not be, and what cannot be noted, leaves everything as it was; nothing is noted of it either."""
    people = Users(store)
    people.add("an", Role.ADMIN, PASSWORD)
    noted: list[User] = []

    def fail(_: Connection, user: User) -> None:
        noted.append(user)
        raise UserError("it cannot be noted")

    def note(_: Connection, user: User) -> None:
        noted.append(user)

    with pytest.raises(UserError, match="last administrator"):
        people.change("an", Change(password=OTHER, is_disabled=True), note)
    assert noted == []
    with pytest.raises(UserError, match="cannot be noted"):
        people.change("an", Change(password=OTHER), fail)
    with pytest.raises(UserError, match="no such user"):
        people.change("nobody", Change(password=OTHER), note)
    assert people.signed_in("an", PASSWORD) == noted[0]
    assert people.change("an", Change(password=OTHER), note) == people.signed_in("an", OTHER)


def test_two_administrators_who_take_the_role_of_each_other(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once: one of them stays one."""
    both, real = threading.Barrier(2), users._keep_an_admin

    def keep(*given: Any) -> None:
        real(*given)
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)

    def demote(name: str) -> None:
        with Store.open(location, str(tmp_path / "o")) as own, suppress(UserError):
            Users(own).change(name, Change(role=Role.VIEWER))

    with Store.open(location, str(tmp_path / "o")) as store:
        for name in ("an", "binh"):
            Users(store).add(name, Role.ADMIN, PASSWORD)
        monkeypatch.setattr(users, "_keep_an_admin", keep)
        threads = [threading.Thread(target=demote, args=(name,)) for name in ("an", "binh")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(user.role for user in Users(store).all()) == [Role.ADMIN, Role.VIEWER]
