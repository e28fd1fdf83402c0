"""Roles of people and scopes of tokens: what each may do."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person may do; each may do what the one before it may."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def allows(self, other: Role) -> bool:
        """Whether this role may do what `other` may."""
        order = tuple(Role)
        return order.index(self) >= order.index(other)


class Scope(StrEnum):
    """What a token may be used for; never more than the role of its owner allows."""

    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    DOCUMENTS_DELETE = "documents:delete"
    DECISIONS_READ = "decisions:read"
    DECISIONS_WRITE = "decisions:write"
    EXPORTS_READ = "exports:read"
    WEBHOOKS_MANAGE = "webhooks:manage"
    USERS_MANAGE = "users:manage"
    AUDIT_READ = "audit:read"
    METRICS_READ = "metrics:read"


_LEAST: Final = {
    Scope.DOCUMENTS_READ: Role.VIEWER,
    Scope.EXPORTS_READ: Role.VIEWER,
    Scope.METRICS_READ: Role.VIEWER,
    Scope.DECISIONS_READ: Role.VIEWER,
    Scope.DOCUMENTS_WRITE: Role.REVIEWER,
    Scope.DECISIONS_WRITE: Role.REVIEWER,
    Scope.DOCUMENTS_DELETE: Role.ADMIN,
    Scope.WEBHOOKS_MANAGE: Role.ADMIN,
    Scope.USERS_MANAGE: Role.ADMIN,
    Scope.AUDIT_READ: Role.ADMIN,
}


def scopes_of(role: Role) -> frozenset[Scope]:
    """Everything that a role may do."""
    return frozenset(scope for scope, least in _LEAST.items() if role.allows(least))


def scopes_in(words: str) -> frozenset[Scope]:
    """Scopes joined by blanks, as they are kept; what this version does not know is left out."""
    known = {scope.value: scope for scope in Scope}
    return frozenset(known[word] for word in words.split() if word in known)
