"""Numbers of works, records, users and tokens are given once, also in SQLite, which gave those of deleted rows again.

What is asked for, decided or noted under a number is never about another thing then. PostgreSQL needs no change.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_FAMILIES = (("works", "records"), ("users", "sessions", "tokens"))
"""Tables with those that refer to them. All of a family are copied: to drop one would empty those that refer to it."""
_INDEXES = (("records_identity", "records", "identity"), ("ix_tokens_user", "tokens", "user"))


def upgrade() -> None:
    """Have SQLite count on."""
    _copy(sqlite_autoincrement=True)


def downgrade() -> None:
    """Let it begin behind the last row again."""
    _copy(sqlite_autoincrement=False)


def _copy(*, sqlite_autoincrement: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for index, table, _ in _INDEXES:
        op.drop_index(index, table)
    for family in _FAMILIES:
        for name in family:
            is_counted = sqlite_autoincrement and name != "sessions"
            made = op.create_table(f"{name}_new", *_COLUMNS[name](), sqlite_autoincrement=is_counted)
            _fill(name, [f'"{column.name}"' for column in made.columns])
        for name in reversed(family):
            op.drop_table(name)
        for name in family:
            op.rename_table(f"{name}_new", name)
    for index, table, column in _INDEXES:
        op.create_index(index, table, [column])


def _fill(name: str, columns: Sequence[str]) -> None:
    # Names of our own tables and columns: nothing of a document is in the statement.
    listed = ", ".join(columns)
    op.execute(f"INSERT INTO {name}_new ({listed}) SELECT {listed} FROM {name}")  # noqa: S608 -- see above


def _works() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("profile", sa.String, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("peak_memory", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.String, nullable=False),
        sa.UniqueConstraint("sha256", "name", "version", "profile", name="works_once"),
    ]


def _records() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("work", _ID, sa.ForeignKey("works_new.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=True),
        sa.Column("identity", sa.String, nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.String(64), nullable=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=True),
        sa.UniqueConstraint("work", "position", name="records_once"),
    ]


def _users() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("disabled", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String, nullable=False),
    ]


def _sessions() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("user", _ID, sa.ForeignKey("users_new.id", ondelete="CASCADE"), nullable=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    ]


def _tokens() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("user", _ID, sa.ForeignKey("users_new.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("scopes", sa.String, nullable=False),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=True),
        sa.Column("used_at", sa.Float, nullable=True),
    ]


_COLUMNS = {"works": _works, "records": _records, "users": _users, "sessions": _sessions, "tokens": _tokens}
