"""How Alembic reaches the store: through the connection that the caller opened, in one transaction."""

from __future__ import annotations

from alembic import context

from extractor.store import service_tables  # noqa: F401 -- declares its tables on the same metadata
from extractor.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
