from __future__ import annotations

import pytest

from extractor.access import passwords
from extractor.access.keys import derived, digest, is_same, new_secret
from extractor.access.passwords import hashed, is_outdated, is_right
from extractor.access.problems import BASE, Kind, body_of, kind_of
from extractor.access.roles import Role, Scope, scopes_in, scopes_of
from extractor.access.users import UserError, checked_name
from extractor.errors import UsageError

PASSWORD = "mật khẩu dài lắm"


def test_a_password_is_kept_by_argon2id() -> None:
    """With the parameters of RFC 9106 for 64 MiB, another salt each time."""
    one, two = hashed(PASSWORD), hashed(PASSWORD)
    assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert one != two
    assert is_right(one, PASSWORD)
    assert not is_outdated(one)


@pytest.mark.parametrize("password", ["", PASSWORD + " ", PASSWORD.upper(), "x" * 10_000])
def test_another_password_is_wrong(password: str) -> None:
    """Every character counts."""
    assert not is_right(hashed(PASSWORD), password)


def test_nobody_takes_as_long_as_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a kept password one is checked all the same, and a damaged one is wrong; nobody learns names by time."""
    checked = []
    hasher = passwords._HASHER

    class Watched:
        def hash(self, password: str) -> str:
            return hasher.hash(password)

        def verify(self, kept: str, password: str) -> bool:
            checked.append(kept)
            return hasher.verify(kept, password)

    monkeypatch.setattr(passwords, "_HASHER", Watched())
    assert not is_right(None, "nobody has this password")
    assert not is_right("damaged", PASSWORD)
    assert len(checked) == 2


@pytest.mark.parametrize("password", ["short", "x" * 11, "x" * 257])
def test_passwords_that_are_not_taken(password: str) -> None:
    """Too short ones, and ones that would be work to hash."""
    with pytest.raises(UsageError, match="12 to 256"):
        hashed(password)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("An", "an"), (" lan.nguyen ", "lan.nguyen"), ("ｌａｎ", "lan"), ("a" * 64, "a" * 64), ("0-_.", "0-_.")],
)
def test_names_are_kept_in_one_form(name: str, kept: str) -> None:
    """Nobody can look like somebody else by case or width."""
    assert checked_name(name) == kept


@pytest.mark.parametrize("name", ["", "a b", "a/b", "-a", "a" * 65, "an\u0301", "а", "a\nb", "<b>", "x" * 10**6])
def test_names_that_are_none(name: str) -> None:
    """Signs, line ends, letters of other alphabets."""
    with pytest.raises(UserError):
        checked_name(name)


def test_secrets() -> None:
    """256 bits each, kept as a digest; what is derived from one for a purpose says nothing of it."""
    one, two = new_secret(), new_secret()
    assert one != two
    assert len(one) >= 43
    assert len({digest(one), digest(two), derived(one, "csrf"), derived(one, "other")}) == 4
    assert is_same(one, one)
    assert not is_same(one, "é")


def test_unknown_scopes_are_left_out() -> None:
    """A scope of a newer version, kept in the store, gives nothing."""
    assert scopes_in("documents:read all:everything") == {Scope.DOCUMENTS_READ}
    assert scopes_of(Role.ADMIN) == frozenset(Scope)


def test_problems_have_an_address_each() -> None:
    """By RFC 9457: a type, a title that is always the same, the status, what and what to do, which occurrence."""
    names = [kind.value.name for kind in Kind]
    assert len(set(names)) == len(names)
    assert body_of(Kind.CSRF, "it is so", "urn:uuid:1") == {
        "type": f"{BASE}csrf",
        "title": "The request may come from another site",
        "status": 403,
        "detail": "it is so; send the X-CSRF-Token of the session",
        "instance": "urn:uuid:1",
    }
    assert [kind_of(status) for status in (404, 418, 502)] == [Kind.NOT_FOUND, Kind.BAD_REQUEST, Kind.INTERNAL]
    assert kind_of(422) is Kind.INVALID
