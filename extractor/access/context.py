"""What the pages and the interface share: settings, store, decisions, pictures, people; one object on `app.state`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from extractor.access.audit import Audit
from extractor.access.sessions import Sessions
from extractor.access.settings import Settings
from extractor.access.throttle import Throttle
from extractor.access.tokens import Tokens
from extractor.access.users import Users
from extractor.decisions.log import DecisionLog
from extractor.page_images import PageImages
from extractor.store.store import Store


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in, and what they did."""

    users: Users
    sessions: Sessions
    tokens: Tokens
    audit: Audit
    throttle: Throttle

    @classmethod
    def of(cls, store: Store, settings: Settings) -> Access:
        """That of a store."""
        sessions = Sessions(store, settings.sessions)
        return cls(Users(store), sessions, Tokens(store), Audit(store), Throttle(settings.limits))


@dataclass(frozen=True, slots=True)
class Services:
    """What a request may use; `version` is that of the records shown, `profile` empty: by type."""

    settings: Settings
    store: Store
    decisions: DecisionLog
    pictures: PageImages
    access: Access
    version: str

    @classmethod
    def of(cls, store: Store, settings: Settings, version: str) -> Services:
        """Those of a store, showing the records of one version."""
        pictures = PageImages(settings.cache / "pages", store.originals.get)
        return cls(settings, store, DecisionLog(store), pictures, Access.of(store, settings), version)

    @property
    def cache(self) -> Path:
        """The folder of what may be lost."""
        return self.settings.cache

    @property
    def profile(self) -> str:
        """The profile whose records are shown."""
        return self.settings.profile

    @property
    def gold(self) -> Path | None:
        """The folder of gold labels to compare with."""
        return self.settings.gold

    @property
    def local(self) -> bool:
        """Whether one person works here at this machine."""
        return self.settings.local is not None


def services_of(request: Request) -> Services:
    """What the request may use."""
    services: Services = request.app.state.services
    return services
