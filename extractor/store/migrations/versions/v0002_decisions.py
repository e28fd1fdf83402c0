"""The log of what persons decided, to which rows can only be added; a digest by which equal records are told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_REFUSED = "the log of decisions is append-only"


def upgrade() -> None:
    """Make the table and what keeps its rows as they are."""
    op.create_table(
        "decisions",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("reviewer", sa.String, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("record_id", sa.String, nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("before", sa.Text, nullable=True),
        sa.Column("after", sa.Text, nullable=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("drawn", sa.Text, nullable=True),
        sa.Column("anchor", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("undoes", _ID, sa.ForeignKey("decisions.id"), nullable=True, unique=True),
    )
    op.create_index("decisions_document", "decisions", ["document"])
    op.create_index("decisions_reviewer", "decisions", ["reviewer", "id"])
    op.add_column("records", sa.Column("body", sa.String(64), nullable=True))
    _keep_on_server() if op.get_bind().dialect.name == "postgresql" else _keep_in_file()


def _keep_in_file() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER decisions_no_{event.lower()} BEFORE {event} ON decisions "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )


def _keep_on_server() -> None:
    op.execute(
        "CREATE FUNCTION decisions_are_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER decisions_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION decisions_are_kept()"
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_column("records", "body")
    op.drop_table("decisions")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION decisions_are_kept()")
