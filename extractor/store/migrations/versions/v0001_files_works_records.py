"""The first form: files, works and records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "files",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("problem", sa.String, nullable=True),
        sa.Column("gone", sa.Integer, nullable=False),
    )
    op.create_index("ix_files_sha256", "files", ["sha256"])
    op.create_table(
        "works",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("profile", sa.String, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("peak_memory", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.String, nullable=False),
        sa.UniqueConstraint("sha256", "name", "version", "profile", name="works_once"),
    )
    op.create_table(
        "records",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("work", _ID, sa.ForeignKey("works.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=True),
        sa.Column("identity", sa.String, nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=True),
        sa.UniqueConstraint("work", "position", name="records_once"),
    )
    op.create_index("records_identity", "records", ["identity"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("records")
    op.drop_table("works")
    op.drop_table("files")
