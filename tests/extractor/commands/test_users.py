from __future__ import annotations

import io
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from extractor.access import passwords
from extractor.access.audit import Audit
from extractor.access.tokens import Tokens
from extractor.access.users import Users
from extractor.commands.serve import cache_of, hosts_of
from extractor.errors import UsageError
from extractor.store.store import Store
from tests.extractor.commands.running import Ended, run

PASSWORD = "a good long password"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost nothing to check."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def vanthu(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """`vanthu users` over a store of the test, with a password on standard input."""

    def call(*arguments: str, password: str = PASSWORD) -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        return run(capsys, "users", arguments[0], tmp_path / "store", *arguments[1:])

    return call


def test_people_are_added_changed_and_removed(vanthu, tmp_path: Path) -> None:
    """Each action does what it says and is noted; passwords and secrets are printed nowhere but a new token."""
    assert vanthu("add", "Lan", "--role", "admin").code == 0
    assert vanthu("add", "an").code == 0
    assert vanthu("role", "an", "--role", "reviewer").code == 0
    assert vanthu("password", "an", password="another good password").code == 0
    token = vanthu("token", "an", "--for", "a program", "--scope", "documents:read")
    assert vanthu("disable", "an").code == 0
    listed, tokens = vanthu("list"), vanthu("tokens")

    assert [line.split("\t")[:3] for line in listed.out.splitlines()] == [
        ["an", "reviewer", "disabled"],
        ["lan", "admin", "may come in"],
    ]
    assert tokens.out == "1\tan\ta program\tdocuments:read\n"
    with Store.open(str(tmp_path / "store")) as store:
        assert Users(store).signed_in("an", "another good password") is None
        vanthu("enable", "an")
        assert Users(store).signed_in("an", "another good password") is not None
        known = Tokens(store).known(token.out.strip())
        assert known is not None
        assert known.user.name == "an"
        vanthu("revoke", "1")
        vanthu("remove", "an")
        assert [user.name for user in Users(store).all()] == ["lan"]
        actions = [entry.action for entry in Audit(store).entries(0, 99)]
    assert actions == [
        "user-added",
        "user-added",
        "user-changed",
        "user-changed",
        "token-added",
        "user-changed",
        "user-changed",
        "token-revoked",
        "user-removed",
    ]


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (("add", "a b"), PASSWORD, "a name has up to 64"),
        (("add", "an"), "short", "a password has 12 to 256 characters"),
        (("add", "lan"), PASSWORD, "there is a user lan already"),
        (("role", "nobody", "--role", "admin"), PASSWORD, "there is no such user"),
        (("role", "lan", "--role", "viewer"), PASSWORD, "lan is the last administrator"),
        (("disable", "lan"), PASSWORD, "lan is the last administrator"),
        (("remove", "lan"), PASSWORD, "lan is the last administrator"),
        (("token", "lan", "--for", "x", "--scope", "all"), PASSWORD, "--scope all: lan may audit:read"),
        (("revoke", "7"), PASSWORD, "there is no token 7"),
    ],
)
def test_what_cannot_be_done_is_one_line(vanthu, arguments: tuple[str, ...], password: str, said: str) -> None:
    """With what to do next."""
    vanthu("add", "lan", "--role", "admin")
    ended = vanthu(*arguments, password=password)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err


@pytest.mark.parametrize(
    ("host", "named", "hosts"),
    [
        ("127.0.0.1", [], ("127.0.0.1", "localhost", "[::1]")),
        ("::1", [], ("127.0.0.1", "localhost", "[::1]")),
        ("10.0.0.5", [], ("127.0.0.1", "localhost", "[::1]", "10.0.0.5")),
        ("fd00::5", ["Vanthu.example"], ("127.0.0.1", "localhost", "[::1]", "[fd00::5]", "vanthu.example")),
        ("0.0.0.0", ["vanthu.example"], ("127.0.0.1", "localhost", "[::1]", "vanthu.example")),
    ],
)
def test_names_under_which_a_server_is_asked_for(host: str, named: list[str], hosts: tuple[str, ...]) -> None:
    """Those of this machine, the address it listens at, and what is allowed."""
    assert hosts_of(host, named) == hosts


def test_listening_everywhere_needs_a_name() -> None:
    """Otherwise any name would do."""
    with pytest.raises(UsageError, match="--allow-host"):
        hosts_of("0.0.0.0", [])


def test_pictures_are_kept_inside_a_folder_and_not_in_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database has no folder: then they lie where programs keep such things."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert cache_of("store") == Path("store/cache")
    assert cache_of("postgresql://host/name") == Path("/cache/vanthu")


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, and nothing goes on running."""
    ended = run(capsys, "serve", tmp_path / "store", "--host", "192.0.2.1", "--port", "1")
    assert ended.code == 2
    assert ended.err.splitlines()[-1].startswith("vanthu: 192.0.2.1:1: ")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (None, "No such file or directory"),
        (b"k" * 31 + b"\n", "a key has 32 to 4096 bytes"),
        (b"k" * 5000, "a key has 32 to 4096 bytes"),
    ],
)
def test_a_webhook_key_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, line: str
) -> None:
    """One line before anything starts; a key that can be guessed is none."""
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    ended = run(capsys, "serve", tmp_path / "store", "--webhook-key", tmp_path / "key")

    assert ended.code == 2
    assert line in ended.err
    assert not (tmp_path / "store").exists()
