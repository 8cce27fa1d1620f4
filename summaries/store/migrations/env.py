"""How Alembic runs here: inside a transaction that the store has begun, never on its own."""

from __future__ import annotations

from alembic import context

from summaries.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Off by default on SQLite, where it leaves half a migration behind after a crash.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
