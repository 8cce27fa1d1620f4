"""What every repository of one guild has in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from summaries.store.connections import Connections
from summaries.store.engine import insert_new
from summaries.store.tables import guilds

Clock = Callable[[], datetime]


class GuildRepository:
    """Rows of one guild. It is opened for a guild and can't be asked for another's rows."""

    def __init__(self, store: Connections, guild: int, clock: Clock) -> None:
        self._store, self._guild, self._clock = store, guild, clock

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """Begin a write in which the guild's own row exists."""
        with self._store.writing() as connection:
            ensure_guild(connection, self._guild, self._clock())
            yield connection


def ensure_guild(connection: sa.Connection, guild: int, now: datetime) -> None:
    """Make the guild's row if there is none."""
    insert_new(
        connection,
        guilds,
        id=guild,
        added=now,
        library_seeded=False,
        next_article=1,
        # Not from 0: a guild that was purged and comes back must not repeat an old revision.
        library_revision=time.time_ns() // 1000,
        settings={},
    )


def queue_up(connection: sa.Connection, guild: int) -> None:
    """Wait until no other write to the guild is under way, before something is read to change it.

    SQLite has one writer at a time in any case.
    """
    connection.execute(sa.select(guilds.c.id).where(guilds.c.id == guild).with_for_update())
