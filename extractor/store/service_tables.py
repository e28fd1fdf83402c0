"""The tables of the service: people, sessions, tokens, audit, jobs, webhooks; on the same metadata as the store's."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from extractor.store.tables import METADATA, Id

USERS = Table(
    "users",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("name", String(64), nullable=False, unique=True, doc="lower case"),
    Column("password", String, nullable=False, doc="Argon2id, encoded"),
    Column("role", String(16), nullable=False),
    Column("disabled", Integer, nullable=False, doc="1: may not come in any more"),
    Column("created_at", String, nullable=False, doc="ISO 8601, UTC"),
    sqlite_autoincrement=True,
)
"""Who may come in."""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True, doc="SHA-256 of the cookie"),
    Column("user", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=True, doc="null: the one of a local desk"),
    Column("name", String, nullable=False, doc="whose it is"),
    Column("created_at", Float, nullable=False, doc="seconds since the epoch, as are the next two"),
    Column("seen_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
)
"""Who has come in by a browser."""

TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("user", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(64), nullable=False, doc="what it is for"),
    Column("digest", String(64), nullable=False, unique=True, doc="SHA-256 of the token"),
    Column("scopes", String, nullable=False, doc="joined by blanks"),
    Column("created_at", String, nullable=False, doc="ISO 8601, UTC"),
    Column("expires_at", Float, nullable=True, doc="seconds since the epoch; null: never"),
    Column("used_at", Float, nullable=True, doc="about when it was last used, seconds since the epoch"),
    sqlite_autoincrement=True,
)
"""What programs come in with."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False, doc="ISO 8601, UTC"),
    Column("actor", String, nullable=False, doc="name of a user, or of the one of a local desk"),
    Column("means", String(16), nullable=False, doc="user, token, local or command"),
    Column("action", String(48), nullable=False),
    Column("target", String, nullable=False, doc="id of what it was done to"),
    Column("address", String(64), nullable=False, doc="of the other end; empty for commands"),
)
"""Who did what; rows are added and never changed."""

JOBS = Table(
    "jobs",
    METADATA,
    Column("number", Id, primary_key=True, autoincrement=True, doc="order of arrival"),
    Column("id", String(32), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("name", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("profile", String, nullable=False, doc="empty: chosen by type"),
    Column("received_ns", BigInteger, nullable=False, doc="since the epoch"),
    Column("created_by", String, nullable=False),
    Column("created_at", String, nullable=False, doc="ISO 8601, UTC"),
    Column("finished_at", String, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("worker", String(32), nullable=True, doc="who has it in work"),
    Column("due_at", Float, nullable=False, doc="queued: not before; running: until then it is the worker's"),
    Column("statuses", String, nullable=False, doc="of the records, joined by blanks"),
    Column("problem", String, nullable=True),
    Index("jobs_state", "state", "due_at"),
)
"""Files that were handed in, and how far they are."""

IDEMPOTENCY = Table(
    "idempotency",
    METADATA,
    Column("actor", String, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", String(64), nullable=False, doc="SHA-256 over what was handed in"),
    Column("jobs", Text, nullable=False, doc="ids of the jobs that were made, joined by blanks"),
    Column("created_at", Float, nullable=False, doc="seconds since the epoch"),
)
"""Requests that were answered, so that the same one again makes nothing twice."""

WEBHOOKS = Table(
    "webhooks",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("url", String, nullable=False),
    Column("secret", String, nullable=False, doc="whsec_…, for it signs; sha256:… of one that a key makes again"),
    Column("events", String, nullable=False, doc="joined by blanks"),
    Column("created_by", String, nullable=False),
    Column("created_at", String, nullable=False, doc="ISO 8601, UTC"),
    Column("disabled", Integer, nullable=False, doc="1: the receiver said that it is gone"),
)
"""Who wants to be told."""

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("number", Id, primary_key=True, autoincrement=True),
    Column("webhook", String(32), ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False),
    Column("message", String(40), nullable=False, doc="the webhook-id header: the same for every try"),
    Column("event", String(32), nullable=False),
    Column("payload", Text, nullable=False, doc="the body, exactly as signed"),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", Float, nullable=False, doc="seconds since the epoch: not before"),
    Column("answer", String(200), nullable=True, doc="what came of the last try"),
    Column("created_at", String, nullable=False, doc="ISO 8601, UTC"),
    UniqueConstraint("webhook", "message", name="deliveries_once"),
    Index("deliveries_state", "state", "due_at"),
)
"""What is to be told, or was."""
