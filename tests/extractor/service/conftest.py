"""A server in this process over a store with one document, people of each role, and tokens for them."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from extractor.access import passwords
from extractor.access.context import Services
from extractor.access.roles import Role, Scope, scopes_of
from extractor.access.settings import Limits, Settings
from extractor.access.users import Users
from extractor.batch.run import version_of
from extractor.pipeline import process
from extractor.serving.app import create_app
from extractor.store.handed_in import handed_in_path
from extractor.store.store import Outcome, SeenFile, Store, Work

SAMPLE = Path("corpus/samples/bc-phuong.txt")
PASSWORD = "a password of this test"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclasses.dataclass(frozen=True)
class Server:
    """A server and what is known of it."""

    client: TestClient
    services: Services

    def bearer(self, role: Role, *scopes: Scope) -> dict[str, str]:
        """The header of a token of a person of the role; with all its scopes, or with these."""
        access = self.services.access
        user = access.users.get(role.value)
        _, secret = access.tokens.add(user, "test", scopes or scopes_of(role), None)
        return {"Authorization": f"Bearer {secret}"}

    def sign_in(self, role: Role) -> dict[str, str]:
        """Sign in by the browser; gives the header that it sends with whatever changes something."""
        answer = self.client.post("/api/v1/session", json={"name": role.value, "password": PASSWORD})
        assert answer.status_code == 200
        return {"X-CSRF-Token": answer.json()["csrf_token"]}


def settings_of(folder: Path, **changed: object) -> Settings:
    """Settings for a store in a folder."""
    limits = dataclasses.replace(Limits(), upload_bytes=200_000, upload_files=5)
    plain = Settings(
        location=str(folder / "store"), cache=folder / "cache", hosts=("testserver",), jobs=0, limits=limits
    )
    return dataclasses.replace(plain, **changed)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of one document that was handed in and of people of each role."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch, Store.open(str(folder / "store")) as store:
        patch.setattr(passwords, "_HASHER", QUICK)
        digest = store.originals.put(SAMPLE.read_bytes())
        outcome = Outcome((process(SAMPLE).record,), (SAMPLE.read_text("utf-8"),), 0.1, 1)
        store.save(Work(digest, SAMPLE.name, version_of()), outcome)
        store.note([(SeenFile(handed_in_path(digest, SAMPLE.name), 1, 1), digest, None)])
        for role in Role:
            Users(store).add(role.value, role, PASSWORD)
    return folder


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost nothing to check: what they protect is not tested by waiting."""
    monkeypatch.setattr(passwords, "_HASHER", QUICK)


@pytest.fixture
def serve(tmp_path: Path, made: Path) -> Iterator[Callable[..., Server]]:
    """Starts a server over a store of its own, with settings that are to be others; its worker does not run."""
    started: list[Services] = []

    def start(**changed: object) -> Server:
        shutil.copytree(made, tmp_path, dirs_exist_ok=True)
        app = create_app(settings_of(tmp_path, **changed))
        started.append(app.state.services)
        return Server(TestClient(app, raise_server_exceptions=False), app.state.services)

    yield start
    for services in started:
        services.pictures.close()
        services.store.close()


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """A server of several people."""
    return serve()
