"""What the bot itself must remember between two starts, such as the hash of its commands."""

from __future__ import annotations

import sqlalchemy as sa

from summaries.store.connections import Connections
from summaries.store.engine import insert_new
from summaries.store.tables import state


class StateRepository:
    """A few named values that belong to no guild."""

    def __init__(self, store: Connections) -> None:
        self._store = store

    def get(self, key: str) -> str | None:
        """Read a value; None if it was never set."""
        query = sa.select(state.c.value).where(state.c.key == key)
        with self._store.reading() as connection:
            found: str | None = connection.scalar(query)
        return found

    def set(self, key: str, value: str) -> None:
        """Set a value."""
        with self._store.writing() as connection:
            if not insert_new(connection, state, key=key, value=value):
                connection.execute(state.update().where(state.c.key == key).values(value=value))
